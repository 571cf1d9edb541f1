"""NIP and NIK in each other's column are put back by their length alone, and no NIK is ever kept."""

import csv
from pathlib import Path

import openpyxl
import pytest
from taking_in import NIPS, account, asked, ledgers, live, take_in, write_csv
from test_ingest import person, siasn

from pipelines import swaps
from pipelines.contracts import all_contracts
from pipelines.paths import Home

NIK = "6171012345678901"
SAID = {
    **{"code": "nip-nik-tertukar", "severity": "warning", "sheet_name": None, "row_number": 3, "column_letter": "B"},
    **{"column_name": "NIP BARU", "value": "6171" + "•" * 12, "expected_id": None, "row_count": 1},
}


def kept_anywhere(home: Home, text: str) -> bool:
    tables = asked(home, "select table_name from duckdb_tables() where schema_name = 'raw'")
    counts = [
        asked(home, f"select count(*) from raw.{name} as t where t::varchar like '%{text}%'") for (name,) in tables
    ]
    assert len(tables) > len(all_contracts())
    return any(count != [(0,)] for count in counts) or text.encode() in home.store.read_bytes()


def test_swapped_columns_are_put_back_with_a_warning_and_the_nik_is_not_kept(home: Home, tmp_path: Path) -> None:
    people = [person(NIPS[0], NIK=NIK), {**person(NIK), "NIK": NIPS[1]}]
    (outcome,) = take_in(home, siasn(tmp_path / "siasn.csv", people))
    assert account(ledgers(home)[0]) == (2, 0, 0, 0, 0), outcome.findings
    assert live(home, "pegawai", "nip") == [(NIPS[0],), (NIPS[1],)]
    found = asked(home, "from raw.findings")
    names = [name for (name,) in asked(home, "select column_name from duckdb_columns() where table_name = 'findings'")]
    assert [{name: value for name, value in zip(names, row, strict=True) if name in SAID} for row in found] == [SAID]
    assert not kept_anywhere(home, NIK)


def test_in_a_workbook_the_kind_of_a_cell_goes_with_it(home: Home, tmp_path: Path) -> None:
    """A NIK typed as a number does not make the NIP that takes its place a damaged number; alone it is masked too."""
    people = [{**person(NIK), "NIK": NIPS[1]}, person(NIPS[0], NIK=NIK), person(NIK)]
    with siasn(tmp_path / "siasn.csv", people).open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file))
    book = openpyxl.Workbook()
    book.active.title = "Data"
    for line in lines:
        book.active.append([int(cell) if cell == NIK else cell for cell in line])
    book.save(tmp_path / "siasn.xlsx")
    take_in(home, tmp_path / "siasn.xlsx")
    assert live(home, "pegawai", "nip") == [(NIPS[0],), (NIPS[1],)]
    assert asked(home, "select code, sheet_name, row_number from raw.findings order by all") == [
        ("nip-nik-tertukar", "Data", 2),
        ("nip-rusak-excel", "Data", 4),
    ]
    assert not kept_anywhere(home, NIK)


def test_a_file_without_a_nik_column_is_left_as_it_is(home: Home, tmp_path: Path) -> None:
    with siasn(tmp_path / "siasn.csv", [person(NIPS[0])]).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    kept = [name for name in rows[0] if name != "NIK"]
    take_in(home, write_csv(tmp_path / "tanpa.csv", [kept, *[[row[name] for name in kept] for row in rows]]))
    assert live(home, "pegawai", "nip") == [(NIPS[0],)]


@pytest.mark.parametrize("written", [f"'{NIK}", f"{NIK[:6]} {NIK[6:]}", f"\u00a0{NIK}"])
def test_a_nik_is_known_by_its_digits_however_they_are_written(written: str, home: Home, tmp_path: Path) -> None:
    take_in(home, siasn(tmp_path / "siasn.csv", [{**person(written), "NIK": f"{NIPS[1][:8]} {NIPS[1][8:]}"}]))
    assert live(home, "pegawai", "nip") == [(NIPS[1],)]
    assert not kept_anywhere(home, NIK)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        (NIK, "6171••••••••••••"),
        (f"'{NIK}", "6171••••••••••••"),
        (f"{NIK}.0", "6171••••••••••••"),
        (" 6171 0123 4567 8901 ", "6171••••••••••••"),
        (NIPS[0], NIPS[0]),
        ("617101234567890", "617101234567890"),
        ("61710123456789O1", "61710123456789O1"),
        ("", ""),
    ],
)
def test_a_cell_that_goes_back_keeps_four_digits_of_a_nik_and_all_of_anything_else(cell: str, kept: str) -> None:
    assert swaps.without_nik(cell) == kept


def test_a_nik_alone_in_the_nip_column_is_held_back_and_masked(home: Home, tmp_path: Path) -> None:
    take_in(home, siasn(tmp_path / "siasn.csv", [person(NIK), person(NIPS[0])]))
    assert account(ledgers(home)[0]) == (1, 1, 0, 0, 0)
    assert asked(home, "select reason from raw.not_loaded") == [("nip-tidak-sah",)]
    assert not kept_anywhere(home, NIK)


def test_lengths_that_do_not_fit_are_left_alone(home: Home, tmp_path: Path) -> None:
    take_in(home, siasn(tmp_path / "siasn.csv", [{**person(NIK), "NIK": "12345678901234567"}]))
    assert asked(home, "select code from raw.findings") == [("nip-tidak-sah",)]
