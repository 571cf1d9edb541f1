"""Talent boxes: how many people in each of the nine, and, where allowed, who; never in an order of merit."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# The newest year of boxes that had ended by the chosen period.
_NEWEST = """
    b.year = (
        select max(t.year)
        from marts.periods as t
        inner join marts.talent_boxes as any_box on t.period = cast(any_box.year as varchar)
        inner join marts.periods as chosen on chosen.period = $period
        where t.end_date <= chosen.end_date
    )
"""


def talent_grid(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the people of the unit and below by box; small counts only for those who may see the people."""
    return ask(
        cursor,
        scope,
        f"""
        with counted as (
            select
                b.year, b.potential, b.performance_rating, b.box, count(*) as person_count,
                count(*) filter (where b.is_box_mismatch) as mismatch_count,
                count(*) filter (where b.is_row_by_row) as row_by_row_count,
                count(*) filter (where b.is_performance_mismatch) as performance_mismatch_count
            from marts.talent_boxes as b
            where {_NEWEST} and {INTERNAL_ROWS} and {units_in_scope("b.unit_id")} and {at_or_below("b.unit_id")}
            group by all
        )

        select
            c.year, c.potential, c.performance_rating, c.box,
            case when $may_see_people or c.person_count >= s.smallest then c.person_count end as person_count,
            case when $may_see_people then c.mismatch_count end as mismatch_count,
            case when $may_see_people then c.row_by_row_count end as row_by_row_count,
            case when $may_see_people then c.performance_mismatch_count end as performance_mismatch_count
        from counted as c
        cross join (
            select max(cast(setting_value as bigint)) as smallest
            from marts.settings
            where setting_id = 'suppression_n_cell'
        ) as s
        order by c.box
        """,
        unit_id=unit_id,
        period=period,
    )


def talents(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the people and their boxes in the order of the tree; only for those who may see them."""
    return ask(
        cursor,
        scope,
        f"""
        select
            b.employee_name, b.unit_name, b.year, b.potential, b.performance_rating, b.box, b.stated_box,
            b.is_box_mismatch, b.annual_predicate, b.is_performance_mismatch
        from marts.talent_boxes as b
        inner join marts.units as u on b.unit_id = u.unit_id
        where
            {_NEWEST} and $may_see_people and {INTERNAL_ROWS} and {units_in_scope("b.unit_id")}
            and {at_or_below("b.unit_id")}
        order by u.tree_order, b.employee_name, b.employee_id
        """,
        unit_id=unit_id,
        period=period,
    )
