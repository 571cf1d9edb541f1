"""Daftar perbaikan: the rows that were held back, in the layout of the file they came in, for its owner to mend.

One workbook per file, under the same path, in a folder per source unit. Personal values stand in it unmasked, for it
goes back to where they came from; every cell is text or a plain number, never a formula. Filled in, it is taken in by
`kinerja correct`.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter

from pipelines import findings, history, layouts, publish
from pipelines.contracts import all_contracts
from pipelines.contracts.columns import Column
from pipelines.paths import Home
from pipelines.profiles import tidy

HEADING = "judul-kelompok"
"""Why a row is no data that names the rows below it."""

ENGLISH = "English"
DEFAULT_SHEET = "Data"
NOTE = "Temuan"

OPEN = f"""
    with out as (select load_id from store.raw.loads where withdrawn_at is not null),
    known as (
        select load_id, kind, code, sheet_name, row_number, column_letter, column_name, value, expected_id, expected_en
        from store.raw.findings where severity = 'quarantine'
        union
        select load_id, kind, code, sheet_name, row_number, column_letter, column_name, value, expected_id, expected_en
        from built
    )
    select known.*, loads.file_name, json_extract_string(loads.dialect, '$.format') as format
    from known inner join store.raw.loads as loads on known.load_id = loads.load_id
    where known.row_number is not null and known.load_id not in (select load_id from out)
        and not {history.mended("known", history.NOW, "store.raw")}
    order by loads.file_name, loads.loaded_at, known.load_id, known.sheet_name nulls first, known.row_number,
        known.column_letter nulls first, known.code"""


@dataclass(frozen=True)
class Line:
    """One line to write: its number in the file (None: it only names what stands below), cells by title, findings."""

    number: int | None
    cells: Mapping[str, Any]
    said: Sequence[dict[str, Any]] = ()


@dataclass(frozen=True)
class Sheet:
    """One sheet to write: the lines above, the names of the columns, the lines to mend, what must stand below them."""

    load_id: str
    name: str | None
    above: Sequence[Sequence[str]]
    titles: Sequence[str | None]
    lines: Sequence[Line]
    below: Sequence[Sequence[str]]

    @property
    def bad_count(self) -> int:
        return sum(1 for line in self.lines if line.said)


def write(home: Home, folder: Path, only: str | None = None) -> Iterator[tuple[Path, int]]:
    """Write a workbook per load (`only` that load) with rows to mend, yielding its path and how many rows it holds.

    Workbooks stand in a folder per source unit, as far as a build knows which unit a load came from.
    """
    with duckdb.connect() as con:
        con.execute(f"attach '{str(home.store).replace(chr(39), chr(39) * 2)}' as store (read_only)")
        units = _attach_build(con, home)
        found = con.sql(OPEN).pl().to_dicts()
        taken: set[Path] = set()
        for load_id in dict.fromkeys(row["load_id"] for row in found if only in (None, row["load_id"])):
            own = [row for row in found if row["load_id"] == load_id]
            path = _path(folder / units.get(load_id, ""), own[0]["file_name"], load_id, taken)
            path.parent.mkdir(parents=True, exist_ok=True)
            sheets = list(_sheets(con, load_id, own))
            _write_book(path, sheets, own)
            yield path, sum(sheet.bad_count for sheet in sheets)


def _attach_build(con: duckdb.DuckDBPyConnection, home: Home) -> dict[str, str]:
    """Make `built`, what only a build can find: rows that point at nothing known. Return load → folder of its unit."""
    folder = publish.newest_good(home)
    if folder is None:
        con.execute("create table built as from store.raw.findings limit 0")
        return {}
    con.execute(f"attach '{str(folder / 'internal.duckdb').replace(chr(39), chr(39) * 2)}' as published (read_only)")
    con.execute(
        "create table built as from published.marts.findings where severity = 'quarantine' "
        "and finding_id not in (select finding_id from store.raw.findings) "
        f"and code <> '{history.CONFLICT}'"
    )
    units = con.execute(
        "select distinct loads.load_id, concat(units.unit_id, ' ', units.unit_name) "
        "from published.marts.loads as loads inner join published.marts.units as units on loads.unit_id = units.unit_id"
    )
    return {load_id: _folder_name(unit) for load_id, unit in units.fetchall()}


def _folder_name(unit: str) -> str:
    return re.sub(r'[\x00-\x1f<>:"/\\|?*]+', "-", unit).strip(" .")[:80]


def _path(folder: Path, file_name: str, load_id: str, taken: set[Path]) -> Path:
    """Return a path for a load's workbook: its file's own, with the load's name where two files share one."""
    own = Path(*(part for part in Path(file_name).parts if part not in ("..", "/")))
    path = folder / own.with_name(f"{own.stem}.xlsx")
    if path in taken:
        path = path.with_name(f"{own.stem} {load_id}.xlsx")
    taken.add(path)
    return path


