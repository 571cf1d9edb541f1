"""Whatever happens to the machine, what was taken in is whole, what is served is whole, and damage is said aloud."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from click.testing import CliRunner
from taking_in import account, asked, ledgers, take_in, write_csv

from pipelines import alarms, cli, publish, standing
from pipelines.paths import Home

KILLS = 210
HEAD = ["kode_iku", "kode_unit", "periode", "target", "realisasi"]
UNITS = [["kode_unit", "nama_unit"], ["U1", "Dinas"]]

FORK = """
import os, sys
from pathlib import Path
from pipelines import cells, extract, ingest, publish, readers, store, validate
from pipelines import models, profiles
from pipelines.paths import Home
home = Home(Path(sys.argv[1]))
profiles.all_profiles()
models.in_order()
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        os.setsid()
        file, what = line.split()
        if "i" in what:
            with store.opened(home.store) as con:
                for _ in ingest.ingest(con, [Path(file)]):
                    pass
        if "b" in what:
            publish.build(home)
        os._exit(0)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""A process with everything imported that takes one file in and builds, in a child of its own, per line it is sent."""


@contextmanager
def forking(home: Home) -> Iterator[subprocess.Popen[str]]:
    arguments = [sys.executable, "-W", "ignore", "-c", FORK, str(home.root)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        yield parent


def attempt(parent: subprocess.Popen[str], file: Path, what: str, after: float | None) -> bool:
    """Run one child and kill it after so many seconds; return whether it ended of itself."""
    assert parent.stdin is not None
    assert parent.stdout is not None
    parent.stdin.write(f"{file} {what}\n")
    parent.stdin.flush()
    child = int(parent.stdout.readline())
    if after is not None:
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    return int(parent.stdout.readline()) == 0


def results(path: Path, number: int, count: int = 50) -> Path:
    return write_csv(path, [HEAD, *([f"K{number}-{n}", "U1", "2026-TW1", n, n] for n in range(count))])


def torn(home: Home) -> list[str]:
    """Return everything that is not whole: ledgers, rows without a load, the served build."""
    wrong = [f"{row['file_name']} does not add up" for row in ledgers(home) if sum(account(row)) != row["read_count"]]
    counted = dict(asked(home, "select load_id, count(*) from raw.capaian_iku group by 1"))
    accepted = {row["load_id"]: row["accepted_count"] for row in ledgers(home) if row["kind"] == "capaian_iku"}
    wrong += [] if counted == accepted else [f"rows {counted} but ledgers {accepted}"]
    served = publish.current(home)
    return wrong + (publish.verify(served) if served else ["nothing is served"])


def leftovers(home: Home) -> list[str]:
    names = [path.name for path in [*home.published.iterdir(), *home.root.iterdir()]]
    return [name for name in names if name.startswith((publish.UNFINISHED, ".current-")) or name.endswith(".wal")]


@pytest.mark.slow
@pytest.mark.alone
def test_hundreds_of_kills_tear_nothing_and_leave_nothing(
    home: Home, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    dice = random.Random(7)
    take_in(home, write_csv(tmp_path / "unit.csv", UNITS), results(tmp_path / "awal.csv", 0))
    publish.build(home)
    killed, tears, seen = 0, [], set()
    with forking(home) as parent:
        attempt(parent, results(tmp_path / "hangat.csv", 1000), "ib", None)
        began = time.monotonic()
        attempt(parent, results(tmp_path / "ukur.csv", 1), "ib", None)
        whole = time.monotonic() - began
        number = 2
        while killed < KILLS:
            what = "i" if number % 5 else "ib"
            limit = 0.2 * whole if what == "i" else whole
            killed += not attempt(parent, results(tmp_path / f"{number}.csv", number), what, dice.uniform(0, limit))
            number += 1
            if number % 10 == 0:
                tears += torn(home)
            seen.add(str(publish.current(home)))
        attempt(parent, results(tmp_path / "akhir.csv", number), "ib", None)
    tears += torn(home)
    figure(f"kills {killed}, builds served meanwhile {len(seen)}, torn {len(tears)}, leftovers {len(leftovers(home))}")
    assert tears == []
    assert leftovers(home) == []


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Yield a folder on a disk of its own that is soon full."""
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.slow
@pytest.mark.alone
def test_a_full_disk_refuses_and_keeps_what_was_there(tmp_path: Path, figure: Callable[[str], None]) -> None:
    """Filled up step by step: at some size ingest stops, at some other the build; nothing is ever torn."""
    with small_disk(tmp_path / "disk", "40m") as disk:
        home = Home(disk / "home")
        take_in(home, write_csv(tmp_path / "unit.csv", UNITS), results(tmp_path / "awal.csv", 0))
        good = publish.build(home)
        failures = 0
        for number in range(1, 12):
            free = shutil.disk_usage(disk).free
            (disk / f"isi{number}").write_bytes(os.urandom(max(0, free - 3_000_000 // number)))
            done = CliRunner().invoke(
                cli.main, ["--home", str(home.root), "ingest", str(results(tmp_path / f"{number}.csv", number, 20_000))]
            )
            failures += done.exit_code != 0
            assert "Traceback" not in done.output
            for path in disk.glob("isi*"):
                path.unlink()
            assert torn(home) == []
        assert failures
        take_in(home, results(tmp_path / "akhir.csv", 99))
        publish.build(home)
        assert leftovers(home) == []
        assert publish.verify(good.folder) == []
    figure(f"full disk: {failures} of 11 attempts refused, torn 0")


def problems_of(home: Home) -> list[str]:
    """Return what is wrong with the store, every value of it read."""
    return [alarm.sentence() for alarm in alarms.of_store(home, publish.newest_good(home), is_deep=True)]


def damaged(path: Path, dice: random.Random) -> str:
    """Cut or flip a file at a random place and say how."""
    size = path.stat().st_size
    if dice.random() < 0.3:
        os.truncate(path, dice.randrange(0, size))
        return "cut"
    with path.open("r+b") as file:
        place = dice.randrange(0, size - 64)
        file.seek(place)
        old = file.read(64)
        file.seek(place)
        file.write(bytes(byte ^ 0xFF for byte in old))
    return "flipped"


@pytest.mark.slow
def test_cut_or_flipped_bytes_of_a_build_are_found_and_the_last_good_one_is_served(
    home: Home, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    dice = random.Random(3)
    take_in(home, write_csv(tmp_path / "unit.csv", UNITS), results(tmp_path / "awal.csv", 0))
    good = publish.build(home)
    for _ in range(25):
        newer = publish.build(home)
        damaged(newer.folder / "internal.duckdb", dice)
        assert publish.newest_good(home) == good.folder
        now = standing.standing(home)
        assert now["build"] == good.build_id
        assert "gudang-rusak" in [alarm["code"] for alarm in now["alarms"]]
        shutil.rmtree(newer.folder)
    figure("damaged builds: 25 of 25 found, last good build served each time")


@pytest.mark.slow
def test_damage_to_the_store_never_becomes_a_wrong_number(
    home: Home, tmp_path: Path, figure: Callable[[str], None]
) -> None:
    """Every cut or flip is either found, or struck a place that holds nothing: then all content is unchanged."""
    take_in(home, write_csv(tmp_path / "unit.csv", UNITS), results(tmp_path / "awal.csv", 0, 30_000))
    publish.build(home)
    content = "select sum(hash(t)) from raw.capaian_iku as t"
    whole, sound, folder = home.store.read_bytes(), asked(home, content), publish.current(home)
    dice, found, harmless = random.Random(5), 0, 0
    for _ in range(60):
        damaged(home.store, dice)
        problems = alarms.of_store(home, folder, is_deep=True)
        if problems:
            found += 1
            assert "salin" in problems[0].fix_id
        else:
            harmless += 1
            assert asked(home, content) == sound
        home.store.write_bytes(whole)
    figure(f"damaged stores: {found} found, {harmless} struck unused space, wrong numbers 0")
    assert found


def test_a_store_restored_from_the_copy_of_a_build_is_what_it_was(home: Home, tmp_path: Path) -> None:
    take_in(home, write_csv(tmp_path / "unit.csv", UNITS), results(tmp_path / "awal.csv", 0))
    before = publish.build(home)
    home.store.write_bytes(home.store.read_bytes()[:5000])
    done = CliRunner().invoke(cli.main, ["--home", str(home.root), "doctor"])
    assert done.exit_code == 1
    assert "rusak" in done.output
    copy = before.folder / "store.duckdb"
    assert str(copy) in done.output
    shutil.copy(copy, home.store)
    assert publish.build(home).content_hash == before.content_hash
    assert problems_of(home) == []
    assert torn(home) == []


def test_a_load_that_vanished_from_the_store_is_missed(home: Home, tmp_path: Path) -> None:
    take_in(home, write_csv(tmp_path / "unit.csv", UNITS))
    shutil.copy(home.store, tmp_path / "lama.duckdb")
    take_in(home, results(tmp_path / "awal.csv", 0))
    publish.build(home)
    shutil.copy(tmp_path / "lama.duckdb", home.store)
    ((problem),) = problems_of(home)
    assert "hilang" in problem


LEAVE_A_LOG = """
import duckdb, os, sys
con = duckdb.connect(sys.argv[1])
con.execute("create table t (i integer)")
con.execute("checkpoint")
con.execute("insert into t values (1)")
os._exit(9)
"""


def test_a_stale_log_beside_a_swapped_store_is_reported_and_not_served(home: Home, tmp_path: Path) -> None:
    take_in(home, write_csv(tmp_path / "unit.csv", UNITS))
    publish.build(home)
    other = tmp_path / "lain.duckdb"
    assert subprocess.run([sys.executable, "-c", LEAVE_A_LOG, str(other)], check=False).returncode == 9
    shutil.copy(f"{other}.wal", f"{home.store}.wal")
    problems = problems_of(home)
    assert problems
    assert ".wal" in problems[0]
    shown = CliRunner().invoke(cli.main, ["--home", str(home.root), "status", "--json"])
    assert json.loads(shown.output)["alarms"]


HOLD = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_an_ingest_that_waits_in_vain_names_the_holder(home: Home, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from pipelines import store

    take_in(home, write_csv(tmp_path / "unit.csv", UNITS))
    monkeypatch.setattr(store.opened.__wrapped__, "__defaults__", (0.3,))  # type: ignore[attr-defined]
    arguments = [sys.executable, "-c", HOLD, str(home.store)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stdin=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        done = CliRunner().invoke(cli.main, ["--home", str(home.root), "ingest", str(results(tmp_path / "a.csv", 1))])
        assert done.exit_code == 1
        assert str(holder.pid) in done.output
        assert done.output.count("\n") == 1
        holder.communicate(b"")
