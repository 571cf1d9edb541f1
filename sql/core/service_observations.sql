-- One row per respondent or case and what was measured of it on its day, as an integer: the raw stuff of a comparison
-- before and after. Scores are in 2,520ths of an answer, shares 0 or 1, days whole, minutes in hundredths.
select
    'ikm' as measure,
    unit_id,
    service_name,
    lower(service_name) like '%pengaduan%' as is_complaint,
    survey_date as day,
    score_2520 as value
from core.survey_respondents
where score_2520 is not null

union all

select
    'on_time_share' as measure,
    unit_id,
    service_name,
    is_complaint,
    received_date as day,
    case when outcome = 'on_time' then 1 else 0 end as value
from core.service_cases
where outcome in ('on_time', 'late')

union all

select
    'days' as measure,
    unit_id,
    service_name,
    is_complaint,
    received_date as day,
    days as value
from core.service_cases
where is_measured

union all

select
    'waiting_minutes' as measure,
    unit_id,
    service_name,
    is_complaint,
    received_date as day,
    cast(floor(waiting_minutes * 100 + 0.50000001) as bigint) as value
from core.service_cases
where problem is null and waiting_minutes is not null
