"""What others take to load or validate the same survey file; runs where they are installed, which is not here.

`python -m benchmarks --peers` starts this file by itself in a throwaway environment; see benchmarks/README.md.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

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
    import pandera.pandas as pa

    frame = pd.read_csv(file, dtype=str, keep_default_na=False)
    frame["tanggal"] = pd.to_datetime(frame["tanggal"], errors="coerce")
    for name in answers(header):
        frame[name] = pd.to_numeric(frame[name], errors="coerce")
    columns = {name: pa.Column(str, nullable=name == "saran") for name in CODES}
    columns["tanggal"] = pa.Column("datetime64[ns]", coerce=True)
    columns |= {name: pa.Column(float, pa.Check.in_range(1, 4), coerce=True) for name in answers(header)}
    try:
        pa.DataFrameSchema(columns, unique=["kode_unit", "layanan", "tanggal", "id_responden"]).validate(
            frame, lazy=True
        )
    except pa.errors.SchemaErrors as errors:
        if len(errors.failure_cases) == 0:
            raise


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
    "pandas + pandera": ("pandera", with_pandas_and_pandera),
    "frictionless validate": ("frictionless", with_frictionless),
}


def main() -> None:
    """Print one JSON line a peer: name, version, seconds."""
    file = Path(sys.argv[1])
    with file.open(encoding="utf-8") as lines:
        header = next(lines).strip().split(",")
    for name, (package, work) in PEERS.items():
        start = time.perf_counter()
        work(file, header)
        print(json.dumps([name, version(package), time.perf_counter() - start]), flush=True)


if __name__ == "__main__":
    main()
