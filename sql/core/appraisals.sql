-- One row per appraisal of a known employee: the post held at the end of the period decides the unit.
-- Valid posts first, definitive before acting ones, then the latest start; without a valid one the nearest earlier.
with appraisals as (

    select * from staging.appraisals

),

posts as (

    select * from core.employee_posts

),

units as (

    select * from core.units

),

calendar as (

    select * from core.calendar

),

candidates as (

    select
        appraisals.nip,
        appraisals.period,
        calendar.end_date,
        appraisals.result_rating,
        appraisals.behaviour_rating,
        appraisals.predicate,
        appraisals.rater_nip,
        appraisals.rated_date,
        appraisals.unit_id as stated_unit_id,
        appraisals.load_id,
        appraisals.sheet_name,
        appraisals.row_number,
        posts.employee_id,
        posts.employee_name,
        posts.unit_id,
        posts.job_title,
        posts.employment_status,
        row_number() over (
            partition by appraisals.nip, appraisals.period
            order by
                case when calendar.end_date between posts.start_date and posts.end_date then 0 else 1 end asc,
                posts.assignment_order asc,
                case when posts.start_date <= calendar.end_date then posts.start_date end desc nulls last,
                posts.start_date asc,
                posts.unit_id asc,
                posts.job_title asc,
                posts.load_id asc,
                posts.row_number asc
        ) as preference
    from appraisals
    inner join calendar on appraisals.period = calendar.period
    inner join posts on appraisals.nip = posts.nip

)

select
    candidates.nip,
    candidates.employee_id,
    candidates.employee_name,
    units.unit_id,
    units.unit_name,
    units.root_id,
    candidates.period,
    candidates.end_date,
    candidates.job_title,
    candidates.employment_status,
    candidates.result_rating,
    candidates.behaviour_rating,
    candidates.predicate,
    candidates.rater_nip,
    candidates.rated_date,
    candidates.load_id,
    candidates.sheet_name,
    candidates.row_number
from candidates
inner join units on coalesce(candidates.stated_unit_id, candidates.unit_id) = units.unit_id
where candidates.preference = 1
