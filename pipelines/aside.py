"""The rows of a file that are not loaded: held back with a finding, repeated within the file, or no data."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from pipelines import originals
from pipelines.extract import Extract
from pipelines.validate import Judged

SCHEMA: Any = {
    "take": pl.Int32,
    "sheet_name": pl.String,
    "row_number": pl.Int64,
    "row_count": pl.Int64,
    "class": pl.String,
    "reason": pl.String,
}


def labelled(extract: Extract, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        pl.lit(extract.take, dtype=pl.Int32).alias("take"),
        pl.lit(extract.source).alias("source"),
        pl.lit(extract.sheet_name, dtype=pl.String).alias("sheet_name"),
    )


def held(extract: Extract, judged: Judged) -> pl.DataFrame:
    is_held = extract.cells["row_number"].is_in(judged.held["row_number"].implode())
    counts = extract.cells.select("row_number", "row_count").filter(is_held)
    by_finding = judged.held.join(counts, on="row_number", how="left", maintain_order="left").with_columns(
        pl.lit("quarantined").alias("class")
    )
    rows = pl.concat(
        [
            by_finding.select("row_number", pl.col("row_count").fill_null(1), "class", "reason"),
            extract.set_aside.select("row_number", pl.lit(1, dtype=pl.Int64).alias("row_count"), "class", "reason"),
        ]
    )
    return labelled(extract, rows).select(list(SCHEMA)).cast(SCHEMA)


def once(aside: pl.DataFrame) -> pl.DataFrame:
    """Return each physical row once, for the gravest of its reasons."""
    ranked = aside.sort(pl.col("class") != "quarantined", maintain_order=True)
    return ranked.unique(["take", "sheet_name", "row_number"], keep="first", maintain_order=True)


def by_line(aside: pl.DataFrame, extracts: Sequence[Extract]) -> pl.DataFrame:
    """Return rows made of several lines line by line; the first of them keeps the count of all."""
    made = [labelled(extract, extract.lines) for extract in extracts if extract.lines is not None]
    if not made:
        return aside
    lines = pl.concat(made).select("take", "sheet_name", pl.col("row_number").alias("line"), "first_row").unique()
    joined = aside.join(
        lines,
        left_on=["take", "sheet_name", "row_number"],
        right_on=["take", "sheet_name", "first_row"],
        how="left",
        nulls_equal=True,
        maintain_order="left_right",
    )
    is_other = pl.col("line").is_not_null() & (pl.col("line") != pl.col("row_number"))
    count = pl.when(is_other).then(0).otherwise(pl.col("row_count")).alias("row_count")
    return joined.with_columns(count, pl.coalesce("line", "row_number").alias("row_number")).select(list(SCHEMA))


def with_cells(aside: pl.DataFrame, extracts: Sequence[Extract]) -> pl.DataFrame:
    """Add each row as it stood in the file, as originals.cells_of tells it; null for a row not in `extracts`."""
    texts: dict[tuple[str | None, int], str] = {}
    for name in dict.fromkeys(extract.sheet_name for extract in extracts) if aside.height else ():
        own = [extract for extract in extracts if extract.sheet_name == name]
        here = aside.filter(pl.col("sheet_name").eq_missing(pl.lit(name, dtype=pl.String)))
        cells = originals.cells_of(own, here["row_number"])
        texts |= {(name, number): text for number, text in cells.items()}
    cells_by_row = [texts.get((sheet, row)) for sheet, row in aside.select("sheet_name", "row_number").iter_rows()]
    return aside.with_columns(pl.Series("cells", cells_by_row, dtype=pl.String))


def conflicts(aside: pl.DataFrame) -> pl.DataFrame:
    none = pl.lit(None, dtype=pl.String)
    return aside.filter(pl.col("reason").str.starts_with("konflik")).select(
        pl.col("reason").alias("code"),
        pl.lit("quarantine").alias("severity"),
        "sheet_name",
        "row_number",
        none.alias("column_letter"),
        none.alias("column_name"),
        none.alias("value"),
        none.alias("expected_id"),
        none.alias("expected_en"),
        pl.lit(1, dtype=pl.Int64).alias("row_count"),
    )
