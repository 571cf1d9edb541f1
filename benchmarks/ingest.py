"""Ingest of survey rows against DuckDB's bare read_csv of the same file, its peak of memory, and peers on request."""

import json
import multiprocessing
import random
import resource
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import duckdb

from benchmarks.timing import best, report
from pipelines import ingest, store
from pipelines.contracts import all_contracts

ANSWERS = (1, 2, 3, 3, 3, 4, 4)
PEERS = ("dlt[duckdb,filesystem]", "pandas", "pandera[pandas]", "frictionless")


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


def change_every_row(file: Path, changed: Path) -> None:
    """Write the survey again with one answer of every row another one, as a corrected export of all rows would."""
    choose = random.Random(9)
    with file.open(encoding="utf-8") as old, changed.open("w", encoding="utf-8") as new:
        new.write(next(old))
        for line in old:
            cells = line.split(",")
            place = 4 + choose.randrange(9)
            cells[place] = "3" if cells[place] == "4" else "4"
            new.write(",".join(cells))


def take_in(file: Path, folder: Path, rows: int) -> None:
    """Take the file into an empty store; AssertionError when its ledger does not add up."""
    shutil.rmtree(folder / "home", ignore_errors=True)
    with store.opened(folder / "home" / "store.duckdb") as con:
        (outcome,) = ingest.ingest(con, [file])
    (row,) = outcome.ledger
    if row["read_count"] != rows or row["accepted_count"] + row["quarantined_count"] != rows:
        raise AssertionError(f"the ledger does not add up: {row}")


def export_again(file: Path, changed: Path, folder: Path, rows: int) -> tuple[float, int]:
    """Return seconds and peak of memory in MB of taking in an export that changes every row of the one before."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_again, (file, changed, folder, rows))


def _again(file: Path, changed: Path, folder: Path, rows: int) -> tuple[float, int]:
    take_in(file, folder, rows)
    with store.opened(folder / "home" / "store.duckdb") as con:
        started = time.perf_counter()
        (outcome,) = ingest.ingest(con, [changed])
        wall = time.perf_counter() - started
    if not outcome.ledger[0]["accepted_count"]:
        raise AssertionError(f"nothing of the second export was taken in: {outcome.ledger}")
    return wall, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def peak(file: Path, folder: Path, rows: int) -> int:
    """Return the peak of memory, in MB, of a process that does nothing but take the file in."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        return pool.apply(_peak, (file, folder, rows))


def _peak(file: Path, folder: Path, rows: int) -> int:
    take_in(file, folder, rows)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def run(rows: int, *, with_peers: bool = False) -> None:
    """Print the ratio for a file of `rows` rows, the peak of memory, and how many times longer the peers take."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "skm.csv"
        write_survey(file, rows)

        def bare() -> None:
            with duckdb.connect(str(folder / "bare.duckdb")) as con:
                con.execute("drop table if exists answers")
                con.execute(f"create table answers as select * from read_csv('{file}', header = true)")

        wall, cpu = best(lambda: take_in(file, folder, rows))
        bare_wall, bare_cpu = best(bare)
        report(f"ingest, {rows:,} survey rows", wall, bare_wall, "bare read_csv into a table")
        report("  CPU of the same", cpu, bare_cpu, "bare read_csv into a table")
        print(f"{'  rows per second':<44} {rows / wall:9,.0f}")
        print(f"{'  peak of memory':<44} {peak(file, folder, rows):9} MB")
        changed = folder / "again.csv"
        change_every_row(file, changed)
        again, most = export_again(file, changed, folder, rows)
        print(f"{'  again, every row changed':<44} {again * 1000:9.1f} ms {again / wall:18.1f} × the first, {most} MB")
        if with_peers:
            _report_peers(file, wall, cpu)


def _report_peers(file: Path, wall: float, cpu: float) -> None:
    """Run the peers in an environment of their own, made for this and kept by uv alone."""
    script = Path(__file__).with_name("peers.py")
    packages = [part for package in PEERS for part in ("--with", package)]
    command = ["uv", "run", "--no-project", "--python", "3.11", *packages, "python", str(script), str(file)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        if line.startswith("["):
            peer, number, taken, used = json.loads(line)
            name, times = f"  {peer} ({number})", f"{taken / wall:7.2f} × ours, CPU {used / cpu:.2f} ×"
            print(f"{name:<44} {taken * 1000:9.1f} ms {used * 1000:9.1f} ms CPU {times}")
