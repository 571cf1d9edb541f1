"""Penilaian kinerja: the finding, the cards, and who is still to be rated by whom."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats
from dashboard.components import tables
from dashboard.components.cards import Card, cards
from dashboard.components.downloads import downloads
from dashboard.components.fold import fold
from dashboard.components.text import concern, good, note, nothing, plain, quiet, section
from dashboard.language import N_, _
from dashboard.words import appraisals, word

Row = dict[str, Any]
MOST_PEOPLE = 60
PARTS = {
    "kelengkapan": N_("Kelengkapan"),
    "sebaran": N_("Sebaran dan pola"),
    "perubahan": N_("Perubahan"),
    "penilai": N_("Penilai"),
    "umpan_balik": N_("Umpan balik 360"),
    "hasil": N_("Hasil kerja"),
    "penghargaan": N_("Penghargaan dan pembinaan"),
    "talenta": N_("Talenta"),
}


def headline(unit_name: str, rated: Row | None) -> str:
    """Return how far the appraisals are, as a sentence."""
    if rated is None or not rated["employee_count"]:
        return _("Penilaian kinerja {unit} belum masuk pada periode ini").format(unit=unit_name)
    return _("{rated} pegawai {unit} sudah dinilai pada {period}").format(
        unit=unit_name,
        rated=formats.share(rated["rated_count"], rated["employee_count"]),
        period=formats.period(rated["period"]),
    )


def second(rated: Row | None, raters: pl.DataFrame) -> str | None:
    """Return for whom it waits and how the spread lies against its pattern."""
    if rated is None:
        return None
    said = []
    waiting = raters.filter(pl.col("waiting_count") > 0)
    if waiting.height:
        said.append(_("{n} penilai masih ditunggu").format(n=formats.number(waiting.height, 0)))
    if rated["pattern_status"] != "not_judged":
        said.append(
            _("sebaran predikat {status} predikat organisasi {predicate}").format(
                status=word(appraisals.PATTERNS, rated["pattern_status"]),
                predicate=word(appraisals.ORGANISATION_PREDICATES, rated["organisation_predicate"]),
            )
        )
    text = "; ".join(said)
    return text[0].upper() + text[1:] + "." if text else _("Belum dinilai bukan berarti berkinerja rendah.")


def overview(rated: Row | None, raters: pl.DataFrame) -> None:
    """Show rated of in post, still waiting, very good, below good, distance from the pattern."""
    if rated is None or not rated["employee_count"]:
        nothing()
        return
    low = rated["needs_improvement_count"] + rated["poor_count"] + rated["very_poor_count"]
    base = _("dari {n} yang dinilai").format(n=formats.number(rated["rated_count"], 0))
    waiting = raters.filter(pl.col("waiting_count") > 0).height
    cards(
        [
            Card(
                _("Sudah dinilai"),
                formats.number(rated["rated_count"], 0),
                _("dari {n} pegawai").format(n=formats.number(rated["employee_count"], 0)),
            ),
            Card(
                _("Belum dinilai"),
                formats.number(rated["employee_count"] - rated["rated_count"], 0),
                _("menunggu {n} penilai").format(n=formats.number(waiting, 0)),
            ),
            Card(_("Sangat Baik"), formats.number(rated["very_good_count"], 0), base),
            Card(_("Di bawah Baik"), formats.number(low, 0), base),
            Card(
                _("Pola organisasi"),
                word(appraisals.PATTERNS, rated["pattern_status"]),
                _distance(rated),
                is_words=True,
            ),
        ]
    )
    view = filters.current()
    if "profil_pegawai" in view.pages:
        st.page_link("app_pages/profil_pegawai.py", label=_("Seorang pegawai ›"), query_params=view.link())


def _distance(rated: Row) -> str:
    if rated["pattern_status"] == "not_judged":
        return _("predikat organisasi atau jumlah pegawai belum cukup")
    return _("selisih {n} orang; panduan, bukan kuota").format(n=formats.number(rated["moves_to_fit_count"], 0))


def completeness(units: pl.DataFrame, raters: pl.DataFrame, gaps: pl.DataFrame) -> None:
    """Show who is still to be rated: unit by unit, appraiser by appraiser, and, where allowed, by name."""
    section(_("Tahap per unit"))
    rows = [
        {
            _("Unit"): f"[{plain(row['unit_name'])}]({filters.address('penilaian_kinerja', unit=row['unit_id'])})",
            _("Rencana hasil kerja"): _planned(row),
            _("Dinilai"): _done(row["rated_count"], row["employee_count"]),
        }
        for row in units.iter_rows(named=True)
    ]
    listed(rows, _("Kelengkapan penilaian per unit"))
    if raters.height:
        section(_("Berkas penilai"))
        waiting = raters.filter(pl.col("waiting_count") > 0)
        listed(
            [_rater(row) for row in waiting.head(40).iter_rows(named=True)],
            _("Penilai yang masih ditunggu"),
            _("Semua penilai sudah selesai."),
        )
        _people(gaps)


def _planned(row: Row) -> str:
    if row["planned_count"] is None:
        return quiet(word(appraisals.PLAN_REASONS, row["plan_reason"]))
    return _done(row["planned_count"], row["employee_count"])


def _done(done: int, whole: int) -> str:
    text = formats.share(done, whole)
    return good(text) if done >= whole else plain(text)


def _rater(row: Row) -> dict[str, str]:
    name = row["rater_name"] or word(appraisals.RATER_BASES, row["rater_basis"])
    basis = f"{word(appraisals.RATER_BASES, row['rater_basis'])} · {row['unit_name']}"
    status = word(appraisals.FILES, row["file_status"])
    return {
        _("Penilai"): f"**{plain(name)}**  \n{quiet(basis)}",
        _("Dinilai"): plain(formats.share(row["rated_count"], row["ratee_count"])),
        _("Berkas"): concern(status) if row["file_status"] == "missing" else plain(status),
    }


def _people(gaps: pl.DataFrame) -> None:
    label = _("Pegawai yang belum dinilai ({n})").format(n=formats.number(gaps.height, 0))
    with fold(label, "unrated-people") as is_open:
        if not is_open:
            return
        note(_("Belum dinilai tidak berarti berkinerja rendah; daftar ini untuk menagih penilai, bukan pegawai."))
        listed([_unrated(row) for row in gaps.head(MOST_PEOPLE).iter_rows(named=True)], label)
        if gaps.height > MOST_PEOPLE:
            more = formats.number(gaps.height - MOST_PEOPLE, 0)
            note(
                _("{n} pegawai lagi ada pada unduhan; pilih unit di bawahnya untuk daftar yang lebih pendek.").format(
                    n=more
                )
            )
        labels = {
            "employee_name": _("Pegawai"),
            "job_title": _("Jabatan"),
            "unit_name": _("Unit"),
            "missing_stage": _("Yang belum"),
            "rater_name": _("Giliran"),
            "turn_basis": _("Dasar giliran"),
        }
        told = gaps.select(list(labels)).with_columns(
            pl.col("missing_stage").replace({code: word(appraisals.STAGES, code) for code in appraisals.STAGES}),
            pl.col("turn_basis").replace({code: word(appraisals.TURNS, code) for code in appraisals.TURNS}),
        )
        downloads(told.rename(labels), "belum-dinilai")


def _unrated(row: Row) -> dict[str, str]:
    address = filters.address("profil_pegawai", orang=row["employee_id"])
    post = " · ".join(part for part in (row["job_title"], row["unit_name"]) if part)
    turn = word(appraisals.TURNS, row["turn_basis"])
    if row["rater_name"]:
        turn = f"{row['rater_name']} ({turn})"
    return {
        _("Pegawai"): f"[{plain(row['employee_name'])}]({address})  \n{quiet(post)}",
        _("Yang belum dan gilirannya"): f"{plain(word(appraisals.STAGES, row['missing_stage']))}  \n{quiet(turn)}",
    }


def listed(rows: list[dict[str, str]], alt: str, otherwise: str | None = None) -> None:
    """Show rows as a table that fits a phone, or say in words why there are none."""
    if rows:
        tables.cells(rows, alt)
    elif otherwise:
        note(otherwise)
    else:
        nothing()
