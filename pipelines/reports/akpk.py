"""A scenario handed on: an AKPK-style workbook of inert cells, or a calendar file.

Participants stand in it only where they are asked for by name; without that the workbook holds counts.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter

from pipelines.paths import REFERENCE
from pipelines.planning.plan import POINTS
from pipelines.planning.scenarios import Scenario
from pipelines.planning.wording import Said, number

Row = Sequence[object]
Table = tuple[str, list[Row]]
"""A sheet: its title code in the catalogue and its rows, the header first."""


def write(kept: Scenario, path: Path, names: Mapping[str, str] | None, language: str = "id") -> None:
    """Write a scenario that has a plan to an .xlsx or, by its ending, to an .ics file."""
    if path.suffix.casefold() == ".ics":
        path.write_text(calendar(kept, language), encoding="utf-8", newline="")
        return
    made = dt.datetime.fromisoformat(kept.saved_at).replace(tzinfo=None)
    with xlsxwriter.Workbook(str(path), {"in_memory": True}) as book:
        book.set_properties({"title": kept.name, "created": made})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        cell = book.add_format({"text_wrap": True, "valign": "top"})
        money = book.add_format({"num_format": "#,##0", "valign": "top"})
        for title, rows in tables(kept, names, language):
            sheet = book.add_worksheet(_word(title, language))
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(len(rows[0]) - 1, 0), 22)
            for line, row in enumerate(rows):
                for column, value in enumerate(row):
                    _put(sheet, line, column, value, head if line == 0 else cell, money)


def _put(sheet: Any, line: int, column: int, value: object, text: Any, money: Any) -> None:
    if isinstance(value, int | float):
        sheet.write_number(line, column, value, money)
    elif value is not None:
        sheet.write_string(line, column, str(value), text)


def tables(kept: Scenario, names: Mapping[str, str] | None, language: str) -> Iterator[Table]:
    """Yield the sheets: plan, needs, participants where asked for, budget, calendar, open gaps, definitions."""
    yield "sheet_plan", [_header("plan", language), *_plan(kept)]
    yield "sheet_needs", [_header("needs", language), *_needs(kept)]
    if names is not None:
        yield "sheet_people", [_header("people", language), *_people(kept, names)]
    yield "sheet_budget", [_header("budget", language), *_budget(kept, language)]
    yield "sheet_calendar", [_header("calendar", language), *_calendar(kept, language)]
    yield "sheet_open", [_header("open", language), *_open(kept, language)]
    yield "sheet_definitions", list(_definitions(kept, language))


def _word(code: str, language: str) -> str:
    return Said(code).text(language)


def _header(table: str, language: str) -> list[str]:
    return _word(f"columns_{table}", language).split("|")


def _sessions(kept: Scenario) -> Iterator[tuple[Mapping[str, Any], Mapping[str, Any], int]]:
    """Yield sessions with their course and their cost in rupiah."""
    for session in (kept.plan or {})["sessions"]:
        course = kept.courses[session["course_id"]]
        fixed = course["session_cost_rupiah"] + kept.wishes.session_cost_rupiah
        yield session, course, fixed + course["cost_rupiah"] * len(session["employee_ids"])


def _plan(kept: Scenario) -> Iterator[Row]:
    sums: dict[str, list[int]] = {}
    for session, course, cost in _sessions(kept):
        row = sums.setdefault(course["course_id"], [0, 0, 0])
        row[:] = [row[0] + 1, row[1] + len(session["employee_ids"]), row[2] + cost]
    for course_id, (sessions, people, cost) in sums.items():
        course = kept.courses[course_id]
        known = [course[key] for key in ("course_id", "course_name", "competency_name", "mode", "organiser_name")]
        yield [*known, course["jp_e2"] / 100, sessions, people, cost]


def _needs(kept: Scenario) -> Iterator[Row]:
    for row in (kept.plan or {})["coverage"]:
        unit = row["unit_id"]
        levels = [row["short_e2"] / 100, row["seated_count"], row["closed_e2"] / 100]
        yield [unit, kept.units.get(unit, unit), row["competency_name"], row["short_count"], *levels]


def _people(kept: Scenario, names: Mapping[str, str]) -> Iterator[Row]:
    for session, course, _ in _sessions(kept):
        for employee_id in session["employee_ids"]:
            place = [course["course_id"], course["course_name"], session["number"]]
            yield [*place, session["start"], session["end"], employee_id, names.get(employee_id)]


def _budget(kept: Scenario, language: str) -> Iterator[Row]:
    total = 0
    for session, course, cost in _sessions(kept):
        people, fixed = len(session["employee_ids"]), course["session_cost_rupiah"] + kept.wishes.session_cost_rupiah
        total += cost
        name = f"{course['course_id']} {course['course_name']}"
        yield [name, session["number"], people, course["cost_rupiah"], fixed, cost]
    for code, amount in (
        ("total", total),
        ("ceiling", kept.wishes.budget_rupiah),
        ("left", kept.wishes.budget_rupiah - total),
    ):
        yield [_word(code, language), None, None, None, None, amount]


def _calendar(kept: Scenario, language: str) -> Iterator[Row]:
    for session, course, _ in sorted(_sessions(kept), key=lambda each: (each[0]["start"] or "9", each[0]["course_id"])):
        start = session["start"] or _word("no_dates", language)
        place = [course["course_id"], course["course_name"], session["number"]]
        yield [start, session["end"], *place, len(session["employee_ids"]), course["mode"], course["organiser_name"]]


def _open(kept: Scenario, language: str) -> Iterator[Row]:
    for row in (kept.plan or {})["coverage"]:
        for reason, count in row["reasons"].items():
            unit = row["unit_id"]
            yield [unit, kept.units.get(unit, unit), row["competency_name"], count, _word(reason, language)]


def _definitions(kept: Scenario, language: str) -> Iterator[Row]:
    plan = kept.plan or {}
    yield [kept.name, None]
    yield [_word("label_build_id", language), kept.build_id]
    yield [_word("label_solver_version", language), plan["solver_version"]]
    yield [_word("label_inputs_hash", language), plan["inputs_hash"]]
    gap = number(round(plan["gap_pct"], 2), language)
    yield [_word("label_status", language), Said(plan["status"], {"gap": gap}).text(language)]
    yield [_word("label_value", language), plan["value"] / POINTS]
    rules = pl.read_csv(REFERENCE / "rules.csv", infer_schema=False)
    for rule in rules.filter(pl.col("rule_id").is_in(["training_plan", "need_score", "jp_min"])).iter_rows(named=True):
        words = [rule[f"{part}_{language}"] for part in ("formula", "note")]
        yield [rule[f"name_{language}"], ". ".join(word.rstrip(".") for word in words if word) + "."]
        basis = f"{rule['legal_basis']} [{rule['confidence']}]"
        yield [_word("legal_basis", language), basis]


def calendar(kept: Scenario, language: str = "id") -> str:
    """Return the sessions that have dates as an iCalendar file (RFC 5545), whole days, without names of people."""
    stamp = dt.datetime.fromisoformat(kept.saved_at).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Kinerja//Rencana pelatihan//ID", "CALSCALE:GREGORIAN"]
    for session, course, _ in _sessions(kept):
        if not session["start"]:
            continue
        start, end = (dt.date.fromisoformat(session[key]) for key in ("start", "end"))
        people = f"{len(session['employee_ids'])} {_word('people', language)}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{(kept.plan or {})['inputs_hash'][:16]}-{_escaped(course['course_id'])}-{session['number']}@kinerja",
            f"DTSTAMP:{stamp}",
            f"DTSTART;VALUE=DATE:{start:%Y%m%d}",
            f"DTEND;VALUE=DATE:{end + dt.timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(course['course_name'])} ({session['number']})",
            f"DESCRIPTION:{_escaped(people + ' · ' + (course['organiser_name'] or '–'))}",
            "END:VEVENT",
        ]
    return "".join(_folded(line) for line in [*lines, "END:VCALENDAR"])


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """Return a line in pieces of at most 75 bytes, as the format asks."""
    pieces: list[str] = []
    piece = ""
    for sign in line:
        if len((piece + sign).encode()) > (75 if not pieces else 74):
            pieces.append(piece)
            piece = ""
        piece += sign
    return "\r\n ".join([*pieces, piece]) + "\r\n"
