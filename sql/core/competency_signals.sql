-- One row per unit and competency that is linked to performance: how weak the linked figures of the unit are.
-- A survey element is weak below the setting; of the indicators the share below target counts. Unknown links drop out.
with calendar as (

    select * from core.calendar

),

elements as (

    select * from core.survey_elements

),

links as (

    select
        competency_links.*,
        lower(replace(replace(competency_links.competency_name, ' ', ''), '-', '')) as competency_key
    from reference.competency_links
    inner join reference.build as builds
        on
            cast(builds.as_of as date)
            between competency_links.valid_from and coalesce(competency_links.valid_to, date '9999-12-31')

),

ranked_results as (

    select
        results.unit_id,
        results.iku_judged_count,
        results.iku_below_count,
        row_number() over (
            partition by results.unit_id
            order by calendar.end_date desc, results.period asc
        ) as recency
    from core.unit_periods as results
    inner join calendar
        on results.period = calendar.period and calendar.period_type = 'quarter' and calendar.is_complete
    where results.iku_judged_count > 0

),

signals as (

    select
        unit_id,
        'skm_element' as link_kind,
        element as link_value,
        case when is_weak then 10000 else 0 end as weakness_e2
    from elements

    union all

    select
        unit_id,
        'iku' as link_kind,
        'below' as link_value,
        cast(floor(cast(iku_below_count as double) * 10000 / iku_judged_count + 0.50000001) as bigint) as weakness_e2
    from ranked_results
    where recency = 1

),

units as (

    select unit_id from core.units

)

select
    units.unit_id,
    links.competency_key,
    max(case when links.is_mandated then 1 else 0 end) = 1 as is_mandated,
    cast(count(signals.weakness_e2) as bigint) as link_count,
    cast(count(case when signals.weakness_e2 >= 5000 then 1 end) as bigint) as weak_link_count,
    cast(sum(signals.weakness_e2) as double) / nullif(count(signals.weakness_e2), 0) / 100 as link_part
from links
cross join units
left join signals
    on
        units.unit_id = signals.unit_id
        and links.link_kind = signals.link_kind
        and links.link_value = signals.link_value
group by units.unit_id, links.competency_key
