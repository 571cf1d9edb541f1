-- One row per point of a series that is judged: where it lies and how long the runs are that it is part of.
with points as (

    select
        *,
        sign(judged_value - value_mean) as side,
        case
            when limit_status = 'none' then 0
            when abs(judged_value - value_mean) > half_width then 0
            when abs(judged_value - value_mean) > half_width * 2 / 3 then 1
            else 0
        end as near_limit
    from core.iku_series_limits
    where judged_value is not null

),

moved as (

    select
        *,
        sign(judged_value - lag(judged_value) over in_time) as direction
    from points
    window in_time as (partition by iku_id, unit_id, period_type order by period_order)

),

turned as (

    select
        *,
        case when side = lag(side) over in_time then 0 else 1 end as is_new_side,
        case when direction = lag(direction) over in_time then 0 else 1 end as is_new_direction,
        count(*) over of_three as window_count,
        sum(near_limit) over of_three as near_count,
        abs(sum(side) over of_three) as side_sum
    from moved
    window
        in_time as (partition by iku_id, unit_id, period_type order by period_order),
        of_three as (
            partition by iku_id, unit_id, period_type
            order by period_order
            rows between 2 preceding and current row
        )

),

numbered as (

    select
        *,
        sum(is_new_side) over in_time as side_run,
        sum(is_new_direction) over in_time as direction_run,
        case when window_count = 3 and near_count >= 2 and side_sum = 3 then 1 else 0 end as is_two_of_three_here
    from turned
    window in_time as (partition by iku_id, unit_id, period_type order by period_order)

),

counted as (

    select
        *,
        case when side <> 0 then count(*) over of_side else 0 end as side_run_count,
        case when direction <> 0 then count(*) over of_direction + 1 else 0 end as direction_run_count
    from numbered
    window
        of_side as (partition by iku_id, unit_id, period_type, side_run),
        of_direction as (partition by iku_id, unit_id, period_type, direction_run)

)

select
    iku_id,
    unit_id,
    period,
    side,
    direction,
    side_run_count,
    greatest(direction_run_count, coalesce(lead(direction_run_count) over in_time, 0)) as trend_run_count,
    near_limit = 1
    and (
        is_two_of_three_here = 1
        or coalesce(lead(is_two_of_three_here, 1) over in_time, 0) = 1
        or coalesce(lead(is_two_of_three_here, 2) over in_time, 0) = 1
    ) as is_two_of_three
from counted
window in_time as (partition by iku_id, unit_id, period_type order by period_order)
