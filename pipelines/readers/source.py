"""A path → its bytes, read once, in bounded time and memory, from a regular file that stood still meanwhile."""

import os
import stat
from pathlib import Path

from pipelines.findings import Refused, printable

MAX_BYTES = 1 << 30
"""A year of a province's survey answers is some 50 MB; a gigabyte is no export of an agency."""

MAX_ROWS = 10_000_000
"""Ten times what a workbook can hold. More is refused while it is being read, not after."""

MAX_LINE_BYTES = 16 << 20
"""No row of an export is as long as a book; a file without line ends is not a table."""

BLOCK = 1 << 20
PACKED = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""Workbooks: what stands between two line ends says nothing in them."""


def bytes_of(path: Path) -> bytes:
    """Return the bytes of a regular file.

    Raises Refused: `bukan-berkas` (folder, device, pipe), `berkas-terlalu-besar`, `berkas-berubah` (it grew, shrank or
    was written to while being read), `berkas-tak-terbaca` (gone, or no permission).
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused("berkas-tak-terbaca", f"{printable(str(path))}: {reason}.") from error
    try:
        return _read(handle)
    except OSError as error:
        raise Refused("berkas-tak-terbaca", f"{printable(str(path))}: {error.strerror}.") from error
    finally:
        os.close(handle)


def _read(handle: int) -> bytes:
    before = os.fstat(handle)
    if not stat.S_ISREG(before.st_mode):
        raise Refused("bukan-berkas")
    if before.st_size > MAX_BYTES:
        raise _too_large(f"{before.st_size:,} > {MAX_BYTES:,} byte")
    blocks: list[bytes] = []
    lines, unbroken, size = 0, 0, 0
    while block := os.read(handle, BLOCK):
        blocks.append(block)
        size += len(block)
        if size > before.st_size:
            raise Refused("berkas-berubah")
        if not blocks[0].startswith(PACKED):
            found = block.count(b"\n") or block.count(b"\r")
            lines, unbroken = lines + found, 0 if found else unbroken + len(block)
            _refuse_a_flood(lines, unbroken)
    after = os.fstat(handle)
    if size != before.st_size or (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Refused("berkas-berubah")
    return b"".join(blocks)


def _refuse_a_flood(lines: int, unbroken: int) -> None:
    if lines > MAX_ROWS:
        raise _too_large(f"> {MAX_ROWS:,} baris", f"> {MAX_ROWS:,} rows")
    if unbroken > MAX_LINE_BYTES:
        raise _too_large(f"satu baris > {MAX_LINE_BYTES:,} byte", f"one line > {MAX_LINE_BYTES:,} bytes")


def _too_large(detail_id: str, detail_en: str = "") -> Refused:
    return Refused("berkas-terlalu-besar", f"({detail_id})", f"({detail_en or detail_id})")
