-- One row per IKU, unit and filled period of a kind shorter than the year: what a forecast of its year can rest on.
-- Only this period and earlier ones are used, so that a forecast for the past knows no more than was known then.
with seasoned as (

    select
        deviations.*,
        deviations.deviation - coalesce(seasons.season, 0) as own_deviation
    from core.iku_deviations as deviations
    left join core.iku_seasons as seasons
        on
            deviations.iku_id = seasons.iku_id
            and deviations.unit_id = seasons.unit_id
            and deviations.period_type = seasons.period_type
            and deviations.year = seasons.year
            and deviations.remaining_count = seasons.remaining_count

),

deviations as (

    select
        *,
        count(*) over so_far as filled_count,
        count(deviation) over so_far as usable_count,
        sum(aim) over so_far as aim_sum,
        sum(actual) over so_far as actual_sum,
        sum(own_deviation) over so_far / cast(nullif(count(own_deviation) over so_far, 0) as double) as deviation_mean,
        var_pop(own_deviation) over so_far * count(own_deviation) over so_far as own_sum
    from seasoned
    window so_far as (
        partition by iku_id, unit_id, period_type, year
        order by period_order
        rows between unbounded preceding and current row
    )

),

rests as (

    select
        deviations.iku_id,
        deviations.unit_id,
        deviations.period,
        sum(seasons.season) / count(*) as rest_season
    from core.iku_deviations as deviations
    inner join core.iku as iku
        on
            deviations.iku_id = iku.iku_id
            and deviations.unit_id = iku.unit_id
            and deviations.year = iku.year
    inner join core.iku_seasons as seasons
        on
            deviations.iku_id = seasons.iku_id
            and deviations.unit_id = seasons.unit_id
            and deviations.period_type = seasons.period_type
            and deviations.year = seasons.year
            and deviations.remaining_count > seasons.remaining_count
            and (iku.consolidation <> 'last' or seasons.remaining_count = 0)
    group by deviations.iku_id, deviations.unit_id, deviations.period

),

histories as (

    select * from core.iku_histories

),

iku as (

    select * from core.iku

),

settings as (

    select * from core.settings

),

known as (

    select
        deviations.*,
        iku.consolidation,
        iku.root_id,
        case
            when deviations.polarity = 'range' then (deviations.lower_bound + deviations.upper_bound) / 2
            else iku.annual_target
        end as annual_aim,
        coalesce(histories.history_point_count, 0) as history_point_count,
        coalesce(histories.history_year_count, 0) as history_year_count,
        histories.within_sum,
        histories.history_freedom,
        coalesce(rests.rest_season, 0) as rest_season,
        histories.mean_sum,
        histories.between_sum,
        case
            when deviations.remaining_count = 0 then 'year_over'
            when deviations.polarity = 'stabilize' then 'no_direction'
            when iku.is_ordinal then 'ordinal'
            when deviations.usable_count < deviations.filled_count then 'no_target'
            when
                coalesce(histories.history_year_count, 0) < cast(fewest_years.setting_value as bigint)
                or coalesce(histories.history_point_count, 0) < cast(fewest_points.setting_value as bigint)
                or histories.history_freedom < 1
                then 'short_history'
        end as reason
    from deviations
    inner join iku
        on
            deviations.iku_id = iku.iku_id
            and deviations.unit_id = iku.unit_id
            and deviations.year = iku.year
    left join histories
        on
            deviations.iku_id = histories.iku_id
            and deviations.unit_id = histories.unit_id
            and deviations.period_type = histories.period_type
            and deviations.year = histories.year
    left join rests
        on
            deviations.iku_id = rests.iku_id
            and deviations.unit_id = rests.unit_id
            and deviations.period = rests.period
    inner join settings as fewest_years
        on
            fewest_years.setting_id = 'outlook_min_years'
            and deviations.end_date between fewest_years.valid_from and fewest_years.valid_to
    inner join settings as fewest_points
        on
            fewest_points.setting_id = 'outlook_min_points'
            and deviations.end_date between fewest_points.valid_from and fewest_points.valid_to

)

select
    iku_id,
    unit_id,
    root_id,
    year,
    period,
    period_type,
    period_order,
    end_date,
    polarity,
    consolidation,
    lower_bound,
    upper_bound,
    aim,
    annual_aim,
    remaining_count,
    filled_count,
    usable_count,
    aim_sum,
    actual_sum,
    deviation_mean,
    own_sum,
    history_point_count,
    history_year_count,
    history_freedom,
    rest_season,
    within_sum,
    mean_sum,
    between_sum,
    reason
from known
