"""Delimited text → cells, every one as text; encoding and separator are decided once a file and written down."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

import polars as pl

from pipelines.findings import Refused
from pipelines.readers.sheet import Reading, Sheet, frame

SEPARATORS = (",", ";", "\t", "|")
SNIFFED_LINES, SNIFFED_CHARACTERS = 200, 1 << 20
FIELD_LIMIT = 1 << 24
MAX_COLUMNS = 16_384
"""As many as a workbook can have."""

MAX_CELLS = 40_000_000
"""Rows × the widest row: cells are held in memory at once, some 90 bytes each until they are stored."""

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read(data: bytes) -> Reading:
    """Return the one sheet of a delimited file.

    Raises Refused: `berkas-kosong` for nothing but white space, `berkas-tak-terbaca` for bytes that are not text.
    """
    text, dialect = _understood(data)
    sheet = plain(text, dialect["separator"]) if not dialect["quote"] else None
    return Reading((sheet or _exact(text, dialect["separator"]),), dialect)


def read_plain(data: bytes) -> Reading | None:
    """Return the sheet of a file without quotes whose lines all have as many cells as the first, else None."""
    if b'"' in data:
        return None
    text, dialect = _understood(data)
    sheet = plain(text, dialect["separator"])
    return Reading((sheet,), dialect) if sheet else None


def _understood(data: bytes) -> tuple[str, dict[str, str]]:
    text, encoding = _decode(data)
    if not text or text.isspace():
        raise Refused("berkas-kosong")
    return text, {"encoding": encoding, "separator": separator_of(text), "quote": '"' if '"' in text else ""}


def _decode(data: bytes) -> tuple[str, str]:
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding, text = "cp1252", data.removeprefix(codecs.BOM_UTF8).decode("cp1252", errors="replace")
    if "\x00" in text or (encoding == "cp1252" and "\ufffd" in text):
        raise Refused("berkas-tak-terbaca", "Isinya bukan teks.", "Its content is not text.")
    if "\r" in text and ('"' not in text or "\n" not in text):
        text = _lines(text)
    return text, encoding


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def separator_of(text: str) -> str:
    """Return the separator that gives the most lines the same number of cells, more than one; ties go to more cells."""
    start = "\n".join(_lines(text[:SNIFFED_CHARACTERS]).split("\n", SNIFFED_LINES)[:SNIFFED_LINES])

    def agreement(separator: str) -> tuple[int, int]:
        widths = Counter(len(row) for row in _rows(start, separator) if len(row) > 1)
        return max(((count, width) for width, count in widths.items()), default=(0, 0))

    return max(SEPARATORS, key=agreement)


def _rows(text: str, separator: str) -> list[list[str]]:
    return records(text, separator, is_last=True)[0]


def records(text: str, separator: str, *, is_last: bool) -> tuple[list[list[str]], str]:
    """Return the rows of a text and what is left of it: a row whose quote is still open, unless it is the last.

    Raises Refused `berkas-tak-terbaca` for a cell of more than FIELD_LIMIT characters.
    """
    csv.field_size_limit(FIELD_LIMIT)
    rows: list[list[str]] = []
    read, whole, is_out = 0, 0, False

    def lines() -> Iterator[str]:
        nonlocal read, is_out
        for line in io.StringIO(text, newline=""):
            read += len(line)
            yield line
        is_out = True

    try:
        for row in csv.reader(lines(), delimiter=separator):
            if is_out and not is_last:
                break
            rows.append(row)
            whole = read
    except csv.Error as error:
        raise Refused("berkas-tak-terbaca", str(error)) from error
    return rows, "" if is_last else text[whole:]


def plain(text: str, separator: str) -> Sheet | None:
    """Return the sheet when every line has the same number of cells and none is quoted, else None.

    The reader refuses a line with more cells than the first but fills up a shorter one, so separators are counted.
    """
    data = text.encode()
    lines = data.count(b"\n") + (not data.endswith(b"\n"))
    width = text.partition("\n")[0].count(separator) + 1
    if data.count(separator.encode()) != lines * (width - 1):
        return None
    _refuse_too_many(lines, width)
    schema = {f"c{index}": pl.String for index in range(width)}
    try:
        cells = pl.read_csv(
            data, has_header=False, separator=separator, quote_char=None, schema=schema, empty_string_is_null=False
        )
    except pl.exceptions.ComputeError:
        return None
    return Sheet(None, cells) if cells.height == lines else None


def _exact(text: str, separator: str) -> Sheet:
    return sheet_of(_rows(text, separator))


def sheet_of(rows: list[list[str]]) -> Sheet:
    """Return rows of text as a sheet that knows the width of each."""
    widths = pl.Series("width", [len(row) for row in rows], dtype=pl.Int64)
    _refuse_too_many(len(rows), max(map(len, rows), default=0))
    return Sheet(None, frame(rows), widths=widths)


def _refuse_too_many(rows: int, columns: int) -> None:
    """A row of a million cells, or one wide row above a million narrow ones, would be a table of mostly nothing."""
    if columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
        raise Refused(
            "berkas-terlalu-besar", f"({rows:,} baris × {columns:,} kolom)", f"({rows:,} rows × {columns:,} columns)"
        )
