"""What an indicator did before and after a decision; judged against the usual variation before it."""

from datetime import date

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, units_in_scope
from dashboard.warehouse import Cursor

# The points on either side of the decision, and the band (XmR) of those before it; a seasonal series is held against
# the same period of the year before, grades have no band.
_SIDES = f"""
    with points as (
        select
            p.actual, p.actual_label, p.measure_unit, p.polarity, t.start_date,
            case
                when p.actual_label is not null then null when s.is_seasonal then s.last_year_change else p.actual
            end as judged_value,
            case
                when t.end_date < $decision_date then 'before' when t.start_date > $decision_date then 'after'
            end as side
        from marts.iku_periods as p
        inner join marts.periods as t on p.period = t.period
        left join marts.iku_series as s on p.iku_id = s.iku_id and p.unit_id = s.unit_id and p.period = s.period
        inner join marts.periods as chosen
            on chosen.period = $period and t.period_type = chosen.period_type
            and t.start_date <= chosen.start_date
        where
            p.iku_id = $iku_id and p.unit_id = $owner_unit_id and p.actual is not null
            and {INTERNAL_ROWS} and {units_in_scope("p.unit_id")}
    ),

    steps as (
        select *, abs(judged_value - lag(judged_value) over (order by start_date)) as moving_range
        from points
        where side = 'before' and judged_value is not null
    ),

    fewest as (
        select cast(setting_value as bigint) as point_count
        from marts.settings
        where
            setting_id = 'xmr_min_points'
            and $decision_date between valid_from and coalesce(valid_to, date '9999-12-31')
    ),

    widths as (
        select avg(judged_value) as mean, 2.66 * avg(moving_range) as half_width, count(*) as point_count
        from steps
    ),

    band as (
        select mean - half_width as lower_limit, mean + half_width as upper_limit
        from widths
        where point_count >= (select point_count from fewest)
    )
"""


def effect(
    cursor: Cursor, scope: Scope, iku_id: str, owner_unit_id: str, period: str, decision_date: date
) -> pl.DataFrame:
    """Return one row: means and counts before and after the decision, and how many later points left the band before.

    The period the decision falls in counts for neither side. The band (XmR) is made from the points before alone and
    is null below the fewest points the setting asks for. Of grades the last one on either side is given.
    """
    return ask(
        cursor,
        scope,
        f"""
        {_SIDES}
        select
            any_value(measure_unit) as measure_unit, any_value(polarity) as polarity,
            count(*) filter (where side = 'before') as before_count,
            avg(actual) filter (where side = 'before') as before_avg,
            count(*) filter (where side = 'after') as after_count,
            avg(actual) filter (where side = 'after') as after_avg,
            arg_max(actual_label, start_date) filter (where side = 'before') as before_label,
            arg_max(actual_label, start_date) filter (where side = 'after') as after_label,
            any_value(band.lower_limit) as lower_limit,
            any_value(band.upper_limit) as upper_limit,
            count(*) filter (where side = 'after' and judged_value < band.lower_limit) as beyond_low_count,
            count(*) filter (where side = 'after' and judged_value > band.upper_limit) as beyond_high_count
        from points
        left join band on true
        having count(*) > 0
        """,
        iku_id=iku_id,
        owner_unit_id=owner_unit_id,
        period=period,
        decision_date=decision_date,
    )
