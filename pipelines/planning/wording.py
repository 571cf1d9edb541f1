"""What planning says, in both languages: the words of data/reference/plan_words.csv with their blanks filled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import polars as pl
from babel.numbers import format_decimal

from pipelines.paths import REFERENCE


@dataclass(frozen=True)
class Said:
    """One thing to say: its code in the catalogue and what fills its blanks; whole numbers are written as such."""

    code: str
    blanks: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: str = "id") -> str:
        """Return the sentence in a language."""
        blanks = {name: number(value, language) for name, value in self.blanks.items()}
        return catalogue()[self.code][language != "id"].format(**blanks)


def revived(kept: Any) -> Any:
    """Return what was said from its JSON, sentences inside sentences too."""
    if isinstance(kept, dict):
        values = {name: revived(value) for name, value in kept.items()}
        return Said(**values) if set(values) == {"code", "blanks"} else values
    return [revived(each) for each in kept] if isinstance(kept, list) else kept


class Refused(Exception):  # noqa: N818 - an outcome the caller reports
    """A wish cannot be met or understood: what is wrong and the way out. `is_usage` when it was typed wrong."""

    def __init__(self, *said: Said, is_usage: bool = False) -> None:
        self.said = said
        self.is_usage = is_usage
        super().__init__(" ".join(each.text() for each in said))


def number(value: object, language: str) -> str:
    """Return a number as a reader writes it (1.234 in Indonesian), anything else as text; lists with commas."""
    if isinstance(value, Said):
        return value.text(language)
    if isinstance(value, list | tuple):
        return ", ".join(number(each, language) for each in value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(format_decimal(value, format="#,##0.##", locale=language))
    return str(value)


@cache
def catalogue() -> dict[str, tuple[str, str]]:
    """Return the words by code: Indonesian, English."""
    rows = pl.read_csv(REFERENCE / "plan_words.csv", infer_schema=False).iter_rows(named=True)
    return {row["code"]: (row["words_id"], row["words_en"]) for row in rows}
