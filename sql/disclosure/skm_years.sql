-- One row per unit, service (null = all) and year: exact respondents and IKM the release rule is applied to.
with skm_periods as (

    select *
    from marts.skm_periods
    where length(period) = 4

)

select
    cast(period as bigint) as year,
    unit_id,
    service_name as item,
    respondent_count as person_count,
    ikm as mean_value,
    ikm_grade as grade
from skm_periods
