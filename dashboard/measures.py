"""Each number described once: what it is called, its unit, what it means, by which rules; and the words for codes."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard import formats
from dashboard.language import N_, _


@dataclass(frozen=True)
class Measure:
    """One number: its column in the warehouse, its words (Indonesian source) and the rules that make it."""

    column: str
    label: str
    unit: str
    meaning: str
    rule_ids: tuple[str, ...]
    show: Callable[[float | None], str]

    @property
    def title(self) -> str:
        """The label in the language of this run."""
        return _(self.label)


@dataclass(frozen=True)
class Status:
    """One verdict: never a colour alone, always icon + word + colour."""

    code: str
    icon: str
    word: str
    color: str

    @property
    def badge(self) -> str:
        """Icon and word in the verdict's colour, as Markdown."""
        return f":{self.color}[{self.icon}{formats.NBSP}{_(self.word)}]"

    @property
    def plain(self) -> str:
        """Icon and word without colour."""
        return f"{self.icon}{formats.NBSP}{_(self.word)}"


STATUSES = {
    status.code: status
    for status in (
        Status("exceeded", "▲", N_("Melampaui target"), "blue"),
        Status("met", "●", N_("Sesuai target"), "blue"),
        Status("near", "◆", N_("Mendekati target"), "gray"),
        Status("below", "▼", N_("Di bawah target"), "orange"),
        Status("not_judged", "○", N_("Belum dapat dinilai"), "gray"),
    )
}

MEASURES = {
    measure.column: measure
    for measure in (
        Measure(
            "iku_met_count",
            N_("IKU tercapai"),
            N_("IKU"),
            N_("IKU yang sesuai atau melampaui target, dari IKU yang dapat dinilai pada periode ini."),
            ("traffic_light",),
            lambda value: formats.number(value, 0),
        ),
        Measure(
            "iku_score_pct",
            N_("Skor IKU"),
            "%",
            N_(
                "Rata-rata capaian tertimbang bobot dari IKU yang dapat dinilai; "
                "capaian di atas batas dihitung sebesar batas."
            ),
            ("iku_weight", "iku_cap"),
            formats.percent,
        ),
        Measure(
            "rated_count",
            N_("Penilaian selesai"),
            N_("pegawai"),
            N_("Pegawai dengan penilaian kinerja yang sudah masuk, dari pegawai yang menjabat pada akhir periode."),
            ("predikat_matrix",),
            lambda value: formats.number(value, 0),
        ),
        Measure(
            "ikm",
            N_("IKM"),
            N_("indeks 25–100"),
            N_("Indeks kepuasan masyarakat: rata-rata sembilan unsur × 25, semua unsur berbobot sama."),
            ("skm_bobot", "skm_band"),
            lambda value: formats.number(value, 2),
        ),
        Measure(
            "accepted_count",
            N_("Baris diterima"),
            N_("baris"),
            N_("Baris yang dimuat, dari semua baris yang dibaca; sisanya tercatat dengan alasannya."),
            (),
            lambda value: formats.number(value, 0),
        ),
        Measure(
            "achievement_pct",
            N_("Capaian"),
            "%",
            N_("Realisasi dibanding target menurut arah indikator; tidak dipotong di sini."),
            ("iku_formula_max", "iku_formula_min", "iku_formula_stab", "iku_formula_range"),
            formats.percent,
        ),
        Measure(
            "weight_covered_pct",
            N_("Bobot tercakup"),
            "%",
            N_("Bagian bobot yang IKU-nya dapat dinilai; skor hanya berlaku untuk bagian ini."),
            ("iku_weight",),
            lambda value: formats.percent(value, 0),
        ),
        Measure(
            "margin",
            N_("Batas galat"),
            N_("indeks"),
            N_("Selang kepercayaan 95 persen dari IKM: nilai sebenarnya kira-kira IKM ± batas galat."),
            ("skm_sample",),
            lambda value: formats.number(value, 1),
        ),
    )
}

