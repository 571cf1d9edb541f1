-- id: Ada IKU yang terdaftar lebih dari sekali bagi unit dan tahun yang sama.
-- en: An indicator is registered more than once for one unit and year.
with iku as (

    select * from marts.iku

)

select
    iku_id,
    unit_id,
    year,
    count(*) as row_count
from iku
group by iku_id, unit_id, year
having count(*) > 1
