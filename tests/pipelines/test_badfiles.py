"""Every bad file of the collections is loaded with a ledger that adds up, or refused; and read as others read it."""

import csv
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import record_counter

from pipelines import ingest, readers, store, understanding
from pipelines.findings import Refused
from pipelines.profiles import Profile, Take, tidy
from pipelines.readers import sandbox
from pipelines.readers.sheet import Sheet
from pipelines.recognition import Table

ACCOUNTS = ("accepted_count", "quarantined_count", "duplicate_count", "excluded_count", "superseded_count")

BATCH = 12
"""Files that share a store: some must meet rows of others, but not all of all."""

UNLIKE_THE_OTHERS: dict[str, str] = {}
"""Files of which three or more loaders agree on a row count that is not ours, and why; there is none."""


def files_of(badfiles: Path) -> list[Path]:
    return sorted(path for path in badfiles.rglob("*") if path.is_file())


def test_every_bad_file_is_loaded_or_refused_and_every_ledger_adds_up(
    badfiles: Path, figure: Callable[[str], None]
) -> None:
    files = files_of(badfiles)
    assert len(files) > 300
    examined = {path: examination(path) for path in files}
    with store.opened(Path(":memory:")) as con:
        outcomes = list(ingest.ingest(con, files))
        assert unbalanced(con) == []
    codes = {
        path: outcome.refusal.code if outcome.refusal else "" for path, outcome in zip(files, outcomes, strict=True)
    }
    assert codes == examined
    counted = Counter(code or "loaded" for code in codes.values())
    deaths = sum(counted[code] for code in ("pembaca-berhenti", "pembaca-terlalu-lama", "berkas-habiskan-memori"))
    assert not deaths
    figure(f"bad files: {len(files)} tried, crashes 0, parsers lost {deaths}; {dict(counted.most_common())}")


