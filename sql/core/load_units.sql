-- One row per load all of whose rows belong to one unit, or at least to one tree: that unit, else the top of the tree.
with row_units as (

    select * from core.row_units

),

units as (

    select * from core.units

),

spans as (

    select
        row_units.load_id,
        min(row_units.unit_id) as first_id,
        max(row_units.unit_id) as last_id,
        min(units.root_id) as first_root_id,
        max(units.root_id) as last_root_id
    from row_units
    inner join units on row_units.unit_id = units.unit_id
    group by row_units.load_id

)

select
    load_id,
    case when first_id = last_id then first_id else first_root_id end as unit_id
from spans
where first_root_id = last_root_id
