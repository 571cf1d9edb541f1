"""What a note may be about: indicators, units and people, as far as the scope reaches."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, PEOPLE_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor


def subjects(cursor: Cursor, scope: Scope, subject_ids: list[str]) -> pl.DataFrame:
    """Return name and unit of the indicators, units and people with these codes; a person once a unit held."""
    return ask(
        cursor,
        scope,
        f"""
        select 'iku' as subject_type, iku_id as subject_id, unit_id, arg_max(iku_name, year) as subject_name
        from marts.iku
        where iku_id in (select unnest($subject_ids)) and {INTERNAL_ROWS} and {units_in_scope()}
        group by iku_id, unit_id
        union all
        select 'unit' as subject_type, unit_id as subject_id, unit_id, unit_name as subject_name
        from marts.units
        where unit_id in (select unnest($subject_ids)) and {INTERNAL_ROWS} and {units_in_scope()}
        union all
        select
            'employee' as subject_type, employee_id as subject_id, unit_id,
            arg_max(employee_name, period) as subject_name
        from marts.employee_periods
        where employee_id in (select unnest($subject_ids)) and {PEOPLE_ROWS} and {units_in_scope()}
        group by employee_id, unit_id
        order by subject_type, subject_id, unit_id
        """,
        subject_ids=subject_ids,
    )


def units_below(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return the chosen unit and every unit below it, code and name."""
    return ask(
        cursor,
        scope,
        f"""
        select unit_id, unit_name
        from marts.units
        where {units_in_scope()} and {at_or_below()}
        order by tree_order
        """,
        unit_id=unit_id,
    )
