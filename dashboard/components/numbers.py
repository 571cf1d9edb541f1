"""The five numbers of the overview, each with what it rests on."""

from typing import Any

import polars as pl

from dashboard import formats, measures, sentences
from dashboard.components.cards import Card, cards
from dashboard.language import _

OVERVIEW = ("iku_met_count", "iku_score_pct", "weight_covered_pct", "rated_count", "ikm", "on_time_share")
Row = dict[str, Any]
FITS = 12


def overview(
    counts: Row | None, totals: Row | None, rated: Row | None, citizens: pl.DataFrame, times: pl.DataFrame
) -> None:
    """Show met, score with the weight it covers, appraisals done, satisfaction and services on time."""
    survey, service = sentences.first(citizens), sentences.first(times)
    cards([_met(counts), _score(totals), _rated(rated), _satisfaction(survey), _on_time(service)])


def _met(counts: Row | None) -> Card:
    label = measures.measure("iku_met_count").title
    if counts is None or not counts["judged_count"]:
        return Card(label, formats.nothing(), _("tidak ada IKU yang dapat dinilai"))
    missing = counts["iku_count"] - counts["judged_count"]
    note = _("{n} belum dapat dinilai").format(n=formats.number(missing, 0)) if missing else _("semua dapat dinilai")
    return _part(label, counts["met_count"], counts["judged_count"], note)


def _score(totals: Row | None) -> Card:
    measure = measures.measure("iku_score_pct")
    if totals is None or totals["iku_score_pct"] is None:
        return Card(measure.title, formats.nothing(), _("belum ada capaian berbobot"))
    note = _("bobot tercakup {share}").format(share=formats.percent(totals["weight_covered_pct"], 0))
    if totals["provisional_count"]:
        note += " · " + _("Sementara")
    return Card(measure.title, measure.show(totals["iku_score_pct"]), note)


def _rated(rated: Row | None) -> Card:
    label = measures.measure("rated_count").title
    if rated is None:
        return Card(label, formats.nothing(), _("penilaian periode ini belum masuk"))
    missing = rated["employee_count"] - rated["rated_count"]
    when = formats.period(rated["period"])
    note = _("{n} belum dinilai · {period}").format(n=formats.number(missing, 0), period=when)
    return _part(label, rated["rated_count"], rated["employee_count"], note)


def _part(label: str, part: int, whole: int, note: str) -> Card:
    """Return `8 dari 12` as one number; where that would not fit a phone the whole moves into the note."""
    value = formats.share(part, whole)
    if len(value) <= FITS:
        return Card(label, value, note)
    return Card(label, formats.number(part, 0), _("dari {n} · {note}").format(n=formats.number(whole, 0), note=note))


def _satisfaction(row: Row | None) -> Card:
    label = measures.measure("ikm").title
    if row is None or row["ikm"] is None:
        return Card(label, formats.nothing(), _("survei kepuasan belum masuk"))
    value = formats.number(row["ikm"], 1) + (f" · {row['ikm_grade']}" if row["ikm_grade"] else "")
    margin = "" if row["margin"] is None else f"± {formats.number(row['margin'], 1)} · "
    note = _("{margin}n {n} · {period}").format(
        margin=margin, n=formats.number(row["respondent_count"], 0), period=formats.period(row["period"])
    )
    return Card(label, value, note)


def _on_time(service: Row | None) -> Card:
    measure = measures.measure("on_time_share")
    if service is None or service["on_time_share"] is None:
        return Card(measure.title, formats.nothing(), _("berkas layanan periode ini belum dapat dinilai"))
    note = _("{share} layanan").format(share=formats.share(service["on_time_count"], service["judged_count"]))
    if service["is_provisional"]:
        note = _("Sementara") + " · " + note
    return Card(measure.title, measure.show(service["on_time_share"]), note)
