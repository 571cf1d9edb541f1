"""Scores by value: the weighted one as a full dot, the sources it comes from and one's own beside it."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import template
from dashboard.language import _
from dashboard.words import people, word

LINE_HEIGHT, MARGIN = 40, 56
# None is the weighted score; sources stand as thin marks, one's own as an open diamond.
MARKS: dict[str | None, dict[str, Any]] = {
    "atasan": {"symbol": "triangle-up-open", "size": 11, "color": template.QUIET},
    "rekan": {"symbol": "circle-open", "size": 10, "color": template.QUIET},
    "bawahan": {"symbol": "square-open", "size": 10, "color": template.QUIET},
    "masyarakat": {"symbol": "cross-thin-open", "size": 10, "color": template.QUIET},
    "diri": {"symbol": "diamond-open", "size": 12, "color": template.CONCERN},
    None: {"symbol": "circle", "size": 13, "color": template.MAIN},
}
SIGNS = {"atasan": "△", "rekan": "○", "bawahan": "□", "masyarakat": "+", "diri": "◇", None: "●"}


def title(rater_type: str | None) -> str:
    """Return what a source is called; no source is the weighted score."""
    return _("Gabungan") if rater_type is None else word(people.SOURCES, rater_type)


def scores(feedback: pl.DataFrame) -> go.Figure:
    """Return one line a value with a mark a source; what may not be shown has no mark."""
    shown = feedback.filter(pl.col("aspect").is_not_null() & pl.col("score_pct").is_not_null())
    names = [code for code in people.AKHLAK if code in shown["aspect"].to_list()]
    places = {code: len(names) - position for position, code in enumerate(names)}
    tick = template.ticks(shown["score_pct"])
    return template.figure(
        [_marks(shown, places, code) for code in MARKS if code in shown["rater_type"].to_list()],
        xaxis={
            **{"tickvals": tick, "ticktext": [formats.number(value) for value in tick]},
            **{"showgrid": True, "gridcolor": template.GRID},
        },
        yaxis={
            **{"tickvals": list(places.values()), "ticktext": [word(people.AKHLAK, code) for code in names]},
            "range": [0.4, len(names) + 0.6],
        },
        shapes=[],
        annotations=[],
        height=MARGIN + LINE_HEIGHT * max(len(names), 2),
    )


def _marks(shown: pl.DataFrame, places: dict[str, int], code: str | None) -> dict[str, Any]:
    rows = shown.filter(pl.col("rater_type").eq_missing(pl.lit(code)))
    return {
        **{"type": "scatter", "mode": "markers", "x": rows["score_pct"].to_list()},
        "y": [places[aspect] for aspect in rows["aspect"]],
        "marker": MARKS[code],
        "text": [
            f"{word(people.AKHLAK, row['aspect'])}<br>{title(code)}: <b>{formats.number(row['score_pct'], 1)}</b>"
            for row in rows.iter_rows(named=True)
        ],
        "hovertemplate": "%{text}<extra></extra>",
    }


def key(feedback: pl.DataFrame) -> str:
    """Return which mark is which source, for those that are shown."""
    shown = feedback.filter(pl.col("aspect").is_not_null() & pl.col("score_pct").is_not_null())
    codes = [code for code in reversed(MARKS) if code in shown["rater_type"].to_list()]
    return " · ".join(f"{SIGNS[code]} {title(code)}" for code in codes)


def description(feedback: pl.DataFrame) -> str:
    """Return the weighted scores in words."""
    shown = feedback.filter(
        pl.col("aspect").is_not_null() & pl.col("rater_type").is_null() & pl.col("score_pct").is_not_null()
    )
    lines = [
        f"{word(people.AKHLAK, row['aspect'])} {formats.number(row['score_pct'], 1)}"
        for row in shown.iter_rows(named=True)
    ]
    return _("Umpan balik 360 menurut nilai BerAKHLAK: {values}").format(values="; ".join(lines) or formats.nothing())
