-- One row per unit, service and age group with open cases: those of the unit and everything below it.
with open_cases as (

    select * from core.open_cases

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    service_name, -- name of the service; null for all services together, complaints left out
    is_complaint, -- true when the service is the handling of complaints
    age_band, -- days_0_7, days_8_30, days_31_90 or days_over_90 (calendar days)
    open_count, -- open cases of that age
    overdue_count, -- of those, cases beyond their deadline
    oldest_days, -- age of the oldest, in calendar days
    known_date -- newest last day of their files; an age is counted up to the last day of the case's own file
from open_cases
