"""The one door from the screen to the pipelines: look at a file, take it in, take it out again, mend it.

Only this module imports the other program, and only when it is used: nobody but the data steward waits for it. Every
act asks for the scope first. Work that writes runs in a thread of its own, so that closing the page cannot cut it.
"""

import io
import re
import tempfile
import threading
import zipfile
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dashboard import warehouse
from dashboard.access import Scope

if TYPE_CHECKING:
    from pipelines.paths import Home
    from pipelines.preview import Preview as Preview

MAX_BYTES = 25 << 20
WAIT_SECONDS = 3.0
ENDINGS = ("csv", "txt", "tsv", "xlsx", "xlsm", "xls", "xlsb", "ods")
File = tuple[str, bytes]
"""A name as the browser gave it, and the bytes."""

_threads = ThreadPoolExecutor(max_workers=4, thread_name_prefix="intake")
_writing = threading.Lock()
_since: list[datetime] = []


class NotAllowed(Exception):  # noqa: N818 - an outcome, not a programming error
    """The scope may not bring data in, or the data may not come in here."""


class Busy(Exception):  # noqa: N818 - an outcome, not a programming error
    """Someone else writes: another upload here since `since` (UTC), or another program with the number `process`."""

    def __init__(self, since: datetime | None = None, process: str | None = None) -> None:
        self.since, self.process = since, process
        super().__init__("the store is in use")


@dataclass(frozen=True)
class Taken:
    """What became of one file: its load and ledger, or why it was refused (Indonesian, English)."""

    name: str
    load_id: str | None
    ledger: tuple[dict[str, Any], ...] = ()
    refusal: tuple[str, str] | None = None
    mended_count: int = 0


@dataclass(frozen=True)
class Done:
    """What a job did: the files, the build that was published, or why it was not.

    `problem` is the check that forbade it, after which the loads were taken out again; `is_waiting` says that the
    loads are in and wait for the next build, because another program held the store.
    """

    taken: tuple[Taken, ...] = ()
    build_id: str | None = None
    problem: tuple[str, str] | None = None
    withdrawn: str | None = None
    is_waiting: bool = False


@dataclass(frozen=True)
class Job:
    """Work going on in its own thread: `steps` grows as it goes, `future` ends with Done, Busy or another error."""

    future: "Future[Done]"
    steps: list[str]
    step_count: int


def require(scope: Scope) -> None:
    """Raise NotAllowed unless the scope may bring data in."""
    if not scope.may_upload:
        message = f"the role {scope.role} may not bring data in"
        raise NotAllowed(message)


def warm(scope: Scope) -> None:
    """Begin importing the pipelines, which takes seconds, while the steward still looks for the file."""
    require(scope)
    _threads.submit(_imported)


def _imported() -> None:
    from pipelines import corrections, ingest, publish  # noqa: F401


def examine(scope: Scope, file: File) -> "Preview":
    """Return what a file says; nothing is taken in and nothing of it stays on disk."""
    require(scope)
    from pipelines import ingest, preview
    from pipelines.findings import Refused

    name, data = safe_name(file[0]), file[1]
    digest = sha256(data).hexdigest()
    if len(data) > MAX_BYTES:
        return preview.refused(name, digest, Refused("berkas-terlalu-besar", "(25 MB)"))
    with _on_disk([(name, data)]) as (path,):
        try:
            return preview.understood(ingest.examine(path), name)
        except Refused as refusal:
            return preview.refused(name, digest, refusal)


def take_in(scope: Scope, files: Sequence[File], *, is_demo: bool, is_declared_synthetic: bool = False) -> Job:
    """Begin taking files in and publishing what they change; synthetic data take no file that is not declared so."""
    require(scope)
    if is_demo and not is_declared_synthetic:
        message = "a warehouse of synthetic data takes no other data in"
        raise NotAllowed(message)
    steps: list[str] = []
    home = warehouse.home()
    work = _threads.submit(_take_in, home, list(files), steps, is_declared=is_demo and is_declared_synthetic)
    return Job(work, steps, len(files) + 1)


def withdraw(scope: Scope, load_id: str) -> Job:
    """Begin taking a load out again and publishing what that changes."""
    require(scope)
    steps: list[str] = []
    return Job(_threads.submit(_withdraw, warehouse.home(), load_id, steps), steps, 2)


