"""What people can do and should be able to do."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from pipelines.contracts.columns import column

COMPETENCY_TYPES = {
    "manajerial": ("manajerial",),
    "sosial kultural": ("sosial kultural", "sosiokultural"),
    "teknis": ("teknis",),
}


class StandarKompetensi(pa.DataFrameModel):
    """Satu baris per jabatan (atau jenjang) dan kompetensi."""

    jabatan: str = column(
        "text", "Nama jabatan; kosong bila standar berlaku untuk jenjang", "Job; empty for a tier", example="Camat"
    )
    jenjang: str = column(
        "text", "Jenjang; kosong bila standar berlaku untuk jabatan", "Tier; empty for a job", example="administrator"
    )
    kompetensi: str = column("text", "Nama kompetensi", "Competency", example="Komunikasi", required=True)
    jenis: str = column(
        "label",
        "manajerial, sosial kultural atau teknis",
        "Type",
        example="manajerial",
        required=True,
        labels=COMPETENCY_TYPES,
    )
    level: int = column(
        "integer", "Level yang dipersyaratkan (1–5)", "Required level", example="3", required=True, ge=1, le=5
    )

    @pa.dataframe_check(error="jabatan-atau-jenjang-kosong:jabatan")
    @classmethod
    def job_or_tier_is_named(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("jabatan").is_not_null() | pl.col("jenjang").is_not_null())

    class Config:
        metadata = {
            "kind": "standar_kompetensi",
            "key": ("jabatan", "jenjang", "kompetensi"),
            "title_id": "Standar kompetensi",
            "title_en": "Competency standards",
        }


class AsesmenKompetensi(pa.DataFrameModel):
    """Satu baris per pegawai, kompetensi dan asesmen."""

    nip: str = column("nip", "NIP", "NIP", example="199001012020121001", required=True)
    kompetensi: str = column("text", "Nama kompetensi", "Competency", example="Komunikasi", required=True)
    level: float = column("number", "Level hasil asesmen (0–5)", "Level found", example="2", required=True, ge=0, le=5)
    tanggal: dt.date = column("date", "Tanggal asesmen", "Date", example="2025-09-12", required=True)
    metode: str = column("text", "Metode asesmen", "Method", example="assessment center")
    tujuan_asesmen: str = column(
        "label",
        "pemetaan atau seleksi",
        "Purpose",
        example="pemetaan",
        labels={"pemetaan": ("pemetaan",), "seleksi": ("seleksi", "pengisian jabatan")},
    )

    class Config:
        metadata = {
            "kind": "asesmen_kompetensi",
            "key": ("nip", "kompetensi", "tanggal"),
            "title_id": "Asesmen kompetensi",
            "title_en": "Competency assessments",
        }
