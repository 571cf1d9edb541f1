"""The parts of Metodologi: numbers, rules, verdicts, known limits, glossary."""

import polars as pl
import streamlit as st

from dashboard import formats, measures
from dashboard.components import explanation, tables
from dashboard.components.text import note, nothing, plain, quiet, section
from dashboard.language import N_, _, either
from dashboard.words import viewers, word

GLOSSARY = (
    (N_("IKU"), N_("indikator kinerja utama: ukuran janji suatu unit")),
    (N_("Capaian"), N_("realisasi dibanding target menurut arah indikator, dalam persen")),
    (N_("Skor IKU"), N_("rata-rata capaian tertimbang bobot dari IKU yang dapat dinilai")),
    (N_("SKP"), N_("sasaran kinerja pegawai; penilaiannya menghasilkan predikat")),
    (N_("SKM dan IKM"), N_("survei dan indeks kepuasan masyarakat atas layanan")),
    (N_("XmR"), N_("bagan kendali: rata-rata ± 2,66 × rata-rata rentang bergerak; di dalamnya variasi biasa")),
    (N_("TW"), N_("triwulan: tiga bulan")),
    (N_("OPD"), N_("organisasi perangkat daerah")),
)
LIMITS = (
    N_("Belum ada data, disembunyikan, dan tidak berlaku dibedakan; ketiganya bukan nol."),
    N_("Gerak antarperiode baru disebut perubahan bila keluar dari batas variasi biasa; perlu paling sedikit 6 titik."),
    N_("Skor hanya berlaku untuk bobot IKU yang dapat dinilai; bagiannya selalu ditampilkan."),
    N_("Baris yang ditahan tidak ikut dihitung sampai diperbaiki; daftarnya ada pada Mutu data."),
)


def measures_list() -> None:
    """List every number with its unit, meaning and how it is made."""
    section(_("Angka"))
    rows = [
        {
            _("Angka"): f"**{plain(measure.title)}**  \n{quiet(measure.unit)}",
            _("Arti dan cara menghitung"): plain(measure.meaning)
            + ("" if measure.is_part else f"  \n{quiet(measure.formula())}"),
        }
        for measure in measures.all_measures()
    ]
    tables.cells(rows, _("Angka dan artinya"))


def rules_list(rules: pl.DataFrame) -> None:
    """List every rule with formula, legal basis, dates and how sure it is."""
    section(_("Aturan"))
    if rules.is_empty():
        nothing()
        return
    rows = []
    for rule in rules.iter_rows(named=True):
        explained = either(rule["note_id"], rule["note_en"])
        name = f"**{plain(either(rule['name_id'], rule['name_en']))}**"
        basis = f"  \n:small[:gray[{plain(explanation.rule_line(rule))}]]"
        formula = plain(explanation.formula(rule)) + (f"  \n:small[:gray[{plain(explained)}]]" if explained else "")
        rows.append({_("Aturan dan dasarnya"): name + basis, _("Rumus"): formula})
    tables.cells(rows, _("Aturan, rumus, dan dasar hukumnya"))


def settings_list(settings: pl.DataFrame) -> None:
    """List every value an agency may set, with how sure it is; a setting is never shown as law."""
    section(_("Setelan"))
    rows = [
        {
            _("Setelan"): f"{plain(either(row['note_id'], row['note_en']))}  \n"
            f"{quiet(' · '.join(filter(None, (either(row['name_id'], row['name_en']), _sure(row)))))}",
            _("Nilai"): plain(row["setting_value"]),
        }
        for row in settings.iter_rows(named=True)
    ]
    tables.cells(rows, _("Setelan dan nilainya"))


def _sure(row: dict[str, str]) -> str:
    return word(viewers.CONFIDENCE, row["confidence"])


def statuses() -> None:
    """Show the verdicts as they look everywhere."""
    section(_("Status"))
    st.markdown("  \n".join(status.badge for status in measures.STATUSES.values()))
    note(_("Status dinilai setelah capaian dibulatkan ke dua angka di belakang koma."))


def limits() -> None:
    """Say what these numbers cannot tell."""
    section(_("Batasan"))
    st.markdown("\n".join(f"- {plain(_(text))}" for text in LIMITS))


def glossary() -> None:
    """Explain the words used."""
    section(_("Istilah"))
    st.markdown("\n".join(f"- **{plain(_(name))}**: {plain(_(meaning))}" for name, meaning in GLOSSARY))
    note(_("Angka ditulis dengan koma desimal, misalnya {example}.").format(example=formats.percent(93.8)))
