"""What is held back goes back to its owner as a daftar perbaikan, and comes in again from there."""

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from taking_in import EXPORTS, NIPS, account, asked, ledgers, live, take_in, write_csv, write_xlsx
from test_store import NIP, predicates, recap

from pipelines import cli, ingest, store
from pipelines.ingest import Outcome
from pipelines.paths import Home
from pipelines.reports import perbaikan

HEAD = ["kode_iku", "kode_unit", "periode", "target", "realisasi", "kendala"]
ROWS = [
    ["K1", "U1", "2026-TW1", "95,5", "91", ""],
    ["K2", "U1", "2026-TW1", "10", "sepuluh", "=1+1"],
    ["K3", "U1", "2026-TW9", "10", "9", "@SUM(A1)"],
]


def repair_list(home: Home, folder: Path) -> Path:
    ((path, _),) = perbaikan.write(home, folder)
    return path


def mend(path: Path, changes: dict[str, str], target: Path) -> Path:
    """Write the workbook anew with every cell of one text changed to another, as its owner would."""
    book = openpyxl.load_workbook(path)
    for cell in (cell for sheet in book.worksheets[:-1] for row in sheet.iter_rows() for cell in row):
        if cell.value in changes:
            cell.value = changes[cell.value]
    book.save(target)
    return target


def correct(home: Home, path: Path) -> Outcome:
    with store.opened(home.store) as con:
        (outcome,) = ingest.ingest(con, [path], is_correction=True)
    return outcome


@pytest.mark.parametrize("write", [write_csv, write_xlsx])
def test_a_mended_list_is_accepted_whole_and_the_old_rows_no_longer_wait(home: Home, tmp_path: Path, write) -> None:  # type: ignore[no-untyped-def]
    take_in(home, write(tmp_path / f"capaian.{'csv' if write is write_csv else 'xlsx'}", [HEAD, *ROWS]))
    mended = mend(
        repair_list(home, tmp_path / "kembali"), {"sepuluh": "10", "2026-TW9": "2026-TW2"}, tmp_path / "m.xlsx"
    )
    outcome = correct(home, mended)
    assert outcome.refusal is None
    assert [account(row) for row in ledgers(home)] == [(1, 0, 0, 0, 2), (2, 0, 0, 0, 0)]
    assert live(home, "capaian_iku", "kode_iku, realisasi") == [("K1", 91), ("K2", 10), ("K3", 9)]
    assert outcome.mended_count == 2
    assert list(perbaikan.write(home, tmp_path / "lagi")) == []


def test_a_row_that_is_still_wrong_keeps_waiting(home: Home, tmp_path: Path) -> None:
    take_in(home, write_csv(tmp_path / "capaian.csv", [HEAD, *ROWS]))
    outcome = correct(home, mend(repair_list(home, tmp_path / "k"), {"sepuluh": "10"}, tmp_path / "m.xlsx"))
    assert outcome.mended_count == 1
    assert [account(row) for row in ledgers(home)] == [(1, 1, 0, 0, 1), (1, 1, 0, 0, 0)]


def test_withdrawing_a_correction_makes_the_rows_wait_again(home: Home, tmp_path: Path) -> None:
    take_in(home, write_csv(tmp_path / "capaian.csv", [HEAD, *ROWS]))
    before = [account(row) for row in ledgers(home)]
    outcome = correct(home, mend(repair_list(home, tmp_path / "k"), {"sepuluh": "10"}, tmp_path / "m.xlsx"))
    CliRunner().invoke(cli.main, ["--home", str(home.root), "withdraw", "--no-build", str(outcome.load_id)])
    assert [account(row) for row in ledgers(home)] == [*before, (0, 0, 0, 2, 0)]


def test_a_dispute_is_settled_from_the_list_of_one_side(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "a.csv", "TU", "Baik"), recap(tmp_path / "b.csv", "Biro", "Kurang"))
    paths = [path for path, _ in perbaikan.write(home, tmp_path / "kembali")]
    assert [path.name for path in paths] == ["a.xlsx", "b.xlsx"]
    correct(home, mend(paths[1], {"kurang": "Baik"}, tmp_path / "m.xlsx"))
    assert predicates(home) == [(NIP, "good")]
    assert asked(home, "select count(*) from raw.findings where code = 'konflik-antar-sumber'") == [(0,)]


