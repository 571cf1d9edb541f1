"""The tree of performance: goals, the indicators that serve them, the units and the work results of people below."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, PEOPLE_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# What a list to search in can hold, and how many lines of one branch are read at most.
FOUND, SHOWN = 999, 400

# Branches that are no goal: what serves none, what the units above own, and where the chain is broken.
NO_GOAL, ABOVE, NO_PARENT, CIRCLE, NO_RESULT, NO_IKU = (
    *("tanpa-sasaran", "unit-di-atas", "tanpa-induk", "melingkar"),
    *("tanpa-hasil-kerja", "tanpa-iku"),
)

_WORKS = f"""
    works as (
        select
            case when is_resolved then parent_id || '~' || parent_unit_id else '{NO_IKU}' end as node_id, parent_name,
            unit_id, unit_name, employee_id, employee_name, period, child_id, child_name, aspect, indicator_name,
            target_text, actual_text, achievement_pct, status
        from marts.cascade_links
        where link_type = 'iku_work_result' and year = $year and {units_in_scope()} and {at_or_below()}
    )
"""

# Every indicator of the year with the way down to it; `breaks` names what is broken there. Those of units above stand
# in it by name alone, where people of the scope serve them. An indicator in a circle has no way: it is its own top.
_TREE = f"""
    indicators as (
        select
            i.iku_id || '~' || i.unit_id as node_id, i.iku_name, i.goal_name, i.unit_id, u.unit_name, u.tree_order,
            i.parent_iku_id, l.parent_id || '~' || l.parent_unit_id as parent_node_id, l.parent_name,
            false as is_above
        from marts.iku as i
        inner join marts.units as u on i.unit_id = u.unit_id
        left join marts.cascade_links as l
            on l.link_type = 'iku_iku' and i.year = l.year and i.iku_id = l.child_id and i.unit_id = l.unit_id
        where
            i.year = $year and {INTERNAL_ROWS} and {units_in_scope("i.unit_id")} and {at_or_below("i.unit_id")}
    ),

    {_WORKS},

    known as (
        select * from indicators
        union all by name
        select node_id, max(parent_name) as iku_name, true as is_above
        from works
        where {INTERNAL_ROWS} and node_id <> '{NO_IKU}' and node_id not in (select node_id from indicators)
        group by node_id
    ),

    placed as (
        select k.*, p.node_id as above_id
        from known as k
        left join indicators as p on k.parent_node_id = p.node_id and k.node_id <> p.node_id
    ),

    reached as (
        select node_id, node_id as top_id, [node_id] as path from placed where above_id is null
        union all
        select p.node_id, r.top_id, list_append(r.path, p.node_id) as path
        from placed as p
        inner join reached as r on p.above_id = r.node_id
    ),

    ways as (
        select *, false as is_in_circle from reached
        union all
        select node_id, node_id as top_id, [node_id] as path, true as is_in_circle
        from placed
        where node_id not in (select node_id from reached)
    ),

    served as (
        select distinct unnest(w.path) as node_id
        from ways as w
        inner join works on w.node_id = works.node_id
    ),

    tree as (
        select
            p.* exclude (above_id), case when not w.is_in_circle then p.above_id end as above_id, w.path,
            t.goal_name as top_goal_name,
            case
                when t.is_above then '{ABOVE}'
                when t.goal_name is null then '{NO_GOAL}'
                else substr(md5(t.goal_name), 1, 8)
            end as goal_id,
            list_filter([
                case when p.goal_name is null and p.parent_iku_id is null and not p.is_above then '{NO_GOAL}' end,
                case when p.parent_iku_id is not null and p.parent_node_id is null then '{NO_PARENT}' end,
                case when w.is_in_circle then '{CIRCLE}' end,
                case when s.node_id is null then '{NO_RESULT}' end
            ], lambda code: code is not null) as breaks
        from placed as p
        inner join ways as w on p.node_id = w.node_id
        inner join placed as t on w.top_id = t.node_id
        left join served as s on p.node_id = s.node_id
    )
"""

_JUDGED = """
    judged as (
        select
            t.*, p.achievement_pct, case when t.is_above then null else coalesce(p.status, 'not_judged') end as status,
            case coalesce(p.status, 'not_judged')
                when 'below' then 1 when 'near' then 2 when 'met' then 3 when 'exceeded' then 4 else 5
            end as urgency
        from tree as t
        left join marts.iku_periods as p
            on t.node_id = p.iku_id || '~' || p.unit_id and p.period = $period and not t.is_above
    )
