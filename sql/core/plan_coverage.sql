-- One row per tree of units and period with appraisals: how many have a planned work result (RHK), and whether most do.
with employee_periods as (

    select * from core.employee_periods

),

counted as (

    select
        root_id,
        period,
        count(*) as employee_count,
        count(case when has_plan then 1 end) as planned_count
    from employee_periods
    group by root_id, period

)

select
    root_id,
    period,
    employee_count,
    planned_count,
    planned_count * 2 >= employee_count as is_mostly_planned
from counted
