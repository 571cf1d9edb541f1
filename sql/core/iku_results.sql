-- One row per result whose indicator is registered for that unit and year.
with results as (

    select * from staging.iku_results

),

iku as (

    select * from core.iku

)

select
    results.iku_id,
    results.unit_id,
    results.period,
    results.year,
    results.target,
    results.actual,
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
