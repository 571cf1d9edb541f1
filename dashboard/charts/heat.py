"""Mean gaps as cells in one hue: the number in each, darker the more is missing, hatched where evidence is thin."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import template
from dashboard.charts.days import inert, wrapped
from dashboard.language import _

Row = dict[str, Any]
ROW_HEIGHT = 34
# Mean levels missing from which a cell is one shade darker.
STEPS = ((0.75, 0.52), (0.4, 0.36), (0.2, 0.22), (0.0, 0.12))
PALE = 0.05
HATCH = {
    **{"fgcolor": "rgba(107, 114, 128, 0.38)", "bgcolor": "rgba(0,0,0,0)", "fillmode": "overlay"},
    **{"size": 6, "solidity": 0.15},
}


def heat(cells: pl.DataFrame, picked: str | None = None) -> go.Figure:
    """Return a cell for every row and competency; each carries its code, the one picked has a border."""
    rows = dict(cells.select("row_id", "row_name").iter_rows())
    names = dict(cells.select("competency_id", "competency_name").iter_rows())
    places = [
        (list(names).index(c), list(rows).index(r)) for r, c in cells.select("row_id", "competency_id").iter_rows()
    ]
    known = list(cells.iter_rows(named=True))
    codes = [f"{row['row_id']}~{row['competency_id']}" for row in known]
    boxes = {
        **{"type": "bar", "orientation": "h", "width": 0.92},
        **{"hovertext": [_told(row) for row in known], "hovertemplate": "%{hovertext}<extra></extra>"},
        **{"x": [0.95] * len(known), "base": [x - 0.475 for x, _y in places], "y": [y for _x, y in places]},
        "customdata": [[code] for code in codes],
        "marker": {
            "color": [shade(row["gap_avg"]) for row in known],
            "line": {"color": template.MAIN, "width": [3 if code == picked else 0 for code in codes]},
            "pattern": HATCH | {"shape": ["/" if r["is_thin"] or r["gap_avg"] is None else "" for r in known]},
        },
    }
    numbers = {
        **{"type": "scatter", "mode": "text", "textfont": {"size": 12, "color": template.MAIN}, "hoverinfo": "skip"},
        **{"x": [x for x, _y in places], "y": [y for _x, y in places]},
        "text": [written(row["gap_avg"], row["reason"]) for row in known],
        "customdata": [[code] for code in codes],
    }
    return template.figure(
        [boxes, numbers],
        xaxis={
            **{"tickvals": list(range(len(names))), "range": [-0.5, len(names) - 0.5], "side": "top"},
            **{"ticktext": [wrapped(name, 14) for name in names.values()], "tickfont": {"size": 11}},
        },
        yaxis={
            **{"tickvals": list(range(len(rows))), "range": [len(rows) - 0.5, -0.5], "showgrid": False},
            **{"ticktext": [wrapped(name, 20) for name in rows.values()], "tickfont": {"size": 11}},
        },
        shapes=[],
        annotations=[],
        height=ROW_HEIGHT * len(rows) + 110,
    )


def _told(row: Row) -> str:
    """Return what is said over a cell: who, what, how much and how many were assessed."""
    share = formats.share(row["assessed_count"], row["in_post_count"])
    number = written(row["gap_avg"], row["reason"])
    return f"{inert(row['row_name'])}<br>{inert(row['competency_name'])}: <b>{number}</b> ({share})"


def shade(gap: float | None) -> str:
    """Return the colour of a mean gap: pale where nothing is missing or nothing is known."""
    alpha = PALE if gap is None else next((alpha for least, alpha in STEPS if gap < 0 and -gap >= least), PALE)
    return f"rgba(29, 112, 184, {alpha})"


def written(gap: float | None, reason: str | None) -> str:
    """Return the number in a cell with its sign, or a mark for the kind of nothing."""
    if gap is None:
        return {"few_people": "n", "no_standard": "–"}.get(reason or "", "○")
    return formats.signed(gap, 1)


def description(cells: pl.DataFrame) -> str:
    """Return the three deepest cells in words, and how many rest on thin evidence."""
    deepest = cells.filter(pl.col("gap_avg").is_not_null()).sort("gap_avg", "row_id", "competency_id").head(3)
    told = [
        f"{row['row_name']}, {row['competency_name']}: {written(row['gap_avg'], None)}"
        for row in deepest.iter_rows(named=True)
    ]
    return _("Kesenjangan rata-rata; terdalam: {cells}. {n} dari {whole} sel berdasar bukti tipis.").format(
        cells="; ".join(told) or formats.nothing(),
        n=formats.number(cells.filter("is_thin").height, 0),
        whole=formats.number(cells.height, 0),
    )
