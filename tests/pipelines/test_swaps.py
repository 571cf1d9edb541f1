"""NIP and NIK in each other's column are put back by their length alone, and no NIK is ever kept."""

from pathlib import Path

from taking_in import NIPS, account, asked, ledgers, live, take_in
from test_ingest import person, siasn

from pipelines.contracts import all_contracts
from pipelines.paths import Home

NIK = "6171012345678901"


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
    found = asked(home, "select code, row_number, column_name, value from raw.findings")
    assert found == [("nip-nik-tertukar", 3, "NIP BARU", "6171" + "•" * 12)]
    assert not kept_anywhere(home, NIK)


def test_a_nik_alone_in_the_nip_column_is_held_back_and_masked(home: Home, tmp_path: Path) -> None:
    take_in(home, siasn(tmp_path / "siasn.csv", [person(NIK), person(NIPS[0])]))
    assert account(ledgers(home)[0]) == (1, 1, 0, 0, 0)
    assert asked(home, "select reason from raw.not_loaded") == [("nip-tidak-sah",)]
    assert not kept_anywhere(home, NIK)


def test_lengths_that_do_not_fit_are_left_alone(home: Home, tmp_path: Path) -> None:
    take_in(home, siasn(tmp_path / "siasn.csv", [{**person(NIK), "NIK": "12345678901234567"}]))
    assert asked(home, "select code from raw.findings") == [("nip-tidak-sah",)]