REASONS = {
    "no_data": N_("belum ada data"),
    "no_target": N_("target belum ada"),
    "zero_target": N_("target nol, tanpa persentase"),
    "no_bounds": N_("batas rentang belum ada"),
}

POLARITIES = {
    "maximize": N_("makin tinggi makin baik"),
    "minimize": N_("makin rendah makin baik"),
    "stabilize": N_("makin dekat ke target makin baik"),
    "range": N_("baik bila di dalam rentang"),
}

CONSOLIDATIONS = {
    "sum": N_("jumlah periode yang terisi"),
    "average": N_("rata-rata periode yang terisi"),
    "last": N_("periode terakhir yang terisi"),
}

PREDICATES = {
    "very_good": N_("Sangat Baik"),
    "good": N_("Baik"),
    "needs_improvement": N_("Butuh Perbaikan"),
    "poor": N_("Kurang"),
    "very_poor": N_("Sangat Kurang"),
}

RATINGS = {
    "above": N_("Di atas ekspektasi"),
    "expected": N_("Sesuai ekspektasi"),
    "below": N_("Di bawah ekspektasi"),
}

ELEMENTS = {
    "requirement_avg": N_("Persyaratan"),
    "procedure_avg": N_("Sistem, mekanisme, dan prosedur"),
    "time_avg": N_("Waktu penyelesaian"),
    "cost_avg": N_("Biaya/tarif"),
    "product_avg": N_("Produk layanan"),
    "competence_avg": N_("Kompetensi pelaksana"),
    "conduct_avg": N_("Perilaku pelaksana"),
    "complaints_avg": N_("Penanganan pengaduan"),
    "facilities_avg": N_("Sarana dan prasarana"),
}

SEVERITIES = {
    "refuse": N_("Berkas ditolak"),
    "quarantine": N_("Baris ditahan"),
    "warning": N_("Peringatan"),
    "repair": N_("Dirapikan"),
}

EXCLUSIONS = {
    "footer": N_("kaki tabel"),
    "total": N_("baris jumlah"),
    "kosong": N_("baris kosong"),
    "judul-ulang": N_("judul berulang"),
    "penugasan-kedua": N_("jabatan kedua (Plt/Plh)"),
}

KINDS = {
    "unit": N_("Unit organisasi"),
    "pegawai": N_("Pegawai"),
    "iku": N_("Daftar IKU"),
    "capaian_iku": N_("Capaian IKU"),
    "anggaran": N_("Anggaran"),
    "predikat_organisasi": N_("Predikat organisasi"),
    "skp": N_("Penilaian kinerja (SKP)"),
    "rhk": N_("Rencana hasil kerja"),
    "umpan_balik": N_("Umpan balik 360"),
    "skm": N_("Survei kepuasan (SKM)"),
    "layanan": N_("Berkas layanan"),
    "standar_kompetensi": N_("Standar kompetensi"),
    "asesmen_kompetensi": N_("Asesmen kompetensi"),
    "talenta": N_("Kotak talenta"),
    "ip_asn": N_("IP ASN"),
    "katalog_pelatihan": N_("Katalog pelatihan"),
    "riwayat_pelatihan": N_("Riwayat pelatihan"),
    "penghargaan": N_("Penghargaan dan pembinaan"),
}

ROLES = {
    "publik": N_("Publik"),
    "pegawai": N_("Pegawai"),
    "kepala": N_("Kepala unit"),
    "perencana": N_("Perencana pelatihan"),
    "pengelola_data": N_("Pengelola data"),
}

# How sure we are that a rule is what the regulation says.
CONFIDENCE = {
    "V": N_("teks peraturan"),
    "V-code": N_("praktik resmi"),
    "1src": N_("satu sumber"),
    "U": N_("setelan"),
}


def word(words: dict[str, str], code: str | None) -> str:
    """Return the word for a code; the code itself when it has none, and words for nothing when there is no code."""
    if code is None:
        return formats.nothing()
    return _(words[code]) if code in words else code
