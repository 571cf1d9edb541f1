"""Every row ends in one class, every fault is named at its cell, and nothing sound is called wrong."""

import csv
from collections import defaultdict
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taking_in import EXPORTS, NIPS, account, asked, csv_rows_below, in_memory, take_in, write_csv, write_xlsx

from pipelines import findings, ingest
from pipelines.contracts import all_contracts
from pipelines.findings import Refused
from pipelines.paths import Home

Place = tuple[str, str, str]


def expected() -> dict[str, set[Place]]:
    """Return what stands in the list beside the broken files: file → (row, column, code)."""
    places: dict[str, set[Place]] = defaultdict(set)
    with (EXPORTS / "EXPECT.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            places[row["file"]].add((row["row"], row["column"], row["code"]))
    return places


EXPECTED = expected()
FILES = sorted(path for path in EXPORTS.iterdir() if path.name != "EXPECT.csv")
REFUSED = [path for path in FILES if any(not row for row, _, _ in EXPECTED[path.name])]
READ = [path for path in FILES if path not in REFUSED]


def places(found: pl.DataFrame) -> set[Place]:
    columns = found.select("row_number", "column_letter", "code").iter_rows()
    return {(str(row), column or "", code) for row, column, code in columns}


def by_name(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("path", READ, ids=by_name)
def test_planted_faults_are_found_at_their_cells_and_nothing_else(path: Path) -> None:
    outcome = in_memory(path)
    assert outcome.refusal is None
    assert places(outcome.findings) == EXPECTED[path.name]


@pytest.mark.parametrize("path", READ, ids=by_name)
def test_the_ledger_of_a_broken_file_adds_up_to_rows_counted_without_the_program(path: Path) -> None:
    header = {"nip": "nip", "kode_iku": "kode_iku", "kode_pelatihan": "kode_pelatihan"}
    first = next((name for name in header if name.encode() in path.read_bytes()[:40]), "kode_unit")
    (row,) = in_memory(path).ledger
    assert row["read_count"] == csv_rows_below(path, first)
    assert sum(account(row)) == row["read_count"]


@pytest.mark.parametrize("path", REFUSED, ids=by_name)
def test_a_file_that_cannot_be_taken_is_refused_with_one_reason_and_leaves_nothing(path: Path, home: Home) -> None:
    (outcome,) = take_in(home, path)
    ((_, _, code),) = EXPECTED[path.name]
    assert outcome.refusal is not None
    assert outcome.refusal.code == code
    assert asked(home, "select count(*) from raw.loads") == [(0,)]
    assert asked(home, "select file_name, code from raw.refusals") == [(path.name, code)]
    assert "\n" not in outcome.refusal.message("id") + outcome.refusal.message("en")


def test_a_row_that_is_held_back_is_kept_whole(home: Home) -> None:
    take_in(home, EXPORTS / "sel-lebih.csv", EXPORTS / "label-salah.csv")
    ((ragged,), *_) = asked(home, "select cells from raw.not_loaded where reason = 'jumlah-kolom-berbeda'")
    assert '"nama_unit": "Bidang Gizi"' in ragged
    assert '"1"' in ragged
    assert '"2"' in ragged
    ((whole,),) = asked(home, "select cells from raw.not_loaded where reason = 'istimewa-perorangan'")
    assert '"predikat": "Istimewa"' in whole


HEAD = ["kode_iku", "kode_unit", "periode", "target", "realisasi", "status_data"]
GOOD = [
    st.integers(1, 4).map(lambda n: f"K-{n}"),
    st.just("U1"),
    st.sampled_from(["2026-TW1", "Triwulan II 2026", "2026-06"]),
    st.sampled_from(["95", "95,5", ""]),
    st.sampled_from(["91,25", "0", "-", ""]),
    st.sampled_from(["final", "Sementara", ""]),
]
FAULTS = {
    0: {"": "wajib-kosong", " ": "wajib-kosong"},
    1: {"-": "wajib-kosong"},
    2: {"TW V 2026": "periode-tidak-sah", "besok": "periode-tidak-sah", "": "wajib-kosong"},
    3: {"cukup baik": "angka-tidak-sah", "12 Bulan": "angka-tidak-sah"},
    4: {"≥ 90": "angka-tidak-sah", "80 - 90%": "angka-tidak-sah"},
    5: {"finall": "label-tidak-dikenal"},
}


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], set[Place]]:
    """Return the rows of a results file with known faults, blank rows, repeated headers and rows, and their places."""
    rows, planted = [HEAD, ["K-0", "U0", "2026", "1,5", "1,5", "final"]], set()
    for _ in range(draw(st.integers(0, 8))):
        what = draw(st.sampled_from(["row", "row", "fault", "fault", "blank", "header", "repeat", "short", "long"]))
        row = [draw(cell) for cell in GOOD]
        if what == "fault":
            column = draw(st.sampled_from(sorted(FAULTS)))
            row[column] = draw(st.sampled_from(sorted(FAULTS[column])))
            planted.add((str(len(rows) + 1), "ABCDEF"[column], FAULTS[column][row[column]]))
        ragged = {"short": row[:3], "long": [*row, "lebih"]}
        if what in ragged:
            planted.add((str(len(rows) + 1), "", "jumlah-kolom-berbeda"))
        rows.append({"blank": [""] * 6, "header": HEAD, "repeat": rows[-1], **ragged}.get(what, row))
        if what == "repeat":
            before = {(row, column, code) for row, column, code in planted if row == str(len(rows) - 1)}
            planted |= {(str(len(rows)), column, code) for _, column, code in before}
    return rows, planted


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(), st.sampled_from([",", ";"]))
def test_a_mutated_file_is_judged_to_the_cell_and_its_ledger_adds_up(
    tmp_path: Path, table: tuple[list[list[str]], set[Place]], separator: str
) -> None:
    rows, planted = table
    outcome = in_memory(write_csv(tmp_path / "capaian.csv", rows, separator))
    (row,) = outcome.ledger
    assert row["read_count"] == len(rows) - 1 == sum(account(row))
    found = {place for place in places(outcome.findings) if not place[2].startswith("konflik")}
    assert found == planted
    assert row["excluded_count"] == sum(r == HEAD or not any(r) for r in rows[1:])


