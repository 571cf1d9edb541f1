"""Two figures of each unit against one another; those that stand out are named beside their point."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import template
from dashboard.charts.funnel import short
from dashboard.language import _

MOST_LABELS = 6


@dataclass(frozen=True)
class Axis:
    """One of the two figures: its column, what it is called, how a value is written, and a line worth drawing."""

    column: str
    title: str
    show: Callable[[float | None], str]
    line: float | None = None


def pairs(rows: pl.DataFrame, across: Axis, up: Axis, colors: dict[str, str]) -> go.Figure:
    """Return the chart; `rows` has unit_name, group and both columns, `colors` the groups that stand out."""
    known = rows.filter(pl.col(across.column).is_not_null() & pl.col(up.column).is_not_null())
    return template.figure(
        [_points(known, across, up, colors)],
        xaxis={"title": {"text": across.title}, **_ticks(known, across)},
        yaxis={"title": {"text": up.title}, **_ticks(known, up)},
        shapes=[
            *([_upright(across.line)] if across.line is not None else []),
            *([template.level(up.line)] if up.line is not None else []),
        ],
        annotations=_names(known, across, up, colors),
        right=24,
    )


def description(rows: pl.DataFrame, across: Axis, up: Axis, colors: dict[str, str]) -> str:
    """Return the chart in words: how many units, and both figures of those that stand out."""
    known = rows.filter(pl.col(across.column).is_not_null() & pl.col(up.column).is_not_null())
    text = _("{up} terhadap {across}, {n} unit.").format(
        up=up.title, across=across.title, n=formats.number(known.height, 0)
    )
    told = [
        f"{row['unit_name']} {across.show(row[across.column])} · {up.show(row[up.column])}"
        for row in known.filter(pl.col("group").is_in(list(colors))).head(MOST_LABELS).iter_rows(named=True)
    ]
    return f"{text} {'; '.join(told)}" if told else text


def _ticks(known: pl.DataFrame, axis: Axis) -> dict[str, Any]:
    ticks = template.ticks([*known[axis.column], axis.line], 4)
    return {"tickvals": ticks, "ticktext": [axis.show(value) for value in ticks]}


def _points(known: pl.DataFrame, across: Axis, up: Axis, colors: dict[str, str]) -> dict[str, Any]:
    words = [
        f"{row['unit_name']}<br>{across.title}: <b>{across.show(row[across.column])}</b><br>"
        f"{up.title}: <b>{up.show(row[up.column])}</b>"
        for row in known.iter_rows(named=True)
    ]
    return {
        **{"type": "scatter", "mode": "markers", "x": known[across.column].to_list(), "y": known[up.column].to_list()},
        "marker": {"size": 11, "color": [colors.get(code, template.MAIN) for code in known["group"]]},
        "text": words,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _names(known: pl.DataFrame, across: Axis, up: Axis, colors: dict[str, str]) -> list[dict[str, Any]]:
    outside = known.filter(pl.col("group").is_in(list(colors))).head(MOST_LABELS)
    values = known[across.column].to_list()
    middle = (min(values) + max(values)) / 2 if values else 0.0
    return [
        {
            **{"x": row[across.column], "y": row[up.column], "text": short(row["unit_name"], 22), "showarrow": False},
            "xanchor": "right" if row[across.column] > middle else "left",
            "xshift": -9 if row[across.column] > middle else 9,
            "yshift": 10,
            "font": {"color": colors[row["group"]], "size": 12},
        }
        for row in outside.iter_rows(named=True)
    ]


def _upright(place: float) -> dict[str, Any]:
    return {
        **{"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": place, "x1": place, "layer": "below"},
        "line": {"color": template.QUIET, "width": 1},
    }
