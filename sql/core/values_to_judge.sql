-- One row per scheme, value in hundredths and day on which a band must be found for it.
with settings as (

    select * from core.settings

),

achievements as (

    select distinct
        achievement_e2 as value_e2,
        end_date as on_date
    from core.iku_formula_achievements
    where achievement_e2 is not null

),

survey_scores as (

    select
        ikm_e2 as value_e2,
        end_date as on_date
    from core.survey_scores

    union

    select
        ikm_011_e2 as value_e2,
        end_date as on_date
    from core.survey_scores

),

budgets as (

    select distinct
        efficiency_gap_e2 as value_e2,
        end_date as on_date
    from core.budget_sums
    where efficiency_gap_e2 is not null

),

work_results as (

    select distinct
        achievement_e2 as value_e2,
        end_date as on_date
    from core.work_results
    where achievement_e2 is not null

),

outlook as (

    select distinct
        reach_chance_e2 as value_e2,
        end_date as on_date
    from core.iku_outlook
    where reach_chance_e2 is not null

),

achieved as (

    select * from achievements
    union
    select * from work_results

),

open_cases as (

    select distinct
        calendar_days * 100 as value_e2,
        known_date as on_date
    from core.service_cases
    where is_open

),

job_matches as (

    select distinct
        case purpose when 'seleksi' then 'jpm_selection_scheme' else 'jpm_mapping_scheme' end as setting_id,
        jpm_e2 as value_e2,
        newest_date as on_date
    from core.job_matches
    where purpose is not null and jpm_e2 is not null

),

feedback as (

    select distinct
        score_e2 as value_e2,
        end_date as on_date
    from core.feedback_aspects
    where aspect is null and score_e2 is not null

),

wanted as (

    select
        'feedback_band_scheme' as setting_id,
        value_e2,
        on_date
    from feedback

    union all

    select
        'iku_status_scheme' as setting_id,
        value_e2,
        on_date
    from achieved

    union all

    select
        'outlook_scheme' as setting_id,
        value_e2,
        on_date
    from outlook

    union all

    select
        'budget_efficiency_scheme' as setting_id,
        value_e2,
        on_date
    from budgets

    union all

    select
        'iku_realisation_scheme' as setting_id,
        value_e2,
        on_date
    from achievements

    union all

    select
        'skm_band_scheme' as setting_id,
        value_e2,
        on_date
    from survey_scores

    union all

    select
        'open_case_band_scheme' as setting_id,
        value_e2,
        on_date
    from open_cases

    union all

    select
        setting_id,
        value_e2,
        on_date
    from job_matches

)

select
    wanted.setting_id,
    settings.setting_value as scheme,
    wanted.value_e2,
    wanted.on_date
from wanted
inner join settings
    on
        wanted.setting_id = settings.setting_id
        and wanted.on_date between settings.valid_from and settings.valid_to

union all

select distinct
    'skp_lama' as setting_id,
    scheme,
    value_e2,
    end_date as on_date
from core.legacy_scores
where value_e2 is not null
