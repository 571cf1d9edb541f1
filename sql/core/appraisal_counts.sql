-- One row per unit and period: how many were in post, rated, and rated what, in the unit and everything below it.
with employee_periods as (

    select * from core.employee_periods

),

closure as (

    select * from core.unit_closure

),

by_unit as (

    select
        unit_id,
        period,
        count(*) as employee_count,
        count(case when is_rated then 1 end) as rated_count,
        count(case when has_plan then 1 end) as planned_count,
        count(case when predicate = 'very_good' then 1 end) as very_good_count,
        count(case when predicate = 'good' then 1 end) as good_count,
        count(case when predicate = 'needs_improvement' then 1 end) as needs_improvement_count,
        count(case when predicate = 'poor' then 1 end) as poor_count,
        count(case when predicate = 'very_poor' then 1 end) as very_poor_count,
        count(case when is_matrix_mismatch then 1 end) as mismatch_count
    from employee_periods
    group by unit_id, period

)

select
    closure.ancestor_id as unit_id,
    by_unit.period,
    cast(sum(by_unit.employee_count) as bigint) as employee_count,
    cast(sum(by_unit.rated_count) as bigint) as rated_count,
    cast(sum(by_unit.planned_count) as bigint) as planned_count,
    cast(sum(by_unit.very_good_count) as bigint) as very_good_count,
    cast(sum(by_unit.good_count) as bigint) as good_count,
    cast(sum(by_unit.needs_improvement_count) as bigint) as needs_improvement_count,
    cast(sum(by_unit.poor_count) as bigint) as poor_count,
    cast(sum(by_unit.very_poor_count) as bigint) as very_poor_count,
    cast(sum(by_unit.mismatch_count) as bigint) as mismatch_count
from by_unit
inner join closure on by_unit.unit_id = closure.unit_id
group by closure.ancestor_id, by_unit.period
