-- One row per unit and unit above it, itself included; scope and roll-up join on it.
with unit_closure as (

    select * from core.unit_closure

)

select
    ancestor_id, -- unit above, or the unit itself
    unit_id, -- unit below, or the unit itself
    distance -- steps between the two; 0 for the unit itself
from unit_closure
