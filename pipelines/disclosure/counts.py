"""The exact counts behind the tables about persons, as a tree of units in which every count is a sum of own parts."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import duckdb

from pipelines import models

Key = tuple[str, str, str | None]
"""Table, unit and item; without an item, all of them."""


@dataclass(frozen=True)
class Count:
    """How many persons one unit and everything below it count for an item, and the mean of something they have.

    `least` and `most` bound the mean for whoever knows its grade.
    """

    person_count: int
    mean: float | None = None
    grade: str | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True)
class Unit:
    """One unit as it stood when the counts were taken."""

    unit_id: str
    unit_name: str
    parent_id: str | None
    root_id: str


@dataclass(frozen=True)
class Counts:
    """All counts of one year and the tree they are added up along."""

    year: int
    units: Mapping[str, Unit]
    exact: Mapping[Key, Count] = field(repr=False)

    @cached_property
    def children(self) -> dict[str, list[str]]:
        """Units directly below each unit."""
        found: dict[str, list[str]] = {}
        for unit in self.units.values():
            if unit.parent_id in self.units:
                found.setdefault(str(unit.parent_id), []).append(unit.unit_id)
        return found

    @cached_property
    def below(self) -> dict[str, list[str]]:
        """Each unit with everything below it, itself first."""
        found: dict[str, list[str]] = {}

        def walk(unit_id: str) -> list[str]:
            found[unit_id] = [unit_id, *(each for child in self.children.get(unit_id, []) for each in walk(child))]
            return found[unit_id]

        for unit in self.units.values():
            if unit.parent_id not in self.units:
                walk(unit.unit_id)
        return found

    @cached_property
    def _items(self) -> dict[str, list[str]]:
        found: dict[str, set[str]] = {}
        for table, _, item in self.exact:
            found.setdefault(table, set()).update([item] if item is not None else [])
        return {table: sorted(items) for table, items in sorted(found.items())}

    @property
    def tables(self) -> list[str]:
        return [*self._items]

    def items(self, table: str) -> list[str]:
        """Return the items a table is split by, in the order of their names."""
        return self._items.get(table, [])

    def count(self, table: str, unit_id: str, item: str | None) -> int:
        """Return how many persons a unit and everything below it count; 0 when the table has no such row."""
        found = self.exact.get((table, unit_id, item))
        return found.person_count if found else 0

    def moved(self, since: "Counts", table: str, unit_id: str) -> int:
        """Return how many persons a unit and everything below it gained or lost, item by item, whichever is more."""
        items = {*self.items(table), *since.items(table)}
        gains = [self.count(table, unit_id, item) - since.count(table, unit_id, item) for item in items]
        return max(sum(gain for gain in gains if gain > 0), -sum(gain for gain in gains if gain < 0))

    def own(self, table: str, unit_id: str, item: str | None) -> int:
        """Return the persons of the unit itself; ValueError when those below it are more than all."""
        below = sum(self.count(table, child, item) for child in self.children.get(unit_id, []))
        own = self.count(table, unit_id, item) - below
        if own < 0:
            raise ValueError(f"{table}, {unit_id}, {item}: more persons below the unit than in it")
        return own


def taken(con: duckdb.DuckDBPyConnection) -> dict[int, Counts]:
    """Return the exact counts of each year, read through sql/disclosure from the marts of `con`."""
    models.run_layer(con, "disclosure")
    rows = con.execute("select unit_id, unit_name, parent_id, root_id from marts.units order by tree_order").fetchall()
    units = {row[0]: Unit(*row) for row in rows}
    years: dict[int, dict[Key, Count]] = {}
    for model in models.models_of("disclosure"):
        table = model.table.removeprefix("disclosure.")
        found = con.execute(
            "select year, unit_id, item, person_count, mean_value, grade, grade_least, grade_most "
            f"from {model.table} order by all"
        ).fetchall()
        for year, unit_id, item, *count in found:
            years.setdefault(year, {})[table, unit_id, item] = Count(*count)
    return {year: Counts(year, units, with_people(units, exact)) for year, exact in sorted(years.items())}


def with_people(units: Mapping[str, Unit], exact: Mapping[Key, Count]) -> dict[Key, Count]:
    """Return the counts of every unit of every tree that has any, zeros filled in: a row says nothing by being there.

    A service exists where it was answered for, so its rows are left as they are.
    """
    filled = dict(exact)
    for table in {table for table, _, _ in exact}:
        if table == "skm_years":
            continue
        roots = {
            units[unit].root_id for name, unit, item in exact if name == table and exact[name, unit, item].person_count
        }
        items = {item for name, _, item in exact if name == table}
        for unit in units.values():
            if unit.root_id in roots:
                for item in items:
                    filled.setdefault((table, unit.unit_id, item), Count(0))
    return filled


def end_of(year: int) -> dt.date:
    """Return the last day of a year, on which the rules for it are looked up."""
    return dt.date(year, 12, 31)
