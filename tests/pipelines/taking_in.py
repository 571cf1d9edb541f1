"""Taking small files in, and counting them again without the program."""

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import openpyxl

from pipelines import ingest, store
from pipelines.ingest import Outcome
from pipelines.paths import Home

PROFILES = Path(__file__).parents[1] / "profiles"
EXPORTS = Path(__file__).parents[1] / "exports"
NIPS = [f"19900101202012100{n}" for n in range(1, 10)]
ACCOUNTS = ("accepted_count", "quarantined_count", "duplicate_count", "excluded_count", "superseded_count")


def take_in(home: Home, *sources: Path, profile: Path | None = None) -> list[Outcome]:
    """Return what became of files and folders, in their order."""
    with store.opened(home.store) as con:
        return list(ingest.ingest(con, sources, str(profile) if profile else None))


def in_memory(path: Path) -> Outcome:
    """Return what becomes of one file in an empty store that is not kept."""
    with store.opened(Path(":memory:")) as con:
        (outcome,) = ingest.ingest(con, [path])
    return outcome


def asked(home: Home, sql: str) -> list[tuple[Any, ...]]:
    """Return the rows of a query on the store."""
    with duckdb.connect(str(home.store), read_only=True) as con:
        return con.sql(sql).fetchall()


def live(home: Home, kind: str, columns: str) -> list[tuple[Any, ...]]:
    """Return columns of the rows of a kind that are in force, in order of their content."""
    return asked(home, f"select {columns} from raw.{kind} where ended_at is null order by all")


def ledgers(home: Home) -> list[dict[str, Any]]:
    """Return every row of the ledger with the name of its file, in order of loading."""
    with duckdb.connect(str(home.store), read_only=True) as con:
        joined = "select file_name, ledger.* from raw.ledger join raw.loads using (load_id)"
        return con.sql(f"{joined} order by loaded_at, load_id, take").pl().to_dicts()


def account(row: dict[str, Any]) -> tuple[int, ...]:
    """Return (accepted, quarantined, duplicate, excluded, superseded) of a ledger row."""
    return tuple(row[name] for name in ACCOUNTS)


def write_csv(path: Path, rows: Iterable[Sequence[object]], separator: str = ",") -> Path:
    """Write rows of cells as CSV and return the path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, delimiter=separator).writerows(rows)
    return path


def write_xlsx(path: Path, rows: Iterable[Sequence[object]], sheet: str = "Data") -> Path:
    """Write rows of cells as a workbook of one sheet, texts as texts, and return the path."""
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append([None if cell == "" else cell for cell in row])
    book.save(path)
    return path


def csv_rows_below(path: Path, header: str) -> int:
    """Return how many rows a delimited file has below the row that begins with `header`, by Python's own reader."""
    data = path.read_bytes()
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252")
    separator = next(mark for mark in ";\t," if mark in text.split(header, 1)[1].splitlines()[0])
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    return len(rows) - 1 - next(i for i, row in enumerate(rows) if row and row[0].strip().lower() == header)
