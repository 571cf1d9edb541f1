-- id: Ada unit dengan lebih dari satu rekap penilaian bagi periode yang sama.
-- en: A unit has more than one appraisal summary for one period.
with appraisal_periods as (

    select * from marts.appraisal_periods

)

select
    unit_id,
    period,
    count(*) as row_count
from appraisal_periods
group by unit_id, period
having count(*) > 1
