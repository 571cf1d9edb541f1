-- One row per unit, year and item (met, not_met, null = all): employees whose training hours and right are both known.
with training_hours as (

    select *
    from marts.training_hours
    where is_met is not null and unit_id is not null

),

closure as (

    select * from marts.unit_closure

),

rolled as (

    select
        training_hours.year,
        closure.ancestor_id as unit_id,
        training_hours.hours_jp,
        case when training_hours.is_met then 'met' else 'not_met' end as item
    from training_hours
    inner join closure on training_hours.unit_id = closure.unit_id

)

select
    year,
    unit_id,
    item,
    cast(count(*) as bigint) as person_count,
    cast(null as double) as mean_value,
    cast(null as varchar) as grade,
    cast(null as double) as grade_least,
    cast(null as double) as grade_most
from rolled
group by year, unit_id, item
union all
select
    year,
    unit_id,
    null as item,
    cast(count(*) as bigint) as person_count,
    cast(cast(sum(cast(round(hours_jp * 100) as bigint)) as bigint) as double) / 100 / count(*) as mean_value,
    null as grade,
    null as grade_least,
    null as grade_most
from rolled
group by year, unit_id
