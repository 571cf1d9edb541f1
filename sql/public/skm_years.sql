-- One row per unit, service (null = all of them) and year: public satisfaction in the unit and everything below it.
with cells as (

    select *
    from released.cells
    where table_name = 'skm_years'

)

select
    edition_id, -- edition the row was released with
    year, -- calendar year
    unit_id, -- code of the unit
    unit_name, -- name of the unit at the release
    root_id, -- top of its tree
    item as service_name, -- name of the service; null for all services together
    person_count as respondent_count, -- respondents, rounded; null when hidden
    mean_value as ikm, -- IKM (25 to 100), whole; null when hidden
    grade as ikm_grade, -- grade A to D of the IKM before it was rounded to a whole number; null when hidden
    case when person_count is null or mean_value is null then 'hidden' end as reason -- hidden when a number is
from cells
