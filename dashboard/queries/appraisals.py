"""Appraisals: how many are done, who is still waiting, and whose they are."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, PEOPLE_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor


def appraisals(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit's newest appraisal totals inside the chosen period: employees in post, rated, by predicate."""
    return ask(
        cursor,
        scope,
        f"""
        select
            a.period, a.employee_count, a.rated_count, a.very_good_count, a.good_count, a.needs_improvement_count,
            a.poor_count, a.very_poor_count, a.mismatch_count, a.organisation_predicate, a.pattern_status,
            a.moves_to_fit_count
        from marts.appraisal_periods as a
        inner join marts.periods as t on a.period = t.period
        inner join marts.periods as chosen on chosen.period = $period
        where
            a.unit_id = $unit_id and t.start_date >= chosen.start_date and t.end_date <= chosen.end_date
            and {INTERNAL_ROWS} and {units_in_scope("a.unit_id")}
        order by t.period = chosen.period desc, t.end_date desc, t.start_date
        limit 1
        """,
        unit_id=unit_id,
        period=period,
    )


def unrated_units(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit or those below it with employees not yet rated in `period`, most of them first."""
    return ask(
        cursor,
        scope,
        f"""
        select a.unit_id, a.unit_name, a.employee_count - a.rated_count as unrated_count, a.employee_count
        from marts.appraisal_periods as a
        inner join marts.units as u on a.unit_id = u.unit_id
        where
            a.period = $period and a.rated_count < a.employee_count and u.child_count = 0
            and {INTERNAL_ROWS} and {units_in_scope("a.unit_id")} and {at_or_below("a.unit_id")}
        order by unrated_count desc, u.tree_order
        """,
        unit_id=unit_id,
        period=period,
    )


def people(cursor: Cursor, scope: Scope, employee_id: str | None = None, limit: int = 200) -> pl.DataFrame:
    """Return people of the scope's units: the one asked for, then those with most on record, then by the tree."""
    return ask(
        cursor,
        scope,
        f"""
        with told as (
            select distinct employee_id, 'feedback' as subject from marts.feedback_aspects
            union all
            select distinct employee_id, 'course' as subject from marts.courses_taken
            union all
            select distinct employee_id, 'credit' as subject from marts.credit_conversions
            union all
            select distinct employee_id, 'plan' as subject from marts.cascade_links where employee_id is not null
        ),

        richness as (
            select employee_id as told_id, count(*) as subject_count from told group by employee_id
        )

        select
            e.employee_id, arg_max(e.employee_name, e.period) as employee_name,
            arg_max(e.unit_name, e.period) as unit_name, min(u.tree_order) as tree_order
        from marts.employee_periods as e
        inner join marts.units as u on e.unit_id = u.unit_id
        left join richness on e.employee_id = richness.told_id
        where {PEOPLE_ROWS} and {units_in_scope("e.unit_id")}
        group by e.employee_id
        order by
            e.employee_id = $employee_id desc nulls last, coalesce(max(richness.subject_count), 0) desc, tree_order,
            employee_name, e.employee_id
        limit $row_limit
        """,
        employee_id=employee_id,
        row_limit=limit,
    )
