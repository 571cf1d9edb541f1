"""Penilaian kinerja: who meets a stated rule for an award or for coaching; a list without order, never a penalty."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import formats
from dashboard.components import tables
from dashboard.components.appraisal_view import listed
from dashboard.components.text import good, note, plain, quiet, section
from dashboard.language import _, either
from dashboard.words import appraisals, people, viewers, word

Row = dict[str, Any]


def rewards(rules: pl.DataFrame, candidates: pl.DataFrame, teams: pl.DataFrame) -> None:
    """Show the rules with how many meet them, the people behind them where allowed, and the teams."""
    for action, title in (("award", _("Calon penghargaan")), ("coaching", _("Daftar pembinaan"))):
        section(title)
        listed(
            [_rule(row) for row in rules.filter(pl.col("action") == action).iter_rows(named=True)],
            title,
            _("Belum ada pegawai yang memenuhi aturan ini."),
        )
        if action == "coaching":
            note(
                _(
                    "Pembinaan berarti bimbingan atau konseling kinerja. Daftar ini tidak pernah mengarah ke hukuman "
                    "disiplin."
                )
            )
        _people(candidates.filter(pl.col("action") == action), action)
    _teams(teams)


def _rule(row: Row) -> dict[str, str]:
    given = _("{n} sudah tercatat diberi").format(n=formats.number(row["given_count"], 0))
    when = f"{formats.period(row['period'])} · {given}" if row["period"] else _("tidak ada pada periode ini")
    persons = _("{n} orang").format(n=formats.number(row["candidate_count"], 0))
    return {
        _("Aturan"): f"**{plain(either(row['name_id'], row['name_en']))}**  \n{quiet(_criterion(row))}",
        _("Memenuhi"): f"**{plain(persons)}**  \n{quiet(when)}",
    }


def _criterion(row: Row) -> str:
    confidence = _("dasar: {confidence}").format(confidence=word(viewers.CONFIDENCE, row["confidence"]))
    return f"{either(row['criterion_id'], row['criterion_en'])} · {confidence}"


def _people(candidates: pl.DataFrame, action: str) -> None:
    if candidates.is_empty():
        return
    told = candidates.with_columns(
        pl.Series("rule", [either(row["name_id"], row["name_en"]) for row in candidates.iter_rows(named=True)]),
        pl.Series("rated", [word(appraisals.PREDICATES, code) for code in candidates["predicate"]]),
        pl.Series("given", [_given(day) for day in candidates["given_date"]]),
    )
    labels = {
        "employee_name": _("Pegawai"),
        "unit_name": _("Unit"),
        "rule": _("Aturan"),
        "period": _("Periode"),
        "rated": _("Predikat"),
        "streak_count": _("Berturut-turut"),
        "given": _("Tindakan tercatat"),
    }
    name = word(people.ACTIONS, action)
    with st.expander(_("{action}: nama pegawai ({n})").format(action=name, n=formats.number(candidates.height, 0))):
        note(_("Tanpa urutan: semua yang memenuhi aturan adalah calon."))
        tables.table(told, labels, f"calon-{action}", name)


def _given(day: Any) -> str:
    return formats.day(day) if day else _("belum tercatat")


def _teams(teams: pl.DataFrame) -> None:
    section(_("Tim Terbaik"))
    if teams.height:
        rule = teams.row(0, named=True)
        note(_criterion(rule))
    met = teams.filter(pl.col("is_candidate"))
    listed(
        [_team(row) for row in met.iter_rows(named=True)],
        _("Unit yang memenuhi aturan Tim Terbaik"),
        _("Belum ada unit yang memenuhi semua bagian aturan pada periode ini."),
    )
    left = teams.filter(~pl.col("is_candidate"))
    if left.height:
        with st.expander(_("Unit yang belum memenuhi ({n})").format(n=formats.number(left.height, 0))):
            listed([_team(row) for row in left.iter_rows(named=True)], _("Unit yang belum memenuhi aturan"))


def _team(row: Row) -> dict[str, str]:
    parts = [
        (row["is_score_met"], _("skor IKU {value}").format(value=formats.number(row["iku_score_pct"], 1))),
        (row["is_coverage_met"], _("bobot dinilai {value}").format(value=formats.percent(row["weight_covered_pct"]))),
        (
            row["is_rated_met"],
            _("dinilai {share}").format(share=formats.share(row["rated_count"], row["employee_count"])),
        ),
        (
            row["is_predicate_met"],
            _("predikat organisasi {predicate}").format(
                predicate=word(appraisals.ORGANISATION_PREDICATES, row["organisation_predicate"])
            ),
        ),
    ]
    given = f"{formats.period(row['period'])} · {_given(row['given_date'])}" if row["is_candidate"] else ""
    return {
        _("Unit"): f"**{plain(row['unit_name'])}**" + (f"  \n{quiet(given)}" if given else ""),
        _("Bagian aturan"): "  \n".join(_part(is_met, text) for is_met, text in parts),
    }


def _part(is_met: bool | None, text: str) -> str:
    if is_met is None:
        return quiet(f"○ {text}")
    return good(text) if is_met else plain(f"– {text}")
