"""The unit tree as far as the scope reaches, and each unit's totals."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, units_in_scope
from dashboard.warehouse import Cursor


def units(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return the units of the scope in the order of the tree, each with the full path of its names."""
    return ask(
        cursor,
        scope,
        f"""
        select unit_id, unit_name, path_names, depth, child_count
        from marts.units
        where {units_in_scope()}
        order by tree_order
        """,
    )


def busiest_units(cursor: Cursor, scope: Scope, depth: int = 1) -> pl.DataFrame:
    """Return units of one depth of the tree, those with the most indicators judged in a complete period first."""
    return ask(
        cursor,
        scope,
        f"""
        select u.unit_id, max(p.iku_judged_count) as judged_count, min(u.tree_order) as tree_order
        from marts.units as u
        inner join marts.unit_periods as p on u.unit_id = p.unit_id
        inner join marts.periods as t on p.period = t.period
        where u.depth = $depth and t.is_complete and {INTERNAL_ROWS} and {units_in_scope("u.unit_id")}
        group by u.unit_id
        order by judged_count desc, tree_order
        """,
        depth=depth,
    )


def largest_unit(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return one row: the unit of the scope with most units below it, the natural place to begin."""
    return ask(
        cursor,
        scope,
        f"""
        select u.unit_id, count(*) as unit_count
        from marts.units as u
        inner join marts.unit_closure as c on u.unit_id = c.ancestor_id
        where {units_in_scope("u.unit_id")}
        group by u.unit_id, u.tree_order
        order by unit_count desc, u.tree_order
        limit 1
        """,
    )


def totals(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit's score over itself and everything below it, with how much weight could be judged."""
    return ask(
        cursor,
        scope,
        f"""
        select
            unit_id, unit_name, period, iku_score_pct, iku_count, iku_judged_count, iku_met_count, iku_exceeded_count,
            iku_near_count, iku_below_count, weight_total, weight_judged, weight_covered_pct, cap_pct, provisional_count
        from marts.unit_periods
        where unit_id = $unit_id and period = $period and {INTERNAL_ROWS} and {units_in_scope()}
        """,
        unit_id=unit_id,
        period=period,
    )
