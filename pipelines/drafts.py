"""An unknown file → what was understood of it, and a draft profile to finish by hand."""

import json
import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path

from pipelines import readers
from pipelines.contracts import Contract, all_contracts
from pipelines.profiles import HEADER_ROWS, tidy
from pipelines.readers.sheet import Sheet, letter

ALIKE = 0.72
"""How much alike a header and one of our columns must be to be proposed."""


def draft(path: Path) -> str:
    """Return a TOML draft with comments: header row, columns matched, left over, sample values. Raises Refused."""
    reading = readers.read(path.read_bytes())
    sheet = max(reading.sheets, key=lambda s: (not s.is_hidden, s.cells.height * s.cells.width))
    row = _header_row(sheet)
    titles = [" ".join((cell or "").split()) for cell in sheet.cells.row(row)]
    contract, matched = max(((c, _matches(c, titles)) for c in all_contracts().values()), key=lambda pair: _fit(*pair))
    below = sheet.cells.slice(row + 1, 1)
    samples = [_sample(value) for value in below.row(0)] if below.height else [""] * len(titles)
    for ours, index in matched.items():
        samples[index] = "•••" if contract.column(ours).personal else samples[index]
    missing = [name for name in contract.required if name not in matched]
    left = [
        f'#   {letter(i)} "{_line(title)}": {samples[i]}'
        for i, title in enumerate(titles)
        if title and i not in matched.values()
    ]
    lines = [
        f"# {_line(path.name)}: {_line(sheet.name or 'teks')}, judul di baris {row + 1}",
        f"# {sheet.cells.height - row - 1} baris data",
        f"# Paling mirip dengan jenis {contract.kind} ({contract.title_id})",
        f"# Kolom wajib yang belum ketemu: {', '.join(missing) or 'tidak ada'}",
        f"name = {_quoted(path.stem)}",
        "", "[recognise]",
        f"headers = [{', '.join(_quoted(titles[index]) for index in matched.values())}]",
        "", "[[take]]", f'kind = "{contract.kind}"', "[take.columns]",
        *(f"{ours} = {_quoted(titles[index])}    # {samples[index]}" for ours, index in matched.items()),
        *(f'# {name} = ""' for name in missing),
        "", "# Kolom lain dalam berkas, tidak dipakai:", *left,
    ]  # fmt: skip
    return "\n".join(lines)


def _header_row(sheet: Sheet) -> int:
    """Return the 0-based row most like a header: many different short words, few digits."""

    def score(cells: Sequence[str | None]) -> float:
        texts = {tidy(cell) for cell in cells if tidy(cell)}
        return sum(1.0 if not any(ch.isdigit() for ch in text) else 0.4 for text in texts if len(text) < 60)

    rows = list(sheet.cells.head(HEADER_ROWS).iter_rows())
    return max(range(len(rows)), key=lambda index: (score(rows[index]), -index))


def _matches(contract: Contract, titles: Sequence[str]) -> dict[str, int]:
    matched: dict[str, int] = {}
    for column in contract.columns:
        scored = [
            (_alike(column.name, title), index) for index, title in enumerate(titles) if index not in matched.values()
        ]
        best = max(scored, default=(0.0, 0))
        if best[0] >= ALIKE:
            matched[column.name] = best[1]
    return matched


def _alike(ours: str, theirs: str) -> float:
    return SequenceMatcher(None, ours.replace("_", " "), tidy(theirs).replace("_", " ").replace(".", " ")).ratio()


def _fit(contract: Contract, matched: dict[str, int]) -> tuple[float, int]:
    return sum(name in matched for name in contract.required) / len(contract.required), len(matched)


def _sample(value: str | None) -> str:
    """Return a cell as it may stand in a comment: one line, forty characters, long numbers (NIP, NIK) masked."""
    text = _line(value or "")[:40]
    return re.sub(r"\d{9,}", lambda digits: digits[0][:4] + "•" * (len(digits[0]) - 4), text)


def _line(text: str) -> str:
    return re.sub(r"[\x00-\x1f\x7f]+", " ", text)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
