-- One row per IKU, unit and period with an actual: the series with its control limits (XmR) and what breaks its rules.
with limits as (

    select * from core.iku_series_limits

),

runs as (

    select * from core.iku_series_runs

),

settings as (

    select * from core.settings

),

ruled as (

    select
        limits.*,
        case
            when limits.judged_value is not null and not limits.is_ordinal then limits.base_value + limits.value_mean
        end as mean,
        case
            when limits.limit_status <> 'none' then limits.base_value + limits.value_mean - limits.half_width
        end as lower_limit,
        case
            when limits.limit_status <> 'none' then limits.base_value + limits.value_mean + limits.half_width
        end as upper_limit,
        coalesce(nullif(runs.side, 0), runs.direction) as side,
        limits.limit_status <> 'none'
        and abs(limits.judged_value - limits.value_mean) > limits.half_width as is_beyond,
        limits.limit_status <> 'none'
        and runs.side_run_count >= cast(shift.setting_value as bigint) as is_shift,
        limits.limit_status <> 'none'
        and runs.trend_run_count >= cast(trend.setting_value as bigint) as is_trend,
        limits.limit_status <> 'none' and runs.is_two_of_three as is_two_of_three
    from limits
    left join runs
        on limits.iku_id = runs.iku_id and limits.unit_id = runs.unit_id and limits.period = runs.period
    inner join settings as shift
        on shift.setting_id = 'xmr_shift_points' and limits.end_date between shift.valid_from and shift.valid_to
    inner join settings as trend
        on trend.setting_id = 'xmr_trend_points' and limits.end_date between trend.valid_from and trend.valid_to

),

named as (

    select
        *,
        nullif(
            concat_ws(
                ' ',
                case when is_beyond then 'beyond_limits' end,
                case when is_shift then 'shift' end,
                case when is_trend then 'trend' end,
                case when is_two_of_three then 'two_of_three' end
            ), ''
        ) as signal_rules
    from ruled

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
    coalesce(is_beyond, false) as is_signal,
    signal_rules,
    case
        when limit_status = 'none' then null
        when signal_rules is null then 'common_cause'
        when polarity = 'maximize' and side > 0 then 'improving_high'
        when polarity = 'maximize' then 'concern_low'
        when polarity = 'minimize' and side < 0 then 'improving_low'
        when polarity = 'minimize' then 'concern_high'
        when side > 0 then 'neither_high'
        else 'neither_low'
    end as variation,
    case
        when limit_status = 'none' or target is null or polarity not in ('maximize', 'minimize') then null
        when target > upper_limit then case polarity when 'maximize' then 'misses' else 'hits' end
        when target < lower_limit then case polarity when 'maximize' then 'hits' else 'misses' end
        else 'hit_or_miss'
    end as assurance,
    is_seasonal,
    last_year_actual,
    actual - last_year_actual as last_year_change,
    cast(100 as double) * (actual - last_year_actual) / nullif(abs(last_year_actual), 0) as last_year_change_pct
from named
