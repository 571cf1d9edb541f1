"""Catatan & tindak lanjut: what was noted and decided about a thing, by whom, until when; and the way to add to it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from dashboard import filters, formats, notes, warehouse
from dashboard.charts.days import Mark
from dashboard.components.fold import fold, pop
from dashboard.components.text import note, plain, quiet, section
from dashboard.language import _
from dashboard.notes import Draft, Note, Subject
from dashboard.topics import Topic
from dashboard.words import notes as words
from dashboard.words import viewers, word


def read(subject: Subject | None = None) -> list[Note]:
    """Return the notes this viewer may read, of one subject or of all; says so when they cannot be read."""
    try:
        return notes.read(warehouse.cursor(), filters.current().scope, subject)
    except notes.Unreadable:
        st.warning(plain(_("Catatan tidak dapat dibaca. Angka di halaman ini tidak terpengaruh; hubungi pengelola.")))
        return []


def about(subject: Subject, found: Sequence[Note]) -> None:
    """Show the notes of a subject, newest first, with replies, and the forms for those who may write."""
    is_writer = notes.may_write(warehouse.cursor(), filters.current().scope, subject)
    if not found and not is_writer:
        return
    section(_("Catatan & tindak lanjut"))
    for item in reversed([item for item in found if item.reply_to is None]):
        one(item, [reply for reply in found if reply.reply_to == item.note_id], may_change=is_writer)
    if is_writer:
        add(subject)


def one(item: Note, replies: Sequence[Note], *, may_change: bool, subject_line: str | None = None) -> None:
    """Show one note in a box: how it stands, its words, who and until when, the replies."""
    with st.container(border=True, gap="xsmall"):
        badge = words.STANDINGS[item.standing(formats.today())].badge
        kind = plain(word(words.KINDS, item.kind))
        st.markdown(f"{badge} · **{kind} {plain(formats.day(item.noted_date))}**{subject_line or ''}")
        st.markdown(inert(item.words))
        note(" · ".join([*duties(item), written(item)]))
        for reply in replies:
            st.markdown(f"↳ {inert(reply.words)}  \n{quiet(written(reply))}")
        with pop(_("Balas atau ubah") if may_change else _("Balas"), f"note-{item.note_id}") as is_open:
            if is_open:
                _reply(item)
            if is_open and may_change:
                _change(item)


def inert(text: str) -> str:
    """Return words a person wrote, line by line, without any power: no links, no formatting, no tags."""
    return "  \n".join(plain(line) for line in text.splitlines())


def duties(item: Note) -> list[str]:
    """Return who has to act and until when, as far as it was said."""
    found = []
    if item.owner:
        found.append(_("Penanggung jawab: {owner}").format(owner=item.owner))
    if item.due_date:
        found.append(_("tenggat {day}").format(day=formats.day(item.due_date)))
    return found


def written(item: Note) -> str:
    """Return who wrote a note and when, and who changed it last."""
    text = _("ditulis {who}, {day}").format(who=who(item.first_author), day=formats.day(item.first_written_at))
    if item.version > 1:
        text += " · " + _("diubah {who}, {day}").format(who=who(item.author), day=formats.day(item.written_at))
    return text


def who(signature: str) -> str:
    """Return an author's code in words: the role, and the unit where this viewer knows it."""
    role, *rest = signature.split(":")
    names = dict(filters.current().units.select("unit_id", "unit_name").iter_rows())
    return ", ".join([word(viewers.ROLES, role), *(names[code] for code in rest if code in names)])


def marks(found: Sequence[Note]) -> list[Mark]:
    """Return the notes as marks for a chart, numbered by day: K1, K2 for decisions, C1 for notes."""
    shown = sorted(
        (item for item in found if item.reply_to is None and item.state != "withdrawn"),
        key=lambda item: (item.noted_date, item.first_written_at),
    )
    numbers: dict[str, int] = {}
    made = []
    for item in shown:
        numbers[item.kind] = numbers.get(item.kind, 0) + 1
        label = f"{_(words.LETTERS[item.kind])}{numbers[item.kind]}"
        made.append(Mark(item.noted_date, label, f"{formats.day(item.noted_date)}, {' '.join(item.words.split())}"))
    return made


