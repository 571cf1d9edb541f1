-- id: Ada unit, layanan, dan kelompok umur dengan lebih dari satu baris.
-- en: A unit, service and age group has more than one row of open cases.
with open_cases as (

    select * from marts.open_cases

)

select
    unit_id,
    service_name,
    age_band,
    count(*) as row_count
from open_cases
group by unit_id, service_name, age_band
having count(*) > 1
