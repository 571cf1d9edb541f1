"""The public table of a plan: counts by course and competency, small ones hidden, the others rounded; no persons.

No unit, no date of a session and no exact cost stand in it: with the cost a head they would give the exact counts.
"""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipelines.planning.scenarios import Scenario
from pipelines.planning.wording import Said

COST_STEP = 10_000_000
"""Rupiah to which the cost is rounded: wider than five seats of the courses of a catalogue."""

Row = tuple[str, str, str, str]


def write(kept: Scenario, path: Path, settings: Mapping[str, int], language: str = "id") -> None:
    """Write the public table of a scenario that has a plan as CSV."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows(kept, settings, language))


def rows(kept: Scenario, settings: Mapping[str, int], language: str) -> Iterator[Row]:
    """Yield the header, what the plan is, its courses, the needs it answers, and the rule by which counts are shown."""

    def people(count: int) -> str:
        if count < settings["suppression_n_cell"]:
            return _said("hidden", language)
        step = settings["suppression_rounding"]
        return str((count + step // 2) // step * step)

    plan = kept.plan or {}
    yield tuple(_said("columns_public", language).split("|"))  # type: ignore[misc]
    head = _said("sheet_plan", language)
    yield head, _said("label_year", language), "", str(kept.wishes.year)
    yield head, _said("label_budget_rupiah", language), "", str(kept.wishes.budget_rupiah)
    yield head, _said("about_cost", language), "", str((plan["cost_rupiah"] + COST_STEP // 2) // COST_STEP * COST_STEP)
    yield head, _said("label_served_count", language), "", people(plan["served_count"])
    for course_id, (sessions, seats) in sorted(_courses(kept).items()):
        yield _said("course", language), _inert(kept.courses[course_id]["course_name"]), str(sessions), people(seats)
    for name, (short, seated) in sorted(_competencies(kept).items()):
        yield _said("people_short", language), _inert(name), "", people(short)
        yield _said("people_seated", language), _inert(name), "", people(seated)
    blanks = {"least": settings["suppression_n_cell"], "step": settings["suppression_rounding"]}
    yield _said("sheet_definitions", language), Said("public_rule", blanks).text(language), "", ""


def _said(code: str, language: str) -> str:
    return Said(code).text(language)


def _inert(text: str) -> str:
    """Return text that a spreadsheet shows and does not run."""
    return f"'{text}" if text[:1] in "=+-@\t\r\n＝＋－＠−" else text


def _courses(kept: Scenario) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for session in (kept.plan or {})["sessions"]:
        sessions, seats = found.get(session["course_id"], (0, 0))
        found[session["course_id"]] = sessions + 1, seats + len(session["employee_ids"])
    return found


def _competencies(kept: Scenario) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for row in (kept.plan or {})["coverage"]:
        short, seated = found.get(row["competency_name"], (0, 0))
        found[row["competency_name"]] = short + row["short_count"], seated + row["seated_count"]
    return found
