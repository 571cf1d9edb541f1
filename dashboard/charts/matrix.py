"""Goals by unit as cells: how many indicators were met, by number, mark and colour."""

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import template
from dashboard.charts.days import inert, wrapped
from dashboard.words.goals import STANDINGS

ROW_HEIGHT = 40
COLORS = {"all": template.BETTER, "some": template.QUIET, "none": template.CONCERN, "not_judged": template.BAND}


def matrix(cells: pl.DataFrame, picked: str | None = None) -> go.Figure:
    """Return a cell for every goal and unit with an indicator; each carries its code, the one picked has a border."""
    goals = cells["goal_name"].unique(maintain_order=True).to_list()
    units = dict(cells.select("unit_id", "unit_name").iter_rows())
    columns = list(units)
    rows = list(cells.iter_rows(named=True))
    codes = [f"{row['unit_id']}~{row['goal_id']}" for row in rows]
    bars = {
        **{"type": "bar", "orientation": "h", "textposition": "inside", "insidetextanchor": "middle", "textangle": 0},
        "x": [0.94] * len(rows),
        "base": [columns.index(row["unit_id"]) - 0.47 for row in rows],
        "y": [goals.index(row["goal_name"]) for row in rows],
        "width": 0.9,
        "text": [f"{STANDINGS[row['standing']].icon}\u00a0{row['met_count']}/{row['judged_count']}" for row in rows],
        "customdata": [[code] for code in codes],
        "hovertext": [
            f"{inert(row['goal_name'])}<br>{inert(row['unit_name'])}: {STANDINGS[row['standing']].plain}"
            for row in rows
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [COLORS[row["standing"]] for row in rows],
            "line": {"color": template.MAIN, "width": [4 if code == picked else 0 for code in codes]},
            "pattern": {"shape": ["/" if row["standing"] == "not_judged" else "" for row in rows]},
        },
    }
    return template.figure(
        [bars],
        xaxis={
            **{"tickvals": list(range(len(columns))), "range": [-0.5, len(columns) - 0.5], "side": "top"},
            "ticktext": [wrapped(units[code], 14) for code in columns],
        },
        yaxis={
            **{"tickvals": list(range(len(goals))), "range": [len(goals) - 0.5, -0.5], "showgrid": False},
            "ticktext": [wrapped(name, 24) for name in goals],
        },
        shapes=[],
        annotations=[],
        height=ROW_HEIGHT * len(goals) + 70,
    )
