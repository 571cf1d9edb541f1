"""What others take to load or validate the same survey file; runs where they are installed, which is not here.

`python -m benchmarks --peers` starts this file by itself in a throwaway environment; see benchmarks/README.md.
"""

import json
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from timing import spent

MISSING = ("", "-", "n/a", "#n/a", "#div/0!", "#ref!", "#value!", "#name?")
CODES = ["kode_unit", "layanan", "id_responden", "saran"]


def answers(header: list[str]) -> list[str]:
    return [name for name in header if name.startswith("u")]


def with_dlt(file: Path, header: list[str]) -> None:
    """dlt's own reader of CSV, in pieces, into DuckDB."""
    load_with_dlt(file, "read_csv", {"dtype": dict.fromkeys(CODES, str), "keep_default_na": False})


def with_dlt_and_arrow(file: Path, header: list[str]) -> None:
    """dlt's fastest way: DuckDB reads, Arrow carries, nothing is looked at."""
    load_with_dlt(file, "read_csv_duckdb", {"use_pyarrow": True})


def load_with_dlt(file: Path, reader: str, options: dict[str, object]) -> None:
    import dlt
    from dlt.sources.filesystem import readers

    with tempfile.TemporaryDirectory() as folder:
        pipeline = dlt.pipeline(
            "bench", pipelines_dir=folder, destination=dlt.destinations.duckdb(f"{folder}/x.duckdb"), dataset_name="raw"
        )
        source = readers(bucket_url=str(file.parent), file_glob=file.name)
        pipeline.run(getattr(source, reader)(**options).with_name("skm"))


def with_pandas_and_pandera(file: Path, header: list[str]) -> None:
    """Read as text, cast, judge lazily with every failure listed; nothing is stored."""
    import pandas as pd

    judged_with_pandera(pd.read_csv(file, dtype=str, keep_default_na=False), header)


def with_pandas_and_pandera_stored(file: Path, header: list[str]) -> None:
    """What our ingest does, in pandas: every cell tidied, what is missing null, each failure listed with its row, bad
    rows kept whole, rows that repeat a key found, the rest written to DuckDB and counted.
    """
    import duckdb
    import pandas as pd

    texts = pd.read_csv(file, dtype=str, keep_default_na=False)
    tidied = texts.apply(lambda column: column.str.strip().str.replace(r"\s+", " ", regex=True))
    tidied = tidied.mask(tidied.apply(lambda column: column.str.lower().isin(MISSING)))
    typed, failures = judged_with_pandera(tidied.copy(), header)
    bad = pd.Index(failures["index"].dropna().astype(int).unique())
    cells = [json.dumps(row) for row in texts.loc[bad].to_dict("records")]
    accepted = typed.drop(index=bad).assign(row_number=lambda frame: frame.index + 2)
    tables = {
        "accepted": accepted,
        "quarantine": pd.DataFrame({"row_number": bad + 2, "cells": cells}),
        "findings": failures.astype(str),
    }
    with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/x.duckdb") as con:
        for name, rows in tables.items():
            con.register("rows_now", rows)
            con.execute(f"create table {name} as select * from rows_now")
        (stored,), (aside,) = (con.execute(f"select count(*) from {t}").fetchone() for t in ("accepted", "quarantine"))
    if stored + aside != len(texts):
        raise AssertionError("the ledger does not add up")


def judged_with_pandera(frame: Any, header: list[str]) -> tuple[Any, Any]:
    """Return the frame with typed columns, and every failure."""
    import pandas as pd
    import pandera.pandas as pa

    frame["tanggal"] = pd.to_datetime(frame["tanggal"], errors="coerce")
    for name in answers(header):
        frame[name] = pd.to_numeric(frame[name], errors="coerce")
    columns = {name: pa.Column(str, nullable=name == "saran") for name in CODES}
    columns["tanggal"] = pa.Column("datetime64[ns]", coerce=True)
    columns |= {name: pa.Column(float, pa.Check.in_range(1, 4), coerce=True) for name in answers(header)}
    key = ["kode_unit", "layanan", "tanggal", "id_responden"]
    try:
        pa.DataFrameSchema(columns, unique=key).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        if len(errors.failure_cases) == 0:
            raise
        return frame, errors.failure_cases
    raise AssertionError("the bad answers were not seen")


def with_frictionless(file: Path, header: list[str]) -> None:
    """Validate against a schema, every error listed; nothing is stored."""
    from frictionless import Checklist, Resource, Schema, system

    fields = [{"name": name, "type": "string"} for name in header]
    for field in fields:
        if field["name"] in answers(header):
            field |= {"type": "integer", "constraints": {"minimum": 1, "maximum": 4}}
        if field["name"] == "tanggal":
            field["type"] = "date"
    schema = Schema.from_descriptor({"fields": fields})
    with system.use_context(trusted=True):
        report = Resource(path=str(file), schema=schema).validate(Checklist(), limit_errors=10_000_000)
    if report.valid:
        raise AssertionError("the bad answers were not seen")


PEERS: dict[str, tuple[str, Callable[[Path, list[str]], None]]] = {
    "dlt → DuckDB": ("dlt", with_dlt),
    "dlt → DuckDB, by Arrow, no checks": ("dlt", with_dlt_and_arrow),
    "pandas + pandera, checks alone": ("pandera", with_pandas_and_pandera),
    "pandas + pandera, the same work": ("pandera", with_pandas_and_pandera_stored),
    "frictionless validate": ("frictionless", with_frictionless),
}


SLOWEST = "dlt → DuckDB"


def main() -> None:
    """Print one JSON line a peer: name, version, wall and CPU seconds of the second run, when all is imported."""
    file = Path(sys.argv[1])
    with file.open(encoding="utf-8") as lines:
        header = next(lines).strip().split(",")
    for name, (package, work) in PEERS.items():
        if package != "frictionless" and name != SLOWEST:
            work(file, header)
        wall, used = spent(partial(work, file, header))
        print(json.dumps([name, version(package), wall, used]), flush=True)


if __name__ == "__main__":
    main()
