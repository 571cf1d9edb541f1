"""What was promised and what was reached: indicators, their results, budgets, the organisation's predicate."""

import pandera.polars as pa
import polars as pl

from pipelines.contracts.columns import CONSOLIDATIONS, ORDINALS, ORGANISATION_PREDICATES, POLARITIES, column


class Iku(pa.DataFrameModel):
    """Satu baris per indikator kinerja utama, unit dan tahun."""

    kode_iku: str = column(
        "code",
        "Kode IKU, tetap sama antar tahun",
        "Code of the indicator, the same every year",
        example="KES-01",
        required=True,
    )
    nama_iku: str = column(
        "text", "Nama indikator", "Name of the indicator", example="Cakupan imunisasi dasar lengkap", required=True
    )
    sasaran: str = column(
        "text", "Sasaran strategis yang dilayani", "Goal it serves", example="Meningkatnya derajat kesehatan"
    )
    kode_unit: str = column("code", "Kode unit pemilik IKU", "Unit that owns it", example="6171.1.02", required=True)
    tahun: int = column("year", "Tahun kinerja", "Year", example="2026", required=True)
    satuan: str = column("text", "Satuan: %, dokumen, menit, indeks …", "Unit of measure", example="%", required=True)
    polaritas: str = column(
        "label",
        "maximize, minimize, stabilize atau range",
        "Direction",
        example="maximize",
        required=True,
        labels=POLARITIES,
    )
    konsolidasi: str = column(
        "label",
        "sum, average atau last",
        "How periods add up to the year",
        example="last",
        required=True,
        labels=CONSOLIDATIONS,
    )
    bobot: float = column(
        "number",
        "Bobot dalam unit; jumlah per unit dan tahun 100",
        "Weight; 100 per unit and year",
        example="20",
        ge=0,
        le=100,
    )
    target_tahunan: float = column("number", "Target tahun penuh", "Target of the whole year", example="95")
    batas_bawah: float = column(
        "number", "Batas bawah rentang (polaritas range)", "Lower bound of the range", example=""
    )
    batas_atas: float = column("number", "Batas atas rentang (polaritas range)", "Upper bound of the range", example="")
    definisi: str = column(
        "text",
        "Definisi operasional dan rumus",
        "Definition and formula",
        example="Bayi imunisasi lengkap / sasaran bayi",
    )
    sumber_data: str = column("text", "Sumber data", "Source of the data", example="Laporan puskesmas")
    penanggung_jawab: str = column(
        "text", "Penanggung jawab (jabatan atau bidang)", "Owner (post or division)", example="Bidang P2P"
    )
    kode_iku_induk: str = column("code", "IKU yang didukung", "Indicator it supports", example="KOTA-03")
    publik: bool = column("yesno", "ya bila boleh ditampilkan ke publik", "ya when the public may see it", example="ya")
    tema_publik: str = column("text", "Tema pada halaman publik", "Theme on the public page", example="kesehatan")
    musiman: bool = column(
        "yesno",
        "ya bila hasilnya mengikuti musim: dibandingkan dengan periode sama tahun lalu",
        "ya when results follow the season: compared with the same period last year",
        example="tidak",
    )
    target_tahunan_label: str = column(
        "label",
        "Target tahunan berupa predikat (WTP, AA …); boleh juga ditulis di target_tahunan",
        "Target of the year where it is a grade (WTP, AA …); may be written in target_tahunan as well",
        labels=ORDINALS,
        of="target_tahunan",
    )

    @pa.dataframe_check(error="rentang-tidak-lengkap:batas_bawah")
    @classmethod
    def a_range_has_both_bounds(cls, data: pa.PolarsData) -> pl.LazyFrame:
        complete = pl.col("batas_bawah").is_not_null() & pl.col("batas_atas").is_not_null()
        return data.lazyframe.select((pl.col("polaritas") != "range") | complete)

    @pa.dataframe_check(error="rentang-terbalik:batas_bawah")
    @classmethod
    def bounds_are_in_order(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("batas_bawah") <= pl.col("batas_atas")).fill_null(value=True))

    class Config:
        metadata = {
            "kind": "iku",
            "key": ("kode_iku", "kode_unit", "tahun"),
            "title_id": "Indikator kinerja utama",
            "title_en": "Key performance indicators",
        }


