"""A plan in lines for a person and as a record for a machine."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipelines.planning.asking import Outcome
from pipelines.planning.plan import POINTS, Plan
from pipelines.planning.problem import Wishes
from pipelines.planning.scenarios import Scenario, age, compared
from pipelines.planning.search import Progress, Watch
from pipelines.planning.wording import Said, number

BETWEEN_REPORTS = 0.25


def ticker(language: str) -> Watch | None:
    """Return what shows the search on a terminal, once a second; None where nobody looks."""
    if not sys.stderr.isatty():
        return None
    shown = [-1]

    def tick(progress: Progress) -> None:
        if int(progress.seconds) > shown[0] and progress.bound is not None:
            shown[0] = int(progress.seconds)
            blanks = {"seconds": shown[0], "value": (progress.value or 0) / POINTS, "bound": progress.bound / POINTS}
            sys.stderr.write("\r" + Said("searching", blanks).text(language) + "\x1b[K")
            sys.stderr.flush()

    return tick


def reporter() -> Watch:
    """Return what reports the search to a program: one line of JSON each, values in whole weighted levels."""
    shown = [-1.0]

    def tick(progress: Progress) -> None:
        if progress.seconds - shown[0] >= BETWEEN_REPORTS:
            shown[0] = progress.seconds
            known = {"value": progress.value, "bound": progress.bound}
            levels = {name: None if points is None else points / POINTS for name, points in known.items()}
            sys.stderr.write(json.dumps({"seconds": round(progress.seconds, 1), **levels}) + "\n")
            sys.stderr.flush()

    return tick


def record(outcome: Outcome, language: str) -> dict[str, Any]:
    """Return everything a machine needs: wishes, plan with bound and gap, courses, notes in words, the curve."""
    plan = outcome.plan
    return {
        "wishes": asdict(outcome.problem.wishes),
        "plan": asdict(plan) | {"gap_pct": plan.gap_pct} if plan else None,
        "courses": [asdict(course) for course in outcome.problem.courses],
        "notes": [{"code": said.code, "text": said.text(language)} for said in outcome.said],
        "curve": [asdict(point) for point in outcome.points],
        "points_a_level": POINTS,
        "saved_as": outcome.saved_as,
    }


def lines(outcome: Outcome, language: str) -> list[str]:
    """Return the plan as text: how good, what it costs, whom it serves, its sessions, and what stays open."""
    found = [said.text(language) for said in outcome.said]
    plan = outcome.plan
    if plan is None or plan.status not in ("optimal", "feasible"):
        return found
    names = {course.course_id: course.course_name for course in outcome.problem.courses}
    found += [said.text(language) for said in summary(plan, outcome.problem.wishes, language)]
    for session in plan.sessions:
        dates = f"{session.start} – {session.end}" if session.start else Said("no_dates").text(language)
        blanks = {"course": session.course_id, "name": names[session.course_id], "number": session.number}
        blanks |= {"people": len(session.employee_ids), "dates": dates}
        found.append("  " + Said("session_line", blanks).text(language))
    found += _left_open(plan, language)
    if outcome.points:
        found.append(Said("curve_title").text(language))
    for point in outcome.points:
        code = "curve_line" if point.value is not None else "curve_none"
        blanks = {"budget": point.budget_rupiah, "value": (point.value or 0) / POINTS}
        found.append("  " + Said(code, blanks).text(language))
    return [*found, Said("saved", {"name": outcome.saved_as}).text(language)] if outcome.saved_as else found


def summary(plan: Plan, wishes: Wishes, language: str) -> Iterator[Said]:
    """Yield the sentences at the top of a plan."""
    proof = Said(plan.status, {"gap": round(plan.gap_pct or 0, 2)}).text(language)
    yield Said("summary_value", {"value": plan.value / POINTS, "proof": proof})
    money = {"cost": plan.cost_rupiah, "budget": wishes.budget_rupiah}
    yield Said("summary_cost", money | {"sessions": len(plan.sessions), "seats": plan.seat_count})
    people = {"served": plan.served_count, "needy": plan.needy_count, "people": plan.people_count}
    yield Said("summary_people", people | {"unassessed": plan.not_assessed_count})
    yield Said("summary_right", {"righted": plan.righted_count, "short": plan.short_count})
    if plan.greedy_value:
        yield Said("summary_gain", {"gain": round(100 * (plan.value / plan.greedy_value - 1), 1)})
    yield Said("summary_made", {"build": plan.build_id, "solver": plan.solver_version, "inputs": plan.inputs_hash[:12]})


def _left_open(plan: Plan, language: str) -> Iterator[str]:
    counts = Counter(each.reason for each in plan.uncovered)
    if counts:
        yield Said("uncovered_title", {"count": len(plan.uncovered)}).text(language)
    for reason, count in counts.most_common():
        yield f"  {number(count, language)} · {Said(reason).text(language)}"


def comparison(first: Scenario, second: Scenario, served: Path | None, language: str) -> list[str]:
    """Return two scenarios side by side, with a warning for each that was made on an older build."""
    build_id = served.name if served else None
    found = [said.text(language) for kept in (first, second) for said in age(kept, build_id)]
    rows = [("", first.name, second.name)]
    for code, left, right in compared(first, second):
        rows.append((_label(code, language), _cell(code, left, language), _cell(code, right, language)))
    widths = [max(len(row[column]) for row in rows) for column in range(2)]
    return found + [f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]}".rstrip() for row in rows]


def _label(code: str, language: str) -> str:
    from pipelines.planning.wording import catalogue

    return Said(f"label_{code}").text(language) if f"label_{code}" in catalogue() else code


def _cell(code: str, value: Any, language: str) -> str:
    if value is None or value == [] or value == ():
        return "–"
    if code in ("value", "bound"):
        return number(value / POINTS, language)
    return number(value, language) if code != "year" else str(value)
