"""Repeat, take the fastest, print a ratio."""

import resource
import time
from collections.abc import Callable


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the fastest of several runs: on a shared machine the least disturbed one says most about the code."""
    return best(work, repeats)[0]


def best(work: Callable[[], object], repeats: int = 3) -> tuple[float, float]:
    """Return the least wall and the least CPU seconds of several runs."""
    runs = [spent(work) for _ in range(repeats)]
    return min(wall for wall, _ in runs), min(used for _, used in runs)


def spent(work: Callable[[], object]) -> tuple[float, float]:
    """Return the wall and CPU seconds (user and system, children included) of one run.

    CPU says more than wall on a machine that is shared: waiting for others is not counted.
    """
    start, used = time.perf_counter(), cpu()
    work()
    return time.perf_counter() - start, cpu() - used


def cpu() -> float:
    """Return the CPU seconds this process and its ended children have used."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def report(name: str, ours: float, bare: float, against: str) -> None:
    """Print one line: what, ours, the bare engine's, and the ratio."""
    print(f"{name:<44} {ours * 1000:9.1f} ms {bare * 1000:9.1f} ms  {ours / bare:7.2f} × {against}")
