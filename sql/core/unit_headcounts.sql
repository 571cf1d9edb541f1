-- One row per unit and period that has data: people in definitive post at its end, in the unit and everything below it.
with posts as (

    select *
    from core.employee_posts
    where assignment_order = 1

),

periods as (

    select * from core.periods

),

closure as (

    select * from core.unit_closure

)

select
    closure.ancestor_id as unit_id,
    periods.period,
    count(distinct posts.nip) as headcount
from posts
inner join periods on periods.end_date between posts.start_date and posts.end_date
inner join closure on posts.unit_id = closure.unit_id
group by closure.ancestor_id, periods.period
