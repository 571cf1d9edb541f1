"""Training plans for cities of three sizes and 60 courses: time to the answer, how far from the best it can be, and the
gain on choosing one class after the other."""

import time

from pipelines.planning.search import search
from pipelines.sample import training

SECONDS = 300
"""Longest search; what is not proven by then is reported with its gap."""


def run(sizes: tuple[int, ...]) -> None:
    """Print a line per size and kind of wish; raise when the exact plan is worse than the greedy one."""
    for people_count in sizes:
        for name, wishes in (("", {}), (" + JP right", {"right": "value"}), (" + floor 5 %", {"floor_pct": 5})):
            problem = training.city(people_count, **wishes)  # type: ignore[arg-type]
            start, busy = time.perf_counter(), time.process_time()
            found = search(problem, SECONDS)
            seconds, busy = time.perf_counter() - start, time.process_time() - busy
            if found.greedy_value is not None and found.value < found.greedy_value:
                raise AssertionError(f"{people_count} people: {found.value} is less than {found.greedy_value}")
            gain = f"{100 * (found.value / found.greedy_value - 1):5.1f} %" if found.greedy_value else "  none"
            gap = 100 * (found.bound - found.value) / found.bound if found.bound else 0.0
            what = f"plan {people_count:,} people{name}"
            told = f"{found.status:<10} gap {gap:.3f} %  gain on greedy {gain}"
            print(f"{what:<44} {seconds:9.1f} s  {busy:8.1f} s CPU  {told}", flush=True)
