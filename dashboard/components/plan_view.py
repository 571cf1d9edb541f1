"""One scenario: what it buys, whom it trains when, who stays without a seat and why, what the next rupiah buys."""

import contextvars
import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, planning
from dashboard.charts import curve
from dashboard.components import downloads, figures, plan_keep, plan_run, tables
from dashboard.components.cards import Card, cards
from dashboard.components.fold import fold
from dashboard.components.text import concern, good, note, nothing, plain, quiet, section
from dashboard.language import _, current
from dashboard.words import training, word

Row = dict[str, Any]
EXPORTS = {"xlsx": downloads.XLSX, "ics": "text/calendar", "csv": "text/csv"}


def proof(plan: Row) -> str:
    """Return how sure it is that nothing better exists."""
    if plan["status"] == "optimal":
        return _("terbukti terbaik")
    return _("terbaik sejauh ini, paling jauh {gap} di bawah yang mungkin").format(gap=formats.percent(plan["gap_pct"]))


def sentence(kept: Row) -> str:
    """Return a scenario in one sentence."""
    plan = kept["plan"]
    if plan is None:
        return _("{name}: keinginannya tidak dapat dipenuhi").format(name=kept["name"])
    return _("{name}: {n} orang dilatih dengan {cost}, {proof}").format(
        name=kept["name"],
        n=formats.number(plan["served_count"], 0),
        cost=formats.rupiah(plan["cost_rupiah"]),
        proof=proof(plan),
    )


def limit(kept: Row) -> str | None:
    """Return what limits the plan where money does not: much of the budget is left and more would buy nothing."""
    plan, budget = kept["plan"], kept["wishes"]["budget_rupiah"]
    more = [point["value"] for point in kept["curve"] if point["budget_rupiah"] > budget and point["value"] is not None]
    left = budget - plan["cost_rupiah"]
    if plan["status"] != "optimal" or not more or max(more) > plan["value"] or not plan["uncovered"] or left <= 0:
        return None
    reason, count = max(plan["uncovered"].items(), key=lambda item: item[1])
    return _(
        "Bukan uang batasnya: {left} tersisa dan tambahan tidak membeli apa-apa. Terbanyak: {reason} ({n})."
    ).format(left=formats.rupiah(left), reason=word(training.UNCOVERED, reason), n=formats.number(count, 0))


def pick(names: list[str]) -> str | None:
    """Offer the scenarios kept, the one just made or the newest first; return the one picked."""
    if not names:
        nothing(reason=_("belum ada rencana; isi keinginan lalu susun"))
        return None
    if st.session_state.get(plan_run.SHOWN) not in names:
        st.session_state[plan_run.SHOWN] = names[0]
    return str(st.selectbox(_("Skenario"), names, key=plan_run.SHOWN, width=420))


def scenario(kept: Row) -> None:
    """Show one scenario from its sentence to its exports."""
    section(sentence(kept))
    _age(kept)
    for words in kept.get("told", {}).get(current(), ()):
        st.markdown(concern(words))
    plan = kept["plan"]
    if plan is None:
        plan_keep.keep(kept["name"])
        return
    if said := limit(kept):
        st.markdown(plain(said))
    _cards(kept, plan)
    _sessions(kept, plan)
    _uncovered(kept, plan)
    _curve(kept)
    _exports(kept["name"])
    plan_keep.keep(kept["name"])
    made = _("Gudang {build} · {solver} · masukan {inputs} · disusun {day}").format(
        build=kept["build_id"],
        solver=plan["solver_version"],
        inputs=plan["inputs_hash"][:12],
        day=formats.day(datetime.fromisoformat(kept["saved_at"]).astimezone(UTC).replace(tzinfo=None)),
    )
    note(made)


def unreadable(name: str) -> None:
    """Say that the file of a scenario is damaged, and offer to remove it."""
    st.markdown(concern(_("Berkas skenario ini rusak. Pulihkan dari cadangan, atau hapus lalu susun lagi.")))
    plan_keep.keep(name)


