-- id: Ada pelatihan dengan lebih dari satu baris.
-- en: A course has more than one row.
with courses as (

    select * from marts.courses

)

select
    course_id,
    count(*) as row_count
from courses
group by course_id
having count(*) > 1