def repair_list(scope: Scope, load_id: str | None = None) -> bytes:
    """Return the daftar perbaikan of one load as a workbook, or those of all loads in one archive; b"" for none."""
    require(scope)
    from pipelines.reports import perbaikan

    with _alone(), tempfile.TemporaryDirectory(prefix="kinerja-") as folder:
        written = list(perbaikan.write(_home(warehouse.home()), Path(folder), load_id))
        if load_id is not None:
            return written[0][0].read_bytes() if written else b""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path, _count in written:
                archive.write(path, path.relative_to(folder))
        return packed.getvalue()


def safe_name(name: str) -> str:
    """Return the last part of a file's name, in signs that can be shown and stored."""
    last = re.split(r"[/\\]", name)[-1]
    clean = "".join(sign for sign in last if sign.isprintable()).strip(" .")
    return clean[-120:] or "berkas"


@contextmanager
def _on_disk(files: Sequence[File], *, is_declared: bool = False) -> Iterator[list[Path]]:
    """Yield files written under their own names, each in a folder of its own; all of it is gone afterwards."""
    from pipelines.ingest import SYNTHETIC_LIST

    with tempfile.TemporaryDirectory(prefix="kinerja-") as folder:
        paths = []
        for number, (name, data) in enumerate(files):
            own = Path(folder) / str(number)
            own.mkdir()
            paths.append(own / safe_name(name))
            paths[-1].write_bytes(data)
        if is_declared:
            lines = [f"{sha256(data).hexdigest()}  {safe_name(name)}\n" for name, data in files]
            (Path(folder) / SYNTHETIC_LIST).write_text("".join(lines), encoding="utf-8")
        yield paths


def _take_in(home: Path, files: Sequence[File], steps: list[str], *, is_declared: bool) -> Done:
    from pipelines import ingest

    taken: list[Taken] = []
    with _alone(), _on_disk(files, is_declared=is_declared) as paths:
        with _opened(home) as con:
            for path in paths:
                steps.append(path.name)
                taken += [_taken(outcome) for outcome in ingest.ingest(con, [path])]
        loads = [each.load_id for each in taken if each.load_id]
        if not loads:
            return Done(tuple(taken))
        return _published(home, steps, Done(tuple(taken)), loads)


def _taken(outcome: Any) -> Taken:
    refusal = outcome.refusal
    words = (refusal.message("id"), refusal.message("en")) if refusal else None
    return Taken(outcome.name, outcome.load_id, outcome.ledger, words, outcome.mended_count)


def _published(home: Path, steps: list[str], done: Done, loads: Sequence[str]) -> Done:
    """Publish; where a check forbids it, take the new loads out again, so that the store can still be published."""
    from pipelines import alarms, checks, corrections, publish, store

    steps.append("")
    try:
        build = publish.build(_home(home))
    except store.Busy:
        return Done(done.taken, withdrawn=done.withdrawn, is_waiting=True)
    except checks.Failed as failed:
        with _opened(home) as con:
            for load_id in loads:
                corrections.withdraw(con, load_id)
        said = [" ".join(each.sentence(spoken) for each in failed.offences) for spoken in ("id", "en")]
        return Done(done.taken, problem=(said[0], said[1]), withdrawn=done.withdrawn)
    finally:
        alarms.refresh(_home(home))
    return Done(done.taken, build.build_id, withdrawn=done.withdrawn)


def _withdraw(home: Path, load_id: str, steps: list[str]) -> Done:
    from pipelines import corrections

    with _alone():
        steps.append(load_id)
        with _opened(home) as con:
            name = corrections.withdraw(con, load_id)
        return _published(home, steps, Done(withdrawn=name), ())


def _home(home: Path) -> "Home":
    from pipelines import paths

    return paths.home(home)


@contextmanager
def _alone() -> Iterator[None]:
    """Be the only one of this program who touches the store; the engine itself only keeps other programs out."""
    if not _writing.acquire(timeout=WAIT_SECONDS):
        raise Busy(since=next(iter(_since), None))
    _since.append(datetime.now(UTC))
    try:
        yield
    except Exception as error:
        raise _explained(error) from error
    finally:
        _since.clear()
        _writing.release()


@contextmanager
def _opened(home: Path) -> Iterator[Any]:
    from pipelines import store

    with store.opened(_home(home).store, wait=WAIT_SECONDS) as con:
        yield con


def _explained(error: Exception) -> Exception:
    """Return Busy for the engine's word that another program holds the store, anything else as it is."""
    if type(error).__name__ == "Busy" or "lock" in str(error).lower():
        process = re.search(r"PID (\d+)", str(error))
        return Busy(process=process[1] if process else None)
    return error
