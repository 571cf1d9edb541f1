"""What the steward does with a load that is in: give its rows back to be mended, or take it out again."""

import secrets
from functools import partial
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, intake
from dashboard.components import upload
from dashboard.components.text import note, plain, section
from dashboard.language import _

BOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def load_actions(rows: pl.DataFrame) -> None:
    """Offer the daftar perbaikan and the withdrawal of one load, and the lists of all loads at once."""
    section(_("Perbaiki atau tarik muatan"))
    if rows.is_empty():
        return
    words = {row["load_id"]: _described(row) for row in rows.iter_rows(named=True)}
    if st.session_state.get("acted_load") not in words:
        st.session_state["acted_load"] = None
    st.selectbox(
        _("Muatan"),
        list(words),
        index=None,
        format_func=lambda load: words.get(load, load),
        key="acted_load",
        placeholder=_("Pilih muatan"),
        width=606,
    )
    load_id = st.session_state["acted_load"]
    with st.container(horizontal=True, gap="small"):
        if load_id is None:
            _all_lists(int(rows["held_count"].sum()))
        else:
            row = rows.row(by_predicate=pl.col("load_id") == load_id, named=True)
            _own_list(row["load_id"], int(row["held_count"]))
            _withdrawal(row["load_id"], str(row["file_name"]), int(row["accepted_count"]))
    note(
        _(
            "Daftar perbaikan memuat baris yang ditahan, dalam tata letak berkasnya dan dengan nilai utuh: kirim hanya "
            "kepada pemilik berkas. Setelah diisi, muat di bagian Muat berkas."
        )
    )


def _described(row: dict[str, Any]) -> str:
    return _("{file} · {day} · {accepted} dimuat · {held} ditahan").format(
        file=row["file_name"],
        day=formats.day(row["loaded_at"]),
        accepted=formats.number(row["accepted_count"], 0),
        held=formats.number(row["held_count"], 0),
    )


def _own_list(load_id: str, held: int) -> None:
    st.download_button(
        _("Unduh daftar perbaikan ({n} baris)").format(n=formats.number(held, 0)),
        data=partial(intake.repair_list, filters.current().scope, load_id),
        file_name=f"daftar-perbaikan-{load_id}-{secrets.token_hex(4)}.xlsx",
        mime=BOOK,
        on_click="ignore",
        disabled=not held,
        key="repair-list",
    )


def _all_lists(held: int) -> None:
    st.download_button(
        _("Unduh semua daftar perbaikan ({n} baris, ZIP)").format(n=formats.number(held, 0)),
        data=partial(intake.repair_list, filters.current().scope),
        file_name=f"daftar-perbaikan-{secrets.token_hex(4)}.zip",
        mime="application/zip",
        on_click="ignore",
        disabled=not held,
        key="repair-lists",
    )


def _withdrawal(load_id: str, name: str, accepted: int) -> None:
    """Ask once more, with what it will do, before a load is taken out."""
    with st.popover(_("Tarik muatan ini …")):
        told = _(
            "{n} baris dari {file} tidak lagi dihitung, dan nilai yang digantikannya berlaku lagi. "
            "Riwayatnya tetap tersimpan; memuat berkas yang sama membatalkan penarikan."
        )
        st.markdown(plain(told.format(n=formats.number(accepted, 0), file=name)))
        if st.button(_("Ya, tarik"), key="withdraw-confirm"):
            st.session_state[upload.JOB] = intake.withdraw(filters.current().scope, load_id)
            st.rerun()
