"""Synthetic cities of three sizes written straight into marts, released by the product or, as a control, badly."""

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
from attacker import PREDICATES

from pipelines import models
from pipelines.disclosure import release

SIZES = {"small": (3, 3, 150), "middle": (5, 4, 450), "large": (8, 6, 1301)}
"""Agencies, units in each, employees."""

YEARS = (2024, 2025)
AS_OF = dt.datetime(2026, 6, 1)
SERVICES = ("Kartu keluarga", "Rawat jalan", "Izin usaha")


@dataclass(frozen=True)
class Person:
    """One employee in one year."""

    number: int
    unit: str
    predicate: str
    hours: int
    year: int


@dataclass(frozen=True)
class City:
    """Units with their parents, employees of every year, and answers to the survey: unit, service, year, mark."""

    parent: Mapping[str, str | None]
    people: tuple[Person, ...]
    answers: tuple[tuple[str, str, int, float], ...]

    def path(self, unit: str | None) -> Iterator[str]:
        while unit is not None:
            yield unit
            unit = self.parent[unit]

    def truth(self) -> dict[tuple[str, int, str, str], int]:
        """Return exact persons of table, year, unit itself and item."""
        found: Counter[tuple[str, int, str, str]] = Counter()
        for person in self.people:
            found["appraisal_years", person.year, person.unit, person.predicate] += 1
            found["training_years", person.year, person.unit, "met" if person.hours >= 20 else "not_met"] += 1
        for unit, service, year, _ in self.answers:
            found["skm_years", year, unit, service] += 1
        return dict(found)


