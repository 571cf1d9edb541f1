"""A file understood: the profile it fits, its tables piece by piece, and every row judged; nothing is taken in."""

import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import polars as pl

from pipelines import cells, findings, readers, swaps, validate
from pipelines.cells import Manner
from pipelines.contracts import all_contracts
from pipelines.extract import Extract, extracts
from pipelines.findings import Refused
from pipelines.layouts import REFERENCES, Layout, layouts_of, references_in
from pipelines.profiles import Profile
from pipelines.readers.pieces import Large
from pipelines.recognition import HEADER_ROWS, Table, piece_of, recognise, unread
from pipelines.validate import Judged

Parts = tuple[tuple[Extract, Judged], ...]


@dataclass(frozen=True)
class Understood:
    """A file whose profile is known; `pieces` reads its tables, all at once or, where it is large, some rows at a time.

    `of_pieces` says which. `unread` are sheets that hold a table nobody reads.
    """

    path: Path
    sha256: str
    profile: Profile
    dialect: dict[str, str]
    pieces: Callable[[], Iterator[tuple[Table, ...]]]
    of_pieces: bool = False
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Piece:
    """The tables of a piece, its rows judged, and how many rows its sheets have below the headers."""

    tables: tuple[Table, ...]
    parts: Parts
    row_count: int


@dataclass(frozen=True)
class Examined:
    """One file understood but not yet taken in: its profile, its rows judged, and how many there were."""

    path: Path
    sha256: str
    profile: Profile
    dialect: dict[str, str]
    parts: Parts
    read_counts: dict[tuple[int, str], int]
    layouts: tuple[Layout, ...] = ()
    references: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFERENCES))

    @property
    def findings(self) -> pl.DataFrame:
        return findings.once(judged.findings for _, judged in self.parts)


def examine(path: Path, profile_name: str | None = None) -> Examined:
    """Return what a file says without taking anything in; raises Refused with the one reason it cannot be taken."""
    data = readers.source.bytes_of(path)
    file = understand(path, data, hashlib.sha256(data).hexdigest(), profile_name)
    (piece,) = judged(file)
    if not piece.row_count:
        raise Refused("berkas-kosong")
    counts = {(extract.take, extract.kind): piece.row_count for extract, _ in piece.parts}
    layouts, references = layouts_of(file.profile, piece.tables), references_in(piece.tables)
    return Examined(path, file.sha256, file.profile, file.dialect, piece.parts, counts, layouts, references)


def understand(path: Path, data: bytes | Large, sha256: str, profile_name: str | None) -> Understood:
    """Return the profile and tables of a file; one too large to be read at once is, where its profile needs it whole.

    Raises Refused with the one reason the file cannot be taken.
    """
    if isinstance(data, Large):
        profile, tables = recognise(path.name, [data.head(HEADER_ROWS)], profile_name)
        if profile.reads_by_rows:
            pieces = partial(_pieces, data, tables[0])
            return Understood(path, sha256, profile, dict(data.dialect), pieces, of_pieces=True)
        data = readers.source.bytes_of(path)
    reading = readers.read(data)
    profile, tables = recognise(path.name, reading.sheets, profile_name)
    others = tuple(unread(profile, reading.sheets, tables))
    return Understood(path, sha256, profile, reading.dialect, lambda: iter([tables]), unread=others)


def _pieces(large: Large, table: Table) -> Iterator[tuple[Table, ...]]:
    for sheet in large.sheets():
        yield (piece_of(table, sheet),)


def judged(file: Understood) -> Iterator[Piece]:
    """Yield the pieces of a file with every row judged; the next is made while one is used."""
    manners = _manners(file) if file.of_pieces else {}
    made = (_judged(file, tables, manners) for tables in file.pieces())
    with ThreadPoolExecutor(1) as worker:
        coming = worker.submit(next, made, None)
        while (piece := coming.result()) is not None:
            coming = worker.submit(next, made, None)
            yield piece


def extracts_of(file: Understood, tables: tuple[Table, ...]) -> Iterator[Extract]:
    """Yield the rows of each take of a piece as text."""
    return extracts(file.profile, file.path.name, tables)


def _judged(file: Understood, tables: tuple[Table, ...], manners: dict[int, dict[str, Manner]]) -> Piece:
    mended, swapped = swaps.put_back(file.profile, tables)
    found = enumerate(extracts_of(file, mended))
    parts = [(extract, validate.judge(extract, file.profile.format, manners.get(n))) for n, extract in found]
    rows = sum(table.sheet.cells.height - table.heading_count for table in mended)
    return Piece(mended, validate.with_unread(parts, file.unread, swapped), rows)


def _manners(file: Understood) -> dict[int, dict[str, Manner]]:
    """Return, for each extract of every piece, how its columns write numbers in the whole of the file."""
    known: dict[int, dict[str, Manner]] = {}
    kinds = {take.kind for take in file.profile.takes}
    if not any(column.value == "number" for kind in kinds for column in all_contracts()[kind].columns):
        return known
    for tables in file.pieces():
        for number, extract in enumerate(extracts_of(file, tables)):
            own = known.setdefault(number, {})
            for column in all_contracts()[extract.kind].columns:
                if column.value == "number":
                    manner = cells.manner_of(column, extract.cells[column.name], file.profile.format)
                    own[column.name] = own.get(column.name, Manner()) | manner
    return known
