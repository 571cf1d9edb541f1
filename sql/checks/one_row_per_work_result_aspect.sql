-- id: Ada unit dengan lebih dari satu baris hasil kerja bagi periode dan aspek yang sama.
-- en: A unit has more than one row of work results for one period and aspect.
with work_result_aspects as (

    select * from marts.work_result_aspects

)

select
    unit_id,
    period,
    aspect,
    count(*) as row_count
from work_result_aspects
group by unit_id, period, aspect
having count(*) > 1
