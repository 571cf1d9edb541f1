"""Who works where: units, employees, awards and coaching."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from pipelines.contracts.columns import ASSIGNMENTS, EMPLOYMENT_STATUSES, column


class Unit(pa.DataFrameModel):
    """Satu baris per unit organisasi dan masa berlakunya."""

    kode_unit: str = column(
        "code",
        'Kode unit sebagai teks, persis seperti di sumber ("1.10" bukan 1.1)',
        "Unit code as text, exactly as in the source",
        example="6171.1.02",
        required=True,
    )
    nama_unit: str = column(
        "text", "Nama lengkap unit", "Full name of the unit", example="Dinas Kesehatan", required=True
    )
    kode_induk: str = column(
        "code",
        "Kode unit di atasnya; kosong untuk puncak pohon",
        "Code of the unit above; empty at the top of the tree",
        example="6171",
    )
    jenis_unit: str = column(
        "text", "Jenis unit: kota, kecamatan, dinas, bidang, UPT …", "Type of unit", example="dinas"
    )
    kode_wilayah: str = column("code", "Kode wilayah Kemendagri", "Region code", example="61.71")
    mulai: dt.date = column("date", "Tanggal unit mulai berlaku", "Date the unit came into being", example="2023-01-01")
    selesai: dt.date = column(
        "date", "Tanggal terakhir unit berlaku; kosong bila masih ada", "Last day of the unit; empty while it exists"
    )

    @pa.dataframe_check(error="selesai-sebelum-mulai:selesai")
    @classmethod
    def ends_after_it_starts(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("selesai") >= pl.col("mulai")).fill_null(value=True))

    class Config:
        metadata = {
            "kind": "unit",
            "key": ("kode_unit", "mulai"),
            "title_id": "Unit organisasi",
            "title_en": "Organisational units",
        }


class Pegawai(pa.DataFrameModel):
    """Satu baris per pegawai, jabatan dan masa berlakunya."""

    nip: str = column(
        "nip",
        "NIP 18 angka disimpan sebagai teks",
        "18-digit NIP stored as text",
        example="199001012020121001",
        required=True,
    )
    nama: str = column(
        "text", "Nama pegawai", "Name of the employee", example="Pegawai Contoh 0001", required=True, personal=True
    )
    kode_unit: str = column("code", "Kode unit tempat bertugas", "Code of the unit", example="6171.1.02", required=True)
    jabatan: str = column("text", "Nama jabatan", "Job title", example="Analis Kebijakan Ahli Muda", required=True)
    jenis_jabatan: str = column("text", "Struktural, fungsional atau pelaksana", "Type of post", example="fungsional")
    jenjang: str = column("text", "Jenjang jabatan", "Tier of the post", example="ahli muda")
    golongan: str = column("text", "Golongan ruang, misalnya III/c; PPPK I–XVII", "Grade", example="III/c")
    status_pegawai: str = column(
        "label", "PNS, PPPK atau PPPK Paruh Waktu", "Kind of employment", example="PNS", labels=EMPLOYMENT_STATUSES
    )
    penugasan: str = column(
        "label",
        "definitif, plt, plh atau pj; kosong berarti definitif",
        "Definitive or acting; empty means definitive",
        example="definitif",
        labels=ASSIGNMENTS,
    )
    nip_atasan: str = column("nip", "NIP atasan langsung", "NIP of the direct superior", example="197501012000031001")
    mulai: dt.date = column("date", "Tanggal mulai menjabat (TMT)", "Start of the post", example="2023-01-01")
    selesai: dt.date = column(
        "date", "Tanggal terakhir menjabat; kosong bila masih", "Last day in the post; empty if current"
    )

    @pa.dataframe_check(error="nip-tidak-sah:nip")
    @classmethod
    def a_civil_servants_nip_holds_a_month(cls, data: pa.PolarsData) -> pl.LazyFrame:
        """Digits 13–14 are a month for PNS and an agreement number for PPPK."""
        month = pl.col("nip").str.slice(12, 2).cast(pl.Int64, strict=False)
        return data.lazyframe.select((pl.col("status_pegawai") != "pns") | month.is_between(1, 12))

    @pa.dataframe_check(error="selesai-sebelum-mulai:selesai")
    @classmethod
    def ends_after_it_starts(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("selesai") >= pl.col("mulai")).fill_null(value=True))

    class Config:
        metadata = {
            "kind": "pegawai",
            "key": ("nip", "kode_unit", "jabatan", "mulai"),
            "title_id": "Pegawai dan jabatan",
            "title_en": "Employees and posts",
        }


class Penghargaan(pa.DataFrameModel):
    """Satu baris per penghargaan atau pembinaan bagi pegawai atau unit."""

    nip: str = column(
        "nip", "NIP penerima; kosong bila untuk unit", "NIP; empty when given to a unit", example="199001012020121001"
    )
    kode_unit: str = column(
        "code", "Kode unit penerima; kosong bila untuk pegawai", "Unit; empty when given to a person"
    )
    jenis: str = column(
        "label",
        "penghargaan atau pembinaan",
        "Award or coaching",
        example="penghargaan",
        required=True,
        labels={"penghargaan": ("penghargaan",), "pembinaan": ("pembinaan",)},
    )
    nama: str = column(
        "text", "Nama penghargaan atau pembinaan", "Its name", example="Tim Terbaik TW II", required=True
    )
    tanggal: dt.date = column("date", "Tanggal diberikan", "Date it was given", example="2026-07-20", required=True)
    dasar: str = column("text", "Dasar pemberian", "Ground for it", example="SK Kepala Dinas 12/2026")

    @pa.dataframe_check(error="penerima-kosong:nip")
    @classmethod
    def someone_received_it(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select(pl.col("nip").is_not_null() | pl.col("kode_unit").is_not_null())

    class Config:
        metadata = {
            "kind": "penghargaan",
            "key": ("nip", "kode_unit", "jenis", "nama", "tanggal"),
            "title_id": "Penghargaan dan pembinaan",
            "title_en": "Awards and coaching",
        }
