"""One person's record: the finding, the cards, and every appraisal with the words that explain it."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, sentences
from dashboard.components import selection
from dashboard.components.appraisal_view import listed
from dashboard.components.cards import Card, cards
from dashboard.components.downloads import downloads
from dashboard.components.text import concern, plain, quiet, section
from dashboard.language import N_, _
from dashboard.words import appraisals, people, word

Row = dict[str, Any]
PARTS = {
    "penilaian": N_("Penilaian"),
    "umpan_balik": N_("Umpan balik 360"),
    "pengembangan": N_("Kompetensi dan pelatihan"),
    "hasil": N_("Hasil kerja dan IKU"),
}
CHOICE = "orang"
# Feedback is for the person alone: not even the head of the unit opens that of somebody else.
PARTS_OF_OTHERS = {code: name for code, name in PARTS.items() if code != "umpan_balik"}


def chosen(rows: pl.DataFrame) -> str | None:
    """Return the code of the person picked here or in the URL, or None for none yet."""
    picked, refused = filters.settle(CHOICE, rows["employee_id"].to_list(), None)
    filters.remember(**{CHOICE: picked})
    if refused:
        selection.unknown(_("Pegawai"), _("daftar pegawai"))
    return picked


def picker(rows: pl.DataFrame) -> None:
    """Offer the people of the unit and below by name and unit."""
    names = {code: f"{name} · {unit}" for code, name, unit in rows.iter_rows()}
    st.selectbox(
        _("Pegawai"),
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        key=CHOICE,
        placeholder=_("Ketik nama untuk mencari"),
        width=606,
    )


def headline(record: pl.DataFrame, *, is_own: bool) -> str:
    """Return the newest appraisal as a sentence, or that it has not been made yet."""
    row = record.row(0, named=True)
    whose = _("Anda") if is_own else row["employee_name"]
    period = formats.period(row["period"])
    if not row["is_rated"]:
        return _("Kinerja {whose} pada {period} belum dinilai").format(whose=whose, period=period)
    predicate = word(appraisals.PREDICATES, row["predicate"])
    return _("Predikat kinerja {whose} pada {period}: {predicate}").format(
        whose=whose, period=period, predicate=predicate
    )


def post(record: pl.DataFrame) -> str:
    """Return name, post and unit the record belongs to."""
    row = record.row(0, named=True)
    return " · ".join(part for part in (row["employee_name"], row["job_title"], row["unit_name"]) if part)


def overview(
    record: pl.DataFrame, gaps: pl.DataFrame, years: pl.DataFrame, credit: pl.DataFrame, feedback: pl.DataFrame | None
) -> None:
    """Show predicate, feedback (one's own only), competencies, training hours and credits."""
    shown = [_predicate(record.row(0, named=True)), _competencies(gaps), _hours(years), _credit(credit)]
    if feedback is not None:
        shown.insert(1, _feedback(feedback))
    cards(shown)


def _predicate(row: Row) -> Card:
    label = _("Predikat {period}").format(period=formats.period(row["period"]))
    if not row["is_rated"]:
        return Card(label, _("Belum dinilai"), _("menunggu pejabat penilai"), is_words=True)
    told = _("hasil × perilaku")
    if row["is_matrix_mismatch"]:
        told = _("menurut matriks: {predicate}").format(
            predicate=word(appraisals.PREDICATES, row["predicate_by_matrix"])
        )
    return Card(label, word(appraisals.PREDICATES, row["predicate"]), told, is_words=True)


def _feedback(rows: pl.DataFrame) -> Card:
    label = _("Umpan balik 360")
    whole = sentences.first(rows.filter(pl.col("aspect").is_null() & pl.col("rater_type").is_null()))
    if whole is None:
        return Card(label, formats.nothing(), _("survei 360 belum masuk"), is_words=True)
    if whole["score_pct"] is None:
        kind = "suppressed" if whole["reason"] == "few_raters" else "no_data"
        return Card(label, formats.nothing(kind), word(people.FEEDBACK_REASONS, whole["reason"]), is_words=True)
    told = _("dari 100 · {band} · {n} penilai").format(
        band=word(people.FEEDBACK_BANDS, whole["feedback_band"]), n=formats.number(whole["rater_count"], 0)
    )
    return Card(label, formats.number(whole["score_pct"], 1), told)


def _competencies(gaps: pl.DataFrame) -> Card:
    label = _("Kompetensi kurang")
    judged = gaps.filter(pl.col("gap").is_not_null())
    waiting = gaps.filter(~pl.col("is_assessed")).height
    told = _("{n} belum dinilai").format(n=formats.number(waiting, 0))
    if judged.is_empty():
        return Card(label, formats.nothing(), told if waiting else "", is_words=True)
    short = judged.filter(pl.col("gap") < 0).height
    return Card(label, formats.share(short, judged.height), told)


def _hours(years: pl.DataFrame) -> Card:
    row = sentences.first(years)
    if row is None or row["hours_jp"] is None:
        return Card(_("Jam pelajaran"), formats.nothing(), _("catatan pelatihan belum masuk"), is_words=True)
    label = _("Jam pelajaran {year}").format(year=row["year"])
    hours = _("{n} JP").format(n=formats.number(row["hours_jp"]))
    return Card(label, hours, hours_against_right(row))


def hours_against_right(row: Row) -> str:
    """Return a year's training hours against the right to them, in words."""
    if row["required_jp"] is None:
        return _("hak jam pelajaran untuk status ini tidak diketahui")
    required = formats.number(row["required_jp"], 0)
    if row["is_met"]:
        return _("hak {required} JP sudah terpenuhi").format(required=required)
    missing = formats.number(row["missing_jp"])
    return _("kurang {missing} dari hak {required} JP").format(missing=missing, required=required)


def _credit(credit: pl.DataFrame) -> Card:
    row = sentences.first(credit)
    if row is None:
        return Card(_("Angka kredit"), formats.nothing("not_applicable"), _("bukan jabatan fungsional"), is_words=True)
    label = _("Angka kredit {period}").format(period=formats.period(row["period"]))
    if row["credit"] is None:
        return Card(label, formats.nothing(), word(people.CREDIT_REASONS, row["reason"]), is_words=True)
    return Card(label, formats.number(row["credit"], 2), word(people.CONVERSIONS, row["conversion_basis"]))


def appraised(record: pl.DataFrame) -> None:
    """Show every period in post, rated or not, with the two ratings that made the predicate."""
    section(_("Penilaian per periode"))
    listed([_period(row) for row in record.iter_rows(named=True)], _("Penilaian kinerja per periode"))
    downloads(_taken_along(record), "penilaian")


def _period(row: Row) -> dict[str, str]:
    source = formats.nothing()
    if row["file_name"] is not None:
        source = _("{file}, baris {row}").format(file=row["file_name"], row=row["row_number"])
    said = f"**{plain(word(appraisals.PREDICATES, row['predicate']))}**" if row["is_rated"] else ""
    return {
        _("Periode"): f"{plain(formats.period(row['period']))}  \n{quiet(source)}",
        _("Predikat"): f"{said}  \n{quiet(why(row))}" if said else concern(_("Belum dinilai")),
    }


def made(record: pl.DataFrame) -> str | None:
    """Return as a sentence how the newest predicate follows from its two ratings; None before it was made."""
    row = record.row(0, named=True)
    if not row["is_rated"]:
        return None
    return _("Hasil kerja {result} dan perilaku kerja {behaviour} menghasilkan {predicate}.").format(
        result=word(appraisals.RATINGS, row["result_rating"]).lower(),
        behaviour=word(appraisals.RATINGS, row["behaviour_rating"]).lower(),
        predicate=word(appraisals.PREDICATES, row["predicate_by_matrix"]),
    )


def why(row: Row) -> str:
    """Return the two ratings put into the matrix, and what the matrix says where the appraiser differs."""
    text = _("hasil kerja {result} × perilaku {behaviour}").format(
        result=word(appraisals.RATINGS, row["result_rating"]).lower(),
        behaviour=word(appraisals.RATINGS, row["behaviour_rating"]).lower(),
    )
    if row["is_matrix_mismatch"]:
        text += " · " + _("menurut matriks: {predicate}").format(
            predicate=word(appraisals.PREDICATES, row["predicate_by_matrix"])
        )
    return text


def _taken_along(record: pl.DataFrame) -> pl.DataFrame:
    ratings = {code: word(appraisals.RATINGS, code) for code in appraisals.RATINGS}
    predicates = {code: word(appraisals.PREDICATES, code) for code in appraisals.PREDICATES}
    return record.select(
        pl.col("period").alias(_("Periode")),
        pl.col("result_rating").cast(pl.String).replace(ratings).alias(_("Hasil kerja")),
        pl.col("behaviour_rating").cast(pl.String).replace(ratings).alias(_("Perilaku kerja")),
        pl.col("predicate").cast(pl.String).replace(predicates).alias(_("Predikat")),
        pl.col("file_name").alias(_("Berkas")),
        pl.col("row_number").alias(_("Baris")),
    )
