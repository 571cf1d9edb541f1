"""Every number of the public file, computed again from the rows: shown as the rule says, or hidden with a reason."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
import small_store
import towns
from second_public import exact, iku_years, may_be_shown, service_years, told, wrong
from second_rows import Rows, differences
from test_second import opened

from pipelines import publish
from pipelines.paths import SQL, Home


@pytest.fixture(scope="module")
def sample_rows(sample_home: Path) -> Iterator[Rows]:
    home = Home(sample_home)
    folder = publish.newest_good(home)
    assert folder is not None
    with opened(home) as con:
        con.execute(f"attach '{folder / 'public.duckdb'}' as public (read_only)")
        yield Rows(con, "store.raw")


def test_every_number_of_persons_is_the_exact_one_as_the_rule_shows_it_or_hidden(sample_rows: Rows) -> None:
    assert wrong(sample_rows) == []


def test_the_sample_reaches_every_part_of_the_release_rule(sample_rows: Rows) -> None:
    behind, cells = exact(sample_rows), list(told(sample_rows))
    assert {cell[0][0] for cell in cells if cell[1] is not None} == {"appraisal_years", "skm_years", "training_years"}
    assert [cell for cell, shown, *_ in cells if shown is None and may_be_shown(behind, cell)], "hidden to protect"
    assert [cell for cell, *_ in cells if behind.get(cell, (0,))[0] >= 10 and not may_be_shown(behind, cell)], "uniform"
    assert [cell for cell, shown, percent, *_ in cells if cell[3] and shown and percent is None], "few for a percent"


@pytest.mark.parametrize(
    ("table", "key", "calculation"),
    [
        ("iku_years", ["iku_id", "unit_id", "year"], iku_years),
        ("service_years", ["unit_id", "service_name", "year"], service_years),
    ],
)
def test_what_is_not_about_persons_is_told_as_it_is(
    sample_rows: Rows, table: str, key: list[str], calculation: Callable[[Rows], pl.DataFrame]
) -> None:
    expected = calculation(sample_rows)
    assert expected.height > 20
    found = sample_rows.mart(f"select * from public.{table}").select(expected.columns)
    assert differences(found, expected, key) == []


@pytest.mark.parametrize("seed", [0, 1])
def test_where_kinds_of_periods_mix_the_public_year_is_that_of_the_agency(tmp_path: Path, seed: int) -> None:
    tables = towns.town(seed)
    promised = [{**row, "publik": "true"} for row in csv.DictReader(tables["iku"].splitlines())]
    with small_store.marts(small_store.make(tmp_path, tables | {"iku": towns.text(promised)})) as con:
        con.execute("create schema public")
        con.execute(f"create table public.iku_years as {(SQL / 'public' / 'iku_years.sql').read_text()}")
        rows = Rows(con)
        expected = iku_years(rows)
        found = rows.mart("select * from public.iku_years").select(expected.columns)
        inside = rows.mart("select iku_id, unit_id, year, year_actual as ytd_actual from marts.iku_targets")
    assert differences(found, expected, ["iku_id", "unit_id", "year"]) == []
    both = found.join(inside, on=["iku_id", "unit_id", "year"])
    assert both.height > 50
    assert both["ytd_actual"].to_list() == both["ytd_actual_right"].to_list()
