"""One person: appraisals, competencies, training, credits, work results; one's own, or of people one may see."""

import polars as pl

from dashboard.access import PEOPLE_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor


def record(cursor: Cursor, scope: Scope, employee_id: str) -> pl.DataFrame:
    """Return the person's appraisals, newest period first, with the file each came from."""
    return ask(
        cursor,
        scope,
        f"""
        select
            e.employee_id, e.unit_id, e.employee_name, e.job_title, e.unit_name, e.employment_status, e.period,
            e.result_rating, e.behaviour_rating, e.predicate, e.predicate_by_matrix, e.is_matrix_mismatch, e.is_rated,
            e.rated_date, e.file_name, e.sheet_name, e.row_number
        from marts.employee_periods as e
        inner join marts.periods as t on e.period = t.period
        where e.employee_id = $employee_id and {PEOPLE_ROWS} and {units_in_scope("e.unit_id")}
        order by t.end_date desc, t.start_date
        """,
        employee_id=employee_id,
    )


def legacy_appraisals(cursor: Cursor, scope: Scope, employee_id: str) -> pl.DataFrame:
    """Return the person's SKP of 2021 and before on the scales of that time, newest year first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            employee_name, year, regulation, skp_value, behaviour_value, stated_value, value_70_30, value_60_40,
            weights_reason, weights_matched, legacy_predicate, band_confidence, reason, file_name, row_number
        from marts.legacy_appraisals
        where employee_id = $employee_id and {PEOPLE_ROWS} and {units_in_scope()}
        order by year desc
        """,
        employee_id=employee_id,
    )


def people(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return the people of the chosen unit and below, one row each with the newest post, in the order of the tree."""
    return ask(
        cursor,
        scope,
        f"""
        select
            e.employee_id, arg_max(e.employee_name, t.period_order) as employee_name,
            arg_max(e.unit_name, t.period_order) as unit_name
        from marts.employee_periods as e
        inner join marts.periods as t on e.period = t.period
        inner join marts.units as u on e.unit_id = u.unit_id
        where {PEOPLE_ROWS} and {units_in_scope("e.unit_id")} and {at_or_below("e.unit_id")}
        group by e.employee_id
        order by min(u.tree_order), employee_name, e.employee_id
        """,
        unit_id=unit_id,
    )


def feedback(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return one's own newest 360 feedback by value and source; never that of anyone else, whatever the role."""
    return ask(
        cursor,
        scope,
        """
        select
            f.period, f.aspect, f.rater_type, f.rater_count, f.min_rater_count, f.weight_pct, f.score_pct,
            f.feedback_band, f.reason
        from marts.feedback_aspects as f
        inner join marts.periods as t on f.period = t.period
        where f.employee_id = $own_employee_id
        qualify t.period_order = max(t.period_order) over ()
        order by f.aspect, f.rater_type
        """,
    )


def competencies(cursor: Cursor, scope: Scope, employee_id: str) -> pl.DataFrame:
    """Return the person's competencies against what the post asks for: short ones first, then those not assessed."""
    return ask(
        cursor,
        scope,
        f"""
        select
            job_title, competency_name, competency_type, level, required_level, gap, assessed_date, is_assessed,
            is_evidence_current, previous_level, level_change, reason
        from marts.employee_gaps
        where employee_id = $employee_id and {PEOPLE_ROWS} and {units_in_scope()}
        order by case when gap < 0 then 1 when gap is null then 2 else 3 end, gap, competency_name
        """,
        employee_id=employee_id,
    )


def training_years(cursor: Cursor, scope: Scope, employee_id: str) -> pl.DataFrame:
    """Return the person's training hours (JP) by year against the right to them, newest year first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            employee_name, year, is_complete, hours_jp, required_jp, missing_jp, is_met, course_count, duplicate_count,
            is_implausible, rule_id, reason
        from marts.training_hours
        where employee_id = $employee_id and {PEOPLE_ROWS} and {units_in_scope()}
        order by year desc
        """,
        employee_id=employee_id,
    )


def courses_taken(cursor: Cursor, scope: Scope, employee_id: str) -> pl.DataFrame:
    """Return the courses the person took, newest first, with what the course did for all who took it."""
    return ask(
        cursor,
        scope,
        f"""
        select
            c.employee_name, c.course_name, c.competency_name, c.start_date, c.end_date, c.year, c.hours_jp,
            c.is_duplicate, c.score_before, c.score_after, c.score_change, e.conclusion, e.compared_count,
            e.effect_levels
        from marts.courses_taken as c
        left join marts.course_effects as e
            on
                c.root_id = e.root_id and coalesce(c.course_id, lower(c.course_name)) = e.course_id
                and c.competency_name is not distinct from e.competency_name
        where c.employee_id = $employee_id and {PEOPLE_ROWS} and {units_in_scope("c.unit_id")}
        order by c.end_date desc, c.course_name, c.is_duplicate
        """,
        employee_id=employee_id,
    )


def credits_earned(cursor: Cursor, scope: Scope, employee_id: str) -> pl.DataFrame:
    """Return the credits (angka kredit) each predicate of the person gives, newest period first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            c.period, c.conversion_basis, c.tier, c.predicate, c.month_count, c.multiplier_pct, c.coefficient,
            c.coefficient_confidence, c.credit, c.reason
        from marts.credit_conversions as c
        inner join marts.periods as t on c.period = t.period
        where c.employee_id = $employee_id and {PEOPLE_ROWS} and {units_in_scope("c.unit_id")}
        order by c.conversion_basis, t.end_date desc, c.tier
        """,
        employee_id=employee_id,
    )


def work_results(cursor: Cursor, scope: Scope, employee_id: str) -> pl.DataFrame:
    """Return the person's planned work results, newest first, and the indicator each serves.

    One's own plan names its indicator even where the public may not see that; the indicator's page stays closed.
    """
    return ask(
        cursor,
        scope,
        f"""
        select
            w.parent_id, w.parent_name, w.parent_unit_id, w.is_resolved,
            not $only_public or w.is_parent_public as may_open, w.employee_name, w.child_name, w.period, w.aspect,
            w.indicator_name, w.target_text, w.actual_text, w.achievement_pct, w.status, w.reason
        from marts.cascade_links as w
        inner join marts.periods as t on w.period = t.period
        where
            w.link_type = 'iku_work_result' and w.employee_id = $employee_id
            and {PEOPLE_ROWS} and {units_in_scope("w.unit_id")}
        order by t.end_date desc, w.parent_name, w.child_name, w.aspect
        """,
        employee_id=employee_id,
    )
