"""An employee's own appraisals: the newest, all of them by period, and how a predicate comes about."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, warehouse
from dashboard.components import explanation, tables
from dashboard.components.cards import Card, cards
from dashboard.components.text import plain, section
from dashboard.language import _
from dashboard.queries import rules
from dashboard.words import appraisals, word

Row = dict[str, Any]


def headline(record: pl.DataFrame) -> str:
    """Return the newest appraisal as a sentence, or that it has not been made yet."""
    row = record.row(0, named=True)
    period = formats.period(row["period"])
    if not row["is_rated"]:
        return _("Kinerja Anda pada {period} belum dinilai").format(period=period)
    predicate = word(appraisals.PREDICATES, row["predicate"])
    return _("Predikat kinerja Anda pada {period}: {predicate}").format(period=period, predicate=predicate)


def whose(record: pl.DataFrame) -> str:
    """Return name, post and unit the record belongs to."""
    row = record.row(0, named=True)
    return " · ".join(part for part in (row["employee_name"], row["job_title"], row["unit_name"]) if part)


def latest(record: pl.DataFrame) -> None:
    """Show what the newest predicate is made of."""
    row = record.row(0, named=True)
    rated = _("menurut penilai") if row["is_rated"] else _("belum dinilai")
    if row["rated_date"]:
        rated = _("dinilai {day}").format(day=formats.day(row["rated_date"]))
    matrix = word(appraisals.PREDICATES, row["predicate_by_matrix"])
    cards(
        [
            Card(
                _("Hasil kerja"),
                word(appraisals.RATINGS, row["result_rating"]),
                _("menurut penilai"),
                is_words=True,
            ),
            Card(
                _("Perilaku kerja"),
                word(appraisals.RATINGS, row["behaviour_rating"]),
                _("menurut penilai"),
                is_words=True,
            ),
            Card(_("Predikat"), word(appraisals.PREDICATES, row["predicate"]), rated, is_words=True),
            Card(
                _("Menurut matriks"),
                matrix,
                _("berbeda") if row["is_matrix_mismatch"] else _("hasil × perilaku"),
                is_words=True,
            ),
        ]
    )


def by_period(record: pl.DataFrame) -> None:
    """Show every period in post, rated or not."""
    section(_("Per periode"))
    rows = [
        {
            "period": formats.period(row["period"]),
            "result": word(appraisals.RATINGS, row["result_rating"]),
            "behaviour": word(appraisals.RATINGS, row["behaviour_rating"]),
            "predicate": word(appraisals.PREDICATES, row["predicate"]) if row["is_rated"] else _("Belum dinilai"),
            "source": _source(row),
        }
        for row in record.iter_rows(named=True)
    ]
    labels = {
        "period": _("Periode"),
        "result": _("Hasil kerja"),
        "behaviour": _("Perilaku kerja"),
        "predicate": _("Predikat"),
        "source": _("Sumber"),
    }
    tables.table(pl.DataFrame(rows), labels, "kinerja-saya", _("Penilaian kinerja Anda per periode"))


def _source(row: Row) -> str:
    if row["file_name"] is None:
        return formats.nothing()
    return _("{file}, baris {row}").format(file=row["file_name"], row=row["row_number"])


def how_made(record: pl.DataFrame) -> None:
    """Explain how the newest predicate follows from the two ratings."""
    row = record.row(0, named=True)
    found = rules.rule(warehouse.cursor(), filters.current().scope, "predikat_matrix")
    with st.expander(_("Bagaimana angka ini dihitung")):
        if row["is_rated"]:
            text = _("Hasil kerja {result} dan perilaku kerja {behaviour} menghasilkan {predicate}.").format(
                result=word(appraisals.RATINGS, row["result_rating"]).lower(),
                behaviour=word(appraisals.RATINGS, row["behaviour_rating"]).lower(),
                predicate=word(appraisals.PREDICATES, row["predicate_by_matrix"]),
            )
            st.markdown(plain(text))
        if found.height:
            rule = found.row(0, named=True)
            st.markdown(plain(explanation.formula(rule)))
            st.caption(plain(explanation.rule_line(rule)))
