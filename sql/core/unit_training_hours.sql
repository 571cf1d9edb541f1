-- One row per unit: people below their training hours in the newest complete year, in the unit and everything below it.
with hours as (

    select * from core.training_hours

),

newest as (

    select
        root_id,
        max(year) as year
    from hours
    where is_complete and hours_e2 is not null
    group by root_id

),

closure as (

    select * from core.unit_closure

)

select
    closure.ancestor_id as unit_id,
    max(hours.year) as year,
    cast(count(*) as bigint) as judged_count,
    cast(sum(case when hours.hours_e2 < hours.required_jp * 100 then 1 else 0 end) as bigint) as below_count
from hours
inner join newest on hours.root_id = newest.root_id and hours.year = newest.year
inner join closure on hours.unit_id = closure.unit_id
where hours.hours_e2 is not null and hours.required_jp is not null
group by closure.ancestor_id
