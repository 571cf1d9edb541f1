"""The export layouts agencies meet are read by the profiles that come with the program, and by nothing but profiles."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from taking_in import NIPS, account, asked, ledgers, live, take_in, write_csv, write_xlsx

from pipelines import ingest
from pipelines.findings import Refused
from pipelines.ingest import Outcome
from pipelines.paths import Home

Rows = Sequence[Sequence[object]]


def profile_of(path: Path) -> str:
    return ingest.examine(path).profile.name


def codes(outcome: Outcome) -> list[tuple[Any, ...]]:
    return outcome.findings.select("row_number", "column_letter", "code").rows()


SKP22 = ["id", "tahun", "hasilKinerja", "hasilKinerjaNilai", "perilakuKerja", "PerilakuKerjaNilai", "kuadranKinerja",
         "KuadranKinerjaNilai", "namaPenilai", "nipNrpPenilai", "statusPenilai"]  # fmt: skip


def test_siasn_skp22_codes_run_from_1_above_to_3_below_and_the_period_is_the_year(home: Home, tmp_path: Path) -> None:
    rows = [
        ["a", "2024", "", "1", "", "1.0", "SANGAT BAIK", "1", "x", NIPS[1], "ASN"],
        ["b", "2025", "", "2.0", "", "2", "BAIK", "", "x", "31990", "NON ASN"],
        ["c", "2026", "di bawah ekspektasi", "", "", "3", "KURANG", "", "x", "", ""],
        ["d", "2023", "", "4", "", "2", "BAIK", "", "x", "", ""],
    ]
    (outcome,) = take_in(home, write_csv(tmp_path / f"rw_skp22_{NIPS[0]}.csv", [SKP22, *rows]))
    columns = "nip, periode, rating_hasil, rating_perilaku, predikat, nip_penilai"
    assert live(home, "skp", columns) == [
        (NIPS[0], "2024", "above", "above", "very_good", NIPS[1]),
        (NIPS[0], "2025", "expected", "expected", "good", None),
        (NIPS[0], "2026", "below", "below", "poor", None),
    ]
    assert codes(outcome) == [(5, "D", "label-tidak-dikenal"), (3, "J", "teks-tak-terangkut")]


def test_siasn_skp_of_2021_and_before_names_its_law_and_a_later_year_is_held(home: Home, tmp_path: Path) -> None:
    head = ["id", "tahun", "nilaiSkp", "orientasiPelayanan", "integritas", "komitmen", "disiplin", "kerjasama",
            "nilaiPerilakuKerja", "nilaiPrestasiKerja", "jumlah", "nilairatarata",
            "jenisPeraturanKinerjaKd"]  # fmt: skip
    rows = [
        ["a", "2021", "92.5", "90", "90", "90", "90", "90", "90", "91.75", "450", "90", "PP30"],
        ["b", "2020", "85.1", "80", "80", "80", "80", "80", "80", "83.06", "400", "80", "PP46"],
        ["c", "2019", "85", "", "", "", "", "", "", "81", "", "", ""],
        ["d", "2022", "85", "", "", "", "", "", "80", "83", "", "", ""],
        ["e", "2018", "85", "", "", "", "", "", "80", "83", "", "", "PP 10"],
    ]
    path = write_csv(tmp_path / f"rw_skp_{NIPS[0]}.csv", [head, *rows])
    assert profile_of(path) == "SIASN: riwayat SKP 2021 dan sebelumnya (rw_skp)"
    (outcome,) = take_in(home, path)
    assert live(home, "skp_lama", "nip, tahun, nilai_skp, nilai_perilaku, nilai_akhir, peraturan") == [
        (NIPS[0], 2019, 85.0, None, 81.0, None),
        (NIPS[0], 2020, 85.1, 80.0, 83.06, "pp_46_2011"),
        (NIPS[0], 2021, 92.5, 90.0, 91.75, "pp_30_2019"),
    ]
    assert sorted(codes(outcome)) == [(5, "B", "nilai-di-luar-batas"), (6, "M", "label-tidak-dikenal")]


@pytest.mark.parametrize(
    ("first", "last", "period"),
    [("1", "12", "2026"), ("1", "6", "2026-S1"), ("7", "9", "2026-TW3"), ("5", "5", "2026-05"),
     ("1.0", "3.0", "2026-TW1"), ("Januari", "Maret", "2026-TW1"), ("2", "4", None), ("6", "1", None),
     ("0", "0", None)],
)  # fmt: skip
def test_siasn_periodic_months_make_the_period(
    home: Home, tmp_path: Path, first: str, last: str, period: str | None
) -> None:
    head = ["nip", "tahun", "hasilKinerja", "hasilKinerjaNilai", "perilakuKerja", "perilakuKerjaNilai",
            "kuadranKinerja", "bulanMulaiPenilaian", "bulanSelesaiPenilaian", "unorId"]  # fmt: skip
    row = [NIPS[0], "2026", "Sesuai", "2", "Sesuai", "2", "BAIK", first, last, "U1"]
    (outcome,) = take_in(home, write_csv(tmp_path / "rw_kinerjaperiodik.csv", [head, row]))
    assert live(home, "skp", "periode, predikat, kode_unit") == ([(period, "good", "U1")] if period else [])
    assert codes(outcome) == ([] if period else [(2, "H", "periode-tidak-sah")])


def test_siasn_courses_are_training_taken_and_the_finish_decides(home: Home, tmp_path: Path) -> None:
    course = ["nip", "namaKursus", "jumlahJam", "noSertipikat", "tahunKursus", "tanggalKursus", "tanggalSelesaiKursus"]
    school = ["nip", "latihanStrukturalNama", "nomor", "tanggal", "tanggalSelesai", "tahun", "jumlahJam"]
    taken = [NIPS[0], "Arsip", "20", "S/1", "2026", "30-12-2025", "03-01-2026"]
    unfinished = [NIPS[0], "Arsip II", "20", "S/2", "2026", "30-12-2025", ""]
    led = [NIPS[0], "PKA", "12", "01-02-2026", "30-05-2026", "2026", "930"]
    courses = write_csv(tmp_path / "rw_kursus.csv", [course, taken, unfinished])
    take_in(home, courses, write_csv(tmp_path / "rw_diklat.csv", [school, led]))
    columns = "nama_pelatihan, mulai::varchar, selesai::varchar, jp, nomor_sertifikat"
    assert live(home, "riwayat_pelatihan", columns) == [
        ("Arsip", "2025-12-30", "2026-01-03", 20.0, "S/1"),
        ("PKA", "2026-02-01", "2026-05-30", 930.0, "12"),
    ]
    assert [account(row) for row in ledgers(home)] == [(1, 1, 0, 0, 0), (1, 0, 0, 0, 0)]


STAFF = ["PNS ID", "NIP BARU", "NAMA", "NIK", "JENIS PEGAWAI NAMA", "GOL AKHIR NAMA", "JABATAN NAMA", "TMT JABATAN",
         "UNOR ID", "UNOR NAMA"]  # fmt: skip
NEWER = ["IS VALID NIK", "NAMA SEKOLAH", "FLAG IKD", "ESELON ID"]


@pytest.mark.parametrize("more", [[], NEWER], ids=["older", "newer"])
def test_siasn_staff_comes_in_one_sheet_or_three_with_or_without_the_last_columns(
    home: Home, tmp_path: Path, more: list[str]
) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for status, nip in (("PNS", NIPS[0]), ("PPPK", "199001012020131002"), ("PPPK Paruh Waktu", NIPS[2])):
        sheet = book.create_sheet(f"data_{status}")
        sheet.append([*STAFF, *more])
        sheet.append(
            ["x", nip, "A", "6171", status, "III/c", "Analis", "01-01-2024", "U1", "Dinas", *("RAHASIA" for _ in more)]
        )
    book.save(tmp_path / "Data Utama.xlsx")
    (outcome,) = take_in(home, tmp_path / "Data Utama.xlsx")
    assert live(home, "pegawai", "status_pegawai, sheet_name, mulai::varchar") == [
        ("pns", "data_PNS", "2024-01-01"),
        ("pppk", "data_PPPK", "2024-01-01"),
        ("pppk_paruh_waktu", "data_PPPK Paruh Waktu", "2024-01-01"),
    ]
    assert outcome.findings.is_empty()


@pytest.mark.parametrize(
    ("line", "header", "period"),
    [("Periode Bulanan 6 Tahun 2026", "Predikat Kinerja Periodik", "2026-06"),
     ("Periode Bulanan V Tahun 2026", "Predikat Kinerja Periodik", "2026-05"),
     ("Periode Tahunan 2026", "Predikat Kinerja Periodik", "2026"),
     ("Periode Tahunan 2026", "Predikat Kinerja", "2026"),
     ("Periode Bulanan XIII Tahun 2026", "Predikat Kinerja Periodik", None)],
)  # fmt: skip
def test_ekinerja_recaps_are_monthly_in_romans_or_digits_or_annual(
    home: Home, tmp_path: Path, line: str, header: str, period: str | None
) -> None:
    head = ["No", "NIP", "Nama", "Jabatan", "Rating Hasil Kinerja", "Rating Perilaku Kerja", header]
    row = ["1", NIPS[0], "A", "Arsiparis", "Sesuai Ekspektasi", "Sesuai Ekspektasi", "Baik"]
    rows = [["3013 - Kota Contoh"], ["Subbagian Tata Usaha"], [line], [], head, row]
    take_in(home, write_xlsx(tmp_path / "Rekap Penilaian (1).xlsx", rows))
    assert [periode for (periode,) in live(home, "skp", "periode")] == ([period] if period else [])


ESAKIP = ["level", "opd_kode", "kode", "uraian", "tahun_target", "target", "target_text", "tipe_indikator",
          "tipe_perhitungan", "satuan"]  # fmt: skip


@pytest.mark.parametrize(
    ("target", "text", "direction", "unit", "expected"),
    [
        ("", "80 poin", "positif", "", ("maximize", "poin", 80.0, None, None)),
        ("", "90 persen", "positif", "%", ("maximize", "%", 90.0, None, None)),
        ("", "≥ 90", "positif", "nilai", ("maximize", "nilai", 90.0, None, None)),
        ("", "≤ 5 hari", "negatif", "", ("minimize", "hari", 5.0, None, None)),
        ("", "80 - 90%", "positif", "", ("range", "%", None, 80.0, 90.0)),
        ("", "12 Bulan", "positif", "", ("maximize", "Bulan", 12.0, None, None)),
        ("", "9,55", "positif", "indeks", ("maximize", "indeks", 9.55, None, None)),
        ("75", "75 dokumen", "positif", "dokumen", ("maximize", "dokumen", 75.0, None, None)),
        ("75", "", "positif", "dokumen", ("maximize", "dokumen", 75.0, None, None)),
    ],
)
def test_esakip_targets_in_words_become_number_unit_and_range(
    home: Home, tmp_path: Path, target: str, text: str, direction: str, unit: str, expected: tuple[Any, ...]
) -> None:
    row = ["1", "1.02", "K1", "Indikator", "2026", target, text, direction, "non_kumulatif", unit]
    (outcome,) = take_in(home, write_csv(tmp_path / "a.csv", [ESAKIP, row]))
    assert live(home, "iku", "polaritas, satuan, target_tahunan, batas_bawah, batas_atas") == [expected]
    assert outcome.findings.is_empty()


@pytest.mark.parametrize(("target", "text"), [("", "WTP"), ("WTP", "WTP"), ("", "bb"), ("BB", "")])
def test_an_esakip_target_that_is_a_grade_is_taken_as_one(home: Home, tmp_path: Path, target: str, text: str) -> None:
    row = ["1", "1.02", "K1", "Opini", "2026", target, text, "positif", "non_kumulatif", "opini"]
    (outcome,) = take_in(home, write_csv(tmp_path / "a.csv", [ESAKIP, row]))
    assert live(home, "iku", "satuan, target_tahunan, target_tahunan_label") == [
        ("opini", None, (text or target).upper())
    ]
    assert outcome.findings.is_empty()


@pytest.mark.parametrize(("text", "direction"), [("naik", "positif"), ("A-", "positif"), ("≤ 5", "positif")])
def test_an_esakip_target_that_is_neither_number_nor_grade_is_said_and_not_guessed(
    home: Home, tmp_path: Path, text: str, direction: str
) -> None:
    row = ["1", "1.02", "K1", "Opini", "2026", "", text, direction, "non_kumulatif", "opini"]
    (outcome,) = take_in(home, write_csv(tmp_path / "a.csv", [ESAKIP, row]))
    assert live(home, "iku", "target_tahunan") == [(None,)]
    (found,) = outcome.findings.rows(named=True)
    assert (found["code"], found["column_letter"], found["column_name"], found["value"]) == (
        "teks-tak-terangkut", "G", "target_text", text,
    )  # fmt: skip
    assert [account(row) for row in outcome.ledger] == [(1, 0, 0, 0, 0)]


def test_an_opd_in_a_row_above_its_indicators_is_carried_down(home: Home, tmp_path: Path) -> None:
    head = ["KODEFIKASI", "INDIKATOR", "SATUAN", "KETERANGAN", "BASELINE 2024", "2025", "2026", "DEFINISI"]
    rows = [
        head,
        ["1.01.2.22.0.00.02.0000 - Dinas Pendidikan dan Kebudayaan"],
        ["1.01.01", "Rata-rata lama sekolah", "tahun", "Target", "9,1", "9,4", "9,55", "x"],
        ["", "", "", "Realisasi", "", "9,38", "", ""],
        ["1.01.02", "Harapan lama sekolah", "tahun", "TARGET", "", "13", "13,2", ""],
        ["1.02.0.00.0.00.01.0000 - Dinas Kesehatan"],
        ["1.01.01", "Angka stunting", "%", "Target", "", "12", "11", ""],
        ["1.01.01", "Angka stunting", "%", "Realisasi", "", "11,5", "", ""],
    ]
    (outcome,) = take_in(home, write_xlsx(tmp_path / "banten.xlsx", rows))
    education, health = "1.01.2.22.0.00.02.0000", "1.02.0.00.0.00.01.0000"
    assert live(home, "unit", "kode_unit, nama_unit") == [
        (education, "Dinas Pendidikan dan Kebudayaan"),
        (health, "Dinas Kesehatan"),
    ]
    assert live(home, "capaian_iku", "kode_unit, kode_iku, periode, target, realisasi") == [
        (education, "1.01.01", "2025", 9.4, 9.38),
        (education, "1.01.01", "2026", 9.55, None),
        (education, "1.01.02", "2025", 13.0, None),
        (education, "1.01.02", "2026", 13.2, None),
        (health, "1.01.01", "2025", 12.0, 11.5),
        (health, "1.01.01", "2026", 11.0, None),
    ]
    assert {row["kind"]: account(row) for row in outcome.ledger} == {
        "unit": (2, 0, 3, 2, 0),
        "capaian_iku": (5, 0, 0, 2, 0),
    }
    assert asked(home, "select distinct reason from raw.not_loaded where class = 'excluded'") == [("judul-kelompok",)]


def test_a_performance_report_gives_indicators_and_their_year(home: Home, tmp_path: Path) -> None:
    rows = [
        ["LAPORAN KINERJA"],
        ["Kode Unit : 1.02"],
        ["Tahun 2026"],
        ["No", "Sasaran Strategis", "Indikator Kinerja", "Satuan", "Polaritas", "Target", "Realisasi", "Capaian (%)"],
        ["1", "Sehat", "Angka kesakitan", "%", "Minimize", "12,5", "11", "112"],
        ["2", "", "Cakupan imunisasi", "%", "Maximize", "95", "91,5", "96,3"],
        ["3", "", "Opini", "opini", "-", "1", "1", "100"],
    ]
    (outcome,) = take_in(home, write_xlsx(tmp_path / "laporan.xlsx", rows))
    assert live(home, "iku", "kode_iku, sasaran, kode_unit, tahun, polaritas, target_tahunan") == [
        ("Angka kesakitan", "Sehat", "1.02", 2026, "minimize", 12.5),
        ("Cakupan imunisasi", "Sehat", "1.02", 2026, "maximize", 95.0),
    ]
    assert len(live(home, "capaian_iku", "periode, realisasi, capaian_pct")) == 3
    assert codes(outcome) == [(7, "E", "wajib-kosong")]


TWO_ROWS: Rows = [
    ["Kode Unit : U1"],
    ["Periode 1 April s/d 30 Juni 2026"],
    ["NO. RESPONDEN ", "PROFIL", "", "NILAI UNSUR PELAYANAN", *[""] * 8],
    ["", "NAMA", "JENIS LAYANAN", *(f"U{n}" for n in range(1, 10))],
    ["1", "Rahasia", "KTP", *"432143214"],
    ["2", "Rahasia", "KK", *"444444443"],
    ["Jumlah Nilai Per Unsur", "", "", *"876587657"],
    ["*Unsur bisa disesuaikan"],
]


def labelled(eighth: str, ninth: str) -> Rows:
    head = [*TWO_ROWS[3][:-2], eighth, ninth]
    return [*TWO_ROWS[:3], head, *TWO_ROWS[4:]]


def test_a_survey_with_bare_u8_and_u9_asks_what_they_are(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="legenda-hilang") as refused:
        ingest.examine(write_xlsx(tmp_path / "a.xlsx", TWO_ROWS))
    assert "U8" in refused.value.message()


@pytest.mark.parametrize(
    ("rows", "complaints", "facilities"),
    [
        (labelled("U8 Sarana dan Prasarana", "U9 Penanganan Pengaduan"), (4, 3), (1, 4)),
        (labelled("U8 Penanganan Pengaduan", "U9 Sarana dan Prasarana"), (1, 4), (4, 3)),
        ([*TWO_ROWS, ["U8 = Sarana dan Prasarana"], ["U9: Penanganan Pengaduan"]], (4, 3), (1, 4)),
    ],
    ids=["labels", "labels the other way", "legend below the table"],
)
def test_u8_and_u9_are_read_by_label_in_a_merged_header(
    home: Home, tmp_path: Path, rows: Rows, complaints: tuple[int, ...], facilities: tuple[int, ...]
) -> None:
    (outcome,) = take_in(home, write_xlsx(tmp_path / "a.xlsx", rows))
    answers = live(home, "skm", "id_responden, layanan, tanggal::varchar, u1_persyaratan, u8_pengaduan, u9_sarana")
    assert answers == [
        ("1", "KTP", "2026-06-30", 4, complaints[0], facilities[0]),
        ("2", "KK", "2026-06-30", 4, complaints[1], facilities[1]),
    ]
    assert outcome.findings.is_empty()
    assert "Rahasia" not in str(asked(home, "select cells from raw.not_loaded"))


def test_the_worksheet_with_a_merged_header_and_the_web_table_are_read_too(home: Home, tmp_path: Path) -> None:
    sheet = [["Jenis Pelayanan : KTP"], ["Kode Unit : U1"], ["Periode 1 April s/d 30 Juni 2026"], [],
             ["NO URUT \n RESPONDEN", "NILAI PER UNSUR PELAYANAN", *[""] * 8],
             ["", *(f"U{n}" for n in range(1, 8)), "U8 Sarana dan Prasarana", "U9 Penanganan Pengaduan"],
             ["1", *"432143214"], ["NRR Per Unsur = ", *"432143214"]]  # fmt: skip
    web = [["No. Responden", "Umur", "Jenis Kelamin", "Pendidikan terkahir", "Pekerjaan", "Jenis Pelayanan",
            *(f"U{n}" for n in range(1, 8)), "U8 Penanganan Pengaduan", "U9 Sarana"],
           ["7", "30", "L", "S1", "ASN", "KK", *"432143214"]]  # fmt: skip
    take_in(home, write_xlsx(tmp_path / "a.xlsx", sheet), write_csv(tmp_path / "SKM U2 2026-03-31.csv", web))
    assert live(home, "skm", "kode_unit, layanan, tanggal::varchar, u8_pengaduan, u9_sarana") == [
        ("U1", "KTP", "2026-06-30", 4, 1),
        ("U2", "KK", "2026-03-31", 1, 4),
    ]


def book_of(path: Path, rows: Rows, formats: dict[str, str], *, is_1904: bool = False) -> Path:
    book = openpyxl.Workbook()
    if is_1904:
        book.epoch = CALENDAR_MAC_1904
    for row in rows:
        book.active.append(list(row))
    for cell, form in formats.items():
        book.active[cell].number_format = form
    book.save(path)
    return path


RESULTS = ["kode_iku", "kode_unit", "periode", "target", "realisasi", "kendala"]


def test_numbers_shown_as_percentages_are_read_as_they_are_shown(home: Home, tmp_path: Path) -> None:
    rows = [RESULTS, ["K1", "U1", "2026", 0.9, 0.07, 0.5], ["K2", "U1", "2026", 1, "85,5%", None]]
    file = book_of(tmp_path / "a.xlsx", rows, {"D2": "0%", "D3": "0.0%", "E2": '0.00" a"%', "F2": "0%"})
    (outcome,) = take_in(home, file)
    assert live(home, "capaian_iku", "target, realisasi, kendala") == [(90.0, 7.0, "50%"), (100.0, 85.5, None)]
    assert [found[1:] for found in codes(outcome)] == [(letter, "persen-dikali-100") for letter in "DEF"]


def test_a_bare_share_beside_percentages_is_ambiguous(home: Home, tmp_path: Path) -> None:
    rows = [RESULTS, ["K1", "U1", "2026", 90, 0.85, None], ["K2", "U1", "2026", 90, 0.85, None]]
    (outcome,) = take_in(home, book_of(tmp_path / "a.xlsx", rows, {"E2": "0%", "D2": '0 "%"'}))
    assert live(home, "capaian_iku", "kode_iku, target, realisasi") == [("K1", 90.0, 85.0)]
    assert codes(outcome) == [(2, "E", "persen-dikali-100"), (3, "E", "angka-rancu")]


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_are_dates_in_either_calendar_even_as_bare_numbers(home: Home, tmp_path: Path, is_1904: bool) -> None:
    bare = 46203 - 1462 * is_1904
    rows = [["kode_unit", "nama_unit", "mulai", "selesai"], ["U1", "Dinas", dt.date(2026, 6, 30), bare],
            ["U2", "Badan", 2026, None]]  # fmt: skip
    (outcome,) = take_in(home, book_of(tmp_path / "a.xlsx", rows, {}, is_1904=is_1904))
    assert live(home, "unit", "mulai::varchar, selesai::varchar") == [("2026-06-30", "2026-06-30")]
    assert codes(outcome) == [(3, "C", "tanggal-tidak-sah"), (2, "D", "tanggal-nomor-seri")]


def test_a_visible_sheet_nobody_reads_is_reported_and_a_hidden_one_is_not(home: Home, tmp_path: Path) -> None:
    path = write_xlsx(tmp_path / "a.xlsx", [["kode_unit", "nama_unit"], ["U1", "Dinas"]])
    book = openpyxl.load_workbook(path)
    for name, state in (("Lampiran", "visible"), ("Sembunyi", "hidden"), ("Penjelasan", "visible")):
        sheet = book.create_sheet(name)
        sheet.sheet_state = state
        for row in (["apa", "ini"], [1, 2], [3, 4]):
            sheet.append(row)
    book.create_sheet("Catatan").append(["satu baris"])
    book.save(path)
    (outcome,) = take_in(home, path)
    assert outcome.findings.select("code", "severity", "sheet_name").rows() == [
        ("lembar-tak-dikenal", "warning", "Lampiran")
    ]
    assert asked(home, "select sheet_name from raw.findings") == [("Lampiran",)]
    assert [account(row) for row in outcome.ledger] == [(1, 0, 0, 0, 0)]


def test_a_profile_off_the_shelf_is_named_by_its_file(tmp_path: Path) -> None:
    own = tmp_path / "milik-sendiri.toml"
    own.write_text(
        'name = "Sendiri"\n[recognise]\nheaders = ["A", "B"]\n[[take]]\nkind = "unit"\n[take.columns]\n'
        'kode_unit = "A"\nnama_unit = "B"\n',
        encoding="utf-8",
    )
    file = write_csv(tmp_path / "a.csv", [["A", "B"], ["U1", "Dinas"]])
    with pytest.raises(Refused, match="profil-tak-dikenal"):
        ingest.examine(file)
    assert ingest.examine(file, str(own)).profile.name == "Sendiri"
