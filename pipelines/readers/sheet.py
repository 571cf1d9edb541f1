"""What every reader returns: text cells with their places, and the type each cell was stored as."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

import polars as pl

EMPTY, TEXT, NUMBER, DATE, BOOLEAN, PERCENT, NUMBER_1904 = range(7)
NUMBERS = (NUMBER, PERCENT, NUMBER_1904)
"""Cells stored as numbers: plain, shown as a percentage, or plain in a workbook whose days count from 1904."""


@dataclass(frozen=True)
class Sheet:
    """One table of text cells; frame row 0 is row `start` + 1 as Excel numbers it.

    `name` is None for delimited text. `cells` holds String columns, "" or null for an empty cell. `types` has the same
    shape (UInt8, the constants above) for workbooks and is None where everything is text. `widths` holds the number of
    cells of each row where rows differ in it, else None.
    """

    name: str | None
    cells: pl.DataFrame
    types: pl.DataFrame | None = None
    widths: pl.Series | None = None
    is_hidden: bool = False
    start: int = 0


@dataclass(frozen=True)
class Reading:
    """One file read: its sheets and the dialect that was decided for it."""

    sheets: tuple[Sheet, ...]
    dialect: dict[str, str]


def letter(index: int) -> str:
    """Return the column letter of a 0-based index as Excel writes it: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def frame(rows: Sequence[Sequence[str]]) -> pl.DataFrame:
    """Return rows of text as a frame of String columns as wide as the widest row, short rows padded with null."""
    columns = enumerate(zip_longest(*rows))
    return pl.DataFrame({f"c{index}": pl.Series(cells, dtype=pl.String) for index, cells in columns})
