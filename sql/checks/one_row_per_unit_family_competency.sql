-- id: Ada unit, rumpun jabatan, dan kompetensi dengan lebih dari satu baris.
-- en: A unit, job family and competency has more than one row.
with competency_units as (

    select * from marts.competency_units

)

select
    unit_id,
    job_family,
    competency_name,
    count(*) as row_count
from competency_units
group by unit_id, job_family, competency_name
having count(*) > 1
