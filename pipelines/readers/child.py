"""The process in which files are parsed: bytes in, cells out, and nothing else; it may die without harm.

A request is its length, its limits and the bytes of a file; the answer a line of JSON and tables as Arrow IPC. Nothing
that comes back is ever executed.
"""

import io
import json
import os
import select
import signal
import sys
from typing import Any, BinaryIO

import polars as pl

from pipelines import readers
from pipelines.findings import Refused
from pipelines.readers.sandbox import LENGTH, REQUEST
from pipelines.readers.sheet import Reading, Sheet

IDLE_SECONDS = 60
"""A child nobody asks anything ends by itself; the next file starts another."""


def main() -> None:
    """Answer requests until the pipe closes or nothing comes for a while."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is asked to stop and stops its child
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # whatever a library prints is no answer
    _limit("RLIMIT_CORE", 0)
    _die_with_the_parent()
    while _is_asked(source) and (asked := source.read(REQUEST.size)):
        length, memory, seconds = REQUEST.unpack(asked)
        data = source.read(length)
        _limit("RLIMIT_AS", _size() + memory)
        _alarm(seconds)
        head, *tables = _answer(data)
        target.writelines([LENGTH.pack(len(head)), head, *tables])
        target.flush()
        _alarm(0)


def _is_asked(source: BinaryIO) -> bool:
    return os.name != "posix" or bool(select.select([source], [], [], IDLE_SECONDS)[0])


def _limit(name: str, soft: int) -> None:
    if os.name == "posix":
        import resource

        which = getattr(resource, name)
        hard = resource.getrlimit(which)[1]
        resource.setrlimit(which, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _size() -> int:
    try:
        with open("/proc/self/statm", "rb") as statm:  # noqa: PTH123 - a name, not a path of ours
            return int(statm.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 4 << 30


def _die_with_the_parent() -> None:
    """From here on, the end of the process that holds the other end of the line ends this one, however busy it is."""
    if len(sys.argv) > 1 and sys.platform == "linux":
        import fcntl

        line = int(sys.argv[1])
        fcntl.fcntl(line, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(line, fcntl.F_SETFL, fcntl.fcntl(line, fcntl.F_GETFL) | os.O_ASYNC)


def _alarm(seconds: int) -> None:
    """Set the clock that ends this process should nobody be there to watch it."""
    if os.name == "posix":
        signal.alarm(seconds)


def _answer(data: bytes) -> list[bytes]:
    try:
        reading = readers.parse(data)
    except Refused as refusal:
        return [_line({"refused": [refusal.code, refusal.detail_id, refusal.detail_en]})]
    except MemoryError:
        return [_line({"refused": ["berkas-habiskan-memori", "", ""]})]
    return _packed(reading)


def _packed(reading: Reading) -> list[bytes]:
    parts: list[bytes] = []
    sheets: list[dict[str, Any]] = []
    for sheet in reading.sheets:
        tables = [_table(sheet.cells), _table(sheet.types), _table(_widths(sheet))]
        sheets.append({"name": sheet.name, "is_hidden": sheet.is_hidden, "sizes": [len(table) for table in tables]})
        parts.extend(tables)
    return [_line({"dialect": reading.dialect, "sheets": sheets}), *parts]


def _widths(sheet: Sheet) -> pl.DataFrame | None:
    return sheet.widths.to_frame("width") if sheet.widths is not None else None


def _table(frame: pl.DataFrame | None) -> bytes:
    target = io.BytesIO()
    if frame is not None:
        frame.write_ipc(target)
    return target.getvalue()


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode()


if __name__ == "__main__":
    main()
