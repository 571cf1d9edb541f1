-- One row per unit, service (null = all but complaints) and period: the cases that came in, with all units below.
with cases as (

    select * from core.service_cases

),

closure as (

    select * from core.unit_closure

),

months as (

    select * from core.period_months

),

units as (

    select * from core.units

),

calendar as (

    select * from core.calendar

),

spread as (

    select
        closure.ancestor_id as unit_id,
        months.period,
        cases.service_name,
        cases.is_complaint,
        cases.case_status,
        cases.outcome,
        cases.is_open,
        case when cases.problem is null then cases.waiting_minutes end as waiting_minutes,
        cases.day_count,
        cases.has_calendar or not cases.is_measured as has_calendar,
        case when cases.is_measured then cases.days end as days,
        case when cases.is_measured then cases.calendar_days end as calendar_days
    from cases
    inner join closure on cases.unit_id = closure.unit_id
    inner join months on cases.month = months.month

),

lines as (

    select
        *,
        service_name as line_name
    from spread

    union all

    select
        *,
        cast(null as varchar) as line_name
    from spread
    where not is_complaint

),

counted as (

    select
        unit_id,
        line_name as service_name,
        period,
        max(case when is_complaint then 1 else 0 end) = 1 as is_complaint,
        cast(count(*) as bigint) as case_count,
        cast(sum(case when outcome in ('on_time', 'late') then 1 else 0 end) as bigint) as judged_count,
        cast(sum(case when outcome = 'on_time' then 1 else 0 end) as bigint) as on_time_count,
        cast(sum(case when outcome = 'pending' then 1 else 0 end) as bigint) as pending_count,
        cast(sum(case when outcome = 'no_deadline' then 1 else 0 end) as bigint) as no_deadline_count,
        cast(sum(case when outcome = 'withdrawn' then 1 else 0 end) as bigint) as withdrawn_count,
        cast(sum(case when outcome = 'excluded' then 1 else 0 end) as bigint) as excluded_count,
        cast(
            sum(case when case_status = 'ditolak' and outcome <> 'excluded' then 1 else 0 end) as bigint
        ) as rejected_count,
        cast(sum(case when is_open then 1 else 0 end) as bigint) as open_count,
        cast(sum(case when is_open and outcome = 'late' then 1 else 0 end) as bigint) as overdue_count,
        cast(count(days) as bigint) as measured_count,
        percentile_cont(0.5) within group (order by days) as median_days,
        percentile_cont(0.9) within group (order by days) as p90_days,
        percentile_cont(0.5) within group (order by calendar_days) as median_calendar_days,
        percentile_cont(0.9) within group (order by calendar_days) as p90_calendar_days,
        cast(count(waiting_minutes) as bigint) as waiting_count,
        percentile_cont(0.5) within group (order by waiting_minutes) as median_waiting_minutes,
        percentile_cont(0.9) within group (order by waiting_minutes) as p90_waiting_minutes,
        max(day_count) as day_count,
        min(case when has_calendar then 1 else 0 end) = 1 as has_calendar
    from lines
    group by unit_id, line_name, period

),

shares as (

    select
        *,
        cast(on_time_count as double) / nullif(judged_count, 0) as on_time_share,
        cast(judged_count as double) as n,
        cast(1.96 as double) as z
    from counted

)

select
    shares.*,
    units.unit_name,
    units.root_id,
    case when shares.judged_count > 0 then greatest((
        shares.on_time_share + shares.z * shares.z / (2 * shares.n)
        - shares.z * sqrt(
            shares.on_time_share * (1 - shares.on_time_share) / shares.n
            + shares.z * shares.z / (4 * shares.n * shares.n)
        )
    ) / (1 + shares.z * shares.z / shares.n), cast(0 as double)) end as on_time_low,
    case when shares.judged_count > 0 then least((
        shares.on_time_share + shares.z * shares.z / (2 * shares.n)
        + shares.z * sqrt(
            shares.on_time_share * (1 - shares.on_time_share) / shares.n
            + shares.z * shares.z / (4 * shares.n * shares.n)
        )
    ) / (1 + shares.z * shares.z / shares.n), cast(1 as double)) end as on_time_high,
    not calendar.is_complete or shares.pending_count > 0 as is_provisional,
    case
        when shares.judged_count > 0 then null
        when shares.no_deadline_count > 0 then 'no_deadline'
        when shares.pending_count > 0 then 'not_yet_due'
        else 'nothing_to_judge'
    end as reason
from shares
inner join units on shares.unit_id = units.unit_id
inner join calendar on shares.period = calendar.period
