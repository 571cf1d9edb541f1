-- id: Ada pegawai dengan lebih dari satu baris umpan balik bagi periode, aspek dan sumber yang sama.
-- en: An employee has more than one row of feedback for one period, aspect and source.
with feedback_aspects as (

    select * from marts.feedback_aspects

)

select
    employee_id,
    period,
    aspect,
    rater_type,
    count(*) as row_count
from feedback_aspects
group by employee_id, period, aspect, rater_type
having count(*) > 1
