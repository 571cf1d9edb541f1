-- One row per unit of the tree, as it stands today.
with units as (

    select * from marts.units

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    parent_id, -- unit it belongs to; null at the top
    root_id, -- top of its tree
    root_name, -- name of the top of its tree
    depth, -- steps below the top
    path_names, -- names from the top down to the unit
    unit_type, -- kind of unit
    tree_order, -- position when the tree is read from top to bottom
    is_open -- true when the unit exists on the day of the build
from units
