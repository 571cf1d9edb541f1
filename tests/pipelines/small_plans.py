"""Small training problems and their best plan, found by trying everything: it shares no code with what it judges."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace
from itertools import combinations, permutations

from pipelines.planning.plan import Plan
from pipelines.planning.problem import Course, Need, Person, Problem, Wishes

NAMES = ("Integritas", "Komunikasi", "Pelayanan")
State = tuple[tuple[int, ...], tuple[int, ...], int]
"""People per course, people served per unit, people brought to the right."""


def wishes(budget: int, **more: object) -> Wishes:
    return Wishes(budget, 2027, dt.date(2027, 1, 1), dt.date(2027, 12, 31), **more)  # type: ignore[arg-type]


def problem(seed: int) -> Problem:
    """Return a random problem of at most six people and five courses with every kind of wish."""
    rng = random.Random(seed)
    courses = []
    for number in range(rng.randint(2, 5)):
        start = rng.choice((None, 0, 100, 200))
        to = (start or 100) + rng.choice((50, 100, 200))
        courses.append(
            Course(
                f"PL-{number}",
                f"Pelatihan {number}",
                rng.choice(NAMES),
                start,
                to,
                jp_e2=rng.choice((800, 1600, 2000, 2400)),
                cost_rupiah=rng.randint(0, 4) * 500_000,
                seat_count=rng.randint(1, 4),
                most_sessions=rng.choice((None, 0, 1, 2)),
                session_cost_rupiah=rng.choice((0, 0, 700_000)),
            )
        )
    people = [_person(rng, number, courses) for number in range(rng.randint(2, 6))]
    ids = [course.course_id for course in courses]
    return Problem(
        tuple(people),
        tuple(courses),
        wishes(
            rng.randint(0, 14) * 500_000,
            include=tuple(rng.sample(ids, rng.choice((0, 0, 0, 1)))),
            exclude=tuple(rng.sample(ids, rng.choice((0, 0, 0, 1)))),
            floor_pct=rng.choice((0, 0, 30, 60)),
            right=rng.choice(("off", "value", "value", "require")),
            right_pct=rng.choice((20, 50)),
            right_weight_e2=rng.choice((30, 100)),
            smallest_class=rng.randint(1, 2),
            most_competencies=rng.randint(1, 2),
            session_cost_rupiah=rng.choice((0, 0, 300_000)),
        ),
    )


def _person(rng: random.Random, number: int, courses: list[Course]) -> Person:
    needs = []
    for name in rng.sample(NAMES, rng.choice((0, 1, 1, 2, 3))):
        level = rng.choice((0, 100, 150, 200))
        needs.append(Need(name, level, level + rng.choice((50, 100, 200)), rng.choice((50, 80, 100))))
    taken = frozenset(c.course_id for c in courses if rng.random() < 0.1)
    return Person(f"p{number}", rng.choice(("u1", "u2")), tuple(needs), rng.choice((0, 600, 1700, 2000, 3000)), taken)


def options(case: Problem, person: Person) -> list[tuple[frozenset[str], int, int]]:
    """Return every set of courses a person may follow, with the value points it closes and its hours."""
    wish = case.wishes
    usable = [
        c
        for c in case.courses
        if c.course_id not in wish.exclude and c.course_id not in person.taken and c.most_sessions != 0
        and c.seat_count >= wish.smallest_class
    ]  # fmt: skip
    own = [course for course in usable if course.competency_name in {need.competency_name for need in person.needs}]
    found = {frozenset[str](): (0, 0)}
    for size in range(1, 5):
        for chosen in combinations(own, size):
            value = _climb(person, chosen, wish.most_competencies)
            if value is not None:
                found[frozenset(c.course_id for c in chosen)] = (value, sum(c.jp_e2 for c in chosen))
    if len(found) == 1 and wish.right != "off" and person.short_jp_e2 > 0:
        for course in usable:
            if not course.from_level_e2 and course.jp_e2 >= person.short_jp_e2:
                found[frozenset([course.course_id])] = (0, course.jp_e2)
    return [(chosen, value, jp) for chosen, (value, jp) in found.items()]


def _climb(person: Person, chosen: tuple[Course, ...], most: int) -> int | None:
    """Return the value of following courses in the best order, None when no order lets each be entered and lift."""
    names = {course.competency_name for course in chosen}
    needs = {need.competency_name: need for need in person.needs}
    if len(names) > most or not names <= set(needs):
        return None
    total = 0
    for name in names:
        own, need = [c for c in chosen if c.competency_name == name], needs[name or ""]
        reached = [level for order in permutations(own) if (level := _level(need, order)) is not None]
        if len(own) > 2 or not reached:
            return None
        total += (min(max(reached), need.required_e2) - need.level_e2) * need.weight_e2
    return total


def _level(need: Need, order: tuple[Course, ...]) -> int | None:
    level = need.level_e2
    for course in order:
        if (course.from_level_e2 or 0) > level or course.to_level_e2 <= level or level >= need.required_e2:
            return None
        level = course.to_level_e2
    return level


def best_value(case: Problem) -> int | None:
    """Return the value of the best plan, None when no plan keeps all wishes: every choice of every person is tried."""
    ids = [course.course_id for course in case.courses]
    units = sorted({person.unit_id for person in case.people})
    worth = case.wishes.right_weight_e2 * 100 if case.wishes.right == "value" else 0
    states: dict[State, int] = {((0,) * len(ids), (0,) * len(units), 0): 0}
    reachable = dict.fromkeys(units, 0)
    for person in case.people:
        choices = options(case, person)
        reachable[person.unit_id] += any(value for _, value, _ in choices)
        following: dict[State, int] = {}
        for (people, served, right), value in states.items():
            for chosen, points, jp in choices:
                is_right = case.wishes.right != "off" and 0 < person.short_jp_e2 <= jp
                at = units.index(person.unit_id)
                people_now = tuple(n + (each in chosen) for n, each in zip(people, ids, strict=True))
                served_now = (*served[:at], served[at] + (points > 0), *served[at + 1 :])
                key = (people_now, served_now, right + is_right)
                following[key] = max(following.get(key, -1), value + points + worth * is_right)
        states = following
    kept = [value for state, value in states.items() if _keeps(case, state, units, reachable)]
    return max(kept, default=None)


def _keeps(case: Problem, state: State, units: list[str], reachable: dict[str, int]) -> bool:
    wish, cost = case.wishes, 0
    for course, people in zip(case.courses, state[0], strict=True):
        wanted = course.course_id in wish.include
        count = max(-(-people // course.seat_count), int(wanted))
        if count * wish.smallest_class > people or (course.most_sessions is not None and count > course.most_sessions):
            return False
        cost += people * course.cost_rupiah + count * (course.session_cost_rupiah + wish.session_cost_rupiah)
    for unit_id, served in zip(units, state[1], strict=True):
        needy = sum(p.unit_id == unit_id and bool(p.needs) for p in case.people)
        if served < min(-(-needy * wish.floor_pct // 100), reachable[unit_id]):
            return False
    short = sum(person.short_jp_e2 > 0 for person in case.people)
    return cost <= wish.budget_rupiah and (wish.right != "require" or state[2] >= -(-short * wish.right_pct // 100))


def broken(case: Problem, plan: Plan) -> list[str]:
    """Return every promise a plan breaks, counted from its sessions alone."""
    wish, found = case.wishes, []
    courses = {course.course_id: course for course in case.courses}
    follows: dict[str, list[str]] = {}
    cost = 0
    for session in plan.sessions:
        course, people = courses[session.course_id], session.employee_ids
        cost += course.session_cost_rupiah + wish.session_cost_rupiah + course.cost_rupiah * len(people)
        if not wish.smallest_class <= len(people) <= course.seat_count:
            found.append(f"{session.course_id}: {len(people)} of {course.seat_count}")
        if len(set(people)) < len(people):
            found.append(f"{session.course_id}: somebody twice in one room")
        for employee_id in people:
            follows.setdefault(employee_id, []).append(session.course_id)
    for course_id, count in Counter(session.course_id for session in plan.sessions).items():
        most = courses[course_id].most_sessions
        if course_id in wish.exclude or (most is not None and count > most):
            found.append(f"{course_id}: {count} sessions")
    found += [f"{each}: not opened" for each in wish.include if each not in {s.course_id for s in plan.sessions}]
    if cost != plan.cost_rupiah or cost > wish.budget_rupiah:
        found.append(f"costs {cost}, says {plan.cost_rupiah}, may cost {wish.budget_rupiah}")
    return found + _broken_for_people(case, plan, follows) + _overlaps(plan)


def _broken_for_people(case: Problem, plan: Plan, follows: dict[str, list[str]]) -> list[str]:
    wish, found, value, righted = case.wishes, [], 0, 0
    served: Counter[str] = Counter()
    reachable: Counter[str] = Counter()
    for person in case.people:
        own = follows.get(person.employee_id, [])
        choices = {chosen: (points, jp) for chosen, points, jp in options(case, person)}
        if len(set(own)) < len(own) or frozenset(own) not in choices:
            found.append(f"{person.employee_id} may not follow {own}")
            continue
        points, jp = choices[frozenset(own)]
        is_right = wish.right != "off" and bool(own) and 0 < person.short_jp_e2 <= jp
        value += points + is_right * (wish.right_weight_e2 * 100 if wish.right == "value" else 0)
        righted += is_right
        served[person.unit_id] += points > 0
        reachable[person.unit_id] += any(points for points, _ in choices.values())
    for unit_id, can in reachable.items():
        needy = sum(person.unit_id == unit_id and bool(person.needs) for person in case.people)
        if served[unit_id] < min(-(-needy * wish.floor_pct // 100), can):
            found.append(f"{unit_id}: {served[unit_id]} served")
    short = sum(person.short_jp_e2 > 0 for person in case.people)
    if wish.right == "require" and righted < -(-short * wish.right_pct // 100):
        found.append(f"{righted} of {short} brought to the right")
    return [*found, f"is worth {value}, says {plan.value}"] if value != plan.value else found


def _overlaps(plan: Plan) -> list[str]:
    """Return who would have to sit in two rooms on one day, by the dates proposed."""
    days: Counter[tuple[str, dt.date]] = Counter()
    for session in plan.sessions:
        for day in range((session.end - session.start).days + 1 if session.start and session.end else 0):
            days.update((each, session.start + dt.timedelta(days=day)) for each in session.employee_ids)
    return [f"{each} twice on {day}" for (each, day), count in days.items() if count > 1]


def with_wishes(case: Problem, **more: object) -> Problem:
    """Return a problem with some wishes changed."""
    return replace(case, wishes=replace(case.wishes, **more))  # type: ignore[arg-type]
