"""How people were appraised: SKP, work results, 360 feedback, talent boxes, the professionalism index."""

import datetime as dt

import pandera.polars as pa
import polars as pl

from pipelines.contracts.columns import PERSON_PREDICATES, RATINGS, column

BERAKHLAK = {
    "berorientasi pelayanan": ("berorientasi pelayanan",),
    "akuntabel": ("akuntabel",),
    "kompeten": ("kompeten",),
    "harmonis": ("harmonis",),
    "loyal": ("loyal",),
    "adaptif": ("adaptif",),
    "kolaboratif": ("kolaboratif",),
}
LEVELS3 = {"rendah": ("rendah",), "menengah": ("menengah", "sedang"), "tinggi": ("tinggi",)}


class Skp(pa.DataFrameModel):
    """Satu baris per pegawai dan periode penilaian."""

    nip: str = column(
        "nip",
        "NIP 18 angka disimpan sebagai teks",
        "18-digit NIP stored as text",
        example="199001012020121001",
        required=True,
    )
    periode: str = column("period", "Periode penilaian", "Period of the appraisal", example="2026-TW2", required=True)
    rating_hasil: str = column(
        "label",
        "Rating hasil kerja: di atas, sesuai atau di bawah ekspektasi",
        "Rating of results",
        example="Sesuai Ekspektasi",
        required=True,
        labels=RATINGS,
    )
    rating_perilaku: str = column(
        "label",
        "Rating perilaku kerja: di atas, sesuai atau di bawah ekspektasi",
        "Rating of behaviour",
        example="Sesuai Ekspektasi",
        required=True,
        labels=RATINGS,
    )
    predikat: str = column(
        "label",
        "Predikat: Sangat Baik, Baik, Butuh Perbaikan, Kurang atau Sangat Kurang",
        "Predicate",
        example="Baik",
        required=True,
        labels=PERSON_PREDICATES,
    )
    nip_penilai: str = column("nip", "NIP pejabat penilai", "NIP of the appraiser", example="197501012000031001")
    tanggal_penilaian: dt.date = column("date", "Tanggal penilaian", "Date of the appraisal", example="2026-07-10")
    kode_unit: str = column(
        "code",
        "Kode unit bila disebut; jika kosong diambil dari data pegawai",
        "Unit, else taken from the employee data",
    )

    class Config:
        metadata = {"kind": "skp", "key": ("nip", "periode"), "title_id": "Penilaian SKP", "title_en": "SKP appraisals"}


class SkpLama(pa.DataFrameModel):
    """Satu baris per pegawai dan tahun sampai 2021: nilai pada skala lama, tidak sebanding dengan predikat."""

    nip: str = column("nip", "NIP", "NIP", example="199001012020121001", required=True)
    tahun: int = column(
        "year",
        "Tahun penilaian, paling akhir 2021",
        "Year of the appraisal, 2021 at the latest",
        example="2021",
        required=True,
        le=2021,
    )
    nilai_skp: float = column("number", "Nilai SKP (0–120)", "SKP score", example="92.5", ge=0, le=120)
    nilai_perilaku: float = column("number", "Nilai perilaku kerja (0–120)", "Behaviour", example="90", ge=0, le=120)
    nilai_akhir: float = column(
        "number", "Nilai akhir seperti tertulis pada sumber", "Final score as written", example="91.75", ge=0, le=120
    )
    peraturan: str = column(
        "label",
        "PP 46/2011 atau PP 30/2019; bila kosong menurut tahunnya (2021: PP 30/2019)",
        "Regulation; when empty by the year (2021: PP 30/2019)",
        example="PP 30/2019",
        labels={
            "pp_46_2011": ("pp 46/2011", "pp 46 tahun 2011", "pp46", "pp 46"),
            "pp_30_2019": ("pp 30/2019", "pp 30 tahun 2019", "pp30", "pp 30"),
        },
    )

    class Config:
        metadata = {
            "kind": "skp_lama",
            "key": ("nip", "tahun"),
            "title_id": "SKP 2021 dan sebelumnya",
            "title_en": "SKP of 2021 and before",
        }


