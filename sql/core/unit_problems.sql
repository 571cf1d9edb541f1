-- One row per unit that cannot be placed in the tree: it is below itself, or its chain of parents ends nowhere.
with latest_units as (

    select * from core.latest_units

),

unit_ancestors as (

    select * from core.unit_ancestors

),

chains as (

    select
        unit_id,
        max(case when ancestor_id = unit_id and distance > 0 then 1 else 0 end) as is_circular,
        max(case when is_root then 1 else 0 end) as has_root
    from unit_ancestors
    group by unit_id

)

select
    latest_units.unit_id,
    latest_units.parent_id,
    case when chains.is_circular = 1 then 'unit-melingkar' else 'induk-tidak-dikenal' end as code,
    latest_units.load_id,
    latest_units.sheet_name,
    latest_units.row_number
from latest_units
inner join chains on latest_units.unit_id = chains.unit_id
where chains.has_root = 0
