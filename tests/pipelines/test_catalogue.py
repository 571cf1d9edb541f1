"""Every finding in the catalogue has its words and an example, and something really raises it."""

import csv
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest
from hostile_files import WORKBOOKS
from small_store import ANI, BUDI, IKU, POSTS, RESULTS, marts
from taking_in import NIPS, take_in, write_csv, write_xlsx
from test_ingest import person, siasn
from test_layouts import SKP22, TWO_ROWS, book_of
from test_profiles import unit_profile
from test_readers import locked_workbook
from test_sandbox import child_processes, workbook
from test_store import recap

from pipelines import findings, ingest, paths, profiles, publish, store
from pipelines.findings import Refused
from pipelines.paths import REFERENCE, Home
from pipelines.readers import sandbox, source
from pipelines.reports import temuan

DOCS = Path(__file__).parents[2] / "docs" / "temuan.md"
CODES = findings.catalogue()["code"].to_list()

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
        "iku": f"{IKU},target_tahunan\nA,a,1,2025,opini,maximize,sum,100,WTP\n",
    },
    "tanggal-layanan-mustahil": {
        "unit": "kode_unit,nama_unit\n1,Kota\n",
        "layanan": "kode_unit,layanan,nomor,waktu_masuk,waktu_selesai,status\n"
        "1,KTP,A1,2026-01-05 08:00,2026-01-04 08:00,selesai\n",
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


def _of_two_profiles(at: Path) -> Path:
    for name in ("Pertama", "Kedua"):
        (paths.PROFILES / f"{name}.toml").write_text(unit_profile(name, '["Kode", "Nama"]'), encoding="utf-8")
    return write_csv(at / "a.csv", [["Kode", "Nama"], ["U1", "Dinas"]])


def _with_another_sheet(at: Path) -> Path:
    path = write_xlsx(at / "a.xlsx", [["kode_unit", "nama_unit"], ["U1", "Dinas"]])
    book = openpyxl.load_workbook(path)
    for row in (["apa", "ini"], [1, 2], [3, 4]):
        book["Lampiran" if "Lampiran" in book.sheetnames else book.create_sheet("Lampiran").title].append(row)
    book.save(path)
    return path


def _pipe(at: Path) -> Path:
    os.mkfifo(at / "a.csv")
    return at / "a.csv"


def _appraiser_without_nip(at: Path) -> Path:
    rows = [SKP22, ["b", "2025", "", "2", "", "2", "BAIK", "", "x", "31990", "NON ASN"]]
    return write_csv(at / f"rw_skp22_{NIPS[0]}.csv", rows)


def _shown_as_percent(at: Path) -> Path:
    return book_of(at / "a.xlsx", [HEAD, ["K1", "U1", "2026", 0.9, 0.85]], {"E2": "0%"})


def _bare_day(at: Path) -> Path:
    return book_of(at / "a.xlsx", [["kode_unit", "nama_unit", "mulai"], ["U1", "Dinas", 46203]], {})


FAR: dict[str, Callable[[Path], Path]] = {
    "berkas-bom": lambda at: _bytes(at / "a.xlsx", WORKBOOKS["billion_laughs"]()),
    "berkas-habiskan-memori": lambda at: _bytes(at / "a.xlsx", WORKBOOKS["repeated_string_bomb"]()),
    "berkas-terlalu-besar": lambda at: _bytes(at / "a.xlsx", WORKBOOKS["far_cell"]()),
    "berkas-terkunci": lambda at: _bytes(at / "a.xls", locked_workbook()),
    "bukan-berkas": _pipe,
    "legenda-hilang": lambda at: write_xlsx(at / "a.xlsx", TWO_ROWS),
    "lembar-tak-dikenal": _with_another_sheet,
    "persen-dikali-100": _shown_as_percent,
    "profil-rancu": _of_two_profiles,
    "tanggal-nomor-seri": _bare_day,
    "teks-tak-terangkut": _appraiser_without_nip,
    "pembaca-berhenti": lambda at: _bytes(at / "a.xlsx", workbook(60_000)),
    "pembaca-terlalu-lama": lambda at: _bytes(at / "a.xlsx", workbook(60_000)),
    "berkas-berubah": lambda at: _bytes(at / "a.csv", b"kode_unit,nama_unit\nU1,Dinas\n"),
}
"""Files that take some making; what must happen to the last three while they are read is done by `meanwhile`."""


@contextmanager
def meanwhile(code: str, at: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let happen what a code needs while its file is read: the file grows, the reader dies, its time is over."""
    if code == "profil-rancu":
        monkeypatch.setattr(paths, "PROFILES", at)
        profiles.all_profiles.cache_clear()
    if code == "pembaca-terlalu-lama":
        monkeypatch.setattr(sandbox, "MOST_SECONDS", 0)
    if code == "berkas-berubah":
        _let_it_grow(monkeypatch)
    ended = threading.Event()
    helper = threading.Thread(target=_kill_the_reader, args=(ended,)) if code == "pembaca-berhenti" else None
    if helper:
        helper.start()
    try:
        yield
    finally:
        ended.set()
        if helper:
            helper.join()
        profiles.all_profiles.cache_clear()


def _kill_the_reader(ended: threading.Event) -> None:
    while not ended.wait(0.3):
        for process in child_processes():
            os.kill(process, signal.SIGKILL)


def _let_it_grow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let somebody add a row to a file after every block that is read of it."""
    real = source.blocks

    def growing(path: Path, *more: Any, **options: Any) -> Iterator[bytes]:
        for block in real(path, *more, **options):
            with path.open("ab") as file:
                file.write(b"U1,Dinas\n")
            yield block

    monkeypatch.setattr(source, "blocks", growing)


Row = dict[str, Any]


def told(code: str, at: Path, sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Refused | None, list[Row]]:
    """Return what an input made here, or the sample, raises under a code: the refusal, or the findings."""
    made = REFUSED_OR_HELD.get(code) or FAR.get(code)
    if made:
        with meanwhile(code, at, monkeypatch), store.opened(Path(":memory:")) as con:
            path = made(at)
            (outcome,) = ingest.ingest(con, [path])
        return outcome.refusal, outcome.findings.filter(pl.col("code") == code).to_dicts()
    if code == "tanpa-rujukan":
        with store.opened(Path(":memory:")) as con:
            path = write_xlsx(at / "a.xlsx", [HEAD, ["K1", "U1", "2026", "1", "1"]])
            (outcome,) = ingest.ingest(con, [path], is_correction=True)
        return outcome.refusal, []
    if code in ACROSS:
        home = Home(at / "home")
        outcomes = take_in(home, *(_bytes(at / f"{kind}.csv", text.encode()) for kind, text in ACROSS[code].items()))
        assert [outcome.refusal for outcome in outcomes if outcome.refusal] == []
        with marts(home) as con:
            return None, con.sql(FOUND, params={"code": code}).pl().to_dicts()
    folder = publish.current(Home(sample_home))
    assert folder is not None
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        found = con.sql(FOUND, params={"code": code}).pl().to_dicts()
        refused = con.execute("select 1 from marts.refusals where code = ?", [code]).fetchall()
    return (Refused(code) if refused else None), found


FOUND = "select * from marts.findings where code = $code order by finding_id limit 50"

OF_FILE = {"lembar-tak-dikenal"}
"""Findings about a sheet, not about a row."""

OF_UNIT = {"bobot-bukan-100"}
"""Findings about a unit as a whole, whose rows are many."""


@pytest.mark.parametrize("code", CODES)
def test_every_finding_is_raised_by_a_file_with_its_place_value_expectation_and_mending(
    code: str, tmp_path: Path, sample_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused, found = told(code, tmp_path, sample_home, monkeypatch)
    entry = findings.words(code)
    assert (refused is not None) == (entry.severity == "refuse"), refused
    if refused is not None:
        assert refused.code == code
        assert entry.message_id in refused.message("id")
        assert entry.fix_en in refused.message("en")
        return
    assert found
    for row in found:
        assert row["severity"] == entry.severity
        said_id, said_en = findings.sentence(row), findings.sentence(row, "en")
        assert entry.message_id in said_id
        assert entry.fix_en in said_en
        if code in OF_FILE:
            assert row["sheet_name"]
        elif code not in OF_UNIT:
            assert f"baris {row['row_number']}" in said_id
            assert f"row {row['row_number']}" in said_en
        if row["value"]:
            assert f'"{row["value"]}"' in said_id
        assert bool(row["expected_id"]) == bool(row["expected_en"])
        if row["expected_en"]:
            assert f"Expected: {row['expected_en']}" in said_en
    if entry.severity == "quarantine" and code not in WHOLE_ROW:
        assert all(row["column_letter"] and row["column_name"] for row in found), found[:3]
        assert all(row["expected_id"] for row in found), found[:3]
        assert code in EMPTY_CELL or all(row["value"] for row in found), found[:3]


WHOLE_ROW = {"jumlah-kolom-berbeda", "konflik-dalam-berkas", "konflik-antar-sumber", "responden-tanpa-jawaban"}
"""Held for what the row is as a whole: no one cell is wrong."""

EMPTY_CELL = {"wajib-kosong", "rentang-tidak-lengkap", "penerima-kosong", "jabatan-atau-jenjang-kosong"}
"""What is wrong is that nothing stands in the cell."""


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