def _sheets(con: duckdb.DuckDBPyConnection, load_id: str, found: Sequence[dict[str, Any]]) -> Iterator[Sheet]:
    kept = con.execute("select sheet_name, above from store.raw.layouts where load_id = ?", [load_id]).fetchall()
    for name, text in kept:
        layout = json.loads(text)
        own = [row for row in found if row["sheet_name"] == name]
        if own:
            lines = list(_lines(con, load_id, name, own))
            yield Sheet(load_id, name, layout["above"], layout["titles"], lines, layout.get("below", ()))


def _lines(
    con: duckdb.DuckDBPyConnection, load_id: str, sheet_name: str | None, found: Sequence[dict[str, Any]]
) -> Iterator[Line]:
    """Yield the lines to mend, each with the other lines of its row, and under the heading it stood under."""
    place = {"load": load_id, "sheet": sheet_name}
    of_sheet = "load_id = $load and sheet_name is not distinct from $sheet"
    headings = con.execute(
        f"select distinct row_number, cells from store.raw.not_loaded where {of_sheet} and reason = '{HEADING}' "
        "order by row_number",
        place,
    ).fetchall()
    lines = con.execute(
        f"""select row_number from store.raw.originals where {of_sheet} and first_row in (
                select first_row from store.raw.originals where {of_sheet} and row_number in $rows)
            union select unnest($rows) order by 1""",
        {**place, "rows": sorted({row["row_number"] for row in found})},
    ).fetchall()
    shown = None
    for (number,) in lines:
        heading = max((each for each in headings if each[0] < number), default=None)
        if heading is not None and heading != shown:
            shown = heading
            yield Line(None, json.loads(heading[1]))
        said = [row for row in found if row["row_number"] == number]
        yield Line(number, _cells(con, place | {"row": number}, said), said)


