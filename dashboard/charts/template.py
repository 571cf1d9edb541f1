"""The one look of every chart: quiet grid, direct labels, no legend, the language's separators.

The four colours are stand-ins that the screen swaps for the first four `chartCategoricalColors` of the theme in use,
so one figure is right in light and in dark.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import plotly.graph_objects as go

from dashboard import formats
from dashboard.language import current

MAIN = "#000001"  # navy; light blue in dark
CONCERN = "#000002"  # orange
QUIET = "#000003"  # grey that is still readable as text
BETTER = "#000004"  # blue
BAND = "rgba(107, 114, 128, 0.13)"
GRID = "rgba(107, 114, 128, 0.25)"
HEIGHT = 320
# Plotly's own check of a figure costs more than the figure; the tests make it, the screen does not.
CHECKED = False

# 14.000, never 14k.
PLAIN_NUMBERS: dict[str, Any] = {"exponentformat": "none", "separatethousands": True}

# The toolbar that comes with a figure says nothing in Indonesian and hides the title on a phone.
CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False, "doubleClick": False}


def figure(
    traces: list[dict[str, Any]],
    *,
    xaxis: dict[str, Any],
    yaxis: dict[str, Any],
    shapes: list[dict[str, Any]],
    annotations: list[dict[str, Any]],
    right: int = 8,
    height: int = HEIGHT,
    barmode: str = "group",
) -> go.Figure:
    """Return a figure in the product's look; made in one piece, because every later change of a figure costs time."""
    quiet = {"zeroline": False, "fixedrange": True, "automargin": True}
    return go.Figure(
        data=traces,
        layout={
            "colorway": [MAIN, CONCERN, QUIET, BETTER],
            "separators": ".," if current() == "en" else ",.",
            "showlegend": False,
            "dragmode": False,
            "hovermode": "x",
            "height": height,
            "barmode": barmode,
            "margin": {"l": 8, "r": right, "t": 12, "b": 8},
            "font": {"size": 13},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "xaxis": {"showgrid": False, "ticks": "", **quiet, **xaxis},
            "yaxis": {"gridcolor": GRID, "nticks": 5, **quiet, **PLAIN_NUMBERS, **yaxis},
            "shapes": shapes,
            "annotations": annotations,
        },
        _validate=CHECKED,
    )


def ticks(values: Iterable[float | None], most: int = 5, least: float = 0.0) -> list[float]:
    """Return round heights between the lowest and the highest value, about `most` of them; none without values.

    They stand at least `least` apart, a power of ten: the smallest difference that their labels can tell.
    """
    known = [value for value in values if value is not None]
    if not known:
        return []
    low, high = min(known), max(known)
    if low == high:
        return [low]
    rough = max((high - low) / most, least)
    size = 10.0 ** math.floor(math.log10(rough))
    factors, enough = ((1, 2, 5, 10), 0.8) if least else ((1, 2, 2.5, 5, 10), 0.999)
    step = next(factor * size for factor in factors if factor * size >= rough * enough)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [index * step for index in range(first, last + 1)]


def period_ticks(periods: Sequence[str]) -> dict[str, Any]:
    """Return ticks that cannot collide at 390 px: the first period of each year, the year alone; at most six."""
    years = [code[:4] for code in periods]
    first = [position for position, year in enumerate(years) if position == 0 or year != years[position - 1]]
    if len(first) <= 1:
        step = max(1, -(-len(periods) // 4))
        first = list(range(0, len(periods), step))
        return {"tickvals": first, "ticktext": [formats.short_period(periods[position]) for position in first]}
    step = max(1, -(-len(first) // 6))
    first = first[::step]
    return {"tickvals": first, "ticktext": [years[position] for position in first]}


def band(low: float, high: float) -> dict[str, Any]:
    """Return a grey band across the plot between two heights."""
    return {
        **{"type": "rect", "xref": "paper", "x0": 0, "x1": 1, "y0": low, "y1": high, "layer": "below"},
        "fillcolor": BAND,
        "line": {"width": 0},
    }


def level(height: float) -> dict[str, Any]:
    """Return a thin line across the plot at one height."""
    return {
        **{"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": height, "y1": height},
        "line": {"color": QUIET, "width": 1},
    }


def label(text: str, y: float, *, color: str = QUIET, lift: float = 0) -> dict[str, Any]:
    """Return a direct label right of the plot at height `y`, lifted by so many pixels."""
    return {
        "x": 1.0,
        "xref": "paper",
        "xanchor": "left",
        "xshift": 4,
        "y": y,
        "yanchor": "middle",
        "yshift": lift,
        "text": text,
        "showarrow": False,
        "align": "left",
        "font": {"color": color, "size": 12},
    }
