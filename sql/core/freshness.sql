-- One row per kind of export: when it last came in, up to which period it reaches, and what is awaited next.
-- Kinds without periods reach to the end of the period in which they last came in. Dated rows reach to the end of the
-- period of the newest once they came in after it: a month without cases is no month without a file.
with kinds as (

    select * from reference.kinds

),

loaded_periods as (

    select * from core.loaded_periods

),

calendar as (

    select * from core.calendar

),

arrivals as (

    select * from core.arrivals

),

summed as (

    select
        kinds.kind,
        kinds.kind_order,
        max(loaded_periods.last_loaded_at) as last_loaded_at,
        arg_max(loaded_periods.period, calendar.period_order) as last_period,
        max(calendar.end_date) as reached_date,
        cast(count(distinct loaded_periods.load_id) as bigint) as load_count,
        coalesce(cast(sum(loaded_periods.row_count) as bigint), 0) as row_count
    from kinds
    left join loaded_periods on kinds.kind = loaded_periods.kind
    left join calendar on loaded_periods.period = calendar.period
    group by kinds.kind, kinds.kind_order

),

scheduled as (

    select
        summed.*,
        arrivals.cadence,
        arrivals.due_count,
        arrivals.is_dated,
        arrivals.month_count,
        last_day(
            make_date(
                cast(date_part('year', summed.reached_date) as bigint),
                cast(ceil(date_part('month', summed.reached_date) / arrivals.month_count) as bigint)
                * arrivals.month_count,
                1
            )
        ) as whole_date
    from summed
    left join arrivals
        on
            summed.kind = arrivals.kind
            and cast(summed.last_loaded_at as date) between arrivals.valid_from and arrivals.valid_to

),

placed as (

    select
        *,
        case
            when reached_date is null
                then cast(date_trunc('month', last_loaded_at) as date) + to_months(month_count)
            when is_dated and cast(last_loaded_at as date) > whole_date
                then cast(date_trunc('month', whole_date + interval 1 day) as date)
            else cast(date_trunc('month', reached_date + interval 1 day) as date)
        end as from_month
    from scheduled

),

numbered as (

    select
        *,
        cast(date_part('year', from_month) as bigint) as next_year,
        cast(floor((date_part('month', from_month) - 1) / month_count) as bigint) as next_part
    from placed

),

awaited as (

    select
        *,
        case cadence
            when 'month' then concat(next_year, '-', lpad(cast(next_part + 1 as varchar), 2, '0'))
            when 'quarter' then concat(next_year, '-TW', next_part + 1)
            when 'semester' then concat(next_year, '-S', next_part + 1)
            when 'year' then cast(next_year as varchar)
        end as next_period,
        last_day(make_date(next_year, (next_part + 1) * month_count, 1)) as next_end_date
    from numbered

)

select
    kind,
    kind_order,
    last_loaded_at,
    last_period,
    load_count,
    row_count,
    cadence,
    next_period,
    next_end_date + cast(due_count as integer) as next_due_date
from awaited
