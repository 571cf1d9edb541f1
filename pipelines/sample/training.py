"""A made-up training problem of any size, seeded by its size: for measuring the optimiser, not for looking at."""

import datetime as dt
import random

from pipelines.planning.problem import Course, Need, Person, Problem, Right, Wishes


def city(people_count: int, *, floor_pct: int = 0, right: Right = "off", budget: int = 500_000_000) -> Problem:
    """Return people of up to 400 units and 60 courses in 30 competencies: a basic and an advanced one each."""
    rng = random.Random(people_count)
    names = [f"Kompetensi {number:02}" for number in range(30)]
    units = [f"u{number:03}" for number in range(max(10, min(400, people_count // 50)))]
    scores = {(unit, name): rng.randint(5, 100) for unit in units for name in names}
    courses = [_course(2 * number + step, name, step, rng) for number, name in enumerate(names) for step in (1, 2)]
    people = [_person(number, names, rng.choice(units), scores, rng) for number in range(people_count)]
    start, end = dt.date(2027, 1, 1), dt.date(2027, 12, 31)
    wishes = Wishes(budget, 2027, start, end, floor_pct=floor_pct, right=right, right_weight_e2=50, smallest_class=10)
    return Problem(tuple(people), tuple(courses), wishes)


def _course(number: int, name: str, step: int, rng: random.Random) -> Course:
    return Course(
        f"PL-{number:03}",
        f"{name} {step}",
        name,
        step * 100,
        step * 100 + 100,
        jp_e2=(1600, 2400)[step - 1],
        cost_rupiah=(600_000, 1_500_000)[step - 1] + rng.randrange(8) * 50_000,
        seat_count=30,
        most_sessions=4,
        day_count=step + 1,
    )


def _person(number: int, names: list[str], unit: str, scores: dict[tuple[str, str], int], rng: random.Random) -> Person:
    """Return a person short in none to four of the common competencies and perhaps in one of the rare ones."""
    short = rng.sample(names[:12], rng.choice((0, 1, 2, 3, 4))) + rng.sample(names[12:], rng.choice((0, 1)))
    needs = []
    for name in sorted(short):
        required = rng.choice((200, 300, 300, 400))
        needs.append(Need(name, required - rng.choice((100, 100, 200)), required, scores[unit, name]))
    return Person(f"p{number:06}", unit, tuple(needs), rng.choice((0, 400, 1200, 2000)))
