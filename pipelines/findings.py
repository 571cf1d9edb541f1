"""What is wrong, where, and how to mend it: findings as rows of a table, their words in one catalogue."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import polars as pl

from pipelines.paths import REFERENCE

Severity = Literal["refuse", "quarantine", "repair", "warning"]

SCHEMA = {
    "code": pl.String,
    "severity": pl.String,
    "sheet_name": pl.String,
    "row_number": pl.Int64,
    "column_letter": pl.String,
    "column_name": pl.String,
    "value": pl.String,
    "expected_id": pl.String,
    "expected_en": pl.String,
    "row_count": pl.Int64,
}
"""One row per finding; `value` is at most 80 characters, escaped, masked when personal."""

MAX_VALUE = 80


@dataclass(frozen=True)
class Words:
    """The catalogue entry of one code."""

    code: str
    severity: Severity
    message_id: str
    message_en: str
    fix_id: str
    fix_en: str


class Refused(Exception):  # noqa: N818 - a refusal is an outcome the caller reports, not a programming error
    """The whole file is refused: nothing of it was taken in.

    `detail_id`/`detail_en` say what of this file is meant: the missing header, the two profiles, the first load.
    """

    def __init__(self, code: str, detail_id: str = "", detail_en: str = "") -> None:
        self.code = code
        self.detail_id = detail_id
        self.detail_en = detail_en or detail_id
        super().__init__(f"{code}: {detail_id}")

    def message(self, language: str = "id") -> str:
        """Return what is wrong, the detail and how to mend it, in one line."""
        entry = words(self.code)
        message, detail, fix = (
            (entry.message_id, self.detail_id, entry.fix_id)
            if language == "id"
            else (entry.message_en, self.detail_en, entry.fix_en)
        )
        return " ".join(part for part in (message, printable(detail), fix) if part)


def printable(text: str) -> str:
    """Return text that cannot steer a terminal: line breaks, escapes, reversed writing and torn characters spelled."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else _spelled(sign) for sign in text)


def _spelled(sign: str) -> str:
    return sign.encode("unicode_escape", "surrogatepass").decode("ascii")


@cache
def catalogue() -> pl.DataFrame:
    """Return every code with its severity and words: code, severity, message_id, message_en, fix_id, fix_en."""
    return pl.read_csv(REFERENCE / "finding_words.csv", infer_schema=False)


@cache
def _entries() -> dict[str, Words]:
    return {row["code"]: Words(**row) for row in catalogue().iter_rows(named=True)}


def words(code: str) -> Words:
    """Return the catalogue entry of `code`; KeyError when a code has no words, which is a defect of the program."""
    return _entries()[code]


def empty() -> pl.DataFrame:
    """Return a table of no findings."""
    return pl.DataFrame(schema=SCHEMA)


def once(found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return findings with each cell named once, however many rows and takes were made of it."""
    return pl.concat([empty(), *found]).unique(maintain_order=True)


def shown(value: pl.Expr, *, personal: bool = False) -> pl.Expr:
    """Return a cell's text as a finding may show it: control characters escaped, 80 characters, masked if personal.

    Masking keeps the first four characters and the length, enough for the owner to find the cell by its place.
    """
    text = value.str.replace_all(r"[\x00-\x1f\x7f]", "␣")
    if personal:
        rest = text.str.len_chars().cast(pl.Int64) - 4
        hidden = pl.lit("•").repeat_by(rest.clip(lower_bound=0)).list.join("")
        text = text.str.slice(0, 4) + hidden
    too_long = text.str.len_chars() > MAX_VALUE
    return pl.when(too_long).then(text.str.slice(0, MAX_VALUE - 1) + "…").otherwise(text)


def sentence(row: dict[str, object], language: str = "id") -> str:
    """Return one finding as its owner reads it: place, value, what is wrong, what was expected, how to mend it."""
    entry = words(str(row["code"]))
    indonesian = language == "id"
    place = " ".join(
        str(part)
        for part in (
            f'{"lembar" if indonesian else "sheet"} "{row["sheet_name"]}",' if row["sheet_name"] else "",
            f"{'baris' if indonesian else 'row'} {row['row_number']}" if row["row_number"] else "",
            f'{"kolom" if indonesian else "column"} {row["column_letter"]} "{row["column_name"]}"'
            if row["column_letter"]
            else "",
        )
        if part
    )
    expected = row["expected_id"] if indonesian else row["expected_en"]
    wanted = f"{'Diharapkan' if indonesian else 'Expected'}: {expected}. " if expected else ""
    message = entry.message_id if indonesian else entry.message_en
    value = f' "{row["value"]}"' if row["value"] else ""
    return f"{place}{value}: {message} {wanted}{entry.fix_id if indonesian else entry.fix_en}"
