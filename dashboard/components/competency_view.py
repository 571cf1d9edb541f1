"""Kompetensi: how far levels lie below what posts ask for, how thin the evidence is, and who stands behind a cell."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats
from dashboard.charts import heat
from dashboard.components import downloads, figures, tables
from dashboard.components.cards import Card, cards
from dashboard.components.text import concern, note, nothing, plain, quiet, section
from dashboard.language import N_, _
from dashboard.words import competencies, word

Row = dict[str, Any]
CHOICE = "peta"
PARTS = {
    "rumpun": N_("Menurut rumpun jabatan"),
    "unit_kerja": N_("Menurut unit"),
    "belum": N_("Belum dinilai"),
    "jpm": N_("Kecocokan jabatan"),
    "perubahan": N_("Perubahan"),
}


def headline(unit_name: str, gaps: pl.DataFrame, people: Row | None) -> str:
    """Return the finding: the deepest gap that rests on enough evidence, else that assessing comes first."""
    if people is None or not people["in_post_count"]:
        return _("Kompetensi {unit} belum dapat dibaca").format(unit=unit_name)
    if not people["assessed_count"]:
        return _("Belum seorang pun dari {n} pegawai {unit} dinilai kompetensinya").format(
            n=formats.number(people["in_post_count"], 0), unit=unit_name
        )
    sure = gaps.filter(~pl.col("is_thin") & (pl.col("gap_avg") < 0))
    if sure.height:
        return _("Kesenjangan terbesar {unit}: {competency}, rata-rata {gap} level di bawah syarat").format(
            unit=unit_name, competency=sure["competency_name"][0], gap=formats.number(-sure["gap_avg"][0], 1)
        )
    if gaps.filter(~pl.col("is_thin")).height:
        return _("Tidak ada kompetensi {unit} yang rata-rata di bawah syarat").format(unit=unit_name)
    return _("Bukti kompetensi {unit} masih tipis: {n} pegawai pernah dinilai").format(
        unit=unit_name, n=formats.share(people["assessed_count"], people["in_post_count"])
    )


def second(gaps: pl.DataFrame) -> str:
    """Return the deepest gap seen so far where evidence is thin, and what was never assessed at all."""
    known = gaps.filter(pl.col("gap_avg") < 0)
    thin = known.filter(pl.col("is_thin"))
    never = gaps.filter(pl.col("assessed_count") == 0).height
    said = []
    if thin.height and thin.height == known.height:
        said.append(
            _("Kesenjangan terdalam sejauh ini: {competency}, {gap} level di bawah syarat; asesmen lebih dulu.").format(
                competency=thin["competency_name"][0], gap=formats.number(-thin["gap_avg"][0], 1)
            )
        )
    if never:
        said.append(
            _("{n} dari {whole} kompetensi belum pernah dinilai.").format(
                n=formats.number(never, 0), whole=formats.number(gaps.height, 0)
            )
        )
    return " ".join(said) or _("Yang belum dinilai tidak dianggap mampu dan tidak dianggap kurang.")


def overview(gaps: pl.DataFrame, people: Row | None) -> None:
    """Show people assessed, people short, competencies below, competencies never assessed."""
    if people is None or not people["in_post_count"]:
        nothing()
        return
    below = gaps.filter(pl.col("gap_avg") < 0).height
    known = gaps.filter(pl.col("gap_avg").is_not_null()).height
    never = gaps.filter(pl.col("assessed_count") == 0).height
    whole = _("dari {n} kompetensi").format(n=formats.number(gaps.height, 0))
    current = _("dari {n} pegawai · {current} masih berlaku").format(
        n=formats.number(people["in_post_count"], 0), current=formats.number(people["current_count"], 0)
    )
    judged = _("dari {n} yang dapat dinilai").format(n=formats.number(people["judged_count"], 0))
    known_note = _("dari {n} kompetensi yang dapat dinilai").format(n=formats.number(known, 0))
    cards(
        [
            Card(_("Pernah dinilai"), formats.number(people["assessed_count"], 0), current),
            Card(_("Kurang di satu atau lebih"), formats.number(people["short_count"], 0), judged),
            Card(_("Di bawah syarat"), formats.number(below, 0), known_note),
            Card(_("Belum pernah dinilai"), formats.number(never, 0), whole),
        ]
    )


def cells(found: pl.DataFrame, gaps: pl.DataFrame, *, rows_are: str) -> Row | None:
    """Show the heat map and its table form; return the cell picked, None for none."""
    shown = found.filter(pl.col("is_shown"))
    if shown.is_empty():
        nothing(reason=_("belum ada asesmen dengan standar jabatan di bawah unit ini"))
        return None
    figures.chart(
        _("Kesenjangan rata-rata, level"),
        heat.heat(shown, st.session_state.get(CHOICE)),
        alt=heat.description(shown),
        caption=_caption(found, shown),
        table=_told(found),
        labels=_labels(rows_are),
        name="kompetensi",
        selects=CHOICE,
    )
    picked = _picked(found)
    _by_competency(gaps, found)
    return picked


def _caption(found: pl.DataFrame, shown: pl.DataFrame) -> str:
    said = [
        _("Angka: level hasil asesmen dikurangi level yang disyaratkan; makin gelap makin kurang."),
        _("Bergaris: kurang dari separuh pegawai dinilai atau bukti lebih tua dari tiga tahun. ○ belum dinilai."),
    ]
    if "few_people" in set(shown["reason"]):
        said.append(_("n: disembunyikan (n kecil)."))
    if found.height > shown.height:
        said.append(_("{n} pasangan lagi ada pada tabel.").format(n=formats.number(found.height - shown.height, 0)))
    return " ".join(said)


def _told(found: pl.DataFrame) -> pl.DataFrame:
    reasons = pl.Series("reason", [competencies_reason(code) for code in found["reason"]], dtype=pl.String)
    return found.with_columns(reasons)


def competencies_reason(code: str | None) -> str | None:
    """Return in words why there is no mean, None where there is one."""
    return None if code is None else word(competencies.REASONS, code)


def _labels(rows_are: str) -> dict[str, str]:
    return {
        "row_name": rows_are,
        "competency_name": _("Kompetensi"),
        "gap_avg": _("Kesenjangan rata-rata"),
        "short_count": _("Di bawah syarat"),
        "gap_count": _("Dapat dinilai"),
        "assessed_count": _("Pernah dinilai"),
        "in_post_count": _("Pegawai"),
        "evidence_age_days": _("Umur bukti"),
        "reason": _("Keterangan"),
    }


def _picked(found: pl.DataFrame) -> Row | None:
    """Offer the cells as a list, the same choice as a cell of the chart."""
    rows = {f"{row['row_id']}~{row['competency_id']}": row for row in found.iter_rows(named=True)}
    picked, refused = filters.settle(CHOICE, list(rows), None)
    names = {code: f"{row['row_name']} · {row['competency_name']}" for code, row in rows.items()}
    st.selectbox(
        _("Jabatan di balik sel"),
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        key=CHOICE,
        placeholder=_("Pilih sel pada peta, atau ketik untuk mencari"),
        width=606,
    )
    filters.remember(**{CHOICE: picked})
    if refused:
        st.info(_("Sel pada alamat tidak ada di sini; pilih salah satu."))
    return rows[picked] if picked else None


def _by_competency(gaps: pl.DataFrame, found: pl.DataFrame) -> None:
    """List each competency with its mean and its deepest cells: the map in a form that a phone can hold."""
    section(_("Menurut kompetensi"))
    lines = []
    for row in gaps.iter_rows(named=True):
        deepest = found.filter((pl.col("competency_name") == row["competency_name"]) & (pl.col("gap_avg") < 0)).sort(
            "gap_avg", "row_name"
        )
        where = "; ".join(
            f"{cell['row_name']} {heat.written(cell['gap_avg'], None)}"
            for cell in deepest.head(3).iter_rows(named=True)
        )
        lines.append(
            {
                _("Kompetensi"): f"**{plain(row['competency_name'])}**  \n{quiet(where or '–')}",
                _("Kesenjangan"): f"{figure(row)}  \n{quiet(evidence(row))}",
            }
        )
    alt = _("Kompetensi dan kesenjangan rata-ratanya")
    tables.cells(lines, alt)


def figure(row: Row) -> str:
    """Return a mean gap as Markdown: number, and icon and word where it is short; else why there is none."""
    if row["gap_avg"] is None:
        return f":gray[○\u00a0{plain(word(competencies.REASONS, row['reason']))}]"
    verdict = concern(_("di bawah syarat")) if row["gap_avg"] < 0 else quiet(_("memenuhi"))
    return f"**{plain(heat.written(row['gap_avg'], row['reason']))}** {verdict}"


def evidence(row: Row) -> str:
    """Return how many were assessed and how old that is."""
    text = _("{n} dinilai").format(n=formats.share(row["assessed_count"], row["in_post_count"]))
    if row["evidence_age_days"] is not None:
        text += " · " + _("umur {years} tahun").format(years=formats.number(row["evidence_age_days"] / 365, 1))
    return text + (" · " + _("bukti tipis") if row["is_thin"] and row["assessed_count"] else "")


def behind(cell: Row, posts: pl.DataFrame, persons: pl.DataFrame) -> None:
    """Show the posts of a cell with the level each asks for, and its people to those who may see them."""
    section(f"{cell['row_name']} · {cell['competency_name']}")
    lines = [
        {
            _("Jabatan"): f"{plain(row['job_title'])}  \n{quiet(required(row))}",
            _("Kesenjangan"): f"{figure(row)}  \n{quiet(_of(row))}",
        }
        for row in posts.iter_rows(named=True)
    ]
    tables.cells(lines, _("Jabatan di balik sel"))
    if persons.height:
        _people(persons)
    else:
        note(_("Nama pegawai hanya tampil bagi kepala unit dan pengelola data."))


def required(row: Row) -> str:
    """Return the level asked for and on what ground: the post's own standard, or that of its tier."""
    if row["required_level"] is None:
        return word(competencies.REASONS, "no_standard")
    return _("syarat level {level} · {source}").format(
        level=formats.number(row["required_level"], 0), source=word(competencies.SOURCES, row["requirement_source"])
    )


