-- One row per employee in post and period not appraised: what is missing and whose turn it is.
-- Not yet appraised says nothing about how someone worked.
with employee_periods as (

    select *
    from core.employee_periods
    where not is_rated

),

turns as (

    select * from core.appraisal_turns

),

names as (

    select
        nip,
        max(employee_name) as employee_name
    from core.employee_posts
    group by nip

),

plan_coverage as (

    select * from core.plan_coverage

)

select
    employee_periods.employee_id, -- employee without an appraisal
    employee_periods.nip, -- NIP; never in an address or a log
    employee_periods.employee_name, -- name of the employee
    employee_periods.unit_id, -- unit of the post at the end of the period
    employee_periods.unit_name, -- name of that unit
    employee_periods.root_id, -- top of its tree
    employee_periods.period, -- period of the appraisal
    employee_periods.job_title, -- title of the post
    employee_periods.employment_status, -- pns, pppk or pppk_paruh_waktu
    case when plan_coverage.is_mostly_planned and not employee_periods.has_plan then 'plan' else 'rating' end
        as missing_stage, -- plan when no work result is planned though most of the tree has one; else rating
    case when turns.rater_basis <> 'unknown' then turns.rater_id end as rater_id, -- whose turn it is; null when unknown
    turns.rater_basis, -- person, office or unknown
    coalesce(names.employee_name, turns.office_name) as rater_name, -- name of the person or office; null when unknown
    turns.turn_basis, -- superior, last_rater, unit_rater or unknown: how it is known whose turn it is
    turns.last_rated_period -- newest earlier period in which this person was appraised; null when never
from employee_periods
inner join turns on employee_periods.nip = turns.nip and employee_periods.period = turns.period
left join names on turns.rater_nip = names.nip
left join plan_coverage
    on employee_periods.root_id = plan_coverage.root_id and employee_periods.period = plan_coverage.period
