-- One row per IKU, unit, kind of period and year: what the deviations of earlier years say, their season taken out.
-- Squares are summed by var_pop, which keeps its digits where a sum of squares less a square of sums does not.
with deviations as (

    select *
    from core.iku_deviations
    where deviation is not null

),

years as (

    select
        iku_id,
        unit_id,
        period_type,
        year,
        cast(count(*) as double) as point_count,
        sum(deviation) / count(*) as year_mean,
        var_pop(deviation) * count(*) as within_sum
    from deviations
    group by iku_id, unit_id, period_type, year

),

seasons as (

    select
        iku_id,
        unit_id,
        period_type,
        year,
        count(*) as season_part_count,
        sum(season_count * season * season) as season_sum
    from core.iku_seasons
    group by iku_id, unit_id, period_type, year

),

summed as (

    select
        iku_id,
        unit_id,
        period_type,
        year,
        coalesce(sum(point_count) over earlier, 0) as history_point_count,
        count(*) over earlier as history_year_count,
        sum(within_sum) over earlier as within_sum,
        sum(year_mean) over earlier as mean_sum,
        var_pop(year_mean) over earlier * count(*) over earlier as between_sum
    from years
    window earlier as (
        partition by iku_id, unit_id, period_type
        order by year
        rows between unbounded preceding and 1 preceding
    )

)

select
    summed.iku_id,
    summed.unit_id,
    summed.period_type,
    summed.year,
    summed.history_point_count,
    summed.history_year_count,
    greatest(summed.within_sum - seasons.season_sum, 0) as within_sum,
    summed.history_point_count - summed.history_year_count - seasons.season_part_count + 1 as history_freedom,
    summed.mean_sum,
    summed.between_sum
from summed
left join seasons
    on
        summed.iku_id = seasons.iku_id
        and summed.unit_id = seasons.unit_id
        and summed.period_type = seasons.period_type
        and summed.year = seasons.year
