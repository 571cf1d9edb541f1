"""The nine talent boxes in their official numbering: potential across, performance upwards, people in each."""

from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import template
from dashboard.language import _
from dashboard.words import appraisals, people, word

POTENTIALS = ("rendah", "menengah", "tinggi")
RATINGS = ("below", "expected", "above")
# PermenPANRB 3/2020, a row a performance category, a column a potential.
NUMBERS = {"below": (1, 3, 6), "expected": (2, 5, 8), "above": (4, 7, 9)}
SHADES = [[0, "rgba(29, 112, 184, 0.04)"], [1, "rgba(29, 112, 184, 0.34)"]]


def counts(grid: pl.DataFrame, *, is_complete: bool) -> dict[int, int | None]:
    """Return the people of each box; a box without a row is empty only for those who are shown every count."""
    known = dict(zip(grid["box"].to_list(), grid["person_count"].to_list(), strict=True))
    return {box: known.get(box, 0 if is_complete else None) for row in NUMBERS.values() for box in row}


def boxes(grid: pl.DataFrame, *, is_complete: bool) -> go.Figure:
    """Return the three by three boxes, darker with more people, each with its number and its count."""
    known = counts(grid, is_complete=is_complete)
    return template.figure(
        [
            {
                **{"type": "heatmap", "x": [0, 1, 2], "y": [0, 1, 2], "xgap": 4, "ygap": 4},
                "z": [[known[box] or 0 for box in NUMBERS[rating]] for rating in RATINGS],
                **{"colorscale": SHADES, "showscale": False, "zmin": 0, "hoverinfo": "skip"},
            }
        ],
        xaxis={
            **{"tickvals": [0, 1, 2], "ticktext": [word(people.POTENTIALS, code) for code in POTENTIALS]},
            "title": {"text": _("Potensial")},
        },
        yaxis={
            **{"tickvals": [0, 1, 2], "ticktext": [_two_lines(word(appraisals.RATINGS, code)) for code in RATINGS]},
            "showgrid": False,
        },
        shapes=[],
        annotations=[_label(column, line, known) for line in range(3) for column in range(3)],
    )


def _two_lines(words: str) -> str:
    return words.replace(" eks", "<br>eks").replace(" exp", "<br>exp")


def _label(column: int, line: int, known: dict[int, int | None]) -> dict[str, Any]:
    box = NUMBERS[RATINGS[line]][column]
    count = known[box]
    told = formats.number(count, 0) if count is not None else _("n kecil")
    return {
        **{"x": column, "y": line, "showarrow": False, "font": {"size": 13, "color": template.MAIN}},
        "text": f"{_name(box)}<br><b>{told}</b>",
    }


def _name(box: int) -> str:
    return _("Kotak {box}").format(box=box)


def description(grid: pl.DataFrame, *, is_complete: bool) -> str:
    """Return the boxes in words, from 9 down to 1."""
    known = counts(grid, is_complete=is_complete)
    lines = [
        f"{_name(box)}: " + (formats.number(known[box], 0) if known[box] is not None else formats.nothing("suppressed"))
        for box in sorted(known, reverse=True)
    ]
    return _("Orang per kotak talenta: {values}").format(values="; ".join(lines))
