"""The control chart: results through time, the band of usual variation, the target, and the points that left it."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go
import polars as pl

from dashboard import formats
from dashboard.charts import days, template
from dashboard.charts.days import Mark
from dashboard.language import _, current

# Labels right of the plot closer than this share of the axis are pushed apart.
CROWDED = 0.07


def control(series: pl.DataFrame, marks: Sequence[Mark] = ()) -> go.Figure:
    """Return the chart of one indicator; `series` has a row a period, oldest first, with nulls where nothing came.

    Limits are drawn as last known, those of a seasonal series period by period as is the target, results with gaps
    where one is missing; each mark stands at its day, those after the last period at its end.
    """
    unit = _last(series["measure_unit"])
    percent_sign = "%" if current() == "en" else f"{formats.NBSP}%"
    return template.figure(
        [
            *_season(series),
            _results(series, unit),
            *_target(series),
            *days.noted(series["start_date"], marks, _framed(series, marks)[0]),
        ],
        xaxis={**template.period_ticks(series["period"].to_list()), "range": [-0.5, len(series) - 0.5]},
        yaxis={
            "range": _framed(series, marks),
            **(_grade_ticks(series) or {"ticksuffix": percent_sign if unit == "%" else ""}),
        },
        shapes=_limits(series),
        annotations=[
            *_labels(series, unit),
            *_last_label(series, unit),
            *days.labels(series["start_date"], marks, _framed(series, marks)[0]),
        ],
        right=84,
    )


def description(series: pl.DataFrame, name: str, marks: Sequence[Mark] = ()) -> str:
    """Return the chart in words, for those who cannot see it."""
    unit = _last(series["measure_unit"])
    last = series.filter(pl.col("actual").is_not_null()).tail(1)
    if last.is_empty():
        return _("Grafik {name}: belum ada realisasi.").format(name=name)
    row = last.row(0, named=True)
    text = _("Grafik {name}: realisasi terakhir {value} pada {period}").format(
        name=name,
        value=row["actual_label"] or formats.measured(row["actual"], unit),
        period=formats.period(row["period"]),
    )
    if row["target"] is not None:
        text += _(", target {target}").format(target=row["target_label"] or formats.measured(row["target"], unit))
    if row["mean"] is not None:
        usual = _(", biasanya {mean} menurut musim, batas variasi biasa {lower} sampai {upper}")
        plain = _(", rata-rata {mean}, batas variasi biasa {lower} sampai {upper}")
        text += (usual if row["is_seasonal"] else plain).format(
            mean=formats.quantity(row["mean"], unit),
            lower=formats.quantity(row["lower_limit"], unit),
            upper=formats.quantity(row["upper_limit"], unit),
        )
    return text + "." + "".join(f" {mark.label}: {mark.words}." for mark in marks)


def _grade_ticks(series: pl.DataFrame) -> dict[str, Any]:
    """Return the words of the grades drawn, each at its rank; nothing where results and targets are numbers."""
    grades = {
        rank: label
        for name in ("actual", "target")
        for rank, label in zip(series[name], series[f"{name}_label"], strict=True)
        if rank is not None and label is not None
    }
    return {"tickvals": sorted(grades), "ticktext": [grades[rank] for rank in sorted(grades)]} if grades else {}


def _results(series: pl.DataFrame, unit: str | None) -> dict[str, Any]:
    colors = [_color(row) for row in series.iter_rows(named=True)]
    symbols = ["circle-open" if provisional else "circle" for provisional in series["is_provisional"].fill_null(False)]
    hover = [
        f"{formats.period(period)}<br><b>{label or formats.measured(actual, unit)}</b>"
        for period, actual, label in zip(series["period"], series["actual"], series["actual_label"], strict=True)
    ]
    return {
        **{"type": "scatter", "mode": "lines+markers", "connectgaps": False},
        "x": list(range(len(series))),
        "y": series["actual"].to_list(),
        "line": {"color": template.MAIN, "width": 2},
        "marker": {"color": colors, "size": 8, "symbol": symbols, "line": {"color": colors, "width": 2}},
        "text": hover,
        "hovertemplate": "%{text}<extra></extra>",
    }


def _color(row: dict[str, Any]) -> str:
    """Return the colour of one result: its own only where it left the usual variation, orange unless for the better."""
    if not row["is_signal"]:
        return template.MAIN
    better = row["polarity"] in {"maximize", "minimize"} and (row["actual"] > row["mean"]) == (
        row["polarity"] == "maximize"
    )
    return template.BETTER if better else template.CONCERN


def _limits(series: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the band of usual variation and its mean, one for all periods; too few points have neither."""
    if series["is_seasonal"].any():
        return []
    lower, mean, upper = (_last(series[name]) for name in ("lower_limit", "mean", "upper_limit"))
    if lower is None or mean is None or upper is None:
        return []
    return [template.band(lower, upper), template.level(mean)]


