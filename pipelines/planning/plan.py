"""The plan: which sessions, who sits in them, what it costs, what it is worth and how far from the best it can be."""

import datetime as dt
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.planning import dates, seating, solver
from pipelines.planning.ladders import Ladder
from pipelines.planning.problem import Course, Person, Problem
from pipelines.planning.program import right_worth
from pipelines.planning.search import Found, Watch, search
from pipelines.planning.solver import Status
from pipelines.planning.uncovered import Uncovered, uncovered

POINTS = 10_000
"""Value points in one whole level closed at full weight."""


@dataclass(frozen=True)
class Session:
    """One session of a course; without dates when the window has no room in which its people are free."""

    course_id: str
    number: int
    start: dt.date | None
    end: dt.date | None
    employee_ids: tuple[str, ...]


@dataclass(frozen=True)
class Coverage:
    """What the plan does for one unit and competency; levels in hundredths."""

    unit_id: str
    competency_name: str
    short_count: int
    short_e2: int
    seated_count: int
    closed_e2: int
    reasons: Mapping[str, int]


@dataclass(frozen=True)
class Plan:
    """The answer to a problem; `value` and `bound` in value points, `short_count` people now below the yearly right."""

    status: Status
    sessions: tuple[Session, ...]
    coverage: tuple[Coverage, ...]
    uncovered: tuple[Uncovered, ...]
    value: int
    bound: int
    greedy_value: int | None
    cost_rupiah: int
    seat_count: int
    people_count: int
    needy_count: int
    served_count: int
    short_count: int
    righted_count: int
    not_assessed_count: int
    solver_version: str
    inputs_hash: str
    build_id: str
    holiday_count: int = 0
    """Known holidays in the window, on which no session is held; 0 where the calendar of its year is not known."""

    @property
    def gap_pct(self) -> float | None:
        """How far the value can be below the best there is, percent of the bound; None when there is no plan."""
        if self.status in ("infeasible", "unknown"):
            return None
        return 100 * (self.bound - self.value) / self.bound if self.bound else 0.0


def solve(
    problem: Problem, seconds: float = 60, cancel: threading.Event | None = None, watch: Watch | None = None
) -> Plan:
    """Return the best plan found within `seconds` or until `cancel` is set.

    Equal inputs that are solved to the end give equal plans.
    """
    found = search(problem, seconds, cancel, watch)
    return written(problem, found)


def written(problem: Problem, found: Found) -> Plan:
    """Return what a search found, with names."""
    given = seating.seated(found.crowds, found.counts or {})
    by_course = _people_by_course(problem, given)
    sessions = _sessions(problem, by_course, given)
    opened = Counter(session.course_id for session in sessions)
    left = uncovered(problem, given, by_course, opened) if found.counts is not None else []
    people = problem.people
    short = {person.employee_id: person.short_jp_e2 for person in people if person.short_jp_e2 > 0}
    righted = sum(sum(ladder.jp_e2 for ladder in given.get(each, ())) >= jp for each, jp in short.items())
    return Plan(
        status=found.status,
        sessions=tuple(sessions),
        coverage=tuple(_coverage(problem, given, left)),
        uncovered=tuple(left),
        value=sum(ladder.value for held in given.values() for ladder in held) + righted * right_worth(problem),
        bound=found.bound,
        greedy_value=found.greedy_value,
        cost_rupiah=cost(problem, sessions),
        seat_count=sum(len(session.employee_ids) for session in sessions),
        people_count=len(people),
        needy_count=sum(bool(person.needs) for person in people),
        served_count=len(given),
        short_count=len(short),
        righted_count=righted,
        not_assessed_count=sum(not person.is_assessed for person in people),
        solver_version=f"HiGHS {solver.version()}",
        inputs_hash=problem.inputs_hash(),
        build_id=problem.build_id,
        holiday_count=len(problem.holidays),
    )


def cost(problem: Problem, sessions: Sequence[Session]) -> int:
    """Return what sessions cost in rupiah: so much each and so much a head."""
    courses = {course.course_id: course for course in problem.courses}
    return sum(
        courses[session.course_id].session_cost_rupiah
        + problem.wishes.session_cost_rupiah
        + courses[session.course_id].cost_rupiah * len(session.employee_ids)
        for session in sessions
    )


def _people_by_course(problem: Problem, given: Mapping[str, tuple[Ladder, ...]]) -> dict[str, list[str]]:
    """Return who follows each course, people of one unit together."""
    units = {person.employee_id: person.unit_id for person in problem.people}
    found: dict[str, list[str]] = {}
    for employee_id in sorted(given, key=lambda each: (units[each], each)):
        for ladder in given[employee_id]:
            for course_id in ladder.course_ids:
                found.setdefault(course_id, []).append(employee_id)
    return found


def _sessions(
    problem: Problem, by_course: Mapping[str, Sequence[str]], given: Mapping[str, tuple[Ladder, ...]]
) -> list[Session]:
    courses = {course.course_id: course for course in problem.courses}
    steps: dict[str, set[str]] = {}
    for ladder in (ladder for ladders in given.values() for ladder in ladders):
        for first, second in zip(ladder.course_ids, ladder.course_ids[1:], strict=False):
            steps.setdefault(second, set()).add(first)
    order = sorted(by_course, key=lambda each: (each in steps, courses[each].from_level_e2 or 0, each))
    parts = [
        (courses[each], number, people)
        for each in order
        for number, people in enumerate(
            seating.sessions(by_course[each], -(-len(by_course[each]) // courses[each].seat_count)), start=1
        )
    ]
    wanted = [(course.course_id, course.day_count, frozenset(people)) for course, _, people in parts]
    days = dates.working_days(problem.wishes.start, problem.wishes.end, problem.holidays)
    when = dates.placed(wanted, steps, days)
    found = [_session(course, number, people, at) for (course, number, people), at in zip(parts, when, strict=True)]
    return sorted(found, key=lambda session: (session.course_id, session.number))


def _session(course: Course, number: int, people: Sequence[str], at: tuple[dt.date, dt.date] | None) -> Session:
    start, end = at or (None, None)
    return Session(course.course_id, number, start, end, tuple(people))


def _coverage(problem: Problem, given: Mapping[str, tuple[Ladder, ...]], left: Sequence[Uncovered]) -> list[Coverage]:
    reasons: dict[tuple[str, str], Counter[str]] = {}
    for each in left:
        reasons.setdefault((each.unit_id, each.competency_name), Counter())[each.reason] += 1
    sums: dict[tuple[str, str], tuple[int, int, int, int]] = {}
    for person in problem.people:
        for name, short, closed in _closed(person, given.get(person.employee_id, ())):
            people, before, seated, gained = sums.get((person.unit_id, name), (0, 0, 0, 0))
            own = (people + 1, before + short, seated + (closed is not None), gained + (closed or 0))
            sums[person.unit_id, name] = own
    return [
        Coverage(unit_id, name, *row, reasons=dict(sorted(reasons.get((unit_id, name), Counter()).items())))
        for (unit_id, name), row in sorted(sums.items())
    ]


def _closed(person: Person, held: Sequence[Ladder]) -> list[tuple[str, int, int | None]]:
    """Return for each need its size and how much of it the ladders a person holds close, None without a seat."""
    by_name = {ladder.competency_name: ladder for ladder in held}
    return [
        (
            need.competency_name,
            need.required_e2 - need.level_e2,
            by_name[need.competency_name].value // need.weight_e2 if need.competency_name in by_name else None,
        )
        for need in person.needs
    ]
