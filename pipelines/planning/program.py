"""The plan as a mixed-integer program: columns are sessions and people on ladders, rows are what must hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import gcd

import numpy as np

from pipelines.planning.crowds import Crowd
from pipelines.planning.problem import Course, Problem, fitting_sessions

INFINITE = float("inf")


@dataclass(frozen=True)
class Rows:
    """Rows being written: the bounds of each, where it begins, and its (column, factor) pairs."""

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    factors: list[float] = field(default_factory=list)

    def add(self, lower: float, upper: float, columns: Sequence[int], factors: Sequence[float]) -> None:
        self.begins.append(len(self.columns))
        self.lower.append(lower)
        self.upper.append(upper)
        self.columns.extend(columns)
        self.factors.extend(factors)

    def append(self, others: "Rows") -> None:
        self.begins.extend(len(self.columns) + begin for begin in others.begins)
        self.lower.extend(others.lower)
        self.upper.extend(others.upper)
        self.columns.extend(others.columns)
        self.factors.extend(others.factors)


@dataclass(frozen=True)
class Program:
    """The program of some crowds.

    Columns: one per course (its sessions), then for each crowd, from `starts` on, one per take, one for its people
    brought to the yearly right and one for its people served. Rows: for each course its seats, for each its smallest
    class, the budget, the floors in the order of `floor_units`, the right, and then those of the crowds. `worth` is
    in value points.
    """

    crowds: Sequence[Crowd]
    courses: Sequence[Course]
    starts: Sequence[int]
    worth: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    rows: Rows
    floor_units: Sequence[str]
    money: int
    """Rupiah that one unit of the budget row stands for."""


def ordered(courses: Sequence[Course]) -> list[Course]:
    """Return the courses a program has columns for."""
    return sorted((course for course in courses if course.competency_name), key=lambda course: course.course_id)


def program(problem: Problem, own: Sequence[Crowd], floors: Mapping[str, int], least_right: int) -> Program:
    """Return the program in which only the crowds named take part; floors and right stay those of everyone."""
    wishes = problem.wishes
    courses = ordered(problem.courses)
    position = {course.course_id: number for number, course in enumerate(courses)}
    starts, worth, cost, upper = _columns(problem, own, courses)
    seated: list[list[int]] = [[] for _ in courses]
    within = Rows()
    for crowd, start in zip(own, starts, strict=True):
        _crowd_rows(within, crowd, start)
        for column, numbers in enumerate(crowd.takes, start):
            for course_id in (step for number in numbers for step in crowd.ladders[number].course_ids):
                seated[position[course_id]].append(column)
    rows = Rows()
    _course_rows(rows, courses, seated, wishes.smallest_class)
    money = _budget_row(rows, wishes.budget_rupiah, cost)
    _promise_rows(rows, own, starts, floors, least_right if wishes.right == "require" else 0)
    rows.append(within)
    lower = np.zeros(len(worth))
    lower[[position[course_id] for course_id in wishes.include]] = 1.0
    return Program(own, courses, starts, worth, lower, upper, rows, list(floors), money)


def right_worth(problem: Problem) -> int:
    """Return the value points of one person brought to the yearly right."""
    return problem.wishes.right_weight_e2 * 100 if problem.wishes.right == "value" else 0


def _columns(
    problem: Problem, own: Sequence[Crowd], courses: Sequence[Course]
) -> tuple[list[int], np.ndarray, np.ndarray, np.ndarray]:
    wishes = problem.wishes
    worth = [0] * len(courses)
    cost = [course.session_cost_rupiah + wishes.session_cost_rupiah for course in courses]
    fitting = [fitting_sessions(course, wishes) for course in courses]
    upper = [INFINITE if count is None else float(count) for count in fitting]
    starts = []
    for crowd in own:
        starts.append(len(worth))
        takes = crowd.takes
        worth += [sum(crowd.ladders[number].value for number in numbers) for numbers in takes]
        cost += [sum(crowd.ladders[number].cost_rupiah for number in numbers) for numbers in takes]
        worth += [right_worth(problem), 0]
        cost += [0, 0]
        upper += [float(crowd.size)] * len(takes)
        upper.append(float(crowd.size) if crowd.reaching or crowd.pairs else 0.0)
        upper.append(float(crowd.size) if crowd.unit_id and crowd.is_lifted else 0.0)
    return starts, np.array(worth, dtype=float), np.array(cost, dtype=np.int64), np.array(upper)


def right_column(crowd: Crowd, start: int) -> int:
    """Return the column that counts the people of a crowd brought to the yearly right; the next counts those served."""
    return start + len(crowd.ladders) + len(crowd.pairs)


def _crowd_rows(rows: Rows, crowd: Crowd, start: int) -> None:
    """Nobody climbs two ladders of one competency, nor more competencies than wished; a pair fills its people."""
    singles = list(range(start, start + len(crowd.ladders)))
    pairs = list(range(start + len(singles), start + len(singles) + len(crowd.pairs)))
    by_competency: dict[str, list[int]] = {}
    for column, ladder in zip(singles, crowd.ladders, strict=True):
        by_competency.setdefault(ladder.competency_name, []).append(column)
    if len(by_competency) > crowd.most or pairs:
        factors = [1.0] * len(singles) + [float(crowd.most)] * len(pairs)
        rows.add(-INFINITE, float(crowd.most * crowd.size), singles + pairs, factors)
    for columns in by_competency.values():
        if len(columns) > 1 or pairs:
            rows.add(-INFINITE, float(crowd.size), columns + pairs, [1.0] * len(columns + pairs))
    right = right_column(crowd, start)
    if crowd.reaching or crowd.pairs:
        reaching = [start + number for number in crowd.reaching] + pairs
        rows.add(-INFINITE, 0.0, [right, *reaching], [1.0] + [-1.0] * len(reaching))
    if crowd.unit_id and crowd.is_lifted:
        rows.add(-INFINITE, 0.0, [right + 1, *singles, *pairs], [1.0] + [-1.0] * len(singles + pairs))


def _course_rows(rows: Rows, courses: Sequence[Course], seated: Sequence[Sequence[int]], smallest: int) -> None:
    """The seats of the sessions opened hold everyone seated, and every session has the smallest class or more."""
    for number, (course, columns) in enumerate(zip(courses, seated, strict=True)):
        rows.add(-INFINITE, 0.0, [number, *columns], [-float(course.seat_count)] + [1.0] * len(columns))
    for number, columns in enumerate(seated):
        rows.add(0.0, INFINITE, [number, *columns], [-float(max(smallest, 1))] + [1.0] * len(columns))


def _budget_row(rows: Rows, budget_rupiah: int, cost: np.ndarray) -> int:
    paid = np.nonzero(cost)[0].tolist()
    money = gcd(*cost[paid].tolist()) or 1
    rows.add(-INFINITE, float(budget_rupiah // money), paid, (cost[paid] // money).astype(float).tolist())
    return money


def _promise_rows(
    rows: Rows, own: Sequence[Crowd], starts: Sequence[int], floors: Mapping[str, int], least_right: int
) -> None:
    served: dict[str, list[int]] = {unit_id: [] for unit_id in floors}
    right = []
    for crowd, start in zip(own, starts, strict=True):
        column = right_column(crowd, start)
        if crowd.unit_id in served and crowd.is_lifted:
            served[crowd.unit_id].append(column + 1)
        if crowd.reaching or crowd.pairs:
            right.append(column)
    for unit_id, columns in served.items():
        rows.add(float(floors[unit_id]), INFINITE, columns, [1.0] * len(columns))
    rows.add(float(least_right), INFINITE, right, [1.0] * len(right))
