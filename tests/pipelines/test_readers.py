"""Whatever the bytes, a reader gives back every cell as text at its place, or refuses with one reason."""

import csv
import datetime as dt
import io
import json
import struct
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import readers
from pipelines.findings import Refused
from pipelines.readers.sheet import BOOLEAN, DATE, EMPTY, NUMBER, PERCENT, TEXT, Sheet, letter

EXPORTS = Path(__file__).parents[1] / "exports"


def only_sheet(data: bytes) -> Sheet:
    (sheet,) = readers.read(data).sheets
    return sheet


def rows(sheet: Sheet) -> list[list[str]]:
    """Return the cells of each row up to its own width."""
    widths = sheet.widths if sheet.widths is not None else [sheet.cells.width] * sheet.cells.height
    return [[cell or "" for cell in row[:width]] for row, width in zip(sheet.cells.iter_rows(), widths, strict=True)]


def as_csv(table: list[list[str]], **dialect: object) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, **dialect).writerows(table)
    return text.getvalue()


def workbook(fill: object) -> bytes:
    book = openpyxl.Workbook()
    fill(book)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


UNITS = [["kode_unit", "nama_unit", "kode_induk", "jenis_unit"], ["U1", "Dinas Kesehatan", "", "dinas"]]


@pytest.mark.parametrize(
    "name", ["bom.csv", "utf-16.csv", "utf-16-be.csv", "tab.tsv", "cr-saja.csv", "crlf.csv", "cp1252.csv"]
)
def test_encoding_and_line_ends_do_not_change_the_cells(name: str) -> None:
    read = rows(only_sheet((EXPORTS / name).read_bytes()))
    assert read[0] == UNITS[0]
    assert read[1] == (UNITS[1] if name != "cp1252.csv" else ["U1", "Café Pelayanan – Satu", "", "dinas"])


def test_the_dialect_that_was_decided_is_written_down() -> None:
    assert readers.read((EXPORTS / "utf-16.csv").read_bytes()).dialect["encoding"] == "utf-16"
    assert readers.read((EXPORTS / "cp1252.csv").read_bytes()).dialect["encoding"] == "cp1252"
    semicolons = readers.read((EXPORTS / "titik-koma-koma-desimal.csv").read_bytes()).dialect
    assert (semicolons["separator"], semicolons["quote"]) == (";", "")


def test_a_decimal_comma_does_not_pass_for_a_separator() -> None:
    read = rows(only_sheet((EXPORTS / "titik-koma-koma-desimal.csv").read_bytes()))
    assert read[1] == ["K-1", "U1", "2026-TW1", "95,5", "91,25"]


def test_a_line_break_or_a_quote_inside_a_cell_stays_inside() -> None:
    assert rows(only_sheet((EXPORTS / "baris-baru-dalam-kutip.csv").read_bytes()))[1][1] == "Dinas\nKesehatan"
    quoted = rows(only_sheet((EXPORTS / "kutip-di-dalam.csv").read_bytes()))
    assert (quoted[1][1], quoted[2][1]) == ('Dinas "Sehat", Kota', 'Bidang 5" Gizi')


def test_rows_keep_their_own_width_and_blank_lines_their_number() -> None:
    assert [len(row) for row in rows(only_sheet((EXPORTS / "sel-kurang.csv").read_bytes()))] == [4, 4, 2, 4]
    assert [len(row) for row in rows(only_sheet((EXPORTS / "baris-kosong-di-tengah.csv").read_bytes()))][:6] == [
        4, 0, 4, 0, 4, 4,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "berkas-kosong"),
        (b" \n\t\r\n", "berkas-kosong"),
        (b"\xef\xbb\xbf", "berkas-kosong"),
        (b"a,b\n1,\x00\n", "berkas-tak-terbaca"),
        (b"a,b\n\x81\x8d,2\n", "berkas-tak-terbaca"),
        (b"%PDF-1.7\n", "format-tak-didukung"),
        (b"\x89PNG\r\n\x1a\n", "format-tak-didukung"),
        (b"\xff\xd8\xff\xe0", "format-tak-didukung"),
        (b"PK\x03\x04", "berkas-tak-terbaca"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "berkas-tak-terbaca"),
        (b'"' + b"x" * (1 << 24) + b"x", "berkas-tak-terbaca"),
    ],
)
def test_what_is_no_table_is_refused_with_one_reason(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        readers.read(data)
    assert refused.value.code == code


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    import zipfile

    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr("catatan.txt", "bukan buku kerja")
    with pytest.raises(Refused, match="berkas-tak-terbaca"):
        readers.read(data.getvalue())


def test_a_workbook_with_a_password_says_so() -> None:
    with pytest.raises(Refused, match="berkas-terkunci"):
        readers.read(locked_workbook())


def locked_workbook() -> bytes:
    """Return a compound file whose directory names an encrypted package, as Excel does, and nothing else."""
    free, end, table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    fields = (62, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
    head = struct.pack("<8s16xHHHHH6xIIIIIIIII", bytes.fromhex("d0cf11e0a1b11ae1"), *fields)
    head += struct.pack("<109I", 0, *[free] * 108)
    sectors = struct.pack("<128I", table, end, *[free] * 126)

    def entry(name: str, kind: int, child: int) -> bytes:
        text = name.encode("utf-16-le")
        return struct.pack("<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, free, free, child, end, 0)

    directory = entry("Root Entry", 5, 1) + entry("EncryptedPackage", 2, free)
    return head + sectors + directory.ljust(512, b"\x00")


def test_a_very_large_cell_is_read() -> None:
    big = "x" * 200_000
    assert rows(only_sheet(as_csv([["a", "b"], [big, 'q"q']]).encode()))[1] == [big, 'q"q']


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters='\ufeff"'), max_size=8)
TABLES = st.integers(2, 5).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=8))


