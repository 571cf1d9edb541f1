"""Tables to take along: CSV and a workbook with cover, data, definitions and quality; made on the click.

Both hold exactly the rows shown, so they stay inside the scope. Text that a spreadsheet would run is disarmed. The file
and its name carry a random word, because the web server hands a file to whoever knows its address.
"""

import contextvars
import io
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl
import streamlit as st
import xlsxwriter

from dashboard import filters, formats, measures, warehouse
from dashboard.components import explanation
from dashboard.inert import disarmed
from dashboard.language import _, either
from dashboard.queries import quality, rules
from dashboard.words import exports, viewers, word

Sheet = tuple[str, pl.DataFrame]
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Copy:
    """What one download is a copy of: its rows under their labels, what they are called, and its random word."""

    rows: pl.DataFrame
    name: str
    word: str


def downloads(shown: pl.DataFrame, name: str) -> None:
    """Offer exactly the rows shown as CSV and as a workbook."""
    with st.container(horizontal=True, gap="xsmall"):
        for ending, mime, make in (("csv", "text/csv", csv_bytes), ("xlsx", XLSX, workbook_bytes)):
            copy = Copy(shown, name, secrets.token_hex(8))
            st.download_button(
                _("Unduh {kind}").format(kind=ending.upper()),
                data=_later(make, copy),
                file_name=f"kinerja-{name}-{copy.word}.{ending}",
                mime=mime,
                on_click="ignore",
                type="tertiary",
                key=f"download-{name}-{ending}",
            )


def _later(make: Callable[[Copy], bytes], copy: Copy) -> Callable[[], bytes]:
    """Return what makes the file on the click, with the language, build and view of this run."""
    now = contextvars.copy_context()
    return lambda: now.copy().run(make, copy)


def csv_bytes(copy: Copy) -> bytes:
    """Return the rows as CSV with a byte-order mark, the build and the copy's word in every row."""
    flat = copy.rows.with_columns(
        pl.col(name).list.eval(pl.element().cast(pl.String)).list.join(" ", ignore_nulls=True)
        for name, dtype in copy.rows.schema.items()
        if isinstance(dtype, pl.List)
    )
    build = filters.current().build.build_id
    marked = disarmed(flat).with_columns(pl.lit(build).alias(_("Terbitan")), pl.lit(copy.word).alias(_("Salinan")))
    return b"\xef\xbb\xbf" + marked.write_csv().encode()


def workbook_bytes(copy: Copy) -> bytes:
    """Return a workbook of four sheets; text stays text whatever it begins with."""
    buffer = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(buffer, plain) as book:
        bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for title, rows in (_cover(copy), (_("Data"), copy.rows), _definitions(copy), _quality(copy)):
            sheet = book.add_worksheet(title)
            for column, name in enumerate(rows.columns):
                sheet.write_string(0, column, name, bold)
                for line, value in enumerate(rows[name].to_list(), start=1):
                    _put(sheet, line, column, value, day)
            sheet.freeze_panes(1, 0)
            sheet.autofit(420)
    return buffer.getvalue()


def _put(sheet: Any, line: int, column: int, value: object, day: object) -> None:
    """Write one cell by its kind; nothing is left to be guessed from the text."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(line, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, column, value)
    elif isinstance(value, date):
        sheet.write_datetime(line, column, value, day)
    else:
        text = " ".join(str(item) for item in value if item is not None) if isinstance(value, list) else str(value)
        sheet.write_string(line, column, text)


def _cover(copy: Copy) -> Sheet:
    """Return where the copy comes from: unit, period, build, whose eyes, when."""
    view = filters.current()
    build = view.build
    facts = {
        _("Isi"): copy.name,
        _("Unit"): view.unit_name,
        _("Periode"): formats.period(view.period),
        _("Dilihat sebagai"): word(viewers.ROLES, view.scope.role),
        _("Data per"): formats.day(build.as_of),
        _("Terbitan"): build.build_id,
        _("Versi program"): build.program_version,
        _("Diunduh"): formats.day(formats.today()),
        _("Salinan"): copy.word,
        _("Sifat data"): _("Data sintetis") if build.is_synthetic else _("Data instansi; ikuti aturan kerahasiaannya"),
    }
    return _("Sampul"), pl.DataFrame({_("Tentang"): list(facts), _("Keterangan"): list(facts.values())})


def _definitions(copy: Copy) -> Sheet:
    """Return what each column means, how it is made and on what ground; columns that are no number say so."""
    known = {measure.title: measure for measure in measures.all_measures()}
    grounds = {
        row["rule_id"]: f"{either(row['name_id'], row['name_en'])}: {explanation.rule_line(row)}"
        for row in rules.rules(warehouse.cursor(), filters.current().scope).iter_rows(named=True)
    }
    lines = []
    for label in copy.rows.columns:
        measure = known.get(label.removesuffix(" (%)"))
        lines.append(
            {
                _("Kolom"): label,
                _("Arti"): measure.meaning if measure else _("keterangan dari berkas sumber"),
                _("Satuan"): measure.unit if measure else None,
                _("Rumus"): measure.formula() if measure else None,
                _("Dasar"): "; ".join(grounds[code] for code in measure.rule_ids if code in grounds)
                if measure
                else None,
            }
        )
    return _("Definisi"), pl.DataFrame(lines, infer_schema_length=None)


def _quality(copy: Copy) -> Sheet:
    """Return how full each column is, and the findings of the unit as far as this viewer may see them."""
    view = filters.current()
    filled = [
        {
            _("Apa"): _("Kolom terisi: {column}").format(column=name),
            _("Jumlah"): copy.rows.height - copy.rows[name].null_count(),
            _("Dari"): copy.rows.height,
        }
        for name in copy.rows.columns
    ]
    found = [
        {
            _("Apa"): f"{word(exports.SEVERITIES, row['severity'])}: {either(row['message_id'], row['message_en'])}",
            _("Jumlah"): row["row_count"],
            _("Dari"): None,
        }
        for row in quality.finding_counts(warehouse.cursor(), view.scope, view.unit_id).iter_rows(named=True)
    ]
    return _("Mutu"), pl.DataFrame([*filled, *found], infer_schema_length=None)
