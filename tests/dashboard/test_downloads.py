"""Downloads are inert in a spreadsheet, hold exactly the rows shown, and say which build they are a copy of."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import polars as pl
import pytest

from dashboard import access, filters, language, warehouse
from dashboard.components import downloads
from dashboard.components.downloads import Copy
from dashboard.components.text import plain
from dashboard.queries import builds, units

NASTY = ["=1+1", "+62", "-5", "@x", "\tx", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠x", "−1", "  =1+1", "\u00a0=1"]
ROWS = pl.DataFrame(
    {
        "Nama": [*NASTY, "biasa", None],
        "Capaian (%)": [1.5, -2.0, None, *[0.0] * (len(NASTY) - 1)],
        "Tren": [[1.0, None, 2.0], *[None] * (len(NASTY) + 1)],
    }
)
COPY = Copy(ROWS, "uji", "abcdef0123456789")


@pytest.fixture
def viewed(sample: Path) -> Iterator[filters.View]:
    """A view of Dinas Kesehatan by its head, as a run would have set it."""
    build = warehouse.pin()
    assert build is not None
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject="6171.1.02")
    cursor = warehouse.cursor()
    view = filters.View(build, head, "6171.1.02", "2026-TW2", units.units(cursor, head), builds.periods(cursor, head))
    token = filters._current.set(view)
    yield view
    filters._current.reset(token)


def book(copy: Copy = COPY) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(downloads.workbook_bytes(copy)))


def column(sheet: openpyxl.worksheet.worksheet.Worksheet, number: int) -> list[object]:
    return [row[number - 1].value for row in sheet.iter_rows(min_row=2)]


def test_csv_text_cannot_become_a_formula(viewed: filters.View) -> None:
    text = downloads.csv_bytes(COPY).decode("utf-8-sig")
    back = pl.read_csv(io.StringIO(text), infer_schema=False)
    assert back["Nama"].to_list() == [*(f"'{word}" for word in NASTY), "biasa", None]
    assert back["Capaian (%)"].to_list()[:3] == ["1.5", "-2.0", None]
    assert back["Tren"][0] == "1.0 2.0"


def test_csv_names_its_build_and_its_copy_in_every_row(viewed: filters.View) -> None:
    back = pl.read_csv(io.BytesIO(downloads.csv_bytes(COPY)), infer_schema=False)
    assert set(back["Terbitan"]) == {viewed.build.build_id}
    assert set(back["Salinan"]) == {"abcdef0123456789"}
    assert back.height == ROWS.height


def test_workbook_text_stays_text(viewed: filters.View) -> None:
    shown = book()
    assert column(shown["Data"], 1)[: len(NASTY)] == [word.replace("\r", "_x000D_") for word in NASTY]
    cells = [cell for sheet in shown for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert not [cell for cell in cells if cell.hyperlink]
    assert column(shown["Data"], 2)[:3] == [1.5, -2, None]


def test_a_formula_would_be_seen() -> None:
    """The negative control: a workbook made carelessly holds one."""
    careless = io.BytesIO()
    wrong = openpyxl.Workbook()
    wrong.active["A1"] = "=1+1"
    wrong.save(careless)
    assert openpyxl.load_workbook(careless).active["A1"].data_type == "f"


def test_the_cover_says_where_the_copy_comes_from(viewed: filters.View) -> None:
    cover = dict(zip(column(book()["Sampul"], 1), column(book()["Sampul"], 2), strict=True))
    assert cover["Terbitan"] == viewed.build.build_id
    assert (cover["Unit"], cover["Periode"], cover["Salinan"]) == ("Dinas Kesehatan", "TW II 2026", "abcdef0123456789")
    assert cover["Dilihat sebagai"] == "Kepala unit"
    assert cover["Sifat data"] == "Data sintetis"


def test_the_definitions_give_meaning_formula_and_ground(viewed: filters.View) -> None:
    sheet = book()["Definisi"]
    rows = {row[0].value: [cell.value for cell in row[1:]] for row in sheet.iter_rows(min_row=2)}
    assert rows["Nama"][0] == "keterangan dari berkas sumber"
    assert "target" in str(rows["Capaian (%)"][0]).lower()
    assert "PermenPANRB" in str(rows["Capaian (%)"][3])


def test_the_quality_sheet_counts_what_is_filled_and_what_was_found(viewed: filters.View) -> None:
    sheet = book()["Mutu"]
    rows = {row[0].value: (row[1].value, row[2].value) for row in sheet.iter_rows(min_row=2)}
    assert rows["Kolom terisi: Nama"] == (ROWS.height - 1, ROWS.height)
    assert [name for name in rows if str(name).startswith("Baris ditahan")]


def test_findings_stay_with_those_who_may_see_files(viewed: filters.View) -> None:
    public = filters.View(viewed.build, access.PUBLIC, viewed.unit_id, viewed.period, viewed.units, viewed.periods)
    filters._current.set(public)
    assert not [name for name in column(book()["Mutu"], 1) if not str(name).startswith("Kolom terisi")]


def test_a_copy_speaks_the_language_of_the_screen_it_was_asked_on(viewed: filters.View) -> None:
    language.use("en")
    make = downloads._later(downloads.workbook_bytes, COPY)
    language.use("id")
    assert openpyxl.load_workbook(io.BytesIO(make())).sheetnames == ["Cover", "Data", "Definition", "Quality"]
    assert openpyxl.load_workbook(io.BytesIO(make())).sheetnames[0] == "Cover", "made twice from one run"


@pytest.mark.parametrize("text", ["*tebal*", "[tautan](http://x)", ":red[x]", "$a$", "a_b", "<b>", "`x`", "# x", "a|b"])
def test_words_from_a_file_are_shown_as_they_are(text: str) -> None:
    shown = plain(text)
    assert re.sub(r"\\([^a-z0-9\s])", r"\1", shown) == text
    assert not re.search(r"(?<!\\)[*\[\]:$_<`#|]", shown)
