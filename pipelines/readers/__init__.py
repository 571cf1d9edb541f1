"""Bytes → text cells: which reader a file needs is decided by its first bytes, never by its name."""

from pipelines.findings import Refused
from pipelines.readers import delimited, workbook
from pipelines.readers.sheet import Reading

ZIP = b"PK\x03\x04"
COMPOUND = b"\xd0\xcf\x11\xe0"
"""An old .xls, or any workbook encrypted with a password."""


def read(data: bytes) -> Reading:
    """Return the cells of a CSV or workbook; raises Refused when it is neither, locked, damaged or empty."""
    if not data:
        raise Refused("berkas-kosong")
    if data.startswith((ZIP, COMPOUND)):
        return workbook.read(data)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf")):
        raise Refused("format-tak-didukung")
    return delimited.read(data)
