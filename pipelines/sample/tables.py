"""The tables of the sample and how they become CSV files and workbooks, the same bytes every time."""

import csv
import datetime as dt
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import xlsxwriter

Cell = str | int | float | dt.date | None
Row = list[Cell]


@dataclass(frozen=True)
class Dialect:
    """How a CSV file is written."""

    separator: str = ";"
    encoding: str = "utf-8"
    decimal: str = ","
    newline: str = "\n"


@dataclass(frozen=True)
class Table:
    """One CSV file, or one sheet of a workbook when it has a sheet name."""

    path: str
    header: list[str]
    rows: list[Row]
    sheet: str | None = None
    preamble: Sequence[Sequence[Cell]] = ()
    footer: Sequence[Sequence[Cell]] = ()
    dialect: Dialect = field(default_factory=Dialect)

    def row_number(self, row: Row) -> int:
        """Return the number Excel gives to a row of this table, found by identity; for CSV the header is row 1."""
        return len(self.preamble) + 2 + next(i for i, other in enumerate(self.rows) if other is row)

    def footer_numbers(self) -> list[int]:
        first = len(self.preamble) + len(self.rows) + 2
        return list(range(first, first + len(self.footer)))


def number_text(value: float, decimal: str = ".") -> str:
    """Return a number with at most two decimals, none when it is whole."""
    text = f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    return text.replace(".", decimal)


def write_all(folder: Path, tables: Iterable[Table]) -> list[str]:
    """Write every table under `folder` and return the relative paths, sorted."""
    files: dict[str, list[Table]] = {}
    for table in tables:
        files.setdefault(table.path, []).append(table)
    for path, parts in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_csv(parts[0]) if path.endswith(".csv") else _workbook(parts))
    return sorted(files)


def _csv(table: Table) -> bytes:
    text = io.StringIO()
    form = table.dialect
    writer = csv.writer(text, delimiter=form.separator, lineterminator=form.newline)
    writer.writerows([table.header, *([_csv_cell(cell, form.decimal) for cell in row] for row in table.rows)])
    return text.getvalue().encode(form.encoding)


def _csv_cell(cell: Cell, decimal: str) -> str:
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return number_text(cell, decimal) if isinstance(cell, int | float) else cell or ""


def _workbook(parts: Sequence[Table]) -> bytes:
    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties({"created": dt.datetime(2026, 8, 14, 8, 0), "author": "Data sintetis"})
        for part in parts:
            sheet = book.add_worksheet(part.sheet)
            for index, row in enumerate([*part.preamble, part.header, *part.rows, *part.footer]):
                _write_row(sheet, index, row)
    return data.getvalue()


def _write_row(sheet: "xlsxwriter.worksheet.Worksheet", index: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str) and cell:
            sheet.write_string(index, column, cell)
        elif isinstance(cell, int | float):
            sheet.write_number(index, column, cell)
        elif isinstance(cell, dt.date):
            sheet.write_datetime(index, column, cell)


def sha256(file: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    return hashlib.sha256(file.read_bytes()).hexdigest()
