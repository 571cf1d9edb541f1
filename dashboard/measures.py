"""Each number described once, in marts.measures: name, unit, meaning, formula, rules; and how verdicts look."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import access, formats, warehouse
from dashboard.language import N_, _, either
from dashboard.queries import rules
from dashboard.words import word
from dashboard.words.inputs import INPUTS

Row = dict[str, Any]

_INPUT = re.compile(r"\{(\w+)\}")
FORMATS: dict[str, Callable[[Any], str]] = {
    "count": lambda value: formats.number(value, 0),
    "number1": lambda value: formats.number(value, 1),
    "number2": lambda value: formats.number(value, 2),
    "percent0": lambda value: formats.percent(value, 0),
    "percent1": formats.percent,
    "percent2": lambda value: formats.percent(value, 2),
    "share": formats.whole_percent,
    "rupiah": formats.rupiah,
    "days": lambda value: formats.measured(value, _("hari")),
    "minutes": lambda value: formats.measured(value, _("menit")),
    "hours": lambda value: formats.measured(value, _("jam")),
    "word": lambda value: formats.nothing() if value is None else str(value),
}


@dataclass(frozen=True)
class Measure:
    """One number of the warehouse; `row` is its line of marts.measures, `known` all of them by their code."""

    row: Row
    known: Mapping[str, Row]

    @property
    def title(self) -> str:
        """Its name in the language of this run."""
        return either(self.row["name_id"], self.row["name_en"])

    @property
    def unit(self) -> str:
        """Its unit of measure in the language of this run."""
        return either(self.row["unit_id"], self.row["unit_en"])

    @property
    def meaning(self) -> str:
        """What it means, one sentence."""
        return either(self.row["meaning_id"], self.row["meaning_en"])

    @property
    def rule_ids(self) -> tuple[str, ...]:
        """The rules of marts.rules it rests on."""
        return tuple((self.row["rule_ids"] or "").split())

    @property
    def is_part(self) -> bool:
        """Whether it is a count out of another and nothing more, so that its meaning says how it is made."""
        return str(self.row["formula_id"]).startswith(f"{{{self.row['measure_id']}}} dari ")

    def show(self, value: float | str | None) -> str:
        """Return a value of this measure as the screen writes it; words for nothing when there is none."""
        return FORMATS[self.row["format"]](value)

    def formula(self, values: Row | None = None) -> str:
        """Return how it is made: with the numbers of a row of its mart, or without a row with what goes in by name."""
        text = either(self.row["formula_id"], self.row["formula_en"])
        return _INPUT.sub(lambda found: _put_in(found, values, self.known), text)


def _put_in(found: re.Match[str], values: Row | None, known: Mapping[str, Row]) -> str:
    """Return the number of a column; without one its name, or only its place where words beside it name it already."""
    column = found[1]
    if values is None or column not in values:
        if is_named_beside(found):
            return "…"
        return Measure(known[column], known).title if column in known else word(INPUTS, column)
    value = values[column]
    return (
        formats.exact(value) if isinstance(value, int | float) else formats.nothing() if value is None else str(value)
    )


def is_named_beside(found: re.Match[str]) -> bool:
    """Return whether a word of the formula stands right before or after an input, as in `dari {n} responden`."""
    before, after = found.string[: found.start()], found.string[found.end() :]
    return bool(re.search(r"[^\W\d_][:,;]? $", before) or re.match(r" [^\W\d_]", after))


def measure(measure_id: str) -> Measure:
    """Return the measure of a column; KeyError when the registry does not know it."""
    known = _known()
    return Measure(known[measure_id], known)


def all_measures() -> list[Measure]:
    """Return every measure of the build, in the order of their marts."""
    known = _known()
    return [Measure(row, known) for row in known.values()]


def _known() -> dict[str, Row]:
    rows = rules.measures(warehouse.cursor(), access.PUBLIC)
    return {row["measure_id"]: row for row in rows.iter_rows(named=True)}


@dataclass(frozen=True)
class Status:
    """One verdict: never a colour alone, always icon + word + colour."""

    code: str
    icon: str
    word: str
    color: str

    @property
    def badge(self) -> str:
        """Icon and word in the verdict's colour, as Markdown."""
        return f":{self.color}[{self.icon}{formats.NBSP}{_(self.word)}]"

    @property
    def plain(self) -> str:
        """Icon and word without colour."""
        return f"{self.icon}{formats.NBSP}{_(self.word)}"


STATUSES = {
    status.code: status
    for status in (
        Status("exceeded", "▲", N_("Melampaui target"), "blue"),
        Status("met", "●", N_("Sesuai target"), "blue"),
        Status("near", "◆", N_("Mendekati target"), "gray"),
        Status("below", "▼", N_("Di bawah target"), "orange"),
        Status("not_judged", "○", N_("Belum dapat dinilai"), "gray"),
    )
}
