"""The newest published build, opened read-only; the only thing kept between runs, keyed by the build.

The pointer file is read at the start of every run, so a new build shows without a restart. When the build it names
cannot be opened, the newest one before it is served with an alarm.
"""

import os
import re
import threading
from collections import OrderedDict
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "enable_external_access": False,
    "autoload_known_extensions": False,
    "autoinstall_known_extensions": False,
    "memory_limit": "512MB",
    "threads": 1,
    "lock_configuration": True,
}
KEPT_OPEN = 3
KEPT_ANSWERS = 400
KEPT_ROWS = 1000

_TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "BOOLEAN": pl.Boolean,
    "INTEGER": pl.Int64,
    "BIGINT": pl.Int64,
    "DOUBLE": pl.Float64,
    "DATE": pl.Date,
    "TIMESTAMP": pl.Datetime("us"),
    "DOUBLE[]": pl.List(pl.Float64),
}

Key = tuple[str, tuple[tuple[str, object], ...]]


@dataclass(frozen=True)
class Build:
    """One published build as this run sees it."""

    build_id: str
    published_at: datetime
    as_of: datetime
    is_synthetic: bool
    program_version: str
    load_count: int = 0
    alarm: str | None = None


@dataclass(frozen=True)
class Side:
    """One of the two files of a build: what it is called, where its tables lie, and who asks for them."""

    file: str
    schema: str
    asked_in: str


INTERNAL = Side("internal.duckdb", "marts", "queries/*.py")
PUBLIC = Side("public.duckdb", "public", "public/queries.py")


@dataclass(frozen=True)
class Cursor:
    """Where one build is asked; answers are kept under the SQL and all it was bound to, the scope included."""

    connection: duckdb.DuckDBPyConnection
    answers: OrderedDict[Key, pl.DataFrame] = field(default_factory=OrderedDict)
    keeping: threading.Lock = field(default_factory=threading.Lock)

    def rows(self, sql: str, values: dict[str, object]) -> pl.DataFrame:
        """Return the rows of one select."""
        key = (sql, tuple((name, _frozen(value)) for name, value in sorted(values.items())))
        with self.keeping:
            if key in self.answers:
                self.answers.move_to_end(key)
                return self.answers[key]
        answer = self.connection.cursor().execute(sql, values)
        schema = {name: _TYPES.get(str(kind), pl.String) for name, kind, *_rest in answer.description or []}
        rows = pl.DataFrame(answer.fetchall(), schema=schema, orient="row")
        if rows.height <= KEPT_ROWS:
            with self.keeping:
                self.answers[key] = rows
                while len(self.answers) > KEPT_ANSWERS:
                    self.answers.popitem(last=False)
        return rows


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_builds: dict[Path, tuple[Build, Cursor]] = {}
_unusable: dict[Path, tuple[int, int]] = {}
_opening = threading.Lock()
_pinned: ContextVar[Cursor | None] = ContextVar("pinned", default=None)
_open_to: set[Side] = {INTERNAL, PUBLIC}


def home() -> Path:
    """Return the installation's folder: KINERJA_HOME, else data/warehouse of the project."""
    return Path(os.environ.get("KINERJA_HOME") or Path(__file__).resolve().parent.parent / "data" / "warehouse")


def keep_to(side: Side) -> None:
    """From here on this process opens files of one side only."""
    _open_to.intersection_update({side})


def pin(side: Side = INTERNAL) -> Build | None:
    """Return the build this run reads, or None when nothing usable is published; its cursors stay on this build."""
    if side not in _open_to:
        message = f"this process does not open {side.file}"
        raise RuntimeError(message)
    for position, folder in enumerate(_candidates(home() / "published")):
        opened = _open(folder, side)
        if opened is not None:
            build, asked = opened
            _pinned.set(asked)
            return _with_alarm(build) if position else build
    _pinned.set(None)
    return None


def beside(side: Side) -> Cursor | None:
    """Return a cursor on the newest usable file of a side without reading anything else from it, or None."""
    if side not in _open_to:
        message = f"this process does not open {side.file}"
        raise RuntimeError(message)
    opened = (_open(folder, side) for folder in _candidates(home() / "published"))
    return next((asked for _build, asked in filter(None, opened)), None)


def cursor() -> Cursor:
    """Return the cursor on the build this run has pinned."""
    pinned = _pinned.get()
    if pinned is None:
        message = "no build is pinned: call pin() first"
        raise RuntimeError(message)
    return pinned


def _candidates(published: Path) -> list[Path]:
    """Return build folders, the one the pointer names first, then older ones from new to old."""
    try:
        names = sorted((entry.name for entry in published.iterdir() if entry.is_dir()), reverse=True)
    except OSError:
        return []
    try:
        named = (published / "current").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        named = ""
    if not re.fullmatch(r"[\w-][\w.-]*", named):  # unreadable pointer: the first place is taken by nothing
        return [published / "current", *(published / name for name in names if not name.startswith("."))]
    return [published / named, *(published / name for name in names if name < named and not name.startswith("."))]


def _open(folder: Path, side: Side) -> tuple[Build, Cursor] | None:
    file = folder / side.file
    with _opening:
        if file in _builds:
            return _builds[file]
        try:
            status = file.stat()
        except OSError:
            return None
        seen = (status.st_mtime_ns, status.st_size)
        if _unusable.get(file) == seen:
            return None
        opened = read(file, side)
        if opened is None:
            _unusable[file] = seen
            return None
        while len(_builds) >= KEPT_OPEN:
            _builds.pop(next(iter(_builds)))
        _builds[file] = opened
        return opened


@cache
def needed(side: Side = INTERNAL) -> frozenset[str]:
    """Return the tables that the queries read: a build without one of them cannot be shown."""
    texts = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob(side.asked_in)]
    return frozenset({"build"}.union(*(re.findall(rf"\b{side.schema}\.(\w+)", text) for text in texts)))


def read(file: Path, side: Side) -> tuple[Build, Cursor] | None:
    """Open one build file and read who it is; None when it is damaged or lacks a table the screens rely on."""
    try:
        connection = duckdb.connect(str(file), read_only=True, config=SETTINGS)
        found = connection.execute("select table_name from duckdb_tables() where not internal").fetchall()
        if not {name for (name,) in found} >= needed(side):
            return None
        answer = connection.execute(f"select * from {side.schema}.build")
        names = [column[0] for column in answer.description or []]
        row: dict[str, Any] = dict(zip(names, answer.fetchone() or (), strict=True))
        fields = {name: row[name] for name in Build.__dataclass_fields__ if name in row}
        return Build(**fields), Cursor(connection)
    except (duckdb.Error, TypeError, ValueError, OSError):
        return None


def _with_alarm(build: Build) -> Build:
    return Build(**{**build.__dict__, "alarm": build.build_id})
