"""The system of record: loads, accepted rows, rows not loaded and why, the ledger; one transaction a file."""

import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import findings
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
    "layouts": "load_id varchar, sheet_name varchar, header_row integer, above varchar",
    "originals": "load_id varchar, sheet_name varchar, row_number integer, first_row integer, cells varchar",
    "corrections": """load_id varchar, kind varchar, sheet_name varchar, row_number integer, corrected_by varchar""",
    "refusals": """file_name varchar, sha256 varchar, refused_at timestamp, code varchar, message_id varchar,
        message_en varchar""",
}

WAIT_SECONDS = 30

MEMORY = "768MB"
"""What DuckDB may hold while a file is taken in; beyond that it writes to disk beside the store."""


class Busy(Exception):  # noqa: N818 - says who holds the store, which is no defect
    """Another process holds the store; the message is DuckDB's and names it."""


@contextmanager
def opened(path: Path, wait: float | None = None) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the store for writing, its tables in place; wait for another writer, then raise Busy naming it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    con = _connect(path, WAIT_SECONDS if wait is None else wait)
    try:
        _create(con)
        yield con
    finally:
        con.close()


def is_held(error: Exception) -> bool:
    """Return whether a file cannot be opened because another process has it, not because one of its blocks is bad."""
    return "set lock on file" in str(error)


def _connect(path: Path, wait: float) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + wait
    while True:
        try:
            return duckdb.connect(str(path), config={"memory_limit": MEMORY})
        except duckdb.IOException as error:
            if not is_held(error):
                raise
            if time.monotonic() > deadline:
                raise Busy(str(error)) from error
            time.sleep(0.2)


def _create(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create schema if not exists raw")
    for name, columns in TABLES.items():
        con.execute(f"create table if not exists raw.{name} ({columns})")
    for contract in all_contracts().values():
        add_kind(con, contract)
    _add_new_columns(con)


def _add_new_columns(con: duckdb.DuckDBPyConnection) -> None:
    """Give tables that an earlier version made the columns that contracts have gained since; old rows hold nothing."""
    there = set(
        con.execute("select table_name, column_name from duckdb_columns() where schema_name = 'raw'").fetchall()
    )
    for contract in all_contracts().values():
        for column in contract.columns:
            if (contract.kind, column.name) not in there:
                con.execute(f"alter table raw.{contract.kind} add column {column.name} {SQL_TYPES[column.value]}")


def add_kind(con: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Make the table of the rows of one kind where there is none."""
    own = ", ".join(f"{column.name} {SQL_TYPES[column.value]}" for column in contract.columns)
    con.execute(f"create schema if not exists raw; create table if not exists raw.{contract.kind} ({own}, {SYSTEM})")


def now() -> dt.datetime:
    """Return this moment in UTC, without a zone, as the store keeps it."""
    return dt.datetime.now(dt.UTC).replace(tzinfo=None)


def next_moment(con: duckdb.DuckDBPyConnection) -> dt.datetime:
    """Return this moment, or one just after the last thing recorded should the clock have gone back since."""
    ((last,),) = con.execute("select greatest(max(loaded_at), max(withdrawn_at)) from raw.loads").fetchall()
    return max(now(), last + dt.timedelta(microseconds=1)) if last else now()


def new_load_id(con: duckdb.DuckDBPyConnection, loaded_at: dt.datetime, sha256: str) -> str:
    """Return a load's name: when, and the first of the file's digest; numbered when that second has one already."""
    name = f"{loaded_at:%Y%m%d-%H%M%S}-{sha256[:8]}"
    ((taken,),) = con.execute("select count(*) from raw.loads where starts_with(load_id, ?)", [name]).fetchall()
    return f"{name}-{taken + 1}" if taken else name


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
    """Write that a file was refused; staging tells the same bytes and reason once, by the newest."""
    con.execute("insert into raw.refusals values (?, ?, ?, ?, ?, ?)", [file_name, sha256, now(), code, *words])


def add_rows(
    con: duckdb.DuckDBPyConnection, contract: Contract, rows: pl.DataFrame, load_id: str, loaded_at: dt.datetime
) -> None:
    """Insert typed `rows` (contract columns, take, source, sheet_name, row_number, row_count) as words of their source.

    Which of them count is decided by history.refresh once the whole load is in.
    """
    incoming = rows.to_arrow()  # noqa: F841 - named in the SQL: what is registered is held until the transaction ends
    names = ", ".join(column.name for column in contract.columns)
    con.execute(
        f"""insert into raw.{contract.kind}
            ({names}, load_id, take, source, sheet_name, row_number, row_count, loaded_at)
        select {names}, $load, take, source, sheet_name, row_number, row_count, $at from incoming""",
        {"at": loaded_at, "load": load_id},
    )


def open_ledger(con: duckdb.DuckDBPyConnection, load_id: str, take: int, kind: str, read_count: int) -> None:
    """Write how many physical rows a take has, counted from the sheet before anything judged them."""
    con.execute("insert into raw.ledger values (?, ?, ?, ?, 0, 0, 0, 0, 0)", [load_id, take, kind, read_count])


def add_not_loaded(con: duckdb.DuckDBPyConnection, load_id: str, kind: str, rows: pl.DataFrame) -> None:
    """Keep rows that were not loaded whole: take, sheet_name, row_number, row_count, class, reason, cells (JSON)."""
    con.register("incoming", rows)
    con.execute(
        "insert into raw.not_loaded "
        "select $load, take, $kind, sheet_name, row_number, row_count, class, reason, cells from incoming",
        {"load": load_id, "kind": kind},
    )
    con.unregister("incoming")


def add_places(con: duckdb.DuckDBPyConnection, load_id: str, places: Sequence[tuple[str | None, ...]]) -> None:
    """Write where each of our fields stood in a file: (kind, sheet_name, field, column_letter, header)."""
    rows = [[load_id, *place] for place in places]
    if rows:
        con.execute(
            f"insert into raw.places values {', '.join(['(?, ?, ?, ?, ?, ?)'] * len(rows))}",
            [cell for row in rows for cell in row],
        )


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


def add_layout(
    con: duckdb.DuckDBPyConnection, load_id: str, sheet_name: str | None, header_row: int, above: str
) -> None:
    """Keep what stands above the data of a sheet, headers included, as a JSON list of rows of text."""
    con.execute("insert into raw.layouts values (?, ?, ?, ?)", [load_id, sheet_name, header_row, above])


def add_originals(con: duckdb.DuckDBPyConnection, load_id: str, rows: pl.DataFrame) -> None:
    """Keep rows that could not be written again from their typed values, as originals.COLUMNS."""
    if rows.height:
        con.register("incoming", rows)
        con.execute("insert into raw.originals select $load, * from incoming", {"load": load_id})
        con.unregister("incoming")


def findings_of(con: duckdb.DuckDBPyConnection, load_id: str) -> pl.DataFrame:
    """Return the findings of a load as they were written, as findings.SCHEMA, each cell named once."""
    names = ", ".join(findings.SCHEMA)
    found: pl.DataFrame = con.sql(
        f"select {names} from raw.findings where load_id = $load order by rowid", params={"load": load_id}
    ).pl()
    return findings.once([found.select(pl.col(name).cast(kind) for name, kind in findings.SCHEMA.items())])
