"""Scenarios: wishes under a name with the plan they gave, or with what stood in their way; kept as JSON."""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from pipelines.paths import Home
from pipelines.planning.curve import Point
from pipelines.planning.plan import Plan
from pipelines.planning.problem import Problem, Wishes
from pipelines.planning.wording import Refused, Said, revived

NAME = re.compile(r"[\w][\w \-.()]{0,79}", re.UNICODE)


@dataclass(frozen=True)
class Scenario:
    """One scenario as it is kept; `plan` is None where no plan could be made, `said` is what was told then."""

    name: str
    saved_at: str
    wishes: Wishes
    build_id: str
    plan: Mapping[str, Any] | None
    courses: Mapping[str, Mapping[str, Any]]
    units: Mapping[str, str]
    said: tuple[Said, ...]
    curve: tuple[Mapping[str, Any], ...] = ()
    told: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What was said, in words by language, for whoever reads the file without the catalogue."""


def scenario(
    name: str, problem: Problem, plan: Plan | None, said: tuple[Said, ...], points: tuple[Point, ...], now: dt.datetime
) -> Scenario:
    """Return the scenario of a problem: only units and courses that its plan speaks of are named."""
    kept = _plain(asdict(plan)) | {"gap_pct": plan.gap_pct} if plan else None
    spoken = {row.unit_id for row in plan.coverage} if plan else set()
    courses = {course.course_id: _plain(asdict(course)) for course in problem.courses}
    units = {unit_id: problem.unit_names.get(unit_id, unit_id) for unit_id in sorted(spoken)}
    curve = tuple(_plain(asdict(point)) for point in points)
    told = {language: tuple(each.text(language) for each in said) for language in ("id", "en")}
    return Scenario(
        name, f"{now:%Y-%m-%dT%H:%M:%SZ}", problem.wishes, problem.build_id, kept, courses, units, said, curve, told
    )


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """Return a record as JSON gives it back: dates as text, tuples as lists."""
    plain: dict[str, Any] = json.loads(json.dumps(value, default=str))
    return plain


def text(kept: Scenario) -> str:
    """Return a scenario as JSON, the same for the same scenario."""
    return json.dumps(asdict(kept), ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def free_name(home: Home, name: str) -> None:
    """Raise Refused when a scenario cannot be saved under a name, before anything is searched."""
    if not NAME.fullmatch(name):
        raise Refused(Said("bad_name", {"name": name}), is_usage=True)
    if _path(home, name).exists():
        raise Refused(Said("name_taken", {"name": name}), is_usage=True)


def save(home: Home, kept: Scenario) -> None:
    """Write a scenario under its name, whole or not at all."""
    path = _path(home, kept.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(text(kept), encoding="utf-8")
    draft.replace(path)


def load(home: Home, name: str) -> Scenario:
    """Return the scenario saved under a name; raise Refused when there is none or its file cannot be read."""
    path = _path(home, name) if NAME.fullmatch(name) else None
    if path is None or not path.exists():
        raise _unknown(home, name)
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        wishes = kept["wishes"]
        wishes |= {day: dt.date.fromisoformat(wishes[day]) for day in ("start", "end")}
        wishes |= {key: tuple(wishes[key]) for key in ("include", "exclude")}
        wishes["need_weights"] = tuple(wishes.get("need_weights", ()))
        kept["told"] = {language: tuple(words) for language, words in kept.get("told", {}).items()}
        said = tuple(revived(kept["said"]))
        return Scenario(**kept | {"wishes": Wishes(**wishes), "said": said, "curve": tuple(kept["curve"])})
    except (ValueError, TypeError, KeyError) as error:
        raise Refused(Said("scenario_unreadable", {"name": name, "path": path})) from error


def rename(home: Home, name: str, new: str) -> None:
    """Keep a scenario under a new name; raise Refused when there is no such scenario or the new name is not free."""
    kept = load(home, name)
    free_name(home, new)
    save(home, replace(kept, name=new))
    _path(home, name).unlink()


def remove(home: Home, name: str) -> None:
    """Remove a scenario for good, also one whose file is damaged; raise Refused when there is none."""
    if name not in names(home):
        raise _unknown(home, name)
    _path(home, name).unlink()


def planned(home: Home, name: str) -> Scenario:
    """Return a scenario that has a plan; raise Refused for one that keeps only wishes."""
    kept = load(home, name)
    if kept.plan is None:
        raise Refused(Said("no_plan_saved", {"name": name}))
    return kept


def names(home: Home) -> list[str]:
    """Return the names of the scenarios kept."""
    return sorted(path.stem for path in home.scenarios.glob("*.json"))


def _unknown(home: Home, name: str) -> Refused:
    return Refused(Said("no_scenario", {"name": name, "names": names(home) or ["–"]}), is_usage=True)


def _path(home: Home, name: str) -> Any:
    return home.scenarios / f"{name}.json"


def age(kept: Scenario, build_id: str | None) -> list[Said]:
    """Return that a scenario was made on another build than the one served now, and how to make it anew."""
    if build_id in (None, kept.build_id):
        return []
    return [Said("older_build", {"name": kept.name, "build": kept.build_id, "now": build_id})]


def compared(first: Scenario, second: Scenario) -> list[tuple[str, object, object]]:
    """Return (code, first, second) for each wish and course that differ, and for each result."""
    rows: list[tuple[str, object, object]] = [("build_id", first.build_id, second.build_id)]
    wishes = [asdict(each.wishes) for each in (first, second)]
    rows += [(name, wishes[0][name], wishes[1][name]) for name in wishes[0] if wishes[0][name] != wishes[1][name]]
    plans = [each.plan or {} for each in (first, second)]
    rows += [(name, plans[0].get(name), plans[1].get(name)) for name in RESULTS]
    sessions = [_sessions(plan) for plan in plans]
    for course_id in sorted({*sessions[0], *sessions[1]}):
        pair = [each.get(course_id, (0, 0)) for each in sessions]
        if pair[0] != pair[1]:
            rows.append((course_id, f"{pair[0][0]} × · {pair[0][1]}", f"{pair[1][0]} × · {pair[1][1]}"))
    return rows


RESULTS = (
    *("status", "value", "bound", "cost_rupiah", "seat_count", "served_count", "needy_count", "righted_count"),
    *("short_count", "solver_version", "inputs_hash"),
)


def _sessions(plan: Mapping[str, Any]) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    for session in plan.get("sessions", ()):
        count, people = found.get(session["course_id"], (0, 0))
        found[session["course_id"]] = count + 1, people + len(session["employee_ids"])
    return found