def test_a_row_that_points_at_nothing_known_is_mended_too(home: Home, tmp_path: Path) -> None:
    units = write_csv(tmp_path / "unit.csv", [["kode_unit", "nama_unit"], ["U1", "Dinas"]])
    iku = [["kode_iku", "nama_iku", "kode_unit", "tahun", "satuan", "polaritas", "konsolidasi"]]
    iku += [["K1", "Satu", "U1", "2026", "%", "maximize", "last"]]
    results = write_csv(tmp_path / "capaian.csv", [HEAD, ["K9", "U1", "2026-TW1", "10", "9,5", "x"]])
    run, at = CliRunner(), ["--home", str(home.root)]
    run.invoke(cli.main, [*at, "ingest", str(units), str(write_csv(tmp_path / "iku.csv", iku)), str(results)])
    done = run.invoke(cli.main, [*at, "report", "perbaikan", str(tmp_path / "kembali")])
    assert (done.exit_code, "1 baris" in done.output) == (0, True), done.output
    mended = mend(tmp_path / "kembali" / "U1 Dinas" / "capaian.xlsx", {"K9": "K1"}, tmp_path / "m.xlsx")
    done = run.invoke(cli.main, [*at, "correct", str(mended)])
    assert done.exit_code == 0, done.output
    assert live(home, "capaian_iku", "kode_iku, realisasi") == [("K1", 9.5)]
    shown = run.invoke(cli.main, [*at, "query", "--format", "csv", "select code from marts.findings"])
    assert "iku-tidak-dikenal" not in shown.output


def test_the_list_is_inert_keeps_the_nip_as_text_and_says_everything_in_both_languages(
    home: Home, tmp_path: Path
) -> None:
    rows = [
        ["nip", "nama", "kode_unit", "jabatan"],
        [NIPS[0], "Budi Santoso", "U1", ""],
        ["1990", "=HYPERLINK(1)", "U1", "x"],
    ]
    take_in(home, write_csv(tmp_path / "pegawai.csv", rows))
    book = openpyxl.load_workbook(repair_list(home, tmp_path / "k"))
    assert book.sheetnames == ["Data", "English"]
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s"}
    values = [str(cell.value) for cell in cells]
    assert {NIPS[0], "Budi Santoso", "=HYPERLINK(1)"} <= set(values)
    notes = [book["Data"].cell(row, 5).value for row in (2, 3)]
    assert 'baris 2 kolom D "jabatan"' in notes[0]
    assert "Isi sel ini" in notes[0]
    assert 'baris 3 kolom A "nip" "1990"' in notes[1]
    english = " ".join(str(cell.value) for row in book["English"].iter_rows() for cell in row)
    assert 'row 2 column D "jabatan"' in english
    assert "Fill the cell" in english


def test_a_file_without_references_is_no_correction(home: Home, tmp_path: Path) -> None:
    outcome = correct(home, write_csv(tmp_path / "capaian.csv", [HEAD, *ROWS]))
    assert outcome.refusal is not None
    assert outcome.refusal.code == "tanpa-rujukan"
    assert EXPORTS.exists()


def test_the_list_of_a_real_layout_keeps_the_lines_above_and_is_recognised_again(home: Home, tmp_path: Path) -> None:
    take_in(home, recap(tmp_path / "rekap.csv", "TU", "Bagus", NIPS[1]))
    path = repair_list(home, tmp_path / "k")
    sheet = openpyxl.load_workbook(path)["Data"]
    assert [sheet.cell(n, 1).value for n in (1, 2, 3)] == ["3013 - Kota Contoh", "TU", "Periode Bulanan VI Tahun 2026"]
    correct(home, mend(path, {"Bagus": "Baik"}, tmp_path / "m.xlsx"))
    assert predicates(home) == [(NIP, "good"), (NIPS[1], "good")]
    assert [account(row) for row in ledgers(home)] == [(1, 0, 0, 0, 1), (1, 0, 0, 0, 0)]
