"""Publish a build: make a new file beside the old ones, verify it as a stranger, then swap one pointer.

A reader follows the pointer and therefore always sees one whole build; a killed build leaves only a folder that
nothing points to, which the next build removes.
"""

import datetime as dt
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb

from pipelines import checks, models, notes, store, verification
from pipelines.disclosure import look, release
from pipelines.paths import PROJECT, REFERENCE, Home

KEPT_BUILDS = 10
KEPT_COPIES = 2
"""The newest builds that carry a copy of the store."""

STORE_COPY = "store.duckdb"
UNFINISHED = ".building-"
_FOLDER_PATTERN = "[0-9]*Z-*"


@dataclass(frozen=True)
class Build:
    """One published warehouse; `build_id` is the name of its folder."""

    build_id: str
    folder: Path
    published_at: dt.datetime
    as_of: dt.datetime | None
    row_counts: dict[str, int]
    content_hash: str


class Damaged(Exception):  # noqa: N818 - an outcome the caller reports, not a programming error
    """A build just made could not be verified by a new process, and was not published."""


def build(home: Home, as_of: dt.datetime | None = None) -> Build:
    """Make, check, verify and publish a new build of everything known (at `as_of`, UTC) and return it.

    Raises checks.Failed when the data contradict a check, store.Busy when another process keeps writing the store;
    whatever happens, the build that was served before still is.
    """
    moment = _utc(as_of)
    with _only_builder(home):
        _remove_leftovers(home)
        published_at = store.now()
        build_id = f"{published_at:%Y%m%dT%H%M%S}{published_at.microsecond // 1000:03}Z-{uuid.uuid4().hex[:8]}"
        unfinished = home.published / f"{UNFINISHED}{build_id}"
        unfinished.mkdir()
        try:
            manifest = _make(home, unfinished, models.Stamp(build_id, published_at, version("kinerja")), moment)
            _verify(unfinished)
            folder = _put_in_place(home, unfinished, build_id)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
        _keep_the_last(home)
    counts = {name: table["row_count"] for name, table in manifest["marts"].items()}
    return Build(build_id, folder, published_at, moment, counts, manifest["content_hash"])


def current(home: Home) -> Path | None:
    """Return the folder the pointer names, None when nothing is published or the folder is gone."""
    try:
        name = home.pointer.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        return None
    folder = home.published / name
    return folder if name and folder.is_dir() else None


def newest_good(home: Home) -> Path | None:
    """Return the served build, or when that is damaged the newest build that is whole, or None."""
    served = current(home)
    others = [folder for folder in reversed(_builds(home)) if folder != served]
    return next((folder for folder in [*([served] if served else []), *others] if not verify(folder)), None)


def verify(folder: Path) -> list[str]:
    """Return what is wrong with a build, as found by a new process that shares no memory with the one that made it."""
    command = [sys.executable, "-m", "pipelines.verification", str(folder.resolve())]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["no message"]
        return [f"{folder.name}: reading it ended with code {done.returncode}: {last[0]}"]
    found: list[str] = json.loads(done.stdout)
    return found


