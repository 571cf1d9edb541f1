"""A large delimited file → sheets of some hundred thousand rows, one after another, in bounded memory.

What only the whole of it can say is found out in a first pass: its digest, its encoding, whether it holds quotes.
"""

import codecs
import hashlib
import io
import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from pipelines.findings import Refused
from pipelines.readers import delimited, source
from pipelines.readers.sheet import Sheet

WHOLE_BYTES = 64 << 20
"""A file of up to this size is read as one sheet."""

PIECE = 32 << 20
"""Characters read at a time: some 600,000 rows of 14 columns. Smaller ones leave DuckDB more row groups half full."""

MAX_RECORD = 64 << 20
"""Characters between two ends of rows; a quote that is never closed must not gather a file of any size."""

UNDEFINED = {b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"}
"""Bytes that stand for nothing in cp1252."""

SIGNS = (b'"', b"\n", b"\x00", *sorted(UNDEFINED))
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True)
class Large:
    """A delimited file too large to be read at once, looked through from end to end.

    `has_mixed_ends`: line ends stand inside quotes too and are left as they are.
    """

    path: Path
    sha256: str
    stamp: source.Stamp
    has_mixed_ends: bool
    dialect: Mapping[str, str] = field(default_factory=dict)

    def sheets(self) -> Iterator[Sheet]:
        """Yield the rows in pieces, each with the number of rows before it; Refused `berkas-berubah`."""
        start, left = 0, ""
        for text in self.texts():
            if len(left) > MAX_RECORD:
                raise Refused("berkas-tak-terbaca", "Tanda kutip tidak ditutup.", "A quote is not closed.")
            sheet, left = self._sheet(left + text, start, is_last=False)
            start += sheet.cells.height
            yield sheet
        if left:
            yield self._sheet(left, start, is_last=True)[0]

    def head(self, rows: int) -> Sheet:
        """Return the first rows as one sheet."""
        found: list[pl.DataFrame] = []
        for sheet in self.sheets():
            found.append(sheet.cells)
            if sum(cells.height for cells in found) >= rows:
                break
        return Sheet(None, pl.concat(found, how="diagonal").head(rows))

    def texts(self) -> Iterator[str]:
        """Yield the text in parts that end where a line ends."""
        encoding = self.dialect["encoding"]
        plain = codecs.getincrementaldecoder(encoding)("replace" if encoding == "cp1252" else "strict")
        decoder = plain if self.has_mixed_ends else io.IncrementalNewlineDecoder(plain, translate=True)
        held = ""
        for number, block in enumerate(source.blocks(self.path, min(PIECE, source.BLOCK), stamp=self.stamp)):
            mark = codecs.BOM_UTF8 if encoding == "cp1252" and not number else b""
            held += decoder.decode(block.removeprefix(mark))
            cut = held.rfind("\n") + 1 if len(held) >= PIECE else 0
            if cut:
                yield held[:cut]
                held = held[cut:]
        held += decoder.decode(b"", final=True)
        if held:
            yield held

    def _sheet(self, text: str, start: int, *, is_last: bool) -> tuple[Sheet, str]:
        separator = self.dialect["separator"]
        plain = None if self.dialect["quote"] else delimited.plain(text, separator)
        if plain:
            return replace(plain, start=start), ""
        rows, rest = delimited.records(text, separator, is_last=is_last)
        return replace(delimited.sheet_of(rows), start=start), rest


def large(path: Path) -> Large | None:
    """Return a delimited file that is too large to be read at once, None for every other, UTF-16 included.

    Raises Refused where it is no text, like `readers.read`.
    """
    stamp = source.stamp_of(path)
    if stamp is None or stamp.size <= WHOLE_BYTES:
        return None
    blocks = source.blocks(path, stamp=stamp)
    first = next(blocks, b"")
    if first.startswith((*source.PACKED, *source.FOREIGN, *WIDE)):
        return None
    digest, encoding, signs = _looked_through(itertools.chain([first], blocks))
    quote = '"' if b'"' in signs else ""
    seen = Large(
        path, digest, stamp, bool(quote) and b"\n" in signs, {"encoding": encoding, "separator": "", "quote": quote}
    )
    start = ""
    for text in seen.texts():
        start += text
        if len(start) >= delimited.SNIFFED_CHARACTERS:
            break
    return replace(seen, dialect={**seen.dialect, "separator": delimited.separator_of(start)})


def _looked_through(blocks: Iterator[bytes]) -> tuple[str, str, set[bytes]]:
    """Return the digest of a file, its encoding, and which of SIGNS stand in it."""
    digest, signs, is_blank = hashlib.sha256(), set[bytes](), True
    decoder, is_utf8, is_marked = codecs.getincrementaldecoder("utf-8")(), True, False
    for number, block in enumerate(blocks):
        digest.update(block)
        is_marked = is_marked or (not number and block.startswith(codecs.BOM_UTF8))
        is_utf8 = is_utf8 and _decodes(decoder, block)
        signs |= {sign for sign in SIGNS if sign in block}
        is_blank = is_blank and (not block or block.isspace())
    is_utf8 = is_utf8 and _decodes(decoder, b"", final=True)
    if is_blank:
        raise Refused("berkas-kosong")
    if b"\x00" in signs or (not is_utf8 and signs & UNDEFINED):
        raise Refused("berkas-tak-terbaca", "Isinya bukan teks.", "Its content is not text.")
    return digest.hexdigest(), ("utf-8-sig" if is_marked else "utf-8") if is_utf8 else "cp1252", signs


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True
