-- id: Ada IKU dengan lebih dari satu baris bagi unit dan periode yang sama.
-- en: An indicator has more than one row for one unit and period.
with iku_periods as (

    select * from marts.iku_periods

)

select
    iku_id,
    unit_id,
    period,
    count(*) as row_count
from iku_periods
group by iku_id, unit_id, period
having count(*) > 1
