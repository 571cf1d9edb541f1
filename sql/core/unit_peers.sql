-- One row per unit, period that has data and way of choosing peers: the group the unit is compared within.
-- Siblings share the parent; type_size shares type, level and size class. Neither holds a parent and its child.
with units as (

    select * from core.units

),

periods as (

    select * from core.periods

),

headcounts as (

    select * from core.unit_headcounts

),

size_classes as (

    select * from reference.size_classes

),

sized as (

    select
        units.unit_id,
        units.parent_id,
        units.depth,
        lower(trim(units.unit_type)) as unit_type,
        periods.period,
        size_classes.size_class,
        size_classes.name_id as size_name_id,
        size_classes.name_en as size_name_en
    from units
    cross join periods
    left join headcounts on units.unit_id = headcounts.unit_id and periods.period = headcounts.period
    left join size_classes
        on
            headcounts.headcount >= size_classes.lower_count
            and (size_classes.upper_count is null or headcounts.headcount <= size_classes.upper_count)
            and periods.end_date >= size_classes.valid_from
            and periods.end_date <= coalesce(size_classes.valid_to, date '9999-12-31')

)

select
    unit_id,
    period,
    'siblings' as peer_basis,
    parent_id as peer_group,
    size_class,
    size_name_id,
    size_name_en
from sized

union all

select
    unit_id,
    period,
    'type_size' as peer_basis,
    unit_type || '|' || cast(depth as varchar) || '|' || size_class as peer_group,
    size_class,
    size_name_id,
    size_name_en
from sized