@given(TABLES, st.sampled_from([",", ";", "\t"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_table_without_quotes_is_read_as_the_csv_module_reads_it(table: list[list[str]], sep: str, end: str) -> None:
    head = [f"judul{index}" for index in range(len(table[0]) if table else 2)]
    clean = [head, *([cell.translate(dict.fromkeys(map(ord, ",;\t|"), "_")) for cell in row] for row in table)]
    text = end.join(sep.join(row) for row in clean) + end
    assert rows(only_sheet(text.encode())) == clean


RAGGED = st.lists(st.lists(st.text(st.sampled_from('ab ,;"\n\r'), max_size=5), max_size=5), max_size=8)


@given(RAGGED, st.sampled_from([",", ";", "\t", "|"]), st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
def test_any_table_at_all_is_read_as_the_csv_module_reads_it(table: list[list[str]], sep: str, quoting: int) -> None:
    head = ["satu", "dua", "tiga", "empat", "lima"]
    text = as_csv([*[head] * 9, *table], delimiter=sep, quoting=quoting)
    assert rows(only_sheet(text.encode())) == list(csv.reader(io.StringIO(text, newline=""), delimiter=sep))


def test_a_workbook_cell_keeps_the_type_it_was_stored_as() -> None:
    cells = ["199001012020121001", 199001012020121001, 12, 0.95, True, dt.date(2026, 6, 30), None]

    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["kolom"] * len(cells))
        book.active.append(cells)
        book.active["D2"].number_format = "0%"
        book.active["F2"].number_format = "dd-mm-yyyy"

    sheet = only_sheet(workbook(fill))
    assert list(sheet.types.row(1)) == [TEXT, NUMBER, NUMBER, PERCENT, BOOLEAN, DATE, EMPTY]
    assert sheet.cells.row(1)[0] == "199001012020121001"
    assert sheet.cells.row(1)[2:] == ("12", "0.95", "TRUE", "2026-06-30", "")


def test_places_stay_excels_when_the_table_does_not_begin_at_a1() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active["C5"] = "kode_unit"
        book.active["D6"] = "isi"

    cells = only_sheet(workbook(fill)).cells
    assert (cells[4, 2], cells[5, 3]) == ("kode_unit", "isi")


def test_hidden_sheets_are_marked_and_empty_ones_left_out() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.active.append(["isi"])
        book.create_sheet("Kosong")
        for name, state in (("Rahasia", "hidden"), ("Sangat", "veryHidden")):
            sheet = book.create_sheet(name)
            sheet.append(["isi"])
            sheet.sheet_state = state

    sheets = readers.read(workbook(fill)).sheets
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [
        ("Sheet", False),
        ("Rahasia", True),
        ("Sangat", True),
    ]


def test_a_workbook_without_a_cell_is_empty() -> None:
    with pytest.raises(Refused, match="berkas-kosong"):
        readers.read(workbook(lambda book: None))


@pytest.mark.parametrize(
    ("index", "name"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")]
)
def test_columns_are_lettered_as_excel_letters_them(index: int, name: str) -> None:
    assert letter(index) == name


WRONG_ANSWER = "csv-spectrum/csvs/location_coordinates.csv"
"""The JSON beside it holds another telephone number than the CSV."""


def test_the_csv_spectrum_is_read_exactly(badfiles: Path) -> None:
    for path in sorted({*(badfiles / "csv-spectrum" / "csvs").glob("*.csv")} - {badfiles / WRONG_ANSWER}):
        wanted = json.loads((badfiles / "csv-spectrum" / "json" / f"{path.stem}.json").read_text())
        wanted = wanted if isinstance(wanted, list) else [wanted]
        head, *body = rows(only_sheet(path.read_bytes()))
        read = [dict(zip(head, row, strict=True)) for row in body]
        assert [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in read] == [
            {k: v.replace("\r\n", "\n") for k, v in row.items()} for row in wanted
        ], path.name


KNOWN_ABORTS: set[str] = set()
"""Crafted workbooks that end the parsing process; none of the collections' files does so now."""

READ_ALL = """
import sys
from pathlib import Path
from pipelines import ingest, readers
from pipelines.findings import Refused
for line in sys.stdin:
    path = Path(line.rstrip("\\n"))
    print(path, flush=True)
    for act in (lambda: readers.read(path.read_bytes()), lambda: ingest.examine(path)):
        try:
            act()
        except Refused:
            pass
"""


def test_no_bad_file_does_anything_but_be_read_or_refused(badfiles: Path) -> None:
    files = sorted(str(path) for path in badfiles.rglob("*") if path.is_file() and path.name not in KNOWN_ABORTS)
    assert len(files) > 300
    done = subprocess.run(
        [sys.executable, "-c", READ_ALL], input="\n".join(files), capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (done.stdout.splitlines()[-1:], done.stderr[-1000:])
    assert done.stdout.splitlines() == files
