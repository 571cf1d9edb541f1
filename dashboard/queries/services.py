"""What citizens say: the satisfaction index, its grade, margin and nine elements."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, units_in_scope
from dashboard.warehouse import Cursor


def satisfaction(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit's index over all its services for the two newest periods up to the chosen one, newest first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            s.period, s.respondent_count, s.ikm, s.ikm_grade, s.ikm_weight_011, s.ikm_grade_011, s.margin,
            s.requirement_avg, s.procedure_avg, s.time_avg, s.cost_avg, s.product_avg, s.competence_avg,
            s.conduct_avg, s.complaints_avg, s.facilities_avg, s.sample_note
        from marts.skm_periods as s
        inner join marts.periods as t on s.period = t.period
        inner join marts.periods as chosen on chosen.period = $period
        where
            s.unit_id = $unit_id and s.service_name is null and t.end_date <= chosen.end_date
            and t.period_type = chosen.period_type and {INTERNAL_ROWS} and {units_in_scope("s.unit_id")}
        order by t.end_date desc, t.start_date
        limit 2
        """,
        unit_id=unit_id,
        period=period,
    )
