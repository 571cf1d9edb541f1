"""A pytest plugin: the mutants mutmut has written, one after another in one process, which is many times quicker.

Run in the folder `mutants`, with MUTANTS naming modules, `-p mutants_in_turn` and the tests that are to notice them.
Each mutant meets the tests that touch its function, those that noticed most so far first, until one fails. Tests that
took longer than a second are left out where quicker ones touch the same function. Survivors are printed.
"""

import json
import os
import time
from collections import Counter, defaultdict
from pathlib import Path

import mutmut.mutation.trampoline as trampoline
import pytest
from _pytest.runner import runtestprotocol

LONGEST = 1.0
SWITCH = "MUTANT_UNDER_TEST"


def _passes(item: pytest.Item, others: list[pytest.Item]) -> bool:
    """Return whether a test passes once more; what a session shares stays, what a module shares is made anew."""
    item._initrequest()  # type: ignore[attr-defined]
    elsewhere = next((other for other in others if other.path != item.path), None)
    return not any(report.failed for report in runtestprotocol(item, nextitem=elsewhere, log=False))


def pytest_runtestloop(session: pytest.Session) -> bool:
    touched: defaultdict[str, list[tuple[float, pytest.Item]]] = defaultdict(list)
    hits: set[str] = set()
    trampoline.record_trampoline_hit = lambda name, caller=None: hits.add(name)
    os.environ[SWITCH] = "stats"
    for item in session.items:
        hits.clear()
        begun = time.monotonic()
        if not _passes(item, session.items):
            pytest.exit(f"{item.nodeid} fails without a mistake")
        for name in hits:
            touched[name].append((time.monotonic() - begun, item))
    noticed: Counter[str] = Counter()
    survivors = []
    modules = [Path(f"{module}.meta") for module in os.environ["MUTANTS"].split()]
    mutants = [name for module in modules for name in json.loads(module.read_text())["exit_code_by_key"]]
    for mutant in mutants:
        tests = touched[mutant.rsplit("__mutmut_", 1)[0]]
        quick = [item for spent, item in tests if spent < LONGEST] or [item for _, item in tests]
        os.environ[SWITCH] = mutant
        in_turn = sorted(quick, key=lambda item: -noticed[item.nodeid])
        by = next((item.nodeid for item in in_turn if not _passes(item, session.items)), None)
        if by is None:
            survivors.append(mutant)
        else:
            noticed[by] += 1
    os.environ[SWITCH] = ""
    print(*survivors, f"noticed: {len(mutants) - len(survivors)} of {len(mutants)}", sep="\n")
    return True
