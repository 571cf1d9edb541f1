"""What the second calculation stands on: live rows, the tree and the calendar, not taken from the models."""

import csv
import datetime as dt
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, cached_property, wraps
from typing import Any, TypeVar

import duckdb
import polars as pl

from pipelines.paths import REFERENCE

PARTS = {"year": 1, "semester": 2, "quarter": 4, "month": 12}
SUFFIX = {"year": "", "semester": "-S{}", "quarter": "-TW{}", "month": "-{:02d}"}


@dataclass(frozen=True)
class Period:
    """One period of the calendar; `rank` orders periods that end together, the shorter first."""

    name: str
    type: str
    year: int
    start: dt.date
    end: dt.date

    @property
    def order(self) -> tuple[dt.date, int]:
        return self.end, -PARTS[self.type]


@cache
def calendar(year: int) -> tuple[Period, ...]:
    """Return the year, its semesters, quarters and months."""
    found = []
    for kind, count in PARTS.items():
        for number in range(1, count + 1):
            length = 12 // count
            start, last = dt.date(year, (number - 1) * length + 1, 1), number * length
            end = dt.date(year + last // 12, last % 12 + 1, 1) - dt.timedelta(days=1)
            found.append(Period(f"{year:04d}{SUFFIX[kind].format(number)}", kind, year, start, end))
    return tuple(found)


@cache
def period(name: str) -> Period:
    """Return the period of a name."""
    return next(each for each in calendar(int(name[:4])) if each.name == name)


@cache
def reference(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((REFERENCE / f"{name}.csv").read_text(encoding="utf-8").splitlines()))


def setting(name: str) -> int:
    """Return the whole number a setting holds today."""
    return int(next(row["value"] for row in reference("settings") if row["setting_id"] == name))


def band(scheme: str, value_e2: int) -> str:
    """Return the band of a scheme that a value in hundredths lies in."""
    return next(
        row["band_id"]
        for row in reference("bands")
        if row["scheme"] == scheme and int(row["lower_e2"] or -(10**15)) <= value_e2 <= int(row["upper_e2"] or 10**15)
    )


def hundredths(value: float) -> int:
    """Return the value in hundredths, half up as on paper: binary keeps a hair less of some halves."""
    paper = Decimal(repr(round(value, 9)))
    step = (paper * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return int(step) if paper >= 0 or step - paper * 100 != Decimal("-0.5") else int(step) + 1


@dataclass(frozen=True)
class Rows:
    """Live rows of a store and the marts made of them, in one connection; `raw` is the schema of the rows."""

    con: duckdb.DuckDBPyConnection
    raw: str = "raw"
    kept: dict[object, Any] = field(default_factory=dict, compare=False)

    def live(self, kind: str) -> pl.DataFrame:
        if kind not in self.kept:
            self.kept[kind] = self.con.sql(f"select * from {self.raw}.{kind} where ended_at is null").pl()
        return self.kept[kind]

    def words(self, kind: str) -> pl.DataFrame:
        """Return what counts and what it replaced; the marts' own view of the rows keeps only the first of the two."""
        return self.con.sql(f"select * from store.raw.{kind} where ended_at is null or ended_as = 'superseded'").pl()

    def mart(self, sql: str) -> pl.DataFrame:
        return self.con.sql(sql).pl()

    @cached_property
    def as_of(self) -> dt.date:
        ((moment,),) = self.con.sql(f"select max(loaded_at) from {self.raw}.loads").fetchall()
        day: dt.date = moment.date()
        return day

    @cached_property
    def units(self) -> dict[str, dict[str, object]]:
        """Return the newest row of every unit."""
        rows = self.live("unit").sort("mulai", "loaded_at", "load_id", "row_number", nulls_last=False)
        return {row["kode_unit"]: row for row in rows.to_dicts()}

    @cached_property
    def starts(self) -> dict[str, list[dt.date | None]]:
        return dict(self.live("unit").group_by("kode_unit").agg("mulai").rows())

    @cached_property
    def lines(self) -> dict[str, list[str]]:
        """Return every unit of the tree with the units at or above it, from itself to its root."""
        found = {}
        for unit in self.units:
            line = [unit]
            while (parent := self.units.get(line[-1], {}).get("kode_induk")) and parent not in line:
                line.append(str(parent))
            if line[-1] in self.units and self.units[line[-1]]["kode_induk"] is None:
                found[unit] = line
        return found

    @cached_property
    def above(self) -> pl.DataFrame:
        pairs = [(unit, upper) for unit, line in self.lines.items() for upper in line]
        return pl.DataFrame(pairs, schema=["own_id", "unit_id"], orient="row")

    def rolled_up(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Return rows with `own_id` once for every unit at or above their own, as `unit_id`."""
        return rows.join(self.above, on="own_id")

    def lived(self, unit: str, when: Period) -> bool:
        """Return whether a unit was there in a period: from its first start (if all are given) to its last end."""
        starts = self.starts[unit]
        end = self.units[unit]["selesai"]
        begun = None in starts or min(starts) <= when.end
        return begun and (end is None or end >= when.start)


Answer = TypeVar("Answer")


def once(calculate: Callable[[Rows], Answer]) -> Callable[[Rows], Answer]:
    """Keep what a calculation gave for some rows as long as the rows."""

    @wraps(calculate)
    def kept(rows: Rows) -> Answer:
        if calculate not in rows.kept:
            rows.kept[calculate] = calculate(rows)
        return rows.kept[calculate]

    return kept


COMPARED = (
    "z", "phi", "tau", "z_adjusted", "shrunken_value", "shrunken_lower", "shrunken_upper", "lower_95", "upper_95",
    "lower_998", "upper_998", "adjusted_lower_95", "adjusted_upper_95", "adjusted_lower_998", "adjusted_upper_998",
)  # fmt: skip
APPROXIMATE = {
    "reach_chance": 1.5e-7, "shrunken_top_share": 1e-8, "effect_levels": 1e-8, "effect_low": 1e-8, "effect_high": 1e-8,
    "expected_actual": 1e-7, "expected_lower": 1e-7, "expected_upper": 1e-7,
    "shrinkage_weight": 1e-7, **dict.fromkeys(COMPARED, 1e-7),
}  # fmt: skip
"""Part of the value that may differ. A chance rests on an approximation (Abramowitz–Stegun 26.2.17, its stated error
once for each tail); comparison, shrinkage and effects on parts rounded to fixed decimals before they are summed, so
that order changes nothing; a forecast on sums of squares, which lose digits where a history hardly varies."""


def differences(found: pl.DataFrame, expected: pl.DataFrame, key: list[str]) -> list[str]:
    """Return where two calculations of the same rows differ: words and counts at all, others beyond 11 digits."""
    columns = [name for name in found.columns if name not in key]
    ours, theirs = ({tuple(row[k] for k in key): row for row in each.to_dicts()} for each in (found, expected))
    told = [f"row {each} only in the mart" for each in ours.keys() - theirs.keys()]
    told += [f"row {each} only in the second calculation" for each in theirs.keys() - ours.keys()]
    if len(ours) != found.height:
        told.append("the mart repeats a key")
    for each in ours.keys() & theirs.keys():
        told += [
            f"{each} {name}: {ours[each][name]!r}, second {theirs[each][name]!r}"
            for name in columns
            if not _same(ours[each][name], theirs[each][name], APPROXIMATE.get(name, 1e-11))
        ]
    return told


def _same(one: object, other: object, off: float) -> bool:
    if isinstance(one, float) or isinstance(other, float):
        return (
            one is not None
            and other is not None
            and math.isclose(one, other, rel_tol=1e-12, abs_tol=off * max(1.0, abs(one)))
        )
    return one == other
