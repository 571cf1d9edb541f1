-- id: Ada dua titik deret untuk IKU, unit dan periode yang sama.
-- en: Two points of a series share indicator, unit and period.
with iku_series as (

    select * from marts.iku_series

)

select
    iku_id,
    unit_id,
    period,
    count(*) as row_count
from iku_series
group by iku_id, unit_id, period
having count(*) > 1
