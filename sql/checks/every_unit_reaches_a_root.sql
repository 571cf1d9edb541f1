-- id: Ada unit pada pohon yang tidak sampai ke puncaknya.
-- en: A unit of the tree does not reach its top.
with units as (

    select * from marts.units

),

closure as (

    select * from marts.unit_closure

)

select
    units.unit_id,
    units.root_id
from units
left join closure on units.unit_id = closure.unit_id and units.root_id = closure.ancestor_id
where closure.unit_id is null or closure.distance <> units.depth
