"""Publication: one pointer, whole builds only, whatever dies or breaks on the way."""

import datetime as dt
import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import duckdb
import pytest
import small_store

from pipelines import checks, models, publish, store
from pipelines.paths import Home

IKU = "kode_iku,nama_iku,kode_unit,tahun,satuan,polaritas,konsolidasi,bobot\nA,a,1.1,2026,%,maximize,last,100\n"
RESULTS = "kode_iku,kode_unit,periode,target,realisasi\nA,1.1,2026-TW1,10,8\nA,1.1,2026-TW2,10,9\n"
TABLES = {"unit": small_store.UNITS, "iku": IKU, "capaian_iku": RESULTS}

BROKEN_LEDGER = (
    "load_id,take,kind,read_count,accepted_count,quarantined_count,duplicate_count,excluded_count,superseded_count\n"
    "L1,1,iku,7,1,1,1,1,1\n"
)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return small_store.make(tmp_path / "home", TABLES)


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An installation with one good build."""
    home = small_store.make(tmp_path_factory.mktemp("once") / "home", TABLES)
    publish.build(home)
    return home


@pytest.fixture
def built(built_once: Home, tmp_path: Path) -> Home:
    """A copy of the installation with one good build."""
    return _copied(built_once, tmp_path / "built")


@pytest.fixture(scope="module")
def twice_built(built_once: Home, tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An installation with two good builds, to be copied and damaged."""
    home = _copied(built_once, tmp_path_factory.mktemp("twice") / "home")
    publish.build(home)
    return home


def _copied(home: Home, root: Path) -> Home:
    shutil.copytree(home.root, root)
    return Home(root)


def _served(home: Home) -> Path:
    folder = publish.current(home)
    assert folder is not None
    return folder


