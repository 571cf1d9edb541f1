"""Training: what is needed and why, what past courses did, hours against the right."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, units_in_scope
from dashboard.warehouse import Cursor

PARTS = ("severity", "people", "link", "hours", "mandate")
_MAY_SHOW = """
    ($may_see_people or n.gap_count >= (
        select max(cast(s.setting_value as bigint)) from marts.settings as s where s.setting_id = 'gap_smallest_group'
    ))
"""
_MAY_TELL = """({} >= (
    select max(cast(s.setting_value as bigint)) from marts.settings as s where s.setting_id = 'effect_min_count'
))"""
_MAY_COUNT = """($may_see_people or {} >= (
    select max(cast(s.setting_value as bigint)) from marts.settings as s where s.setting_id = 'gap_smallest_group'
))"""
# The score with the weights asked for: the mean of the parts that are known; without any, that of the settings.
_SUM = " + ".join(f"coalesce(n.{part}_part * $weights[{at}], 0)" for at, part in enumerate(PARTS, start=1))
_KNOWN = " + ".join(
    f"case when n.{part}_part is null then 0 else $weights[{at}] end" for at, part in enumerate(PARTS, start=1)
)
_SCORE = f"""
    case
        when len($weights) = 0 or n.need_score is null or n.short_count = 0 then n.need_score
        else ({_SUM}) / nullif(cast({_KNOWN} as double), 0)
    end
"""


def needs(cursor: Cursor, scope: Scope, unit_id: str, weights: list[int]) -> pl.DataFrame:
    """Return one row a competency for the unit and for each unit right below it, the highest score first.

    `weights` are five whole numbers in the order of the parts, or nothing for those of the settings.
    """
    return ask(
        cursor,
        scope,
        f"""
        select
            n.unit_id, n.unit_name, n.unit_id = $unit_id as is_own, n.competency_name, n.in_post_count, n.gap_count,
            n.not_assessed_count, n.has_thin_data, n.has_vacancy_hint, n.has_workload_hint, n.has_process_hint,
            n.has_no_gap_hint, n.acting_count, n.overdue_case_count, n.weak_process_count, n.is_mandated,
            n.severity_weight, n.people_weight, n.link_weight, n.hours_weight, n.mandate_weight,
            n.link_count, n.weak_link_count,
            case when {_MAY_SHOW} then {_SCORE} end as need_score,
            case when {_MAY_SHOW} then n.short_count end as short_count,
            case when {_MAY_SHOW} then n.severity_part end as severity_part,
            case when {_MAY_SHOW} then n.people_part end as people_part,
            n.link_part, n.hours_part, n.mandate_part,
            case when n.gap_count = 0 then n.reason when {_MAY_SHOW} then n.reason else 'few_people' end as reason
        from marts.training_needs as n
        inner join marts.units as u on n.unit_id = u.unit_id
        where
            (n.unit_id = $unit_id or u.parent_id = $unit_id) and {INTERNAL_ROWS} and {units_in_scope("n.unit_id")}
        order by need_score desc nulls last, n.competency_name, u.tree_order
        """,
        unit_id=unit_id,
        weights=weights,
    )


def courses(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return the catalogue of courses, in the order of their codes."""
    return ask(
        cursor,
        scope,
        f"""
        select course_id, course_name, competency_name, level_from, level_to, jp, cost_rupiah, capacity, session_max
        from marts.courses
        where {INTERNAL_ROWS}
        order by course_id
        """,
    )


def effects(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row a course of the government of a unit: before, after, against others, and what it cost a level."""
    return ask(
        cursor,
        scope,
        f"""
        select
            e.course_id, coalesce(e.course_name, e.course_id) as course_name, e.competency_name, e.taken_count,
            e.scored_count, e.assessed_count, e.compared_count, e.comparison_count, e.conclusion,
            e.effect_low, e.effect_high,
            case when e.effect_low is not null then e.effect_levels end as effect_levels,
            case when {_MAY_TELL.format("e.assessed_count")} then e.short_before_count end as short_before_count,
            case when {_MAY_TELL.format("e.assessed_count")} then e.closed_count end as closed_count,
            case when {_MAY_TELL.format("e.scored_count")} then e.score_change_avg end as score_change_avg,
            case when {_MAY_TELL.format("e.scored_count")} then e.score_change_low end as score_change_low,
            case when {_MAY_TELL.format("e.scored_count")} then e.score_change_high end as score_change_high,
            case when {_MAY_TELL.format("e.assessed_count")} then e.level_change_avg end as level_change_avg,
            case when e.effect_low > 0 then c.cost_rupiah / e.effect_levels end as cost_per_level,
            case when e.effect_low > 0 then c.cost_rupiah / e.effect_high end as cost_per_level_low,
            case when e.effect_low > 0 then c.cost_rupiah / e.effect_low end as cost_per_level_high,
            need.short_count as short_now_count
        from marts.course_effects as e
        left join marts.courses as c on e.course_id = c.course_id
        left join marts.training_needs as need
            on e.unit_id = need.unit_id and e.competency_name = need.competency_name
        where
            e.course_id is not null and {INTERNAL_ROWS} and {units_in_scope("e.unit_id")}
            and e.root_id = (select u.root_id from marts.units as u where u.unit_id = $unit_id)
        order by e.effect_low desc nulls last, e.taken_count desc, e.course_id
        """,
        unit_id=unit_id,
    )


def hours(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row a year and unit (the chosen one, then those right below): people and hours against the right."""
    return ask(
        cursor,
        scope,
        f"""
        with counted as (
            select
                h.year, any_value(h.is_complete) as is_complete, u.unit_id, any_value(u.unit_name) as unit_name,
                min(u.tree_order) as tree_order,
                count(*) as person_count,
                count(h.is_met) as judged_count,
                count(*) filter (where h.is_met) as met_count,
                count(*) filter (where h.hours_jp = 0) as none_count,
                avg(h.hours_jp) as hours_avg
            from marts.training_hours as h
            inner join marts.unit_closure as c on h.unit_id = c.unit_id
            inner join marts.units as u on c.ancestor_id = u.unit_id
            where
                (u.unit_id = $unit_id or u.parent_id = $unit_id)
                and {INTERNAL_ROWS} and {units_in_scope("h.unit_id")} and {units_in_scope("u.unit_id")}
            group by h.year, u.unit_id
        )

        select
            year, is_complete, unit_id, unit_name, unit_id = $unit_id as is_own, person_count, judged_count,
            case when {_MAY_COUNT.format("judged_count")} then met_count end as met_count,
            case when {_MAY_COUNT.format("person_count")} then none_count end as none_count,
            case when {_MAY_COUNT.format("person_count")} then hours_avg end as hours_avg
        from counted
        order by year desc, is_own desc, tree_order
        """,
        unit_id=unit_id,
    )


def people_hours(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return people and their hours in the newest year, by name; only for those who may see them."""
    return ask(
        cursor,
        scope,
        f"""
        select
            employee_name, unit_name, job_title, year, hours_jp, required_jp, missing_jp, course_count, is_implausible
        from marts.training_hours
        where
            $may_see_people and {INTERNAL_ROWS} and {units_in_scope()}
            and unit_id in (select c.unit_id from marts.unit_closure as c where c.ancestor_id = $unit_id)
            and year = (select max(newest.year) from marts.training_hours as newest)
        order by employee_name, employee_id
        """,
        unit_id=unit_id,
    )