def city(seed: int, size: str) -> City:
    """Return a city; in every second one nearly nobody moves and nobody is judged anew from one year to the next."""
    draw = random.Random(f"{seed}/{size}")
    agencies, units, employees = SIZES[size]
    parent: dict[str, str | None] = {"1": None}
    for agency in range(1, agencies + 1):
        parent[f"1.{agency}"] = "1"
        for unit in range(1, draw.randint(1, units) + 1):
            parent[f"1.{agency}.{unit}"] = f"1.{agency}"
    leaves = [unit for unit in parent if unit not in parent.values()]
    sizes = [draw.paretovariate(0.9) for _ in leaves]
    homes = [unit for unit in parent if parent[unit] == "1" and unit in parent.values()]
    homes += draw.choices(leaves, sizes, k=employees - len(homes))
    people = [_person(draw, number, unit, YEARS[0]) for number, unit in enumerate(homes)]
    later = [_next_year(draw, person, is_still=seed % 2 == 0) for person in people]
    joined = [_person(draw, employees + n, draw.choice(leaves), YEARS[1]) for n in range(employees // 40)]
    answering = draw.sample(leaves, max(2, len(leaves) // 3))
    answers = tuple(
        (unit, service, year, 25 * min(4, max(1, draw.gauss(3.3, 0.4))))
        for year in YEARS
        for unit in answering
        for service in SERVICES[: draw.randint(1, 3)]
        for _ in range(draw.choice((4, 8, 12, 30, 60)))
    )
    gone = employees // 40
    return City(parent, (*people, *draw.sample(later, len(later) - gone), *joined), answers)


def _person(draw: random.Random, number: int, unit: str, year: int) -> Person:
    predicate = draw.choices(PREDICATES, (14, 80, 3, 2, 1))[0]
    return Person(number, unit, predicate, draw.choice((0, 0, 4, 10, 20, 24, 40)), year)


def _next_year(draw: random.Random, person: Person, *, is_still: bool) -> Person:
    if is_still:
        return replace(person, year=person.year + 1)
    return _person(draw, person.number, person.unit, person.year + 1)


def with_movers(given: City, seed: int, movers: int) -> City:
    """Return the city after a correction of the last year: so many new employees in one unit of ten or more."""
    draw = random.Random(f"movers/{seed}")
    staff = Counter(person.unit for person in given.people if person.year == YEARS[1])
    unit = draw.choice(sorted(unit for unit, count in staff.items() if count >= 10))
    new = [replace(_person(draw, 10**6 + n, unit, YEARS[1])) for n in range(movers)]
    return replace(given, people=(*given.people, *new))


@contextmanager
def marts_of(given: City, empty: Path, as_of: dt.datetime = AS_OF) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection whose marts are those of an empty build with this city in them."""
    with duckdb.connect() as con:
        con.execute(f"attach '{empty}' as empty_build (read_only)")
        con.execute("create schema marts; create schema reference")
        tables = con.execute("select table_name from duckdb_tables() where database_name = 'empty_build'").fetchall()
        for (table,) in tables:
            con.execute(f"create table marts.{table} as from empty_build.marts.{table}")
        models.load_reference(con)
        con.execute("update marts.build set as_of = ?, published_at = ?, is_synthetic = true", [as_of, as_of])
        _fill(con, given)
        yield con


def _fill(con: duckdb.DuckDBPyConnection, given: City) -> None:
    units = [[unit, f"Unit {unit}", parent, "1", len(unit), n] for n, (unit, parent) in enumerate(given.parent.items())]
    con.executemany(
        "insert into marts.units by name select ? as unit_id, ? as unit_name, ? as parent_id, ? as root_id, "
        "? as depth, ? as tree_order",
        units,
    )
    closure = [[unit, above] for unit in given.parent for above in given.path(unit)]
    con.executemany("insert into marts.unit_closure by name select ? as unit_id, ? as ancestor_id", closure)
    con.execute("create table people (employee_id varchar, unit_id varchar, predicate varchar, hours int, year int)")
    _insert(con, "people", [[*vars(p).values()] for p in given.people])
    counts = ", ".join(f"count(*) filter (predicate = '{each}') as {each}_count" for each in PREDICATES)
    con.execute(
        f"insert into marts.appraisal_periods by name select ancestor_id as unit_id, year::varchar as period, "
        f"count(*) as rated_count, {counts} from people join marts.unit_closure using (unit_id) group by all"
    )
    con.execute(
        "insert into marts.training_hours by name select employee_id, unit_id, year, hours as hours_jp, "
        "hours >= 20 as is_met from people"
    )
    con.execute("create table answers (unit_id varchar, service_name varchar, year int, mark double)")
    _insert(con, "answers", [[*each] for each in given.answers])
    con.execute(
        "insert into marts.skm_periods by name select ancestor_id as unit_id, service_name, year::varchar as period, "
        "count(*) as respondent_count, avg(mark) as ikm, case when avg(mark) >= 88.305 then 'A' "
        "when avg(mark) >= 76.605 then 'B' when avg(mark) >= 64.995 then 'C' else 'D' end as ikm_grade "
        "from answers join marts.unit_closure using (unit_id) group by grouping sets "
        "((ancestor_id, service_name, year), (ancestor_id, year))"
    )


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: list[list[object]]) -> None:
    columns = [[*column] for column in zip(*rows, strict=True)]
    con.execute(f"insert into {table} select {', '.join(['unnest(?)'] * len(columns))}", columns)


def released(given: City, empty: Path, folder: Path, store: Path, as_of: dt.datetime = AS_OF) -> dict[str, object]:
    """Release a city as a build would, write public.duckdb into `folder`, and return the manifest's part."""
    folder.mkdir(parents=True)
    with marts_of(given, empty, as_of) as con:
        public: dict[str, object] = release.publish(con, folder, store, None, is_now=True)
    return public


def badly_released(given: City, path: Path, *, base: int, least: int) -> None:
    """Write a public file that only rounds and hides small counts, and protects nothing by hiding more."""
    rows = Counter(
        (person.year, unit, item)
        for person in given.people
        for unit in given.path(person.unit)
        for item in (person.predicate, "all")
    )
    with duckdb.connect(str(path)) as con:
        con.execute("create table units (unit_id varchar, parent_id varchar)")
        con.executemany("insert into units values (?, ?)", [[*each] for each in given.parent.items()])
        con.execute("create table settings (setting_id varchar, setting_value bigint, valid_to date)")
        settings = [["suppression_rounding", base], ["suppression_n_cell", least]]
        con.executemany("insert into settings values (?, ?, null)", settings)
        con.execute(
            "create table appraisal_years (year int, unit_id varchar, predicate varchar, person_count int, "
            "person_pct int)"
        )
        cells = [
            [
                year,
                unit,
                item,
                None if rows[year, unit, item] < least else (rows[year, unit, item] + base // 2) // base * base,
            ]
            for year in YEARS
            for unit in given.parent
            for item in (*PREDICATES, "all")
        ]
        _insert(con, "appraisal_years", [[*cell, None] for cell in cells])
        con.execute(
            "create table skm_years (year int, unit_id varchar, service_name varchar, respondent_count int, ikm int, "
            "ikm_grade varchar)"
        )
        con.execute(
            "create table training_years (year int, unit_id varchar, employee_count int, met_count int, met_pct int, "
            "hours_avg int)"
        )
