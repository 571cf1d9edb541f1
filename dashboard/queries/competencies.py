"""Competencies against what posts ask for: by job family, by unit, who is not assessed, and what moved.

A mean over few people is a figure about persons: those who may not see the people get it only from the setting
`gap_smallest_group` upwards.
"""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# What a chart can hold and still be read on a phone; the table behind it holds all.
SHOWN_ROWS, SHOWN_COMPETENCIES = 14, 10

_MAY_SHOW = """
    ($may_see_people or gap_count >= (
        select max(cast(s.setting_value as bigint)) from marts.settings as s where s.setting_id = 'gap_smallest_group'
    ))
"""
_ID = "substr(md5({}), 1, 8)"
# Every cell of a heat map, whatever its rows are; `few_people` stands for a mean that may not be shown.
_CELLS = f"""
    select
        row_id, row_name, {_ID.format("competency_name")} as competency_id, competency_name, in_post_count,
        assessed_count, gap_count, is_thin, evidence_age_days,
        case when {_MAY_SHOW} then gap_avg end as gap_avg,
        case when {_MAY_SHOW} then short_count end as short_count,
        case when reason is not null then reason when {_MAY_SHOW} then null else 'few_people' end as reason,
        dense_rank() over (order by row_size desc, row_order, row_id) <= {SHOWN_ROWS}
        and competency_gaps > 0
        and dense_rank() over (
            order by competency_gaps > 0 desc, competency_size desc, competency_name
        ) <= {SHOWN_COMPETENCIES} as is_shown
    from sized
    order by row_order, row_size desc, row_id, competency_size desc, competency_name
"""
_SIZED = """
    sized as (
        select
            *,
            max(in_post_count) over (partition by row_id) as row_size,
            sum(in_post_count) over (partition by competency_name) as competency_size,
            sum(gap_count) over (partition by competency_name) as competency_gaps
        from cells
    )
"""


