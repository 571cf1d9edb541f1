"""Bagaimana angka ini dihitung: the rule, the numbers put in, the legal basis, the date of the rule."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, measures, warehouse
from dashboard.components.fold import fold
from dashboard.components.text import note, plain
from dashboard.language import _, either
from dashboard.queries import rules
from dashboard.words import indicators, viewers, word

Row = dict[str, Any]
# Rules that are put to every year of data begin on this day in `data/reference/`; it is no day of a law.
FROM_THE_START = date(2000, 1, 1)


def of_measures(columns: tuple[str, ...]) -> None:
    """Explain the numbers of the cards: what each means and the rule behind it."""
    with fold(_("Bagaimana angka ini dihitung"), f"how-{columns[0]}") as is_open:
        if not is_open:
            return
        known = _known()
        for column in columns:
            measure = measures.measure(column)
            st.markdown(f"**{plain(measure.title)}.** {plain(measure.meaning)}")
            _rules(known, measure.rule_ids)


def of_values(
    name: str, values: Mapping[str, pl.DataFrame], lead: str | None = None, rule_ids: tuple[str, ...] = ()
) -> None:
    """Explain numbers with those of the first row of each table put in; before them a sentence and its rules."""
    with fold(_("Bagaimana angka ini dihitung"), f"how-{name}") as is_open:
        if not is_open:
            return
        known = _known()
        if lead:
            st.markdown(f"**{plain(lead)}**")
        _rules(known, rule_ids)
        for column, rows in values.items():
            measure = measures.measure(column)
            st.markdown(f"**{plain(measure.title)}.** {plain(measure.meaning)}")
            if rows.height:
                row = rows.row(0, named=True)
                st.markdown(f"**{plain(f'{measure.formula(row)} = {measure.show(row[column])}')}**")
            _rules(known, measure.rule_ids)


def _known() -> dict[str, Row]:
    """Return every rule by its code, the version in force last."""
    newest_first = rules.rules(warehouse.cursor(), filters.current().scope)
    return {row["rule_id"]: row for row in newest_first.reverse().to_dicts()}


def _rules(known: Mapping[str, Row], rule_ids: tuple[str, ...]) -> None:
    for rule in (known[rule_id] for rule_id in rule_ids if rule_id in known):
        note(f"{either(rule['name_id'], rule['name_en'])}: {formula(rule)} · {rule_line(rule)}")


def of_iku(row: Row) -> None:
    """Explain one indicator's achievement with its own numbers put into the formula."""
    known = _known()
    with st.expander(_("Bagaimana angka ini dihitung"), expanded=True):
        st.markdown(f"**{plain(substituted(row))}**")
        if rule := known.get(row["rule_id"] or ""):
            st.markdown(plain(f"{either(rule['name_id'], rule['name_en'])}: {formula(rule)}"))
            note(rule_line(rule))
        if row["scale_name_id"]:
            _rules(known, ("ordinal_scale",))
            note(f"{_('Skala predikat')}: {either(row['scale_name_id'], row['scale_name_en'])}")
        direction = word(indicators.POLARITIES, row["polarity"])
        together = word(indicators.CONSOLIDATIONS, row["consolidation"])
        note(_("Arah: {direction}. Setahun: {together}.").format(direction=direction, together=together))
        for label, text in ((_("Definisi"), row["definition"]), (_("Sumber data"), row["data_source"])):
            if text:
                note(f"{label}: {text}")


def substituted(row: Row) -> str:
    """Return the formula with this indicator's numbers in it, or why it gives no percentage."""
    if row["achievement_pct"] is None:
        return _("Tidak ada persentase: {reason}").format(reason=word(indicators.REASONS, row["reason"] or "no_data"))
    result = formats.percent(row["achievement_pct"], 2)
    actual, target = _put_in(row, "actual"), _put_in(row, "target")
    if row["polarity"] == "maximize":
        return f"{actual} ÷ {target} × 100 = {result}"
    if row["polarity"] == "minimize":
        return f"(2 × {target} − {actual}) ÷ {target} × 100 = {result}"
    if row["polarity"] == "range":
        low, high = formats.exact(row["lower_bound"]), formats.exact(row["upper_bound"])
        return _("realisasi {actual}, rentang {low} sampai {high}: {result}").format(
            actual=actual, low=low, high=high, result=result
        )
    return _("realisasi {actual}, target {target}: {result}").format(actual=actual, target=target, result=result)


def _put_in(row: Row, name: str) -> str:
    """Return a number as it goes into a formula; of a grade its rank, with the grade beside it."""
    number, grade = formats.exact(row[name]), row[f"{name}_label"]
    return f"{number} ({grade})" if grade else number


def formula(rule: Row) -> str:
    """Return the rule's formula in the language of this run."""
    return either(rule["formula_id"], rule["formula_en"])


def rule_line(rule: Row) -> str:
    """Return the rule's legal basis and dates in one line; an unverified rule is called a setting, never law."""
    parts = [rule["legal_basis"] or _("tanpa dasar hukum tertulis")]
    if rule["valid_from"] == FROM_THE_START:
        parts.append(_("dipakai untuk semua tahun data"))
    elif rule["valid_from"] is not None:
        parts.append(_("berlaku sejak {day}").format(day=formats.day(rule["valid_from"])))
    if rule["valid_to"] is not None:
        parts.append(_("sampai {day}").format(day=formats.day(rule["valid_to"])))
    parts.append(word(viewers.CONFIDENCE, rule["confidence"]))
    return " · ".join(parts)
