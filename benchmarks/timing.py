"""Repeat, take the fastest, print a ratio."""

import time
from collections.abc import Callable


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the fastest of several runs: on a shared machine the least disturbed one says most about the code."""
    return min(_once(work) for _ in range(repeats))


def _once(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def report(name: str, ours: float, bare: float, against: str) -> None:
    """Print one line: what, ours, the bare engine's, and the ratio."""
    print(f"{name:<44} {ours * 1000:9.1f} ms {bare * 1000:9.1f} ms  {ours / bare:7.2f} × {against}")
