-- One row per unit: what else than training may explain a weak result there; acting posts, a backlog, weak processes.
with closure as (

    select * from core.unit_closure

),

builds as (

    select cast(as_of as date) as as_of_date from reference.build

),

processes as (

    select distinct competency_links.link_value as element
    from reference.competency_links
    inner join builds
        on
            builds.as_of_date
            between competency_links.valid_from and coalesce(competency_links.valid_to, date '9999-12-31')
    where competency_links.link_kind = 'process'

),

settings as (

    select cast(s.setting_value as bigint) as backlog_e2
    from core.settings as s
    inner join builds on builds.as_of_date between s.valid_from and s.valid_to
    where s.setting_id = 'backlog_share_e2'

),

acting as (

    select
        closure.ancestor_id as unit_id,
        cast(count(*) as bigint) as acting_count
    from core.employee_posts as posts
    inner join builds on builds.as_of_date between posts.start_date and posts.end_date
    inner join closure on posts.unit_id = closure.unit_id
    where posts.assignment_order > 1
    group by closure.ancestor_id

),

backlogs as (

    select
        closure.ancestor_id as unit_id,
        cast(count(*) as bigint) as open_count,
        cast(count(case when cases.outcome = 'late' then 1 end) as bigint) as overdue_count
    from core.service_cases as cases
    inner join closure on cases.unit_id = closure.unit_id
    where cases.is_open
    group by closure.ancestor_id

),

weak as (

    select
        elements.unit_id,
        cast(count(case when elements.is_weak then 1 end) as bigint) as weak_process_count
    from core.survey_elements as elements
    inner join processes on elements.element = processes.element
    group by elements.unit_id

),

units as (

    select unit_id from core.units

)

select
    units.unit_id,
    coalesce(acting.acting_count, 0) as acting_count,
    backlogs.open_count,
    backlogs.overdue_count,
    weak.weak_process_count,
    coalesce(acting.acting_count > 0, false) as has_vacancy_hint,
    coalesce(backlogs.overdue_count * 10000 >= backlogs.open_count * settings.backlog_e2, false) as has_workload_hint,
    coalesce(weak.weak_process_count > 0, false) as has_process_hint
from units
left join acting on units.unit_id = acting.unit_id
left join backlogs on units.unit_id = backlogs.unit_id
left join weak on units.unit_id = weak.unit_id
cross join settings
