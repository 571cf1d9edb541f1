"""Why no plan can be made: wishes that contradict one another; giving up any one of them makes a plan possible."""

import datetime as dt
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from pipelines.planning import promises, solver
from pipelines.planning.crowds import crowds
from pipelines.planning.problem import Problem, Wishes
from pipelines.planning.program import Program, program
from pipelines.planning.wording import Said

PLENTY = 10**15


@dataclass(frozen=True)
class Conflict:
    """Wishes that cannot all be met though all but one can, and how far each would have to give."""

    wishes: tuple[Said, ...]
    ways_out: tuple[Said, ...]


def conflict(problem: Problem, seconds: float, cancel: threading.Event | None = None) -> Conflict:
    """Return the smallest set of contradicting wishes found by giving up one after the other (a deletion filter)."""
    clock = solver.Clock(time.monotonic() + seconds, cancel or threading.Event())
    kept = _given_up(problem.wishes)
    loose = problem
    for name in list(kept):
        without = replace(loose, wishes=kept[name][1](loose.wishes))
        if not is_feasible(without, clock):
            loose = without
            del kept[name]
    return Conflict(tuple(said for said, _ in kept.values()), tuple(_ways_out(problem, list(kept), clock)))


def is_feasible(problem: Problem, clock: solver.Clock) -> bool:
    """Return whether some plan keeps every wish; True also when the clock stopped before that was known."""
    whole = _whole(problem)
    if solver.relax(whole, clock) == "infeasible":
        return False
    return solver.solve(replace(whole, worth=np.zeros(len(whole.worth))), clock).status != "infeasible"


def _whole(problem: Problem) -> Program:
    own = crowds(problem)
    return program(problem, own, promises.floors(problem, own), promises.least_in_right(problem))


Loosen = Callable[[Wishes], Wishes]


def _given_up(wishes: Wishes) -> dict[str, tuple[Said, Loosen]]:
    """Return the wishes that can contradict others: how each is said, and the wishes without it."""
    found: dict[str, tuple[Said, Loosen]] = {}
    late = wishes.end + dt.timedelta(days=3650)
    found["window"] = Said("wish_window", {"start": wishes.start, "end": wishes.end}), lambda w: replace(w, end=late)
    if wishes.most_competencies < 2:
        found["most"] = Said("wish_most", {"most": wishes.most_competencies}), lambda w: replace(w, most_competencies=2)
    if wishes.smallest_class > 1:
        found["class"] = Said("wish_class", {"class": wishes.smallest_class}), lambda w: replace(w, smallest_class=1)
    if wishes.exclude:
        found["exclude"] = Said("wish_exclude", {"course": wishes.exclude}), lambda w: replace(w, exclude=())
    for course_id in wishes.include:
        said = Said("wish_include", {"course": course_id})
        found[course_id] = said, lambda w, c=course_id: replace(w, include=tuple(x for x in w.include if x != c))  # type: ignore[misc]
    if wishes.right == "require":
        found["right"] = Said("wish_right", {"share": wishes.right_pct}), lambda w: replace(w, right="value")
    if wishes.floor_pct:
        found["floor"] = Said("wish_floor", {"share": wishes.floor_pct}), lambda w: replace(w, floor_pct=0)
    said = Said("wish_budget", {"budget": wishes.budget_rupiah})
    found["budget"] = said, lambda w: replace(w, budget_rupiah=PLENTY)
    return found


def _ways_out(problem: Problem, names: list[str], clock: solver.Clock) -> list[Said]:
    """Return the least budget, the highest floor and the highest share that the other wishes leave."""
    wishes, found = problem.wishes, []
    if "budget" in names:
        rich = _whole(replace(problem, wishes=replace(wishes, budget_rupiah=PLENTY)))
        least = _least_cost(rich, clock)
        if least is not None:
            found.append(Said("way_budget", {"least": least}))
    if "floor" in names:
        share = _highest(problem, lambda share: replace(wishes, floor_pct=share), wishes.floor_pct, clock)
        found.append(Said("way_floor", {"share": share}))
    if "right" in names:
        share = _highest(problem, lambda share: replace(wishes, right_pct=share), wishes.right_pct, clock)
        found.append(Said("way_right", {"share": share}))
    return found


def _least_cost(whole: Program, clock: solver.Clock) -> int | None:
    """Return the rupiah of the cheapest plan that keeps every wish, None when the clock stopped before proof."""
    row = 2 * len(whole.courses)
    begin, end = whole.rows.begins[row], whole.rows.begins[row + 1]
    worth = np.zeros(len(whole.worth))
    worth[whole.rows.columns[begin:end]] = -np.array(whole.rows.factors[begin:end])
    answer = solver.solve(replace(whole, worth=worth), clock)
    return None if answer.status != "optimal" or answer.value is None else -answer.value * whole.money


def _highest(problem: Problem, wished: Callable[[int], Wishes], share: int, clock: solver.Clock) -> int:
    """Return the highest percentage below `share` that a plan can keep."""
    low, high = 0, share
    while high - low > 1:
        middle = (low + high) // 2
        if is_feasible(replace(problem, wishes=wished(middle)), clock):
            low = middle
        else:
            high = middle
    return low
