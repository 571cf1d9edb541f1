"""What is in the build as a whole: files taken in, periods it covers."""

import polars as pl

from dashboard.access import Scope, ask
from dashboard.warehouse import Cursor


def file_counts(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return one row: files that arrived, and how many of them could be taken in. Counts only, no names."""
    return ask(
        cursor,
        scope,
        """
        select
            count(distinct load_id) filter (where withdrawn_at is null) as taken_count,
            count(distinct load_id) filter (where withdrawn_at is null)
            + (select count(distinct sha256) from marts.refusals where code <> 'sudah-dimuat') as arrived_count
        from marts.loads
        """,
    )


def periods(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return the periods that have indicators, newest first, and whether each is over."""
    return ask(
        cursor,
        scope,
        """
        select period, period_type, start_date, end_date, is_complete
        from marts.periods
        where has_iku
        order by end_date desc, start_date desc, period
        """,
    )
