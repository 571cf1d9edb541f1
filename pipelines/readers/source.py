"""A path → its bytes, in bounded time and memory, from a regular file that stood still meanwhile."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.findings import Refused, printable

MAX_BYTES = 1 << 30
"""What is held in memory whole; a year of a province's survey answers is some 50 MB."""

MAX_ROWS = 10_000_000
"""Ten times what a workbook can hold. More is refused while it is being read, not after."""

MAX_LINE_BYTES = 16 << 20
"""No row of an export is as long as a book; a file without line ends is not a table."""

BLOCK = 1 << 20
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""Workbooks: what stands between two line ends says nothing in them."""

FOREIGN = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")
"""What other files than tables begin with."""


@dataclass(frozen=True)
class Stamp:
    """What tells whether a file is still the one that was looked at."""

    inode: int
    size: int
    modified_ns: int


def stamp_of(path: Path) -> Stamp | None:
    """Return the stamp of a regular file, None for anything else."""
    try:
        return _stamp(path.stat())
    except (OSError, ValueError):
        return None


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises Refused as `blocks`, and `berkas-terlalu-besar` for a file that is no export of an agency.
    """
    found: list[bytes] = []
    lines = 0
    for block in blocks(path, most=MAX_BYTES):
        found.append(block)
        if not found[0].startswith(PACKED):
            lines += block.count(b"\n") or block.count(b"\r")
            if lines > MAX_ROWS:
                raise _too_large(f"> {MAX_ROWS:,} baris", f"> {MAX_ROWS:,} rows")
    return b"".join(found)


def digest_of(path: Path) -> str:
    """Return the sha256 of a regular file of any size; Refused as `blocks`."""
    digest = hashlib.sha256()
    for block in blocks(path):
        digest.update(block)
    return digest.hexdigest()


def blocks(path: Path, size: int = BLOCK, *, most: int | None = None, stamp: Stamp | None = None) -> Iterator[bytes]:
    """Yield the bytes of a regular file, `size` at a time, to the end it had when it was opened.

    Raises Refused: `bukan-berkas` (folder, device, pipe), `berkas-terlalu-besar` (more than `most` bytes, or lines
    without an end), `berkas-berubah` (it grew, shrank or was written to while being read, or is not the one that
    `stamp` is of), `berkas-tak-terbaca` (gone, or no permission).
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused("berkas-tak-terbaca", f"{printable(str(path))}: {reason}.") from error
    try:
        before = _stamp(os.fstat(handle))
        if before is None:
            raise Refused("bukan-berkas")
        if most is not None and before.size > most:
            raise _too_large(f"{before.size:,} > {most:,} byte")
        if stamp not in (None, before):
            raise Refused("berkas-berubah")
        yield from _read(handle, size, before)
    except OSError as error:
        raise Refused("berkas-tak-terbaca", f"{printable(str(path))}: {error.strerror}.") from error
    finally:
        os.close(handle)


def _stamp(status: os.stat_result) -> Stamp | None:
    regular = stat.S_ISREG(status.st_mode)
    return Stamp(status.st_ino, status.st_size, status.st_mtime_ns) if regular else None


def _read(handle: int, size: int, before: Stamp) -> Iterator[bytes]:
    total, unbroken, is_packed = 0, 0, False
    while block := os.read(handle, size):
        is_packed = is_packed or (not total and block.startswith(PACKED))
        total += len(block)
        if total > before.size:
            raise Refused("berkas-berubah")
        unbroken = 0 if is_packed or b"\n" in block or b"\r" in block else unbroken + len(block)
        if unbroken > MAX_LINE_BYTES:
            raise _too_large(f"satu baris > {MAX_LINE_BYTES:,} byte", f"one line > {MAX_LINE_BYTES:,} bytes")
        yield block
    if total != before.size or _stamp(os.fstat(handle)) != before:
        raise Refused("berkas-berubah")


def _too_large(detail_id: str, detail_en: str = "") -> Refused:
    return Refused("berkas-terlalu-besar", f"({detail_id})", f"({detail_en or detail_id})")
