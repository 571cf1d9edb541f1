"""What the next rupiah buys: the best value at several budgets, never falling as the budget grows."""

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.planning.problem import Problem
from pipelines.planning.search import search
from pipelines.planning.solver import Status

SHARES = (25, 50, 75, 90, 100, 110, 125, 150, 200)
"""Budgets tried, percent of the one wished."""


@dataclass(frozen=True)
class Point:
    """The best value known at a budget, None when no plan keeps the wishes there, and the bound on it."""

    budget_rupiah: int
    value: int | None
    bound: int
    status: Status


def curve(
    problem: Problem, seconds: float, cancel: threading.Event | None = None, shares: Sequence[int] = SHARES
) -> list[Point]:
    """Return the points of the curve; a plan found at a smaller budget counts at every larger one."""
    until, points = time.monotonic() + seconds, list[Point]()
    best: int | None = None
    for number, share in enumerate(sorted(shares)):
        budget = problem.wishes.budget_rupiah * share // 100
        wishes = replace(problem.wishes, budget_rupiah=budget)
        left = max(until - time.monotonic(), 0) / (len(shares) - number)
        found = search(replace(problem, wishes=wishes), left, cancel)
        if found.counts is not None:
            best = max(best or 0, found.value)
        points.append(Point(budget, best, max(found.bound, best or 0), found.status))
    return points
