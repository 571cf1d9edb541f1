-- One row per government, course (null = all courses of the competency) and competency: what changed after it.
-- Participants are chosen, not drawn by lot: even a difference against others is a sign, not a proof.
with course_effects as (

    select * from core.course_effects

)

select
    root_id as unit_id, -- code of the government
    unit_name, -- its name
    root_id, -- the same code, as in every other mart
    course_key as course_id, -- code of the course, else its name in small letters; null for all of the competency
    course_name, -- name in the catalogue; null when it is not in it, or for all
    competency_name, -- competency it trains; null when the course is not in the catalogue
    taken_count, -- people who took it
    scored_count, -- of those, people with a score before and after
    score_change_avg, -- mean of score after minus before
    score_change_low, -- lower end of its 95 percent interval (Student); null below 2 people
    score_change_high, -- upper end of that interval
    assessed_count, -- people assessed both before and after it
    level_change_avg, -- mean change of their level between the two assessments
    short_before_count, -- of those, people below the required level before
    closed_count, -- of those, people at or above it after
    compared_count, -- of those assessed, people for whom others with the same start exist
    comparison_count, -- those others: assessed twice, same start, no course of the competency in between
    effect_levels, -- mean change of level beyond that of the others with the same start; null without others
    effect_low, -- lower end of its 95 percent interval; null with too few
    effect_high, -- upper end of that interval
    conclusion -- more_than_others, less_than_others, cannot_tell, or why nothing can be concluded
from course_effects
