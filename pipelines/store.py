"""The system of record: loads, accepted rows, rows not loaded and why, the ledger; one transaction a file."""

import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.contracts import Contract, all_contracts

SQL_TYPES = {
    "text": "varchar",
    "code": "varchar",
    "nip": "varchar",
    "label": "varchar",
    "period": "varchar",
    "number": "double",
    "integer": "integer",
    "year": "integer",
    "date": "date",
    "datetime": "timestamp",
    "yesno": "boolean",
}

SYSTEM = (
    "load_id varchar not null, take integer not null, source varchar, sheet_name varchar, row_number integer not null, "
    "row_count integer not null, loaded_at timestamp not null, ended_at timestamp, ended_by varchar, ended_as varchar"
)
"""Columns every raw table ends with; a row is live while `ended_at` is null."""

TABLES = {
    "loads": """load_id varchar primary key, file_name varchar, sha256 varchar, profile_name varchar, kinds varchar[],
        loaded_at timestamp, is_synthetic boolean, dialect varchar, program_version varchar, withdrawn_at timestamp""",
    "ledger": """load_id varchar, take integer, kind varchar, read_count bigint, accepted_count bigint,
        quarantined_count bigint, duplicate_count bigint, excluded_count bigint, superseded_count bigint""",
    "not_loaded": """load_id varchar, take integer, kind varchar, sheet_name varchar, row_number integer,
        row_count integer, class varchar, reason varchar, cells varchar""",
    "findings": """finding_id varchar, load_id varchar, kind varchar, code varchar, severity varchar,
        sheet_name varchar, row_number integer, column_letter varchar, column_name varchar, value varchar,
        expected_id varchar, expected_en varchar, row_count integer""",
    "places": "load_id varchar, kind varchar, sheet_name varchar, field varchar, column_letter varchar, header varchar",
    "refusals": """file_name varchar, sha256 varchar, refused_at timestamp, code varchar, message_id varchar,
        message_en varchar""",
}

WAIT_SECONDS = 30


class Busy(Exception):  # noqa: N818 - says who holds the store, which is no defect
    """Another process holds the store; the message is DuckDB's and names it."""


@contextmanager
def opened(path: Path, wait: float = WAIT_SECONDS) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the store for writing, its tables in place; wait for another writer, then raise Busy naming it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    con = _connect(path, wait)
    try:
        _create(con)
        yield con
    finally:
        con.close()


def _connect(path: Path, wait: float) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + wait
    while True:
        try:
            return duckdb.connect(str(path))
        except duckdb.IOException as error:
            if "lock" not in str(error).lower():
                raise
            if time.monotonic() > deadline:
                raise Busy(str(error)) from error
            time.sleep(0.2)


