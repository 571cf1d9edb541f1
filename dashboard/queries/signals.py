"""What deserves a discussion: a ranked list made of simple, stated signals."""

import polars as pl

from dashboard.access import FILE_ROWS, INTERNAL_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# A run of this many judged periods below target is called persistent.
PERSISTENT_RUN = 3
# Of one kind of signal at most this many are shown, so that one subject does not fill the list.
SHOWN_PER_KIND = 2

_VISIBLE = f"{INTERNAL_ROWS} and {units_in_scope()} and {at_or_below()}"

_COMMON = f"""
    chosen as (select period, period_type, start_date, end_date from marts.periods where period = $period),

    ikus as (
        select p.*
        from marts.iku_periods as p
        inner join chosen on p.period_type = chosen.period_type and p.start_date <= chosen.start_date
        where {_VISIBLE}
    ),

    current as (select ikus.* from ikus inner join chosen on ikus.period = chosen.period)
"""

# Outside the limits of usual variation; for the worse comes before for the better.
_BEYOND_LIMITS = """
    select
        case
            when (s.actual > s.mean) = (c.polarity = 'minimize') and c.polarity in ('minimize', 'maximize')
                then 'turned_worse'
            when c.polarity in ('minimize', 'maximize') then 'turned_better'
            else 'turned'
        end as kind,
        c.iku_id, c.iku_name as subject_name, c.unit_id, c.unit_name, c.owner_name, c.measure_unit,
        s.actual as value, case when s.actual > s.mean then s.upper_limit else s.lower_limit end as reference,
        s.point_count as count, abs(s.actual - s.mean) / nullif(s.upper_limit - s.mean, 0) as size
    from current as c
    inner join marts.iku_series as s on c.iku_id = s.iku_id and c.unit_id = s.unit_id and c.period = s.period
    where s.is_signal
"""

# Below target in every judged period since the last one that was not.
_ALWAYS_BELOW = f"""
    select
        'always_below' as kind, c.iku_id, c.iku_name as subject_name, c.unit_id, c.unit_name, c.owner_name,
        c.measure_unit, c.actual as value, c.target as reference, c.actual_label as value_label,
        c.target_label as reference_label, r.run_count as count, r.run_count as size
    from current as c
    inner join (
        select i.iku_id, i.unit_id, count(*) as run_count
        from ikus as i
        left join (
            select iku_id, unit_id, max(start_date) as last_date
            from ikus
            where status not in ('below', 'not_judged')
            group by iku_id, unit_id
        ) as fine on i.iku_id = fine.iku_id and i.unit_id = fine.unit_id
        where i.status = 'below' and (fine.last_date is null or i.start_date > fine.last_date)
        group by i.iku_id, i.unit_id
    ) as r on c.iku_id = r.iku_id and c.unit_id = r.unit_id
    where c.status = 'below' and r.run_count >= {PERSISTENT_RUN}
"""

# The year's target is not likely to be reached as things go.
_WILL_MISS = """
    select
        'will_miss' as kind, c.iku_id, c.iku_name as subject_name, c.unit_id, c.unit_name, c.owner_name,
        c.measure_unit, o.reach_chance as value, o.year_target as reference, o.history_point_count as count,
        1 - o.reach_chance as size
    from current as c
    inner join marts.iku_outlook as o on c.iku_id = o.iku_id and c.unit_id = o.unit_id and c.period = o.period
    where o.chance_band in ('very_unlikely', 'unlikely')
"""

# The predicates of the unit's people do not fit the pattern of the organisation's own.
_PATTERN = f"""
    select
        'pattern' as kind, null as iku_id, a.organisation_predicate as subject_name, a.unit_id, a.unit_name,
        null as owner_name, null as measure_unit, null as value, null as reference, a.rated_count as count,
        a.rated_count as size
    from marts.appraisal_periods as a
    inner join marts.periods as t on a.period = t.period
    inner join chosen on t.start_date >= chosen.start_date and t.end_date <= chosen.end_date
    where
        a.unit_id = $unit_id and a.pattern_status = 'deviates' and {INTERNAL_ROWS} and {units_in_scope("a.unit_id")}
    order by t.end_date desc, t.start_date
    limit 1
"""