def last_decision(found: Sequence[Note], topic: Topic, unit_id: str) -> Note | None:
    """Return the newest decision on a topic that still holds."""
    subject = topic.subject(unit_id)
    decided = [
        item
        for item in found
        if item.subject == subject and item.kind == "decision" and item.reply_to is None and item.state != "withdrawn"
        if topic.iku or item.topic == topic.kind
    ]
    return max(decided, key=lambda item: (item.noted_date, item.first_written_at), default=None)


def add(subject: Subject, topic: str | None = None) -> None:
    """Offer a new note or decision; one on a matter of the unit keeps which."""
    key = "-".join(["add", subject.subject_type, subject.subject_id, subject.unit_id, topic or ""])
    with fold(_("Tambah catatan atau keputusan"), key) as is_open:
        if not is_open:
            return
        with st.form(key, clear_on_submit=True, border=False):
            draft = replace(_fields(key, None), topic=topic)
            if st.form_submit_button(_("Simpan")):
                _try(lambda: notes.write(warehouse.cursor(), filters.current().scope, subject, draft))


def _change(item: Note) -> None:
    with st.form(f"change-{item.note_id}-{item.version}", border=False):
        draft = replace(_fields(f"change-{item.note_id}-{item.version}", item), topic=item.topic)
        if st.form_submit_button(_("Simpan perubahan")):
            _try(lambda: notes.change(warehouse.cursor(), filters.current().scope, item, draft))
    if item.version > 1:
        past = notes.history(warehouse.cursor(), filters.current().scope, item)
        for author, moment, said, state in past[:-1]:
            note(f"{formats.day(moment)}, {who(author)}, {words.STANDINGS[state].plain}: {said}")


def _reply(item: Note) -> None:
    with st.form(f"reply-{item.note_id}", clear_on_submit=True, border=False):
        said = st.text_area(_("Balasan"), max_chars=notes.MOST_WORDS, height=80, key=f"reply-{item.note_id}-words")
        if st.form_submit_button(_("Kirim balasan")):
            draft = Draft("note", said or "", formats.today(), state="done")
            _try(
                lambda: notes.write(
                    warehouse.cursor(), filters.current().scope, item.subject, draft, reply_to=item.note_id
                )
            )


def _fields(key: str, item: Note | None) -> Draft:
    """Show the fields of a note and return what they say; `item` gives what they begin with."""
    kinds = {code: _(name) for code, name in words.KINDS.items()}
    kind = st.radio(
        _("Jenis"),
        list(kinds),
        index=0 if item is None else list(kinds).index(item.kind),
        horizontal=True,
        format_func=lambda code: kinds[code],
        key=f"{key}-kind",
    )
    said = st.text_area(
        _("Isi"), item.words if item else "", max_chars=notes.MOST_WORDS, height=100, key=f"{key}-words"
    )
    with st.container(horizontal=True):
        day = st.date_input(
            _("Tanggal"), item.noted_date if item else formats.today(), format="DD/MM/YYYY", key=f"{key}-day", width=150
        )
        due = st.date_input(
            _("Tenggat"), item.due_date if item else None, format="DD/MM/YYYY", key=f"{key}-due", width=150
        )
        owner = st.text_input(
            _("Penanggung jawab (jabatan)"),
            (item.owner or "") if item else "",
            max_chars=notes.MOST_NAME,
            key=f"{key}-owner",
            width=260,
        )
    state = "open"
    if item is not None:
        names = {code: words.STANDINGS[code].plain for code in notes.STATES}
        state = st.radio(
            _("Keadaan"),
            list(names),
            index=list(names).index(item.state),
            horizontal=True,
            format_func=lambda code: names[code],
            key=f"{key}-state",
        )
    return Draft(kind, said or "", _day(day) or formats.today(), owner, _day(due), state)


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _try(act: Callable[[], Note]) -> None:
    """Write, then show the page as it is now; a refusal is said in words."""
    try:
        act()
    except notes.Refused as refused:
        st.error(plain(word(words.REFUSALS, str(refused))))
    else:
        st.rerun()
