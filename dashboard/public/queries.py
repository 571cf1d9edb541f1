"""Every question the public pages ask, of the public file alone: all of it is open, so there is no scope."""

import polars as pl

from dashboard.warehouse import Cursor


def build(cursor: Cursor) -> pl.DataFrame:
    """Return the build the file was made with, and the names of the governments in it, in the order of the tree."""
    return cursor.rows(
        """
        select
            b.build_id, b.published_at, b.as_of, b.is_synthetic, b.program_version,
            (
                select string_agg(u.unit_name, ', ' order by u.tree_order, u.unit_id)
                from public.units as u
                where u.parent_id is null
            ) as root_names
        from public.build as b
        """,
        {},
    )


def years(cursor: Cursor) -> pl.DataFrame:
    """Return how many public indicators were met in each year, newest first; whole years apart from running ones."""
    return cursor.rows(
        """
        select
            year,
            count(*) as iku_count,
            count(*) filter (where ytd_status <> 'not_judged') as judged_count,
            count(*) filter (where ytd_status in ('met', 'exceeded')) as met_count,
            count(*) filter (where is_whole_year) as whole_count,
            max(period) filter (where not is_whole_year) as last_period
        from public.iku_years
        group by year
        order by year desc
        """,
        {},
    )


def themes(cursor: Cursor) -> pl.DataFrame:
    """Return the themes by name, with their indicators of the newest whole year: how many, judged, met."""
    return cursor.rows(
        """
        select
            coalesce(y.public_theme, '') as public_theme,
            w.year,
            count(*) filter (where y.year = w.year) as iku_count,
            count(*) filter (where y.year = w.year and y.ytd_status <> 'not_judged') as judged_count,
            count(*) filter (where y.year = w.year and y.ytd_status in ('met', 'exceeded')) as met_count
        from public.iku_years as y
        cross join (select max(year) filter (where is_whole_year) as year from public.iku_years) as w
        group by all
        order by 1
        """,
        {},
    )


def indicators(cursor: Cursor, theme: str) -> pl.DataFrame:
    """Return the indicators of one theme with their years, oldest first, in the order of tree and codes."""
    return cursor.rows(
        """
        select
            y.iku_id, y.iku_name, y.unit_id, y.unit_name, u.root_name, y.year, y.measure_unit, y.polarity,
            y.annual_target, y.annual_target_label, y.lower_bound, y.upper_bound, y.period, y.is_whole_year,
            y.ytd_target, y.ytd_target_label, y.ytd_actual, y.ytd_actual_label, y.ytd_achievement_pct,
            y.ytd_status, y.ytd_reason, y.is_provisional, y.consolidation, i.definition, i.data_source,
            grades.scale_name_id, grades.scale_name_en
        from public.iku_years as y
        left join public.units as u on y.unit_id = u.unit_id
        left join public.iku as i on y.iku_id = i.iku_id and y.unit_id = i.unit_id and y.year = i.year
        left join (
            select
                own.label,
                string_agg(g.label || ' ' || g.name_id, '; ' order by g.rank_order desc) as scale_name_id,
                string_agg(g.label || ' ' || g.name_en, '; ' order by g.rank_order desc) as scale_name_en
            from public.grades as own
            inner join public.grades as g on own.scale_id = g.scale_id
            where own.valid_to is null and g.valid_to is null
            group by own.label
        ) as grades on coalesce(y.ytd_actual_label, y.annual_target_label) = grades.label
        where coalesce(y.public_theme, '') = $theme
        order by u.tree_order, y.unit_id, y.iku_id, y.year
        """,
        {"theme": theme},
    )


def surveys(cursor: Cursor) -> pl.DataFrame:
    """Return satisfaction of each government, all its services first, by service and year, newest year first."""
    return cursor.rows(
        """
        select
            coalesce(u.root_name, u.unit_name, u.unit_id) as root_name,
            s.service_name, s.year, s.respondent_count, s.ikm, s.ikm_grade, s.reason,
            before.ikm as earlier_ikm, before.ikm_grade as earlier_grade
        from public.skm_years as s
        inner join public.units as u on s.unit_id = u.unit_id
        left join public.skm_years as before
            on
                s.unit_id = before.unit_id and s.service_name is not distinct from before.service_name
                and s.year = before.year + 1
        where u.parent_id is null
        order by u.tree_order, u.unit_id, s.year desc, s.service_name is not null, s.service_name
        """,
        {},
    )


def times(cursor: Cursor) -> pl.DataFrame:
    """Return service times of each government, all its services first, by service and year, newest year first."""
    return cursor.rows(
        """
        select
            coalesce(u.root_name, u.unit_name, u.unit_id) as root_name,
            s.service_name, s.is_complaint, s.year, s.is_complete, s.case_count, s.judged_count,
            s.on_time_pct, s.day_count, s.median_days, s.p90_days, s.is_provisional, s.reason,
            before.on_time_pct as earlier_pct
        from public.service_years as s
        inner join public.units as u on s.unit_id = u.unit_id
        left join public.service_years as before
            on
                s.unit_id = before.unit_id and s.service_name is not distinct from before.service_name
                and s.year = before.year + 1
        where u.parent_id is null
        order by u.tree_order, u.unit_id, s.year desc, s.service_name is not null, s.is_complaint, s.service_name
        """,
        {},
    )


def updates(cursor: Cursor) -> pl.DataFrame:
    """Return how far each part reaches, what is awaited next, and whether that day has passed without it."""
    return cursor.rows(
        """
        select
            n.subject, n.last_period, n.next_period, n.next_due_date,
            coalesce(n.next_due_date < cast(b.as_of as date), false) as is_late
        from public.updates as n
        cross join public.build as b
        order by n.subject
        """,
        {},
    )


def hidden(cursor: Cursor) -> pl.DataFrame:
    """Return how much of each table about persons is shown and hidden, newest year first."""
    return cursor.rows(
        """
        select
            table_name, edition_id, year, cell_count, shown_count, hidden_count, why_id, why_en
        from public.hidden
        order by year desc, table_name
        """,
        {},
    )


def settings(cursor: Cursor) -> pl.DataFrame:
    """Return the settings of the release rule in force."""
    return cursor.rows(
        """
        select setting_id, setting_value, confidence, note_id, note_en
        from public.settings
        where valid_to is null
        order by setting_id
        """,
        {},
    )


def editions(cursor: Cursor) -> pl.DataFrame:
    """Return every edition ever released, newest first."""
    return cursor.rows(
        """
        select edition_id, year, edition_number, released_at, is_current, sha256, shown_count, hidden_count
        from public.editions
        order by year desc, edition_number desc
        """,
        {},
    )


def rules(cursor: Cursor) -> pl.DataFrame:
    """Return the rules in force that indicators of the file are judged by."""
    return cursor.rows(
        """
        select distinct r.rule_id, r.name_id, r.name_en, r.formula_id, r.formula_en, r.legal_basis, r.valid_from,
            r.valid_to, r.confidence
        from public.rules as r
        where r.valid_to is null and r.rule_id in (select y.rule_id from public.iku_years as y)
        order by r.rule_id
        """,
        {},
    )
