"""Appraisals: how many are done, and one's own."""

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


def own_record(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return the appraisals of the person the scope belongs to, newest period first; nothing for anyone else."""
    return ask(
        cursor,
        scope,
        """
        select
            e.employee_name, e.job_title, e.unit_name, e.employment_status, e.period, e.result_rating,
            e.behaviour_rating, e.predicate, e.predicate_by_matrix, e.is_matrix_mismatch, e.is_rated, e.rated_date,
            e.file_name, e.sheet_name, e.row_number
        from marts.employee_periods as e
        inner join marts.periods as t on e.period = t.period
        where e.employee_id = $own_employee_id
        order by t.end_date desc, t.start_date
        """,
    )


def people(cursor: Cursor, scope: Scope, limit: int = 200) -> pl.DataFrame:
    """Return people of the scope's units, one row each with the newest post, in the order of the tree."""
    return ask(
        cursor,
        scope,
        f"""
        select e.employee_id, arg_max(e.employee_name, e.period) as employee_name,
            arg_max(e.unit_name, e.period) as unit_name, min(u.tree_order) as tree_order
        from marts.employee_periods as e
        inner join marts.units as u on e.unit_id = u.unit_id
        where {PEOPLE_ROWS} and {units_in_scope("e.unit_id")}
        group by e.employee_id
        order by tree_order, employee_name, e.employee_id
        limit $row_limit
        """,
        row_limit=limit,
    )
