-- One row per actual far from the earlier ones of its own series: beyond a multiple of their limits, or a slip by ten.
-- Limits are XmR of the earlier points alone (mean ± 2.66 times the mean moving range), so a value cannot hide itself.
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
        *,
        abs(actual - lag(actual) over in_time) as moving_range
    from actuals
    window in_time as (partition by iku_id, unit_id, period_type order by period_order)

),

earlier as (

    select
        *,
        count(actual) over before as earlier_count,
        sum(actual) over before / cast(nullif(count(actual) over before, 0) as double) as earlier_mean,
        2.66 * sum(moving_range) over before
        / cast(nullif(count(moving_range) over before, 0) as double) as half_width
    from steps
    window before as (
        partition by iku_id, unit_id, period_type
        order by period_order
        rows between unbounded preceding and 1 preceding
    )

),

measured as (

    select
        earlier.*,
        abs(earlier.actual / nullif(earlier.earlier_mean, 0)) as ratio,
        cast(factor.setting_value as double) / 100 as limit_factor,
        cast(tolerance.setting_value as double) / 100 as slip_tolerance,
        cast(share.setting_value as double) / 100 as least_share
    from earlier
    inner join settings as fewest
        on fewest.setting_id = 'history_min_points' and earlier.end_date between fewest.valid_from and fewest.valid_to
    inner join settings as factor
        on factor.setting_id = 'history_factor_e2' and earlier.end_date between factor.valid_from and factor.valid_to
    inner join settings as tolerance
        on
            tolerance.setting_id = 'history_slip_e2'
            and earlier.end_date between tolerance.valid_from and tolerance.valid_to
    inner join settings as share
        on share.setting_id = 'history_share_e2' and earlier.end_date between share.valid_from and share.valid_to
    where earlier.earlier_count >= cast(fewest.setting_value as bigint) and earlier.half_width > 0

),

judged as (

    select
        *,
        abs(actual - earlier_mean) > limit_factor * half_width
        and abs(actual - earlier_mean) > least_share * abs(earlier_mean) as is_beyond,
        abs(actual - earlier_mean) > half_width
        and (
            abs(ratio / 10 - 1) <= slip_tolerance
            or abs(ratio / 100 - 1) <= slip_tolerance
            or abs(ratio * 10 - 1) <= slip_tolerance
            or abs(ratio * 100 - 1) <= slip_tolerance
        ) as is_slip
    from measured

)

select
    iku_id,
    unit_id,
    period,
    actual,
    earlier_mean - half_width as lower_limit,
    earlier_mean + half_width as upper_limit,
    is_slip,
    load_id,
    sheet_name,
    row_number
from judged
where is_beyond or is_slip
