-- One row per IKU, unit and period with an actual: the value judged, its series' mean and usual variation (XmR).
-- Seasonal indicators are judged by the change since the same period of last year, all others by the actual itself.
-- Grades have no limits: the steps between their ranks are no quantities.
with points as (

    select
        iku_id,
        unit_id,
        root_id,
        period,
        period_type,
        period_order,
        end_date,
        polarity,
        target,
        actual,
        max(case when is_seasonal then 1 else 0 end) over (partition by iku_id, unit_id) = 1 as is_seasonal,
        max(case when is_ordinal then 1 else 0 end) over (partition by iku_id, unit_id) = 1 as is_ordinal
    from core.iku_periods
    where actual is not null

),

settings as (

    select * from core.settings

),

valued as (

    select
        points.*,
        earlier.actual as last_year_actual,
        case when points.is_seasonal then earlier.actual else 0 end as base_value,
        case when points.is_seasonal then points.actual - earlier.actual else points.actual end as judged_value
    from points
    left join points as earlier
        on
            points.iku_id = earlier.iku_id
            and points.unit_id = earlier.unit_id
            and points.period_type = earlier.period_type
            and points.period_order = earlier.period_order + 1000

),

steps as (

    select
        *,
        case
            when judged_value is not null
                then abs(judged_value - lag(judged_value) over in_time)
        end as moving_range
    from valued
    window in_time as (
        partition by iku_id, unit_id, period_type, judged_value is null
        order by period_order
    )

),

centred as (

    select
        *,
        sum(judged_value) over whole as value_sum,
        count(judged_value) over whole as point_count,
        sum(moving_range) over whole / cast(nullif(count(moving_range) over whole, 0) as double) as range_avg
    from steps
    window whole as (
        partition by iku_id, unit_id, period_type
        order by period_order
        rows between unbounded preceding and unbounded following
    )

),

screened as (

    select
        centred.*,
        case
            when centred.moving_range <= centred.range_avg * cast(screen.setting_value as double) / 1000
                then centred.moving_range
        end as kept_range,
        cast(factor.setting_value as double) / 100 as limit_factor,
        case
            when
                centred.is_ordinal
                or centred.judged_value is null
                or centred.point_count < cast(fewest.setting_value as bigint)
                then 'none'
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
    inner join settings as factor
        on factor.setting_id = 'xmr_factor_e2' and centred.end_date between factor.valid_from and factor.valid_to
    inner join settings as screen
        on screen.setting_id = 'xmr_screen_e3' and centred.end_date between screen.valid_from and screen.valid_to

)

select
    iku_id,
    unit_id,
    root_id,
    period,
    period_type,
    period_order,
    end_date,
    polarity,
    target,
    actual,
    is_seasonal,
    is_ordinal,
    last_year_actual,
    base_value,
    judged_value,
    point_count,
    limit_status,
    value_sum / cast(nullif(point_count, 0) as double) as value_mean,
    limit_factor * sum(kept_range) over whole / cast(nullif(count(kept_range) over whole, 0) as double) as half_width
from screened
window whole as (
    partition by iku_id, unit_id, period_type
    order by period_order
    rows between unbounded preceding and unbounded following
)
