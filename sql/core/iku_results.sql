-- One row per result whose indicator is registered for that unit and year.
with results as (

    select * from staging.iku_results

),

scales as (

    select * from reference.ordinal_scales

),

iku as (

    select * from core.iku

)

select
    results.iku_id,
    results.unit_id,
    results.period,
    results.year,
    coalesce(results.target, cast(target_scales.rank_order as double)) as target,
    coalesce(results.actual, cast(actual_scales.rank_order as double)) as actual,
    target_scales.label as target_label,
    actual_scales.label as actual_label,
    results.numerator,
    results.denominator,
    results.imported_achievement_pct,
    results.is_provisional,
    results.obstacle,
    results.follow_up,
    results.load_id,
    results.sheet_name,
    results.row_number,
    results.loaded_at
from results
inner join iku
    on
        results.iku_id = iku.iku_id
        and results.unit_id = iku.unit_id
        and results.year = iku.year
left join scales as target_scales
    on
        results.target_label = target_scales.label
        and results.target is null
        and make_date(results.year, 12, 31)
        between target_scales.valid_from and coalesce(target_scales.valid_to, date '9999-12-31')
left join scales as actual_scales
    on
        results.actual_label = actual_scales.label
        and results.actual is null
        and make_date(results.year, 12, 31)
        between actual_scales.valid_from and coalesce(actual_scales.valid_to, date '9999-12-31')
