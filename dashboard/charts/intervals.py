"""Shrunken values with their intervals, one unit a line, against the value of the group."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import days, template
from dashboard.charts.funnel import COLORS, finest
from dashboard.language import _

LINE_HEIGHT, MARGIN = 30, 56


def intervals(members: pl.DataFrame, show: Callable[[float | None], str]) -> go.Figure:
    """Return the chart of the units that can be judged, in the order of `members` from top to bottom."""
    judged = members.filter(pl.col("shrunken_value").is_not_null() & (pl.col("group_code") != "too_little_data"))
    places = list(range(judged.height, 0, -1))
    expected = judged["expected"].drop_nulls()
    ticks = template.ticks([*judged["shrunken_lower"], *judged["shrunken_upper"]], 4, finest(members))
    return template.figure(
        [_values(judged, places, show)],
        xaxis={"tickvals": ticks, "ticktext": [show(value) for value in ticks]},
        yaxis={
            **{"tickvals": places, "ticktext": [days.wrapped(name, 24) for name in judged["unit_name"]]},
            **{"range": [0.4, judged.height + 0.6], "showgrid": False, "tickfont": {"size": 11}},
        },
        shapes=[_group(float(expected[0]))] if len(expected) else [],
        annotations=[],
        height=MARGIN + LINE_HEIGHT * max(judged.height, 3),
    )


def description(members: pl.DataFrame, show: Callable[[float | None], str]) -> str:
    """Return the chart in words."""
    judged = members.filter(pl.col("shrunken_value").is_not_null())
    lines = [
        _("{unit} {value} ({low} sampai {high})").format(
            unit=row["unit_name"],
            value=show(row["shrunken_value"]),
            low=show(row["shrunken_lower"]),
            high=show(row["shrunken_upper"]),
        )
        for row in judged.head(12).iter_rows(named=True)
    ]
    return _("Nilai yang disusutkan dengan selang 95 persen: {values}").format(
        values="; ".join(lines) or formats.nothing()
    )


def _values(judged: pl.DataFrame, places: list[int], show: Callable[[float | None], str]) -> dict[str, Any]:
    colors = [COLORS.get(code, template.MAIN) for code in judged["group_code"]]
    above = judged["shrunken_upper"] - judged["shrunken_value"]
    below = judged["shrunken_value"] - judged["shrunken_lower"]
    words = [
        f"{row['unit_name']}<br><b>{show(row['shrunken_value'])}</b> "
        f"({show(row['shrunken_lower'])}–{show(row['shrunken_upper'])})"
        for row in judged.iter_rows(named=True)
    ]
    return {
        **{"type": "scatter", "mode": "markers"},
        "x": judged["shrunken_value"].to_list(),
        "y": places,
        "error_x": {
            **{"type": "data", "symmetric": False, "color": template.QUIET, "thickness": 1.5, "width": 4},
            **{"array": above.to_list(), "arrayminus": below.to_list()},
        },
        "marker": {"size": 10, "color": colors},
        "text": words,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _group(expected: float) -> dict[str, Any]:
    return {
        **{"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": expected, "x1": expected, "layer": "below"},
        "line": {"color": template.QUIET, "width": 1},
    }
