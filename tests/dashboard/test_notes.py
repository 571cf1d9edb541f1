"""Notes: only added to, read and written as far as the scope reaches, by several processes at once."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from published import publish_changed

from dashboard import access, notes, warehouse
from dashboard.access import Scope
from dashboard.notes import Draft, Note, Subject
from pipelines import notes as kept

HEALTH, OTHER = "6171.1.02", "3673.1.01"
IKU = Subject("iku", "PTK-KES-01", HEALTH)
UNIT = Subject("unit", HEALTH, HEALTH)
DECISION = Draft("decision", "Stok vaksin dipindah antarpuskesmas", date(2026, 5, 4), "Bidang P2P", date(2026, 8, 31))


@pytest.fixture
def notebook(sample_home: Path, own_home: Path) -> Path:
    """An installation of the test's own with the sample's build and no notes yet."""
    publish_changed(sample_home, own_home, "20260101T000000Z-notes")
    warehouse.pin()
    return own_home


def head(unit_id: str) -> Scope:
    return access.decide(is_synthetic=True, without_login=False, role="kepala", subject=unit_id)


def role(name: str, subject: str | None = None) -> Scope:
    return access.decide(is_synthetic=True, without_login=False, role=name, subject=subject)


def person_of(unit_id: str) -> Subject:
    rows = warehouse.cursor().rows(
        "select employee_id from marts.employee_periods where unit_id = $unit order by all limit 1", {"unit": unit_id}
    )
    return Subject("employee", rows["employee_id"][0], unit_id)


def read(scope: Scope, subject: Subject | None = None) -> list[Note]:
    return notes.read(warehouse.cursor(), scope, subject)


def write(scope: Scope, subject: Subject, draft: Draft = DECISION, reply_to: str | None = None) -> Note:
    return notes.write(warehouse.cursor(), scope, subject, draft, reply_to)


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(notes.Refused) as refused:
        act()
    return str(refused.value)


def test_nothing_is_made_by_looking(notebook: Path) -> None:
    assert read(access.FULL) == []
    assert not (notebook / "notes.sqlite").exists()


def test_a_note_comes_back_as_it_was_written(notebook: Path) -> None:
    written = write(head(HEALTH), IKU)
    (found,) = read(head(HEALTH), IKU)
    assert found == written
    assert (found.words, found.owner, found.due_date) == (DECISION.words, "Bidang P2P", date(2026, 8, 31))
    assert (found.author, found.version, found.state) == ("kepala:6171.1.02", 1, "open")


def test_a_change_is_a_new_version_and_the_old_one_stays(notebook: Path) -> None:
    first = write(head(HEALTH), IKU)
    second = notes.change(warehouse.cursor(), access.FULL, first, replace(DECISION, words="Selesai", state="done"))
    assert (second.version, second.state, second.first_author) == (2, "done", "kepala:6171.1.02")
    past = notes.history(warehouse.cursor(), access.FULL, second)
    assert [(author, words, state) for author, _when, words, state in past] == [
        ("kepala:6171.1.02", DECISION.words, "open"),
        ("pengelola_data", "Selesai", "done"),
    ]
    assert len(read(access.FULL)) == 1


@pytest.mark.parametrize("statement", ["update notes set words = 'x'", "delete from notes"])
def test_what_was_written_cannot_be_unwritten(statement: str, notebook: Path) -> None:
    write(head(HEALTH), IKU)
    with (
        closing(sqlite3.connect(notebook / "notes.sqlite")) as con,
        pytest.raises(sqlite3.IntegrityError, match="only added to"),
    ):
        con.execute(statement)


def test_two_who_change_the_same_version_are_told(notebook: Path) -> None:
    seen = write(head(HEALTH), IKU)
    notes.change(warehouse.cursor(), head(HEALTH), seen, replace(DECISION, state="done"))
    assert (
        refusal(lambda: notes.change(warehouse.cursor(), head("6171"), seen, replace(DECISION, state="withdrawn")))
        == "changed"
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"words": "  \n"}, "no_words"),
        ({"words": "x" * 2001}, "too_long"),
        ({"owner": "x" * 121}, "too_long"),
        ({"words": "a\x00b"}, "bad_value"),
        ({"kind": "<b>"}, "bad_value"),
        ({"state": "gone"}, "bad_value"),
    ],
)
def test_what_cannot_be_a_note_is_refused_by_name(said: dict[str, str], code: str, notebook: Path) -> None:
    assert refusal(lambda: write(head(HEALTH), IKU, replace(DECISION, **said))) == code
    assert read(access.FULL) == []


def test_a_note_is_read_by_the_unit_and_those_above_it_and_nobody_else(notebook: Path) -> None:
    write(head(HEALTH), IKU)
    write(head(HEALTH), UNIT)
    write(head(HEALTH), person_of(HEALTH))
    assert len(read(head(HEALTH))) == 3
    assert len(read(head("6171"))) == 3
    for outside in (head(OTHER), head("6171.1.01"), head("6171.1.02.8"), role("publik"), role("kepala")):
        assert read(outside) == []
        assert read(outside, IKU) == []


def test_notes_on_a_person_are_for_those_who_may_see_people_and_for_the_person(notebook: Path) -> None:
    person = person_of(HEALTH)
    note = write(head(HEALTH), person)
    assert read(role("perencana")) == []
    assert [found.note_id for found in read(role("pegawai", person.subject_id))] == [note.note_id]
    assert read(role("pegawai", "0123456789abcdef")) == []


@pytest.mark.parametrize(
    ("who", "subject"),
    [
        (head(HEALTH), Subject("iku", "TSM-PDD-01", OTHER)),
        (head(HEALTH), Subject("unit", OTHER, OTHER)),
        (head(HEALTH), Subject("unit", OTHER, HEALTH)),
        (head(HEALTH), Subject("iku", "no-such-iku", HEALTH)),
        (head(HEALTH), Subject("employee", "0123456789abcdef", HEALTH)),
        (role("publik"), IKU),
        (role("pegawai", "0123456789abcdef"), IKU),
        (role("kepala"), IKU),
    ],
)
def test_a_subject_out_of_reach_takes_no_note(who: Scope, subject: Subject, notebook: Path) -> None:
    assert refusal(lambda: write(who, subject)) == "not_allowed"
    assert not (notebook / "notes.sqlite").exists()


def test_a_planner_writes_about_indicators_and_never_about_people(notebook: Path) -> None:
    person = person_of(HEALTH)
    assert write(role("perencana"), IKU).author == "perencana"
    assert refusal(lambda: write(role("perencana"), person)) == "not_allowed"


def test_who_may_read_may_reply_and_a_stranger_may_not(notebook: Path) -> None:
    person = person_of(HEALTH)
    note = write(head(HEALTH), person)
    answer = Draft("note", "Sudah saya kerjakan", date(2026, 6, 1))
    reply = write(role("pegawai", person.subject_id), person, answer, reply_to=note.note_id)
    assert reply.reply_to == note.note_id
    assert refusal(lambda: write(role("pegawai", "0" * 16), person, answer, reply_to=note.note_id)) == "not_allowed"
    assert refusal(lambda: write(head(HEALTH), person, answer, reply_to=reply.note_id)) == "not_allowed"
    assert refusal(lambda: write(head(OTHER), IKU, answer, reply_to=note.note_id)) == "not_allowed"


def test_a_note_is_not_changed_through_a_forged_one(notebook: Path) -> None:
    note = write(head(HEALTH), IKU)
    forged = replace(note, subject=Subject("unit", OTHER, OTHER))
    assert refusal(lambda: notes.change(warehouse.cursor(), head(OTHER), forged, DECISION)) == "not_allowed"


@pytest.mark.parametrize(
    ("state", "today", "standing"),
    [
        ("open", date(2026, 8, 31), "open"),
        ("open", date(2026, 9, 1), "overdue"),
        ("done", date(2026, 9, 1), "done"),
        ("withdrawn", date(2026, 9, 1), "withdrawn"),
    ],
)
def test_a_note_is_overdue_on_the_day_after_its_due_day(state: str, today: date, standing: str, notebook: Path) -> None:
    assert replace(write(head(HEALTH), IKU), state=state).standing(today) == standing


def test_a_damaged_file_is_told_and_not_taken_for_an_empty_one(notebook: Path) -> None:
    (notebook / "notes.sqlite").write_bytes(b"not a database" * 200)
    with pytest.raises(notes.Unreadable):
        read(access.FULL)


WRITER = """
import sys
from datetime import date
from dashboard import access, notes, warehouse
warehouse.pin()
subject = notes.Subject("iku", "PTK-KES-01", "6171.1.02")
for number in range(25):
    draft = notes.Draft("note", sys.argv[1] + str(number), date(2026, 5, 4))
    notes.write(warehouse.cursor(), access.FULL, subject, draft)
    while True:
        shared = notes.read(warehouse.cursor(), access.FULL, subject)[0]
        try:
            words = str(int(shared.words) + 1) if shared.words.isdigit() else "1"
            notes.change(warehouse.cursor(), access.FULL, shared, notes.Draft("note", words, date(2026, 5, 4)))
            break
        except notes.Refused as refused:
            assert str(refused) == "changed", refused
