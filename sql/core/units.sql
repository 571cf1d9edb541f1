-- One row per unit of the tree: where it stands and what it is called today.
with latest_units as (

    select * from core.latest_units

),

unit_ancestors as (

    select * from core.unit_ancestors

),

builds as (

    select * from reference.build

),

roots as (

    select
        unit_id,
        ancestor_id as root_id,
        distance as depth
    from unit_ancestors
    where is_root

),

paths as (

    select
        unit_ancestors.unit_id,
        string_agg(latest_units.unit_name, ' › ' order by unit_ancestors.distance desc) as path_names,
        string_agg(
            concat(latest_units.unit_name, chr(2), latest_units.unit_id),
            chr(1) order by unit_ancestors.distance desc
        ) as tree_key
    from unit_ancestors
    inner join latest_units on unit_ancestors.ancestor_id = latest_units.unit_id
    inner join roots on unit_ancestors.unit_id = roots.unit_id
    group by unit_ancestors.unit_id

),

children as (

    select
        latest_units.parent_id,
        cast(count(*) as bigint) as child_count
    from latest_units
    inner join roots on latest_units.unit_id = roots.unit_id
    group by latest_units.parent_id

)

select
    latest_units.unit_id,
    latest_units.unit_name,
    latest_units.parent_id,
    roots.root_id,
    root_units.unit_name as root_name,
    roots.depth,
    paths.path_names,
    latest_units.unit_type,
    latest_units.region_code,
    latest_units.start_date,
    latest_units.end_date,
    coalesce(latest_units.start_date <= cast(builds.as_of as date), true)
    and coalesce(latest_units.end_date >= cast(builds.as_of as date), true) as is_open,
    row_number() over (order by paths.tree_key) as tree_order,
    coalesce(children.child_count, 0) as child_count
from latest_units
inner join roots on latest_units.unit_id = roots.unit_id
inner join latest_units as root_units on roots.root_id = root_units.unit_id
inner join paths on latest_units.unit_id = paths.unit_id
left join children on latest_units.unit_id = children.parent_id
cross join builds
