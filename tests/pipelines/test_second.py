"""Every published aggregate, computed again in Polars from the rules and the rows: the same to the last digit."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import small_store
import towns
from second_marts import MARTS, told_apart
from second_rows import Rows

from pipelines import ingest, publish, sample, store
from pipelines.paths import SQL, Home

FEWEST = {"service_changes": 8, "iku_revisions": 3, "outlook_calibration": 5}
"""Rows a mart has on the sample where twenty would be too many to ask: two changes, each in four measures; three
figures that were exported again; five bands of chances."""


LISTS = {
    "alarms", "build", "courses", "courses_taken", "employee_gaps", "excluded_rows", "findings", "freshness", "grades",
    "iku", "impossible_cases", "loads", "measures", "missing_senders", "periods", "refusals", "rules", "settings",
    "unit_closure", "units",
}  # fmt: skip
"""Marts that list what is there or what came in, row by row, and sum nothing up; they have tests of their own."""


def test_every_mart_is_a_list_or_computed_a_second_time() -> None:
    marts = {path.stem for path in (SQL / "marts").glob("*.sql")}
    assert marts == set(MARTS) | LISTS
    assert not set(MARTS) & LISTS


def opened(home: Home) -> duckdb.DuckDBPyConnection:
    """Return the newest build with the store it was made of."""
    folder = publish.newest_good(home)
    assert folder is not None
    con = duckdb.connect()
    con.execute(f"attach '{folder / 'internal.duckdb'}' as built (read_only)")
    con.execute(f"attach '{home.store}' as store (read_only)")
    con.execute("use built")
    return con


@pytest.fixture(scope="module")
def sample_rows(sample_home: Path) -> Iterator[Rows]:
    with opened(Home(sample_home)) as con:
        yield Rows(con, "store.raw")


@pytest.mark.parametrize("mart", MARTS)
def test_the_sample_says_the_same_twice(sample_rows: Rows, mart: str) -> None:
    expected = MARTS[mart][1](sample_rows)
    assert expected.height >= FEWEST.get(mart, 21)
    assert told_apart(sample_rows, mart, expected) == []


def everything_told_apart(rows: Rows) -> dict[str, list[str]]:
    told = {mart: told_apart(rows, mart, calculate(rows)) for mart, (_, calculate) in MARTS.items()}
    return {mart: words[:5] for mart, words in told.items() if words}


@pytest.mark.parametrize("seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 8))])
def test_a_generated_town_says_the_same_twice(tmp_path: Path, seed: int) -> None:
    with small_store.marts(small_store.make(tmp_path, towns.town(seed))) as con:
        assert everything_told_apart(Rows(con)) == {}


@pytest.mark.slow
def test_a_generated_city_says_the_same_twice(tmp_path: Path) -> None:
    sample.generate(tmp_path / "city", employees=400, seed=20261126)
    home = Home(tmp_path / "home")
    with store.opened(home.store) as con:
        for _ in ingest.ingest(con, [tmp_path / "city"]):
            pass
    publish.build(home)
    with opened(home) as built:
        assert everything_told_apart(Rows(built, "store.raw")) == {}
