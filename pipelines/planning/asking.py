"""A plan from what was typed to what is kept: wishes read, checked, solved, explained, saved."""

import datetime as dt
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipelines.paths import Home
from pipelines.planning import asked, conflicts, gather, scenarios
from pipelines.planning.curve import Point, curve
from pipelines.planning.plan import Plan, solve
from pipelines.planning.problem import Problem, Wishes
from pipelines.planning.search import Watch
from pipelines.planning.wording import Refused, Said

SAME = ("unit_id", "floor_pct", "right", "right_pct", "smallest_class", "most_competencies")
"""Wishes that are typed as they are kept."""


@dataclass(frozen=True)
class Outcome:
    """What came of wishes: the problem, its plan, notes, the curve where asked for, the name it was saved under."""

    problem: Problem
    plan: Plan | None
    said: tuple[Said, ...]
    points: tuple[Point, ...]
    saved_as: str | None


def answer(
    home: Home,
    folder: Path | None,
    typed: Mapping[str, Any],
    now: dt.datetime,
    cancel: threading.Event,
    watch: Watch | None = None,
) -> Outcome:
    """Return what comes of wishes on the build served; raise Refused for wishes that cannot be tried.

    With a name everything typed is saved as a scenario, also when no plan comes of it unless `only_plans` is typed.
    """
    if folder is None:
        raise Refused(Said("no_build"))
    if name := typed["name"]:
        scenarios.free_name(home, name)
    problem, notes = _problem(home, folder, typed, now.date())
    try:
        notes += asked.check(problem, now.date())
    except Refused as refusal:
        if name and not refusal.is_usage and not typed["only_plans"]:
            scenarios.save(home, scenarios.scenario(name, problem, None, refusal.said, (), now))
        raise
    plan = solve(problem, typed["seconds"], cancel, watch)
    notes += _explained(problem, plan, typed["seconds"], cancel)
    points = tuple(curve(problem, typed["seconds"], cancel)) if typed["with_curve"] and _is_made(plan) else ()
    kept = plan if _is_made(plan) else None
    if kept is None and typed["only_plans"]:
        name = None
    if name:
        scenarios.save(home, scenarios.scenario(name, problem, kept, tuple(notes), points, now))
    return Outcome(problem, plan, tuple(notes), points, name)


def _is_made(plan: Plan) -> bool:
    return plan.status in ("optimal", "feasible")


def _problem(home: Home, folder: Path, typed: Mapping[str, Any], today: dt.date) -> tuple[Problem, list[Said]]:
    """Return the problem of the wishes typed, on top of those of a scenario when one is named."""
    notes: list[Said] = []
    if typed["from_name"]:
        kept = scenarios.load(home, typed["from_name"])
        wishes = kept.wishes
        notes = [] if kept.build_id == folder.name else [Said("made_anew", {"name": kept.name, "build": kept.build_id})]
    else:
        wishes = _usual(folder, typed, today)
    if typed["budget"] is not None:
        wishes = replace(wishes, budget_rupiah=asked.rupiah(typed["budget"]))
    if typed["session_cost"] is not None:
        wishes = replace(wishes, session_cost_rupiah=asked.rupiah(typed["session_cost"]))
    if typed["weights"] is not None:
        wishes = replace(wishes, need_weights=asked.weights(typed["weights"]))
    wishes = replace(wishes, **{key: typed[key] for key in SAME if typed[key] is not None})
    wishes = replace(wishes, **{key: typed[key].date() for key in ("start", "end") if typed[key]})
    problem = gather.problem(folder, wishes)
    if wishes.unit_id is not None and wishes.unit_id not in problem.unit_names:
        raise Refused(Said("unknown_unit", {"unit": wishes.unit_id}), is_usage=True)
    include, exclude = (
        asked.course_ids(problem.courses, typed[key] or getattr(wishes, key)) for key in ("include", "exclude")
    )
    return replace(problem, wishes=replace(wishes, include=include, exclude=exclude)), notes


def _usual(folder: Path, typed: Mapping[str, Any], today: dt.date) -> Wishes:
    """Return the wishes of nobody in particular: the year asked for or the next, and the settings of its last day."""
    if typed["budget"] is None:
        raise Refused(Said("budget_missing"), is_usage=True)
    year = typed["year"] or today.year + 1
    start, end = dt.date(year, 1, 1), dt.date(year, 12, 31)
    values = gather.settings(folder, "plan_", end)
    return Wishes(
        budget_rupiah=0,
        year=year,
        start=max(start, today) if year == today.year else start,
        end=end,
        right_weight_e2=values["plan_right_weight_e2"],
        smallest_class=values["plan_smallest_class"],
        most_competencies=values["plan_most_competencies"],
    )


def _explained(problem: Problem, plan: Plan, seconds: float, cancel: threading.Event) -> list[Said]:
    """Return why there is no plan, and what would make one possible."""
    if plan.status == "unknown":
        return [Said("unknown_so_far")]
    if plan.status != "infeasible":
        return []
    found = conflicts.conflict(problem, seconds, cancel)
    return [Said("contradiction", {"wishes": found.wishes}), *found.ways_out]
