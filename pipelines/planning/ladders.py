"""How a person may climb: the courses of one competency, taken in order, that a person's level allows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.planning.problem import Course, Need, Person, Wishes, fitting_sessions, weekdays

MOST_STEPS = 2
"""Courses of one competency a person may follow in one plan, one after the other."""

LEVEL = 100


@dataclass(frozen=True, order=True)
class Ladder:
    """Courses of one competency in the order they are taken, and what they bring one person.

    `value` is in ten-thousandths of a weighted level: levels closed (hundredths) × weight (hundredths).
    """

    competency_name: str
    course_ids: tuple[str, ...]
    value: int
    jp_e2: int
    cost_rupiah: int


def usable(courses: Iterable[Course], wishes: Wishes) -> dict[str, list[Course]]:
    """Return the courses a plan may open, by competency, each list in the order of course_id."""
    found: dict[str, list[Course]] = {}
    for course in sorted(courses, key=lambda course: course.course_id):
        if course.competency_name and course.course_id not in wishes.exclude and can_open(course, wishes):
            found.setdefault(course.competency_name, []).append(course)
    return found


def can_open(course: Course, wishes: Wishes) -> bool:
    """Return whether one session of a course fits the window and holds the smallest class."""
    return course.seat_count >= max(wishes.smallest_class, 1) and fitting_sessions(course, wishes) != 0


def ladders(need: Need, courses: Sequence[Course], taken: frozenset[str], day_count: int) -> list[Ladder]:
    """Return every ladder that closes part of a need: each step may be entered and lifts the person further."""
    found: list[Ladder] = []

    def climb(level: int, steps: tuple[Course, ...]) -> None:
        if steps:
            found.append(_ladder(need, steps, level))
        for course in courses if len(steps) < MOST_STEPS else ():
            days = sum(step.day_count for step in steps) + course.day_count
            may_enter = course.course_id not in taken and (course.from_level_e2 or 0) <= level
            if may_enter and course.to_level_e2 > level and level < need.required_e2 and days <= day_count:
                climb(course.to_level_e2, (*steps, course))

    climb(need.level_e2, ())
    return sorted(found)


def _ladder(need: Need, steps: tuple[Course, ...], level: int) -> Ladder:
    closed = min(level, need.required_e2) - need.level_e2
    return Ladder(
        need.competency_name,
        tuple(step.course_id for step in steps),
        closed * need.weight_e2,
        sum(step.jp_e2 for step in steps),
        sum(step.cost_rupiah for step in steps),
    )


def climbs(person: Person, usable_courses: Mapping[str, Sequence[Course]], wishes: Wishes) -> tuple[Ladder, ...]:
    """Return every ladder a person may take, in a fixed order.

    Who has no gap that a course closes but falls short of the yearly right may take a course open to everyone.
    """
    days = weekdays(wishes.start, wishes.end)
    found = [
        ladder
        for need in sorted(person.needs, key=lambda need: need.competency_name)
        for ladder in ladders(need, usable_courses.get(need.competency_name, ()), person.taken, days)
    ]
    if not found and wishes.right != "off" and person.short_jp_e2 > 0:
        found = _open_courses(person, usable_courses)
    return tuple(found)


def _open_courses(person: Person, usable_courses: Mapping[str, Sequence[Course]]) -> list[Ladder]:
    """Return the courses open to everyone that alone bring a person to the yearly right; they close no gap."""
    return [
        Ladder(name, (course.course_id,), 0, course.jp_e2, course.cost_rupiah)
        for name, courses in sorted(usable_courses.items())
        for course in courses
        if not course.from_level_e2 and course.course_id not in person.taken and course.jp_e2 >= person.short_jp_e2
    ]
