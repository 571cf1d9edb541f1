"""Indicators: promised, reached, judged, and how they moved."""

import polars as pl

from dashboard.access import FILE_ROWS, IKU_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# The sparkline's length: three years of quarters.
TREND_LENGTH = 12


def counts(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return one row: how many indicators the scope shows for the unit and below, and how many have each status."""
    return ask(
        cursor,
        scope,
        f"""
        select
            count(*) as iku_count,
            count(*) filter (where status <> 'not_judged') as judged_count,
            count(*) filter (where status in ('exceeded', 'met')) as met_count,
            count(*) filter (where status = 'near') as near_count,
            count(*) filter (where status = 'below') as below_count,
            count(*) filter (where is_provisional) as provisional_count
        from marts.iku_periods
        where period = $period and {IKU_ROWS} and {units_in_scope()} and {at_or_below()}
        """,
        unit_id=unit_id,
        period=period,
    )


def ikus(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the indicators of the unit and below in one period, furthest from target first, with the last results."""
    return ask(
        cursor,
        scope,
        f"""
        with visible as (
            select *
            from marts.iku_periods
            where {IKU_ROWS} and {units_in_scope()} and {at_or_below()}
        ),

        current as (select * from visible where period = $period),

        trends as (
            select v.iku_id, v.unit_id, list(v.actual order by v.start_date)[-{TREND_LENGTH}:] as trend
            from visible as v
            inner join current as c on v.iku_id = c.iku_id and v.unit_id = c.unit_id and v.period_type = c.period_type
            where v.start_date <= c.start_date
            group by v.iku_id, v.unit_id
        )

        select
            c.iku_id, c.iku_name, c.goal_name, substr(md5(c.goal_name), 1, 8) as goal_id, c.unit_id, c.unit_name,
            c.period, c.measure_unit, c.polarity, c.target, c.actual, c.target_label, c.actual_label, c.lower_bound,
            c.upper_bound, c.achievement_pct, c.status, c.reason, c.is_provisional, c.owner_name, c.public_theme,
            t.trend, coalesce(s.is_signal, false) as is_signal,
            s.actual > s.mean as is_high,
            coalesce(s.limit_status, 'none') as limit_status,
            coalesce(o.chance_band in ('unlikely', 'very_unlikely'), false) as will_miss
        from current as c
        left join trends as t on c.iku_id = t.iku_id and c.unit_id = t.unit_id
        left join marts.iku_series as s on c.iku_id = s.iku_id and c.unit_id = s.unit_id and c.period = s.period
        left join marts.iku_outlook as o on c.iku_id = o.iku_id and c.unit_id = o.unit_id and c.period = o.period
        order by
            case c.status when 'below' then 1 when 'near' then 2 when 'met' then 3 when 'exceeded' then 4 else 5 end,
            c.achievement_pct, c.iku_name, c.unit_id
        """,
        unit_id=unit_id,
        period=period,
    )


def iku(cursor: Cursor, scope: Scope, iku_id: str, owner_unit_id: str, period: str) -> pl.DataFrame:
    """Return everything about one indicator in one period; where its row came from only for those who may see files."""
    return ask(
        cursor,
        scope,
        f"""
        select
            p.iku_id, p.iku_name, p.goal_name, p.unit_id, p.unit_name, p.period, p.period_type, p.measure_unit,
            p.polarity, p.consolidation, p.weight, p.annual_target, p.target, p.actual, p.target_label, p.actual_label,
            p.lower_bound, p.upper_bound,
            p.numerator, p.denominator, p.achievement_pct, p.imported_achievement_pct, p.formula_id, p.rule_id,
            p.status, p.reason, p.is_provisional, p.ytd_target, p.ytd_actual, p.ytd_achievement_pct,
            p.ytd_period_count, p.obstacle, p.follow_up, p.owner_name, p.loaded_at, i.definition, i.data_source,
            grades.scale_name_id, grades.scale_name_en
        from marts.iku_periods as p
        left join marts.iku as i on p.iku_id = i.iku_id and p.unit_id = i.unit_id and p.year = i.year
        left join (
            select
                own.label,
                string_agg(g.label || ' ' || g.name_id, '; ' order by g.rank_order desc) as scale_name_id,
                string_agg(g.label || ' ' || g.name_en, '; ' order by g.rank_order desc) as scale_name_en
            from marts.grades as own
            inner join marts.grades as g on own.scale_id = g.scale_id
            where own.valid_to is null and g.valid_to is null
            group by own.label
        ) as grades on coalesce(p.actual_label, p.target_label) = grades.label
        where
            p.iku_id = $iku_id and p.unit_id = $owner_unit_id and p.period = $period
            and {IKU_ROWS.replace("is_public", "p.is_public")} and {units_in_scope("p.unit_id")}
        """,
        iku_id=iku_id,
        owner_unit_id=owner_unit_id,
        period=period,
    )


def series(cursor: Cursor, scope: Scope, iku_id: str, owner_unit_id: str, period: str) -> pl.DataFrame:
    """Return one indicator through time up to a period of the same length, with the limits of its usual variation."""
    return ask(
        cursor,
        scope,
        f"""
        with visible as (
            select *
            from marts.iku_periods
            where iku_id = $iku_id and unit_id = $owner_unit_id and {IKU_ROWS} and {units_in_scope()}
        )

        select
            v.period, v.start_date, v.target, v.actual, v.target_label, v.actual_label, v.achievement_pct, v.status,
            v.is_provisional, v.measure_unit, v.polarity,
            s.mean, s.lower_limit, s.upper_limit, s.point_count, coalesce(s.limit_status, 'none') as limit_status,
            coalesce(s.is_signal, false) as is_signal, s.signal_rules, coalesce(s.is_seasonal, false) as is_seasonal
        from visible as v
        inner join visible as chosen
            on chosen.period = $period and v.period_type = chosen.period_type and v.start_date <= chosen.start_date
        left join marts.iku_series as s on v.iku_id = s.iku_id and v.unit_id = s.unit_id and v.period = s.period
        order by v.start_date
        """,
        iku_id=iku_id,
        owner_unit_id=owner_unit_id,
        period=period,
    )


def revisions(cursor: Cursor, scope: Scope, iku_id: str, owner_unit_id: str) -> pl.DataFrame:
    """Return each time a target or a result of the indicator was replaced by another, newest first."""
    return ask(
        cursor,
        scope,
        f"""
        select r.period, r.field, r.old_value, r.new_value, r.old_label, r.new_label, r.revised_at
        from marts.iku_revisions as r
        where r.iku_id = $iku_id and r.unit_id = $owner_unit_id and {FILE_ROWS} and {units_in_scope("r.unit_id")}
        order by r.revised_at desc, r.period desc, r.field
        """,
        iku_id=iku_id,
        owner_unit_id=owner_unit_id,
    )


def source_rows(cursor: Cursor, scope: Scope, iku_id: str, owner_unit_id: str) -> pl.DataFrame:
    """Return the file, sheet and row behind every period of the indicator, newest period first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            period, target, actual, target_label, actual_label, numerator, denominator, file_name, sheet_name,
            row_number, loaded_at
        from marts.iku_periods
        where
            iku_id = $iku_id and unit_id = $owner_unit_id and load_id is not null
            and {FILE_ROWS} and {IKU_ROWS} and {units_in_scope()}
        order by start_date desc
        """,
        iku_id=iku_id,
        owner_unit_id=owner_unit_id,
    )
