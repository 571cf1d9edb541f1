"""The state of the data itself: what arrived, what did not fit, and where it sits."""

from datetime import date

import polars as pl

from dashboard.access import FILE_ROWS, INTERNAL_ROWS, LOAD_ROWS, Scope, ask, at_or_below, units_in_scope
from dashboard.warehouse import Cursor

# A finding without a unit concerns the whole file: only those who may see loads see it.
_FINDINGS_IN_SCOPE = f"({LOAD_ROWS} or (unit_id is not null and {units_in_scope()}))"


def freshness(cursor: Cursor, scope: Scope, today: date) -> pl.DataFrame:
    """Return one row per kind of data: when it last arrived, which period it reaches, what is awaited, late first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            kind, last_loaded_at, last_period, load_count, row_count, cadence, next_period, next_due_date,
            coalesce(next_due_date < $today, false) as is_late
        from marts.freshness
        where {INTERNAL_ROWS}
        order by is_late desc, kind_order
        """,
        today=today,
    )


def overdue(cursor: Cursor, scope: Scope, today: date) -> pl.DataFrame:
    """Return which kinds of data are awaited beyond their day, with what is to be done, longest overdue first."""
    return ask(
        cursor,
        scope,
        f"""
        select kind, period, since_date, message_id, message_en, fix_id, fix_en
        from marts.alarms
        where {LOAD_ROWS} and since_date <= $today
        order by since_date, kind
        """,
        today=today,
    )


def missing_senders(cursor: Cursor, scope: Scope, unit_id: str | None = None) -> pl.DataFrame:
    """Return who sent rows for the period before the last complete one and none for that one."""
    return ask(
        cursor,
        scope,
        f"""
        select m.kind, m.sender_name, u.path_names, m.period, m.last_period, m.last_row_count
        from marts.missing_senders as m
        inner join marts.units as u on m.unit_id = u.unit_id
        where {FILE_ROWS} and {units_in_scope("m.unit_id")} and ($unit_id is null or {at_or_below("m.unit_id")})
        order by m.kind, u.tree_order, m.sender_name
        """,
        unit_id=unit_id,
    )


