-- One row per IKU, unit and period: measures, judgements and the row they came from.
with measures as (

    select * from core.iku_measures

),

iku as (

    select * from core.iku

),

calendar as (

    select * from core.calendar

),

results as (

    select * from core.iku_results

),

loads as (

    select * from staging.loads

),

tolerance as (

    select *
    from core.settings
    where setting_id = 'imported_difference_e2'

),

in_period as (

    select *
    from core.iku_judgements
    where basis = 'period'

),

to_date as (

    select *
    from core.iku_judgements
    where basis = 'ytd'

)

select
    measures.iku_id,
    iku.iku_name,
    iku.goal_name,
    measures.unit_id,
    iku.unit_name,
    iku.root_id,
    measures.period,
    measures.period_type,
    measures.period_order,
    measures.year,
    calendar.start_date,
    measures.end_date,
    iku.measure_unit,
    iku.polarity,
    iku.consolidation,
    iku.is_ordinal,
    iku.is_seasonal,
    iku.weight,
    iku.weight_e4,
    iku.weight_note,
    iku.annual_target,
    measures.target,
    measures.actual,
    results.target_label,
    results.actual_label,
    iku.lower_bound,
    iku.upper_bound,
    results.numerator,
    results.denominator,
    in_period.achievement_pct,
    in_period.achievement_e2,
    results.imported_achievement_pct,
    results.imported_achievement_pct - in_period.achievement_pct as imported_difference_pct,
    case
        when results.imported_achievement_pct is not null and in_period.achievement_pct is not null
            then
                abs(results.imported_achievement_pct * 100 - in_period.achievement_pct * 100)
                > cast(tolerance.setting_value as double) + 0.000001
    end as is_imported_different,
    in_period.formula_id,
    in_period.rule_id,
    in_period.status,
    in_period.realisation_band,
    in_period.is_formula_sensitive,
    in_period.reason,
    coalesce(results.is_provisional, false) as is_provisional,
    measures.ytd_target,
    measures.ytd_actual,
    to_date.achievement_pct as ytd_achievement_pct,
    to_date.achievement_e2 as ytd_achievement_e2,
    to_date.status as ytd_status,
    to_date.realisation_band as ytd_realisation_band,
    to_date.reason as ytd_reason,
    measures.ytd_period_count,
    results.obstacle,
    results.follow_up,
    iku.owner_name,
    iku.is_public,
    iku.public_theme,
    results.load_id,
    loads.file_name,
    results.sheet_name,
    results.row_number,
    results.loaded_at
from measures
inner join calendar on measures.period = calendar.period
inner join iku
    on
        measures.iku_id = iku.iku_id
        and measures.unit_id = iku.unit_id
        and measures.year = iku.year
inner join in_period
    on
        measures.iku_id = in_period.iku_id
        and measures.unit_id = in_period.unit_id
        and measures.period = in_period.period
inner join to_date
    on
        measures.iku_id = to_date.iku_id
        and measures.unit_id = to_date.unit_id
        and measures.period = to_date.period
left join results
    on
        measures.iku_id = results.iku_id
        and measures.unit_id = results.unit_id
        and measures.period = results.period
left join loads on results.load_id = loads.load_id
left join tolerance on measures.end_date between tolerance.valid_from and tolerance.valid_to