class CapaianIku(pa.DataFrameModel):
    """Satu baris per indikator, unit dan periode."""

    kode_iku: str = column(
        "code", "Kode IKU seperti pada daftar IKU", "Code as in the list of indicators", example="KES-01", required=True
    )
    kode_unit: str = column("code", "Kode unit pemilik IKU", "Unit that owns it", example="6171.1.02", required=True)
    periode: str = column(
        "period", "Periode: 2026-TW2, Juni 2026, Semester I 2026 …", "Period", example="2026-TW2", required=True
    )
    target: float = column("number", "Target periode ini; kosong bila tidak ada", "Target of this period", example="95")
    realisasi: float = column(
        "number",
        "Realisasi; kosong bila belum ada, 0 bila memang nol",
        "Result; empty when there is none yet, 0 only when it is zero",
        example="91,5",
    )
    pembilang: float = column("number", "Pembilang", "Numerator", example="915")
    penyebut: float = column("number", "Penyebut", "Denominator", example="1000")
    status_data: str = column(
        "label",
        "sementara atau final",
        "Provisional or final",
        example="final",
        labels={"provisional": ("sementara",), "final": ("final", "tetap")},
    )
    kendala: str = column("text", "Kendala yang dihadapi", "Obstacle", example="Stok vaksin terlambat")
    tindak_lanjut: str = column("text", "Tindak lanjut", "Follow-up", example="Pengadaan dipercepat")
    capaian_pct: float = column(
        "number",
        "Capaian (%) menurut sumber, hanya untuk dibandingkan",
        "Achievement (%) as the source computed it, only to compare",
        example="",
    )
    target_label: str = column(
        "label",
        "Target berupa predikat (WTP, AA …); boleh juga ditulis di target",
        "Target where it is a grade (WTP, AA …); may be written in target as well",
        labels=ORDINALS,
        of="target",
    )
    realisasi_label: str = column(
        "label",
        "Realisasi berupa predikat (WTP, AA …); boleh juga ditulis di realisasi",
        "Result where it is a grade (WTP, AA …); may be written in realisasi as well",
        labels=ORDINALS,
        of="realisasi",
    )

    class Config:
        metadata = {
            "kind": "capaian_iku",
            "key": ("kode_iku", "kode_unit", "periode"),
            "title_id": "Capaian IKU",
            "title_en": "Results of indicators",
        }


class Anggaran(pa.DataFrameModel):
    """Satu baris per unit, program dan periode."""

    kode_unit: str = column("code", "Kode unit", "Unit", example="6171.1.02", required=True)
    periode: str = column("period", "Periode", "Period", example="2026-TW2", required=True)
    program: str = column(
        "text", "Nama program; kosong untuk seluruh unit", "Programme; empty for the whole unit", example="Imunisasi"
    )
    pagu: float = column(
        "number", "Pagu (rupiah)", "Budget (rupiah)", example="1.250.000.000", required=True, money=True, ge=0
    )
    realisasi: float = column(
        "number", "Realisasi (rupiah)", "Spent (rupiah)", example="610.000.000", required=True, money=True
    )

    class Config:
        metadata = {
            "kind": "anggaran",
            "key": ("kode_unit", "periode", "program"),
            "title_id": "Anggaran",
            "title_en": "Budget",
        }


class PredikatOrganisasi(pa.DataFrameModel):
    """Satu baris per unit dan periode."""

    kode_unit: str = column("code", "Kode unit", "Unit", example="6171.1.02", required=True)
    periode: str = column("period", "Periode", "Period", example="2026-TW2", required=True)
    predikat: str = column(
        "label",
        "Istimewa, Baik, Butuh Perbaikan, Kurang atau Sangat Kurang",
        "Predicate of the organisation",
        example="Baik",
        required=True,
        labels=ORGANISATION_PREDICATES,
    )

    class Config:
        metadata = {
            "kind": "predikat_organisasi",
            "key": ("kode_unit", "periode"),
            "title_id": "Predikat organisasi",
            "title_en": "Predicates of organisations",
        }
