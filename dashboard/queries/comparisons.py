"""Units among their peers: which groups there are, who is in one, its limits; never a rank."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# The line through time in a table: three years of quarters.
TREND_LENGTH = 12

_OF_GROUP = """
    c.measure_id = $measure_id and c.peer_basis = $peer_basis and c.peer_group = $peer_group
"""

_BESIDE = f"""
    beside as (
        select
            unit_id, max(comparison_value) filter (where measure_id = 'iku_met_share') as met_share,
            max(comparison_value) filter (where measure_id = 'iku_achievement_avg') as achievement_avg
        from marts.unit_comparisons
        where period = $period and peer_basis = $peer_basis
        group by unit_id
    ),

    trends as (
        select c.unit_id, list(c.comparison_value order by c.period_order)[-{TREND_LENGTH}:] as trend
        from marts.unit_comparisons as c
        inner join marts.periods as chosen on chosen.period = $period and c.period_type = chosen.period_type
        inner join marts.periods as own on c.period = own.period
        where c.measure_id = $measure_id and c.peer_basis = $peer_basis and own.start_date <= chosen.start_date
        group by c.unit_id
    )
"""


def groups(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return the peer groups, per measure, that hold a unit at or below the chosen one, its own children first.

    `parent_name` is null where the parent lies outside the scope.
    """
    return ask(
        cursor,
        scope,
        f"""
        select
            c.measure_id, c.peer_basis, c.peer_group, max(p.unit_name) as parent_name, max(c.unit_type) as unit_type,
            max(c.size_name_id) as size_name_id, max(c.size_name_en) as size_name_en, count(*) as unit_count,
            max(c.peer_count) as peer_count,
            count(*) filter (where c.group_code <> 'too_little_data') as judged_count
        from marts.unit_comparisons as c
        left join marts.units as p
            on c.peer_basis = 'siblings' and c.peer_group = p.unit_id and {units_in_scope("p.unit_id")}
        where
            c.period = $period and c.peer_group is not null
            and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")} and {at_or_below("c.unit_id")}
        group by c.measure_id, c.peer_basis, c.peer_group
        order by
            c.measure_id, judged_count > 0 desc, c.peer_basis = 'siblings' and c.peer_group = $unit_id desc,
            unit_count desc, c.peer_basis, c.peer_group
        """,
        unit_id=unit_id,
        period=period,
    )


def members(
    cursor: Cursor, scope: Scope, period: str, measure_id: str, peer_basis: str, peer_group: str
) -> pl.DataFrame:
    """Return the units of one peer group that the scope reaches, those that differ first, then by name.

    `met_share` and `achievement_avg` stand beside any measure, so that one high mean cannot hide missed targets.
    """
    return ask(
        cursor,
        scope,
        f"""
        with {_BESIDE}

        select
            c.unit_id, c.unit_name, c.comparison_value, c.numerator, c.denominator, c.min_case_count, c.value_kind,
            c.expected, c.peer_count, c.lower_95, c.upper_95, c.adjusted_lower_95, c.adjusted_upper_95,
            c.adjusted_lower_998, c.adjusted_upper_998, c.z, c.z_adjusted, c.phi, c.tau, c.shrinkage_weight,
            c.shrunken_value, c.shrunken_lower, c.shrunken_upper, c.group_code, c.limit_code, c.reason, c.rule_id,
            beside.met_share, beside.achievement_avg, trends.trend
        from marts.unit_comparisons as c
        left join beside on c.unit_id = beside.unit_id
        left join trends on c.unit_id = trends.unit_id
        where c.period = $period and {_OF_GROUP} and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")}
        order by
            case c.group_code when 'lower' then 1 when 'higher' then 2 when 'indistinct' then 3 else 4 end,
            c.unit_name, c.unit_id
        """,
        period=period,
        measure_id=measure_id,
        peer_basis=peer_basis,
        peer_group=peer_group,
    )


def limits(
    cursor: Cursor, scope: Scope, period: str, measure_id: str, peer_basis: str, peer_group: str
) -> pl.DataFrame:
    """Return the limits of one peer group by number of cases, to draw the funnel; nothing without a member in reach."""
    return ask(
        cursor,
        scope,
        f"""
        select
            f.denominator, f.expected, coalesce(f.adjusted_lower_95, f.lower_95) as lower_95,
            coalesce(f.adjusted_upper_95, f.upper_95) as upper_95,
            coalesce(f.adjusted_lower_998, f.lower_998) as lower_998,
            coalesce(f.adjusted_upper_998, f.upper_998) as upper_998
        from marts.funnel_limits as f
        where
            f.period = $period and f.measure_id = $measure_id and f.peer_basis = $peer_basis
            and f.peer_group = $peer_group and {INTERNAL_ROWS}
            and exists (
                select 1
                from marts.unit_comparisons as c
                where c.period = $period and {_OF_GROUP} and {units_in_scope("c.unit_id")}
            )
        order by f.denominator
        """,
        period=period,
        measure_id=measure_id,
        peer_basis=peer_basis,
        peer_group=peer_group,
    )


def profile(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return one unit's place among its peers for every compared measure, the widest group that judges it first."""
    return ask(
        cursor,
        scope,
        f"""
        with ranked as (
            select
                *,
                row_number() over (
                    partition by measure_id
                    order by (group_code = 'too_little_data'), peer_count desc, peer_basis desc
                ) as choice
            from marts.unit_comparisons
            where unit_id = $unit_id and period = $period and {INTERNAL_ROWS} and {units_in_scope()}
        )

        select
            measure_id, peer_basis, peer_group, comparison_value, denominator, expected, peer_count, shrunken_value,
            shrunken_lower, shrunken_upper, group_code, reason, size_name_id, size_name_en, unit_type
        from ranked
        where choice = 1
        order by measure_id
        """,
        unit_id=unit_id,
        period=period,
    )