def test_the_same_faults_are_found_in_a_workbook(home: Home, tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["K-1", "U1", "2026-TW1", 95.5, 91.25, "final"],
        ["K-2", "U1", "TW V 2026", "cukup baik", 1, "finall"],
    ]
    (outcome,) = take_in(home, write_xlsx(tmp_path / "capaian.xlsx", rows))
    assert places(outcome.findings) == {
        ("3", "C", "periode-tidak-sah"),
        ("3", "D", "angka-tidak-sah"),
        ("3", "F", "label-tidak-dikenal"),
    }
    assert outcome.findings["sheet_name"].unique().to_list() == ["Data"]


def test_a_nip_or_a_code_stored_as_a_number_is_held_whatever_text_it_shows(home: Home, tmp_path: Path) -> None:
    head = ["nip", "nama", "kode_unit", "jabatan"]
    rows = [head, [199001012020121001, "Satu", "U1", "Analis"], ["199001012020121002", "Dua", 61.1, "Analis"],
            ["199001012020121003", "Tiga", 6171, "Analis"]]  # fmt: skip
    (outcome,) = take_in(home, write_xlsx(tmp_path / "pegawai.xlsx", rows))
    assert places(outcome.findings) == {("2", "A", "nip-rusak-excel"), ("3", "C", "kode-rusak-excel")}
    assert asked(home, "select kode_unit from raw.pegawai") == [("6171",)]


def test_excels_dates_percents_and_booleans_keep_their_meaning(home: Home, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["kode_unit", "nama_unit", "mulai"])
    book.active.append(["U1", "Dinas", "2023-01-01"])
    book.active["C2"] = openpyxl.utils.datetime.from_excel(44927)
    book.save(tmp_path / "unit.xlsx")
    take_in(home, tmp_path / "unit.xlsx")
    assert asked(home, "select mulai::varchar from raw.unit") == [("2023-01-01",)]
    rows = [["kode_iku", "kode_unit", "periode", "target"], ["K1", "U1", "2026", 0.95], ["K2", "U1", "2026", 0.5]]
    take_in(home, write_xlsx(tmp_path / "capaian.xlsx", rows))
    assert asked(home, "select target from raw.capaian_iku order by 1") == [(0.5,), (0.95,)]


def test_a_pns_nip_holds_a_month_and_a_pppk_nip_an_agreement_number(home: Home, tmp_path: Path) -> None:
    rows = [["nip", "nama", "kode_unit", "jabatan", "status_pegawai"]]
    rows += [
        ["199001012020131001", "Pegawai", f"U{n}", "Analis", status] for n, status in enumerate(["PNS", "PPPK", ""])
    ]
    (outcome,) = take_in(home, write_csv(tmp_path / "pegawai.csv", rows))
    assert places(outcome.findings) == {("2", "A", "nip-tidak-sah")}