def unbalanced(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    return con.execute(f"select * from raw.ledger where read_count <> {' + '.join(ACCOUNTS)}").fetchall()


def as_units(file_name: str, sheets: Sequence[Sheet], wanted: str | None = None) -> tuple[Profile, tuple[Table, ...]]:
    """Return a profile that takes any table at all for a list of units, its first two headers for code and name."""
    tables = []
    for sheet in sheets:
        titles = tuple(cell or "" for cell in sheet.cells.row(0)) if sheet.cells.height else ()
        if any(titles):
            tables.append(Table(sheet, 1, tuple(map(tidy, titles)), titles))
    named = list(dict.fromkeys(title for table in tables[:1] for title in table.titles if title)) or [""]
    columns = {"kode_unit": (named[0],), "nama_unit": (named[-1],), "kode_induk": (named[len(named) // 2],)}
    profile = Profile("Apa saja", (named[0],), (Take("unit", columns),))
    fitting = tuple(table for table in tables if tidy(named[0]) in table.headers)
    if not fitting:
        raise Refused("profil-tak-dikenal")
    return profile, fitting


@pytest.mark.slow
def test_taken_for_lists_of_units_every_bad_file_is_accounted_for_row_by_row(
    badfiles: Path, monkeypatch: pytest.MonkeyPatch, figure: Callable[[str], None]
) -> None:
    monkeypatch.setattr(understanding, "recognise", as_units)
    files = files_of(badfiles)
    loaded, accounts = 0, [0, 0, 0]
    miscounted: list[Path] = []
    wrong: list[tuple[Any, ...]] = []
    for start in range(0, len(files), BATCH):
        with store.opened(Path(":memory:")) as con:
            batch = files[start : start + BATCH]
            for path, outcome in zip(batch, ingest.ingest(con, batch), strict=True):
                loaded += outcome.load_id is not None
                if outcome.load_id and path.suffix in (".csv", ".tsv", ".txt"):
                    is_right = rows_below_the_header(con, outcome.load_id, path) == outcome.ledger[0]["read_count"]
                    miscounted += [] if is_right else [path]
            wrong += unbalanced(con)
            sums = con.execute(f"select sum(read_count), sum({ACCOUNTS[0]}), sum({ACCOUNTS[1]}) from raw.ledger")
            accounts = [one + (other or 0) for one, other in zip(accounts, sums.fetchone() or (), strict=True)]
    figure(
        f"bad files taken for units: {len(files)} tried, {loaded} loaded, crashes 0, unbalanced ledgers "
        f"{len(wrong)}, miscounted {len(miscounted)}; rows: {accounts[0]} read, {accounts[1]} accepted, "
        f"{accounts[2]} quarantined"
    )
    assert loaded > 230
    assert (wrong, miscounted) == ([], [])


def rows_below_the_header(con: duckdb.DuckDBPyConnection, load_id: str, path: Path) -> int:
    """Return the rows of a text file by two counters of our own, which must agree."""
    (said,) = con.execute("select dialect from raw.loads where load_id = ?", [load_id]).fetchone() or ("",)
    text, separator = record_counter.text_of(path.read_bytes()), json.loads(said)["separator"]
    counts = {record_counter.by_csv_module(text, separator), record_counter.by_states(text, separator)}
    assert len(counts) == 1, (path, counts)
    return counts.pop() - 1


def examination(path: Path) -> str:
    try:
        ingest.examine(path)
    except Refused as refusal:
        return refusal.code if refusal.message("id").isprintable() else "unprintable"
    return ""


def expected(badfiles: Path) -> Iterator[tuple[Path, dict[str, str]]]:
    for table in sorted(badfiles.glob("*/EXPECT.tsv")):
        with table.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield table.parent / row["path"], row


HEADERS = {
    "python_csv_rows": False, "polars_strict": True, "polars_lax": True, "duckdb_auto": True,
    "duckdb_store_rejects": True, "fastexcel": False, "openpyxl": False, "polars_calamine": True,
}  # fmt: skip
"""The loaders that count rows, and whether a header row is missing from their count."""


def agreed_rows(row: dict[str, str], sheets: int) -> int | None:
    """Return the number of rows, headers included, that at least three loaders give and no other number as often."""
    said = [
        int(row[name].split()[0].removeprefix("OK:")) + (sheets if takes_header else 0)
        for name, takes_header in HEADERS.items()
        if (row[name] or "").startswith("OK:")
    ]
    ranked = Counter(said).most_common(2)
    is_clear = ranked and ranked[0][1] >= 3 and (len(ranked) == 1 or ranked[1][1] < ranked[0][1])
    return ranked[0][0] if is_clear else None


def rows_read(path: Path) -> tuple[int, int] | None:
    """Return (rows, sheets) of a file, None when it is refused."""
    try:
        sheets: Any = readers.read_file(path).sheets
    except Refused:
        return None
    return sum(sheet.cells.height for sheet in sheets), len(sheets)


def test_where_three_loaders_agree_on_the_rows_of_a_file_so_does_this_one(
    badfiles: Path, figure: Callable[[str], None]
) -> None:
    compared, unlike = 0, {}
    for path, row in expected(badfiles):
        read = rows_read(path)
        wanted = agreed_rows(row, read[1] if read else 1)
        if wanted is None:
            continue
        compared += 1
        if (read[0] if read else 0) != wanted:
            unlike[path.relative_to(badfiles).as_posix()] = (read, wanted)
    figure(f"bad files on which three loaders agree: {compared}, unlike them: {len(unlike)}")
    assert compared > 120
    assert set(unlike) == set(UNLIKE_THE_OTHERS), unlike


WRONG_ANSWER = "location_coordinates.csv"
"""The JSON beside it holds another telephone number than the CSV."""


def test_the_csv_spectrum_is_read_cell_by_cell_as_its_answers_say(badfiles: Path) -> None:
    files = [path for path in sorted((badfiles / "csv-spectrum" / "csvs").glob("*.csv")) if path.name != WRONG_ANSWER]
    assert len(files) == 11
    for path in files:
        wanted = json.loads((badfiles / "csv-spectrum" / "json" / f"{path.stem}.json").read_text())
        (sheet,) = readers.read_file(path).sheets
        head, *body = [[cell or "" for cell in row] for row in sheet.cells.iter_rows()]
        read = [dict(zip(head, row, strict=True)) for row in body]
        assert plain(read) == plain(wanted if isinstance(wanted, list) else [wanted]), path.name


def plain(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [{key: value.replace("\r\n", "\n") for key, value in row.items()} for row in rows]


def test_the_parent_is_the_same_process_after_all_of_them(badfiles: Path) -> None:
    for path in files_of(badfiles / "calamine"):
        rows_read(path)
    assert sandbox._child is not None
    assert sandbox._child.poll() is None
    sandbox.close()