def gaps_by_competency(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row a competency over everyone at or below the unit, the largest mean gap first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            {_ID.format("competency_name")} as competency_id, competency_name, competency_type, in_post_count,
            assessed_count, not_assessed_count, gap_count, has_thin_data as is_thin, evidence_age_days, coverage_share,
            case when {_MAY_SHOW} then gap_avg end as gap_avg,
            case when {_MAY_SHOW} then short_count end as short_count,
            case
                when gap_count = 0 then coalesce(reason, 'not_assessed') when {_MAY_SHOW} then null else 'few_people'
            end as reason
        from marts.training_needs
        where unit_id = $unit_id and {INTERNAL_ROWS} and {units_in_scope()}
        order by gap_avg is null, gap_avg, competency_name
        """,
        unit_id=unit_id,
    )


def people_counts(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row: people in post at or below the unit, and how many of them were assessed, judged and short."""
    return ask(
        cursor,
        scope,
        f"""
        with people as (
            select
                employee_id,
                bool_or(is_assessed) as is_assessed,
                bool_or(coalesce(is_evidence_current, false)) as is_current,
                bool_or(gap is not null) as is_judged,
                bool_or(coalesce(gap < 0, false)) as is_short
            from marts.employee_gaps
            where {INTERNAL_ROWS} and {units_in_scope()} and {at_or_below()}
            group by employee_id
        )

        select
            count(*) as in_post_count,
            count(*) filter (where is_assessed) as assessed_count,
            count(*) filter (where is_current) as current_count,
            count(*) filter (where is_judged) as judged_count,
            count(*) filter (where is_short) as short_count
        from people
        """,
        unit_id=unit_id,
    )


def family_cells(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row a job family and competency of the unit and everything below it, the largest family first."""
    return ask(
        cursor,
        scope,
        f"""
        with cells as (
            select
                {_ID.format("job_family")} as row_id, job_family as row_name, 1 as row_order, competency_name,
                in_post_count, assessed_count, gap_count, gap_avg, short_count, evidence_age_days, reason,
                has_low_coverage or has_old_evidence as is_thin
            from marts.competency_units
            where unit_id = $unit_id and {INTERNAL_ROWS} and {units_in_scope()}
        ),
        {_SIZED}
        {_CELLS}
        """,
        unit_id=unit_id,
    )


def unit_cells(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row a unit right below the chosen one (itself when there is none) and competency."""
    return ask(
        cursor,
        scope,
        f"""
        with cells as (
            select
                n.unit_id as row_id, n.unit_name as row_name, u.tree_order as row_order, n.competency_name,
                n.in_post_count, n.assessed_count, n.gap_count, n.gap_avg, n.short_count, n.evidence_age_days,
                case when n.gap_count = 0 then n.reason end as reason, n.has_thin_data as is_thin
            from marts.training_needs as n
            inner join marts.units as u on n.unit_id = u.unit_id
            where
                (u.parent_id = $unit_id or (u.unit_id = $unit_id and u.child_count = 0))
                and {INTERNAL_ROWS} and {units_in_scope("n.unit_id")}
        ),
        {_SIZED}
        {_CELLS}
        """,
        unit_id=unit_id,
    )


_OF_CELL = f"""
    {_ID.format("competency_name")} = $competency_id
    and ($family_id is null or {_ID.format("job_family")} = $family_id)
    and {INTERNAL_ROWS} and {units_in_scope()} and {at_or_below()}
"""


def posts(cursor: Cursor, scope: Scope, unit_id: str, family_id: str | None, competency_id: str) -> pl.DataFrame:
    """Return the posts behind a cell: the level each asks for and on what ground, and how its people stand."""
    return ask(
        cursor,
        scope,
        f"""
        with counted as (
            select
                job_title, required_level, requirement_source,
                count(*) as in_post_count,
                count(*) filter (where is_assessed) as assessed_count,
                count(gap) as gap_count,
                avg(gap) as gap_avg,
                count(*) filter (where gap < 0) as short_count
            from marts.employee_gaps
            where {_OF_CELL}
            group by job_title, required_level, requirement_source
        )

        select
            job_title, required_level, requirement_source, in_post_count, assessed_count, gap_count,
            case when {_MAY_SHOW} then gap_avg end as gap_avg,
            case when {_MAY_SHOW} then short_count end as short_count,
            case
                when gap_count = 0 and assessed_count = 0 then 'not_assessed'
                when gap_count = 0 then 'no_standard'
                when not {_MAY_SHOW} then 'few_people'
            end as reason
        from counted
        order by short_count desc nulls last, in_post_count desc, job_title, required_level
        """,
        unit_id=unit_id,
        family_id=family_id,
        competency_id=competency_id,
    )


def persons(cursor: Cursor, scope: Scope, unit_id: str, family_id: str | None, competency_id: str) -> pl.DataFrame:
    """Return the people behind a cell in the order of their names; only for those who may see them."""
    return ask(
        cursor,
        scope,
        f"""
        select
            employee_name, job_title, unit_name, level, required_level, requirement_source, gap, assessed_date,
            is_evidence_current, previous_level, level_change, reason
        from marts.employee_gaps
        where $may_see_people and {_OF_CELL}
        order by employee_name, employee_id
        """,
        unit_id=unit_id,
        family_id=family_id,
        competency_id=competency_id,
    )


def unassessed(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row a competency and job family with people who were never assessed or whose evidence is old."""
    return ask(
        cursor,
        scope,
        f"""
        select
            competency_name, job_family, in_post_count, assessed_count,
            in_post_count - assessed_count as not_assessed_count,
            assessed_count - current_count as old_count
        from marts.competency_units
        where unit_id = $unit_id and in_post_count > current_count and {INTERNAL_ROWS} and {units_in_scope()}
        order by not_assessed_count desc, old_count desc, competency_name, job_family
        """,
        unit_id=unit_id,
    )


def matches(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row a purpose of assessment and unit: the chosen one first, then those right below it."""
    return ask(
        cursor,
        scope,
        f"""
        with shown as (
            select
                m.*, m.unit_id <> $unit_id as is_below, u.tree_order,
                $may_see_people or m.matched_count >= (
                    select max(cast(s.setting_value as bigint))
                    from marts.settings as s
                    where s.setting_id = 'gap_smallest_group'
                ) as may_show
            from marts.job_match_units as m
            inner join marts.units as u on m.unit_id = u.unit_id
            where
                (m.unit_id = $unit_id or u.parent_id = $unit_id) and {INTERNAL_ROWS} and {units_in_scope("m.unit_id")}
        )

        select
            purpose, unit_name, is_below, in_post_count, matched_count, current_count,
            case when may_show then high_count end as high_count,
            case when may_show then middle_count end as middle_count,
            case when may_show then low_count end as low_count,
            case when may_show then median_jpm_pct end as jpm_pct
        from shown
        order by purpose nulls last, is_below, tree_order
        """,
        unit_id=unit_id,
    )


def level_changes(cursor: Cursor, scope: Scope, unit_id: str) -> pl.DataFrame:
    """Return one row a competency with people assessed twice: how their level moved, surest rise first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            competency_name, retested_count,
            case when conclusion <> 'too_few' then risen_count end as risen_count,
            case when conclusion <> 'too_few' then fallen_count end as fallen_count,
            case when conclusion <> 'too_few' then level_change_avg end as level_change_avg,
            level_change_low, level_change_high, conclusion
        from marts.competency_changes
        where unit_id = $unit_id and {INTERNAL_ROWS} and {units_in_scope()}
        order by level_change_low desc nulls last, competency_name
        """,
        unit_id=unit_id,
    )
