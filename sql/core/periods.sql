-- One row per period that has or expects data, with what there is in it.
with calendar as (

    select * from core.calendar

),

iku as (

    select
        period,
        max(case when actual is not null then 1 else 0 end) as has_rows
    from core.iku_measures
    group by period

),

appraisals as (

    select distinct period from core.appraisals

),

surveys as (

    select distinct period from core.survey_totals

),

services as (

    select distinct period from core.service_periods

)

select
    calendar.period,
    calendar.period_type,
    calendar.year,
    calendar.start_date,
    calendar.end_date,
    calendar.period_order,
    calendar.is_complete,
    coalesce(iku.has_rows = 1, false) as has_iku,
    appraisals.period is not null as has_appraisals,
    surveys.period is not null as has_skm,
    services.period is not null as has_services
from calendar
left join iku on calendar.period = iku.period
left join appraisals on calendar.period = appraisals.period
left join surveys on calendar.period = surveys.period
left join services on calendar.period = services.period
where
    iku.period is not null
    or appraisals.period is not null
    or surveys.period is not null
    or services.period is not null
