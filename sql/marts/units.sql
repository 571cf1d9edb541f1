-- One row per unit of the organisation tree.
with units as (

    select * from core.units

)

select
    unit_id, -- code of the unit as the source writes it
    unit_name, -- newest name of the unit
    parent_id, -- unit directly above; null at the top of a tree
    root_id, -- unit at the top of the tree
    root_name, -- name of that unit
    depth, -- steps below the top; 0 for the top itself
    path_names, -- names from the top down to the unit
    unit_type, -- type of unit as the source writes it
    region_code, -- region code of the Ministry of Home Affairs
    start_date, -- first day of the unit; null when not stated
    end_date, -- last day of the unit; null while it exists
    is_open, -- true when the unit exists on the day of the build
    tree_order, -- position when the tree is read top down
    child_count -- units directly below
from units
