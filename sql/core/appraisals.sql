-- One row per appraisal of a known employee; the unit is the one it states, else that of the post held at its end.
with appraisals as (

    select * from staging.appraisals

),

posts as (

    select * from core.people_posts

),

units as (

    select * from core.units

)

select
    appraisals.nip,
    posts.employee_id,
    posts.employee_name,
    units.unit_id,
    units.unit_name,
    units.root_id,
    appraisals.period,
    posts.end_date,
    posts.job_title,
    posts.employment_status,
    appraisals.result_rating,
    appraisals.behaviour_rating,
    appraisals.predicate,
    appraisals.rater_nip,
    appraisals.rated_date,
    appraisals.load_id,
    appraisals.sheet_name,
    appraisals.row_number
from appraisals
inner join posts on appraisals.nip = posts.nip and appraisals.period = posts.period
inner join units on coalesce(appraisals.unit_id, posts.unit_id) = units.unit_id