def _cells(con: duckdb.DuckDBPyConnection, place: Mapping[str, Any], said: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a row's cells by title: as they stood in the file, or from its typed values where those say it all."""
    here = "load_id = $load and row_number = $row and sheet_name is not distinct from $sheet"
    kept = con.execute(
        f"select cells, 1 as choice from store.raw.not_loaded where {here} and cells is not null "
        f"union all select cells, 2 from store.raw.originals where {here} order by choice limit 1",
        place,
    ).fetchone()
    if kept is None:
        return _typed_cells(con, said[0]["kind"], place)
    cells: dict[str, Any] = json.loads(kept[0])
    doubtful = {tidy(row["column_name"]) for row in said if row["column_name"]}
    return {title: _spelled(cell) if title in doubtful else cell for title, cell in cells.items()}


def _spelled(cell: str | float) -> str:
    """Return a cell that is doubted as text, so that it is looked at and not taken for a number again."""
    return f"{cell:.15g}" if isinstance(cell, int | float) else cell


def _headers(con: duckdb.DuckDBPyConnection, kind: str, place: Mapping[str, Any]) -> dict[str, str]:
    """Return our field → its title in the file, for fields that stood in exactly one column."""
    found = con.execute(
        "select field, min(header) from store.raw.places where load_id = $load and kind = $kind "
        "and sheet_name is not distinct from $sheet group by field having count(distinct header) = 1",
        {"load": place["load"], "sheet": place["sheet"], "kind": kind},
    ).fetchall()
    return {field: tidy(header) for field, header in found}


def _typed_cells(con: duckdb.DuckDBPyConnection, kind: str, place: Mapping[str, Any]) -> dict[str, Any]:
    row = con.execute(
        f"select * from store.raw.{kind} where load_id = $load and row_number = $row "
        "and sheet_name is not distinct from $sheet limit 1",
        dict(place),
    )
    names = [column[0] for column in row.description or ()]
    values = dict(zip(names, row.fetchone() or [None] * len(names), strict=True))
    contract = all_contracts()[kind]
    headers = _headers(con, kind, place)
    return {title: _written(contract.column(field), values[field]) for field, title in headers.items()}


def _written(column: Column, value: Any) -> str | float:
    """Return a typed value as its owner would write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if column.value == "label":
        return str(next(iter(column.labels.get(value, (value,)))))
    return value if isinstance(value, int | float) else str(value)


def _write_book(path: Path, sheets: Sequence[Sheet], found: Sequence[dict[str, Any]]) -> None:
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        text = book.add_format({"num_format": "@"})
        wrong = book.add_format({"num_format": "@", "bg_color": "#FBE3C0"})
        note = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _write_sheet(book.add_worksheet(sheet.name or DEFAULT_SHEET), sheet, text, wrong, note)
        _write_english(book.add_worksheet(ENGLISH), found, note)


def _write_sheet(out: Any, sheet: Sheet, text: Any, wrong: Any, note: Any) -> None:
    width = len(sheet.titles)
    out.set_column(0, max(width - 1, 0), 18, text)
    out.set_column(width, width, 80, note)
    out.set_column(width + 1, width + 1, 44, text)
    _write_texts(out, 0, sheet.above, text)
    last = len(sheet.above) - 1
    out.write_string(last, width, NOTE, text)
    out.write_string(last, width + 1, layouts.REFERENCE, text)
    for row, line in enumerate(sheet.lines, start=last + 1):
        _write_line(out, row, line, sheet, text, wrong)
        if line.number is not None:
            said = "\n".join(dict.fromkeys(findings.sentence(each) for each in line.said))
            out.write_string(row, width, said, note)
            out.write_string(row, width + 1, layouts.reference(sheet.load_id, sheet.name, line.number), text)
    _write_texts(out, last + 1 + len(sheet.lines), sheet.below, text)


def _write_texts(out: Any, first: int, lines: Sequence[Sequence[str]], text: Any) -> None:
    for row, line in enumerate(lines, start=first):
        for column, cell in enumerate(line):
            if cell:
                out.write_string(row, column, cell, text)


def _write_line(out: Any, row: int, line: Line, sheet: Sheet, text: Any, wrong: Any) -> None:
    marked = {tidy(each["column_name"]) for each in line.said if each["column_name"]}
    for column, title in enumerate(sheet.titles):
        value = line.cells.get(title) if title is not None else None
        if isinstance(value, str) and value:
            out.write_string(row, column, value, wrong if title in marked else text)
        elif isinstance(value, int | float):
            out.write_number(row, column, value)


def _write_english(out: Any, found: Sequence[dict[str, Any]], note: Any) -> None:
    """Write the findings once more in English, one a line: a single column, so that nobody takes it for data."""
    out.set_column(0, 0, 140, note)
    out.write_string(0, 0, "Findings in English")
    for line, row in enumerate(found, start=1):
        out.write_string(line, 0, findings.sentence(row, "en"))