def _age(kept: Row) -> None:
    """Say that a scenario was made on another build, and offer to make it anew on this one."""
    if kept["build_id"] == filters.current().build.build_id:
        return
    st.markdown(concern(_("Dibuat dari data yang lebih lama; angkanya tetap seperti saat dibuat.")))
    if st.button(_("Hitung ulang pada data sekarang"), key="plan-anew", disabled=plan_run.RUN in st.session_state):
        name = free_copy(kept["name"])
        plan_run.begin([f"--from={kept['name']}"], name, 30)
        st.rerun()


def free_copy(name: str) -> str:
    """Return a free name that tells which scenario was made anew."""
    taken = set(planning.names(filters.current().scope))
    return next(f"{name[:72]} ({n})" for n in range(2, len(taken) + 3) if f"{name[:72]} ({n})" not in taken)


def _cards(kept: Row, plan: Row) -> None:
    budget = kept["wishes"]["budget_rupiah"]
    gain = (
        _("{gain} lebih baik dari memilih satu per satu").format(
            gain=formats.percent(100 * (plan["value"] / plan["greedy_value"] - 1))
        )
        if plan["greedy_value"]
        else proof(plan)
    )
    cards(
        [
            Card(
                _("Biaya"),
                formats.rupiah(plan["cost_rupiah"]),
                _("dari {budget}").format(budget=formats.rupiah(budget)),
            ),
            Card(
                _("Orang dilatih"),
                formats.number(plan["served_count"], 0),
                _("dari {n} yang kurang").format(n=formats.number(plan["needy_count"], 0)),
            ),
            Card(_("Nilai rencana"), formats.number(plan["value"] / planning.POINTS, 1), gain),
            Card(
                _("Hak JP tercapai"),
                formats.number(plan["righted_count"], 0),
                _("dari {n} yang belum").format(n=formats.number(plan["short_count"], 0)),
            ),
            Card(
                _("Belum dinilai"),
                formats.number(plan["not_assessed_count"], 0),
                _("dari {n} pegawai; tidak ikut dihitung").format(n=formats.number(plan["people_count"], 0)),
            ),
        ]
    )


def _sessions(kept: Row, plan: Row) -> None:
    section(_("Pelatihan yang dipilih"))
    by_course: dict[str, list[Row]] = {}
    for session in plan["sessions"]:
        by_course.setdefault(session["course_id"], []).append(session)
    lines = []
    for course_id, sessions in by_course.items():
        course = kept["courses"][course_id]
        people = sum(session["people_count"] for session in sessions)
        fixed = course["session_cost_rupiah"] + kept["wishes"]["session_cost_rupiah"]
        cost = people * course["cost_rupiah"] + len(sessions) * fixed
        told = _("{people} peserta · {sessions} sesi · {cost}").format(
            people=formats.number(people, 0), sessions=formats.number(len(sessions), 0), cost=formats.rupiah(cost)
        )
        dates = "; ".join(_when(session) for session in sessions)
        lines.append(
            {
                _("Pelatihan"): f"**{plain(course['course_name'])}**  \n{quiet(course['competency_name'])}",
                _("Peserta, sesi dan biaya"): f"{plain(told)}  \n{quiet(dates)}",
            }
        )
    tables.cells(lines, _("Pelatihan yang dipilih"))
    note(_dates(plan.get("holiday_count", 0)))


def _dates(holiday_count: int) -> str:
    """Return what the dates are worth, and which days off they keep clear of."""
    if not holiday_count:
        return _("Tanggal adalah usulan pada hari kerja; kalender libur nasional untuk waktu itu belum ada.")
    return _("Tanggal adalah usulan pada hari kerja, di luar {n} hari libur nasional dan cuti bersama.").format(
        n=formats.number(holiday_count, 0)
    )


