"""The exact search, made small first: prices from the relaxation, then whole numbers only where an optimal plan can be.

Few of a city's people decide a plan. The relaxation is solved over the crowds that pay at its own prices (the others
are priced, and fetched when they do), so its value bounds every plan. What costs more than a band to change cannot
change in any plan worth more than that bound less the band: it is fixed, and HiGHS searches the rest whole. When the
best plan found is worth no less, it is optimal; else the band is widened to reach it, once.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from math import gcd

import numpy as np

from pipelines.planning import greedy, promises, solver, takes
from pipelines.planning.crowds import Crowd, crowds
from pipelines.planning.problem import Problem
from pipelines.planning.program import Program, ordered, program, right_worth
from pipelines.planning.solver import Answer, Clock, Prices, Status

FETCHED = 3_000
"""Crowds fetched into the relaxation at a time, the best paying first."""

FIRST_BAND = 0.0001
"""Part of the relaxation's value within which the search begins."""


@dataclass(frozen=True)
class Progress:
    """Where a search stands: seconds gone, best value so far and the bound on any plan's value, None while unknown."""

    seconds: float
    value: int | None
    bound: int | None


Counts = dict[tuple[int, int], int]
"""People of crowd i on its take j."""


@dataclass(frozen=True)
class Found:
    """The best plan known as counts over all crowds, None when there is none; value and bound in value points."""

    status: Status
    crowds: tuple[Crowd, ...]
    counts: Counts | None
    value: int
    bound: int
    greedy_value: int | None


Watch = Callable[[Progress], None]
Relaxed = tuple[Program, Prices]
Tell = Callable[[int | None, float | None], None]


def search(
    problem: Problem, seconds: float, cancel: threading.Event | None = None, watch: Watch | None = None
) -> Found:
    """Return the best plan found within `seconds` or until `cancel` is set, at least as good as the greedy one."""
    began = time.monotonic()
    clock = Clock(began + seconds, cancel or threading.Event())
    own = crowds(problem)
    hunt = _Hunt(problem, own, clock)

    def tell(value: int | None, bound: float | None) -> None:
        if watch:
            watch(Progress(time.monotonic() - began, value, None if bound is None else int(bound)))

    best = greedy.plan(problem, own, hunt.floors, hunt.least_right)
    greedy_value = None if best is None else hunt.value(best)
    tell(greedy_value, hunt.bound)
    status, best = hunt.best(best, tell)
    value = hunt.value(best) if best is not None else 0
    return Found(status, tuple(own), best, value, int(hunt.bound), greedy_value)


class _Hunt:
    """One search under way: what is known of the bound, and which crowds take part in the relaxation."""

    def __init__(self, problem: Problem, own: list[Crowd], clock: Clock) -> None:
        self.problem, self.own, self.clock = problem, own, clock
        self.floors = promises.floors(problem, own)
        self.least_right = promises.least_in_right(problem)
        self.right = right_worth(problem)
        self.takes = takes.takes(own, ordered(problem.courses), list(self.floors))
        self.bound = float(np.sum(self.takes.size * (self.takes.worth + self.takes.reaches * self.right)))
        self.chosen = takes.first_choice(self.takes, self.right, FETCHED // 4)

    def best(self, best: Counts | None, tell: Tell) -> tuple[Status, Counts | None]:
        """Return the best whole plan: looked for close to the relaxation first, then as far from it as proof needs."""
        relaxed = self.relaxed()
        if not isinstance(relaxed, tuple):
            return relaxed if relaxed == "infeasible" or best is None else "feasible", best
        band = FIRST_BAND * relaxed[1].value
        while True:
            wider = self.widened(*relaxed, band)
            if not isinstance(wider, tuple):
                return ("unknown" if best is None else "feasible"), best
            part, prices = relaxed = wider
            beyond = prices.value - band
            tight = solver.tightened(part, prices, band)
            answer = solver.solve(tight, self.clock, partial(_told, tell, beyond))
            best = self.better(best, part, answer)
            value = -1 if best is None else self.value(best)
            inside = {"infeasible": -1.0}.get(answer.status, prices.value if answer.bound is None else answer.bound)
            self.bound = max(value, self.whole_points(min(self.bound, max(inside, beyond))))
            tell(None if best is None else value, self.bound)
            if best is None and answer.status == "infeasible" and beyond < 0:
                return "infeasible", None
            if best is not None and self.bound < value + 1:
                return "optimal", best
            if self.clock.left() == 0 or answer.status in ("feasible", "unknown"):
                return ("unknown" if best is None else "feasible"), best
            band = band * 10 + 1 if best is None else prices.value - value + 0.5

    def relaxed(self) -> Relaxed | Status:
        """Return the relaxation, solved over the crowds that pay at its prices."""
        while True:
            part = program(self.problem, [self.own[i] for i in self.chosen.tolist()], self.floors, self.least_right)
            prices = solver.relax(part, self.clock)
            if prices == "infeasible" and len(self.chosen) < len(self.own):
                self.chosen = np.arange(len(self.own))
            elif not isinstance(prices, Prices):
                return prices
            elif not self.fetched(part, prices, 1e-6):
                return part, prices

    def widened(self, part: Program, prices: Prices, band: float) -> Relaxed | Status:
        """Return the relaxation once more with every crowd that has a take within a band of paying."""
        while self.fetched(part, prices, -band):
            wider = self.relaxed()
            if not isinstance(wider, tuple):
                return wider
            part, prices = wider
        return part, prices

    def fetched(self, part: Program, prices: Prices, least: float) -> bool:
        """Return whether crowds outside a program had takes with more than the least surplus, which then take part."""
        surplus = takes.surplus(self.takes, part, prices, self.right)
        is_outside = np.isin(self.takes.crowd, self.chosen, invert=True)
        paying = np.maximum(surplus[is_outside], 0.0)
        self.bound = min(self.bound, prices.value + float(self.takes.size[is_outside] @ paying) + 1e-6)
        wanted = np.flatnonzero(is_outside & (surplus > least))
        order = np.argsort(-surplus[wanted], kind="stable")
        self.chosen = np.union1d(self.chosen, self.takes.crowd[wanted][order][:FETCHED])
        return len(wanted) > 0

    def whole_points(self, bound: float) -> float:
        """Return a bound cut to what sums of the takes' worth can reach."""
        unit = gcd(self.right, *self.takes.worth.tolist()) or 1
        return float(np.floor((bound + 1e-6) / unit) * unit)

    def better(self, best: Counts | None, part: Program, answer: Answer) -> Counts | None:
        """Return the better of a plan known and the one a search found."""
        if answer.columns is None:
            return best
        found = {
            (int(self.chosen[i]), j): int(answer.columns[start + j])
            for i, (crowd, start) in enumerate(zip(part.crowds, part.starts, strict=True))
            for j in range(len(crowd.takes))
            if answer.columns[start + j]
        }
        return found if best is None or self.value(found) > self.value(best) else best

    def value(self, counts: Counts) -> int:
        return greedy.value(self.own, counts, self.right)


def _told(tell: Tell, beyond: float, value: int | None, bound: float | None) -> None:
    tell(value, None if bound is None else max(bound, beyond))
