"""An unknown file → what was understood of it, and a draft profile to finish by hand."""

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import polars as pl

from pipelines import guesses, parse, profiles, readers
from pipelines.guesses import Guess
from pipelines.profiles import MISSING, tidy
from pipelines.readers import pieces
from pipelines.readers.sheet import Sheet, letter
from pipelines.recognition import HEADER_ROWS, spread

SAMPLES = 3
LOOKED_AT = 2000
"""Rows below the header that samples, decimal marks and markers of nothing are taken from."""

MARKERS = ("na", "n/a", "null", "none", "nil", "n<10", "tidak ada", "..", "*")
DIGIT, NUMBER = re.compile(r"\d"), re.compile(r"(rp)?[\d\s.,:/%+-]+")
PERSONAL = re.compile(r"\b(nama|name|nik|nip|alamat|address|e-?mail|telepon|telp|hp|phone|npwp|lahir|birth)\b")


def draft(path: Path) -> str:
    """Return a TOML draft with comments: header row, columns matched, left over, sample values. Raises Refused."""
    large = pieces.large(path)
    sheets = [large.head(HEADER_ROWS + LOOKED_AT)] if large else readers.read(readers.source.bytes_of(path)).sheets
    sheet = max(sheets, key=lambda s: (not s.is_hidden, s.cells.height * s.cells.width))
    row = _header_row(sheet)
    depth, titles = _titles(sheet, row)
    guess = guesses.best(titles)
    below = sheet.cells.slice(row + 1, LOOKED_AT)
    samples = [_samples(below[name]) for name in sheet.cells.columns]
    return "\n".join(
        [
            *_understood(path, sheet, row, depth, guess, titles, is_start=bool(large)),
            f"name = {_quoted(path.stem)}",
            "",
            "[recognise]",
            f"headers = [{', '.join(_quoted(title) for title in _recognised(guess, titles))}]",
            *(["", "[table]", f"header = {depth}    # judul bertingkat"] if depth > 1 else []),
            *_format(guess, below),
            *_take(guess, titles, samples),
            *_left_over(guess, titles, samples),
        ]
    )


def _understood(
    path: Path, sheet: Sheet, row: int, depth: int, guess: Guess, titles: Sequence[str], *, is_start: bool
) -> Iterator[str]:
    """Yield what was understood, as comments."""
    rows = f"{row + 1}" if depth == 1 else f"{row + 2 - depth}–{row + 1}"
    yield f"# {_line(path.name)}: {_line(sheet.name or 'teks')}, judul di baris {rows}"
    yield f"# {'lebih dari ' if is_start else ''}{sheet.cells.height - row - 1} baris data"
    for number, cells in enumerate(sheet.cells.head(row + 1 - depth).iter_rows(), start=1):
        text = " ".join(filter(None, cells))
        if text.strip():
            yield f"# Baris {number} di atas judul: {_masked(text)}    (dapat dibaca dengan [preamble])"
    yield f"# Paling mirip dengan jenis {guess.contract.kind} ({guess.contract.title_id})"
    yield f"# Kolom wajib yang belum ketemu: {', '.join(guess.missing) or 'tidak ada'}"
    there = set(map(tidy, titles))
    near = max(profiles.all_profiles(), key=lambda p: sum(tidy(h) in there for h in p.headers) / len(p.headers))
    absent = [header for header in near.headers if tidy(header) not in there]
    if 2 * len(absent) < len(near.headers) and not near.is_template:
        yield f"# Profil terdekat: {near.name}; judul yang tidak ada di sini: {', '.join(absent) or 'tidak ada'}"


def _recognised(guess: Guess, titles: Sequence[str]) -> list[str]:
    """Return the headers a file is known by: those that are used, or the first few where none is."""
    return [titles[index] for index in guess.matched.values()] or [title for title in titles if title][:4]


def _format(guess: Guess, below: pl.DataFrame) -> Iterator[str]:
    """Yield how the numbers of the file are written and what stands for nothing, where that can be seen."""
    cells = [below[name].drop_nulls().unique().to_list() for name in below.columns]
    marks = {text.strip().casefold() for texts in cells for text in texts} & set(MARKERS)
    numbers = [
        below.to_series(index).drop_nulls().str.strip_chars().unique().to_list()
        for name, index in guess.matched.items()
        if guess.contract.column(name).value == "number" and not guess.contract.column(name).money
    ]
    found = {parse.convention(texts, money=False) for texts in numbers} - {"auto"}
    if not marks and len(found) != 1:
        return
    yield from ("", "[format]")
    if len(found) == 1:
        yield f"decimal = {_quoted(found.pop())}"
    if marks:
        yield f"missing = [{', '.join(_quoted(mark) for mark in (*MISSING[:2], *sorted(marks)))}]"


def _take(guess: Guess, titles: Sequence[str], samples: Sequence[str]) -> Iterator[str]:
    yield from ("", "[[take]]", f'kind = "{guess.contract.kind}"', "[take.columns]")
    for ours, index in guess.matched.items():
        shown = "•••" if guess.contract.column(ours).personal else samples[index]
        yield f"{ours} = {_quoted(titles[index])}    # {shown}"
    for name in guess.missing:
        yield f'# {name} = ""    # {guess.contract.column(name).words_id}; judul lain, atau tetap di [take.constants]'
    yield from guess.unpivot


def _left_over(guess: Guess, titles: Sequence[str], samples: Sequence[str]) -> Iterator[str]:
    yield from ("", "# Kolom lain dalam berkas, tidak dipakai:")
    for index, title in enumerate(titles):
        if title and index not in guess.matched.values():
            shown = "•••" if PERSONAL.search(tidy(title).replace("_", " ")) else samples[index]
            yield f'#   {letter(index)} "{_line(title)}": {shown}'


def _header_row(sheet: Sheet) -> int:
    """Return the 0-based row most like a header: many different short words, few digits."""

    def score(cells: Sequence[str | None]) -> float:
        texts = {tidy(cell) for cell in cells if tidy(cell)}
        return sum(
            0.0 if NUMBER.fullmatch(text) else 0.6 if len(text) > 60 or DIGIT.search(text) else 1.0 for text in texts
        )

    rows = list(sheet.cells.head(HEADER_ROWS).iter_rows())
    return max(range(len(rows)), key=lambda index: (score(rows[index]), -index))


def _titles(sheet: Sheet, row: int) -> tuple[int, list[str]]:
    """Return over how many rows the header goes and its titles: two where each row fills the other's holes."""
    own = [" ".join((cell or "").split()) for cell in sheet.cells.row(row)]
    above = [" ".join((cell or "").split()) for cell in sheet.cells.row(row - 1)] if row else []
    holes = any(upper and not lower for upper, lower in zip(above, own, strict=False))
    fills = sum(bool(lower) and not upper for upper, lower in zip(above, own, strict=False))
    if not holes or fills < 2 or sum(map(bool, above)) < 2:
        return 1, own
    pairs = zip(spread(above), own, strict=True)
    return 2, [" | ".join(dict.fromkeys(filter(None, pair))) for pair in pairs]


def _samples(cells: pl.Series) -> str:
    """Return a few different values as they may stand in a comment."""
    texts = cells.drop_nulls().head(200).unique(maintain_order=True)
    return " · ".join(_masked(text)[:40] for text in texts.filter(texts.str.strip_chars() != "").head(SAMPLES))


def _masked(text: str) -> str:
    """Return a text on one line with long numbers (NIP, NIK) masked."""
    return re.sub(r"\d{9,}", lambda digits: digits[0][:4] + "•" * (len(digits[0]) - 4), _line(text)[:120])


def _line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
