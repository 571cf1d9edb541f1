"""Rows below a header that are no data: blank ones, footers, headings, the header again, rows of another width."""

import polars as pl

from pipelines.profiles import Profile, tidy
from pipelines.recognition import Table


def not_data(profile: Profile, table: Table, body: pl.DataFrame, is_heading: pl.Series) -> pl.DataFrame:
    """Return row_number, class and reason of the rows that are no data."""
    marked = _first_cells(table, body)
    reason = (
        pl.when(pl.col("first") == "")
        .then(pl.lit("kosong"))
        .when(pl.col("row_number") >= _stop_row(profile, marked))
        .then(pl.lit("footer"))
        .when(is_heading)
        .then(pl.lit("judul-kelompok"))
        .when(pl.col("row_number").is_in(_repeated_headers(table, body, marked)))
        .then(pl.lit("judul-ulang"))
        .when(has_other_width(table))
        .then(pl.lit("jumlah-kolom-berbeda"))
    )
    held = pl.when(pl.col("reason") == "jumlah-kolom-berbeda").then(pl.lit("quarantined")).otherwise(pl.lit("excluded"))
    found = body.with_columns(marked["first"]).select("row_number", reason.alias("reason")).drop_nulls()
    return found.select("row_number", held.alias("class"), "reason")


def _first_cells(table: Table, body: pl.DataFrame) -> pl.DataFrame:
    """Return `row_number` and `first`: the first cell of each row that is not blank, "" where all are."""
    names = table.sheet.cells.columns
    marked = body.select("row_number", pl.col(names[0]).str.strip_chars().fill_null("").alias("first"))
    holes = body.filter(marked["first"] == "")
    if holes.is_empty():
        return marked
    stripped = (pl.col(name).str.strip_chars() for name in names)
    others = pl.coalesce(*(pl.when(cell != "").then(cell) for cell in stripped), pl.lit(""))
    return marked.update(holes.select("row_number", others.alias("first")), on="row_number")


def _repeated_headers(table: Table, body: pl.DataFrame, marked: pl.DataFrame) -> list[int]:
    title = next((header for header in table.headers if header), "")
    alike = body.filter(marked["first"].str.to_lowercase().str.starts_with(title.partition(" ")[0]))
    cells = alike.select("row_number", *table.sheet.cells.columns).iter_rows()
    return [number for number, *row in cells if tuple(map(tidy, row)) == table.headers]


def has_other_width(table: Table) -> pl.Expr:
    """Delimited rows must have a cell for every header, and nothing in cells beyond; a workbook has no such notion."""
    if table.sheet.types is not None:
        return pl.lit(value=False)
    width = max((index for index, header in enumerate(table.headers) if header), default=-1) + 1
    beyond = [pl.col(name).fill_null("").str.strip_chars() != "" for name in table.sheet.cells.columns[width:]]
    return pl.any_horizontal(pl.col("width") < width, *beyond)


def _stop_row(profile: Profile, marked: pl.DataFrame) -> int:
    """Return the first row that begins like a footer; everything from there on is one."""
    stops = marked.filter(pl.col("first").str.contains(profile.stop)) if profile.stop else marked.clear()
    row: int = stops["row_number"].min() if stops.height else 1 << 40  # type: ignore[assignment]
    return row
