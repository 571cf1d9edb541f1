"""How far an ingest has come, on a terminal, for whoever waits longer than a second."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from pipelines.ingest import Outcome

PATIENCE = 1.0
"""Seconds before anything is shown."""

CLEAR = "\r\x1b[K"
WORDS = {"id": ("berkas", "baris", "baris/detik"), "en": ("files", "rows", "rows/s")}


def told(
    ingest: Callable[[Callable[[int], None]], Iterable[Outcome]], total: int, stream: TextIO, language: str
) -> Iterator[Outcome]:
    """Yield the outcomes of an ingest, keeping one line of files, rows and rows per second on a terminal; else silent.

    `ingest` is given what it tells of every piece of a file it has written: how many rows.
    """
    start, rows, done, is_shown = time.monotonic(), 0, 0, False

    def seen(count: int) -> None:
        nonlocal rows, is_shown
        rows += count
        elapsed = time.monotonic() - start
        is_shown = stream.isatty() and elapsed > PATIENCE
        if is_shown:
            stream.write(line(done, total, rows, elapsed, language))
            stream.flush()

    for done, outcome in enumerate(ingest(seen), start=1):
        if is_shown:
            stream.write(CLEAR)
            stream.flush()
        yield outcome
        if done < total:
            seen(0)


def line(done: int, total: int, rows: int, elapsed: float, language: str) -> str:
    """Return the line: 12/78 berkas · 34.567 baris · 12.300 baris/detik."""
    files, lines, speed = WORDS[language]
    mark = "." if language == "id" else ","
    count, rate = (f"{number:,.0f}".replace(",", mark) for number in (rows, rows / max(elapsed, 1e-9)))
    return f"{CLEAR}{done}/{total} {files} · {count} {lines} · {rate} {speed}"