_NO_RESULT = """
    select
        'no_result' as kind, null as iku_id, arg_min(iku_name, iku_name) as subject_name, null as unit_id,
        null as unit_name, null as owner_name, null as measure_unit, null as value,
        cast((select count(*) from current) as double) as reference, count(*) as count, count(*) as size
    from current
    where actual is null
    having count(*) > 0
"""

_UNRATED = f"""
    select
        'unrated' as kind, null as iku_id, null as subject_name, a.unit_id, a.unit_name, null as owner_name,
        null as measure_unit, cast(a.rated_count as double) as value, cast(a.employee_count as double) as reference,
        a.employee_count - a.rated_count as count, a.employee_count - a.rated_count as size
    from marts.appraisal_periods as a
    inner join marts.periods as t on a.period = t.period
    inner join chosen on t.start_date >= chosen.start_date and t.end_date <= chosen.end_date
    where
        a.unit_id = $unit_id and a.rated_count < a.employee_count
        and {INTERNAL_ROWS} and {units_in_scope("a.unit_id")}
    order by t.period = chosen.period desc, t.end_date desc, t.start_date
    limit 1
"""

_FINDINGS = f"""
    select
        'held_rows' as kind, null as iku_id, null as subject_name, null as unit_id, null as unit_name,
        null as owner_name, null as measure_unit, null as value, cast(count(distinct load_id) as double) as reference,
        count(distinct (load_id, sheet_name, row_number)) as count,
        count(distinct (load_id, sheet_name, row_number)) as size
    from marts.findings
    where severity = 'quarantine' and {FILE_ROWS} and {units_in_scope()} and {at_or_below()}
    having count(*) > 0
"""

# What citizens say and what the unit says of itself lie far apart; each unit once, by the figure furthest away.
_MISMATCH = f"""
    select
        'mismatch' as kind, null as iku_id, c.verdict as subject_name, c.unit_id, c.unit_name, null as owner_name,
        c.internal_measure as measure_unit, c.citizen_value as value, c.internal_value as reference,
        c.respondent_count as count, abs(c.difference_z) as size
    from marts.citizen_internal as c
    inner join marts.periods as t on c.period = t.period
    inner join chosen on t.end_date between chosen.start_date and chosen.end_date
    where
        c.verdict in ('internal_higher', 'citizen_higher')
        and {INTERNAL_ROWS} and {units_in_scope("c.unit_id")} and {at_or_below("c.unit_id")}
    qualify
        row_number() over (
            partition by c.unit_id order by abs(c.difference_z) desc, t.end_date desc, t.start_date, c.internal_measure
        ) = 1
"""

# The order in which kinds are raised, most urgent first.
KINDS = (
    *("turned_worse", "always_below", "will_miss", "mismatch", "unrated", "pattern", "no_result", "turned"),
    *("held_rows", "turned_better"),
)


def signals(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return every signal of the unit and below in the period, ranked; `rank_in_kind` counts within its kind."""
    return ask(
        cursor,
        scope,
        f"""
        with {_COMMON},

        found as (
            {_BEYOND_LIMITS}
            union all by name ({_ALWAYS_BELOW})
            union all by name ({_WILL_MISS})
            union all by name ({_PATTERN})
            union all by name ({_MISMATCH})
            union all by name ({_NO_RESULT})
            union all by name ({_UNRATED})
            union all by name ({_FINDINGS})
        )

        select
            *,
            row_number() over (partition by kind order by size desc, subject_name, unit_id) as rank_in_kind,
            count(*) over (partition by kind) as kind_count
        from found
        order by array_position({list(KINDS)}, kind), rank_in_kind
        """,
        unit_id=unit_id,
        period=period,
    )