"""


def test_four_processes_write_at_once_and_nothing_is_lost(notebook: Path) -> None:
    """Each adds 25 notes of its own and counts one shared note up by 25; copies made meanwhile are whole."""
    shared = write(access.FULL, IKU, Draft("note", "0", date(2026, 5, 4)))
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, name]) for name in "abcd"]
    copies = []
    while any(writer.poll() is None for writer in writers):
        target = notebook / f"copy-{len(copies)}"
        target.mkdir()
        copies.append(kept.copy(notebook / "notes.sqlite", target)["version_count"])
    assert [writer.returncode for writer in writers] == [0, 0, 0, 0]
    found = {note.note_id: note for note in read(access.FULL, IKU)}
    assert len(found) == 101
    assert found[shared.note_id].words == "100"
    assert found[shared.note_id].version == 101
    assert copies == sorted(copies)


def test_a_build_carries_the_notes_as_they_were(notebook: Path, tmp_path: Path) -> None:
    write(head(HEALTH), IKU)
    folder = tmp_path / "build"
    folder.mkdir()
    assert kept.copy(notebook / "notes.sqlite", folder) == {"version_count": 1}
    write(head(HEALTH), IKU)
    with closing(sqlite3.connect(folder / kept.COPY)) as con:
        assert con.execute("select words from notes").fetchall() == [(DECISION.words,)]
    assert sorted(path.name for path in folder.iterdir()) == [kept.COPY]


def test_numbers_are_published_when_notes_cannot_be_read(tmp_path: Path) -> None:
    source, folder = tmp_path / "notes.sqlite", tmp_path / "build"
    folder.mkdir()
    assert kept.copy(source, folder) == {"version_count": 0}
    source.write_bytes(b"not a database" * 200)
    assert "problem" in kept.copy(source, folder)
    assert not list(folder.iterdir())
