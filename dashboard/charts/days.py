"""Days on an axis of periods: where a note stands on a chart, and its words made harmless."""

import html
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

LONGEST = 90


@dataclass(frozen=True)
class Mark:
    """A day worth seeing on a chart: its short label (K1) and its words."""

    day: date
    label: str
    words: str


def position(starts: pl.Series, day: date) -> float:
    """Return where a day lies on the axis, period 0 reaching from −0.5 to 0.5; days outside lie on the edge."""
    known: list[date] = starts.to_list()
    before = [index for index, start in enumerate(known) if start <= day]
    if not before:
        return -0.5
    index = before[-1]
    if index + 1 < len(known):
        length = known[index + 1] - known[index]
    else:
        length = known[index] - known[index - 1] if index else timedelta(days=92)
    return min(index - 0.5 + (day - known[index]) / length, len(known) - 0.5)


def inert(words: str) -> str:
    """Return text a chart shows as it is: no tags, one line, cut where it would not fit."""
    line = " ".join(words.split())
    return html.escape(line if len(line) <= LONGEST else line[: LONGEST - 1] + "…", quote=False)
