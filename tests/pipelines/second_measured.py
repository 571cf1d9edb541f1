"""What is compared between units, from the rows as they came in: cases, their sum and squares, by unit and period."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

import polars as pl
from second_indicators import iku_periods, unit_periods
from second_people import appraisal_periods
from second_rows import Rows, calendar, hundredths, once
from second_service import service_periods
from second_surveys import ELEMENTS

CAP_E2 = 12000
Place = tuple[str, str, str]
"""Measure, unit and period."""


@dataclass(frozen=True)
class Sample:
    """Cases of a unit: how many, the sum of their values and the sum of its squares, in the units they are kept in."""

    count: int
    total: int
    squares: int = 0

    @property
    def mean(self) -> Fraction | None:
        return Fraction(self.total, self.count) if self.count else None

    @property
    def inner(self) -> Fraction:
        """Sum of squares around the mean."""
        return self.squares - Fraction(self.total * self.total, self.count) if self.count else Fraction(0)


def of_values(values: list[int]) -> Sample:
    return Sample(len(values), sum(values), sum(v * v for v in values))


STEP = {"iku_achievement_avg": Fraction(1, 100), "ikm": Fraction(25, 2520)}
"""What one unit of a sum stands for: hundredths of a percent; 2520ths of an answer, 25 points each."""


@once
def measured(rows: Rows) -> dict[Place, Sample]:
    """Return what every compared measure found in every unit and period."""
    found: dict[Place, Sample] = {}
    for row in unit_periods(rows).to_dicts():
        key = ("iku_met_share", row["unit_id"], row["period"])
        found[key] = Sample(row["iku_judged_count"], row["iku_met_count"])
    for row in appraisal_periods(rows).to_dicts():
        found["rated_share", row["unit_id"], row["period"]] = Sample(row["employee_count"], row["rated_count"])
    judged = iku_periods(rows).filter(pl.col("achievement_pct").is_not_null()).rename({"unit_id": "own_id"})
    for key, group in rows.rolled_up(judged).group_by("unit_id", "period"):
        values = [min(hundredths(value), CAP_E2) for value in group["achievement_pct"]]
        found["iku_achievement_avg", *key] = of_values(values)
    return found | _answers(rows) | _cases(rows)


def _periods(day: dt.date) -> list[str]:
    return [p.name for p in calendar(day.year) if p.start <= day <= p.end]


def _answers(rows: Rows) -> dict[Place, Sample]:
    values: dict[Place, list[int]] = {}
    for row in rows.live("skm").to_dicts():
        given = [row[column] for column in ELEMENTS.values() if row[column] is not None]
        for unit in rows.lines.get(row["kode_unit"], []):
            for name in _periods(row["tanggal"]):
                values.setdefault(("ikm", unit, name), []).append(2520 * sum(given) // len(given))
    return {key: of_values(each) for key, each in values.items()}


def _cases(rows: Rows) -> dict[Place, Sample]:
    """Return cases that can be judged by their deadline, complaints left out."""
    return {
        ("on_time_share", str(row["unit_id"]), str(row["period"])): Sample(row["judged_count"], row["on_time_count"])
        for row in service_periods(rows).filter(pl.col("service_name").is_null(), pl.col("judged_count") > 0).to_dicts()
    }
