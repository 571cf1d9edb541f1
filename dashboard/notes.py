"""Notes, decisions and what became of them: a small store of its own beside the warehouse, only ever added to.

A change is a new version of a note; the older ones stay. Who may read or write is decided by the Scope and the unit the
note belongs to, never by a widget. Every build carries a copy of the file as it was.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime
from typing import Literal

from dashboard import warehouse
from dashboard.access import INTERNAL, Scope
from dashboard.queries import subjects, units

SubjectType = Literal["iku", "unit", "employee"]
KINDS = ("note", "decision")
STATES = ("open", "done", "withdrawn")
TOPICS = (None, "citizens", "overdue", "mismatch", "unrated", "pattern", "no_result", "held_rows")
MOST_WORDS, MOST_NAME = 2000, 120
WAIT_SECONDS = 10

_SCHEMA = (
    """
    create table if not exists notes (
        position integer primary key,
        note_id text not null,
        version integer not null,
        reply_to text,
        kind text not null check (kind in ('note', 'decision')),
        subject_type text not null check (subject_type in ('iku', 'unit', 'employee')),
        subject_id text not null,
        unit_id text not null,
        topic text,
        noted_date text not null,
        words text not null,
        owner text,
        due_date text,
        state text not null check (state in ('open', 'done', 'withdrawn')),
        author text not null,
        written_at text not null,
        unique (note_id, version)
    ) strict
    """,
    "create index if not exists notes_by_subject on notes (subject_type, subject_id)",
    """
    create trigger if not exists notes_are_never_changed before update on notes
    begin select raise(abort, 'notes are only added to'); end
    """,
    """
    create trigger if not exists notes_are_never_removed before delete on notes
    begin select raise(abort, 'notes are only added to'); end
    """,
)

# The newest version of each note that the scope may read. Notes are never public; one's own are read by oneself.
_READABLE = """
    select n.*, first.author as first_author, first.written_at as first_written_at
    from notes as n
    inner join notes as first on first.note_id = n.note_id and first.version = 1
    where
        n.version = (select max(v.version) from notes as v where v.note_id = n.note_id)
        and (
            (n.subject_type = 'employee' and n.subject_id = :own_employee_id)
            or (
                not :only_public
                and (:everything or n.unit_id in (select value from json_each(:unit_ids)))
                and (n.subject_type <> 'employee' or :may_see_people)
            )
        )
"""


@dataclass(frozen=True)
class Subject:
    """What a note is about; `unit_id` is the unit whose scope decides, as the warehouse gives it."""

    subject_type: SubjectType
    subject_id: str
    unit_id: str


@dataclass(frozen=True)
class Note:
    """The newest version of a note; `first_…` tells who wrote it first and when, `author` who changed it last."""

    note_id: str
    version: int
    reply_to: str | None
    kind: str
    subject: Subject
    topic: str | None
    noted_date: date
    words: str
    owner: str | None
    due_date: date | None
    state: str
    author: str
    written_at: datetime
    first_author: str
    first_written_at: datetime

    def standing(self, today: date) -> str:
        """Return open, overdue, done or withdrawn."""
        is_late = self.state == "open" and self.due_date is not None and self.due_date < today
        return "overdue" if is_late else self.state


@dataclass(frozen=True)
class Draft:
    """What a person wants to write; `topic` tells which of a unit's matters it is about, None for any."""

    kind: str
    words: str
    noted_date: date
    owner: str | None = None
    due_date: date | None = None
    state: str = "open"
    topic: str | None = None


class Refused(Exception):  # noqa: N818 - an answer to a person, not a programming error
    """Not written; the code says why: not_allowed, no_words, too_long, bad_value, changed, busy."""


class Unreadable(Exception):  # noqa: N818 - an answer to a person, not a programming error
    """The store of notes is there and cannot be read."""


def read(cursor: warehouse.Cursor, scope: Scope, subject: Subject | None = None) -> list[Note]:
    """Return the notes the scope may read, replies among them, oldest first; of one subject or of all."""
    if not path_exists():
        return []
    condition = "" if subject is None else " and n.subject_type = :subject_type and n.subject_id = :subject_id"
    owned = "" if subject is None or subject.subject_type == "employee" else " and n.unit_id = :unit_id"
    values = _rights(cursor, scope) | ({} if subject is None else vars(subject))
    try:
        with _opened() as con:
            rows = con.execute(f"{_READABLE}{condition}{owned} order by first.position", values).fetchall()
    except sqlite3.DatabaseError as error:
        raise Unreadable(str(error)) from error
    return [_note(row) for row in rows]


def write(cursor: warehouse.Cursor, scope: Scope, subject: Subject, draft: Draft, reply_to: str | None = None) -> Note:
    """Return the note now kept under a new identifier; raises Refused."""
    if reply_to is None:
        if not may_write(cursor, scope, subject):
            raise Refused("not_allowed")
    elif not any(note.note_id == reply_to and note.reply_to is None for note in read(cursor, scope, subject)):
        raise Refused("not_allowed")
    return _append(cursor, scope, subject, _checked(draft), secrets.token_hex(8), 1, reply_to)


