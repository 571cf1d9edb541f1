"""What is wrong with the installation is on screen for those who may see loads, with what to do, in their language."""

import json
from pathlib import Path

import pytest
from published import APP, publish_changed
from streamlit.testing.v1 import AppTest

from dashboard import access, alarms

ALARM = {
    "code": "belum-terbit",
    "subject": "rahasia[x](http://e).csv",
    "message_id": "belum terbit.",
    "message_en": "not published.",
    "fix_id": "Jalankan kinerja build.",
    "fix_en": "Run kinerja build.",
}
LATE = "update marts.alarms set since_date = date '2020-01-01' where kind = 'skm'"


def record(home: Path, told: object) -> None:
    text = told if isinstance(told, str) else json.dumps({"recorded_at": "2026-07-20T08:00:00", "alarms": told})
    (home / "alarms.json").write_text(text, encoding="utf-8")


def on_page(page: str, role: str, language: str = "id") -> str:
    """Return the warnings, lines and tables of a page as one text."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": role, "bahasa": language})
    app.run()
    app.switch_page(f"app_pages/{page}.py").run()
    assert not app.exception
    said = [each.value for each in (*app.warning, *app.markdown)]
    return "\n".join([*said, *(each.value.to_csv() for each in app.table)])


@pytest.fixture
def alarmed(sample_home: Path, own_home: Path) -> Path:
    """The sample with survey data overdue since 2020, and an alarm on record."""
    publish_changed(sample_home, own_home, "build-1", LATE)
    record(own_home, [ALARM])
    return own_home


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("id", ("1 hal tentang", "belum terbit", "Jalankan kinerja build", "SKM", "Minta berkasnya")),
        ("en", ("1 things about", "not published", "Run kinerja build", "Ask the owner")),
    ],
)
def test_the_steward_reads_what_is_wrong_and_what_to_do(alarmed: Path, language: str, words: tuple[str, ...]) -> None:
    shown = on_page("mutu_data", "pengelola_data", language)
    assert [word for word in words if word not in shown] == []
    assert "](http" not in shown


def test_what_is_to_be_done_is_said_once_for_all_that_ask_it(own_home: Path, sample_home: Path) -> None:
    publish_changed(sample_home, own_home, "build-1", LATE)
    record(own_home, [ALARM, ALARM | {"subject": "berkas lain"}])
    shown = on_page("mutu_data", "pengelola_data")
    assert shown.count("Jalankan kinerja build") == 1
    assert "▼ rahasia" in shown
    assert "▼ berkas lain" in shown


def test_other_pages_say_that_there_is_something(alarmed: Path) -> None:
    assert "perlu ditangani" in on_page("ringkasan", "pengelola_data")


@pytest.mark.parametrize(
    ("page", "role"), [("mutu_data", "kepala"), ("ringkasan", "perencana"), ("metodologi", "publik")]
)
def test_nobody_else_reads_it(alarmed: Path, page: str, role: str) -> None:
    shown = on_page(page, role)
    assert "rahasia" not in shown
    assert "perlu ditangani" not in shown


def test_a_record_that_cannot_be_read_is_itself_an_alarm(own_home: Path) -> None:
    assert alarms.alarms(access.FULL) == []
    for broken in ("{", "[]", '{"alarms": [{"code": "x"}]}'):
        record(own_home, broken)
        assert alarms.alarms(access.FULL) == [alarms.UNREADABLE]
    assert alarms.alarms(access.PUBLIC) == []
