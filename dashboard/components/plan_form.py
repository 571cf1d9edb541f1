"""The wishes of a plan: typed once, kept while one looks elsewhere, handed to the search word for word."""

from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, planning
from dashboard.components import need_view
from dashboard.components.text import note
from dashboard.language import _
from dashboard.words import training, word

TYPED, NAME = "plan_typed", "plan-name"
SECONDS = (10, 30, 60, 300)
Row = dict[str, Any]


def wishes(courses: pl.DataFrame) -> Row:
    """Offer every wish with what was typed before; return what is typed now."""
    before: Row = st.session_state.setdefault(TYPED, usual())
    typed = before | _money(before) | _right(before) | _courses(before, courses) | _search(before)
    st.session_state[TYPED] = typed
    note(_("Rencana mencakup unit pada penyaring dan semua di bawahnya. Nilai bawaan adalah setelan, bukan ketentuan."))
    return typed


def _money(before: Row) -> Row:
    floor, smallest = _("Tiap unit terlayani (%)"), _("Kelas terkecil")
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        return {
            "budget": st.text_input(_("Anggaran"), before["budget"], key="plan-budget", width=200),
            "start": st.date_input(_("Hari pertama"), before["start"], key="plan-start", width=150),
            "end": st.date_input(_("Hari terakhir"), before["end"], key="plan-end", width=150),
            "floor": st.number_input(floor, 0, 100, before["floor"], step=5, key="plan-floor", width=190),
            "smallest": st.number_input(smallest, 1, 100, before["smallest"], key="plan-class", width=140),
        }


def _right(before: Row) -> Row:
    codes = list(training.RIGHTS)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        right = st.selectbox(
            _("Hak 20 JP"),
            codes,
            index=codes.index(before["right"]),
            format_func=lambda code: word(training.RIGHTS, code),
            key="plan-right",
            width=200,
        )
        share = st.number_input(
            _("Bagian yang mencapai hak (%)"),
            *(0, 100, before["right_share"]),
            step=5,
            key="plan-share",
            width=220,
            disabled=right != "require",
        )
        cost = st.text_input(_("Biaya tetap per sesi"), before["session_cost"], key="plan-session", width=180)
    return {"right": right, "right_share": share, "session_cost": cost}


def _courses(before: Row, courses: pl.DataFrame) -> Row:
    names = dict(courses.select("course_id", "course_name").iter_rows())
    return {
        name: st.multiselect(
            label,
            list(names),
            [code for code in before[name] if code in names],
            format_func=lambda code: f"{names.get(code, code)} ({code})",
            key=f"plan-{name}",
            placeholder=_("Semua boleh; ketik untuk mencari"),
        )
        for name, label in (("include", _("Harus ada")), ("exclude", _("Tidak boleh ada")))
    }


def _search(before: Row) -> Row:
    st.session_state.setdefault(NAME, before["name"])
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        return {
            "name": st.text_input(_("Nama skenario"), key=NAME, width=300, max_chars=80),
            "seconds": st.selectbox(
                _("Lama mencari"),
                SECONDS,
                index=SECONDS.index(before["seconds"]),
                format_func=lambda seconds: _("{n} detik").format(n=seconds),
                key="plan-seconds",
                width=140,
            ),
        }


def usual() -> Row:
    """Return the wishes of a planner who has not typed anything yet: next year, Rp 500 juta."""
    year = formats.today().year + 1
    return {
        **{"budget": "500 juta", "start": date(year, 1, 1), "end": date(year, 12, 31), "floor": 0, "smallest": 10},
        **{"right": "value", "right_share": 100, "session_cost": "0", "include": [], "exclude": []},
        **{"name": free_name(year), "seconds": 10},
    }


def free_name(year: int) -> str:
    """Return a scenario name nobody has taken."""
    taken = set(planning.names(filters.current().scope))
    number = next(
        n for n in range(1, len(taken) + 2) if _("Rencana {year} nomor {n}").format(year=year, n=n) not in taken
    )
    return _("Rencana {year} nomor {n}").format(year=year, n=number)


def options(typed: Row) -> list[str]:
    """Return the options of `kinerja plan` that say what was typed, nothing read into it."""
    said = {
        "budget": typed["budget"],
        "year": typed["start"].year,
        "start": typed["start"],
        "until": typed["end"],
        "unit": filters.current().unit_id,
        "floor": typed["floor"],
        "class": typed["smallest"],
        "right": typed["right"],
        "session-cost": typed["session_cost"],
    }
    if typed["right"] == "require":
        said["right-share"] = typed["right_share"]
    if weights := need_view.chosen_weights():
        said["weights"] = ",".join(str(weight) for weight in weights)
    listed = [f"--{name}={code}" for name in ("include", "exclude") for code in typed[name]]
    return [*(f"--{name}={value}" for name, value in said.items()), *listed]
