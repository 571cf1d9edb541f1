"""The parts of the one-indicator view: choosing it, its facts, obstacles, revisions and the rows behind it."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, measures
from dashboard.components import selection, tables
from dashboard.components.cards import Card, cards
from dashboard.components.text import note, plain, section
from dashboard.language import _
from dashboard.words import indicators, word

Row = dict[str, Any]
WILL_MISS = "meleset"


def names(table: pl.DataFrame) -> dict[str, str]:
    """Return the label of every indicator by its code and unit, joined by a tilde."""
    return {
        f"{row['iku_id']}~{row['unit_id']}": f"{row['iku_name']} · {row['unit_name']}"
        for row in table.iter_rows(named=True)
    }


def chosen(table: pl.DataFrame) -> tuple[str, str] | None:
    """Return code and unit of the indicator picked here or in the URL, or None for the whole list."""
    key, refused = filters.settle("iku", list(names(table)), None)
    filters.remember(iku=key)
    if refused:
        st.info(plain(_("IKU pada alamat tidak ada pada unit dan periode ini; yang ditampilkan: semua IKU.")))
    if key is None:
        return None
    iku_id, _tilde, unit_id = key.partition("~")
    return iku_id, unit_id


def picker(table: pl.DataFrame) -> None:
    """Offer every indicator by name, and the way back to all of them."""
    labels = names(table)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Buka satu IKU"),
            list(labels),
            index=None,
            format_func=lambda code: labels.get(code, code),
            key="iku",
            placeholder=_("Semua IKU; ketik untuk mencari"),
            width=606,
        )


def narrow(table: pl.DataFrame) -> pl.DataFrame:
    """Offer the verdicts, and whether the year's target will be missed, as a filter; return what has the one picked."""
    present = [code for code in measures.STATUSES if code in set(table["status"])]
    words = {code: measures.STATUSES[code].plain for code in present}
    if table["will_miss"].any():
        present.append(WILL_MISS)
        words[WILL_MISS] = "◇\u00a0" + _("Diperkirakan meleset")
    picked, refused = filters.settle("status", present, None)
    if refused:
        selection.unknown(_("Status"), _("semua IKU"))
    if len(present) < 2:
        return table
    st.pills(
        _("Status"),
        present,
        format_func=lambda code: words.get(code, code),
        key="status",
        label_visibility="collapsed",
    )
    filters.remember(status=picked)
    if picked == WILL_MISS:
        return table.filter("will_miss")
    return table.filter(pl.col("status") == picked) if picked else table


def facts(row: Row, more: list[Card]) -> None:
    """Show verdict, result, target, year to date and weight as cards, with `more` beside them."""
    unit = row["measure_unit"]
    fraction = unit or ""
    if row["numerator"] is not None and row["denominator"] is not None:
        fraction = _("{part} dari {whole}").format(
            part=formats.number(row["numerator"]), whole=formats.number(row["denominator"])
        )
    year = _("{n} periode terisi · target {target}").format(
        n=formats.number(row["ytd_period_count"], 0), target=_graded(row, "target", "ytd_target")
    )
    cards(
        [
            Card(_("Realisasi"), _graded(row, "actual", "actual"), fraction),
            Card(_("Capaian"), _reached(row), _verdict(row)),
            Card(_("Sampai periode ini"), _graded(row, "actual", "ytd_actual"), year),
            Card(_("Bobot"), formats.number(row["weight"]), _("dalam unitnya")),
            *more,
        ]
    )


def _graded(row: Row, name: str, column: str) -> str:
    """Return a value of `column`; as a grade (WTP, AA …) where it is the one that `name` carries a grade for."""
    if row[f"{name}_label"] is not None and row[column] == row[name]:
        return str(row[f"{name}_label"])
    return formats.quantity(row[column], row["measure_unit"])


def _reached(row: Row) -> str:
    if row["achievement_pct"] is None and row["actual"] is not None:
        return formats.nothing("not_applicable")
    return formats.achievement(row["achievement_pct"], is_met=row["status"] in {"met", "exceeded"})


def _verdict(row: Row) -> str:
    """Return the verdict, why it has no percentage, and whether it may still change."""
    parts = [measures.STATUSES[row["status"]].plain]
    if row["reason"]:
        parts.append(word(indicators.REASONS, row["reason"]))
    if row["actual"] is not None:
        parts.append(_("Sementara") if row["is_provisional"] else _("Final"))
    return " · ".join(parts)


def obstacles(row: Row) -> None:
    """Show what stood in the way and what is done about it; when the target was missed, also that nobody said so."""
    is_met = row["status"] in {"met", "exceeded"}
    if not row["obstacle"] and not row["follow_up"] and (is_met or row["actual"] is None):
        return
    section(_("Kendala dan tindak lanjut"))
    if not row["obstacle"] and not row["follow_up"]:
        note(_("Kendala dan tindak lanjut belum dilaporkan."))
    for label, words in ((_("Kendala"), row["obstacle"]), (_("Tindak lanjut"), row["follow_up"])):
        if words:
            st.markdown(f"**{plain(label)}:** {plain(words)}")


def history(revisions: pl.DataFrame, row: Row) -> None:
    """Show each replaced target or result: what it was, what it is now."""
    if revisions.is_empty():
        return
    section(_("Perubahan angka"))
    unit = row["measure_unit"]
    fields = {"target": _("Target"), "actual": _("Realisasi"), "annual_target": _("Target tahunan")}
    for change in revisions.iter_rows(named=True):
        text = _("{field} {period}: semula {old}, kini {new} (sejak {day})").format(
            field=fields.get(change["field"], change["field"]),
            period=formats.period(change["period"]),
            old=change["old_label"] or formats.quantity(change["old_value"], unit),
            new=change["new_label"] or formats.quantity(change["new_value"], unit),
            day=formats.day(change["revised_at"]),
        )
        st.markdown(f"- {plain(text)}")


def sources(rows: pl.DataFrame, row: Row) -> None:
    """Show the file, sheet and row number behind every period; nothing for those who may not see files."""
    if row["imported_achievement_pct"] is not None:
        note(
            _("Capaian menurut berkas: {value}; yang ditampilkan dihitung ulang.").format(
                value=formats.percent(row["imported_achievement_pct"], 2)
            )
        )
    if rows.is_empty():
        return
    section(_("Baris di balik angka"))
    labels = {
        "period": _("Periode"),
        "actual": _("Realisasi"),
        "target": _("Target"),
        "file_name": _("Berkas"),
        "sheet_name": _("Lembar"),
        "row_number": _("Baris"),
    }
    tables.table(tables.graded(rows), labels, "baris-iku", _("Baris sumber tiap periode"))
