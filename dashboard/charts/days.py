"""Days on an axis of periods: where a note stands on a chart, how it is drawn, and its words made harmless."""

import html
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import polars as pl

from dashboard.charts import template

LONGEST = 90
# The share of the axis that marks stand in, below the results.
STRIP = 0.18


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


def wrapped(name: str, width: int) -> str:
    """Return a label in at most two lines, harmless."""
    return "<br>".join(inert(line) for line in textwrap.wrap(name, width, max_lines=2, placeholder="…"))


def noted(starts: pl.Series, marks: Sequence[Mark], bottom: float) -> list[dict[str, Any]]:
    """Return the marks as triangles at the height `bottom`, their words shown when pointed at."""
    if not marks:
        return []
    return [
        {
            **{"type": "scatter", "mode": "markers", "hovertemplate": "%{text}<extra></extra>"},
            "x": [position(starts, mark.day) for mark in marks],
            "y": [bottom] * len(marks),
            "text": [inert(f"{mark.label}: {mark.words}") for mark in marks],
            "marker": {"color": template.QUIET, "size": 11, "symbol": "triangle-up"},
            "cliponaxis": False,
        }
    ]


def labels(starts: pl.Series, marks: Sequence[Mark], bottom: float) -> list[dict[str, Any]]:
    """Return each mark's letter and number over its triangle; marks of the same place share one label."""
    places: dict[float, list[str]] = {}
    for mark in marks:
        places.setdefault(round(position(starts, mark.day), 1), []).append(mark.label)
    return [
        {
            **{"x": place, "y": bottom, "text": " ".join(words), "showarrow": False, "yshift": 15},
            **{"font": {"color": template.QUIET, "size": 12}, "xanchor": "center"},
        }
        for place, words in places.items()
    ]
