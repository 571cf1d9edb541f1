-- One row per course of the catalogue, its competency as the other tables spell it.
with courses as (

    select
        *,
        lower(replace(replace(competency_name, ' ', ''), '-', '')) as competency_key
    from staging.courses

),

names as (

    select * from core.competency_names

)

select
    courses.course_id,
    courses.course_name,
    courses.competency_key,
    names.competency_name,
    courses.from_level,
    courses.to_level,
    courses.duration_jp,
    courses.mode,
    courses.cost_rupiah,
    courses.seat_count,
    courses.max_session_count,
    courses.organiser_name
from courses
inner join names on courses.competency_key = names.competency_key
