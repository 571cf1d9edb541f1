"""The spread of predicates, unit by unit, as bars that fill the width; and what changed, split in two."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import days, template
from dashboard.language import _
from dashboard.words import appraisals, word

# From best to least: blue for very good, navy, then grey and orange; the words stand in the bars and in the table.
COLUMNS = {
    "very_good_count": ("very_good", template.BETTER),
    "good_count": ("good", template.MAIN),
    "needs_improvement_count": ("needs_improvement", template.QUIET),
    "poor_count": ("poor", template.CONCERN),
    "very_poor_count": ("very_poor", template.CONCERN),
}
LINE_HEIGHT, MARGIN = 30, 64


def spread(units: pl.DataFrame) -> go.Figure:
    """Return one bar a unit, in the order given from top to bottom; each part is a share of those rated."""
    rated = units.filter(pl.col("rated_count") > 0)
    places = list(range(rated.height, 0, -1))
    return template.figure(
        [_part(rated, places, column) for column in COLUMNS],
        xaxis={"range": [0, 101], "tickvals": [0, 50, 100], "ticktext": [formats.percent(v, 0) for v in (0, 50, 100)]},
        yaxis={
            **{"tickvals": places, "ticktext": [days.wrapped(name, 24) for name in rated["unit_name"]]},
            **{"range": [0.4, rated.height + 0.6], "showgrid": False, "tickfont": {"size": 11}},
        },
        shapes=[],
        annotations=[],
        height=MARGIN + LINE_HEIGHT * max(rated.height, 3),
        barmode="stack",
    )


def _part(rated: pl.DataFrame, places: list[int], column: str) -> dict[str, Any]:
    code, color = COLUMNS[column]
    name = word(appraisals.PREDICATES, code)
    counts = rated[column].to_list()
    shares = [100 * count / whole for count, whole in zip(counts, rated["rated_count"], strict=True)]
    return {
        **{"type": "bar", "orientation": "h", "x": shares, "y": places},
        "marker": {"color": color, "line": {"color": "rgba(255,255,255,0.6)", "width": 1}},
        "text": [formats.number(count, 0) if share >= 6 else "" for count, share in zip(counts, shares, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "customdata": [
            f"{unit}<br>{name}: <b>{formats.number(count, 0)}</b>"
            for unit, count in zip(rated["unit_name"], counts, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def description(units: pl.DataFrame) -> str:
    """Return the spread in words."""
    lines = []
    for row in units.filter(pl.col("rated_count") > 0).head(12).iter_rows(named=True):
        parts = [
            f"{word(appraisals.PREDICATES, code)} {formats.number(row[column], 0)}"
            for column, (code, _color) in COLUMNS.items()
            if row[column]
        ]
        lines.append(f"{row['unit_name']}: {', '.join(parts)}")
    return _("Sebaran predikat: {values}").format(values="; ".join(lines) or formats.nothing())


def through_time(changes: pl.DataFrame) -> go.Figure:
    """Return the shares of very good and of below good through time; `changes` has a row a period, oldest first."""
    return template.figure(
        [
            _line(changes, "top_share", template.MAIN),
            _line(changes, "low_share", template.CONCERN),
        ],
        xaxis=template.period_ticks(changes["period"].to_list()),
        yaxis=_share_axis(changes),
        shapes=[],
        annotations=_ends(changes),
        right=110,
    )


def _line(changes: pl.DataFrame, column: str, color: str) -> dict[str, Any]:
    return {
        **{"type": "scatter", "mode": "lines+markers", "x": list(range(changes.height))},
        "y": changes[column].to_list(),
        "line": {"color": color, "width": 2},
        "marker": {"size": 7},
        "text": [
            f"{formats.period(row['period'])}<br><b>{formats.whole_percent(row[column])}</b>"
            for row in changes.iter_rows(named=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def _share_axis(changes: pl.DataFrame) -> dict[str, Any]:
    ticks = template.ticks([0.0, *changes["top_share"], *changes["low_share"]], 4, 0.01)
    return {"tickvals": ticks, "ticktext": [formats.whole_percent(value) for value in ticks], "rangemode": "tozero"}


def _ends(changes: pl.DataFrame) -> list[dict[str, Any]]:
    last = changes.row(-1, named=True)
    labels = ((_("Sangat Baik"), "top_share", template.MAIN), (_("di bawah Baik"), "low_share", template.CONCERN))
    return [
        template.label(text, last[column], color=color) for text, column, color in labels if last[column] is not None
    ]
