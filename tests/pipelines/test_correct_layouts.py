"""A row of any layout comes back whole in that layout and is accepted when mended: headings, merged cells, wide."""

from pathlib import Path

import openpyxl
from click.testing import CliRunner
from taking_in import asked, ledgers, live, take_in, write_csv, write_xlsx
from test_correct import mend
from test_layouts import TWO_ROWS, book_of

from pipelines import cli, ingest, publish, store
from pipelines.ingest import Outcome
from pipelines.paths import Home
from pipelines.reports import perbaikan

PORTAL = [
    ["KODEFIKASI", "INDIKATOR", "SATUAN", "KETERANGAN", "2025", "2026"],
    ["1.01 - Dinas Pendidikan"],
    ["K1", "Lama sekolah", "tahun", "Target", "9,4", "9,55"],
    ["", "", "", "Realisasi", "9,38", "sembilan"],
    ["K2", "Harapan", "tahun", "Target", "13", "13,2"],
    ["1.02 - Dinas Kesehatan"],
    ["K1", "Stunting", "%", "Target", "12", "11"],
    ["", "", "", "Realisasi", "belum", "10,5"],
]

WIDE = r"""
name = "Lebar"
source = ["pengirim"]
[recognise]
headers = ["kode", "opd"]
[preamble]
pengirim = '^Dari: (\w+)'
[[take]]
kind = "capaian_iku"
[take.unpivot]
headers = '^TW (?P<tw>[1-4]) (?P<what>Target|Realisasi)$'
periode = "2026-TW{tw}"
[take.columns]
kode_iku = "kode"
kode_unit = "opd"
"""


def lists(home: Home, folder: Path) -> list[Path]:
    return [path for path, _ in perbaikan.write(home, folder)]


