"""Every finding in the catalogue has its words and an example, and something really raises it."""

import csv
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pytest
from small_store import ANI, BUDI, IKU, POSTS, RESULTS, column, make, marts
from taking_in import NIPS, take_in, write_csv, write_xlsx
from test_ingest import person, siasn
from test_store import recap

from pipelines import findings, ingest, publish, store
from pipelines.paths import REFERENCE, Home
from pipelines.reports import temuan

DOCS = Path(__file__).parents[2] / "docs" / "temuan.md"
CODES = findings.catalogue()["code"].to_list()

RAISED_IN = {
    "berkas-berubah": "test_hostile.py",
    "berkas-bom": "test_hostile.py",
    "berkas-habiskan-memori": "test_hostile.py",
    "berkas-terkunci": "test_readers.py",
    "berkas-terlalu-besar": "test_hostile.py",
    "bukan-berkas": "test_hostile.py",
    "legenda-hilang": "test_layouts.py",
    "lembar-tak-dikenal": "test_layouts.py",
    "pembaca-berhenti": "test_hostile.py",
    "pembaca-terlalu-lama": "test_sandbox.py",
    "persen-dikali-100": "test_layouts.py",
    "profil-rancu": "test_profiles.py",
    "tanggal-nomor-seri": "test_layouts.py",
    "teks-tak-terangkut": "test_layouts.py",
}
"""Codes whose input takes a test of its own to make, and where that test is."""

HEAD = ["kode_iku", "kode_unit", "periode", "target", "realisasi"]


def _bytes(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _number_as_code(path: Path) -> Path:
    book = openpyxl.Workbook()
    for row in (["kode_unit", "nama_unit"], [1.1, "Dinas"]):
        book.active.append(row)
    book.save(path)
    return path


REFUSED_OR_HELD: dict[str, Callable[[Path], Path]] = {
    "berkas-kosong": lambda at: write_csv(at / "a.csv", [HEAD]),
    "berkas-tak-terbaca": lambda at: _bytes(at / "a.xlsx", b"PK\x03\x04rusak"),
    "format-tak-didukung": lambda at: _bytes(at / "a.pdf", b"%PDF-1.7 laporan"),
    "profil-tak-dikenal": lambda at: write_csv(at / "a.csv", [["Warna", "Ukuran"], ["Merah", "2"]]),
    "kolom-wajib-hilang": lambda at: write_csv(at / "a.csv", [["kode_unit"], ["U1"]]),
    "kolom-ganda": lambda at: write_csv(at / "a.csv", [[*HEAD, "target"], ["K1", "U1", "2026", "1", "1", "2"]]),
    "preamble-hilang": lambda at: _without_period(at),  # noqa: PLW0108 - defined below
    "kode-rusak-excel": lambda at: _number_as_code(at / "a.xlsx"),
    "nip-nik-tertukar": lambda at: siasn(at / "a.csv", [{**person("6171012345678901"), "NIK": NIPS[0]}]),
}


def _without_period(at: Path) -> Path:
    path = recap(at / "a.csv", "TU", "Baik")
    path.write_text(path.read_text(encoding="utf-8").replace("Periode Bulanan VI Tahun 2026", "-"), encoding="utf-8")
    return path


ACROSS: dict[str, dict[str, str]] = {
    "konsolidasi-ordinal": {
        "unit": "kode_unit,nama_unit\n1,Kota\n",
        "iku": f"{IKU},target_tahunan_label\nA,a,1,2025,opini,maximize,sum,100,WTP\n",
    },
    "unit-melingkar": {"unit": "kode_unit,nama_unit,kode_induk\nA,a,B\nB,b,A\n"},
    "atasan-tidak-dikenal": {
        "unit": "kode_unit,nama_unit\n1,Kota\n",
        "pegawai": f"{POSTS},nip_atasan\n{ANI},Ani,1,Analis,definitif,2023-01-01,,{BUDI}\n",
    },
    "penilai-tidak-dikenal": {
        "unit": "kode_unit,nama_unit\n1,Kota\n",
        "pegawai": f"{POSTS}\n{ANI},Ani,1,Analis,definitif,2023-01-01,\n",
        "skp": "nip,periode,rating_hasil,rating_perilaku,predikat,nip_penilai\n"
        f"{ANI},2026-06,expected,expected,good,{BUDI}\n",
    },
    "pelatihan-tidak-dikenal": {
        "riwayat_pelatihan": f"nip,nama_pelatihan,kode_pelatihan,selesai,jp\n{ANI},x,P9,2026-01-01,2\n"
    },
    "unit-sudah-tutup": {
        "unit": "kode_unit,nama_unit,selesai\n1,Kota,2024-12-31\n",
        "iku": f"{IKU}\nA,a,1,2025,%,maximize,last,100\n",
        "capaian_iku": f"{RESULTS}\nA,1,2025-TW1,1,1\n",
    },
}


def raised(code: str, at: Path, sample_home: Path) -> bool:
    """Return whether an input made here, or the sample, raises the code."""
    if code in REFUSED_OR_HELD:
        (outcome,) = take_in(Home(at / "home"), REFUSED_OR_HELD[code](at))
        return code in ([outcome.refusal.code] if outcome.refusal else outcome.findings["code"].to_list())
    if code in ACROSS:
        with marts(make(at / "home", ACROSS[code])) as con:
            return code in column(con, "select code from marts.findings")
    if code == "tanpa-rujukan":
        with store.opened(Path(":memory:")) as con:
            path = write_xlsx(at / "a.xlsx", [HEAD, ["K1", "U1", "2026", "1", "1"]])
            (outcome,) = ingest.ingest(con, [path], is_correction=True)
        return outcome.refusal is not None and outcome.refusal.code == code
    folder = publish.current(Home(sample_home))
    assert folder is not None
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        return code in column(con, "select code from marts.findings union select code from marts.refusals")


@pytest.mark.parametrize("code", CODES)
def test_every_finding_is_raised_by_some_input(code: str, tmp_path: Path, sample_home: Path) -> None:
    if code in RAISED_IN:
        text = (Path(__file__).parent / RAISED_IN[code]).read_text(encoding="utf-8")
        assert f'"{code}"' in text, f"{RAISED_IN[code]} no longer raises {code}"
    else:
        assert raised(code, tmp_path, sample_home)


@pytest.mark.parametrize("code", CODES)
def test_every_finding_says_what_is_wrong_and_how_to_mend_it_in_both_languages(code: str) -> None:
    entry = findings.words(code)
    row = {"code": code, "sheet_name": None, "row_number": 7, "column_letter": "C", "column_name": "NIP", "value": "x"}
    for language, message, fix in (("id", entry.message_id, entry.fix_id), ("en", entry.message_en, entry.fix_en)):
        assert min(len(message), len(fix)) > 10
        said = findings.sentence({**row, "expected_id": "diharapkan", "expected_en": "expected"}, language)
        assert said.startswith('baris 7 kolom C "NIP" "x"' if language == "id" else 'row 7 column C "NIP" "x"')
        assert message in said
        assert fix in said
    assert entry.message_id != entry.message_en


def test_every_finding_has_an_example_and_the_page_shows_them_all() -> None:
    with (REFERENCE / "finding_examples.csv").open(encoding="utf-8") as file:
        assert sorted(row["code"] for row in csv.DictReader(file)) == sorted(CODES)
    assert DOCS.read_text(encoding="utf-8") == temuan.page(), "make docs/temuan.md anew from pipelines.reports.temuan"
    assert [code for code in CODES if f"| `{code}` |" not in temuan.page()] == []
