"""Long → wide: lines that answer one question each become one row, which stands at its first line."""

from collections.abc import Mapping

import polars as pl

from pipelines.contracts import all_contracts
from pipelines.profiles import Take, tidy
from pipelines.readers.sheet import EMPTY, TEXT
from pipelines.reshape import Grid


def pivoted(
    take: Take, made: Grid, fixed: Mapping[str, str], position: int
) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    """Return long rows made wide and how their cells are stored: one row per `index`, each value of `on` a column.

    A row stands at its first line. Two different answers to one question stay visible as "3 / 4", which no parser takes
    for a number.
    """
    frame = made.cells
    if made.types is not None:
        frame = pl.concat([frame, made.types.drop("row_number").rename(_stored)], how="horizontal")
    head = [pl.col("row_number").min().alias("row_number"), pl.len().cast(pl.Int64).alias("row_count")]
    texts, types = [], []
    for column in all_contracts()[take.kind].columns:
        text, stored = _told(take, made, column.name, fixed, position)
        texts.append(text.alias(column.name))
        types.append(stored.cast(pl.UInt8).alias(f"stored as {column.name}"))
    every = [*head, *texts, *(types if made.types is not None else ())]
    grouped = frame.group_by(_key(take, made).alias("group"), maintain_order=True).agg(*every)
    names = [column.name for column in all_contracts()[take.kind].columns]
    cells = grouped.select("row_number", "row_count", *names)
    if made.types is None:
        return cells, None
    return cells, grouped.select(pl.col(f"stored as {name}").alias(name) for name in names)


def _stored(name: str) -> str:
    return f"stored {name}"


def _told(take: Take, made: Grid, ours: str, fixed: Mapping[str, str], position: int) -> tuple[pl.Expr, pl.Expr]:
    """Return the text of one of our columns in a group of lines, and how it is stored."""
    theirs = take.columns.get(ours)
    if theirs is None:
        return pl.lit(fixed.get(ours), dtype=pl.String), pl.lit(TEXT if ours in fixed else EMPTY)
    if theirs in {(header,) for header in take.pivot_index}:
        name = made.name(theirs[0])
        return pl.col(name).str.strip_chars().first(), pl.col(_stored(name)).first()
    name = made.names[position]
    asked = pl.col(made.name(take.pivot["on"])).str.strip_chars().str.to_lowercase() == theirs[0].casefold()
    answers = pl.col(name).str.strip_chars().filter(asked).unique(maintain_order=True)
    stored = pl.when(answers.len() > 1).then(pl.lit(TEXT)).otherwise(pl.col(_stored(name)).filter(asked).first())
    return answers.str.join(" / ").replace("", None), stored.fill_null(EMPTY)


def lines(take: Take, made: Grid) -> pl.DataFrame:
    """Return the lines of which each row of a pivot is made."""
    asked = {theirs[0].casefold(): ours for ours, theirs in take.columns.items()}
    on = pl.col(made.name(take.pivot["on"])).str.strip_chars().str.to_lowercase()
    return made.cells.select(
        "row_number",
        pl.col("row_number").min().over(_key(take, made)).alias("first_row"),
        on.replace_strict(asked, default=None, return_dtype=pl.String).alias("column"),
    )


def values_at(take: Take, made: Grid, part: Mapping[str, int]) -> int:
    """Return the position of the column with the answers: the one named, or the one of this group of columns."""
    return next(iter(part.values())) if take.unpivot else made.headers.index(tidy(take.pivot["values"]))


def _key(take: Take, made: Grid) -> pl.Expr:
    """Return what rows that become one have in common."""
    texts = [pl.col(made.name(header)).fill_null("").str.strip_chars() for header in take.pivot_index]
    return pl.concat_str(texts, separator="\x1f")
