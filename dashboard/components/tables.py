"""Tables: the one of indicators that fits a phone, the plain ones, and their downloads."""

from datetime import date
from typing import Any

import polars as pl
import pyarrow as pa
import streamlit as st

from dashboard import filters, formats, measures, sentences
from dashboard.charts import marks
from dashboard.components.downloads import downloads
from dashboard.components.text import note, nothing, plain, quiet
from dashboard.language import _
from dashboard.words import indicators, word

PAGE_LENGTH = 20


def ikus(table: pl.DataFrame) -> None:
    """Show indicators, one a line: name, value against target, verdict, bar with a tick at 100 %, line through time.

    Three columns whose words wrap, so that the same table is whole and readable at 390 px.
    """
    chosen = filters.current().unit_id
    provisional = table.filter(pl.col("actual").is_not_null())["is_provisional"].fill_null(value=False)
    said_once = len(provisional) > 1 and bool(provisional.all())
    if said_once:
        note(_("Semua realisasi di bawah ini masih Sementara."))
    rows = [_iku_cells(row, chosen, is_marked=not said_once) for row in table.iter_rows(named=True)]
    names = [_("IKU"), _("Realisasi dan capaian"), _("Tren")]
    columns = {name: [row[position] for row in rows] for position, name in enumerate(names)}
    st.table(
        _arrow(pl.DataFrame(columns)),
        border="horizontal",
        hide_header=False,
        hide_index=True,
        alt=_("IKU dengan status dan capaian"),
    )


def ikus_in_pages(rows: pl.DataFrame, name: str) -> None:
    """Show the indicators twenty a page, with a way to open any of them and the downloads of all."""
    if rows.is_empty():
        nothing()
        return
    page = 1
    if rows.height > PAGE_LENGTH:
        page = st.pagination(-(-rows.height // PAGE_LENGTH), key=f"page-{name}")
    ikus(rows.slice((page - 1) * PAGE_LENGTH, PAGE_LENGTH))
    note(_("Nama IKU membuka rinciannya di tab baru."))
    labels = {
        "iku_name": _("IKU"),
        "unit_name": _("Unit"),
        "status": _("Status"),
        "actual": _("Realisasi"),
        "target": _("Target"),
        **({"actual_label": _("Jenjang realisasi"), "target_label": _("Jenjang target")} if _has_grades(rows) else {}),
        "measure_unit": _("Satuan"),
        "achievement_pct": _("Capaian (%)"),
        "owner_name": _("Penanggung jawab"),
    }
    words = {code: status.plain for code, status in measures.STATUSES.items()}
    downloads(rows.select(list(labels)).with_columns(pl.col("status").replace(words)).rename(labels), name)


def _iku_cells(row: dict[str, Any], chosen_unit: str, *, is_marked: bool) -> tuple[str, ...]:
    unit = str(row["measure_unit"] or "")
    address = filters.address("capaian_iku", iku=f"{row['iku_id']}~{row['unit_id']}")
    place = row["unit_name"] if row["unit_id"] != chosen_unit else row["owner_name"]
    name = f"[{plain(row['iku_name'])}]({address})" + (f"  \n{quiet(place)}" if place else "")
    actual = f"**{plain(row['actual_label'] or formats.quantity(row['actual'], unit))}**"
    words = [
        unit if "%" not in unit and row["actual"] is not None else "",
        _("Sementara") if is_marked and row["is_provisional"] else "",
    ]
    value = " ".join(
        [actual, *(quiet(word) for word in words if word), quiet("· " + sentences.promised(row).replace(" ", "\u00a0"))]
    )
    return name, f"{value}  \n{_achievement(row)}", _trend_cell(row)


def _achievement(row: dict[str, Any]) -> str:
    status = measures.STATUSES[str(row["status"])]
    verdict = status.badge
    achievement = row["achievement_pct"]
    if achievement is None:
        return f"{verdict} {quiet('· ' + word(indicators.REASONS, str(row['reason'] or 'no_data')))}"
    text = formats.achievement(achievement, is_met=row["status"] in {"met", "exceeded"})
    image = marks.bar(achievement, is_concern=row["status"] == "below")
    words = _("batang capaian")
    return f"![{words}]({image}) {plain(text)} {verdict}"


def _trend_cell(row: dict[str, Any]) -> str:
    trend = row["trend"]
    image = marks.line(trend, is_concern=_is_worse(row)) if isinstance(trend, list) else ""
    words = quiet(variation(row))
    name = _("tren")
    return f"![{name}]({image})  \n{words}" if image else words


def _is_worse(row: dict[str, Any]) -> bool:
    """Return whether the newest result left the usual variation for anything but the better."""
    better = row["polarity"] in {"maximize", "minimize"} and bool(row["is_high"]) == (row["polarity"] == "maximize")
    return bool(row["is_signal"]) and not better


def variation(row: dict[str, Any]) -> str:
    """Return in a word or two whether the newest result is usual, or too few points to say."""
    if row["actual"] is None:
        return formats.nothing()
    if row["actual_label"] is not None:
        return _("jenjang")
    if row["limit_status"] == "none":
        return _("titik belum cukup")
    if not row["is_signal"]:
        return _("biasa") if row["limit_status"] == "full" else _("biasa, batas sementara")
    if row["polarity"] not in {"maximize", "minimize"}:
        return _("berubah nyata")
    return _("memburuk nyata") if _is_worse(row) else _("membaik nyata")


def _has_grades(rows: pl.DataFrame) -> bool:
    return bool(rows["actual_label"].is_not_null().any() or rows["target_label"].is_not_null().any())


def graded(rows: pl.DataFrame) -> pl.DataFrame:
    """Return targets and results as their grades (WTP, AA …) where that is what they are; ranks stay unseen."""
    if not _has_grades(rows):
        return rows
    grades = (pl.coalesce(f"{name}_label", pl.col(name).cast(pl.String)).alias(name) for name in ("actual", "target"))
    return rows.with_columns(grades)


def table(rows: pl.DataFrame, labels: dict[str, str], name: str, alt: str) -> None:
    """Show a plain table under its labels, with its downloads; columns without a label stay behind.

    Numbers, dates and periods are written out in the language of the screen; the downloads keep them as they are.
    """
    shown = rows.select(list(labels))
    on_screen(shown, labels, alt)
    downloads(shown.rename(labels), name)


def on_screen(rows: pl.DataFrame, labels: dict[str, str], alt: str) -> None:
    """Show a plain table under its labels, without downloads."""
    written = {label: [_cell(column, value) for value in rows[column]] for column, label in labels.items()}
    right = [label for column, label in labels.items() if rows[column].dtype.is_numeric()]
    config = {label: st.column_config.TextColumn(label, alignment="right") for label in right}
    st.dataframe(_arrow(pl.DataFrame(written)), hide_index=True, alt=alt, placeholder="–", column_config=config)


def cells(rows: list[dict[str, str]], alt: str) -> None:
    """Show rows of Markdown cells, all with the same names, whose words wrap; without a detour through pandas."""
    st.table(pa.Table.from_pylist(rows), border="horizontal", hide_index=True, hide_header=False, alt=alt)


def _arrow(rows: pl.DataFrame) -> pa.Table:
    """Return the rows in the form the screen takes without a detour through pandas."""
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest())


def _cell(column: str, value: object) -> str | None:
    if value is None:
        return None
    if column == "period":
        return formats.period(str(value))
    if isinstance(value, date):
        return formats.day(value)
    if isinstance(value, float):
        return formats.number(value)
    if isinstance(value, int) and column != "row_number":
        return formats.number(value, 0)
    return str(value)