"""


def tree_goals(cursor: Cursor, scope: Scope, unit_id: str, year: int, period: str) -> pl.DataFrame:
    """Return one row a goal at the top of the tree: how its indicators stand in the period, least met first.

    Supporting indicators count for the goal they hang under. `standing` is all, some, none or not_judged.
    """
    return ask(
        cursor,
        scope,
        f"""
        with recursive {_TREE}, {_JUDGED}

        select
            goal_id, any_value(top_goal_name) as goal_name,
            count(*) as iku_count, count(distinct unit_id) as unit_count,
            count(*) filter (where status <> 'not_judged') as judged_count,
            count(*) filter (where status in ('exceeded', 'met')) as met_count,
            case
                when judged_count = 0 then 'not_judged' when met_count = judged_count then 'all'
                when met_count = 0 then 'none' else 'some'
            end as standing
        from judged
        group by goal_id
        order by
            goal_id = '{ABOVE}', goal_id = '{NO_GOAL}', judged_count - met_count desc, iku_count desc, goal_name
        """,
        unit_id=unit_id,
        year=year,
        period=period,
    )


def tree_breaks(cursor: Cursor, scope: Scope, unit_id: str, year: int) -> pl.DataFrame:
    """Return one row: how large the tree is and how often its chain is broken, by kind of break."""
    return ask(
        cursor,
        scope,
        f"""
        with recursive {_TREE},

        results as (
            select
                count(distinct (employee_id, period, child_name)) as result_count,
                count(distinct employee_id) as employee_count,
                count(distinct (employee_id, period, child_name)) filter (where node_id = '{NO_IKU}') as no_iku_count
            from works
            where {INTERNAL_ROWS}
        )

        select
            count(*) filter (where not is_above) as iku_count, count(distinct unit_id) as unit_count,
            count(distinct goal_id) filter (where goal_id not in ('{ABOVE}', '{NO_GOAL}')) as goal_count,
            count(*) filter (where '{NO_GOAL}' in breaks) as no_goal_count,
            count(*) filter (where '{NO_PARENT}' in breaks) as no_parent_count,
            count(*) filter (where '{CIRCLE}' in breaks) as circle_count,
            count(*) filter (where '{NO_RESULT}' in breaks) as no_result_count,
            any_value(r.result_count) as result_count, any_value(r.employee_count) as employee_count,
            any_value(r.no_iku_count) as no_iku_count
        from results as r
        left join tree on true
        """,
        unit_id=unit_id,
        year=year,
    )


def tree_nodes(cursor: Cursor, scope: Scope, unit_id: str, year: int, branch: str | None) -> pl.DataFrame:
    """Return goals and indicators to search in, goals first; the one of `branch` always, of the others not too many."""
    return ask(
        cursor,
        scope,
        f"""
        with recursive {_TREE},

        entries as (
            select goal_id as node_id, any_value(top_goal_name) as node_name,
                cast(null as varchar) as unit_name, 0 as place
            from tree
            where goal_id not in ('{ABOVE}', '{NO_GOAL}')
            group by goal_id
            union all
            select node_id, iku_name, unit_name, 1 + coalesce(tree_order, 0) from tree
        )

        select node_id, node_name, unit_name
        from entries
        order by node_id is distinct from $branch, place, node_name, node_id
        limit {FOUND}
        """,
        unit_id=unit_id,
        year=year,
        branch=branch,
    )


def tree_branch(
    cursor: Cursor, scope: Scope, unit_id: str, year: int, period: str, branches: list[str]
) -> pl.DataFrame:
    """Return the indicators of some branches, least met first: goals, breaks, or an indicator with its way up and down.

    `above_id` is the indicator it hangs under; `line_count` counts them all, also those beyond what is read.
    """
    return ask(
        cursor,
        scope,
        f"""
        with recursive {_TREE}, {_JUDGED},

        up as (
            select distinct unnest(path) as node_id
            from tree
            where node_id in (select unnest($branches))
        )

        select
            node_id, above_id, goal_id, top_goal_name as goal_name, iku_name, unit_id, unit_name, status,
            achievement_pct, parent_iku_id, parent_name, is_above, '{NO_PARENT}' in breaks as is_parent_missing,
            '{CIRCLE}' in breaks as is_in_circle, '{NO_RESULT}' in breaks as is_unserved,
            len(path) as depth, urgency, tree_order, count(*) over () as line_count
        from judged
        where
            goal_id in (select unnest($branches)) or list_has_any(breaks, $branches)
            or list_has_any(path, $branches) or node_id in (select node_id from up)
        order by depth, urgency, achievement_pct, iku_name, tree_order, node_id
        limit {SHOWN}
        """,
        unit_id=unit_id,
        year=year,
        period=period,
        branches=branches,
    )


def tree_units(cursor: Cursor, scope: Scope, unit_id: str, year: int, node_ids: list[str]) -> pl.DataFrame:
    """Return for some indicators the units whose people serve them, with how many work results of how many people."""
    return ask(
        cursor,
        scope,
        f"""
        with {_WORKS}

        select
            node_id, unit_id, any_value(unit_name) as unit_name,
            count(distinct (employee_id, period, child_name)) as result_count,
            count(distinct employee_id) as employee_count
        from works
        where node_id in (select unnest($node_ids)) and {INTERNAL_ROWS}
        group by node_id, unit_id
        order by node_id, unit_name, unit_id
        """,
        unit_id=unit_id,
        year=year,
        node_ids=node_ids,
    )


def tree_results(cursor: Cursor, scope: Scope, unit_id: str, year: int, node_ids: list[str]) -> pl.DataFrame:
    """Return the work results that serve some indicators, a row an aspect; only of people the scope may see."""
    return ask(
        cursor,
        scope,
        f"""
        with {_WORKS}

        select
            node_id, unit_id, employee_id, employee_name, period, child_name, aspect, indicator_name, target_text,
            actual_text, achievement_pct, status
        from works
        where node_id in (select unnest($node_ids)) and {PEOPLE_ROWS}
        order by node_id, unit_name, unit_id, employee_name, employee_id, period, child_name, child_id
        limit {SHOWN}
        """,
        unit_id=unit_id,
        year=year,
        node_ids=node_ids,
    )
