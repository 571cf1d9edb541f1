"""What stands beside one indicator: where the year is heading, other formulas, signs of a weak target, the budget."""

import polars as pl

from dashboard.access import IKU_ROWS, INTERNAL_ROWS, Scope, ask, units_in_scope
from dashboard.warehouse import Cursor

_SHOWN = f"""
    shown as (
        select iku_id, unit_id, unit_name, period, year, measure_unit, is_formula_sensitive
        from marts.iku_periods
        where iku_id = $iku_id and unit_id = $owner_unit_id and period = $period and {IKU_ROWS} and {units_in_scope()}
    )
"""


def outlook(cursor: Cursor, scope: Scope, iku_id: str, owner_unit_id: str, period: str) -> pl.DataFrame:
    """Return where the year is heading as seen from a period, and how chances of that band came out in years now over.

    One row, or none where the period is filled no more or stands for the whole year.
    """
    return ask(
        cursor,
        scope,
        f"""
        with {_SHOWN}

        select
            s.measure_unit, o.year, o.filled_count, o.history_point_count, o.history_year_count, o.year_target,
            o.expected_actual, o.expected_lower, o.expected_upper, o.reach_chance, o.chance_band, o.reason,
            c.forecast_count, c.reached_count, c.in_interval_count, c.predicted_share, c.reached_share
        from shown as s
        inner join marts.iku_outlook as o on s.iku_id = o.iku_id and s.unit_id = o.unit_id and s.period = o.period
        left join marts.outlook_calibration as c on o.chance_band = c.chance_band
        """,
        iku_id=iku_id,
        owner_unit_id=owner_unit_id,
        period=period,
    )


def formulas(cursor: Cursor, scope: Scope, iku_id: str, owner_unit_id: str, period: str) -> pl.DataFrame:
    """Return what each formula that could apply would say, the chosen one first; empty where there is only one."""
    return ask(
        cursor,
        scope,
        f"""
        with {_SHOWN}

        select
            f.formula_id, f.formula_name_id, f.formula_name_en, f.is_chosen, f.achievement_pct, f.status, f.reason,
            s.is_formula_sensitive
        from shown as s
        inner join marts.iku_formulas_compared as f
            on s.iku_id = f.iku_id and s.unit_id = f.unit_id and s.period = f.period
        order by f.is_chosen desc, f.formula_id
        """,
        iku_id=iku_id,
        owner_unit_id=owner_unit_id,
        period=period,
    )


def target(cursor: Cursor, scope: Scope, iku_id: str, owner_unit_id: str, period: str) -> pl.DataFrame:
    """Return what the target of the year says of itself, judged by what was reached before and how it changed."""
    return ask(
        cursor,
        scope,
        f"""
        with {_SHOWN}

        select
            t.measure_unit, t.year_target, t.year_target_label, t.last_year_actual, t.last_year_actual_label,
            t.is_best_possible, t.is_no_better_than_last_year, t.met_year_count,
            t.is_always_met, t.is_never_tested, t.is_revised_late, t.target_revision_count, t.last_missed_period
        from shown as s
        inner join marts.iku_targets as t on s.iku_id = t.iku_id and s.unit_id = t.unit_id and s.year = t.year
        """,
        iku_id=iku_id,
        owner_unit_id=owner_unit_id,
        period=period,
    )


def budget(cursor: Cursor, scope: Scope, owner_unit_id: str, period: str) -> pl.DataFrame:
    """Return budget and spending of the unit and those below it up to a period, beside their score to date."""
    return ask(
        cursor,
        scope,
        f"""
        select
            unit_name, period, budget_rupiah, spent_rupiah, absorbed_pct, ytd_iku_score_pct, efficiency_gap_pct,
            efficiency_band, reason
        from marts.budget_periods
        where unit_id = $owner_unit_id and period = $period and {INTERNAL_ROWS} and {units_in_scope()}
        """,
        owner_unit_id=owner_unit_id,
        period=period,
    )