def _create(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create schema if not exists raw")
    for name, columns in TABLES.items():
        con.execute(f"create table if not exists raw.{name} ({columns})")
    for contract in all_contracts().values():
        own = ", ".join(f"{column.name} {SQL_TYPES[column.value]}" for column in contract.columns)
        con.execute(f"create table if not exists raw.{contract.kind} ({own}, {SYSTEM})")


def now() -> dt.datetime:
    """Return this moment in UTC, without a zone, as the store keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def first_load(con: duckdb.DuckDBPyConnection, sha256: str) -> tuple[str, str, dt.datetime] | None:
    """Return (load id, file name, time) of the load with these very bytes that is still in, or None."""
    found = con.execute(
        "select load_id, file_name, loaded_at from raw.loads where sha256 = ? and withdrawn_at is null", [sha256]
    ).fetchone()
    return (found[0], found[1], found[2]) if found else None


def record_load(con: duckdb.DuckDBPyConnection, load: Mapping[str, Any]) -> None:
    """Write the row of raw.loads."""
    names = ", ".join(load)
    con.execute(f"insert into raw.loads ({names}) values ({', '.join('?' * len(load))})", list(load.values()))


def record_refusal(
    con: duckdb.DuckDBPyConnection, file_name: str, sha256: str, code: str, words: tuple[str, str]
) -> None:
    """Write that a file was refused, once for the same bytes and reason."""
    con.execute("delete from raw.refusals where sha256 = ? and code = ? and file_name = ?", [sha256, code, file_name])
    con.execute("insert into raw.refusals values (?, ?, ?, ?, ?, ?)", [file_name, sha256, now(), code, *words])


def add_rows(
    con: duckdb.DuckDBPyConnection, contract: Contract, rows: pl.DataFrame, load_id: str, loaded_at: dt.datetime
) -> pl.DataFrame:
    """Insert what is new among typed `rows` (contract columns, take, source, sheet_name, row_number, row_count).

    Returns the rows that are not live (take, sheet_name, row_number, row_count, class, reason): duplicates of a live
    row, and conflicts with another source, for which the live row is held back too. A newer value from the same
    source ends the old row as superseded. A conflict lasts until the newest word of every source agrees: a row in
    conflict is kept, ended as it comes, and stands for its source from then on.
    """
    con.register("incoming", rows.with_row_index("n"))
    _meet(con, contract)
    moment = {"at": loaded_at, "load": load_id}
    con.execute(
        f"update raw.{contract.kind} set ended_at = $at, ended_by = $load, "
        "ended_as = case when is_own then 'superseded' else 'quarantined' end "
        f"from met where raw.{contract.kind}.rowid = met.old_row and met.is_live and not met.is_same",
        moment,
    )
    names = ", ".join(column.name for column in contract.columns)
    con.execute(
        f"""insert into raw.{contract.kind} ({names}, load_id, take, source, sheet_name, row_number, row_count,
            loaded_at, ended_at, ended_by, ended_as)
        select {names}, $load, take, source, sheet_name, row_number, row_count, $at,
            case when is_conflict then $at end, case when is_conflict then $load end,
            case when is_conflict then 'quarantined' end
        from incoming left join verdicts using (n)
        where is_duplicate is not true""",
        moment,
    )
    _hold_back_the_other_side(con, contract, load_id)
    back: pl.DataFrame = con.sql("""
        select take, sheet_name, row_number, row_count,
            case when is_duplicate then 'duplicate' else 'quarantined' end as class,
            case when is_duplicate then 'duplikat' else 'konflik-antar-sumber' end as reason
        from incoming inner join verdicts using (n)
        where is_duplicate or is_conflict
        order by n""").pl()
    con.unregister("incoming")
    return back


def _meet(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Find, per incoming row, the newest word of each source on its key (`met`), and what follows (`verdicts`)."""
    key = " and ".join(f"old.{name} is not distinct from new.{name}" for name in contract.key)
    others = [column.name for column in contract.columns if column.name not in contract.key]
    same = " and ".join(f"old.{name} is not distinct from new.{name}" for name in others) or "true"
    con.execute(f"""
        create or replace temp table met as
        select new.n, old.rowid as old_row, old.load_id, {same} as is_same,
            old.source is not distinct from new.source as is_own, old.ended_at is null as is_live
        from raw.{contract.kind} as old inner join incoming as new on {key}
        where old.ended_at is null or old.ended_as = 'quarantined'
        qualify row_number() over (partition by new.n, old.source order by old.loaded_at desc, old.rowid desc) = 1""")
    con.execute("""
        create or replace temp table verdicts as
        select n, bool_or(is_live and is_same) as is_duplicate,
            bool_or(not is_own and not is_same) and not is_duplicate as is_conflict
        from met group by n""")


def _hold_back_the_other_side(con: duckdb.DuckDBPyConnection, contract: Contract, load_id: str) -> None:
    """Report the live rows that a row of another source contradicts, and settle the ledgers of their loads."""
    con.execute(
        f"""insert into raw.findings
        select distinct on (old.rowid)
            uuid()::varchar, old.load_id, '{contract.kind}', 'konflik-antar-sumber', 'quarantine',
            old.sheet_name, old.row_number, null, null, null, loads.file_name, loads.file_name, 1
        from raw.{contract.kind} as old
        inner join met on met.old_row = old.rowid and met.is_live and not met.is_same and not met.is_own
        inner join raw.loads on loads.load_id = $load
        order by old.rowid""",
        {"load": load_id},
    )
    for (other,) in con.execute("select distinct load_id from met where is_live and not is_same").fetchall():
        settle(con, other)


CLASSES = ("quarantined", "accepted", "superseded", "duplicate", "excluded")
"""Where the rows made of one physical row ended differently, the first of these counts."""


def open_ledger(con: duckdb.DuckDBPyConnection, load_id: str, take: int, kind: str, read_count: int) -> None:
    """Write how many physical rows a take has, counted from the sheet before anything judged them."""
    con.execute("insert into raw.ledger values (?, ?, ?, ?, 0, 0, 0, 0, 0)", [load_id, take, kind, read_count])


def settle(con: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Count again in which class every physical row of a load stands now."""
    for take, kind in con.execute("select take, kind from raw.ledger where load_id = ?", [load_id]).fetchall():
        con.execute(
            f"""
            with stood as (
                select sheet_name, row_number, row_count,
                    case when ended_as in ('superseded', 'quarantined') then ended_as else 'accepted' end as class
                from raw.{kind} where load_id = $load and take = $take
                union all
                select sheet_name, row_number, row_count, class from raw.not_loaded
                where load_id = $load and take = $take and kind = '{kind}'
            ),
            settled as (
                select max(row_count) as row_count, min(list_position($classes, class)) as class
                from stood group by sheet_name, row_number
            ),
            counted as (select class, sum(row_count) as n from settled group by class)
            update raw.ledger set
                quarantined_count = coalesce((select n from counted where class = 1), 0),
                accepted_count = coalesce((select n from counted where class = 2), 0),
                superseded_count = coalesce((select n from counted where class = 3), 0),
                duplicate_count = coalesce((select n from counted where class = 4), 0),
                excluded_count = coalesce((select n from counted where class = 5), 0)
            where load_id = $load and take = $take and kind = '{kind}'""",
            {"load": load_id, "take": take, "classes": list(CLASSES)},
        )


def add_not_loaded(con: duckdb.DuckDBPyConnection, load_id: str, kind: str, rows: pl.DataFrame) -> None:
    """Keep rows that were not loaded whole: take, sheet_name, row_number, row_count, class, reason, cells (JSON)."""
    con.register("incoming", rows)
    con.execute(
        "insert into raw.not_loaded "
        "select $load, take, $kind, sheet_name, row_number, row_count, class, reason, cells from incoming",
        {"load": load_id, "kind": kind},
    )
    con.unregister("incoming")


def add_places(
    con: duckdb.DuckDBPyConnection, load_id: str, kind: str, places: Sequence[tuple[str | None, ...]]
) -> None:
    """Write where each of our fields stood in a file: (sheet_name, field, column_letter, header)."""
    for place in dict.fromkeys(places):
        con.execute("insert into raw.places values (?, ?, ?, ?, ?, ?)", [load_id, kind, *place])


def add_findings(con: duckdb.DuckDBPyConnection, load_id: str, kind: str, rows: pl.DataFrame) -> None:
    """Write findings of one load and kind; `rows` as in findings.SCHEMA."""
    con.register("incoming", rows)
    con.execute(
        "insert into raw.findings "
        "select uuid()::varchar, $load, $kind, code, severity, sheet_name, row_number, column_letter, column_name, "
        "value, expected_id, expected_en, row_count from incoming",
        {"load": load_id, "kind": kind},
    )
    con.unregister("incoming")
