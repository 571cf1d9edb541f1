"""The release rule as dated configuration: what is shown, how it is rounded, what an outsider must not find out."""

import datetime as dt
import math
from dataclasses import dataclass, fields

import duckdb


@dataclass(frozen=True)
class Rule:
    """The settings of the rule `suppression` that hold on one day, each named as in data/reference/settings.csv."""

    suppression_n_unit: int
    suppression_n_cell: int
    suppression_rounding: int
    suppression_share_pct: int
    suppression_share_base: int
    suppression_interval: int
    suppression_movers: int
    edition_release_days: int
    edition_correction_days: int

    def rounded(self, count: int) -> int:
        """Return a count as shown: the nearest multiple of the rounding base."""
        base = self.suppression_rounding
        return (count + base // 2) // base * base

    def behind(self, shown: int) -> tuple[int, int]:
        """Return the smallest and largest count that can stand behind a shown one."""
        base = self.suppression_rounding
        return max(shown - base // 2, self.suppression_n_cell), shown + (base - 1) // 2

    def is_uniform(self, total: int, largest: int) -> bool:
        """Return whether so many of a small unit share one value that its distribution says what everybody has."""
        return total < self.suppression_share_base and largest * 100 >= self.suppression_share_pct * total


def rule_on(con: duckdb.DuckDBPyConnection, day: dt.date) -> Rule:
    """Return the rule that holds on a day; ValueError when a setting is missing."""
    rows = con.execute(
        "select setting_id, value from reference.settings "
        "where ? between valid_from and coalesce(valid_to, date '9999-12-31')",
        [day],
    ).fetchall()
    values = dict(rows)
    missing = [field.name for field in fields(Rule) if field.name not in values]
    if missing:
        raise ValueError(f"no setting on {day}: {', '.join(missing)}")
    return Rule(**{field.name: int(values[field.name]) for field in fields(Rule)})


def whole(mean: float) -> int:
    """Return a mean as shown: a whole number, halves up."""
    return math.floor(mean + 0.50000001)
