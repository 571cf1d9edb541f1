"""The nine elements of the survey on their scale of 1 to 4, the lowest marked; and two shares through time."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import days, template
from dashboard.charts.days import Mark
from dashboard.language import _
from dashboard.words.services import ELEMENTS

LINE_HEIGHT, MARGIN = 30, 48
LOWEST, HIGHEST = 1.0, 4.0


def elements(row: dict[str, Any], before: dict[str, Any] | None) -> go.Figure:
    """Return the elements of one survey from the highest mean to the lowest, with hollow points for the one before."""
    means = ranked(row)
    places = list(range(len(means), 0, -1))
    now = [value for _column, value in means]
    earlier = [(before or {}).get(column) for column, _value in means]
    colors = [template.CONCERN if index == len(means) - 1 else template.MAIN for index in range(len(means))]
    return template.figure(
        [
            _points(earlier, places, [template.QUIET] * len(means), "circle-open"),
            _points(now, places, colors, "circle"),
        ],
        xaxis={"range": [LOWEST - 0.05, HIGHEST + 0.05], "tickvals": [1, 2, 3, 4]},
        yaxis={
            **{"tickvals": places, "ticktext": [days.wrapped(_(ELEMENTS[column]), 24) for column, _value in means]},
            **{"range": [0.4, len(means) + 0.6], "tickfont": {"size": 11}},
        },
        shapes=[],
        annotations=[template.label(formats.number(value, 2), place) for value, place in zip(now, places, strict=True)],
        right=44,
        height=MARGIN + LINE_HEIGHT * max(len(means), 3),
    )


def ranked(row: dict[str, Any]) -> list[tuple[str, float]]:
    """Return the elements that have a mean, highest first."""
    known = [(column, float(row[column])) for column in ELEMENTS if row.get(column) is not None]
    return sorted(known, key=lambda pair: (-pair[1], pair[0]))


def description(row: dict[str, Any]) -> str:
    """Return the elements in words."""
    said = [f"{_(ELEMENTS[column])} {formats.number(value, 2)}" for column, value in ranked(row)]
    return _("Rata-rata unsur, skala 1 sampai 4: {values}").format(values="; ".join(said) or formats.nothing())


def _points(values: Sequence[float | None], places: list[int], colors: list[str], symbol: str) -> dict[str, Any]:
    return {
        **{"type": "scatter", "mode": "markers", "x": list(values), "y": places},
        "marker": {"size": 10, "color": colors, "symbol": symbol},
        "hoverinfo": "skip",
    }


def on_time(series: pl.DataFrame, marks: Sequence[Mark] = ()) -> go.Figure:
    """Return the share finished on time through time with its 95 percent interval; a row a period, oldest first.

    It begins with the first period that has a share. Marks, where there are any, stand at their day in a strip below
    the shares.
    """
    series = series.slice(next((i for i, share in enumerate(series["on_time_share"]) if share is not None), 0))
    places = list(range(series.height))
    heights = [value for name in ("on_time_low", "on_time_high") for value in series[name].drop_nulls()] or [0.0, 1.0]
    ticks = template.ticks(heights, 4, 0.01)
    low, high = min(heights), max(heights)
    bottom = low - (high - low or 1) * days.STRIP
    return template.figure(
        [_share(series, places), *days.noted(series["start_date"], marks, bottom)],
        xaxis={**template.period_ticks(series["period"].to_list()), "range": [-0.5, series.height - 0.5]},
        yaxis={"tickvals": ticks, "ticktext": [formats.whole_percent(value) for value in ticks]},
        shapes=[],
        annotations=days.labels(series["start_date"], marks, bottom),
    )


def _share(series: pl.DataFrame, places: list[int]) -> dict[str, Any]:
    words = [
        _("{period}: {share} dari {n} berkas").format(
            period=formats.period(row["period"]),
            share=formats.whole_percent(row["on_time_share"]),
            n=formats.number(row["judged_count"], 0),
        )
        for row in series.iter_rows(named=True)
    ]
    return {
        **{"type": "scatter", "mode": "lines+markers", "x": places, "y": series["on_time_share"].to_list()},
        "connectgaps": False,
        "line": {"color": template.MAIN, "width": 2},
        "error_y": {
            **{"type": "data", "symmetric": False, "color": template.QUIET, "thickness": 1, "width": 3},
            "array": (series["on_time_high"] - series["on_time_share"]).to_list(),
            "arrayminus": (series["on_time_share"] - series["on_time_low"]).to_list(),
        },
        "text": words,
        "hovertemplate": "%{text}<extra></extra>",
    }


def on_time_description(series: pl.DataFrame) -> str:
    """Return the share on time in words."""
    said = [
        f"{formats.period(row['period'])} {formats.whole_percent(row['on_time_share'])}"
        for row in series.filter(pl.col("on_time_share").is_not_null()).tail(8).iter_rows(named=True)
    ]
    return _("Bagian selesai tepat waktu: {values}").format(values="; ".join(said) or formats.nothing())
