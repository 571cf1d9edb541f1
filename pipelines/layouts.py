"""What stands around the rows of a table: the lines above, and the references a returned daftar perbaikan carries."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from pipelines.extract import titles_of
from pipelines.profiles import Profile
from pipelines.recognition import Table

REFERENCE = "rujukan"
"""Header of the column that says which row, of which load, a row of a daftar perbaikan came from."""

MARK = "KINERJA"


@dataclass(frozen=True)
class Layout:
    """One sheet without its data: lines 1 to `header_row` as text, and the name of each column (None: dropped)."""

    sheet_name: str | None
    header_row: int
    above: tuple[tuple[str, ...], ...]
    titles: tuple[str | None, ...]
    below: tuple[tuple[str, ...], ...] = ()
    """Lines below the data without which they cannot be read: what a legend says of the headers."""

    def text(self) -> str:
        """Return the lines and the names as JSON, as the store keeps them."""
        return json.dumps({"above": self.above, "titles": self.titles, "below": self.below}, ensure_ascii=False)


def layouts_of(profile: Profile, tables: Iterable[Table]) -> tuple[Layout, ...]:
    """Return the layout of each table; of a column dropped at the door only the header is kept."""
    return tuple(_layout(profile, table) for table in tables)


def width(layouts: Iterable[Layout]) -> int:
    """Return how many columns layouts have together."""
    return sum(len(layout.titles) for layout in layouts)


def _layout(profile: Profile, table: Table) -> Layout:
    titles = titles_of(profile, table)
    lines = table.above.iter_rows()
    above = tuple(
        tuple(
            cell or "" if number >= table.first_row or title is not None else ""
            for cell, title in zip(line, titles, strict=True)
        )
        for number, line in enumerate(lines, start=1)
    )
    return Layout(table.sheet.name, table.header_row, above, tuple(titles), tuple(_legend_lines(profile, table)))


def _legend_lines(profile: Profile, table: Table) -> Iterator[tuple[str, ...]]:
    for line in table.sheet.cells.slice(table.header_row).iter_rows() if profile.legend else ():
        kept = tuple(
            cell if cell and re.fullmatch(profile.legend or "", cell.strip(), re.IGNORECASE) else "" for cell in line
        )
        if any(kept):
            yield kept


def reference(load_id: str, sheet_name: str | None, row_number: int) -> str:
    """Return how a daftar perbaikan names the row it wants mended."""
    return f"{MARK}/{load_id}/{row_number}/{sheet_name or ''}"


REFERENCES = {
    "sheet_name": pl.String,
    "row_number": pl.Int64,
    "old_load": pl.String,
    "old_row": pl.Int64,
    "old_sheet": pl.String,
}


def references_in(tables: Iterable[Table]) -> pl.DataFrame:
    """Return the rows of a returned daftar perbaikan beside the rows they mend, as REFERENCES; none elsewhere."""
    found = [_references(table) for table in tables if _column(table) is not None]
    return pl.concat([pl.DataFrame(schema=REFERENCES), *found])


def _column(table: Table) -> int | None:
    """Return where the references stand; under a merged header only the lowest part of the name counts."""
    lowest = [header.rpartition(" | ")[2] for header in table.headers]
    return lowest.index(REFERENCE) if REFERENCE in lowest else None


def _references(table: Table) -> pl.DataFrame:
    column = table.sheet.cells.columns[_column(table) or 0]
    parts = pl.col(column).str.extract_groups(rf"^\s*{MARK}/([^/]+)/([0-9]{{1,9}})/(.*?)\s*$")
    read = (
        table.rows()
        .select(pl.col("row_number").alias("row"), parts.alias("parts"))
        .unnest("parts")
        .filter(pl.col("1").is_not_null())
    )
    return read.select(
        pl.lit(table.sheet.name, dtype=pl.String).alias("sheet_name"),
        pl.col("row").alias("row_number"),
        pl.col("1").alias("old_load"),
        pl.col("2").cast(pl.Int64).alias("old_row"),
        pl.col("3").replace("", None).alias("old_sheet"),
    )
