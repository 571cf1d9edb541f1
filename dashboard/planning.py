"""The door from the screen to the planner: `kinerja plan` as a process of its own, and the scenarios it keeps.

The search runs beside the dashboard, tells where it stands line by line, and is ended gently: it then keeps the best
plan so far. Scenarios are read from their files without the people in them.
"""

import json
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from dashboard import warehouse
from dashboard.access import Scope
from dashboard.language import current

Row = dict[str, Any]
MOST_RUNS = 2
POINTS = 10_000
"""Value points in one weighted level, as scenario files count."""

_running: list["Run"] = []


class NotAllowed(Exception):  # noqa: N818 - an outcome, not a programming error
    """The scope may not plan."""


class Refused(Exception):  # noqa: N818 - an outcome, not a programming error
    """What was asked of a scenario cannot be done; the message says why and the way out."""


class Busy(Exception):  # noqa: N818 - an outcome, not a programming error
    """As many searches run as this machine should carry."""


@dataclass(frozen=True)
class Run:
    """One search under way; the lists grow as it tells."""

    process: "subprocess.Popen[str]"
    name: str
    seconds: float
    progress: list[Row] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    output: list[str] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)

    @property
    def is_over(self) -> bool:
        """Whether the search has ended and all it told has been read."""
        return self.process.poll() is not None and not any(thread.is_alive() for thread in self.threads)

    def cancel(self) -> None:
        """Ask the search to end with the best it has; one that has not begun yet has nothing to keep."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)

    def ended(self) -> tuple[str | None, list[str]]:
        """Return the name under which a plan was kept, None without one, and what was said."""
        record = json.loads("".join(self.output)) if self.output else {}
        told = [note["text"] for note in record.get("notes", ())]
        return record.get("saved_as"), [*told, *self.words]


def require(scope: Scope) -> None:
    """Raise NotAllowed unless the scope may plan."""
    if not scope.may_plan:
        message = f"the role {scope.role} may not plan"
        raise NotAllowed(message)


def start(scope: Scope, options: Sequence[str], name: str, seconds: float) -> Run:
    """Begin a search with the options of `kinerja plan`; its plan is kept under `name`."""
    require(scope)
    _running[:] = [run for run in _running if not run.is_over]
    if len(_running) >= MOST_RUNS:
        raise Busy
    fixed = [f"--save={name}", f"--seconds={seconds}", "--only-plans", "--curve", "--progress", "--json"]
    process = subprocess.Popen(
        _command(["plan", *options, *fixed]),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    run = Run(process, name, seconds)
    for stream, take in ((process.stdout, run.output.append), (process.stderr, lambda line: _heard(run, line))):
        thread = threading.Thread(target=_read, args=(stream, take), daemon=True)
        thread.start()
        run.threads.append(thread)
    _running.append(run)
    return run


def _read(stream: IO[str] | None, take: Callable[[str], None]) -> None:
    if stream is not None:
        with stream:
            for line in stream:
                take(line)


def _heard(run: Run, line: str) -> None:
    """Sort a line of the search: where it stands, or words for the planner."""
    if line.startswith("{"):
        run.progress.append(json.loads(line))
    elif line.strip():
        run.words.append(line.strip())


def _command(words: Sequence[str]) -> list[str]:
    return [sys.executable, "-m", "pipelines", "--home", str(warehouse.home()), "--language", current(), *words]


def names(scope: Scope) -> list[str]:
    """Return the names of the scenarios kept, the newest first."""
    require(scope)
    files = sorted(_folder().glob("*.json"), key=lambda file: (-file.stat().st_mtime, file.stem))
    return [file.stem for file in files]


def scenario(scope: Scope, name: str) -> Row | None:
    """Return a scenario without its people, None when there is none of that name or its file cannot be read."""
    require(scope)
    if name not in names(scope):
        return None
    try:
        kept: Row = json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))
        return _without_people(kept)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _without_people(kept: Row) -> Row:
    """Return a scenario with sessions that count heads, and gaps left open that count by reason."""
    plan = kept["plan"]
    if plan is None:
        return kept
    reasons: dict[str, int] = {}
    for gap in plan["uncovered"]:
        reasons[gap["reason"]] = reasons.get(gap["reason"], 0) + 1
    sessions = [
        {key: value for key, value in session.items() if key != "employee_ids"}
        | {"people_count": len(session["employee_ids"])}
        for session in plan["sessions"]
    ]
    return kept | {"plan": plan | {"sessions": sessions, "uncovered": reasons}}


def rename(scope: Scope, name: str, new: str) -> None:
    """Keep a scenario under a new name; raise Refused, with what is wrong in words, when that cannot be."""
    require(scope)
    _told(["plan", "rename", "--", name, new])


def remove(scope: Scope, name: str) -> None:
    """Remove a scenario for good; raise Refused when there is none any more."""
    require(scope)
    _told(["plan", "remove", "--", name])


def export(scope: Scope, name: str, ending: str) -> bytes:
    """Return a scenario as a workbook, a calendar or the public table; people only for those who may see them.

    Raises Refused, with what is wrong in words, when it cannot be written.
    """
    require(scope)
    with tempfile.TemporaryDirectory(prefix="kinerja-") as folder:
        path = Path(folder) / f"rencana.{ending}"
        people = ["--participants"] if scope.may_see_people and ending == "xlsx" else []
        _told(["plan", "export", *people, "--", name, str(path)])
        return path.read_bytes()


def _told(words: Sequence[str]) -> None:
    """Let `kinerja` do something that takes a moment; raise Refused with what it says when it does not."""
    done = subprocess.run(_command(words), check=False, capture_output=True, text=True, encoding="utf-8", timeout=120)
    if done.returncode:
        raise Refused(done.stderr.strip())


def _folder() -> Path:
    return warehouse.home() / "scenarios"
