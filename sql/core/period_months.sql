-- One row per period and month inside it.
with calendar as (

    select * from core.calendar

)

select
    calendar.period,
    months.period as month
from calendar
inner join calendar as months
    on
        calendar.year = months.year
        and calendar.start_date <= months.start_date
        and calendar.end_date >= months.end_date
where months.period_type = 'month'