def _utc(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.astimezone(dt.UTC).replace(tzinfo=None) if moment and moment.tzinfo else moment


@contextmanager
def _only_builder(home: Home) -> Iterator[None]:
    """Hold the builders' lock; the system frees it when the process dies, however it dies."""
    home.published.mkdir(parents=True, exist_ok=True)
    with (home.published / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(home: Home, folder: Path, stamp: models.Stamp, as_of: dt.datetime | None) -> dict[str, Any]:
    """Write the database and its manifest into `folder`, flushed to disk, and return the manifest."""
    database = folder / verification.DATABASE
    with duckdb.connect(config={"temp_directory": str(folder / "spill")}) as con:
        if home.store.exists():
            with store.opened(home.store):
                pass  # a store of an earlier version gains its new columns
        _attach(con, home.store)
        models.run(con, as_of, stamp)
        checks.run(con)
        _write_marts(con, database)
        if as_of is None:
            _copy_store(con, folder / STORE_COPY)
        public = release.publish(con, folder, home.editions, current(home), is_now=as_of is None)
        manifest = _manifest(con, stamp) | {"public": public}
    if database.with_name(f"{database.name}.wal").exists():
        raise Damaged(f"{database.name}.wal was left behind")
    shutil.rmtree(folder / "spill", ignore_errors=True)
    manifest["sha256"] = look.digest(database)
    manifest["asked_for"] = as_of.isoformat() if as_of else None
    if as_of is None:
        manifest["notes"] = notes.copy(home.notes, folder)
    (folder / verification.MANIFEST).write_text(json.dumps(manifest, indent=2, default=str), encoding="utf-8")
    for path in (database, folder / look.FILE, folder / verification.MANIFEST, folder):
        _flush(path)
    return manifest


def _attach(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    deadline = time.monotonic() + store.WAIT_SECONDS
    while True:
        try:
            con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as store (read_only)")
        except duckdb.IOException as error:
            if not store.is_held(error):
                raise
            if time.monotonic() > deadline:
                raise store.Busy(str(error)) from error
            time.sleep(0.2)
        else:
            return


def _copy_store(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Write a compact copy of the store as the build saw it, from which a damaged store can be restored."""
    con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as store_copy")
    con.execute("copy from database store to store_copy")
    con.execute("checkpoint store_copy")
    con.execute("detach store_copy")
    _flush(path)


def _write_marts(con: duckdb.DuckDBPyConnection, database: Path) -> None:
    """Copy the marts, each in the total order of its columns, into a new database file without a log beside it."""
    con.execute(f"attach '{str(database).replace(chr(39), chr(39) * 2)}' as published")
    con.execute("begin")
    con.execute("create schema published.marts")
    for model in models.in_order():
        if model.layer == "marts":
            con.execute(f"create table published.{model.table} as select * from memory.{model.table} order by all")
    models.comment(con, "published")
    con.execute("commit")
    con.execute("checkpoint published")
    con.execute("detach published")


def _manifest(con: duckdb.DuckDBPyConnection, stamp: models.Stamp) -> dict[str, Any]:
    """Return what the build is made of; `content_hash` leaves out what names the build itself."""
    marts = verification.scan(con)
    content = json.dumps({name: table for name, table in marts.items() if name != "build"}, sort_keys=True)
    as_of, is_synthetic = con.execute("select as_of, is_synthetic from marts.build").fetchone() or (None, False)
    rules = con.execute("select rule_id, valid_from::varchar from marts.rules where valid_to is null order by all")
    reference = "".join(look.digest(path) for path in sorted(REFERENCE.glob("*.csv")))
    return {
        "build_id": stamp.build_id,
        "published_at": stamp.published_at.isoformat() if stamp.published_at else None,
        "as_of": as_of.isoformat() if as_of else None,
        "is_synthetic": is_synthetic,
        "program_version": stamp.program_version,
        "content_hash": hashlib.sha256(content.encode()).hexdigest(),
        "rules": dict(rules.fetchall()),
        "reference_sha256": hashlib.sha256(reference.encode()).hexdigest(),
        "load_ids": [row[0] for row in con.execute("select distinct load_id from marts.loads order by all").fetchall()],
        "marts": marts,
    }


def _verify(folder: Path) -> None:
    if found := verify(folder):
        raise Damaged("; ".join(found))


def _put_in_place(home: Home, unfinished: Path, build_id: str) -> Path:
    """Give the verified folder its name, then swap the pointer; each step is on disk before the next."""
    folder = home.published / build_id
    unfinished.rename(folder)
    _flush(home.published)
    pointer = home.published / f".current-{build_id}"
    pointer.write_text(build_id, encoding="utf-8")
    _flush(pointer)
    pointer.replace(home.pointer)
    _flush(home.published)
    return folder


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _builds(home: Home) -> list[Path]:
    """Return every finished build, oldest first."""
    return sorted(folder for folder in home.published.glob(_FOLDER_PATTERN) if folder.is_dir())


def _remove_leftovers(home: Home) -> None:
    """Remove what killed builds left; only the holder of the builders' lock may call this."""
    for path in [*home.published.glob(f"{UNFINISHED}*"), *home.published.glob(".current-*")]:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def _keep_the_last(home: Home) -> None:
    served = current(home)
    for folder in _builds(home)[:-KEPT_BUILDS]:
        if folder != served:
            shutil.rmtree(folder)
    for path in copies(home)[KEPT_COPIES:]:
        path.unlink()


def copies(home: Home) -> list[Path]:
    """Return the copies of the store that builds carry, newest first."""
    return [path for folder in reversed(_builds(home)) if (path := folder / STORE_COPY).is_file()]
