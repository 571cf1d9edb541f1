"""Unit × sasaran: which goals are met where; picking a cell narrows the list of indicators."""

import polars as pl
import streamlit as st

from dashboard import filters, formats
from dashboard.charts import matrix
from dashboard.components import figures
from dashboard.components.fold import fold
from dashboard.language import _
from dashboard.words.goals import STANDINGS

CHOICE = "sel"


def goals(cells: pl.DataFrame) -> None:
    """Show the cells once asked for; the line above them says how many have nothing met."""
    if cells.is_empty():
        return
    missed = cells["standing"].to_list().count("none")
    label = _("Unit × sasaran: {n} dari {whole} tanpa satu pun IKU tercapai").format(
        n=formats.number(missed, 0), whole=formats.number(cells.height, 0)
    )
    with fold(label, "goals") as is_open:
        if is_open:
            _chart(cells)


def _chart(cells: pl.DataFrame) -> None:
    shown = cells.filter(pl.col("is_shown"))
    words = {code: status.plain for code, status in STANDINGS.items()}
    left_out = cells.height - shown.height
    caption = _("Angka: IKU tercapai/dapat dinilai.") + " " + " · ".join(words.values()) + "."
    if left_out:
        caption += " " + _("{n} pasangan lagi ada pada tabel.").format(n=formats.number(left_out, 0))
    figures.chart(
        _("Sasaran menurut unit"),
        matrix.matrix(shown, st.session_state.get(CHOICE)),
        alt=_("Sasaran menurut unit: {n} dari {whole} tanpa satu pun IKU tercapai; rinciannya pada tabel.").format(
            n=formats.number(cells["standing"].to_list().count("none"), 0), whole=formats.number(cells.height, 0)
        ),
        caption=caption,
        table=cells.with_columns(pl.col("standing").replace(words)),
        labels={
            "goal_name": _("Sasaran"),
            "unit_name": _("Unit"),
            "standing": _("Status"),
            "met_count": _("IKU tercapai"),
            "judged_count": _("Dapat dinilai"),
            "iku_count": _("IKU"),
        },
        name="sasaran",
        selects=CHOICE,
    )


def narrow(table: pl.DataFrame, cells: pl.DataFrame) -> pl.DataFrame:
    """Offer the goals and units as a list, the same choice as a cell of the chart; return the indicators it leaves."""
    names = {
        f"{row['unit_id']}~{row['goal_id']}": f"{row['goal_name']} · {row['unit_name']}"
        for row in cells.iter_rows(named=True)
    }
    if len(names) < 2:
        return table
    picked, refused = filters.settle(CHOICE, list(names), None)
    st.selectbox(
        _("Sasaran dan unit"),
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        key=CHOICE,
        placeholder=_("Semua; ketik untuk mencari"),
        width=606,
    )
    filters.remember(**{CHOICE: picked})
    if refused:
        st.info(_("Sasaran pada alamat tidak ada pada unit dan periode ini; yang ditampilkan: semua IKU."))
    if picked is None:
        return table
    unit_id, _tilde, goal_id = picked.partition("~")
    return table.filter((pl.col("unit_id") == unit_id) & (pl.col("goal_id") == goal_id))
