-- One row per kind and sender with rows in the period before the last complete one that has any, and none in that one.
with calendar as (

    select * from core.calendar

),

sent as (

    select
        senders.*,
        calendar.period_type,
        calendar.end_date
    from core.senders as senders
    inner join calendar on senders.period = calendar.period
    where calendar.is_complete and calendar.period_type = 'quarter'

),

units as (

    select * from core.units

),

roots as (

    select
        sent.*,
        units.root_id
    from sent
    inner join units on sent.unit_id = units.unit_id

),

last_periods as (

    select
        kind,
        root_id,
        max(end_date) as end_date
    from roots
    group by kind, root_id

),

before as (

    select
        roots.kind,
        roots.sender_name,
        roots.unit_id,
        roots.root_id,
        roots.period as last_period,
        roots.row_count as last_row_count,
        last_periods.end_date
    from roots
    inner join last_periods on roots.kind = last_periods.kind and roots.root_id = last_periods.root_id
    where last_day(roots.end_date + to_months(3)) = last_periods.end_date

),

newest as (

    select
        kind,
        sender_name,
        root_id,
        end_date
    from roots

)

select
    before.kind,
    before.sender_name,
    before.unit_id,
    before.root_id,
    calendar.period,
    before.last_period,
    before.last_row_count
from before
inner join calendar on before.end_date = calendar.end_date and calendar.period_type = 'quarter'
left join units on before.unit_id = units.unit_id
left join newest
    on
        before.kind = newest.kind
        and before.sender_name = newest.sender_name
        and before.root_id = newest.root_id
        and before.end_date = newest.end_date
where newest.kind is null and (units.end_date is null or units.end_date >= calendar.end_date)
