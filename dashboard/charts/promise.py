"""One indicator's own years: what came of it as points, what was promised as ticks."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import template
from dashboard.language import _
from dashboard.public.blocks import Point

HEIGHT, ROOM = 220, 0.18


def promise(points: Sequence[Point]) -> go.Figure:
    """Return the chart; years that are whole are joined, one that still runs or is provisional is hollow."""
    places = list(range(len(points)))
    values = [value for point in points for value in (point.actual, point.target) if value is not None]
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    margin = (high - low or abs(high) or 1.0) * ROOM
    return template.figure(
        [_years(points, places), _targets(points, places), _results(points, places)],
        xaxis={
            **{"tickvals": places, "ticktext": ["<br>".join(point.label.rsplit(" ", 1)) for point in points]},
            "range": [-0.5, len(points) - 0.5],
        },
        yaxis={"range": [low - 2 * margin, high + 2 * margin], "visible": False},
        shapes=[],
        annotations=[],
        height=HEIGHT,
    )


def color(point: Point) -> str:
    """Return the colour of a result: concern where a target was missed."""
    return template.CONCERN if point.target is not None and not point.is_met else template.MAIN


def is_below(point: Point) -> bool:
    """Return whether a result stands under its target, where its number is then written."""
    return point.actual is not None and point.target is not None and point.actual < point.target


def _years(points: Sequence[Point], places: list[int]) -> dict[str, Any]:
    """Return the line through whole years; part of a year is not joined to them."""
    return {
        **{"type": "scatter", "mode": "lines", "x": places, "hoverinfo": "skip"},
        "y": [point.actual if point.is_whole else None for point in points],
        "line": {"color": template.QUIET, "width": 1},
    }


def _results(points: Sequence[Point], places: list[int]) -> dict[str, Any]:
    colors = [color(point) for point in points]
    return {
        **{"type": "scatter", "mode": "markers+text", "x": places},
        "y": [point.actual for point in points],
        "text": [point.actual_text if point.actual is not None else "" for point in points],
        "textposition": ["bottom center" if is_below(point) else "top center" for point in points],
        "textfont": {"color": colors, "size": 13},
        "marker": {
            **{"size": 11, "color": colors, "line": {"color": colors, "width": 2}},
            "symbol": ["circle" if point.is_whole else "circle-open" for point in points],
        },
        "hovertemplate": "%{text}<extra></extra>",
    }


def _targets(points: Sequence[Point], places: list[int]) -> dict[str, Any]:
    words = [_("target {value}").format(value=point.target_text) for point in points]
    return {
        **{"type": "scatter", "mode": "markers", "x": places, "y": [point.target for point in points]},
        "marker": {"symbol": "line-ew", "size": 34, "line": {"color": template.QUIET, "width": 3}},
        "text": [
            text if point.target is not None else formats.nothing() for text, point in zip(words, points, strict=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }
