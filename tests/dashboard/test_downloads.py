"""Downloads are inert in a spreadsheet and hold exactly the rows given."""

import io

import openpyxl
import polars as pl
import pytest

from dashboard.components import tables

ROWS = pl.DataFrame(
    {"Nama": ["=1+1", "+62", "-5", "@x", "\tx", "＝1", "biasa", None], "Angka": [1.5, -2.0, None, 0, 1, 1, 1, 1]}
)


def test_csv_text_cannot_become_a_formula() -> None:
    text = tables.csv_bytes(ROWS).decode("utf-8-sig")
    back = pl.read_csv(io.StringIO(text), infer_schema=False)
    assert back["Nama"].to_list() == ["'=1+1", "'+62", "'-5", "'@x", "'\tx", "'＝1", "biasa", None]
    assert back["Angka"].to_list()[:3] == ["1.5", "-2.0", None]


def test_workbook_text_stays_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(tables.workbook_bytes(ROWS))).active
    cells = [cell for row in sheet.iter_rows(min_row=2, max_col=1) for cell in row]
    assert [cell.value for cell in cells][:2] == ["=1+1", "+62"]
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("text", ["*tebal*", "[tautan](http://x)", ":red[x]", "$a$", "a_b", "<b>", "`x`", "# x", "a|b"])
def test_words_from_a_file_are_shown_as_they_are(text: str) -> None:
    import re

    from dashboard.components.text import plain

    shown = plain(text)
    assert re.sub(r"\\([^a-z0-9\s])", r"\1", shown) == text
    assert not re.search(r"(?<!\\)[*\[\]:$_<`#|]", shown)
