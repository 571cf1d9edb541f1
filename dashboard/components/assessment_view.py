"""Kompetensi: who is still to be assessed, how well people fit their posts, and what moved since the last time."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import formats
from dashboard.components import downloads, tables
from dashboard.components.text import concern, good, note, nothing, plain, quiet, section
from dashboard.language import _
from dashboard.words import competencies, word

Row = dict[str, Any]
MOST_LINES = 30


def unassessed(rows: pl.DataFrame) -> None:
    """List whom to assess first: most people without any assessment on top; a need of its own, never a gap."""
    section(_("Belum dinilai, atau buktinya sudah tua"))
    if rows.is_empty():
        st.markdown(good(_("Semua pegawai mempunyai asesmen yang masih berlaku")))
        return
    never = sum(rows["not_assessed_count"])
    note(
        _("{n} pasangan pegawai dan kompetensi belum pernah dinilai. Kebutuhannya asesmen, bukan pelatihan.").format(
            n=formats.number(never, 0)
        )
    )
    labels = {
        "competency_name": _("Kompetensi"),
        "job_family": _("Rumpun jabatan"),
        "not_assessed_count": _("Belum dinilai"),
        "old_count": _("Bukti tua"),
        "in_post_count": _("Pegawai"),
    }
    lines = [
        {
            _("Kompetensi"): f"**{plain(row['competency_name'])}**  \n{quiet(row['job_family'])}",
            _("Belum dinilai"): _waiting(row),
        }
        for row in rows.head(MOST_LINES).iter_rows(named=True)
    ]
    tables.cells(lines, _("Yang belum dinilai"))
    if rows.height > MOST_LINES:
        note(_("{n} baris lagi ada pada unduhan.").format(n=formats.number(rows.height - MOST_LINES, 0)))
    downloads.downloads(rows.select(list(labels)).rename(labels), "belum-dinilai")


def _waiting(row: Row) -> str:
    text = f"**{plain(formats.share(row['not_assessed_count'], row['in_post_count']))}**"
    old = _("{n} berbukti tua").format(n=formats.number(row["old_count"], 0))
    return text + (f"  \n{quiet(old)}" if row["old_count"] else "")


def matches(rows: pl.DataFrame) -> None:
    """Show the job-person match by purpose, because each purpose has bands of its own."""
    section(_("Kecocokan jabatan menurut tujuan asesmen"))
    if rows.is_empty():
        nothing(reason=_("belum ada asesmen dengan standar jabatan"))
        return
    for purpose in rows["purpose"].unique(maintain_order=True):
        own = rows.filter(pl.col("purpose").eq_missing(pl.lit(purpose)))
        st.subheader(
            plain(word(competencies.PURPOSES, purpose) if purpose else _("Tujuan tidak disebut")), anchor=False
        )
        names = competencies.BANDS.get(purpose or "")
        if names is None:
            note(_("Tanpa tujuan tidak ada kategori: batas seleksi dan pemetaan berbeda."))
        tables.cells([_match(row, names) for row in own.iter_rows(named=True)], _("Kecocokan jabatan menurut unit"))
    labels = {
        "purpose": _("Tujuan"),
        "unit_name": _("Unit"),
        "matched_count": _("Dapat dinilai"),
        "high_count": _("Kategori atas"),
        "middle_count": _("Kategori tengah"),
        "low_count": _("Kategori bawah"),
        "jpm_pct": _("JPM tengah (%)"),
        "in_post_count": _("Pegawai"),
    }
    downloads.downloads(rows.select(list(labels)).rename(labels), "kecocokan-jabatan")
    note(
        _("Ringkasan saja: kelebihan di satu kompetensi menutupi kekurangan di lain; kebutuhan dilihat per kompetensi.")
    )


def _match(row: Row, names: tuple[str, str, str] | None) -> dict[str, str]:
    covered = _("{n} punya JPM").format(n=formats.share(row["matched_count"], row["in_post_count"]))
    unit = plain(row["unit_name"]) if row["is_below"] else f"**{plain(row['unit_name'])}**"
    if row["jpm_pct"] is None:
        hidden = f":gray[○\u00a0{plain(word(competencies.REASONS, 'few_people'))}]"
        return {_("Unit"): f"{unit}  \n{quiet(covered)}", _("JPM tengah dan kategori"): hidden}
    counts = zip(names or (), (row["high_count"], row["middle_count"], row["low_count"]), strict=False)
    told = " · ".join(f"{_(name)} {formats.number(count, 0)}" for name, count in counts)
    return {
        _("Unit"): f"{unit}  \n{quiet(covered)}",
        _("JPM tengah dan kategori"): f"**{plain(formats.percent(row['jpm_pct'], 0))}**  \n{quiet(told)}",
    }


def changes(rows: pl.DataFrame) -> None:
    """Show how the level of the same people moved between their last two assessments."""
    section(_("Perubahan sejak asesmen sebelumnya"))
    if rows.is_empty():
        nothing(reason=_("belum ada pegawai yang dinilai dua kali"))
        return
    risen = rows.filter(pl.col("conclusion") == "risen").height
    note(
        _(
            "{n} dari {whole} kompetensi naik nyata pada orang yang sama. Ini bukan dampak pelatihan; lihat Dampak."
        ).format(n=formats.number(risen, 0), whole=formats.number(rows.height, 0))
    )
    lines = [
        {
            _("Kompetensi"): f"**{plain(row['competency_name'])}**  \n{quiet(_moved(row))}",
            _("Perubahan level"): _change(row),
        }
        for row in rows.iter_rows(named=True)
    ]
    tables.cells(lines, _("Perubahan level per kompetensi"))
    labels = {
        "competency_name": _("Kompetensi"),
        "retested_count": _("Dinilai dua kali"),
        "risen_count": _("Naik"),
        "fallen_count": _("Turun"),
        "level_change_avg": _("Perubahan level"),
        "level_change_low": _("Bawah"),
        "level_change_high": _("Atas"),
    }
    downloads.downloads(rows.select(list(labels)).rename(labels), "perubahan-kompetensi")


def _moved(row: Row) -> str:
    text = _("{n} orang dinilai dua kali").format(n=formats.number(row["retested_count"], 0))
    if row["risen_count"] is None:
        return text
    parts = _("{up} naik, {down} turun").format(
        up=formats.number(row["risen_count"], 0), down=formats.number(row["fallen_count"], 0)
    )
    return f"{text} · {parts}"


def _change(row: Row) -> str:
    verdict = plain(word(competencies.CHANGES, row["conclusion"]))
    if row["level_change_avg"] is None:
        return f":gray[○\u00a0{verdict}]"
    between = _("{low} sampai {high}").format(
        low=formats.number(row["level_change_low"], 2), high=formats.number(row["level_change_high"], 2)
    )
    marks = {
        "risen": good(word(competencies.CHANGES, "risen")),
        "fallen": concern(word(competencies.CHANGES, "fallen")),
    }
    shown = marks.get(row["conclusion"], f":gray[●\u00a0{verdict}]")
    return f"**{plain(formats.number(row['level_change_avg'], 2))}** {shown}  \n{quiet(between)}"
