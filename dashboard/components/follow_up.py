"""Every note of the chosen unit and below: narrowed by how it stands, with what it is about and the way there."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import streamlit as st

from dashboard import filters, formats, notes, warehouse
from dashboard.components import notebook, selection, tables
from dashboard.components.fold import fold
from dashboard.components.text import nothing, plain
from dashboard.language import _
from dashboard.notes import Note, Subject
from dashboard.queries import subjects
from dashboard.words import notes as words
from dashboard.words import word

Names = dict[tuple[str, str, str], str]


def of_unit(found: Sequence[Note]) -> list[Note]:
    """Return the notes that belong to the chosen unit or one below it."""
    if not found:
        return []
    view = filters.current()
    below = set(subjects.units_below(warehouse.cursor(), view.scope, view.unit_id)["unit_id"])
    return [item for item in found if item.subject.unit_id in below]


def names(found: Sequence[Note]) -> Names:
    """Return what each subject is called, by type, code and unit."""
    view = filters.current()
    codes = sorted({item.subject.subject_id for item in found})
    if not codes:
        return {}
    rows = subjects.subjects(warehouse.cursor(), view.scope, codes)
    return {(kind, code, unit): name for kind, code, unit, name in rows.iter_rows()}


def browse(found: Sequence[Note]) -> None:
    """Show the notes, late ones first, after the choice of how they stand and in which quarter they were made."""
    today = formats.today()
    roots = [item for item in found if item.reply_to is None]
    present = [code for code in words.STANDINGS if code in {item.standing(today) for item in roots}]
    if not roots:
        nothing("no_data", _("belum ada catatan atau keputusan"))
        return
    picked = _picked(
        "keadaan", _("Keadaan"), {code: words.STANDINGS[code].plain for code in present}, _("semua catatan")
    )
    quarters = sorted({quarter(item.noted_date) for item in roots}, reverse=True)
    when = _picked("kuartal", _("Triwulan"), {code: formats.period(code) for code in quarters}, _("semua triwulan"))
    called = names(found)
    order = list(words.STANDINGS)
    shown = [
        item for item in roots if picked in (None, item.standing(today)) and when in (None, quarter(item.noted_date))
    ]
    for item in sorted(shown, key=lambda item: (order.index(item.standing(today)), item.due_date or item.noted_date)):
        replies = [reply for reply in found if reply.reply_to == item.note_id]
        may_change = notes.may_write(warehouse.cursor(), filters.current().scope, item.subject)
        notebook.one(item, replies, may_change=may_change, subject_line=_about(item, called))


def quarter(day: date) -> str:
    """Return the code of the quarter a day lies in."""
    return f"{day.year}-TW{(day.month + 2) // 3}"


def _picked(key: str, label: str, options: dict[str, str], everything: str) -> str | None:
    """Offer to narrow the notes by one of their traits; the address keeps which."""
    picked, refused = filters.settle(key, list(options), None)
    if refused:
        selection.unknown(label, everything)
    st.pills(
        label,
        list(options),
        format_func=lambda code: options.get(code, code),
        key=key,
        label_visibility="collapsed",
    )
    filters.remember(**{key: picked})
    return picked


def _about(item: Note, called: Names) -> str:
    """Return what a note is about as Markdown, indicators and people as links to their pages."""
    subject = item.subject
    name = plain(called.get((subject.subject_type, subject.subject_id, subject.unit_id), ""))
    if subject.subject_type == "employee":
        return f" · [{name}]({filters.address('profil_pegawai', orang=subject.subject_id)})"
    if subject.subject_type == "unit":
        return f" · {name}"
    return f" · [{name}]({filters.address('capaian_iku', iku=f'{subject.subject_id}~{subject.unit_id}')})"


def add(subject: Subject) -> None:
    """Offer a note on the chosen unit itself."""
    if notes.may_write(warehouse.cursor(), filters.current().scope, subject):
        notebook.add(subject)


def table(found: Sequence[Note]) -> None:
    """Offer the notes as a table to take along."""
    if not found:
        return
    called = names(found)
    rows = [
        {
            "noted_date": item.noted_date,
            "kind": word(words.KINDS, item.kind) if item.reply_to is None else _("Balasan"),
            "subject": called.get((item.subject.subject_type, item.subject.subject_id, item.subject.unit_id)),
            "words": item.words,
            "owner": item.owner,
            "due_date": item.due_date,
            "standing": words.STANDINGS[item.standing(formats.today())].plain,
            "author": notebook.who(item.first_author),
            "written_date": item.first_written_at,
        }
        for item in found
    ]
    labels = {
        "noted_date": _("Tanggal"),
        "kind": _("Jenis"),
        "subject": _("Tentang"),
        "words": _("Isi"),
        "owner": _("Penanggung jawab"),
        "due_date": _("Tenggat"),
        "standing": _("Keadaan"),
        "author": _("Ditulis oleh"),
        "written_date": _("Ditulis"),
    }
    with fold(_("Tabel dan unduhan"), "table-tindak-lanjut") as is_open:
        if not is_open:
            return
        tables.table(pl.DataFrame(rows, infer_schema_length=None), labels, "tindak-lanjut", _("Catatan dan keputusan"))
