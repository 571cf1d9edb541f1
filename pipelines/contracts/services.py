"""What citizens met: survey answers and service cases."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from pipelines.contracts.columns import column

ELEMENTS = {
    "u1_persyaratan": ("Persyaratan", "Requirements"),
    "u2_prosedur": ("Sistem, mekanisme, dan prosedur", "Procedure"),
    "u3_waktu": ("Waktu penyelesaian", "Time"),
    "u4_biaya": ("Biaya/tarif", "Cost"),
    "u5_produk": ("Produk spesifikasi jenis pelayanan", "Product"),
    "u6_kompetensi": ("Kompetensi pelaksana", "Competence of staff"),
    "u7_perilaku": ("Perilaku pelaksana", "Conduct of staff"),
    "u8_pengaduan": ("Penanganan pengaduan, saran dan masukan", "Handling of complaints"),
    "u9_sarana": ("Sarana dan prasarana", "Facilities"),
}
"""The nine elements of PermenPANRB 14/2017, named by label because exports disagree on which is U8 and which U9."""


def answer(name: str) -> int:
    """Return the field of one survey element: 1, 2, 3 or 4, empty when the respondent did not answer."""
    words_id, words_en = ELEMENTS[name]
    field: int = column(
        "integer",
        f"{words_id}: 1, 2, 3 atau 4; kosong bila tidak dijawab",
        f"{words_en}: 1 to 4, empty when not answered",
        example="4",
        in_range={"min_value": 1, "max_value": 4},
    )
    return field


class Skm(pa.DataFrameModel):
    """Satu baris per responden survei kepuasan masyarakat."""

    kode_unit: str = column("code", "Kode unit penyelenggara", "Unit", example="6171.1.02", required=True)
    layanan: str = column("text", "Nama layanan", "Name of the service", example="Pelayanan KTP", required=True)
    tanggal: dt.date = column("date", "Tanggal survei", "Date of the survey", example="2026-06-30", required=True)
    id_responden: str = column(
        "code", "Nomor responden, bukan nama", "Number of the respondent, not a name", example="17", required=True
    )
    u1_persyaratan: int = answer("u1_persyaratan")
    u2_prosedur: int = answer("u2_prosedur")
    u3_waktu: int = answer("u3_waktu")
    u4_biaya: int = answer("u4_biaya")
    u5_produk: int = answer("u5_produk")
    u6_kompetensi: int = answer("u6_kompetensi")
    u7_perilaku: int = answer("u7_perilaku")
    u8_pengaduan: int = answer("u8_pengaduan")
    u9_sarana: int = answer("u9_sarana")
    saran: str = column("text", "Saran responden", "Comment", example="Antrean diperjelas", personal=True)

    @pa.dataframe_check(error="responden-tanpa-jawaban")
    @classmethod
    def something_was_answered(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.any_horizontal(pl.col(name).is_not_null() for name in ELEMENTS))

    class Config:
        metadata = {
            "kind": "skm",
            "key": ("kode_unit", "layanan", "tanggal", "id_responden"),
            "title_id": "Survei kepuasan masyarakat",
            "title_en": "Public satisfaction survey",
        }


class Layanan(pa.DataFrameModel):
    """Satu baris per permohonan layanan atau pengaduan."""

    kode_unit: str = column("code", "Kode unit", "Unit", example="6171.1.02", required=True)
    layanan: str = column("text", "Nama layanan", "Name of the service", example="Izin usaha mikro", required=True)
    nomor: str = column("code", "Nomor permohonan", "Case number", example="2026-000123", required=True)
    waktu_masuk: dt.datetime = column(
        "datetime", "Waktu permohonan masuk", "Time it came in", example="2026-06-02 08:15", required=True
    )
    batas_waktu: dt.datetime = column(
        "datetime", "Batas waktu menurut standar", "Deadline by the standard", example="2026-06-09 16:00"
    )
    waktu_selesai: dt.datetime = column(
        "datetime",
        "Waktu selesai; kosong bila belum",
        "Time it was finished; empty while open",
        example="2026-06-05 10:40",
    )
    status: str = column(
        "label",
        "selesai, proses, ditolak atau dicabut",
        "Status",
        example="selesai",
        required=True,
        labels={s: (s,) for s in ("selesai", "proses", "ditolak", "dicabut")},
    )
    waktu_tunggu_menit: float = column("number", "Waktu tunggu di loket (menit)", "Minutes waited", example="17", ge=0)
    kanal: str = column("text", "loket, daring, kelurahan …", "Channel", example="loket")

    class Config:
        metadata = {
            "kind": "layanan",
            "key": ("kode_unit", "layanan", "nomor"),
            "title_id": "Layanan",
            "title_en": "Service cases",
        }


class Perubahan(pa.DataFrameModel):
    """Satu baris per perubahan layanan yang ingin dibandingkan sebelum dan sesudahnya."""

    kode_unit: str = column("code", "Kode unit penyelenggara", "Unit", example="6171.1.02", required=True)
    layanan: str = column(
        "text", "Nama layanan; kosong bila semua", "Name of the service; empty for all", example="Pelayanan KTP"
    )
    tanggal: dt.date = column("date", "Hari pertama perubahan", "First day", example="2026-01-05", required=True)
    nama: str = column("text", "Apa yang diubah", "What was changed", example="Loket antrean daring", required=True)
    keterangan: str = column("text", "Keterangan", "Remark", example="Berlaku di semua loket")

    class Config:
        metadata = {
            "kind": "perubahan",
            "key": ("kode_unit", "layanan", "tanggal", "nama"),
            "title_id": "Perubahan layanan",
            "title_en": "Changes of services",
        }