def rows_of(path: Path) -> list[list[object]]:
    """Return the cells of the first sheet without the findings beside them."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    width = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == perbaikan.NOTE)
    return [[cell.value for cell in row[: width - 1]] for row in sheet.iter_rows()]


def correct(home: Home, path: Path, profile: Path | None = None) -> Outcome:
    with store.opened(home.store) as con:
        (outcome,) = ingest.ingest(con, [path], str(profile) if profile else None, is_correction=True)
    assert outcome.refusal is None, outcome.refusal
    return outcome


def waiting(home: Home) -> int:
    with store.opened(home.store) as con:
        (count,) = con.execute("select sum(quarantined_count) from raw.ledger").fetchone() or (0,)
    return int(count)


def test_rows_under_headings_and_merged_cells_come_back_with_both(home: Home, tmp_path: Path) -> None:
    (outcome,) = take_in(home, write_xlsx(tmp_path / "portal.xlsx", PORTAL))
    found = outcome.findings.select("row_number", "column_letter", "value", "code").rows()
    assert found == [(8, "E", "belum", "angka-tidak-sah"), (4, "F", "sembilan", "angka-tidak-sah")]
    (path,) = lists(home, tmp_path / "kembali")
    assert (
        rows_of(path)
        == [
            ["kodefikasi", "indikator", "satuan", "keterangan", "2025", "2026"],
            ["1.01 - Dinas Pendidikan", None, None, None, None, None],
            ["K1", "Lama sekolah", "tahun", "Target", "9,4", "9,55"],
            ["K1", None, None, "Realisasi", "9,38", "sembilan"],
            ["1.02 - Dinas Kesehatan", None, None, None, None, None],
            ["K1", "Stunting", "%", "Target", "12", "11"],
            ["K1", None, None, "Realisasi", "belum", "10,5"],
        ]
        or rows_of(path)[0][0] == "KODEFIKASI"
    )
    outcome = correct(home, mend(path, {"sembilan": "9,5", "belum": "11,5"}, tmp_path / "m.xlsx"))
    assert outcome.mended_count == 4
    assert live(home, "capaian_iku", "kode_unit, kode_iku, periode, target, realisasi") == [
        ("1.01", "K1", "2025", 9.4, 9.38),
        ("1.01", "K1", "2026", 9.55, 9.5),
        ("1.01", "K2", "2025", 13.0, None),
        ("1.01", "K2", "2026", 13.2, None),
        ("1.02", "K1", "2025", 12.0, 11.5),
        ("1.02", "K1", "2026", 11.0, 10.5),
    ]
    assert waiting(home) == 0
    assert lists(home, tmp_path / "lagi") == []


def test_stored_numbers_and_percent_cells_of_lines_that_become_one_row_are_read_as_shown(
    home: Home, tmp_path: Path
) -> None:
    rows = [
        *PORTAL[:1],
        ["1.01 - Dinas"],
        ["K1", "x", "%", "Target", 1234.567, 0.85],
        ["", "", "", "Realisasi", 2, "?"],
    ]
    path = book_of(tmp_path / "a.xlsx", rows, {"F3": "0%"})
    take_in(home, path)
    assert live(home, "capaian_iku", "periode, target, realisasi") == [("2025", 1234.567, 2.0)]
    (path,) = lists(home, tmp_path / "kembali")
    correct(home, mend(path, {"?": "80%"}, tmp_path / "m.xlsx"))
    assert live(home, "capaian_iku", "periode, target, realisasi") == [("2025", 1234.567, 2.0), ("2026", 85.0, 80.0)]


def test_a_dispute_over_one_cell_of_a_wide_row_comes_back_with_the_whole_row(home: Home, tmp_path: Path) -> None:
    profile = tmp_path / "lebar.toml"
    profile.write_text(WIDE, encoding="utf-8")
    head = ["kode", "opd", "TW 1 Target", "TW 1 Realisasi", "TW 2 Target", "TW 2 Realisasi"]
    for name, value in (("TU", 18.5), ("Biro", 17)):
        path = write_xlsx(tmp_path / f"{name}.xlsx", [[f"Dari: {name}"], head, ["K1", "U1", 10, "1.009,5", 20, value]])
        take_in(home, path, profile=profile)
    assert live(home, "capaian_iku", "periode, realisasi") == [("2026-TW1", 1009.5)]
    path, _ = lists(home, tmp_path / "kembali")
    assert path.name == "Biro.xlsx"
    assert rows_of(path)[2] == ["K1", "U1", 10, "1.009,5", 20, 17]
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["F3"].value = 18.5
    book.save(tmp_path / "m.xlsx")
    correct(home, tmp_path / "m.xlsx", profile)
    assert live(home, "capaian_iku", "periode, target, realisasi") == [
        ("2026-TW1", 10.0, 1009.5),
        ("2026-TW2", 20.0, 18.5),
    ]
    assert waiting(home) == 0


def test_a_number_typed_as_text_goes_back_as_text(home: Home, tmp_path: Path) -> None:
    """ "1.234" is a thousand two hundred in a workbook of text; as a number it would be one and a bit."""
    head = ["kode_iku", "kode_unit", "periode", "target", "realisasi"]
    rows = [head, ["K1", "U1", "2026-TW9", "1.234", 5.5], ["K2", "U1", "2026-TW1", "1.234.567,5", 7]]
    take_in(home, write_xlsx(tmp_path / "a.xlsx", rows))
    (path,) = lists(home, tmp_path / "kembali")
    assert rows_of(path)[1][3:5] == ["1.234", 5.5]
    outcome = correct(home, mend(path, {"2026-TW9": "2026-TW1"}, tmp_path / "m.xlsx"))
    assert outcome.findings["code"].to_list() == ["angka-rancu"]
    assert live(home, "capaian_iku", "kode_iku, target") == [("K2", 1234567.5)]


def test_a_bare_day_of_a_calendar_from_1904_goes_back_as_that_day(home: Home, tmp_path: Path) -> None:
    head = ["nip", "nama_pelatihan", "selesai", "jp"]
    rows = [head, ["199001012020121001", "Arsip", 46203 - 1462, "banyak"]]
    take_in(home, book_of(tmp_path / "a.xlsx", rows, {}, is_1904=True))
    (path,) = lists(home, tmp_path / "kembali")
    correct(home, mend(path, {"banyak": "20"}, tmp_path / "m.xlsx"))
    assert live(home, "riwayat_pelatihan", "selesai::varchar, jp") == [("2026-06-30", 20.0)]


def test_a_legend_below_the_table_comes_back_below_it(home: Home, tmp_path: Path) -> None:
    legend = [["U8 = Sarana dan Prasarana"], ["U9: Penanganan Pengaduan"]]
    rows = [list(row) for row in TWO_ROWS]
    rows[-3][-1] = 7
    take_in(home, write_xlsx(tmp_path / "skm.xlsx", [*rows, *legend]))
    (path,) = lists(home, tmp_path / "kembali")
    assert [row[0] for row in rows_of(path)][-2:] == ["U8 = Sarana dan Prasarana", "U9: Penanganan Pengaduan"]
    correct(home, mend(path, {"7": "3", 7: "3"}, tmp_path / "m.xlsx"))
    assert waiting(home) == 0


def test_lists_stand_in_a_folder_per_source_unit(home: Home, tmp_path: Path) -> None:
    units = [
        ["kode_unit", "nama_unit", "kode_induk"],
        ["1", "Kota", ""],
        ["1.1", "Dinas A/B", "1"],
        ["1.2", "UPT", "1"],
    ]
    posts = ["nip", "nama", "kode_unit", "jabatan"]
    folder = tmp_path / "ekspor"
    folder.mkdir()
    write_csv(folder / "unit.csv", units)
    for name, unit in (("a", "1.1"), ("b", "1.2")):
        write_csv(folder / f"{name}.csv", [posts, ["19900101202012100x", "Budi", unit, "Analis"]])
    both = [["19900101202012100y", "Budi", unit, "Analis"] for unit in ("1.1", "1.2")]
    write_csv(folder / "semua.csv", [posts, *both])
    run, at = CliRunner(), ["--home", str(home.root)]
    run.invoke(cli.main, [*at, "ingest", str(folder)])
    run.invoke(cli.main, [*at, "report", "perbaikan", str(tmp_path / "kembali")])
    written = sorted(
        path.relative_to(tmp_path / "kembali").as_posix() for path in (tmp_path / "kembali").rglob("*.xlsx")
    )
    assert written == ["1 Kota/semua.xlsx", "1.1 Dinas A-B/a.xlsx", "1.2 UPT/b.xlsx"]
    assert publish.current(home)
    assert all(sum(row[f"{name}_count"] for name in ("accepted", "quarantined")) for row in ledgers(home))
    assert asked(home, "select count(*) from raw.originals") == [(0,)]