class Rhk(pa.DataFrameModel):
    """Satu baris per rencana hasil kerja dan aspeknya."""

    nip: str = column("nip", "NIP pegawai", "NIP", example="199001012020121001", required=True)
    periode: str = column("period", "Periode SKP", "Period of the SKP", example="2026", required=True)
    rhk: str = column(
        "text", "Rencana hasil kerja", "Planned work result", example="Tersusunnya laporan imunisasi", required=True
    )
    kode_iku: str = column("code", "IKU yang didukung", "Indicator it serves", example="KES-01")
    aspek: str = column(
        "label",
        "kuantitas, kualitas, waktu atau biaya",
        "Aspect",
        example="kuantitas",
        required=True,
        labels={a: (a,) for a in ("kuantitas", "kualitas", "waktu", "biaya")},
    )
    indikator: str = column("text", "Indikator kinerja individu", "Indicator", example="Jumlah laporan")
    target: str = column(
        "text",
        "Target seperti tertulis: 2 Dokumen, 100%, 80 - 90%",
        "Target as written",
        example="12 Dokumen",
        required=True,
    )
    realisasi: str = column("text", "Realisasi seperti tertulis", "Result as written", example="11 Dokumen")
    satuan: str = column("text", "Satuan", "Unit of measure", example="Dokumen")

    class Config:
        metadata = {
            "kind": "rhk",
            "key": ("nip", "periode", "rhk", "aspek"),
            "title_id": "Rencana hasil kerja",
            "title_en": "Planned work results",
        }


class UmpanBalik(pa.DataFrameModel):
    """Satu baris per sumber, aspek, pegawai dan periode (360)."""

    nip: str = column(
        "nip", "NIP pegawai yang dinilai", "NIP of the person rated", example="199001012020121001", required=True
    )
    periode: str = column("period", "Periode", "Period", example="2026-TW2", required=True)
    sumber: str = column(
        "label",
        "atasan, rekan, bawahan, diri atau masyarakat",
        "Source",
        example="rekan",
        required=True,
        labels={
            "atasan": ("atasan",),
            "rekan": ("rekan", "sejawat", "rekan sejawat"),
            "bawahan": ("bawahan",),
            "diri": ("diri", "diri sendiri"),
            "masyarakat": ("masyarakat",),
        },
    )
    id_penilai: str = column(
        "code",
        "Nomor penilai (bukan NIP), agar dua rekan tidak dianggap satu",
        "Number of the rater (not a NIP)",
        example="R1",
    )
    aspek: str = column(
        "label", "Aspek BerAKHLAK", "BerAKHLAK aspect", example="Kolaboratif", required=True, labels=BERAKHLAK
    )
    nilai: float = column("number", "Nilai", "Score", example="8", required=True, ge=0)
    skala_maks: float = column(
        "number", "Nilai tertinggi skala", "Highest score of the scale", example="10", required=True, gt=0
    )

    @pa.dataframe_check(error="nilai-di-luar-batas:nilai")
    @classmethod
    def a_score_lies_on_its_scale(cls, data: pa.PolarsData) -> pl.LazyFrame:
        return data.lazyframe.select((pl.col("nilai") <= pl.col("skala_maks")).fill_null(value=True))

    class Config:
        metadata = {
            "kind": "umpan_balik",
            "key": ("nip", "periode", "sumber", "id_penilai", "aspek"),
            "title_id": "Umpan balik 360",
            "title_en": "360 feedback",
        }


class Talenta(pa.DataFrameModel):
    """Satu baris per pegawai dan tahun."""

    nip: str = column("nip", "NIP", "NIP", example="199001012020121001", required=True)
    tahun: int = column("year", "Tahun", "Year", example="2026", required=True)
    potensi: str = column(
        "label", "rendah, menengah atau tinggi", "Potential", example="menengah", required=True, labels=LEVELS3
    )
    kinerja: str = column(
        "label", "di bawah, sesuai atau di atas", "Performance", example="di atas", required=True, labels=RATINGS
    )
    kotak: int = column(
        "integer", "Nomor kotak 1–9 menurut sumber", "Box 1–9 as the source has it", example="7", ge=1, le=9
    )

    class Config:
        metadata = {"kind": "talenta", "key": ("nip", "tahun"), "title_id": "Kotak talenta", "title_en": "Talent boxes"}


class IpAsn(pa.DataFrameModel):
    """Satu baris per pegawai dan tahun: indeks yang sudah jadi, tidak dihitung ulang."""

    nip: str = column("nip", "NIP", "NIP", example="199001012020121001", required=True)
    tahun: int = column("year", "Tahun", "Year", example="2026", required=True)
    kualifikasi: float = column("number", "Nilai kualifikasi (0–25)", "Qualification", example="20", ge=0, le=25)
    kompetensi: float = column("number", "Nilai kompetensi (0–40)", "Competency", example="30", ge=0, le=40)
    kinerja: float = column("number", "Nilai kinerja (0–30)", "Performance", example="25", ge=0, le=30)
    disiplin: float = column("number", "Nilai disiplin (0–5)", "Discipline", example="5", ge=0, le=5)
    total: float = column("number", "Nilai total (0–100)", "Total", example="80", required=True, ge=0, le=100)

    class Config:
        metadata = {
            "kind": "ip_asn",
            "key": ("nip", "tahun"),
            "title_id": "Indeks profesionalitas ASN",
            "title_en": "Professionalism index",
        }
