-- id: Ada unit dengan lebih dari satu skor bagi periode yang sama.
-- en: A unit has more than one score for one period.
with unit_periods as (

    select * from marts.unit_periods

)

select
    unit_id,
    period,
    count(*) as row_count
from unit_periods
group by unit_id, period
having count(*) > 1
