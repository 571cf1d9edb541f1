"""Workbooks → cells as text beside the type each was stored as, because a NIP stored as a number has lost its end."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import polars as pl
from python_calamine import CalamineError, CalamineSheet, PasswordError, SheetVisibleEnum, load_workbook

from pipelines.findings import Refused
from pipelines.readers.formats import UNREADABLE, Formats, formats
from pipelines.readers.sheet import BOOLEAN, DATE, EMPTY, NUMBER, NUMBER_1904, PERCENT, TEXT, Reading, Sheet

EXACT_INTEGER = 10**15
"""Excel keeps 15 significant digits; above this an integer is written as it came, never rounded again."""

MANIFEST_BYTES = 1 << 20

_TYPES: dict[type, int] = {str: TEXT, float: NUMBER, int: NUMBER, bool: BOOLEAN}


def read(data: bytes) -> Reading:
    """Return every worksheet, hidden ones marked.

    Raises Refused: `berkas-terkunci` (password), `berkas-tak-terbaca` (damaged), `berkas-kosong` (not one cell).
    """
    try:
        book = load_workbook(io.BytesIO(data))
        hidden = {sheet.name for sheet in book.sheets_metadata if sheet.visible != SheetVisibleEnum.Visible}
        shown = formats(data)
        sheets = tuple(_sheet(book.get_sheet_by_name(name), shown, name in hidden) for name in book.sheet_names)
    except (CalamineError, OSError, ValueError) as error:
        locked = isinstance(error, PasswordError) or _is_locked(data)
        raise Refused("berkas-terkunci" if locked else "berkas-tak-terbaca") from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # a panic of the parser is no Exception
            raise
        raise Refused("berkas-tak-terbaca") from error
    filled = tuple(sheet for sheet in sheets if sheet.cells.height)
    if not filled:
        raise Refused("berkas-kosong")
    return Reading(filled, {"format": "workbook"})


def _is_locked(data: bytes) -> bool:
    """Return whether a file the parser does not know is an encrypted workbook: Excel's in a compound file, or ODS."""
    if not data.startswith(b"PK"):
        return "EncryptedPackage".encode("utf-16-le") in data
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("META-INF/manifest.xml") as manifest:
            return b"encryption-data" in manifest.read(MANIFEST_BYTES)
    except UNREADABLE:
        return False


def _sheet(source: CalamineSheet, shown: Formats, is_hidden: bool) -> Sheet:
    columns = list(zip(*source.to_python(skip_empty_area=False), strict=True))
    cells = pl.DataFrame({f"c{i}": pl.Series(_texts(column), dtype=pl.String) for i, column in enumerate(columns)})
    stored = [_stored(column) for column in columns]
    for row, index in shown.percents.get(source.name, ()):
        if index < len(stored) and row < len(stored[index]) and stored[index][row] == NUMBER:
            stored[index][row] = PERCENT
    if shown.is_1904:
        stored = [[NUMBER_1904 if code == NUMBER else code for code in column] for column in stored]
    types = pl.DataFrame({f"c{i}": pl.Series(column, dtype=pl.UInt8) for i, column in enumerate(stored)})
    return Sheet(source.name, cells, types, is_hidden=is_hidden)


def _texts(column: Sequence[Any]) -> list[str]:
    return [value if type(value) is str else _text(value) for value in column]


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < EXACT_INTEGER else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(sep=" ", timespec="seconds")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def _stored(column: Sequence[Any]) -> list[int]:
    return [EMPTY if value == "" else _TYPES.get(type(value), DATE) for value in column]
