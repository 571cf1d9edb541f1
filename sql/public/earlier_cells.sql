-- One row per number of an edition that a correction replaced, as it was released: what was public stays to be had.
with cells as (

    select * from released.earlier_cells

)

select
    edition_id, -- edition the number was released with
    year, -- year it is about
    table_name, -- table it stood in
    unit_id, -- code of the unit
    unit_name, -- name of the unit at the release
    root_id, -- top of its tree
    item, -- predicate, service or right it counts; null for all of them together
    person_count, -- persons, rounded; null when hidden
    mean_value, -- mean beside the count (IKM), whole; null when hidden or where the table has none
    grade -- grade of the mean before it was rounded; null when hidden or where the table has none
from cells
