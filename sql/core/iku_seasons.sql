-- One row per IKU, unit, kind of period, year and place in it: how earlier years deviated there from their own mean.
with deviations as (

    select
        *,
        sum(deviation) over of_year / count(*) over of_year as year_mean
    from core.iku_deviations
    where deviation is not null
    window of_year as (partition by iku_id, unit_id, period_type, year)

),

years as (

    select distinct
        iku_id,
        unit_id,
        period_type,
        year
    from deviations

)

select
    years.iku_id,
    years.unit_id,
    years.period_type,
    years.year,
    earlier.remaining_count,
    sum(earlier.deviation - earlier.year_mean) / count(*) as season,
    cast(count(*) as bigint) as season_count
from years
inner join deviations as earlier
    on
        years.iku_id = earlier.iku_id
        and years.unit_id = earlier.unit_id
        and years.period_type = earlier.period_type
        and years.year > earlier.year
group by years.iku_id, years.unit_id, years.period_type, years.year, earlier.remaining_count
