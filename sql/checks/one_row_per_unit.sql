-- id: Ada unit yang muncul lebih dari sekali.
-- en: A unit appears more than once.
with units as (

    select * from marts.units

)

select
    unit_id,
    count(*) as row_count
from units
group by unit_id
having count(*) > 1
