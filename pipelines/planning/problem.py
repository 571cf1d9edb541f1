"""What a plan is made of: people and their gaps, courses, and what the planner wishes."""

import datetime as dt
import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Literal

Right = Literal["off", "value", "require"]
"""What the 20 JP right is in a plan: nothing, worth points, or a condition."""


@dataclass(frozen=True)
class Course:
    """One course on offer; `from_level_e2` None means open to everyone, `most_sessions` None means no limit."""

    course_id: str
    course_name: str
    competency_name: str | None
    from_level_e2: int | None
    to_level_e2: int
    jp_e2: int
    cost_rupiah: int
    seat_count: int
    most_sessions: int | None = None
    session_cost_rupiah: int = 0
    day_count: int = 1
    mode: str | None = None
    organiser_name: str | None = None


@dataclass(frozen=True)
class Need:
    """One competency a person falls short in: the level found, the level required, and what a level is worth."""

    competency_name: str
    level_e2: int
    required_e2: int
    weight_e2: int = 100


@dataclass(frozen=True)
class Person:
    """One employee: `short_jp_e2` is what is missing to the yearly right, `taken` the courses already followed."""

    employee_id: str
    unit_id: str
    needs: tuple[Need, ...] = ()
    short_jp_e2: int = 0
    taken: frozenset[str] = frozenset()
    is_assessed: bool = True


@dataclass(frozen=True)
class Wishes:
    """What the planner asks for; this is what a scenario keeps, word for word."""

    budget_rupiah: int
    year: int
    start: dt.date
    end: dt.date
    unit_id: str | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    floor_pct: int = 0
    right: Right = "value"
    right_pct: int = 100
    right_weight_e2: int = 100
    smallest_class: int = 1
    most_competencies: int = 2
    session_cost_rupiah: int = 0
    need_weights: tuple[int, ...] = ()
    """Weights of severity, people, link, hours and mandate in the need score; those of the settings when empty."""


@dataclass(frozen=True)
class Problem:
    """People, courses and wishes of one build."""

    people: tuple[Person, ...]
    courses: tuple[Course, ...]
    wishes: Wishes
    build_id: str = ""
    unit_names: dict[str, str] = field(default_factory=dict)
    holidays: frozenset[dt.date] = frozenset()
    """Known days off inside the window: they move dates, not what a plan is worth."""

    def inputs_hash(self) -> str:
        """Return the SHA-256 of everything that decides the plan, whatever order it came in."""
        digest = hashlib.sha256(_text(asdict(self.wishes)))
        digest.update(_text(sorted(self.holidays)))
        for course in sorted(self.courses, key=lambda course: course.course_id):
            digest.update(_text(asdict(course)))
        for person in sorted(self.people, key=lambda person: person.employee_id):
            needs = sorted((n.competency_name, n.level_e2, n.required_e2, n.weight_e2) for n in person.needs)
            digest.update(_text([person.employee_id, person.unit_id, needs, person.short_jp_e2, sorted(person.taken)]))
        return digest.hexdigest()


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str).encode()


def weekdays(start: dt.date, end: dt.date) -> int:
    """Return the days from Monday to Friday between two days, both included; holidays are not taken off."""
    if end < start:
        return 0
    weeks, rest = divmod((end - start).days + 1, 7)
    return weeks * 5 + sum((start + dt.timedelta(days=day)).weekday() < 5 for day in range(rest))


def fitting_sessions(course: Course, wishes: Wishes) -> int | None:
    """Return how many sessions of a course the window holds one after the other, at most what its catalogue allows."""
    fitting = weekdays(wishes.start, wishes.end) // max(course.day_count, 1)
    return fitting if course.most_sessions is None else min(course.most_sessions, fitting)
