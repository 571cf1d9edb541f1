-- One row per employee in post and purpose of assessment: the job-person match with its band.
with matches as (

    select * from core.job_matches

),

judged as (

    select
        found.setting_id,
        found.value_e2,
        found.on_date,
        found.band_id,
        found.rule_id,
        bands.band_order
    from core.judged_values as found
    inner join reference.bands as bands
        on
            found.scheme = bands.scheme
            and found.band_id = bands.band_id
            and found.on_date between bands.valid_from and coalesce(bands.valid_to, date '9999-12-31')

),

settings as (

    select *
    from core.settings
    where setting_id = 'evidence_valid_days'

)

select
    matches.employee_id,
    matches.employee_name,
    matches.unit_id,
    matches.unit_name,
    matches.root_id,
    matches.job_title,
    matches.job_family,
    matches.purpose,
    matches.required_count,
    matches.matched_count,
    matches.level_e2_sum,
    matches.required_sum,
    matches.short_count,
    matches.jpm_pct,
    matches.oldest_date,
    matches.newest_date,
    matches.evidence_age_days,
    judged.band_id as jpm_band,
    judged.band_order as jpm_band_order,
    judged.rule_id,
    matches.matched_count = matches.required_count as is_complete,
    matches.evidence_age_days <= cast(settings.setting_value as bigint) as is_evidence_current,
    case
        when matches.matched_count = 0 then 'no_standard'
        when matches.purpose is null then 'purpose_missing'
    end as reason
from matches
left join judged
    on
        judged.setting_id = case matches.purpose
            when 'seleksi' then 'jpm_selection_scheme'
            when 'pemetaan' then 'jpm_mapping_scheme'
        end
        and matches.jpm_e2 = judged.value_e2
        and matches.newest_date = judged.on_date
left join settings on matches.as_of_date between settings.valid_from and settings.valid_to
