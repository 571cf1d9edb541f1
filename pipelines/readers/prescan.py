"""What a packed workbook would become if it were unpacked, looked at before any parser is let near it.

Runs where the parser runs, under the same limits of memory and time; it makes the refusal quick and its words plain.
"""

import io
import itertools
import re
import zipfile
import zlib
from collections.abc import Iterator

from pipelines.findings import Refused
from pipelines.readers.sheet import letter

MAX_ENTRIES = 4096
"""Parts of one package; a workbook of 255 sheets with drawings has some 1,500."""

MAX_PART_BYTES = 512 << 20
"""One part unpacked: the XML of a sheet of a million rows and twelve columns is about 450 MB."""

MAX_PACKAGE_BYTES = 768 << 20
"""All parts of a workbook together, unpacked."""

MAX_RATIO, RATIO_FROM = 200, 16 << 20
"""XML of sheets packs 10 to 60 times smaller; DEFLATE cannot exceed 1,032. Below 16 MB no ratio can do harm."""

MAX_SHEET_ROWS, MAX_SHEET_COLUMNS = 1_048_576, 16_384
"""What Excel itself can hold: XFD1048576 is the last cell there is."""

MAX_AREA = 16_000_000
"""Cells from A1 to the last one that is filled. Parsers allot memory for all of them, however few are filled."""

BLOCK, OVERLAP = 1 << 20, 256
ENTRY_MARK = b"PK\x01\x02"
ENTITY = re.compile(rb"<!ENTITY|<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y|\x00<\x00!\x00E\x00N\x00T\x00I\x00T\x00Y")
ROW = re.compile(rb'<(?:\w{1,16}:)?row\b[^>]{0,200}?\br="(\d{1,10})"')
CELL = re.compile(rb'\br="([A-Z]{2,7})(\d{1,10})"')
"""Only cells beyond column Z are looked for at first: nearer ones cannot make a sheet large by their column."""

FILLED = re.compile(rb'<(?:\w{1,16}:)?c\b[^>/]{0,200}?\br="([A-Z]{1,7})(\d{1,10})"[^>/]{0,200}>')
"""A cell that is more than a format: some programs write formatted empty cells up to the very last one."""

SHEET = re.compile(r"xl/worksheets/.*\.xml", re.IGNORECASE)


def refuse_bombs(data: bytes) -> None:
    """Return when a package may be given to the parser.

    Raises Refused: `berkas-bom` (parts that overlap, swell or declare entities), `berkas-terlalu-besar` (a cell too far
    away), `berkas-tak-terbaca` (no package).
    """
    if data.count(ENTRY_MARK) > MAX_ENTRIES:
        raise Refused("berkas-bom", f"(> {MAX_ENTRIES:,} bagian)", f"(> {MAX_ENTRIES:,} parts)")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
            _refuse_overlaps(entries)
            _refuse_declared(entries)
            total = 0
            for entry in entries:
                total += 0 if entry.is_dir() else _look_into(package, entry)
                _refuse_size(total, MAX_PACKAGE_BYTES, "semua bagian", "all parts")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError) as error:
        if _is_locked(error):
            return  # the parser knows how to say that
        raise Refused("berkas-tak-terbaca") from error


def _is_locked(error: Exception) -> bool:
    return isinstance(error, RuntimeError) and "encrypted" in str(error)


def _refuse_overlaps(entries: list[zipfile.ZipInfo]) -> None:
    """Two entries of the directory that point into the same bytes are how 40 kB become petabytes."""
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    for one, other in itertools.pairwise(ordered):
        if one.header_offset + one.compress_size > other.header_offset or one.header_offset == other.header_offset:
            raise Refused("berkas-bom", "(bagian saling menindih)", "(parts overlap)")


def _refuse_declared(entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        _refuse_size(entry.file_size, MAX_PART_BYTES, "satu bagian", "one part")
        _refuse_ratio(entry.file_size, entry.compress_size)
    _refuse_size(sum(entry.file_size for entry in entries), MAX_PACKAGE_BYTES, "semua bagian", "all parts")


def _refuse_size(size: int, limit: int, what_id: str, what_en: str) -> None:
    if size > limit:
        raise Refused("berkas-bom", f"({what_id}: > {limit >> 20} MB)", f"({what_en}: > {limit >> 20} MB)")


def _refuse_ratio(size: int, packed: int) -> None:
    if size > RATIO_FROM and size > MAX_RATIO * max(packed, 1):
        raise Refused(
            "berkas-bom", f"(mengembang {size // max(packed, 1)} kali)", f"(swells {size // max(packed, 1)} times)"
        )


def _look_into(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """Return the unpacked size of a part, counted, not believed; entities and far cells are refused on the way."""
    size, rows, columns = 0, 0, 26
    is_sheet = bool(SHEET.fullmatch(entry.filename))
    for block in _blocks(package, entry):
        size += len(block) - OVERLAP
        _refuse_ratio(size, entry.compress_size)
        _refuse_size(size, MAX_PART_BYTES, "satu bagian", "one part")
        if ENTITY.search(block):
            raise Refused("berkas-bom", "(XML dengan entitas)", "(XML with entities)")
        if is_sheet:
            rows, columns = _stretched(block, rows, columns, CELL, ROW)
    if _is_far(rows, columns):
        _refuse_far_cells(package, entry)
    return size


def _blocks(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield a part block by block, each with the end of the one before, so that nothing hides between two."""
    before = bytes(OVERLAP)
    with package.open(entry) as part:
        while block := part.read(BLOCK):
            yield before + block
            before = (before + block)[-OVERLAP:]


def _stretched(
    block: bytes, rows: int, columns: int, cell: re.Pattern[bytes], row: re.Pattern[bytes] | None = None
) -> tuple[int, int]:
    """Return the last row and column seen, this block of a sheet included."""
    cells = cell.findall(block)
    seen = [*(map(int, row.findall(block)) if row else ()), *(int(number) for _, number in cells)]
    return max(rows, *seen, 0), max(columns, *(_number(name) for name in {name for name, _ in cells}), 0)


def _number(name: bytes) -> int:
    value = 0
    for sign in name:
        value = value * 26 + sign - 64
    return value


def _is_far(rows: int, columns: int) -> bool:
    within = rows <= MAX_SHEET_ROWS and columns <= MAX_SHEET_COLUMNS
    is_narrow = columns <= 26  # how many of A to Z are used is not known; the limits of the child decide
    return not within or not (is_narrow or rows * columns <= MAX_AREA)


def _refuse_far_cells(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    rows, columns = 0, 0
    for block in _blocks(package, entry):
        rows, columns = _stretched(block, rows, columns, FILLED)
    if _is_far(rows, columns):
        place = f"{letter(columns - 1)}, {rows}"
        raise Refused(
            "berkas-terlalu-besar", f"(terisi sampai kolom, baris {place})", f"(filled up to column, row {place})"
        )
