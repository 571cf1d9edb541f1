"""Every mistake of a list, made in a rule of sql/, is noticed by the second calculation or by the quick tests."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import polars as pl
import pytest
import rerun
import small_store
import towns
from mutants import MUTANTS, Mutant
from second_marts import MARTS, told_apart
from second_rows import Rows

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
Town = tuple[Rows, dict[str, pl.DataFrame]]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Town]]:
    """Return towns with every mart and with its second calculation."""
    connections = [
        small_store.marts(small_store.make(tmp_path_factory.mktemp(f"town{seed}"), towns.town(seed)))
        for seed in range(8)
    ]
    found = [Rows(each.__enter__()) for each in connections]
    for rows in found:
        small_store.everything(rows.con)
    yield [(rows, {mart: calculate(rows) for mart, (_, calculate) in MARTS.items()}) for rows in found]
    for each in connections:
        each.__exit__(None, None, None)


def is_noticed(mutant: Mutant, town: Town) -> bool:
    """Return whether a mart of the town differs from its second calculation once the mutant stands in its model."""
    rows, expected = town
    after = rerun.downstream({mutant.table})
    wanted = [mart for mart in MARTS if f"marts.{mart}" in {model.table for model in after} | {mutant.table}]
    needed = rerun.upstream([f"marts.{mart}" for mart in wanted])
    rows.con.begin()
    try:
        rows.con.execute(f"create or replace table {mutant.table} as\n{mutant.sql}")
        for model in after:
            if model.table in needed:
                rows.con.execute(f"create or replace table {model.table} as\n{model.sql}")
        return any(told_apart(rows, mart, expected[mart]) for mart in wanted)
    finally:
        rows.con.rollback()


def fails(number: int, mutant: Mutant) -> bool:
    """Return whether the quick tests of the rule fail on the mutant; anything but failed tests is an error here."""
    environment = {**os.environ, "KINERJA_MUTANT": str(number), "PYTHONPATH": str(HERE)}
    command = [sys.executable, "-m", "pytest", "-p", "mutated", "-n0", "-x", "-q", str(HERE / str(mutant.rule_test))]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Binder Error" in done.stdout or "Parser Error" in done.stdout:
        raise AssertionError(done.stdout + done.stderr)
    return done.returncode == 1


def test_every_mutant_of_the_list_is_noticed(built: list[Town], figure: Callable[[str], None]) -> None:
    missed = [
        f"{mutant.table}: {mutant.old!r} → {mutant.new!r}"
        for number, mutant in enumerate(MUTANTS)
        if not (fails(number, mutant) if mutant.rule_test else any(is_noticed(mutant, town) for town in built))
    ]
    caught = len(MUTANTS) - len(missed)
    figure(f"SQL mutants noticed: {caught} of {len(MUTANTS)} ({100 * caught / len(MUTANTS):.0f} %)")
    assert missed == []


def test_without_a_mutant_nothing_is_noticed(built: list[Town]) -> None:
    rows, expected = built[0]
    assert [mart for mart in MARTS if told_apart(rows, mart, expected[mart])] == []
    with pytest.raises(duckdb.Error):
        is_noticed(Mutant("core.unit_scores", "cast(score_sum as double)", "cast(no_such_column as double)"), built[0])
