"""Release what may be public with every build: frozen editions about persons, and what is not about persons."""

from pathlib import Path
from typing import Any

import duckdb

from pipelines import verification
from pipelines.disclosure import public_file


class Refused(Exception):  # noqa: N818 - an outcome the caller reports, not a programming error
    """The public file would have shown what it must not, and was not written."""


def publish(con: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, Any]:
    """Write public.duckdb into `folder` and return its part of the manifest."""
    path = folder / public_file.FILE
    _released(con)
    tables = public_file.write(con, path)
    with duckdb.connect(str(path), read_only=True) as own:
        if found := public_file.personal(own, _names(con)):
            path.unlink()
            raise Refused("; ".join(found))
    return {"sha256": verification.digest(path), "tables": tables}


def _released(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("create schema if not exists released")
    con.execute(f"create or replace table released.cells ({public_file.CELLS})")
    con.execute(f"create or replace table released.editions ({public_file.EDITIONS})")


def _names(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    rows = con.execute("select distinct employee_name from marts.employee_periods").fetchall()
    return frozenset(" ".join(name.casefold().split()) for (name,) in rows if name)
