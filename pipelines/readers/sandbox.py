"""Parsing in a child process: a file that kills, stalls or swells its parser costs one child and is refused.

One child serves a process; it is started with the first file that needs it, kept for the next ones and replaced when a
file takes it down.
"""

import atexit
import json
import os
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any

import polars as pl

from pipelines.findings import Refused
from pipelines.readers.sheet import Reading, Sheet

BASE_BYTES, BYTES_PER_BYTE, MOST_BYTES = 640 << 20, 32, 3 << 30
"""Memory a child may hold: enough for any small file, more for a large one; a packed byte becomes some thirty."""

BASE_SECONDS, SECONDS_PER_MEGABYTE, MOST_SECONDS = 8, 2, 120
"""Time for one file: a megabyte of workbook parses in less than a second."""

REQUEST = struct.Struct("<QQQ")
"""What goes before a file: its bytes, the bytes of memory and the seconds allowed."""

LENGTH = struct.Struct("<Q")
"""What goes before an answer: the bytes of its first line, which gives the sizes of the tables after it."""

TICK = 0.02
CHILD = ("-P", "-m", "pipelines.readers.child")

Child = subprocess.Popen[bytes]
_lock = threading.Lock()
_child: Child | None = None
_owner, _line = 0, -1
"""The process the child belongs to, and the end of a pipe whose closing ends the child: it closes with its holder."""


def read(data: bytes) -> Reading:
    """Return the cells of a file parsed elsewhere.

    Raises Refused: what the reader refuses, and `pembaca-berhenti` (the parser died), `pembaca-terlalu-lama`,
    `berkas-habiskan-memori`.
    """
    megabytes = len(data) >> 20
    memory = min(BASE_BYTES + BYTES_PER_BYTE * len(data), MOST_BYTES)
    seconds = min(BASE_SECONDS + SECONDS_PER_MEGABYTE * megabytes, MOST_SECONDS)
    with _lock:
        try:
            return _asked(data, memory, seconds)
        except Refused as refusal:
            if refusal.code in ("pembaca-berhenti", "pembaca-terlalu-lama", "berkas-habiskan-memori"):
                _end()
            raise
        except BaseException:  # an interrupt leaves an answer in the pipe that belongs to nobody
            _end()
            raise


def start() -> None:
    """Start the child now, so that it is ready when it is needed."""
    with _lock:
        _running()


def close() -> None:
    """End the child, if there is one; nothing of it stays behind."""
    with _lock:
        _end()


def _running() -> Child:
    """Return the child of this very process: one that forked must not write into its parent's pipe."""
    global _child, _owner, _line  # noqa: PLW0603 - one child a process is the point
    if _child is not None and (_owner != os.getpid() or _child.poll() is not None):
        _end()
    if _child is None:
        root = str(Path(__file__).parents[2])
        path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
        end, _line = os.pipe()
        try:
            _child = subprocess.Popen(
                [sys.executable, *CHILD, str(end)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                pass_fds=(end,) if os.name == "posix" else (),
                env={**os.environ, "PYTHONPATH": path, "POLARS_MAX_THREADS": "1"},
            )
        finally:
            os.close(end)
        _owner = os.getpid()
    return _child


def _end() -> None:
    global _child
    child, _child = _child, None
    if child is None:
        return
    os.close(_line)
    if _owner == os.getpid():
        child.kill()
        child.wait()
    for pipe in (child.stdin, child.stdout):
        try:
            if pipe:
                pipe.close()
        except OSError:  # what could not be written to a dead child is of no use now
            continue


def _asked(data: bytes, memory: int, seconds: int) -> Reading:
    for _ in range(2):  # a child may end for want of work at the very moment it is asked
        child = _running()
        try:
            _send(child, data, memory, seconds)
        except OSError:
            _end()
            continue
        return _received(child, memory, time.monotonic() + seconds)
    raise Refused("pembaca-berhenti")


def _send(child: Child, data: bytes, memory: int, seconds: int) -> None:
    pipe = child.stdin
    if pipe is None:
        raise OSError
    pipe.write(REQUEST.pack(len(data), memory, seconds + 2))
    pipe.write(data)
    pipe.flush()


def _received(child: Child, memory: int, deadline: float) -> Reading:
    """Return the answer while watching the child's clock and memory."""
    answers: list[Reading | Refused] = []
    failures: list[Exception] = []

    def receive() -> None:
        try:
            answers.append(_answer(child.stdout))
        except (EOFError, OSError, ValueError, pl.exceptions.PolarsError) as error:  # torn by the child's death
            failures.append(error)

    listener = threading.Thread(target=receive, daemon=True)
    listener.start()
    while listener.is_alive():
        listener.join(TICK)
        if listener.is_alive():
            _refuse_excess(child, memory, deadline, listener)
    if failures or not answers:
        raise Refused("pembaca-berhenti") from (failures[0] if failures else None)
    if isinstance(answers[0], Refused):
        raise answers[0]
    return answers[0]


def _refuse_excess(child: Child, memory: int, deadline: float, listener: threading.Thread) -> None:
    late, swollen = time.monotonic() > deadline, resident(child.pid) > memory
    if late or swollen:
        child.kill()
        listener.join()
        raise Refused("pembaca-terlalu-lama" if late else "berkas-habiskan-memori")


def resident(pid: int) -> int:
    """Return the bytes of memory a process holds; 0 where the system does not say."""
    try:
        pages = Path(f"/proc/{pid}/statm").read_bytes().split()[1]
    except (OSError, IndexError):
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _answer(pipe: IO[bytes] | None) -> Reading | Refused:
    if pipe is None:
        raise EOFError
    said: dict[str, Any] = json.loads(_exactly(pipe, LENGTH.unpack(_exactly(pipe, LENGTH.size))[0]))
    if "refused" in said:
        return Refused(*said["refused"])
    return Reading(tuple(_sheet(pipe, about) for about in said["sheets"]), said["dialect"])


def _sheet(pipe: IO[bytes], about: dict[str, Any]) -> Sheet:
    cells, types, widths = (_table(_exactly(pipe, size)) for size in about["sizes"])
    if cells is None:
        raise EOFError
    return Sheet(about["name"], cells, types, widths["width"] if widths is not None else None, about["is_hidden"])


def _table(data: bytes) -> pl.DataFrame | None:
    return pl.read_ipc(data) if data else None


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    data = pipe.read(size)
    if len(data) != size:
        raise EOFError
    return data


atexit.register(close)
