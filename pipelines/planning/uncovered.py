"""Who stays without a seat for a gap, and why: the first reason that holds, from what no plan can change to money."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.planning.ladders import Ladder, ladders, usable
from pipelines.planning.problem import Course, Need, Person, Problem, fitting_sessions, weekdays

REASONS = (
    *("no_course", "no_higher_course", "excluded", "cannot_open", "prerequisite", "taken"),
    *("enough_for_one_person", "not_opened", "no_seat", "below_cut_line"),
)


@dataclass(frozen=True)
class Uncovered:
    """One gap that the plan leaves as it is."""

    employee_id: str
    unit_id: str
    competency_name: str
    reason: str


@dataclass(frozen=True)
class _Halls:
    """What the plan opened: seats left and sessions held by course."""

    free: Mapping[str, int]
    opened: Mapping[str, int]


def uncovered(
    problem: Problem,
    given: Mapping[str, tuple[Ladder, ...]],
    people_by_course: Mapping[str, Sequence[str]],
    opened: Mapping[str, int],
) -> list[Uncovered]:
    """Return every gap nobody was seated for, in the order of employee and competency."""
    seats = {course.course_id: course.seat_count for course in problem.courses}
    free = {each: count * seats[each] - len(people_by_course[each]) for each, count in opened.items()}
    halls = _Halls(free, opened)
    courses = usable(problem.courses, problem.wishes)
    everything: dict[str, list[Course]] = {}
    for course in problem.courses:
        everything.setdefault(course.competency_name or "", []).append(course)
    found = []
    for person in sorted(problem.people, key=lambda person: person.employee_id):
        held = {ladder.competency_name for ladder in given.get(person.employee_id, ())}
        for need in sorted(person.needs, key=lambda need: need.competency_name):
            if need.competency_name not in held:
                name = need.competency_name
                reason = _reason(
                    problem, person, need, everything.get(name, []), courses.get(name, []), len(held), halls
                )
                found.append(Uncovered(person.employee_id, person.unit_id, name, reason))
    return found


def _reason(
    problem: Problem, person: Person, need: Need, every: list[Course], own: list[Course], held: int, halls: _Halls
) -> str:
    days = weekdays(problem.wishes.start, problem.wishes.end)
    higher = [course for course in own if course.to_level_e2 > need.level_e2]
    if not higher:
        return _closed(problem, need, every)
    if not (open_ladders := ladders(need, own, frozenset(), days)):
        return "prerequisite"
    if not (open_ladders := [each for each in open_ladders if not person.taken & set(each.course_ids)]):
        return "taken"
    if held >= problem.wishes.most_competencies:
        return "enough_for_one_person"
    first = {ladder.course_ids[0] for ladder in open_ladders if len(ladder.course_ids) == 1}
    if not any(halls.opened.get(course_id) for course_id in first):
        return "not_opened"
    by_id = {course.course_id: course for course in own}
    for course_id in first:
        most = fitting_sessions(by_id[course_id], problem.wishes)
        has_more = most is None or halls.opened.get(course_id, 0) < most
        if has_more or halls.free.get(course_id, 0) > 0:
            return "below_cut_line"
    return "no_seat"


def _closed(problem: Problem, need: Need, every: list[Course]) -> str:
    """Return why no course that leads higher can be opened."""
    higher = [course for course in every if course.to_level_e2 > need.level_e2]
    if not higher:
        return "no_higher_course" if every else "no_course"
    return "excluded" if all(course.course_id in problem.wishes.exclude for course in higher) else "cannot_open"
