-- id: Ada dua baris untuk target IKU, unit dan tahun yang sama.
-- en: Two rows share a target's indicator, unit and year.
with iku_targets as (

    select * from marts.iku_targets

)

select
    iku_id,
    unit_id,
    year,
    count(*) as row_count
from iku_targets
group by iku_id, unit_id, year
having count(*) > 1
