"""One indicator through time: the control chart with its sentence, caption, words and table."""

from collections.abc import Sequence

import polars as pl

from dashboard import filters, sentences, warehouse
from dashboard.charts import control
from dashboard.components import figures, text
from dashboard.language import _
from dashboard.queries import ikus


def spotlight(topics: Sequence[sentences.Topic], table: pl.DataFrame) -> None:
    """Show the indicator that matters most now: the first topic's, else the one furthest from its target."""
    keys = [topic.iku for topic in topics if topic.iku] or [
        f"{row['iku_id']}~{row['unit_id']}" for row in table.head(1).iter_rows(named=True)
    ]
    if not keys:
        text.section(_("Belum ada IKU untuk digambar"))
        text.nothing()
        return
    names = {f"{row['iku_id']}~{row['unit_id']}": row["iku_name"] for row in table.iter_rows(named=True)}
    through_time(keys[0], names.get(keys[0], keys[0]))


def through_time(key: str, name: str) -> None:
    """Show one indicator's control chart; `key` is its code and its unit, joined by a tilde."""
    view = filters.current()
    iku_id, _tilde, owner = key.partition("~")
    series = ikus.series(warehouse.cursor(), view.scope, iku_id, owner, view.period)
    if series.is_empty():
        text.section(name)
        text.nothing()
        return
    figures.chart(
        sentences.chart_title(name, series),
        control.control(series),
        alt=control.description(series, name),
        caption=sentences.chart_caption(series),
        table=series,
        labels={
            "period": _("Periode"),
            "actual": _("Realisasi"),
            "target": _("Target"),
            "achievement_pct": _("Capaian (%)"),
            "mean": _("Rata-rata"),
            "lower_limit": _("Batas bawah"),
            "upper_limit": _("Batas atas"),
        },
        name=f"iku-{iku_id}",
    )
