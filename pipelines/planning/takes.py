"""Every take of every crowd as arrays, so that what each is worth at given prices is one expression."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipelines.planning.crowds import Crowd
from pipelines.planning.problem import Course
from pipelines.planning.program import Program
from pipelines.planning.solver import Prices

MOST_COURSES = 4
"""Courses in one take: two ladders of two steps."""


@dataclass(frozen=True)
class Takes:
    """One entry per crowd and take; `courses` is padded with the number of courses, a course without a price."""

    crowd: np.ndarray
    size: np.ndarray
    worth: np.ndarray
    cost_rupiah: np.ndarray
    courses: np.ndarray
    reaches: np.ndarray
    unit: np.ndarray


def takes(own: Sequence[Crowd], courses: Sequence[Course], floor_units: Sequence[str]) -> Takes:
    """Return the takes of all crowds in their order."""
    position = {course.course_id: number for number, course in enumerate(courses)}
    units = {unit_id: number for number, unit_id in enumerate(floor_units)}
    found: dict[str, list[object]] = {
        name: [] for name in ("crowd", "size", "worth", "cost", "courses", "reach", "unit")
    }
    for number, crowd in enumerate(own):
        unit = units.get(crowd.unit_id or "", len(units)) if crowd.is_lifted else len(units)
        for each in crowd.takes:
            steps = [position[step] for i in each for step in crowd.ladders[i].course_ids]
            found["crowd"].append(number)
            found["size"].append(crowd.size)
            found["worth"].append(sum(crowd.ladders[i].value for i in each))
            found["cost"].append(sum(crowd.ladders[i].cost_rupiah for i in each))
            found["courses"].append(steps + [len(courses)] * (MOST_COURSES - len(steps)))
            found["reach"].append(len(each) > 1 or each[0] in crowd.reaching)
            found["unit"].append(unit)
    whole = {name: np.array(values, dtype=np.int64) for name, values in found.items()}
    return Takes(
        whole["crowd"], whole["size"], whole["worth"], whole["cost"],
        whole["courses"].reshape(-1, MOST_COURSES), whole["reach"].astype(bool), whole["unit"],
    )  # fmt: skip


def surplus(all_takes: Takes, program: Program, prices: Prices | None, right: int) -> np.ndarray:
    """Return what one person on each take adds above its price: worth, plus right and floor, less seats and money.

    At the prices of a solved relaxation a take outside it with no surplus cannot improve it, and a plan that uses a
    take with a surplus of −d is worth at most the relaxation less d: the rows of its own people have no price, those
    that count them have the price of what they count.
    """
    count = len(program.courses)
    rows = prices.rows if prices else np.zeros(2 * count + 2 + len(program.floor_units))
    seats = np.append(rows[:count] + rows[count : 2 * count], 0.0)
    floor = np.append(rows[2 * count + 1 : 2 * count + 1 + len(program.floor_units)], 0.0)
    promised = rows[2 * count + 1 + len(program.floor_units)]
    found: np.ndarray = (
        all_takes.worth
        - all_takes.cost_rupiah / program.money * rows[2 * count]
        - seats[all_takes.courses].sum(axis=1)
        - floor[all_takes.unit]
        + all_takes.reaches * (right - promised)
    )
    return found


def first_choice(all_takes: Takes, right: int, most: int) -> np.ndarray:
    """Return the crowds to begin with: those whose takes give most for the money, by course and by unit."""
    given = (all_takes.worth + all_takes.reaches * right + 1) / (all_takes.cost_rupiah + 1)
    order = np.argsort(-given, kind="stable")
    chosen = set()
    for group in (all_takes.courses[:, 0], all_takes.unit):
        counted: dict[int, int] = {}
        for number in order.tolist():
            key = int(group[number])
            if counted.get(key, 0) < most:
                counted[key] = counted.get(key, 0) + int(all_takes.size[number])
                chosen.add(int(all_takes.crowd[number]))
    return np.array(sorted(chosen), dtype=np.int64)
