-- One row per unit and unit above it (itself at distance 0), at most 30 steps up so that a circle ends.
with recursive latest_units as (

    select * from core.latest_units

),

ancestors as (

    select
        unit_id,
        unit_id as ancestor_id,
        parent_id,
        cast(0 as bigint) as distance
    from latest_units

    union all

    select
        ancestors.unit_id,
        latest_units.unit_id as ancestor_id,
        latest_units.parent_id,
        ancestors.distance + 1 as distance
    from ancestors
    inner join latest_units on ancestors.parent_id = latest_units.unit_id
    where ancestors.distance < 30

)

select
    unit_id,
    ancestor_id,
    distance,
    parent_id is null as is_root
from ancestors
