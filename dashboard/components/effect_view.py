"""Dampak: what past courses did and what cannot be said of them, what a level cost, and hours against the right."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import formats
from dashboard.charts import effects
from dashboard.components import downloads, figures, tables
from dashboard.components.text import good, note, nothing, plain, quiet, section
from dashboard.language import _
from dashboard.words import training, word

Row = dict[str, Any]
SURE = {"more_than_others", "less_than_others", "cannot_tell"}


def past(rows: pl.DataFrame) -> None:
    """Show each past course from the gap it answered to its people and its effect, sure ones on top."""
    section(summary(rows))
    if rows.is_empty():
        nothing(reason=_("riwayat pelatihan belum dimuat"))
        return
    note(_("Peserta dipilih, tidak diundi: selisih dari yang tidak ikut adalah petunjuk, bukan bukti sebab."))
    if rows["effect_levels"].null_count() < rows.height:
        figures.chart(
            _("Perubahan level di luar perubahan yang tidak ikut"),
            effects.effects(rows),
            alt=effects.description(rows),
            caption=_("Titik: taksiran; garis: selang 95 persen. Selang yang memuat nol belum dapat disimpulkan."),
            table=_told(rows),
            labels=_labels(),
            name="dampak-pelatihan",
        )
    section(_("Dari kesenjangan sampai dampak"))
    lines = [
        {
            _("Kesenjangan dan pelatihan"): _chain(row),
            _("Peserta dan dampak"): f"{_verdict(row)}  \n{quiet(_people(row))}",
        }
        for row in rows.iter_rows(named=True)
    ]
    tables.cells(lines, _("Dampak tiap pelatihan"))


def summary(rows: pl.DataFrame) -> str:
    """Return in a sentence how many courses can be judged, and how many did more than nothing."""
    judged = rows.filter(pl.col("conclusion").is_in(list(SURE)))
    more = rows.filter(pl.col("conclusion") == "more_than_others").height
    if rows.is_empty():
        return _("Dampak pelatihan belum dapat dibaca")
    return _("{more} dari {judged} pelatihan yang dapat dinilai menaikkan level lebih dari yang tidak ikut").format(
        more=formats.number(more, 0), judged=formats.number(judged.height, 0)
    )


def _told(rows: pl.DataFrame) -> pl.DataFrame:
    words = [word(training.CONCLUSIONS, code) for code in rows["conclusion"]]
    return rows.with_columns(pl.Series("conclusion", words, dtype=pl.String))


def _labels() -> dict[str, str]:
    return {
        "course_name": _("Pelatihan"),
        "competency_name": _("Kompetensi"),
        "taken_count": _("Peserta"),
        "compared_count": _("Peserta yang dibandingkan"),
        "comparison_count": _("Pembanding"),
        "effect_levels": _("Dampak (level)"),
        "effect_low": _("Bawah"),
        "effect_high": _("Atas"),
        "score_change_avg": _("Kenaikan nilai tes"),
        "cost_per_level": _("Biaya per level"),
        "conclusion": _("Simpulan"),
    }


def _chain(row: Row) -> str:
    """Return the gap that stood before, the course that answered it, and what is left of the gap now."""
    name = row["competency_name"] or _("kompetensi tidak diketahui")
    few = _("{competency}: terlalu sedikit yang dinilai dua kali").format(competency=name)
    gap = (
        few
        if row["closed_count"] is None
        else _("{competency}: {before} peserta kurang sebelumnya, {closed} mencapai syarat sesudahnya").format(
            competency=name,
            before=formats.number(row["short_before_count"], 0),
            closed=formats.number(row["closed_count"], 0),
        )
    )
    now = "" if row["short_now_count"] is None else _("kini masih {n} pegawai kurang").format(n=row["short_now_count"])
    return f"**{plain(row['course_name'])}**  \n{quiet(gap + ('; ' + now if now else ''))}"


def _verdict(row: Row) -> str:
    said = word(training.CONCLUSIONS, row["conclusion"])
    if row["effect_levels"] is None:
        return f":gray[○\u00a0{plain(said)}]"
    value, low, high = effects.told(row)
    between = _("{low} sampai {high}").format(low=low, high=high)
    number = f"**{plain(value)}** {quiet(between)}"
    shown = good(said) if row["conclusion"] == "more_than_others" else f":gray[●\u00a0{plain(said)}]"
    return f"{number} {shown}"


def _people(row: Row) -> str:
    parts = [_("{n} peserta").format(n=formats.number(row["taken_count"], 0))]
    if row["compared_count"]:
        parts.append(
            _("{n} dinilai ulang, {others} pembanding").format(
                n=formats.number(row["compared_count"], 0), others=formats.number(row["comparison_count"], 0)
            )
        )
    if row["score_change_low"] is not None:
        parts.append(
            _("nilai tes {change} ({low} sampai {high})").format(
                change=formats.number(row["score_change_avg"], 1),
                low=formats.number(row["score_change_low"], 1),
                high=formats.number(row["score_change_high"], 1),
            )
        )
    if row["cost_per_level"] is not None:
        parts.append(
            _("{cost} per level ({low} sampai {high})").format(
                cost=formats.rupiah(row["cost_per_level"]),
                low=formats.rupiah(row["cost_per_level_low"]),
                high=formats.rupiah(row["cost_per_level_high"]),
            )
        )
    return " · ".join(parts)


def hours(rows: pl.DataFrame, people: pl.DataFrame) -> None:
    """Show hours against the right of the newest year by unit, and by person where people may be seen."""
    section(_("Jam pelajaran terhadap hak 20 JP"))
    if rows.is_empty():
        nothing(reason=_("riwayat pelatihan belum dimuat"))
        return
    year = rows["year"][0]
    newest = rows.filter(pl.col("year") == year)
    when = str(year) if newest["is_complete"][0] else _("{year} (berjalan)").format(year=year)
    lines = [
        {
            _("Unit"): f"**{plain(row['unit_name'])}**" if row["is_own"] else plain(row["unit_name"]),
            _("Mencapai hak pada {year}").format(year=when): _met(row),
        }
        for row in newest.iter_rows(named=True)
    ]
    tables.cells(lines, _("Jam pelajaran menurut unit"))
    labels = {
        "year": _("Tahun"),
        "unit_name": _("Unit"),
        "person_count": _("Pegawai"),
        "judged_count": _("Dapat dinilai"),
        "met_count": _("Mencapai hak"),
        "none_count": _("Tanpa pelatihan"),
        "hours_avg": _("Rata-rata JP"),
    }
    downloads.downloads(rows.select(list(labels)).rename(labels), "jam-pelajaran")
    note(_("Hak PNS 20 JP setahun (PP 11/2017); hak PPPK 24 JP adalah setelan. Tanpa catatan berarti 0 JP tercatat."))
    if people.height:
        _by_person(people)


def _met(row: Row) -> str:
    if row["met_count"] is None:
        return f":gray[○\u00a0{plain(formats.nothing('suppressed'))}]"
    rest = _("rata-rata {hours} JP · {none} tanpa pelatihan").format(
        hours=formats.number(row["hours_avg"], 1), none=formats.number(row["none_count"], 0)
    )
    return f"**{plain(formats.share(row['met_count'], row['judged_count']))}**  \n{quiet(rest)}"


def _by_person(people: pl.DataFrame) -> None:
    labels = {
        "employee_name": _("Pegawai"),
        "unit_name": _("Unit"),
        "hours_jp": _("JP"),
        "required_jp": _("Hak"),
        "missing_jp": _("Kurang"),
        "course_count": _("Pelatihan"),
    }
    with st.expander(_("Jam pelajaran per pegawai ({n})").format(n=formats.number(people.height, 0))):
        note(_("Urut menurut nama, bukan peringkat."))
        tables.table(people, labels, "jam-per-pegawai", _("Jam pelajaran per pegawai"))