def test_a_score_above_its_scale_is_held(home: Home, tmp_path: Path) -> None:
    head = ["nip", "periode", "sumber", "id_penilai", "aspek", "nilai", "skala_maks"]
    rows = [[NIPS[0], "2026-S1", "rekan", f"R{n}", "loyal", n, 10] for n in (10, 11)]
    (outcome,) = take_in(home, write_csv(tmp_path / "umpan.csv", [head, *rows]))
    assert places(outcome.findings) == {("3", "F", "nilai-di-luar-batas")}


def test_personal_values_are_masked_in_findings(home: Home, tmp_path: Path) -> None:
    rows = [["nip", "nama", "kode_unit", "jabatan"], ["19900101202012100X", "Budi  Santoso", "U1", "Analis"]]
    (outcome,) = take_in(home, write_csv(tmp_path / "pegawai.csv", rows))
    shown = outcome.findings["value"].to_list()
    assert shown == ["1990••••••••••••••", "Budi•••••••••"]


@pytest.mark.parametrize("path", READ, ids=by_name)
def test_a_finding_says_what_and_how_to_mend_it_in_both_languages(path: Path) -> None:
    for row in ingest.examine(path).findings.iter_rows(named=True):
        for language in ("id", "en"):
            assert len(findings.sentence(row, language)) > 30
            assert "None" not in findings.sentence(row, language)
        assert row["expected_id"] or row["column_letter"] is None


def test_a_value_in_a_finding_is_short_and_holds_no_control_character(home: Home, tmp_path: Path) -> None:
    rows = [["kode_iku", "kode_unit", "periode", "target"], ["K1", "U1", "2026", "x\n\x07" + "y" * 300]]
    (outcome,) = take_in(home, write_csv(tmp_path / "capaian.csv", rows))
    value = outcome.findings["value"].to_list()[-1]
    assert len(value) <= findings.MAX_VALUE
    assert value.isprintable()


def test_a_refusal_names_missing_and_unknown_columns_in_one_message() -> None:
    with pytest.raises(Refused) as refused:
        ingest.examine(EXPORTS / "kolom-wajib-hilang.csv")
    for language in ("id", "en"):
        assert "kode_unit" in refused.value.message(language)
        assert "keterangan" in refused.value.message(language)


IKU_HEAD = [
    "kode_iku", "nama_iku", "kode_unit", "tahun", "satuan", "polaritas", "konsolidasi", "batas_bawah", "batas_atas",
]  # fmt: skip


def test_a_finding_says_where_what_and_what_was_expected(home: Home, tmp_path: Path) -> None:
    rows = [
        HEAD,
        ["K-1", "U1", "2026-TW1", "95", "91", "final"],
        ["K-2", "U1", "2026-TW1", "1", "kira-kira", "final"],
    ]
    (outcome,) = take_in(home, write_xlsx(tmp_path / "capaian.xlsx", rows, sheet="TW 1"))
    (found,) = outcome.findings.drop("load_id", strict=False).rows(named=True)
    assert (found["code"], found["severity"]) == ("angka-tidak-sah", "quarantine")
    assert (found["sheet_name"], found["row_number"], found["column_letter"]) == ("TW 1", 3, "E")
    assert (found["column_name"], found["value"], found["row_count"]) == ("realisasi", "kira-kira", 1)
    column = next(c for c in all_contracts()["capaian_iku"].columns if c.name == "realisasi")
    assert (found["expected_id"], found["expected_en"]) == (column.words_id, column.words_en)


def test_a_rule_about_a_row_shows_what_stands_in_the_cell_it_names(home: Home, tmp_path: Path) -> None:
    turned = ["K1", "a", "U1", "2026", "%", "range", "last", "85", "60"]
    open_ended = ["K2", "b", "U1", "2026", "%", "range", "last", "", "60"]
    no_number = ["K3", "c", "U1", "2026", "%", "range", "last", "x", "60"]
    sound = ["K4", "d", "U1", "2026", "%", "range", "last", "60", "85"]
    rows = [IKU_HEAD, turned, open_ended, no_number, sound]
    (outcome,) = take_in(home, write_csv(tmp_path / "iku.csv", rows))
    shown = outcome.findings.select("row_number", "code", "column_letter", "column_name", "value").rows()
    assert sorted(shown) == [
        (2, "rentang-terbalik", "H", "batas_bawah", "85"),
        (3, "rentang-tidak-lengkap", "H", "batas_bawah", None),
        (4, "angka-tidak-sah", "H", "batas_bawah", "x"),
    ], "a cell that cannot be read is told once, not again as a range without its bound"
    assert asked(home, "select kode_iku from raw.iku") == [("K4",)]
    reasons = asked(home, "select row_number, reason from raw.not_loaded order by row_number")
    assert reasons == [(2, "rentang-terbalik"), (3, "rentang-tidak-lengkap"), (4, "angka-tidak-sah")]


