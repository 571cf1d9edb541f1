-- id: Ada unit dengan lebih dari satu baris perubahan bagi periode yang sama.
-- en: A unit has more than one row of change for one period.
with appraisal_changes as (

    select * from marts.appraisal_changes

)

select
    unit_id,
    period,
    count(*) as row_count
from appraisal_changes
group by unit_id, period
having count(*) > 1
