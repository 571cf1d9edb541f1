"""Findings as their owner reads them: where, what stands there, what is wrong, the fix; and a way through them."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, language
from dashboard.components import downloads, selection, tables
from dashboard.components.text import breakable, note, plain, quiet
from dashboard.language import _
from dashboard.words import exports, word

PAGE_LENGTH = 20
Row = dict[str, Any]


def spoken(row: Row, what: str) -> str:
    """Return the text of a finding that is kept in two languages, in that of the screen."""
    return language.either(row[f"{what}_id"], row[f"{what}_en"])


def severity(code: str) -> str:
    """Return how severe a finding is: icon, word and colour."""
    said = plain(word(exports.SEVERITIES, code))
    return f":orange[▼ {said}]" if code in {"refuse", "quarantine"} else f":gray[○ {said}]"


def rows(found: pl.DataFrame) -> None:
    """Show findings one a line in two columns whose words wrap: place and value, then what is wrong and the fix."""
    lines = [
        {_("Letak dan nilai"): _place(row), _("Temuan dan perbaikan"): _wrong(row)}
        for row in found.iter_rows(named=True)
    ]
    tables.cells(lines, _("Temuan dengan letak dan perbaikannya"))


def _place(row: Row) -> str:
    """Return where a finding is and what stands there."""
    parts = [
        _("lembar {sheet}").format(sheet=row["sheet_name"]) if row["sheet_name"] else "",
        _("baris {row}").format(row=row["row_number"]) if row["row_number"] else "",
        _("kolom {letter} {name}").format(letter=row["column_letter"], name=row["column_name"])
        if row["column_letter"]
        else "",
    ]
    place = ", ".join(part for part in parts if part) or _("seluruh berkas")
    file = quiet(breakable(row["file_name"])) + "  \n" if row.get("file_name") else ""
    value = f"  \n**“{plain(breakable(row['value']))}”**" if row["value"] else ""
    return f"{file}{plain(place)}{value}"


def _wrong(row: Row) -> str:
    expected = spoken(row, "expected")
    wanted = " " + plain(_("Seharusnya: {what}.").format(what=expected.rstrip(".… "))) if expected else ""
    fix = f"  \n{quiet(spoken(row, 'fix'))}" if spoken(row, "fix") else ""
    return f"{severity(row['severity'])}  \n{plain(spoken(row, 'message'))}{wanted}{fix}"


def picked(kinds: pl.DataFrame, files: pl.DataFrame) -> dict[str, str | None]:
    """Return which findings to list: one code, one load, one kind of data, each None for all."""
    if kinds.is_empty():
        return {"code": None, "load_id": None, "kind": None}
    words = {row["code"]: spoken(row, "message") for row in kinds.iter_rows(named=True)}
    code, refused = filters.settle("kode", list(words), None)
    if refused:
        selection.unknown(_("Jenis temuan"), _("semua jenis temuan"))
    filters.remember(kode=code)
    names = dict(files.select("load_id", "file_name").iter_rows())
    subjects = {kind: word(exports.KINDS, kind) for kind in files["kind"].unique().sort()}
    for key, options in (("found_load", names), ("found_kind", subjects)):
        if st.session_state.get(key) not in options:
            st.session_state[key] = None
    with st.container(horizontal=True, gap="small"):
        _choice(_("Daftar baris untuk"), words, "kode", _("Semua jenis temuan"), 420)
        _choice(_("Berkas"), names, "found_load", _("Semua berkas"), 320)
        _choice(_("Jenis data"), subjects, "found_kind", _("Semua jenis data"), 220)
    return {"code": code, "load_id": st.session_state["found_load"], "kind": st.session_state["found_kind"]}


def _choice(label: str, words: dict[str, str], key: str, everything: str, width: int) -> None:
    st.selectbox(
        label,
        list(words),
        index=None,
        format_func=lambda code: words.get(code, code),
        key=key,
        placeholder=everything,
        width=width,
    )


def browse(found: pl.DataFrame) -> None:
    """List findings twenty a page; the download holds all of them, with every column."""
    if found.is_empty():
        return
    page = 1
    if found.height > PAGE_LENGTH:
        page = st.pagination(-(-found.height // PAGE_LENGTH), key="page-found")
    rows(found.slice((page - 1) * PAGE_LENGTH, PAGE_LENGTH))
    note(_("{n} temuan pada pilihan ini. Nilai pribadi disamarkan.").format(n=formats.number(found.height, 0)))
    severities = {code: word(exports.SEVERITIES, code) for code in exports.SEVERITIES}
    tongue = language.current()
    labels = {
        "file_name": _("Berkas"),
        "sheet_name": _("Lembar"),
        "row_number": _("Baris"),
        "column_letter": _("Kolom"),
        "column_name": _("Judul kolom"),
        "value": _("Nilai"),
        f"expected_{tongue}": _("Seharusnya"),
        "severity": _("Tingkat"),
        f"message_{tongue}": _("Temuan"),
        f"fix_{tongue}": _("Perbaikan"),
    }
    written = found.with_columns(pl.col("severity").replace(severities)).select(list(labels))
    downloads.downloads(written.rename(labels), "temuan")
