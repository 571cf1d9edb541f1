"""A file is recognised by what stands in it; a tie, a gap or a wrong profile is named, never guessed."""

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from taking_in import PROFILES, account, asked, ledgers, live, take_in, write_csv, write_xlsx

from pipelines import ingest, narrate, paths, profiles
from pipelines.contracts import all_contracts
from pipelines.findings import Refused
from pipelines.paths import Home

NAMED = {"kode": "U1", "nama": "Dinas"}


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An own folder of profiles in place of data/profiles; put TOML files there before the first file is read."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    monkeypatch.setattr(paths, "PROFILES", folder)
    profiles.all_profiles.cache_clear()
    yield folder
    profiles.all_profiles.cache_clear()


def unit_profile(name: str, headers: str, more: str = "") -> str:
    return f"""
name = "{name}"
[recognise]
headers = {headers}
{more}
[[take]]
kind = "unit"
[take.columns]
kode_unit = ["Kode", "Kode Unit"]
nama_unit = "Nama"
jenis_unit = "Jenis"
"""


def put(shelf: Path, name: str, text: str) -> None:
    (shelf / f"{name}.toml").write_text(text, encoding="utf-8")


def recognised(path: Path) -> str:
    return ingest.examine(path).profile.name


def refusal(path: Path, profile: str | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        ingest.examine(path, profile)
    return refused.value


def test_the_most_specific_profile_wins(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "luas", unit_profile("Luas", '["Kode", "Nama"]'))
    put(shelf, "sempit", unit_profile("Sempit", '["Kode", "Nama", "Jenis"]'))
    assert recognised(write_csv(tmp_path / "a.csv", [["Kode", "Nama", "Jenis"], ["U1", "Dinas", "dinas"]])) == "Sempit"
    assert recognised(write_csv(tmp_path / "b.csv", [["Kode", "Nama", "Lain"], ["U1", "Dinas", "x"]])) == "Luas"


def test_a_tie_is_refused_and_names_both(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "a", unit_profile("Pertama", '["Kode", "Nama"]'))
    put(shelf, "b", unit_profile("Kedua", '["Kode", "Nama"]'))
    file = write_csv(tmp_path / "a.csv", [["Kode", "Nama"], ["U1", "Dinas"]])
    refused = refusal(file)
    assert refused.code == "profil-rancu"
    assert "Pertama" in refused.message()
    assert "Kedua" in refused.message("en")
    assert ingest.examine(file, "Kedua").profile.name == "Kedua"


def test_a_glob_on_the_file_name_makes_a_profile_more_specific(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "a", unit_profile("Umum", '["Kode", "Nama"]'))
    put(shelf, "b", unit_profile("Khusus", '["Kode", "Nama"]\nfile = "rekap*.csv"'))
    rows = [["Kode", "Nama"], ["U1", "Dinas"]]
    assert recognised(write_csv(tmp_path / "Rekap (3).csv", rows)) == "Khusus"
    assert recognised(write_csv(tmp_path / "unit.csv", rows)) == "Umum"


def test_headers_are_compared_without_case_blanks_and_line_breaks(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "a", unit_profile("Unit", '["KODE UNIT", "nama"]'))
    file = write_xlsx(tmp_path / "a.xlsx", [["kode \n unit", "\u00a0NAMA "], ["U1", "Dinas"]])
    (unit,) = ingest.examine(file).parts[0][1].accepted.rows(named=True)
    assert (unit["kode_unit"], unit["nama_unit"]) == ("U1", "Dinas")


def test_missing_and_unknown_columns_are_named_in_one_message(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "a", unit_profile("Unit", '["Kode", "Jenis"]'))
    refused = refusal(write_csv(tmp_path / "a.csv", [["Kode", "Jenis", "Nama Lengkap"], ["U1", "dinas", "Dinas"]]))
    assert refused.code == "kolom-wajib-hilang"
    assert "nama_unit (Nama)" in refused.message()
    assert "nama lengkap" in refused.message()


def test_two_synonyms_in_one_file_are_refused_with_both_letters(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "a", unit_profile("Unit", '["Nama"]'))
    refused = refusal(write_csv(tmp_path / "a.csv", [["Kode", "Nama", "Kode Unit"], ["U1", "Dinas", "U2"]]))
    assert refused.code == "kolom-ganda"
    assert 'A "kode"' in refused.message()
    assert 'C "kode unit"' in refused.message()


def test_an_unknown_profile_is_refused_by_name(tmp_path: Path) -> None:
    refused = refusal(write_csv(tmp_path / "a.csv", [["kode_unit", "nama_unit"], ["U1", "Dinas"]]), "Tidak Ada")
    assert refused.code == "profil-tak-dikenal"
    assert "Tidak Ada" in refused.message()


def test_hidden_sheets_are_read_only_when_named_exactly(shelf: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["lain"])
    hidden = book.create_sheet("Data Unit")
    hidden.append(["Kode", "Nama"])
    hidden.append(["U1", "Dinas"])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    put(shelf, "a", unit_profile("Unit", '["Kode", "Nama"]', '[table]\nsheet = "Data*"'))
    assert refusal(tmp_path / "a.xlsx").code == "profil-tak-dikenal"
    put(shelf, "a", unit_profile("Unit", '["Kode", "Nama"]', '[table]\nsheet = "Data Unit"'))
    profiles.all_profiles.cache_clear()
    assert recognised(tmp_path / "a.xlsx") == "Unit"


def test_a_sheet_name_says_nothing_about_the_same_table_saved_as_csv(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "a", unit_profile("Unit", '["Kode", "Nama"]', '[table]\nsheet = "Data Unit"'))
    assert recognised(write_csv(tmp_path / "a.csv", [["Kode", "Nama"], ["U1", "Dinas"]])) == "Unit"


SURVEY = """
name = "SKM dua baris judul"
[recognise]
headers = ["NO. RESPONDEN", "NILAI UNSUR PELAYANAN | U1", "NILAI UNSUR PELAYANAN | U2"]
[table]
header = [3, 4]
stop = "^(Jumlah|NRR)"
[preamble]
layanan = '^Jenis Pelayanan\\s*:\\s*(.+)$'
tanggal = 's/d (.+)$'
[from_name]
kode_unit = '^SKM (\\S+) '
[[take]]
kind = "skm"
[take.columns]
id_responden = "NO. RESPONDEN"
u1_persyaratan = "NILAI UNSUR PELAYANAN | U1"
u2_prosedur = "NILAI UNSUR PELAYANAN | U2"
saran = "SARAN"
"""


def merged_survey(path: Path) -> Path:
    rows = [
        ["Jenis Pelayanan : KTP elektronik", "", "", "", "", ""],
        ["Periode 1 April s/d 30 Juni 2026", "", "", "", "", ""],
        ["NO. RESPONDEN", "PROFIL", "", "NILAI UNSUR PELAYANAN", "", "SARAN"],
        ["", "NAMA", "USIA", "U1", "U2", ""],
        ["1", "Rahasia", "30", "4", "3", "Cepat"],
        ["2", "Rahasia", "41", "3", "5", ""],
        ["Jumlah Nilai", "", "", "7", "3", ""],
        ["Catatan", "", "", "", "", ""],
    ]
    write_xlsx(path, rows)
    book = openpyxl.load_workbook(path)
    for area in ("A3:A4", "B3:C3", "D3:E3", "F3:F4"):
        book.active.merge_cells(area)
    book.save(path)
    return path


def test_a_merged_header_a_preamble_and_a_footer_are_understood(shelf: Path, tmp_path: Path, home: Home) -> None:
    put(shelf, "skm", SURVEY)
    (outcome,) = take_in(home, merged_survey(tmp_path / "SKM U1 TW2.xlsx"))
    columns = "kode_unit, layanan, tanggal::varchar, id_responden, u1_persyaratan, u2_prosedur, saran, row_number"
    assert live(home, "skm", columns) == [("U1", "KTP elektronik", "2026-06-30", "1", 4, 3, "Cepat", 5)]
    assert [account(row) for row in outcome.ledger] == [(1, 1, 0, 2, 0)]
    found = outcome.findings.select("row_number", "column_letter", "column_name", "code").rows()
    assert found == [(6, "E", "NILAI UNSUR PELAYANAN | U2", "nilai-di-luar-batas")]
    assert asked(home, "select distinct reason from raw.not_loaded where class = 'excluded'") == [("footer",)]


def test_a_line_missing_above_the_table_is_refused(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "skm", SURVEY)
    path = merged_survey(tmp_path / "SKM U1 TW2.xlsx")
    book = openpyxl.load_workbook(path)
    book.active["A1"] = "Survei"
    book.save(path)
    refused = refusal(path)
    assert refused.code == "preamble-hilang"
    assert "layanan" in refused.message()


WIDE = """
name = "Capaian melebar"
[recognise]
headers = ["Kode", "TW I Target", "TW I Realisasi"]
[preamble]
tahun = '^Tahun (\\d{4})'
[[take]]
kind = "capaian_iku"
[take.columns]
kode_iku = "Kode"
[take.constants]
kode_unit = "U1"
[take.unpivot]
headers = '^TW (?P<tw>[IV]+) (?P<what>Target|Realisasi)$'
periode = "{tahun}-TW{tw}"
"""


def wide(path: Path) -> Path:
    head = ["Kode", *(f"TW {tw} {what}" for tw in ("I", "II") for what in ("Target", "Realisasi"))]
    rows = [["K1", "10", "9", "20", "x"], [" K2", "1", "1", "2", "2"], ["K1", "10", "9", "21", "19"]]
    return write_csv(path, [["Tahun 2026", "", "", "", ""], head, *rows])


def test_wide_quarters_become_rows_and_a_cell_is_reported_once(shelf: Path, tmp_path: Path, home: Home) -> None:
    put(shelf, "lebar", WIDE)
    (outcome,) = take_in(home, wide(tmp_path / "a.csv"))
    assert live(home, "capaian_iku", "kode_iku, periode, target, realisasi") == [
        ("K1", "2026-TW1", 10.0, 9.0),
        ("K1", "2026-TW2", 21.0, 19.0),
        ("K2", "2026-TW1", 1.0, 1.0),
        ("K2", "2026-TW2", 2.0, 2.0),
    ]
    found = outcome.findings.select("row_number", "column_letter", "code").rows()
    assert found == [(4, "A", "spasi-dirapikan"), (3, "E", "angka-tidak-sah")]
    (row,) = ledgers(home)
    assert (row["read_count"], account(row)) == (3, (2, 1, 0, 0, 0))


LONG = """
name = "SKM memanjang"
[recognise]
headers = ["responden", "pertanyaan", "jawaban"]
[[take]]
kind = "skm"
[take.pivot]
index = "responden"
on = "pertanyaan"
values = "jawaban"
[take.columns]
id_responden = "responden"
u1_persyaratan = "1"
u2_prosedur = "2"
[take.constants]
kode_unit = "U1"
layanan = "KTP"
tanggal = "2026-06-30"
"""


def test_long_answers_become_one_row_a_respondent_and_count_every_line(shelf: Path, tmp_path: Path, home: Home) -> None:
    put(shelf, "panjang", LONG)
    lines = [[1, 1, 4], [1, 2, 3], [2, 1, 9], [2, 2, 3], [3, 1, 4], [3, 1, 3], [4, 2, 2], ["", "", ""]]
    (outcome,) = take_in(home, write_csv(tmp_path / "a.csv", [["responden", "pertanyaan", "jawaban"], *lines]))
    assert live(home, "skm", "id_responden, u1_persyaratan, u2_prosedur, row_count") == [
        ("1", 4, 3, 2),
        ("4", None, 2, 1),
    ]
    assert [account(row) for row in outcome.ledger] == [(3, 4, 0, 1, 0)]
    found = outcome.findings.select("row_number", "column_letter", "value", "code").rows()
    assert found == [(6, "C", "4 / 3", "angka-tidak-sah"), (4, "C", "9", "nilai-di-luar-batas")]
    held = asked(home, "select row_count, cells from raw.not_loaded where row_number in (4, 5) order by row_number")
    assert held == [
        (2, '{"responden": "2", "pertanyaan": "1", "jawaban": "9"}'),
        (0, '{"responden": "2", "pertanyaan": "2", "jawaban": "3"}'),
    ]


TWO_KINDS = """
name = "Indikator dan unitnya"
[recognise]
headers = ["Instansi", "Indikator", "Arah"]
[format]
missing = ["", "NA"]
decimal = "."
[[take]]
kind = "unit"
distinct = true
[take.columns]
kode_unit = "Instansi"
nama_unit = "Instansi"
[[take]]
kind = "iku"
[take.columns]
kode_iku = "Indikator"
nama_iku = "Indikator"
kode_unit = "Instansi"
polaritas = "Arah"
target_tahunan = "Target"
[take.constants]
tahun = 2026
satuan = "%"
konsolidasi = "last"
[take.values.polaritas]
"Naik  Terus" = "maximize"
Down = "minimize"
"""


def test_one_file_feeds_several_kinds_with_constants_and_value_maps(shelf: Path, tmp_path: Path, home: Home) -> None:
    put(shelf, "dua", TWO_KINDS)
    rows = [["Instansi", "Indikator", "Arah", "Target"], ["A", "I1", "naik terus", "1.234"], ["A", "I2", "DOWN", "NA"]]
    take_in(home, write_csv(tmp_path / "a.csv", rows))
    assert live(home, "unit", "kode_unit, nama_unit") == [("A", "A")]
    assert live(home, "iku", "kode_iku, polaritas, target_tahunan, tahun") == [
        ("I1", "maximize", 1.234, 2026),
        ("I2", "minimize", None, 2026),
    ]
    assert [(row["kind"], account(row)) for row in ledgers(home)] == [
        ("unit", (1, 0, 1, 0, 0)),
        ("iku", (2, 0, 0, 0, 0)),
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (unit_profile("X", "[]"), "headers is empty"),
        (unit_profile("X", '["Kode"]', "[preamble]\nkode_unit = 'Unit .+'"), "kode_unit has no group"),
        (unit_profile("X", '["Kode"]').replace("nama_unit =", "namaunit ="), "no column namaunit"),
        (unit_profile("X", '["Kode"]').replace('kind = "unit"', 'kind = "units"'), "units"),
        (WIDE.replace("{tahun}", "{thn}"), "thn"),
        (LONG.replace('index = "responden"', 'index = "nomor"'), "pivot"),
        (unit_profile("X", '["Kode"]', "[table]\ngroup = '^Dinas$'"), "table.group has no group"),
        (unit_profile("X", '["Kode"]', "[table]\ngroup = '(?P<a>'"), "unterminated"),
        (unit_profile("X", '["Kode"]', "[table]\nlegend = 'U(?P<header>.)'"), "table.legend needs"),
        (unit_profile("X", '["Kode"]', '[[split]]\ncolumn = "Nama"\npattern = "x"'), "split of Nama has no group"),
        (
            LONG.replace("[take.columns]", "[take.unpivot]\nheaders = 'j(?P<what>.*)'\n[take.columns]"),
            "exclude each other",
        ),
        ('source = ["unit"]\n' + unit_profile("X", '["Kode"]'), "source names unit"),
        ("name = ", "x.toml"),
    ],
)
def test_a_profile_that_cannot_work_is_named_with_what_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "x.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.toml") as error:
        profiles.load(tmp_path / "x.toml")
    assert said in str(error.value)


@pytest.mark.parametrize(
    "file", sorted([*paths.PROFILES.glob("*.toml"), *PROFILES.glob("*.toml")]), ids=lambda file: file.stem
)
def test_every_profile_of_the_project_loads(file: Path) -> None:
    assert profiles.load(file).takes


@pytest.mark.parametrize("kind", list(all_contracts()))
def test_a_template_without_one_of_its_columns_is_never_taken_for_another_kind(tmp_path: Path, kind: str) -> None:
    contract = all_contracts()[kind]
    for missing in contract.required:
        kept = [column for column in contract.columns if column.name != missing]
        file = write_csv(tmp_path / "a.csv", [[c.name for c in kept], [c.example for c in kept]])
        refused = refusal(file)
        assert refused.code == "kolom-wajib-hilang"
        assert missing in refused.message()


def test_check_counts_the_lines_of_the_file_not_the_rows_made_of_them(shelf: Path, tmp_path: Path) -> None:
    put(shelf, "lebar", WIDE)
    (outcome,) = ingest.rehearsed([wide(tmp_path / "a.csv")])
    assert narrate.checked(outcome, "id")[1] == "  capaian_iku: 3 baris dibaca, 2 dimuat, 1 dikarantina"
    assert not narrate.is_clean(outcome)
