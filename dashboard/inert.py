"""Text that a spreadsheet would run is disarmed before it leaves in a CSV."""

import polars as pl

# What makes a spreadsheet take text for a formula, and the full-width twins some of them fold.
STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "−")


def disarmed(table: pl.DataFrame) -> pl.DataFrame:
    """Return the table with an apostrophe before every text that begins like a formula."""
    return table.with_columns(_disarmed(name) for name, kind in table.schema.items() if kind == pl.String)


def _disarmed(column: str) -> pl.Expr:
    start = pl.col(column).str.strip_chars(" \u00a0")
    runs = pl.any_horizontal(start.str.starts_with(each) for each in STARTS)
    return pl.when(runs).then(pl.concat_str(pl.lit("'"), pl.col(column))).otherwise(pl.col(column)).alias(column)
