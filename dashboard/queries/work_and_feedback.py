"""How people work, told of a unit: 360 feedback by value and source, and planned work results by aspect."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, units_in_scope
from dashboard.warehouse import Cursor


def feedback(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit's newest 360 feedback up to the end of the period: by value and source, and all together."""
    return ask(
        cursor,
        scope,
        f"""
        select f.period, f.aspect, f.rater_type, f.person_count, f.scored_count, f.score_pct, f.reason
        from marts.feedback_units as f
        inner join marts.periods as t on f.period = t.period
        inner join marts.periods as chosen on chosen.period = $period
        where
            f.unit_id = $unit_id and t.end_date <= chosen.end_date and {INTERNAL_ROWS}
            and {units_in_scope("f.unit_id")}
        qualify t.period_order = max(t.period_order) over ()
        order by f.aspect, f.rater_type
        """,
        unit_id=unit_id,
        period=period,
    )


def work_results(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the newest plan that has begun by the period, by aspect: of the unit and of those right below it."""
    return ask(
        cursor,
        scope,
        f"""
        select
            w.unit_id, w.unit_name, w.period, w.aspect, w.person_count, w.item_count, w.unreported_count,
            w.unread_count, w.judged_count, w.met_count, w.met_share, w.reason, t.is_complete
        from marts.work_result_aspects as w
        inner join marts.units as u on w.unit_id = u.unit_id
        inner join marts.periods as t on w.period = t.period
        inner join marts.periods as chosen on chosen.period = $period
        where
            (u.unit_id = $unit_id or u.parent_id = $unit_id) and t.start_date <= chosen.start_date and {INTERNAL_ROWS}
            and {units_in_scope("w.unit_id")}
        qualify t.period_order = max(t.period_order) over ()
        order by
            u.unit_id = $unit_id desc, u.tree_order,
            case w.aspect when 'kuantitas' then 1 when 'kualitas' then 2 when 'waktu' then 3 else 4 end
        """,
        unit_id=unit_id,
        period=period,
    )
