"""The tree of performance: goals, the indicators that serve them, and the work results of people."""

import polars as pl

from dashboard.access import IKU_ROWS, PEOPLE_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor


def links(cursor: Cursor, scope: Scope, unit_id: str, year: int) -> pl.DataFrame:
    """Return the links of the unit and below in a year; work results only of people the scope may see."""
    return ask(
        cursor,
        scope,
        f"""
        select
            link_type, parent_id,
            case when not $only_public or is_parent_public then parent_name end as parent_name,
            parent_unit_id, child_id, child_name, unit_id, unit_name, employee_id, employee_name, period, aspect,
            indicator_name, target_text, actual_text, weight, achievement_pct, status, is_resolved
        from marts.cascade_links
        where
            year = $year and {units_in_scope()} and {at_or_below()}
            and ((employee_id is null and {IKU_ROWS}) or (employee_id is not null and {PEOPLE_ROWS}))
        order by link_type, parent_name, parent_id, unit_id, child_name, child_id
        """,
        unit_id=unit_id,
        year=year,
    )
