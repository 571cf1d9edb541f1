-- id: Ada unit dan kompetensi dengan lebih dari satu baris perubahan.
-- en: A unit and competency has more than one row of changes.
with competency_changes as (

    select * from marts.competency_changes

)

select
    unit_id,
    competency_name,
    count(*) as row_count
from competency_changes
group by unit_id, competency_name
having count(*) > 1
