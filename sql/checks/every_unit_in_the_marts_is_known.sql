-- id: Ada angka bagi unit yang tidak ada pada pohon unit.
-- en: A figure belongs to a unit outside the tree.
with units as (

    select * from marts.units

),

used as (

    select unit_id from marts.iku
    union
    select unit_id from marts.iku_periods
    union
    select unit_id from marts.iku_revisions
    union
    select unit_id from marts.iku_series
    union
    select unit_id from marts.unit_periods
    union
    select unit_id from marts.employee_periods
    union
    select unit_id from marts.appraisal_periods
    union
    select unit_id from marts.skm_periods
    union
    select unit_id from marts.service_periods
    union
    select unit_id from marts.employee_gaps
    union
    select unit_id from marts.competency_units
    union
    select unit_id from marts.courses_taken
    union
    select unit_id from marts.training_hours
    union
    select unit_id from marts.training_needs
    union
    select unit_id from marts.job_matches
    union
    select unit_id from marts.job_match_units
    union
    select unit_id from marts.open_cases
    union
    select unit_id from marts.impossible_cases
    union
    select unit_id from marts.service_changes
    union
    select unit_id from marts.citizen_internal
    union
    select unit_id from marts.course_effects
    union
    select unit_id from marts.legacy_appraisals

)

select used.unit_id
from used
left join units on used.unit_id = units.unit_id
where units.unit_id is null
