"""What can be learnt and what was learnt."""

import datetime as dt

import pandera.polars as pa

from pipelines.contracts.columns import column


class KatalogPelatihan(pa.DataFrameModel):
    """Satu baris per pelatihan yang ditawarkan."""

    kode_pelatihan: str = column("code", "Kode pelatihan", "Course code", example="PL-014", required=True)
    nama: str = column("text", "Nama pelatihan", "Course", example="Komunikasi pelayanan", required=True)
    kompetensi: str = column("text", "Kompetensi yang dilatih", "Competency", example="Komunikasi", required=True)
    level_dari: int = column("integer", "Level awal peserta", "Level it starts from", example="1", ge=0, le=5)
    level_ke: int = column("integer", "Level yang dituju", "Level it leads to", example="3", required=True, ge=1, le=5)
    jp: float = column("number", "Jam pelajaran", "Hours (JP)", example="24", required=True, gt=0, le=1000)
    moda: str = column("text", "klasikal, daring …", "Mode", example="klasikal")
    biaya_per_peserta: float = column(
        "number",
        "Biaya per peserta (rupiah)",
        "Cost a head (rupiah)",
        example="1.500.000",
        required=True,
        money=True,
        ge=0,
    )
    kapasitas: int = column("integer", "Peserta per sesi", "Seats a session", example="30", required=True, ge=1)
    sesi_maks: int = column("integer", "Sesi terbanyak setahun", "Most sessions a year", example="4", ge=0)
    penyelenggara: str = column("text", "Penyelenggara", "Organiser", example="BPSDM")

    class Config:
        metadata = {
            "kind": "katalog_pelatihan",
            "key": ("kode_pelatihan",),
            "title_id": "Katalog pelatihan",
            "title_en": "Course catalogue",
        }


class RiwayatPelatihan(pa.DataFrameModel):
    """Satu baris per pegawai dan pelatihan yang diikuti."""

    nip: str = column("nip", "NIP", "NIP", example="199001012020121001", required=True)
    nama_pelatihan: str = column("text", "Nama pelatihan", "Course", example="Komunikasi pelayanan", required=True)
    kode_pelatihan: str = column("code", "Kode pelatihan di katalog", "Course code", example="PL-014")
    mulai: dt.date = column("date", "Tanggal mulai", "Start", example="2026-03-02")
    selesai: dt.date = column("date", "Tanggal selesai", "Finish", example="2026-03-05", required=True)
    jp: float = column("number", "Jam pelajaran", "Hours (JP)", example="24", required=True, gt=0, le=1000)
    nomor_sertifikat: str = column("code", "Nomor sertifikat", "Certificate number", example="SERT-2026-00031")
    nilai_awal: float = column("number", "Nilai sebelum pelatihan", "Score before", example="55")
    nilai_akhir: float = column("number", "Nilai sesudah pelatihan", "Score after", example="78")

    class Config:
        metadata = {
            "kind": "riwayat_pelatihan",
            "key": ("nip", "nama_pelatihan", "selesai"),
            "title_id": "Riwayat pelatihan",
            "title_en": "Training taken",
        }