def _when(session: Row) -> str:
    if not session["start"]:
        return _("belum ada tanggal yang cocok")
    return formats.days(*(date.fromisoformat(session[key]) for key in ("start", "end")))


def _uncovered(kept: Row, plan: Row) -> None:
    section(_("Yang belum terlayani, dan sebabnya"))
    if not plan["uncovered"]:
        st.markdown(good(_("Semua kesenjangan yang diketahui mendapat kursi")))
        return
    lines = [
        {
            _("Sebab"): plain(word(training.UNCOVERED, reason)),
            _("Kesenjangan"): f"**{plain(formats.number(count, 0))}**",
        }
        for reason, count in sorted(plan["uncovered"].items(), key=lambda item: -item[1])
    ]
    tables.cells(lines, _("Sebab belum terlayani"))
    with fold(_("Menurut unit dan kompetensi"), "belum-terlayani") as is_open:
        if is_open:
            _coverage(kept, plan)


def _coverage(kept: Row, plan: Row) -> None:
    rows = [
        {
            _("Unit"): kept["units"].get(row["unit_id"], row["unit_id"]),
            _("Kompetensi"): row["competency_name"],
            _("Di bawah syarat"): row["short_count"],
            _("Mendapat kursi"): row["seated_count"],
            _("Belum terlayani"): sum(row["reasons"].values()),
        }
        for row in sorted(plan["coverage"], key=lambda row: (-sum(row["reasons"].values()), row["unit_id"]))
        if filters.current().scope.may_see_people or row["short_count"] >= SMALLEST
    ]
    if not rows:
        nothing("suppressed")
        return
    shown = pl.DataFrame(rows)
    st.dataframe(shown, hide_index=True, alt=_("Belum terlayani menurut unit dan kompetensi"))
    if len(rows) < len(plan["coverage"]):
        note(_("{n} baris disembunyikan (n kecil).").format(n=formats.number(len(plan["coverage"]) - len(rows), 0)))
    downloads.downloads(shown, "belum-terlayani")


SMALLEST = 5


def _curve(kept: Row) -> None:
    points = [
        {"budget_rupiah": p["budget_rupiah"], "value": None if p["value"] is None else p["value"] / planning.POINTS}
        for p in kept["curve"]
    ]
    if len([point for point in points if point["value"] is not None]) < 2:
        return
    figures.chart(
        _("Yang dibeli rupiah berikutnya"),
        curve.curve(points, kept["wishes"]["budget_rupiah"]),
        alt=curve.description(points),
        caption=_("Ke atas: nilai rencana terbaik (tingkat tertimbang). Makin landai, makin sedikit tambahannya."),
        table=pl.DataFrame(points, schema={"budget_rupiah": pl.Int64, "value": pl.Float64}),
        labels={"budget_rupiah": _("Anggaran"), "value": _("Nilai rencana")},
        name="kurva-anggaran",
    )


def _exports(name: str) -> None:
    section(_("Bawa"))
    words = {
        "xlsx": _("Buku kerja AKPK (XLSX)"),
        "ics": _("Kalender (ICS)"),
        "csv": _("Ringkasan untuk publik (CSV)"),
    }
    with st.container(horizontal=True, gap="small"):
        for ending, mime in EXPORTS.items():
            st.download_button(
                words[ending],
                data=_later(name, ending),
                file_name=f"rencana-{secrets.token_hex(8)}.{ending}",
                mime=mime,
                on_click="ignore",
                key=f"plan-export-{ending}",
            )
    is_named = filters.current().scope.may_see_people
    people = _("Buku kerja memuat nama peserta.") if is_named else _("Buku kerja memuat hitungan, tanpa nama peserta.")
    note(people + " " + _("Ringkasan publik: hitungan kecil disembunyikan, lainnya dibulatkan ke 5."))


def _later(name: str, ending: str) -> Callable[[], bytes]:
    now, scope = contextvars.copy_context(), filters.current().scope
    return lambda: now.copy().run(planning.export, scope, name, ending)
