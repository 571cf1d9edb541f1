-- One row per unit of the tree and unit above it, itself at distance 0.
with unit_ancestors as (

    select * from core.unit_ancestors

),

rooted as (

    select unit_id
    from unit_ancestors
    where is_root

)

select
    unit_ancestors.ancestor_id,
    unit_ancestors.unit_id,
    unit_ancestors.distance
from unit_ancestors
inner join rooted on unit_ancestors.unit_id = rooted.unit_id
