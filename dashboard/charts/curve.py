"""What the next rupiah buys: the best value at several budgets, the budget wished for marked."""

from typing import Any

import plotly.graph_objects as go

from dashboard import formats
from dashboard.charts import template
from dashboard.language import _

Row = dict[str, Any]


def curve(points: list[Row], budget: int) -> go.Figure:
    """Return the line through the budgets at which a plan was found; `value` in weighted levels."""
    known = [point for point in points if point["value"] is not None]
    money = [point["budget_rupiah"] for point in known]
    ticks = template.ticks([0, *money], 4)
    heights = template.ticks([0, *(point["value"] for point in known)], 4)
    return template.figure(
        [
            {
                **{"type": "scatter", "mode": "lines+markers", "x": money, "y": [p["value"] for p in known]},
                **{"line": {"color": template.QUIET, "width": 2}, "hovertemplate": "%{text}<extra></extra>"},
                "marker": {
                    "size": [13 if at == budget else 7 for at in money],
                    "color": [template.MAIN if at == budget else template.QUIET for at in money],
                },
                "text": [f"{formats.rupiah(p['budget_rupiah'])}<br>{formats.number(p['value'], 1)}" for p in known],
            }
        ],
        xaxis={"tickvals": ticks, "ticktext": [formats.rupiah(at) for at in ticks], "rangemode": "tozero"},
        yaxis={"tickvals": heights, "ticktext": [formats.number(at) for at in heights], "rangemode": "tozero"},
        shapes=[],
        annotations=[
            {
                **{"x": p["budget_rupiah"], "y": p["value"], "text": _("anggaran ini"), "showarrow": False},
                **{"yshift": 18, "font": {"color": template.MAIN, "size": 12}},
            }
            for p in known
            if p["budget_rupiah"] == budget
        ],
        height=260,
    )


def description(points: list[Row]) -> str:
    """Return the points in words."""
    told = [
        f"{formats.rupiah(p['budget_rupiah'])}: {formats.number(p['value'], 1) if p['value'] is not None else '–'}"
        for p in points
    ]
    return _("Nilai rencana terbaik menurut anggaran: {points}").format(points="; ".join(told))
