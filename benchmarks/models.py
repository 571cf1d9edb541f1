"""The model run of the sample against the same SQL run bare, in the same order, on the same rows."""

import tempfile
from pathlib import Path

import duckdb

from benchmarks.timing import report, seconds
from pipelines import ingest, models, paths, store


def run() -> None:
    """Print the ratio for the sample."""
    with tempfile.TemporaryDirectory() as name:
        home = paths.Home(Path(name))
        with store.opened(home.store) as con:
            outcomes = list(ingest.ingest(con, [paths.SAMPLE]))
        if not any(outcome.load_id for outcome in outcomes):
            raise AssertionError("the sample did not load")

        def ours() -> None:
            with _attached(home) as con:
                models.run(con)

        with _attached(home) as built:
            models.run(built)

            def bare() -> None:
                for model in models.in_order():
                    what = "view" if model.layer == "staging" else "table"
                    built.execute(f"create or replace {what} {model.table} as {model.sql}")

            report("models on the sample", seconds(ours), seconds(bare), "the same SQL run bare")


def _attached(home: paths.Home) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(f"attach '{home.store}' as store (read_only)")
    return con
