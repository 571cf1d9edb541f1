-- One row per employee and period that a planned work result (RHK) covers: its own period and those inside it.
with work_results as (

    select distinct
        nip,
        period
    from staging.work_results

),

calendar as (

    select * from core.calendar

)

select distinct
    work_results.nip,
    covered.period
from work_results
inner join calendar as planned on work_results.period = planned.period
inner join calendar as covered on planned.start_date <= covered.start_date and planned.end_date >= covered.end_date
