"""Penilaian kinerja: the spread against its pattern, what changed and why, and how lenient appraisers look."""

from typing import Any

import polars as pl

from dashboard import formats
from dashboard.charts import predicates
from dashboard.components import figures
from dashboard.components.appraisal_view import listed
from dashboard.components.text import concern, good, note, nothing, plain, quiet, section
from dashboard.language import _
from dashboard.words import appraisals, people, word

Row = dict[str, Any]


def spread(units: pl.DataFrame, conditions: pl.DataFrame) -> None:
    """Show the predicates unit by unit, and the unit's own pattern with the people it speaks of."""
    figures.chart(
        _("Sebaran predikat per unit"),
        predicates.spread(units),
        alt=predicates.description(units),
        caption=_("Dari kiri: Sangat Baik, Baik, Butuh Perbaikan, Kurang dan Sangat Kurang. Angka: jumlah orang."),
        table=units,
        labels={
            "unit_name": _("Unit"),
            "rated_count": _("Dinilai"),
            "very_good_count": _("Sangat Baik"),
            "good_count": _("Baik"),
            "needs_improvement_count": _("Butuh Perbaikan"),
            "poor_count": _("Kurang"),
            "very_poor_count": _("Sangat Kurang"),
            "mismatch_count": _("Beda dari matriks"),
        },
        name="sebaran-predikat",
    )
    section(_("Terhadap pola predikat organisasi"))
    listed(
        [_condition(row) for row in conditions.iter_rows(named=True)],
        _("Syarat pola dan jumlah orangnya"),
        _("Unit ini belum punya predikat organisasi pada periode ini, atau yang dinilai kurang dari lima orang."),
    )
    note(_("Panduan, bukan kuota: selisih memberi tahu, tidak menyuruh mengubah predikat siapa pun."))


def _condition(row: Row) -> dict[str, str]:
    about = [word(appraisals.PREDICATES, code) for code in appraisals.PREDICATES if row[f"is_about_{code}"]]
    bounds = []
    if row["least_count"] is not None:
        bounds.append(_("paling sedikit {n}").format(n=formats.number(row["least_count"], 0)))
    if row["most_count"] is not None:
        bounds.append(_("paling banyak {n}").format(n=formats.number(row["most_count"], 0)))
    off = (row["short_count"] or 0) + (row["excess_count"] or 0)
    verdict = good(_("sesuai")) if not off else concern(_("selisih {n} orang").format(n=formats.number(off, 0)))
    return {
        _("Predikat"): f"**{plain(' / '.join(about))}**",
        _("Pola untuk {n} orang").format(n=formats.number(row["rated_count"], 0)): plain(", ".join(bounds)),
        _("Nyatanya"): f"{plain(formats.number(row['people_count'], 0))}  \n{verdict}",
    }


def movement(changes: pl.DataFrame) -> None:
    """Show the spread through time and split the last change into who was rated and how the same people were."""
    if changes.is_empty():
        section(_("Perubahan"))
        nothing(reason=_("perlu dua periode yang sejenis"))
        return
    last = changes.row(-1, named=True)
    figures.chart(
        change_title(last),
        predicates.through_time(changes),
        alt=change_title(last),
        caption=change_split(last),
        table=changes,
        labels={
            "period": _("Periode"),
            "rated_count": _("Dinilai"),
            "top_share": _("Bagian Sangat Baik"),
            "top_change": _("Perubahan"),
            "top_standard": _("karena standar"),
            "top_composition": _("karena susunan orang"),
            "low_share": _("Bagian di bawah Baik"),
        },
        name="perubahan-predikat",
    )


def change_title(last: Row) -> str:
    """Return how the share of very good moved, as a sentence without a verdict."""
    if last["top_change"] is None:
        return _("Bagian Sangat Baik belum dapat dibandingkan")
    return _("Bagian Sangat Baik {now} pada {period}, semula {before} pada {previous}").format(
        now=formats.whole_percent(last["top_share"]),
        before=formats.whole_percent(last["previous_top_share"]),
        period=formats.period(last["period"]),
        previous=formats.period(last["previous_period"]),
    )


