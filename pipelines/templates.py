"""An empty workbook for one kind: its headers, a filled example row, and a sheet that explains each column."""

import datetime as dt
from pathlib import Path

import xlsxwriter

from pipelines.contracts import Contract


def write(contract: Contract, path: Path) -> None:
    """Write the template of a kind; columns are formatted as text, the guide marks required ones with a star."""
    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": dt.datetime(2026, 1, 1), "title": contract.title_id})
        head, text, wrap = (
            book.add_format(f)
            for f in (
                {"bold": True, "bg_color": "#E8EEF5", "num_format": "@"},
                {"num_format": "@"},
                {"text_wrap": True},
            )
        )
        sheet = book.add_worksheet(contract.kind)
        sheet.freeze_panes(1, 0)
        for index, column in enumerate(contract.columns):
            sheet.set_column(index, index, max(14, len(column.name) + 2), text)
            sheet.write_string(0, index, column.name, head)
            sheet.write_string(1, index, column.example, text)
        guide = book.add_worksheet("Penjelasan")
        guide.set_column(0, 0, 22)
        guide.set_column(2, 3, 60, wrap)
        for index, title in enumerate(("kolom", "wajib", "isi", "in English", "contoh")):
            guide.write_string(0, index, title, head)
        for row, column in enumerate(contract.columns, start=1):
            cells = (column.name, "★" if column.required else "", column.words_id, column.words_en, column.example)
            for index, cell in enumerate(cells):
                guide.write_string(row, index, cell)
        guide.write_string(len(contract.columns) + 2, 0, contract.grain)