def _read(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_a_build_is_served_through_the_pointer(home: Home) -> None:
    assert publish.current(home) is None
    assert publish.newest_good(home) is None
    build = publish.build(home)
    assert home.pointer.read_text(encoding="utf-8") == build.build_id == build.folder.name
    assert publish.current(home) == publish.newest_good(home) == build.folder
    assert publish.verify(build.folder) == []
    assert build.row_counts["units"] == 4
    assert _read(build.folder, "select build_id, as_of, load_count from marts.build") == [
        (build.build_id, dt.datetime(2026, 7, 20, 8), 1)
    ]


def test_a_build_holds_marts_with_their_comments_and_nothing_else(built_once: Home) -> None:
    folder = _served(built_once)
    files = ["internal.duckdb", "manifest.json", "public.duckdb", "store.duckdb"]
    assert sorted(path.name for path in folder.iterdir()) == files
    schemas = _read(
        folder,
        "select schema_name from duckdb_tables() union select schema_name from duckdb_views() where not internal",
    )
    assert schemas == [("marts",)]
    bare = _read(
        folder, "select table_name, column_name from duckdb_columns() where schema_name = 'marts' and comment is null"
    )
    assert bare == []


def test_the_manifest_says_what_the_build_is_made_of(built_once: Home) -> None:
    folder = _served(built_once)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["build_id"] == folder.name
    assert manifest["as_of"] == "2026-07-20T08:00:00"
    assert manifest["is_synthetic"] is True
    assert manifest["marts"]["units"]["row_count"] == 4
    assert manifest["rules"]["traffic_light"] == "2000-01-01"
    assert len(manifest["sha256"]) == len(manifest["reference_sha256"]) == len(manifest["content_hash"]) == 64
    assert manifest["program_version"]


def test_the_same_store_gives_the_same_content(twice_built: Home, tmp_path: Path) -> None:
    first, second = sorted(path for path in twice_built.published.iterdir() if path.is_dir())
    assert first.name != second.name
    assert _content_hash(first) == _content_hash(second)
    for model in models.in_order():
        if model.layer == "marts" and model.table != "marts.build":
            assert _read(first, f"from {model.table}") == _read(second, f"from {model.table}"), model.table
    other = small_store.make(tmp_path / "other", {**TABLES, "capaian_iku": RESULTS.replace(",9", ",9.0001")})
    assert publish.build(other).content_hash != _content_hash(first)


def _content_hash(folder: Path) -> str:
    found: str = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["content_hash"]
    return found


def test_an_as_of_build_says_so(home: Home) -> None:
    jakarta = dt.timezone(dt.timedelta(hours=7))
    build = publish.build(home, dt.datetime(2026, 7, 20, 14, 59, tzinfo=jakarta))
    assert build.as_of == dt.datetime(2026, 7, 20, 7, 59)
    assert build.row_counts["units"] == 0
    assert _read(build.folder, "select as_of from marts.build") == [(dt.datetime(2026, 7, 20, 7, 59),)]


def test_offenders_keep_the_build_before_served(built: Home) -> None:
    home, good = built, _served(built)
    small_store.make(home.root, {"ledger": BROKEN_LEDGER})
    with pytest.raises(checks.Failed, match="every_ledger_adds_up"):
        publish.build(home)
    assert publish.current(home) == good
    assert [path for path in home.published.iterdir() if path.is_dir()] == [good]


def test_ten_builds_are_kept_and_never_the_served_one_removed(twice_built: Home, tmp_path: Path) -> None:
    home = _copied(twice_built, tmp_path / "copy")
    builds = sorted(path.name for path in home.published.iterdir() if path.is_dir())
    home.pointer.write_text(builds[0], encoding="utf-8")
    for number in range(12):
        copy = home.published / f"2099010100000{number:04}Z-0000"
        copy.mkdir()
    publish._keep_the_last(home)
    left = sorted(path.name for path in home.published.iterdir() if path.is_dir())
    assert left == [builds[0], *(f"2099010100000{number:04}Z-0000" for number in range(2, 12))]


def test_one_build_more_than_is_kept_removes_the_oldest(
    twice_built: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert publish.KEPT_BUILDS == 10
    monkeypatch.setattr(publish, "KEPT_BUILDS", 2)
    home = _copied(twice_built, tmp_path / "copy")
    names = sorted(path.name for path in home.published.iterdir() if path.is_dir())
    names.append(publish.build(home).build_id)
    left = sorted(path.name for path in home.published.iterdir() if path.is_dir())
    assert left == names[1:]
    assert names == sorted(names)


@pytest.mark.parametrize("damage", ["flip", "cut", "no manifest", "no database", "log", "half a manifest"])
def test_damage_is_found_and_the_build_before_is_good(twice_built: Home, tmp_path: Path, damage: str) -> None:
    home = _copied(twice_built, tmp_path / "copy")
    before, after = sorted(path for path in home.published.iterdir() if path.is_dir())
    assert publish.newest_good(home) == after
    database, manifest = after / "internal.duckdb", after / "manifest.json"
    if damage == "flip":
        data = bytearray(database.read_bytes())
        data[len(data) // 2] ^= 0xFF
        database.write_bytes(data)
    elif damage == "cut":
        os.truncate(database, database.stat().st_size // 2)
    elif damage == "no manifest":
        manifest.unlink()
    elif damage == "no database":
        database.unlink()
    elif damage == "log":
        database.with_name("internal.duckdb.wal").write_bytes(b"x")
    else:
        manifest.write_text(manifest.read_text(encoding="utf-8")[:100], encoding="utf-8")
    assert publish.verify(after)
    assert publish.newest_good(home) == before


def test_damage_that_fits_its_checksum_is_found_by_reading_everything(built: Home) -> None:
    """A wrong file with a right checksum: the row counts, the values and the ledger still give it away."""
    folder = _served(built)
    database, manifest_path = folder / "internal.duckdb", folder / "manifest.json"
    with duckdb.connect(str(database)) as con:
        con.execute("update marts.iku_periods set actual = actual + 1 where actual is not null")
        con.execute("delete from marts.units where unit_id = '1.2'")
        con.execute(
            "insert into marts.loads by name select 'L9' as load_id, 'iku' as kind, 2 as read_count, "
            "1 as accepted_count, "
            "0 as quarantined_count, 0 as duplicate_count, 0 as excluded_count, 0 as superseded_count"
        )
    manifest = json.loads(manifest_path.read_text(encoding="utf-8"))
    manifest["sha256"] = publish.verification.digest(database)
    manifest_path.write_text(json.dumps(manifest), encoding="utf-8")
    found = publish.verify(folder)
    assert any("marts.iku_periods" in problem for problem in found)
    assert any("marts.units" in problem for problem in found)
    assert any("load L9 (iku)" in problem for problem in found)


def test_a_pointer_to_nothing_is_nothing_served(built: Home) -> None:
    folder = _served(built)
    built.pointer.write_text("gone", encoding="utf-8")
    assert publish.current(built) is None
    assert publish.newest_good(built) == folder


def test_a_build_that_does_not_verify_is_not_published(built: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home, good = built, _served(built)
    whole = publish._manifest

    def wrong(con: duckdb.DuckDBPyConnection, stamp: models.Stamp) -> dict[str, object]:
        manifest = whole(con, stamp)
        manifest["marts"]["units"]["row_count"] += 1
        return manifest

    monkeypatch.setattr(publish, "_manifest", wrong)
    with pytest.raises(publish.Damaged, match=r"marts\.units"):
        publish.build(home)
    assert publish.current(home) == good
    assert [path for path in home.published.iterdir() if path.is_dir()] == [good]


BUILDER = "import sys; from pipelines import publish, paths; publish.build(paths.home(sys.argv[1]))"


def _start_builder(home: Home) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", BUILDER, str(home.root)], stderr=subprocess.PIPE)


def _wait_for_unfinished(home: Home, builder: subprocess.Popen[bytes]) -> None:
    while not any(home.published.glob(f"{publish.UNFINISHED}*")):
        assert builder.poll() is None, builder.communicate()[1].decode()
        time.sleep(0.005)


def test_a_killed_build_leaves_the_last_one_served_and_the_next_one_cleans_up(built: Home) -> None:
    home, good = built, _served(built)
    builder = _start_builder(home)
    _wait_for_unfinished(home, builder)
    builder.send_signal(signal.SIGKILL)
    builder.communicate()
    assert publish.current(home) == good
    assert publish.verify(good) == []
    assert list(home.published.glob(f"{publish.UNFINISHED}*"))
    (home.published / ".current-leftover").write_text("x", encoding="utf-8")
    newer = publish.build(home)
    assert publish.current(home) == newer.folder
    assert {path.name for path in home.published.iterdir()} == {".lock", "current", good.name, newer.build_id}


@pytest.mark.slow
@pytest.mark.alone
def test_kills_at_any_moment_never_tear_what_is_served(home: Home) -> None:
    publish.build(home)
    started = time.monotonic()
    builder = _start_builder(home)
    builder.communicate()
    whole = time.monotonic() - started
    for number in range(15):
        builder = _start_builder(home)
        time.sleep(whole * (number + 1) / 15)
        builder.send_signal(signal.SIGKILL)
        builder.communicate()
        served = publish.current(home)
        assert served is not None
        assert publish.verify(served) == []
    final = publish.build(home)
    assert publish.current(home) == final.folder
    assert not list(home.published.glob(".building-*"))
    assert not list(home.published.glob(".current-*"))


@pytest.mark.slow
def test_a_reader_during_publications_sees_one_whole_build_each_time(home: Home) -> None:
    publish.build(home)
    seen, wrong, stop = [], [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            folder = publish.current(home)
            if folder is None:
                wrong.append("nothing served")
                continue
            rows = _read(folder, "select build_id, (select count(*) from marts.units) from marts.build")
            seen.append(rows[0][0])
            if rows != [(folder.name, 4)]:
                wrong.append(str(rows))

    reader = threading.Thread(target=read)
    reader.start()
    names = [publish.build(home).build_id for _ in range(3)]
    time.sleep(0.3)
    stop.set()
    reader.join()
    assert wrong == []
    assert set(names[-1:]) <= set(seen)
    assert len(set(seen)) >= 2


def test_a_build_waits_for_the_writer_of_the_store(home: Home) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c",
         "import duckdb, sys, time; con = duckdb.connect(sys.argv[1]); print('open', flush=True); time.sleep(1.5)",
         str(home.store)],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"open\n"
    build = publish.build(home)
    writer.communicate()
    assert publish.current(home) == build.folder


def test_a_store_that_stays_busy_says_so(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "WAIT_SECONDS", 0.1)
    writer = subprocess.Popen(
        [sys.executable, "-c",
         "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()",
         str(home.store)],
        stdout=subprocess.PIPE, stdin=subprocess.PIPE,
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stdout.readline() == b"open\n"
    with pytest.raises(store.Busy):
        publish.build(home)
    writer.communicate(b"")


def test_a_builder_waits_for_its_turn(built: Home) -> None:
    good, done = _served(built), []
    with (built.published / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        builder = threading.Thread(target=lambda: done.append(publish.build(built)))
        builder.start()
        time.sleep(0.5)
        assert [path for path in built.published.iterdir() if path.is_dir()] == [good]
    builder.join()
    assert publish.current(built) == done[0].folder != good


@pytest.mark.slow
def test_two_builders_take_turns(home: Home) -> None:
    builders = [_start_builder(home) for _ in range(2)]
    for builder in builders:
        assert builder.communicate()[1] == b""
        assert builder.returncode == 0
    assert len([path for path in home.published.iterdir() if path.is_dir()]) == 2
    served = publish.current(home)
    assert served is not None
    assert publish.verify(served) == []
