-- One row per unit and element of its newest survey year with enough respondents: the mean, and whether it is weak.
with surveys as (

    select * from core.survey_scores

),

calendar as (

    select * from core.calendar

),

settings as (

    select
        max(case when s.setting_id = 'weak_element_e2' then cast(s.setting_value as bigint) end) as weak_e2,
        max(case when s.setting_id = 'skm_min_respondents' then cast(s.setting_value as bigint) end) as min_respondents
    from core.settings as s
    inner join reference.build as builds on cast(builds.as_of as date) between s.valid_from and s.valid_to

),

ranked_surveys as (

    select
        surveys.*,
        row_number() over (
            partition by surveys.unit_id
            order by surveys.end_date desc, surveys.period asc
        ) as recency
    from surveys
    inner join calendar on surveys.period = calendar.period and calendar.period_type = 'year'
    cross join settings
    where surveys.service_name is null and surveys.respondent_count >= settings.min_respondents

),

newest_surveys as (

    select *
    from ranked_surveys
    where recency = 1

),

elements as (

    select
        unit_id,
        period,
        'requirement' as element,
        requirement_avg as element_avg
    from newest_surveys

    union all

    select
        unit_id,
        period,
        'procedure' as element,
        procedure_avg as element_avg
    from newest_surveys

    union all

    select
        unit_id,
        period,
        'time' as element,
        time_avg as element_avg
    from newest_surveys

    union all

    select
        unit_id,
        period,
        'cost' as element,
        cost_avg as element_avg
    from newest_surveys

    union all

    select
        unit_id,
        period,
        'product' as element,
        product_avg as element_avg
    from newest_surveys

    union all

    select
        unit_id,
        period,
        'competence' as element,
        competence_avg as element_avg
    from newest_surveys

    union all

    select
        unit_id,
        period,
        'conduct' as element,
        conduct_avg as element_avg
    from newest_surveys

    union all

    select
        unit_id,
        period,
        'complaints' as element,
        complaints_avg as element_avg
    from newest_surveys

    union all

    select
        unit_id,
        period,
        'facilities' as element,
        facilities_avg as element_avg
    from newest_surveys

)

select
    elements.unit_id,
    elements.period,
    elements.element,
    elements.element_avg,
    cast(floor(elements.element_avg * 2500 + 0.50000001) as bigint) < settings.weak_e2 as is_weak
from elements
cross join settings
where elements.element_avg is not null
