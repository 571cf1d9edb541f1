"""Penilaian kinerja: the nine talent boxes of a unit, where the source disagrees, and who stands in them."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import formats
from dashboard.charts import nine_box
from dashboard.components import figures, tables
from dashboard.components.text import note, nothing, section
from dashboard.language import _
from dashboard.words import appraisals, people, word

Row = dict[str, Any]


def talents(grid: pl.DataFrame, persons: pl.DataFrame) -> None:
    """Show how many people stand in each box, what disagrees, and the people where allowed."""
    if grid.is_empty():
        section(_("Kotak talenta"))
        nothing(reason=_("kotak talenta belum dimuat untuk tahun yang sudah berakhir"))
        return
    is_complete = bool(persons.height)
    figures.chart(
        _("Kotak talenta {year}").format(year=grid["year"][0]),
        nine_box.boxes(grid, is_complete=is_complete),
        alt=nine_box.description(grid, is_complete=is_complete),
        caption=_("Ke kanan: potensial; ke atas: kinerja. Angka tebal: jumlah orang."),
        table=_named(grid),
        labels={
            "box": _("Kotak"),
            "potential": _("Potensial"),
            "performance": _("Kinerja"),
            "person_count": _("Orang"),
            "mismatch_count": _("Kotak sumber berbeda"),
            "performance_mismatch_count": _("Berbeda dari predikat"),
        },
        name="kotak-talenta",
    )
    note(disagreement(grid))
    if is_complete:
        _people(persons)


def disagreement(grid: pl.DataFrame) -> str:
    """Return how often the source numbers a box otherwise or rates performance unlike the year's predicate."""
    if grid["mismatch_count"].null_count():
        return _("Kotak dengan sedikit orang disembunyikan (n kecil); kotak kosong tidak dibedakan darinya.")
    if not any((*grid["mismatch_count"], *grid["performance_mismatch_count"])):
        return _("Nomor kotak dan kategori kinerja dari sumber sama dengan hitungan bagi semua orang.")
    return _(
        "Kotak dari sumber berbeda dari hitungan: {boxes} orang, {rows} di antaranya karena dinomori baris demi baris. "
        "Kategori kinerja berbeda dari predikat tahunan: {ratings} orang."
    ).format(
        boxes=formats.number(sum(grid["mismatch_count"]), 0),
        rows=formats.number(sum(grid["row_by_row_count"]), 0),
        ratings=formats.number(sum(grid["performance_mismatch_count"]), 0),
    )


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        pl.Series("potential", [word(people.POTENTIALS, code) for code in rows["potential"]], dtype=pl.String),
        pl.Series(
            "performance", [word(appraisals.RATINGS, code) for code in rows["performance_rating"]], dtype=pl.String
        ),
    )


def _people(persons: pl.DataFrame) -> None:
    told = _named(persons).with_columns(
        pl.Series("flag", [_flag(row) for row in persons.iter_rows(named=True)], dtype=pl.String)
    )
    labels = {
        "employee_name": _("Pegawai"),
        "unit_name": _("Unit"),
        "box": _("Kotak"),
        "potential": _("Potensial"),
        "performance": _("Kinerja"),
        "flag": _("Perlu diperiksa"),
    }
    with st.expander(_("Nama pegawai per kotak ({n})").format(n=formats.number(persons.height, 0))):
        note(_("Urut menurut unit, bukan peringkat."))
        tables.table(told, labels, "pegawai-kotak-talenta", _("Nama pegawai per kotak"))


def _flag(row: Row) -> str:
    flags = []
    if row["is_box_mismatch"]:
        flags.append(_("sumber: kotak {box}").format(box=row["stated_box"]))
    if row["is_performance_mismatch"]:
        predicate = word(appraisals.PREDICATES, row["annual_predicate"])
        flags.append(_("predikat tahunan {predicate}").format(predicate=predicate))
    return "; ".join(flags) or "–"
