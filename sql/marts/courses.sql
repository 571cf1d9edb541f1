-- One row per course of the catalogue.
with courses as (

    select * from core.courses

)

select
    course_id, -- code of the course
    course_name, -- name of the course
    competency_name, -- competency it trains
    from_level as level_from, -- level its participants start from; null when any
    to_level as level_to, -- level it leads to
    duration_jp as jp, -- training hours (JP)
    mode, -- klasikal, daring and the like
    cost_rupiah, -- cost a participant
    seat_count as capacity, -- seats in a session
    max_session_count as session_max, -- most sessions a year; null when not stated
    organiser_name as organiser -- organiser
from courses
