"""Goals by unit: how many of the indicators under each were met."""

import polars as pl

from dashboard.access import INTERNAL_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# What a chart can hold and still be read on a phone; the table behind it holds all.
SHOWN_UNITS, SHOWN_GOALS = 8, 12

_RANKED = f"""
    cells as (
        select
            substr(md5(goal_name), 1, 8) as goal_id, goal_name, unit_id, any_value(unit_name) as unit_name,
            count(*) as iku_count,
            count(*) filter (where status <> 'not_judged') as judged_count,
            count(*) filter (where status in ('exceeded', 'met')) as met_count
        from marts.iku_periods
        where
            period = $period and goal_name is not null
            and {INTERNAL_ROWS} and {units_in_scope()} and {at_or_below()}
        group by goal_name, unit_id
    ),

    summed as (
        select
            *,
            sum(judged_count - met_count) over (partition by goal_id) as goal_missed_count,
            sum(iku_count) over (partition by goal_id) as goal_iku_count,
            sum(iku_count) over (partition by unit_id) as unit_iku_count
        from cells
    ),

    ranked as (
        select
            s.*, u.tree_order,
            dense_rank() over (
                order by s.goal_missed_count desc, s.goal_iku_count desc, s.goal_name
            ) as goal_rank,
            dense_rank() over (order by s.unit_iku_count desc, u.tree_order) as unit_rank
        from summed as s
        inner join marts.units as u on s.unit_id = u.unit_id
    )
"""


def goals(cursor: Cursor, scope: Scope, unit_id: str, period: str) -> pl.DataFrame:
    """Return one row a goal and unit that has an indicator for it; goals least met first, units in the tree's order.

    `standing` is all, some, none or not_judged of those judged; `is_shown` marks what fits the chart.
    """
    return ask(
        cursor,
        scope,
        f"""
        with {_RANKED}

        select
            goal_id, goal_name, unit_id, unit_name, iku_count, judged_count, met_count,
            case
                when judged_count = 0 then 'not_judged' when met_count = judged_count then 'all'
                when met_count = 0 then 'none' else 'some'
            end as standing,
            goal_rank <= {SHOWN_GOALS} and unit_rank <= {SHOWN_UNITS} as is_shown
        from ranked
        order by goal_rank, tree_order
        """,
        unit_id=unit_id,
        period=period,
    )
