-- id: Ada unit dengan lebih dari satu baris umpan balik bagi periode, aspek dan sumber yang sama.
-- en: A unit has more than one row of feedback for one period, aspect and source.
with feedback_units as (

    select * from marts.feedback_units

)

select
    unit_id,
    period,
    aspect,
    rater_type,
    count(*) as row_count
from feedback_units
group by unit_id, period, aspect, rater_type
having count(*) > 1
