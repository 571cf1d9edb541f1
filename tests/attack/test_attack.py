"""The promise of the public file: nothing hidden can be found out, by any attack on everything ever served."""

import datetime as dt
from pathlib import Path

import attacker
import cities
import pytest
from attacker import HEADER, Bounds, Outcome, Served

from pipelines import publish, store
from pipelines.paths import Home

SEEDS = {"small": 20, "middle": 20, "large": 20}
ALL = [(size, seed) for size in cities.SIZES for seed in range(SEEDS[size])]
KNOWN = 3
"""Movers known in every unit where no more moved; each person known already may narrow an interval by one."""

QUICK = [("small", 0), ("small", 1)]


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The internal file of a build of nothing: marts with their columns and no rows."""
    home = Home(tmp_path_factory.mktemp("empty"))
    with store.opened(home.store):
        pass
    return publish.build(home).folder / "internal.duckdb"


def attack(city: cities.City, corrected: cities.City, empty: Path, folder: Path) -> list[Outcome]:
    """Release a city and then a correction of it; return what every attack on both files found out."""
    kept = folder / "editions"
    assert cities.released(city, empty, folder / "first", kept)["refused"] == []
    later = cities.AS_OF + dt.timedelta(days=45)
    assert cities.released(corrected, empty, folder / "second", kept, later)["refused"] == []
    files = [attacker.read(folder / name / "public.duckdb") for name in ("first", "second")]
    truths = [city.truth(), corrected.truth()]
    alone, both = Bounds(files[:1], truths[:1], movers=0), Bounds(files, truths, movers=KNOWN)
    found = [
        attacker.bounds_attack("bounds, one file", alone, [0]),
        attacker.bounds_attack("bounds, all movers known", both, [1], promised=5 - KNOWN),
        attacker.insider_attack(alone, 0),
        attacker.nullspace_attack(alone, 0),
    ]
    found += [
        attacker.mean_attack(files[0], _sums(city, table), span, table)
        for table, span in (("skm_years", (25.0, 100.0)), ("training_years", (0.0, 2000.0)))
    ]
    uniform = attacker.uniform_attack(alone, 0)
    percents = [cell for served in files for cell in attacker.percent_attack(served)]
    found.append(Outcome("uniform units proved", 0, 0, len(uniform), float("nan")))
    found.append(Outcome("percentages that tell more", 0, 0, len(percents), float("nan")))
    return found


def _sums(city: cities.City, table: str) -> dict[attacker.Cell, tuple[int, float]]:
    found: dict[attacker.Cell, tuple[int, float]] = {}
    marks = [(unit, service, year, mark) for unit, service, year, mark in city.answers]
    hours = [(person.unit, "all", person.year, float(person.hours)) for person in city.people]
    for unit, item, year, value in marks if table == "skm_years" else hours:
        persons, total = found.get((table, year, unit, item), (0, 0.0))
        found[table, year, unit, item] = persons + 1, total + value
    return found


def _told(found: list[Outcome], name: str) -> str:
    return "\n".join([name, HEADER, *(outcome.line() for outcome in found)])


def _check(size: str, seed: int, empty: Path, folder: Path) -> None:
    city = cities.city(seed, size)
    found = attack(city, cities.with_movers(city, seed, seed % 7 + 1), empty, folder)
    print(_told(found, f"{size} city, seed {seed}"))
    assert found[0].sensitive > 20
    assert [outcome for outcome in found if outcome.exact] == []
    assert [outcome for outcome in found if outcome.narrowest < outcome.promised] == []


@pytest.mark.parametrize(("size", "seed"), QUICK)
def test_nothing_hidden_is_found_out(size: str, seed: int, empty: Path, tmp_path: Path) -> None:
    _check(size, seed, empty, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(("size", "seed"), ALL)
def test_nothing_hidden_is_found_out_in_any_city(size: str, seed: int, empty: Path, tmp_path: Path) -> None:
    _check(size, seed, empty, tmp_path)


def _bad(tmp_path: Path, city: cities.City, name: str, **rule: int) -> Served:
    cities.badly_released(city, tmp_path / name, **rule)
    return attacker.read(tmp_path / name)


def test_hiding_small_counts_alone_is_broken(tmp_path: Path) -> None:
    city = cities.city(0, "middle")
    bounds = Bounds([_bad(tmp_path, city, "hidden.duckdb", base=1, least=10)], [city.truth()])
    found = [attacker.bounds_attack("bounds", bounds, [0]), attacker.nullspace_attack(bounds, 0)]
    print(_told(found, "hiding below 10 only"))
    assert found[0].exact > found[0].sensitive / 10
    assert found[1].exact > 0


def test_rounding_without_hiding_more_is_broken(tmp_path: Path) -> None:
    found = []
    for seed in (1, 4, 10, 12):
        city = cities.city(seed, "middle")
        bounds = Bounds([_bad(tmp_path, city, f"{seed}.duckdb", base=5, least=10)], [city.truth()])
        found.append(attacker.bounds_attack(f"bounds, seed {seed}", bounds, [0]))
    print(_told(found, "rounding and hiding below 10 only"))
    assert all(outcome.narrowest < outcome.promised for outcome in found)
    assert sum(outcome.exact for outcome in found) > 0


def test_exact_counts_tell_what_one_mover_was(tmp_path: Path) -> None:
    for seed in range(10):
        city = cities.city(seed, "small")
        corrected = cities.with_movers(city, seed, 1)
        mover = corrected.people[-1]
        files = [
            _bad(tmp_path, each, f"{seed}-{n}.duckdb", base=1, least=0) for n, each in enumerate((city, corrected))
        ]
        possible = attacker.mover_attack(*files, "appraisal_years", mover.year, mover.unit)
        assert possible == {mover.predicate}


@pytest.mark.parametrize("movers", [1, 2, 3])
def test_a_correction_never_tells_what_a_mover_was(movers: int, empty: Path, tmp_path: Path) -> None:
    for seed in range(4):
        city = cities.city(seed, "small")
        corrected = cities.with_movers(city, seed, movers)
        mover, folder = corrected.people[-1], tmp_path / str(seed)
        for name, each, days in (("first", city, 0), ("second", corrected, 45)):
            moment = cities.AS_OF + dt.timedelta(days=days)
            assert cities.released(each, empty, folder / name, folder / "editions", moment)["refused"] == []
        files = [attacker.read(folder / name / "public.duckdb") for name in ("first", "second")]
        assert attacker.mover_attack(*files, "appraisal_years", mover.year, mover.unit) == set(attacker.PREDICATES)
        assert [path.name for path in sorted((folder / "editions").iterdir())] == ["2024.1", "2025.1"]


def test_the_attack_knows_a_uniform_unit_when_it_is_shown(tmp_path: Path) -> None:
    people = tuple(cities.Person(n, "1.1", "good", 0, 2025) for n in range(20))
    city = cities.City({"1": None, "1.1": "1"}, people, ())
    bounds = Bounds([_bad(tmp_path, city, "uniform.duckdb", base=1, least=10)], [city.truth()])
    assert ("appraisal_years", 2025, "1.1", "good") in attacker.uniform_attack(bounds, 0)
