"""One indicator through time: the control chart with its sentence, caption, words and table."""

from collections.abc import Sequence

import polars as pl

from dashboard import filters, sentences, warehouse
from dashboard.charts import control
from dashboard.charts.days import Mark
from dashboard.components import figures, notebook, tables, text
from dashboard.language import _
from dashboard.notes import Note, Subject
from dashboard.queries import ikus
from dashboard.topics import Topic


def spotlight(topics: Sequence[Topic], table: pl.DataFrame, noted: Sequence[Note]) -> None:
    """Show the indicator that matters most now: the first topic's, else the one furthest from its target."""
    keys = [topic.iku for topic in topics if topic.iku] or [
        f"{row['iku_id']}~{row['unit_id']}" for row in table.head(1).iter_rows(named=True)
    ]
    if not keys:
        text.section(_("Belum ada IKU untuk digambar"))
        text.nothing()
        return
    names = {f"{row['iku_id']}~{row['unit_id']}": row["iku_name"] for row in table.iter_rows(named=True)}
    subject = Subject("iku", *keys[0].split("~", 1))
    through_time(keys[0], names.get(keys[0], keys[0]), [item for item in noted if item.subject == subject])


def through_time(key: str, name: str, noted: Sequence[Note] = ()) -> None:
    """Show one indicator's control chart with its notes; `key` is its code and its unit, joined by a tilde."""
    view = filters.current()
    iku_id, _tilde, owner = key.partition("~")
    series = ikus.series(warehouse.cursor(), view.scope, iku_id, owner, view.period)
    if series.is_empty():
        text.section(name)
        text.nothing()
        return
    marks = notebook.marks(noted)
    figures.chart(
        sentences.chart_title(name, series),
        control.control(series, marks),
        alt=control.description(series, name, marks),
        caption=sentences.chart_caption(series),
        below=[f"▲ {mark.label}: {mark.words}" for mark in marks],
        table=tables.graded(series).with_columns(noted=by_period(series["start_date"], marks)),
        labels={
            "period": _("Periode"),
            "actual": _("Realisasi"),
            "target": _("Target"),
            "achievement_pct": _("Capaian (%)"),
            "mean": _("Rata-rata"),
            "lower_limit": _("Batas bawah"),
            "upper_limit": _("Batas atas"),
            **({"noted": _("Catatan")} if marks else {}),
        },
        name=f"iku-{iku_id}",
    )


def by_period(starts: pl.Series, marks: Sequence[Mark]) -> pl.Series:
    """Return for each period the words noted in it; what came before the first or after the last goes to those."""
    known = starts.to_list()
    said: list[list[str]] = [[] for _start in known]
    for mark in marks:
        place = max(sum(start <= mark.day for start in known) - 1, 0)
        said[place].append(f"{mark.label}: {mark.words}")
    return pl.Series([" | ".join(lines) or None for lines in said], dtype=pl.String)