def change_split(last: Row) -> str:
    """Return the two parts of the change: the standard put to the same people, and other people being rated."""
    if last["top_standard"] is None:
        return _("Tidak dipisah: {reason}.").format(reason=word(appraisals.CHANGE_REASONS, last["reason"]))
    return _(
        "Dari {both} orang yang dinilai dua kali, {raised} naik dan {lowered} turun. Bagian karena standar penilaian: "
        "{standard} poin; karena susunan orang yang dinilai: {composition} poin."
    ).format(
        both=formats.number(last["both_count"], 0),
        raised=formats.number(last["raised_count"], 0),
        lowered=formats.number(last["lowered_count"], 0),
        standard=formats.number(last["top_standard"] * 100, 1),
        composition=formats.number(last["top_composition"] * 100, 1),
    )


def appraisers(raters: pl.DataFrame) -> None:
    """Show how often each appraiser gives very good, drawn towards all of them, beside what the unit reached."""
    section(_("Kelonggaran penilai di samping capaian unit"))
    judged = raters.filter(pl.col("leniency_group") != "too_little_data")
    listed(
        [_leniency(row) for row in judged.iter_rows(named=True)],
        _("Kelonggaran penilai"),
        _("Belum ada penilai dengan paling sedikit lima orang dinilai yang dapat dibandingkan."),
    )
    left = raters.height - judged.height
    if left:
        note(
            _("{n} penilai tidak dibandingkan: kurang dari lima orang dinilai, atau tidak tercatat.").format(
                n=formats.number(left, 0)
            )
        )
    note(_("Berbeda dari yang lain tidak berarti salah: orang yang dinilai pun berbeda."))


def _leniency(row: Row) -> dict[str, str]:
    name = row["rater_name"] or word(appraisals.RATER_BASES, row["rater_basis"])
    words = {"higher": _("lebih longgar dari yang lain"), "lower": _("lebih ketat dari yang lain")}
    verdict = words.get(row["leniency_group"], _("tidak dapat dibedakan"))
    share = _("{value} ({low} sampai {high}) · n {n}").format(
        value=formats.whole_percent(row["shrunken_top_share"]),
        low=formats.whole_percent(row["shrunken_lower"]),
        high=formats.whole_percent(row["shrunken_upper"]),
        n=formats.number(row["rated_count"], 0),
    )
    return {
        _("Penilai"): f"**{plain(name)}**  \n{quiet(row['unit_name'])}",
        _("Bagian Sangat Baik"): f"{plain(share)}  \n{quiet(verdict)}",
        _("Capaian unit"): f"{plain(formats.percent(row['iku_score_pct']))}  \n"
        f"{quiet(word(appraisals.QUADRANTS, row['quadrant']))}",
    }


def heads(rows: pl.DataFrame) -> None:
    """Show where a head's rating of results and the unit's own predicate do not say the same."""
    if rows.is_empty():
        return
    section(_("Kepala unit terhadap predikat organisasi"))
    listed([_head(row) for row in rows.iter_rows(named=True)], _("Kepala unit terhadap predikat organisasi"))
    note(_("Capaian organisasi adalah rating hasil kerja kepala unit; padanan kedua skala adalah setelan."))


def _head(row: Row) -> dict[str, str]:
    verdict = good(_("sesuai")) if row["is_consistent"] else concern(_("berbeda"))
    if row["is_consistent"] is None:
        verdict = quiet(word(people.HEAD_REASONS, row["reason"]))
    given = f"{plain(word(appraisals.RATINGS, row['result_rating']))}  \n{verdict}"
    expected = _("sepadan {rating}").format(rating=word(appraisals.RATINGS, row["rating_by_organisation"]).lower())
    return {
        _("Unit"): f"**{plain(row['unit_name'])}**  \n{quiet(row['employee_name'])}",
        _("Predikat organisasi"): f"{plain(word(appraisals.ORGANISATION_PREDICATES, row['organisation_predicate']))}"
        f"  \n{quiet(expected)}",
        _("Rating kepala"): given,
    }
