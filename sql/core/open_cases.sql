-- One row per unit, service (null = all but complaints) and age group: open cases of the unit and everything below it.
-- The age is that of the last day the file of the case speaks of, the last day it is known to have been open.
with cases as (

    select *
    from core.service_cases
    where is_open

),

judged as (

    select *
    from core.judged_values
    where setting_id = 'open_case_band_scheme'

),

closure as (

    select * from core.unit_closure

),

units as (

    select * from core.units

),

spread as (

    select
        closure.ancestor_id as unit_id,
        cases.service_name,
        cases.is_complaint,
        judged.band_id as age_band,
        cases.outcome,
        cases.calendar_days,
        cases.known_date
    from cases
    inner join closure on cases.unit_id = closure.unit_id
    inner join judged on cases.calendar_days * 100 = judged.value_e2 and cases.known_date = judged.on_date

),

lines as (

    select
        *,
        service_name as line_name
    from spread

    union all

    select
        *,
        cast(null as varchar) as line_name
    from spread
    where not is_complaint

)

select
    lines.unit_id,
    units.unit_name,
    units.root_id,
    lines.line_name as service_name,
    max(case when lines.is_complaint then 1 else 0 end) = 1 as is_complaint,
    lines.age_band,
    cast(count(*) as bigint) as open_count,
    cast(count(case when lines.outcome = 'late' then 1 end) as bigint) as overdue_count,
    max(lines.calendar_days) as oldest_days,
    max(lines.known_date) as known_date
from lines
inner join units on lines.unit_id = units.unit_id
group by lines.unit_id, units.unit_name, units.root_id, lines.line_name, lines.age_band
