"""The review of appraisals: who is not yet rated and by whom, the spread against its pattern, what changed and why."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# Rows about a named person, never only one's own: for those who may see the people of their units.
_NAMED = "$may_see_people"


def unit_appraisals(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the units right below the chosen one, or the unit itself at the end of its branch, with their counts."""
    return ask(
        cursor,
        scope,
        f"""
        select
            a.unit_id, a.unit_name, a.employee_count, a.planned_count, a.plan_reason, a.rated_count, a.unrated_count,
            a.rated_share, a.very_good_count, a.good_count, a.needs_improvement_count, a.poor_count,
            a.very_poor_count, a.mismatch_count, a.organisation_predicate, a.pattern_status, a.moves_to_fit_count,
            a.very_good_share, a.iku_score_pct, a.high_share, a.low_score_pct, a.quadrant, a.quadrant_reason
        from marts.appraisal_periods as a
        inner join marts.units as u on a.unit_id = u.unit_id
        inner join marts.units as own on own.unit_id = $unit_id
        where
            a.period = $period and (u.parent_id = $unit_id or (own.child_count = 0 and u.unit_id = $unit_id))
            and {INTERNAL_ROWS} and {units_in_scope("a.unit_id")}
        order by a.unrated_count desc, u.tree_order
        """,
        unit_id=unit_id,
        period=period,
    )


def raters(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return who appraises in the unit and below, most waiting first; only for those who may see the people."""
    return ask(
        cursor,
        scope,
        f"""
        select
            r.rater_name, r.rater_basis, r.unit_id, r.unit_name, r.ratee_count, r.rated_count, r.waiting_count,
            r.file_status, r.top_share, r.expected_top_share, r.shrunken_top_share, r.shrunken_lower,
            r.shrunken_upper, r.leniency_group,
            r.leniency_reason, r.iku_score_pct, r.quadrant
        from marts.rater_periods as r
        where
            r.period = $period and {_NAMED} and {INTERNAL_ROWS} and {units_in_scope("r.unit_id")}
            and {at_or_below("r.unit_id")}
        order by r.waiting_count desc, r.unit_name, r.rater_id
        """,
        unit_id=unit_id,
        period=period,
    )


def gaps(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the people in post not yet rated, what is missing, whose turn it is; for those who may see them."""
    return ask(
        cursor,
        scope,
        f"""
        select
            g.employee_id, g.employee_name, g.job_title, g.unit_id, g.unit_name, g.missing_stage, g.rater_basis,
            g.rater_name, g.turn_basis, g.last_rated_period
        from marts.appraisal_gaps as g
        inner join marts.units as u on g.unit_id = u.unit_id
        where
            g.period = $period and {_NAMED} and {INTERNAL_ROWS} and {units_in_scope("g.unit_id")}
            and {at_or_below("g.unit_id")}
        order by g.rater_name is null, g.rater_name, u.tree_order, g.employee_name
        """,
        unit_id=unit_id,
        period=period,
    )


def pattern(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the conditions of the pattern the unit's own predicate speaks of, with the people each counts."""
    return ask(
        cursor,
        scope,
        f"""
        select
            condition_order, organisation_predicate, is_about_very_good, is_about_good, is_about_needs_improvement,
            is_about_poor, is_about_very_poor, rated_count, people_count, min_pct, max_pct, least_count, most_count,
            short_count, excess_count, pattern_status
        from marts.pattern_conditions
        where unit_id = $unit_id and period = $period and {INTERNAL_ROWS} and {units_in_scope()}
        order by condition_order
        """,
        unit_id=unit_id,
        period=period,
    )


def changes(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return how the unit's predicates changed against each earlier period of the same kind, oldest first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            c.period, c.previous_period, c.rated_count, c.previous_rated_count, c.both_count, c.joined_count,
            c.left_count, c.raised_count, c.lowered_count, c.top_share, c.previous_top_share, c.top_change,
            c.top_standard, c.top_composition, c.low_share, c.low_change, c.low_standard, c.low_composition, c.reason
        from marts.appraisal_changes as c
        inner join marts.periods as t on c.period = t.period
        inner join marts.periods as chosen on chosen.period = $period and t.period_type = chosen.period_type
        where
            c.unit_id = $unit_id and t.end_date <= chosen.end_date and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")}
        order by t.end_date
        """,
        unit_id=unit_id,
        period=period,
    )


def heads(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the heads of units with an organisation predicate beside what it asks; for those who may see people."""
    return ask(
        cursor,
        scope,
        f"""
        select
            h.employee_name, h.unit_id, h.unit_name, h.organisation_predicate, h.rating_by_organisation,
            h.result_rating, h.is_consistent, h.reason
        from marts.head_appraisals as h
        inner join marts.units as u on h.unit_id = u.unit_id
        where
            h.period = $period and {_NAMED} and {INTERNAL_ROWS} and {units_in_scope("h.unit_id")}
            and {at_or_below("h.unit_id")}
        order by h.is_consistent, u.tree_order, h.employee_id
        """,
        unit_id=unit_id,
        period=period,
    )