def _season(series: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the band of a seasonal series, which follows the same periods of the year before, and its middle."""
    known = series.with_row_index("x").filter(pl.col("is_seasonal") & pl.col("upper_limit").is_not_null())
    if known.is_empty():
        return []
    x = known["x"].to_list()
    common = {"type": "scatter", "mode": "lines", "hoverinfo": "skip"}
    return [
        {
            **common,
            "x": [*x, *reversed(x)],
            "y": [*known["upper_limit"], *reversed(known["lower_limit"].to_list())],
            **{"fill": "toself", "fillcolor": template.BAND, "line": {"width": 0}},
        },
        {**common, "x": x, "y": known["mean"].to_list(), "line": {"color": template.QUIET, "width": 1}},
    ]


def _target(series: pl.DataFrame) -> list[dict[str, Any]]:
    """Return the target as steps, since each period may promise something else; nothing when none is known."""
    targets = series["target"].to_list()
    if all(target is None for target in targets):
        return []
    return [
        {
            **{"type": "scatter", "mode": "lines", "hoverinfo": "skip"},
            "x": [position - 0.5 for position in range(len(targets) + 1)],
            "y": [*targets, targets[-1]],
            "line": {"color": template.QUIET, "width": 1.5, "dash": "dash", "shape": "hv"},
        }
    ]


def _labels(series: pl.DataFrame, unit: str | None) -> list[dict[str, Any]]:
    """Return the labels of target and mean, pushed apart when they would touch."""
    target = _last(series["target"])
    mean = _last(series["mean"]) if _last(series["upper_limit"]) is not None else None
    low, high = _range(series)
    crowded = target is not None and mean is not None and abs(target - mean) < CROWDED * (high - low)
    up = crowded and target is not None and mean is not None and target >= mean
    lift = 8 if crowded else 0
    labels = []
    if target is not None:
        text = _("target {value}").format(value=_last(series["target_label"]) or formats.quantity(target, unit))
        labels.append(template.label(text, target, lift=lift if up else -lift))
    if mean is not None:
        words = _("biasanya") if series["is_seasonal"].any() else _("rata-rata")
        labels.append(template.label(words, mean, lift=-lift if up else lift))
    return labels


def _last_label(series: pl.DataFrame, unit: str | None) -> list[dict[str, Any]]:
    """Return the value of the newest result beside its point."""
    last = series.filter(pl.col("actual").is_not_null()).tail(1)
    if last.is_empty():
        return []
    row = last.row(0, named=True)
    mean = row["mean"] if row["mean"] is not None else row["actual"]
    position = series["period"].to_list().index(row["period"])
    return [
        {
            "x": position,
            "y": row["actual"],
            "text": f"<b>{row['actual_label'] or formats.quantity(row['actual'], unit)}</b>",
            "showarrow": False,
            "xanchor": "right" if position > len(series) / 2 else "left",
            "xshift": 8 if position > len(series) / 2 else 0,
            "yshift": 18 if row["actual"] >= mean else -18,
            "font": {"color": _color(row), "size": 14},
        }
    ]


def _range(series: pl.DataFrame) -> list[float]:
    """Return the axis with room above and below everything drawn."""
    names = ("actual", "target", "lower_limit", "upper_limit", "mean")
    drawn = [value for name in names for value in series[name].to_list() if value is not None]
    if not drawn:
        return [0, 1]
    low, high = min(drawn), max(drawn)
    room = (high - low) * 0.09 or abs(high) * 0.1 or 1
    return [low - room, high + room]


def _framed(series: pl.DataFrame, marks: Sequence[Mark]) -> list[float]:
    """Return the axis, with a strip of its own for marks below everything drawn."""
    low, high = _range(series)
    return [low - (high - low) * days.STRIP, high] if marks else [low, high]


def _last(column: pl.Series) -> Any:
    return next((value for value in reversed(column.to_list()) if value is not None), None)
