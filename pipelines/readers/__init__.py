"""Bytes → text cells: which reader a file needs is decided by its first bytes, never by its name."""

from pathlib import Path

from pipelines.findings import Refused
from pipelines.readers import delimited, prescan, sandbox, source, workbook
from pipelines.readers.sheet import Reading

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
"""An old .xls, or any workbook encrypted with a password."""

AT_HOME_BYTES = 1 << 20
"""Text of up to this size is parsed here: it cannot swell, and starting a child costs more than reading it."""


def read_file(path: Path) -> Reading:
    """Return the cells of a file; raises Refused like `read`, and for what is no plain file that stands still."""
    return read(source.bytes_of(path))


def read(data: bytes) -> Reading:
    """Return the cells of a CSV or workbook; raises Refused when it is neither, locked, damaged, hostile or empty.

    Workbooks are parsed in a child process, for a crafted one can abort the process that parses it. So is text with
    quotes or ragged rows. Plain text with as many separators in every line is parsed here: it has no parts that unpack
    or refer to one another, its cells are counted before memory is taken for them, and a million rows need not travel.
    """
    _refuse_other_formats(data)
    if data.startswith((ZIP, COMPOUND)):
        return sandbox.read(data)
    if len(data) <= AT_HOME_BYTES:
        return delimited.read(data)
    return delimited.read_plain(data) or sandbox.read(data)


def parse(data: bytes) -> Reading:
    """Return the cells of a file parsed in this very process: what `read` asks its child to do."""
    _refuse_other_formats(data)
    if data.startswith(ZIP):
        prescan.refuse_bombs(data)
    return workbook.read(data) if data.startswith((ZIP, COMPOUND)) else delimited.read(data)


def _refuse_other_formats(data: bytes) -> None:
    if not data:
        raise Refused("berkas-kosong")
    if data.startswith(source.FOREIGN):
        raise Refused("format-tak-didukung")