def test_a_rule_about_a_row_masks_what_is_personal(home: Home, tmp_path: Path) -> None:
    rows = [["nip", "nama", "kode_unit", "jabatan", "status_pegawai"],
            ["199001012020131001", "Ani", "U1", "Analis", "PNS"]]  # fmt: skip
    (outcome,) = take_in(home, write_csv(tmp_path / "pegawai.csv", rows))
    assert outcome.findings.select("code", "column_name", "value").rows() == [
        ("nip-tidak-sah", "nip", "1990••••••••••••••")
    ]


def test_where_a_row_is_made_of_several_lines_a_fault_is_told_at_its_line(home: Home, tmp_path: Path) -> None:
    rows = [
        ["KODEFIKASI", "INDIKATOR", "SATUAN", "KETERANGAN", "2025", "2026"],
        ["1.01.2.22.0.00.02.0000 - Dinas Pendidikan", "", "", "", "", ""],
        ["1.01.01", "Lama sekolah", "tahun", "Target", "9,4", "banyak"],
        ["", "", "", "Realisasi", "kira-kira", "9,5"],
        ["1.01.02", "Harapan", "tahun", "Target", "13", "13"],
        ["", "", "", "Realisasi", "12", "12,5"],
    ]
    (outcome,) = take_in(home, write_csv(tmp_path / "portal.csv", rows))
    assert places(outcome.findings) == {("4", "E", "angka-tidak-sah"), ("3", "F", "angka-tidak-sah")}
    assert asked(home, "select kode_iku, periode, target, realisasi from raw.capaian_iku order by all") == [
        ("1.01.02", "2025", 13, 12),
        ("1.01.02", "2026", 13, 12.5),
    ]


def test_a_sheet_nobody_reads_is_named_once_beside_what_was_found(home: Home, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEAD, ["K-1", "U1", "2026-TW1", "95", "kira-kira", "final"]):
        book.active.append(row)
    book.active.title = "Capaian"
    for name in ("Catatan", "Grafik"):
        book.create_sheet(name)
        for row in (["tanggal", "isi", "oleh"], ["2026-01-01", "rapat", "Ani"], ["2026-01-02", "kirim", "Budi"]):
            book[name].append(row)
    book.save(tmp_path / "capaian.xlsx")
    (outcome,) = take_in(home, tmp_path / "capaian.xlsx")
    told = outcome.findings.select("code", "severity", "sheet_name", "row_number", "row_count").rows()
    assert told == [
        ("angka-tidak-sah", "quarantine", "Capaian", 2, 1),
        ("lembar-tak-dikenal", "warning", "Catatan", None, 1),
        ("lembar-tak-dikenal", "warning", "Grafik", None, 1),
    ]


def test_labels_among_numbers_are_kept_apart_and_their_own_column_wins(home: Home, tmp_path: Path) -> None:
    head = ["kode_iku", "kode_unit", "periode", "target", "realisasi", "realisasi_label"]
    rows = [
        head,
        ["A", "U1", "2025", "WTP", "wtp", ""],
        ["B", "U1", "2025", "4", "3,5", ""],
        ["C", "U1", "2025", "WTP", "WTP", "WDP"],
        ["D", "U1", "2025", "", "Wajar Tanpa Pengecualian", "-"],
        ["E", "U1", "2025", "4", "", "WDP"],
    ]
    (outcome,) = take_in(home, write_csv(tmp_path / "capaian.csv", rows))
    assert places(outcome.findings) == {("4", "E", "angka-tidak-sah")}
    assert asked(
        home, "select kode_iku, target, target_label, realisasi, realisasi_label from raw.capaian_iku order by all"
    ) == [
        ("A", None, "WTP", None, "WTP"),
        ("B", 4, None, 3.5, None),
        ("D", None, None, None, "WTP"),
        ("E", 4, None, None, "WDP"),
    ]
