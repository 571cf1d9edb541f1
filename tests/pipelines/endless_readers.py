"""A program that reads the served build over and over: `endless_readers.py WAY HOME THREADS`, until its input ends.

WAY is "screen" (as the dashboard pins a build) or "query" (as `kinerja query` opens one). Every thread prints a line
per answer: who, when it began and ended, the build, what three separate questions to it gave, and what went wrong.
"""

import json
import os
import random
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb

from dashboard import warehouse
from pipelines import publish
from pipelines.paths import Home

QUESTIONS = (
    "select build_id from marts.build",
    "select cast(actual as bigint) as total from marts.iku_periods where period = '2026-TW1'",
    "select count(*) as units from marts.units",
)
Ask = Callable[[str], Any]


def on_screen() -> list[Any]:
    """Return the answers of a run of the dashboard, which pins one build for all its questions."""
    if warehouse.pin() is None:
        raise LookupError("nothing is served")
    return answers(lambda sql: warehouse.cursor().rows(sql, {}).item())


def by_query(home: Home) -> list[Any]:
    """Return the answers of one read-only connection to the build the pointer names."""
    folder = publish.current(home)
    if folder is None:
        raise LookupError("nothing is served")
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True, config={"threads": 1}) as con:
        return answers(lambda sql: (con.execute(sql).fetchone() or (None,))[0])


def answers(ask: Ask) -> list[Any]:
    """Ask the questions with pauses, so that a publication may fall between two of them."""
    said = []
    for sql in QUESTIONS:
        said.append(ask(sql))
        time.sleep(0.02)
    return said


def read(name: str, once: Callable[[], list[Any]], ended: threading.Event) -> None:
    dice = random.Random(name)
    while not ended.wait(dice.uniform(0.2, 0.7)):
        begun, said, problem = time.time(), [None, None, None], None
        try:
            said = once()
        except (duckdb.Error, LookupError, OSError) as error:
            problem = f"{type(error).__name__}: {error}"
        sys.stdout.write(json.dumps([name, begun, time.time(), *said, problem]) + "\n")
        sys.stdout.flush()


def main(way: str, root: str, count: int) -> None:
    os.environ["KINERJA_HOME"] = root
    home, ended = Home(Path(root)), threading.Event()
    once = on_screen if way == "screen" else lambda: by_query(home)
    threads = [threading.Thread(target=read, args=(f"{way}-{os.getpid()}-{n}", once, ended)) for n in range(count)]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    ended.set()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
