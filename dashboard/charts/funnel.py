"""The funnel: each unit by how many cases it stands on, inside or outside the limits that chance alone would keep."""

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import template
from dashboard.language import _

COLORS = {"higher": template.BETTER, "lower": template.CONCERN}
# More labels than this would cover each other; the table names the rest.
MOST_LABELS = 6


def funnel(members: pl.DataFrame, limits: pl.DataFrame, show: Callable[[float | None], str]) -> go.Figure:
    """Return the funnel plot; `members` has a row a unit, `limits` a row a number of cases, `show` writes a value."""
    known = members.filter(pl.col("comparison_value").is_not_null())
    columns = ("lower_998", "upper_998", "expected")
    heights = [*known["comparison_value"], *(value for name in columns for value in limits[name])]
    tick = template.ticks(heights, least=finest(members))
    counts = template.ticks([0, *known["denominator"]], 4, 1)
    return template.figure(
        [*_limits(limits), _points(known, show)],
        xaxis={
            **{"title": {"text": _("Jumlah kasus (n)")}, "rangemode": "tozero"},
            **{"tickvals": counts, "ticktext": [formats.number(count, 0) for count in counts]},
        },
        yaxis={"tickvals": tick, "ticktext": [show(value) for value in tick]},
        shapes=[],
        annotations=[*_names(known), *_line_labels(limits)],
        right=64,
    )


def finest(members: pl.DataFrame) -> float:
    """Return the smallest difference that the values' words can tell: a whole percent of a share, else a tenth."""
    return 0.01 if "share" in set(members["value_kind"]) else 0.1


def description(members: pl.DataFrame, show: Callable[[float | None], str]) -> str:
    """Return the funnel in words."""
    judged = members.filter(pl.col("group_code") != "too_little_data")
    outside = judged.filter(pl.col("group_code").is_in(list(COLORS)))
    expected = (
        show(members["expected"].drop_nulls()[0]) if members["expected"].drop_nulls().len() else formats.nothing()
    )
    text = _("Bagan corong: {n} unit dibandingkan, nilai kelompok {expected}, {outside} di luar batas.").format(
        n=formats.number(judged.height, 0), expected=expected, outside=formats.number(outside.height, 0)
    )
    names = [f"{row['unit_name']} {show(row['comparison_value'])}" for row in outside.iter_rows(named=True)]
    return f"{text} {'; '.join(names)}" if names else text


def _limits(limits: pl.DataFrame) -> list[dict[str, Any]]:
    styles = (
        ("lower_998", "dot"),
        ("upper_998", "dot"),
        ("lower_95", "dash"),
        ("upper_95", "dash"),
        ("expected", "solid"),
    )
    return [
        {
            **{"type": "scatter", "mode": "lines", "hoverinfo": "skip"},
            "x": limits["denominator"].to_list(),
            "y": limits[column].to_list(),
            "line": {"color": template.QUIET, "width": 1.5, "dash": dash},
        }
        for column, dash in styles
    ]


def _points(known: pl.DataFrame, show: Callable[[float | None], str]) -> dict[str, Any]:
    words = [
        f"{row['unit_name']}<br><b>{show(row['comparison_value'])}</b> · n {formats.number(row['denominator'], 0)}"
        for row in known.iter_rows(named=True)
    ]
    judged = (known["group_code"] != "too_little_data").to_list()
    return {
        **{"type": "scatter", "mode": "markers"},
        "x": known["denominator"].to_list(),
        "y": known["comparison_value"].to_list(),
        "customdata": known["unit_id"].to_list(),
        "marker": {
            "size": 10,
            "color": [COLORS.get(code, template.MAIN) for code in known["group_code"]],
            "symbol": ["circle" if each else "circle-open" for each in judged],
        },
        "text": words,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _names(known: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the names of the units outside the limits, beside their points, on the side away from the limits."""
    outside = known.filter(pl.col("group_code").is_in(list(COLORS))).head(MOST_LABELS)
    middle = float(known["denominator"].max() or 0) / 2  # type: ignore[arg-type]
    return [
        {
            "x": row["denominator"],
            "y": row["comparison_value"],
            "text": short(row["unit_name"]),
            "showarrow": False,
            "xanchor": "right" if row["denominator"] > middle else "left",
            "yshift": 11 if row["comparison_value"] > row["expected"] else -11,
            "xshift": -8 if row["denominator"] > middle else 8,
            "font": {"color": COLORS[row["group_code"]], "size": 12},
        }
        for row in outside.iter_rows(named=True)
    ]


def short(name: str, length: int = 26) -> str:
    """Return a name cut to a length that fits beside a point or before an axis."""
    return name if len(name) <= length else name[: length - 1].rstrip() + "…"


def _line_labels(limits: pl.DataFrame) -> list[dict[str, Any]]:
    """Return what each line is, at its right end."""
    if limits.is_empty():
        return []
    end = limits.row(-1, named=True)
    labels = (
        ("upper_998", formats.percent(99.8)),
        ("upper_95", formats.percent(95, 0)),
        ("expected", _("kelompok")),
    )
    return [template.label(text, end[column]) for column, text in labels if end[column] is not None]
