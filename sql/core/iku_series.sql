-- One row per IKU, unit and period with an actual: the series with its control limits (XmR).
with actuals as (

    select *
    from core.iku_periods
    where actual is not null

),

settings as (

    select * from core.settings

),

steps as (

    select
        iku_id,
        unit_id,
        root_id,
        period,
        period_type,
        period_order,
        end_date,
        actual,
        abs(actual - lag(actual) over in_time) as moving_range
    from actuals
    window in_time as (partition by iku_id, unit_id, period_type order by period_order)

),

centred as (

    select
        *,
        sum(actual) over whole as actual_sum,
        count(*) over whole as point_count,
        sum(moving_range) over whole as range_sum,
        count(moving_range) over whole as range_count
    from steps
    window whole as (
        partition by iku_id, unit_id, period_type
        order by period_order
        rows between unbounded preceding and unbounded following
    )

),

measured as (

    select
        centred.*,
        centred.actual_sum / cast(centred.point_count as double) as mean,
        2.66 * centred.range_sum / cast(nullif(centred.range_count, 0) as double) as half_width,
        case
            when centred.point_count < cast(fewest.setting_value as bigint) then 'none'
            when centred.point_count < cast(full_count.setting_value as bigint) then 'provisional'
            else 'full'
        end as limit_status
    from centred
    inner join settings as fewest
        on fewest.setting_id = 'xmr_min_points' and centred.end_date between fewest.valid_from and fewest.valid_to
    inner join settings as full_count
        on
            full_count.setting_id = 'xmr_full_points'
            and centred.end_date between full_count.valid_from and full_count.valid_to

),

limited as (

    select
        *,
        case when limit_status <> 'none' then mean - half_width end as lower_limit,
        case when limit_status <> 'none' then mean + half_width end as upper_limit
    from measured

)

select
    iku_id,
    unit_id,
    root_id,
    period,
    period_type,
    period_order,
    actual,
    mean,
    lower_limit,
    upper_limit,
    point_count,
    limit_status,
    coalesce(actual < lower_limit or actual > upper_limit, false) as is_signal
from limited
