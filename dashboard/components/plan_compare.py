"""Two scenarios side by side: the wishes that differ, what each gives, and the courses that differ."""

from typing import Any

import streamlit as st

from dashboard import formats, planning
from dashboard.components import tables
from dashboard.components.text import note, nothing, plain, section
from dashboard.language import N_, _
from dashboard.words import training, word

Row = dict[str, Any]
WISHES = {
    "budget_rupiah": N_("Anggaran"),
    "start": N_("Hari pertama"),
    "end": N_("Hari terakhir"),
    "unit_id": N_("Unit"),
    "floor_pct": N_("Tiap unit terlayani (%)"),
    "right": N_("Hak 20 JP"),
    "right_pct": N_("Bagian yang mencapai hak (%)"),
    "smallest_class": N_("Kelas terkecil"),
    "most_competencies": N_("Kompetensi per orang"),
    "session_cost_rupiah": N_("Biaya tetap per sesi"),
    "include": N_("Harus ada"),
    "exclude": N_("Tidak boleh ada"),
    "need_weights": N_("Bobot bagian skor"),
}
RESULTS = {
    "status": N_("Bukti"),
    "cost_rupiah": N_("Biaya"),
    "value": N_("Nilai rencana"),
    "served_count": N_("Orang dilatih"),
    "seat_count": N_("Kursi terisi"),
    "righted_count": N_("Hak JP tercapai"),
}
STATUSES = {"optimal": N_("terbukti terbaik"), "feasible": N_("terbaik sejauh ini")}


def choose(names: list[str]) -> tuple[str, str] | None:
    """Offer two scenarios to compare; None while fewer than two are kept."""
    section(_("Bandingkan skenario"))
    if len(names) < 2:
        nothing(reason=_("simpan sedikitnya dua skenario"))
        return None
    with st.container(horizontal=True, gap="small"):
        first = st.selectbox(_("Skenario pertama"), names, index=1, key="compare-first", width=360)
        second = st.selectbox(_("Skenario kedua"), names, index=0, key="compare-second", width=360)
    return str(first), str(second)


def compared(first: Row, second: Row) -> None:
    """Show what differs between two scenarios, results first."""
    if first["build_id"] != second["build_id"]:
        note(_("Kedua skenario dibuat dari data yang berbeda; sebagian selisih berasal dari datanya."))
    rows = [*_results(first, second), *_wishes(first, second), *_courses(first, second)]
    heads = _("Apa"), first["name"], second["name"]
    if first["name"] == second["name"]:
        note(_("Keduanya skenario yang sama."))
        return
    st.markdown(plain(difference(first, second)))
    lines = [dict(zip(heads, (plain(cell) for cell in row), strict=True)) for row in rows]
    tables.cells(lines, _("Dua skenario berdampingan"))
    note(_("Keinginan dan pelatihan yang sama pada keduanya tidak diulang di sini."))


def difference(first: Row, second: Row) -> str:
    """Return in a sentence what the second scenario costs and gives against the first."""
    plans = [kept["plan"] for kept in (first, second)]
    if None in plans:
        return _("Salah satu skenario tidak menghasilkan rencana.")
    more = {name: plans[1][name] - plans[0][name] for name in ("cost_rupiah", "served_count", "value")}
    cost = formats.rupiah(abs(more["cost_rupiah"]))
    if more["cost_rupiah"]:
        cost = (_("{cost} lebih mahal") if more["cost_rupiah"] > 0 else _("{cost} lebih murah")).format(cost=cost)
    else:
        cost = _("biayanya sama")
    return _("{second} terhadap {first}: {cost}, orang dilatih {people}, nilai {value}.").format(
        second=second["name"],
        first=first["name"],
        cost=cost,
        people=formats.signed(more["served_count"], 0),
        value=formats.signed(more["value"] / planning.POINTS, 1),
    )


def _results(first: Row, second: Row) -> list[tuple[str, str, str]]:
    pair = [kept["plan"] or {} for kept in (first, second)]
    return [(_(label), *(result(name, plan.get(name)) for plan in pair)) for name, label in RESULTS.items()]  # type: ignore[misc]


def result(name: str, value: Any) -> str:
    """Return one result as the screen writes it."""
    if value is None:
        return "–"
    if name == "status":
        return word(STATUSES, value)
    if name == "value":
        return formats.number(value / planning.POINTS, 1)
    return formats.rupiah(value) if name.endswith("_rupiah") else formats.number(value, 0)


def _wishes(first: Row, second: Row) -> list[tuple[str, str, str]]:
    pair = first["wishes"], second["wishes"]
    return [
        (_(label), wish(name, pair[0].get(name)), wish(name, pair[1].get(name)))
        for name, label in WISHES.items()
        if pair[0].get(name) != pair[1].get(name)
    ]


def wish(name: str, value: Any) -> str:
    """Return one wish as the screen writes it."""
    if value is None or value == []:
        return "–"
    if name == "right":
        return word(training.RIGHTS, value)
    if isinstance(value, list):
        return ", ".join(str(each) for each in value)
    if name.endswith("_rupiah"):
        return formats.rupiah(value)
    return formats.number(value, 0) if isinstance(value, int) else str(value)


def _courses(first: Row, second: Row) -> list[tuple[str, str, str]]:
    counts = [_seats(kept) for kept in (first, second)]
    names = {code: course["course_name"] for kept in (first, second) for code, course in kept["courses"].items()}
    rows = []
    for code in sorted({*counts[0], *counts[1]}):
        pair = [each.get(code, (0, 0)) for each in counts]
        if pair[0] != pair[1]:
            told = [
                _("{people} orang · {sessions} sesi").format(people=people, sessions=sessions) if sessions else "–"
                for sessions, people in pair
            ]
            rows.append((names[code], told[0], told[1]))
    return rows


def _seats(kept: Row) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for session in (kept["plan"] or {}).get("sessions", ()):
        sessions, people = found.get(session["course_id"], (0, 0))
        found[session["course_id"]] = sessions + 1, people + session["people_count"]
    return found
