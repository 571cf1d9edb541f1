-- id: Ada unit dengan lebih dari satu kepala bagi periode yang sama.
-- en: A unit has more than one head for one period.
with head_appraisals as (

    select * from marts.head_appraisals

)

select
    unit_id,
    period,
    count(*) as row_count
from head_appraisals
group by unit_id, period
having count(*) > 1
