-- id: Ada hubungan pohon kinerja yang tercatat dua kali.
-- en: A link of the tree of performance is there twice.
with cascade_links as (

    select * from marts.cascade_links

)

select
    link_type,
    year,
    child_id,
    unit_id,
    count(*) as row_count
from cascade_links
group by link_type, year, child_id, unit_id
having count(*) > 1
