"""Who meets a stated rule for an award or for coaching: how many, which units, and, where allowed, which people."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# The newest period of each kind that had ended by the chosen one: an annual rule speaks of a year, others of a quarter.
_NEWEST = """
    c.period in (
        select arg_max(t.period, t.period_order)
        from marts.periods as t
        inner join marts.periods as chosen on chosen.period = $period
        where t.end_date <= chosen.end_date and t.has_appraisals
        group by t.period_type
    )
"""


def reward_rules(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return each rule for persons with how many people of the unit and below meet it."""
    return ask(
        cursor,
        scope,
        f"""
        select
            c.reward_rule_id, c.action, c.name_id, c.name_en, c.criterion_id, c.criterion_en, c.confidence,
            max(c.period) filter (where {_NEWEST}) as period,
            count(*) filter (where {_NEWEST}) as candidate_count,
            count(c.given_date) filter (where {_NEWEST}) as given_count
        from marts.reward_candidates as c
        where {INTERNAL_ROWS} and {units_in_scope("c.unit_id")} and {at_or_below("c.unit_id")}
        group by all
        order by c.action, c.reward_rule_id
        """,
        unit_id=unit_id,
        period=period,
    )


def candidates(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the people who meet a rule, in the order of the tree, none before another; for those who may see them."""
    return ask(
        cursor,
        scope,
        f"""
        select
            c.reward_rule_id, c.action, c.name_id, c.name_en, c.employee_name, c.unit_name, c.period, c.predicate,
            c.streak_count, c.span_count, c.given_date
        from marts.reward_candidates as c
        inner join marts.units as u on c.unit_id = u.unit_id
        where
            {_NEWEST} and $may_see_people and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")}
            and {at_or_below("c.unit_id")}
        order by c.action, c.reward_rule_id, u.tree_order, c.employee_name, c.employee_id
        """,
        unit_id=unit_id,
        period=period,
    )


def teams(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the unit and those below it against each part of the rule for teams, in the order of the tree."""
    return ask(
        cursor,
        scope,
        f"""
        select
            c.unit_id, c.unit_name, c.period, c.name_id, c.name_en, c.criterion_id, c.criterion_en, c.confidence,
            c.iku_score_pct, c.is_score_met, c.weight_covered_pct, c.is_coverage_met, c.rated_count, c.employee_count,
            c.is_rated_met, c.organisation_predicate, c.is_predicate_met, c.is_candidate, c.given_date
        from marts.team_candidates as c
        inner join marts.units as u on c.unit_id = u.unit_id
        where {_NEWEST} and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")} and {at_or_below("c.unit_id")}
        order by c.is_candidate desc, u.tree_order
        """,
        unit_id=unit_id,
        period=period,
    )