def loads(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return every load with its ledger, newest first."""
    return ask(
        cursor,
        scope,
        f"""
        select
            load_id, file_name, kind, profile_name, loaded_at, read_count, accepted_count, quarantined_count,
            duplicate_count, excluded_count, superseded_count, finding_count, withdrawn_at
        from marts.loads
        where {LOAD_ROWS}
        order by loaded_at desc, file_name, kind
        """,
    )


def ledger(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return one row: all rows read and what became of them, and how many loads do not add up."""
    return ask(
        cursor,
        scope,
        f"""
        with balanced as (
            select
                *,
                accepted_count + quarantined_count + duplicate_count + excluded_count + superseded_count as accounted
            from marts.loads
            where {LOAD_ROWS} and withdrawn_at is null
        )

        select
            count(distinct load_id) as load_count,
            coalesce(cast(sum(read_count) as bigint), 0) as read_count,
            coalesce(cast(sum(accepted_count) as bigint), 0) as accepted_count,
            coalesce(cast(sum(quarantined_count) as bigint), 0) as quarantined_count,
            coalesce(cast(sum(duplicate_count) as bigint), 0) as duplicate_count,
            coalesce(cast(sum(excluded_count) as bigint), 0) as excluded_count,
            coalesce(cast(sum(superseded_count) as bigint), 0) as superseded_count,
            count(*) filter (where accounted <> read_count) as unbalanced_count,
            (
                select count(distinct (load_id, kind, sheet_name, row_number))
                from marts.findings
                where severity = 'quarantine' and {LOAD_ROWS}
            ) - coalesce(cast(sum(quarantined_count) as bigint), 0) as held_later_count
        from balanced
        """,
    )


def held_rows(cursor: Cursor, scope: Scope, unit_id: str | None = None) -> pl.DataFrame:
    """Return one row: how many physical rows are held back, each counted once whatever is wrong with it."""
    return ask(
        cursor,
        scope,
        f"""
        select count(distinct (load_id, kind, sheet_name, row_number)) as held_count
        from marts.findings
        where
            severity = 'quarantine' and {FILE_ROWS} and {_FINDINGS_IN_SCOPE}
            and ($unit_id is null or {at_or_below()})
        """,
        unit_id=unit_id,
    )


def finding_counts(cursor: Cursor, scope: Scope, unit_id: str | None = None) -> pl.DataFrame:
    """Return how many findings there are by severity and code, most severe first; of one unit and below when given."""
    return ask(
        cursor,
        scope,
        f"""
        select
            code, severity, any_value(message_id) as message_id, any_value(message_en) as message_en,
            any_value(fix_id) as fix_id, any_value(fix_en) as fix_en,
            cast(sum(row_count) as bigint) as row_count, count(distinct load_id) as load_count
        from marts.findings
        where {FILE_ROWS} and {_FINDINGS_IN_SCOPE} and ($unit_id is null or {at_or_below()})
        group by code, severity
        order by array_position(['refuse', 'quarantine', 'warning', 'repair'], severity), row_count desc, code
        """,
        unit_id=unit_id,
    )


def findings(
    cursor: Cursor,
    scope: Scope,
    unit_id: str | None,
    code: str | None,
    load_id: str | None = None,
    kind: str | None = None,
    limit: int = 2000,
) -> pl.DataFrame:
    """Return findings with their place, value as stored, what was expected and how to mend it."""
    return ask(
        cursor,
        scope,
        f"""
        select
            file_name, kind, code, severity, sheet_name, row_number, column_letter, column_name, value, row_count,
            expected_id, expected_en, message_id, message_en, fix_id, fix_en
        from marts.findings
        where
            {FILE_ROWS} and {_FINDINGS_IN_SCOPE}
            and ($unit_id is null or {at_or_below()}) and ($code is null or code = $code)
            and ($load_id is null or load_id = $load_id) and ($kind is null or kind = $kind)
        order by
            array_position(['refuse', 'quarantine', 'warning', 'repair'], severity), file_name, sheet_name, row_number,
            column_letter
        limit $row_limit
        """,
        unit_id=unit_id,
        code=code,
        load_id=load_id,
        kind=kind,
        row_limit=limit,
    )


def files_with_findings(cursor: Cursor, scope: Scope, unit_id: str | None) -> pl.DataFrame:
    """Return the files and kinds that have findings, with how many."""
    return ask(
        cursor,
        scope,
        f"""
        select load_id, file_name, kind, count(*) as finding_count
        from marts.findings
        where {FILE_ROWS} and {_FINDINGS_IN_SCOPE} and ($unit_id is null or {at_or_below()}) and load_id is not null
        group by load_id, file_name, kind
        order by file_name, load_id, kind
        """,
        unit_id=unit_id,
    )


def load_of(cursor: Cursor, scope: Scope, sha256: str) -> pl.DataFrame:
    """Return the load with these very bytes that is in, or no row."""
    return ask(
        cursor,
        scope,
        f"""
        select load_id, file_name, loaded_at
        from marts.loads
        where {LOAD_ROWS} and sha256 = $sha256 and withdrawn_at is null
        limit 1
        """,
        sha256=sha256,
    )


def loads_in(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return one row per load that is in, newest first: rows that count, and rows to mend."""
    return ask(
        cursor,
        scope,
        f"""
        select
            l.load_id, any_value(l.file_name) as file_name, any_value(l.loaded_at) as loaded_at,
            cast(sum(l.accepted_count) as bigint) as accepted_count,
            (
                select count(distinct (f.kind, f.sheet_name, f.row_number))
                from marts.findings as f
                where f.load_id = l.load_id and f.severity = 'quarantine'
            ) as held_count
        from marts.loads as l
        where {LOAD_ROWS} and l.withdrawn_at is null
        group by l.load_id
        order by loaded_at desc, file_name
        """,
    )


def excluded_rows(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return rows left out on purpose (footers, totals, blank lines, second posts) by file and reason."""
    return ask(
        cursor,
        scope,
        f"""
        select l.file_name, x.kind, x.reason, cast(sum(x.row_count) as bigint) as row_count
        from marts.excluded_rows as x
        inner join (select distinct load_id, file_name from marts.loads) as l on x.load_id = l.load_id
        where {LOAD_ROWS} and x.row_count > 0
        group by l.file_name, x.kind, x.reason
        order by row_count desc, l.file_name, x.reason
        """,
    )


def refusals(cursor: Cursor, scope: Scope) -> pl.DataFrame:
    """Return files that were not taken in at all, and why, newest first."""
    return ask(
        cursor,
        scope,
        f"""
        select file_name, refused_at, code, message_id, message_en
        from marts.refusals
        where {LOAD_ROWS}
        order by refused_at desc, file_name
        """,
    )
