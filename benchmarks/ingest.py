"""Ingest of survey rows against DuckDB's bare read_csv into a typed table of the same file."""

import random
import shutil
import tempfile
from pathlib import Path

import duckdb

from benchmarks.timing import report, seconds
from pipelines import ingest, store
from pipelines.contracts import all_contracts

ANSWERS = (1, 2, 3, 3, 3, 4, 4)


def write_survey(path: Path, rows: int) -> None:
    """Write `rows` survey answers of the plain template, one in a thousand with a bad answer."""
    choose = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        file.write(",".join(column.name for column in all_contracts()["skm"].columns) + "\n")
        for number in range(rows):
            answers = [str(choose.choice(ANSWERS)) for _ in range(9)]
            if number % 1000 == 999:
                answers[number % 9] = "7"
            day = f"2026-{1 + number % 6:02d}-{1 + number % 28:02d}"
            file.write(f"6171.{number % 50:02d},Layanan {number % 20},{day},{number},{','.join(answers)},\n")


def run(rows: int) -> None:
    """Print the ratio for a file of `rows` rows."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "skm.csv"
        write_survey(file, rows)

        def bare() -> None:
            with duckdb.connect(str(folder / "bare.duckdb")) as con:
                con.execute("drop table if exists answers")
                con.execute(f"create table answers as select * from read_csv('{file}', header = true)")

        def ours() -> None:
            shutil.rmtree(folder / "home", ignore_errors=True)
            with store.opened(folder / "home" / "store.duckdb") as con:
                (outcome,) = ingest.ingest(con, [file])
            (row,) = outcome.ledger
            if row["read_count"] != rows or row["accepted_count"] + row["quarantined_count"] != rows:
                raise AssertionError(f"the ledger does not add up: {row}")

        report(f"ingest, {rows:,} survey rows", seconds(ours), seconds(bare), "bare read_csv into a table")
