-- id: Ada dua baris mutu target untuk unit dan tahun yang sama.
-- en: Two rows of target quality share unit and year.
with unit_targets as (

    select * from marts.unit_targets

)

select
    unit_id,
    year,
    count(*) as row_count
from unit_targets
group by unit_id, year
having count(*) > 1