def _of(row: Row) -> str:
    text = _("{n} dinilai").format(n=formats.share(row["assessed_count"], row["in_post_count"]))
    if row["short_count"] is not None and row["gap_count"]:
        text += " · " + _("{n} kurang").format(n=formats.number(row["short_count"], 0))
    return text


def _people(persons: pl.DataFrame) -> None:
    labels = {
        "employee_name": _("Pegawai"),
        "job_title": _("Jabatan"),
        "unit_name": _("Unit"),
        "level": _("Level"),
        "required_level": _("Syarat"),
        "gap": _("Kesenjangan"),
        "level_change": _("Sejak asesmen sebelumnya"),
        "assessed_date": _("Tanggal asesmen"),
        "source": _("Dasar syarat"),
    }
    sources = [word(competencies.SOURCES, code) if code else None for code in persons["requirement_source"]]
    told = persons.with_columns(pl.Series("source", sources, dtype=pl.String))
    with st.expander(_("Pegawai di balik sel ({n})").format(n=formats.number(persons.height, 0))):
        note(_("Urut menurut nama, bukan peringkat. Kosong: belum dinilai."))
        tables.on_screen(told, labels, _("Pegawai di balik sel"))
        downloads.downloads(told.select(list(labels)).rename(labels), "kompetensi-pegawai")