def change(cursor: warehouse.Cursor, scope: Scope, note: Note, draft: Draft) -> Note:
    """Return the note's next version; raises Refused("changed") when another was written since `note` was read."""
    newest = [found for found in read(cursor, scope, note.subject) if found.note_id == note.note_id]
    if not newest or not may_write(cursor, scope, note.subject):
        raise Refused("not_allowed")
    if newest[0].version != note.version:
        raise Refused("changed")
    return _append(cursor, scope, note.subject, _checked(draft), note.note_id, note.version + 1, note.reply_to)


def history(cursor: warehouse.Cursor, scope: Scope, note: Note) -> list[tuple[str, datetime, str, str]]:
    """Return author, moment, words and state of every version of a note the scope may read, oldest first."""
    if not any(found.note_id == note.note_id for found in read(cursor, scope, note.subject)):
        return []
    with _opened() as con:
        rows = con.execute(
            "select author, written_at, words, state from notes where note_id = ? order by version", (note.note_id,)
        ).fetchall()
    return [(row["author"], datetime.fromisoformat(row["written_at"]), row["words"], row["state"]) for row in rows]


def may_write(cursor: warehouse.Cursor, scope: Scope, subject: Subject) -> bool:
    """Return whether the scope may add and change notes on a subject: those inside, within their reach."""
    if scope.role not in INTERNAL or scope.only_public:
        return False
    if subject.subject_type == "employee" and not scope.may_see_people:
        return False
    known = subjects.subjects(cursor, scope, [subject.subject_id])
    return (subject.subject_type, subject.subject_id, subject.unit_id) in known.drop("subject_name").rows()


def path_exists() -> bool:
    """Return whether anything was ever noted here."""
    return (warehouse.home() / "notes.sqlite").is_file()


def _rights(cursor: warehouse.Cursor, scope: Scope) -> dict[str, object]:
    reach = [] if scope.everything else units.units(cursor, scope)["unit_id"].to_list()
    return {
        "everything": scope.everything,
        "only_public": scope.only_public,
        "may_see_people": scope.may_see_people,
        "own_employee_id": scope.employee_id,
        "unit_ids": json.dumps(reach),
    }


def _checked(draft: Draft) -> Draft:
    """Return the draft tidied; raises Refused when it says nothing, too much, or something that cannot be."""
    words, owner = draft.words.strip(), (draft.owner or "").strip() or None
    if not words:
        raise Refused("no_words")
    if len(words) > MOST_WORDS or len(owner or "") > MOST_NAME:
        raise Refused("too_long")
    if draft.kind not in KINDS or draft.state not in STATES or "\x00" in words or draft.topic not in TOPICS:
        raise Refused("bad_value")
    return replace(draft, words=words, owner=owner)


def _append(
    cursor: warehouse.Cursor,
    scope: Scope,
    subject: Subject,
    draft: Draft,
    note_id: str,
    version: int,
    reply_to: str | None,
) -> Note:
    row: Mapping[str, object] = {
        **{"note_id": note_id, "version": version, "reply_to": reply_to, "kind": draft.kind, **vars(subject)},
        **{"topic": draft.topic, "noted_date": draft.noted_date.isoformat()},
        **{"words": draft.words, "owner": draft.owner},
        "due_date": draft.due_date.isoformat() if draft.due_date else None,
        **{"state": draft.state, "author": scope.signature, "written_at": datetime.now(UTC).isoformat()},
    }
    names = ", ".join(row)
    try:
        with _opened(is_writing=True) as con:
            con.execute(f"insert into notes ({names}) values ({', '.join(':' + name for name in row)})", row)
    except sqlite3.IntegrityError as error:
        raise Refused("changed") from error
    except sqlite3.OperationalError as error:
        raise Refused("busy") from error
    return next(note for note in read(cursor, scope, subject) if note.note_id == note_id)


@contextmanager
def _opened(*, is_writing: bool = False) -> Iterator[sqlite3.Connection]:
    """Open the store for one transaction; several processes may do so at once, writers take turns."""
    file = warehouse.home() / "notes.sqlite"
    con = sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)
    con.row_factory = sqlite3.Row
    try:
        if is_writing:
            con.execute("pragma journal_mode = wal")
            con.execute("pragma synchronous = full")
            con.execute("begin immediate")
            for statement in _SCHEMA:
                con.execute(statement)
        yield con
        if is_writing:
            con.execute("commit")
    finally:
        con.close()


def _note(row: sqlite3.Row) -> Note:
    values = {field.name: row[field.name] for field in fields(Note) if field.name != "subject"}
    for name in ("noted_date", "due_date"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    for name in ("written_at", "first_written_at"):
        values[name] = datetime.fromisoformat(values[name]).replace(tzinfo=None)
    return Note(subject=Subject(row["subject_type"], row["subject_id"], row["unit_id"]), **values)
