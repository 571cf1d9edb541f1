"""What lies below the header is data, or is set aside with its reason; what lies above says what all rows share."""

from pathlib import Path

import pytest
from taking_in import EXPORTS, write_csv, write_xlsx

from pipelines import profiles, readers, recognition
from pipelines.extract import Extract, extracts
from pipelines.findings import Refused
from pipelines.profiles import Profile, Take

UNIT = Take("unit", {"kode_unit": ("Kode Unit",), "nama_unit": ("Nama",)})
HEAD = ["Kode Unit", "Nama", "NIK"]


def extracted(path: Path, profile: Profile, monkeypatch: pytest.MonkeyPatch) -> Extract:
    monkeypatch.setattr(profiles, "all_profiles", lambda: (profile,))
    found, tables = recognition.recognise(path.name, readers.read(path.read_bytes()).sheets)
    (extract,) = extracts(found, path.name, tables)
    return extract


def unit_profile(**more: object) -> Profile:
    return Profile("Unit", ("Kode Unit", "Nama"), (UNIT,), **more)


def test_rows_that_are_no_data_are_set_aside_with_their_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        HEAD,
        ["U1", "Dinas", "1"],
        ["", " ", "\u00a0"],
        ["KODE\nUNIT", " nama ", "nik"],
        ["U2"],
        ["", "Jumlah", "2"],
        ["U3", "x", "3"],
    ]
    extract = extracted(write_csv(tmp_path / "a.csv", rows), unit_profile(stop="^Jumlah"), monkeypatch)
    assert extract.set_aside.rows() == [
        (3, "excluded", "kosong"),
        (4, "excluded", "judul-ulang"),
        (5, "quarantined", "jumlah-kolom-berbeda"),
        (6, "excluded", "footer"),
        (7, "excluded", "footer"),
    ]
    assert extract.cells["row_number"].to_list() == [2]


def test_a_note_beside_the_table_of_a_workbook_is_no_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", [HEAD, ["U1", "Dinas", "1", "*Unsur bisa disesuaikan"]])
    assert extracted(file, unit_profile(), monkeypatch).set_aside.is_empty()


def test_places_name_the_letter_and_the_header_as_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = write_xlsx(tmp_path / "a.xlsx", [["", "", *HEAD], ["", "", "U1", "Dinas", "1"]])
    assert extracted(file, unit_profile(), monkeypatch).places == {
        "kode_unit": ("C", "Kode Unit"),
        "nama_unit": ("D", "Nama"),
    }


def test_dropped_columns_are_not_kept_even_of_rows_that_are_set_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        [*HEAD, ""],
        ["U1", "Dinas", "RAHASIA", ""],
        ["RAHASIA"],
        ["", "", "", ""],
        ["Jumlah", "", "RAHASIA", "RAHASIA"],
    ]
    profile = unit_profile(stop="^Jumlah", drop=frozenset({"nik"}))
    extract = extracted(write_csv(tmp_path / "a.csv", rows), profile, monkeypatch)
    assert "RAHASIA" not in str(extract.whole.rows())
    assert extract.whole.columns == ["row_number", "kode unit", "nama"]
    assert extract.set_aside["row_number"].to_list() == [3, 4, 5]


def test_what_stands_above_the_table_is_read_across_its_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["3013 - Kota Contoh"], [" Subbagian  TU ", ""], [], ["Kode Unit", "Nama"], ["U1", "Dinas"]]
    above = {"jenis_unit": r"^\d+ - .+\n(.+)$"}
    profile = unit_profile(preamble=above, source=("jenis_unit",))
    extract = extracted(write_xlsx(tmp_path / "a.xlsx", rows), profile, monkeypatch)
    assert extract.cells["jenis_unit"].to_list() == ["Subbagian  TU"]
    assert extract.source == "Unit · Subbagian  TU"


def test_a_file_name_can_say_what_all_rows_share(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    profile = unit_profile(from_name={"kode_wilayah": r"_(\d{2}\.\d{2})\."})
    extract = extracted(write_csv(tmp_path / "unit_61.71.csv", [HEAD, ["U1", "Dinas", ""]]), profile, monkeypatch)
    assert extract.cells["kode_wilayah"].to_list() == ["61.71"]


def test_an_unpivot_that_finds_no_column_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    take = Take("unit", UNIT.columns, unpivot={"headers": r"TW (?P<tw>\d)", "value": "jenis_unit"})
    file = write_csv(tmp_path / "a.csv", [HEAD, ["U1", "Dinas", ""]])
    with pytest.raises(Refused, match="kolom-wajib-hilang"):
        extracted(file, Profile("Unit", ("Kode Unit",), (take,)), monkeypatch)


def test_an_unclosed_quote_costs_its_own_row_and_loses_no_text() -> None:
    path = EXPORTS / "kutip-tak-ditutup.csv"
    found, tables = recognition.recognise(path.name, readers.read(path.read_bytes()).sheets)
    (extract,) = extracts(found, path.name, tables)
    assert extract.set_aside.rows() == [(3, "quarantined", "jumlah-kolom-berbeda")]
    assert "U3,Bidang Mutu" in str(extract.whole.rows())
