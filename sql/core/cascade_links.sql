-- One row per link of the tree of performance: goal to indicator, indicator to the one it supports or to a work result.
-- A parent has the same code and year in the same tree; of several the one in the nearest unit above counts.
-- Its own unit is the nearest; where an indicator names its own code, only units above count: none is its own parent.
with iku as (

    select * from core.iku

),

years as (

    select * from core.iku_years

),

work_results as (

    select * from core.work_results

),

statuses as (

    select *
    from core.judged_values
    where setting_id = 'iku_status_scheme'

),

closure as (

    select * from core.unit_closure

),

indicators as (

    select
        iku.*,
        years.ytd_achievement_pct as achievement_pct,
        coalesce(years.ytd_status, 'not_judged') as status
    from iku
    left join years on iku.iku_id = years.iku_id and iku.unit_id = years.unit_id and iku.year = years.year

),

children as (

    select
        'goal_iku' as link_type,
        year,
        goal_name as parent_id,
        iku_id as child_id,
        iku_name as child_name,
        unit_id,
        unit_name,
        root_id,
        cast(null as varchar) as employee_id,
        cast(null as varchar) as employee_name,
        cast(null as varchar) as period,
        cast(null as varchar) as aspect,
        cast(null as varchar) as indicator_name,
        cast(null as varchar) as target_text,
        cast(null as varchar) as actual_text,
        weight,
        achievement_pct,
        status,
        cast(null as varchar) as reason,
        is_public
    from indicators
    where goal_name is not null

    union all

    select
        'iku_iku' as link_type,
        year,
        parent_iku_id as parent_id,
        iku_id as child_id,
        iku_name as child_name,
        unit_id,
        unit_name,
        root_id,
        cast(null as varchar) as employee_id,
        cast(null as varchar) as employee_name,
        cast(null as varchar) as period,
        cast(null as varchar) as aspect,
        cast(null as varchar) as indicator_name,
        cast(null as varchar) as target_text,
        cast(null as varchar) as actual_text,
        weight,
        achievement_pct,
        status,
        cast(null as varchar) as reason,
        is_public
    from indicators
    where parent_iku_id is not null

    union all

    select
        'iku_work_result' as link_type,
        work_results.year,
        work_results.iku_id as parent_id,
        work_results.work_result_id as child_id,
        work_results.result_name as child_name,
        work_results.unit_id,
        work_results.unit_name,
        work_results.root_id,
        work_results.employee_id,
        work_results.employee_name,
        work_results.period,
        work_results.aspect,
        work_results.indicator_name,
        work_results.target_text,
        work_results.actual_text,
        cast(null as double) as weight,
        work_results.achievement_pct,
        coalesce(statuses.band_id, 'not_judged') as status,
        work_results.reason,
        false as is_public
    from work_results
    left join statuses
        on work_results.achievement_e2 = statuses.value_e2 and work_results.end_date = statuses.on_date

),

found as (

    select
        children.*,
        iku.iku_name as found_name,
        iku.unit_id as found_unit_id,
        iku.is_public as is_found_public,
        closure.distance,
        iku.unit_id is not null
        and (
            children.link_type = 'iku_work_result'
            or children.child_id <> iku.iku_id
            or coalesce(closure.distance, 0) > 0
        ) as is_parent
    from children
    left join iku
        on
            children.parent_id = iku.iku_id
            and children.year = iku.year
            and children.root_id = iku.root_id
            and children.link_type <> 'goal_iku'
    left join closure on children.unit_id = closure.unit_id and iku.unit_id = closure.ancestor_id

),

matched as (

    select
        *,
        case when is_parent then found_name end as parent_iku_name,
        case when is_parent then found_unit_id end as parent_unit_id,
        case when is_parent then is_found_public end as is_parent_iku_public,
        row_number() over (
            partition by link_type, year, child_id, unit_id
            order by is_parent desc, coalesce(distance, 1000) asc, found_unit_id asc
        ) as preference
    from found

)

select
    link_type,
    year,
    parent_id,
    case when link_type = 'goal_iku' then parent_id else parent_iku_name end as parent_name,
    parent_unit_id,
    child_id,
    child_name,
    unit_id,
    unit_name,
    root_id,
    employee_id,
    employee_name,
    period,
    aspect,
    indicator_name,
    target_text,
    actual_text,
    weight,
    achievement_pct,
    status,
    reason,
    link_type = 'goal_iku' or parent_unit_id is not null as is_resolved,
    is_public,
    coalesce(is_parent_iku_public, link_type = 'goal_iku' and is_public) as is_parent_public
from matched
where preference = 1
