"""What past courses did: the change beyond that of others, each with its 95 percent interval, against no effect."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import template
from dashboard.charts.funnel import short
from dashboard.language import _

LINE_HEIGHT, MARGIN = 28, 56


def effects(rows: pl.DataFrame) -> go.Figure:
    """Return one line a course with a figure, in the order of `rows` from top to bottom."""
    known = rows.filter(pl.col("effect_levels").is_not_null())
    places = list(range(known.height, 0, -1))
    ticks = template.ticks([0, *known["effect_low"], *known["effect_high"]], 4)
    mid = known["effect_levels"]
    return template.figure(
        [
            {
                **{"type": "scatter", "mode": "markers", "x": mid.to_list(), "y": places, "hoverinfo": "skip"},
                "error_x": {
                    **{"type": "data", "symmetric": False, "color": template.QUIET, "thickness": 1.5, "width": 4},
                    **{
                        "array": (known["effect_high"] - mid).to_list(),
                        "arrayminus": (mid - known["effect_low"]).to_list(),
                    },
                },
                "marker": {
                    "size": 10,
                    "color": [template.MAIN if low > 0 else template.QUIET for low in known["effect_low"]],
                },
            }
        ],
        xaxis={"tickvals": ticks, "ticktext": [formats.number(value) for value in ticks]},
        yaxis={
            **{"tickvals": places, "ticktext": [short(name) for name in known["course_name"]]},
            **{"range": [0.4, known.height + 0.6], "showgrid": False},
        },
        shapes=[
            {
                **{"type": "line", "yref": "paper", "y0": 0, "y1": 1, "x0": 0, "x1": 0, "layer": "below"},
                "line": {"color": template.QUIET, "width": 1},
            }
        ],
        annotations=[],
        height=MARGIN + LINE_HEIGHT * max(known.height, 3),
    )


def description(rows: pl.DataFrame) -> str:
    """Return the effects in words."""
    lines = [
        _("{unit} {value} ({low} sampai {high})").format(
            unit=row["course_name"], **dict(zip(("value", "low", "high"), told(row), strict=True))
        )
        for row in rows.filter(pl.col("effect_levels").is_not_null()).head(12).iter_rows(named=True)
    ]
    return _("Dampak tiap pelatihan dalam level, selang 95 persen: {values}").format(
        values="; ".join(lines) or formats.nothing()
    )


def told(row: dict[str, Any]) -> tuple[str, str, str]:
    """Return an effect with the ends of its interval, so exact that an end beside nought does not read as nought."""
    values = row["effect_levels"], row["effect_low"], row["effect_high"]
    places = formats.decimals_that_tell(*values)
    value, low, high = (formats.number(each, places) for each in values)
    return value, low, high
