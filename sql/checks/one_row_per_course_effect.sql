-- id: Ada pelatihan dengan lebih dari satu baris dampak.
-- en: A course has more than one row of effects.
with course_effects as (

    select * from marts.course_effects

)

select
    unit_id,
    course_id,
    competency_name,
    count(*) as row_count
from course_effects
group by unit_id, course_id, competency_name
having count(*) > 1
