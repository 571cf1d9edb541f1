"""What many tests stand on: an empty installation, the sample taken in and published once, real files elsewhere."""

import fcntl
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipelines import ingest, publish, store
from pipelines.paths import SAMPLE, Home


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where KINERJA_NO_SKIP is set: there, everything a test may need is present."""
    report = yield
    if report.skipped and os.environ.get("KINERJA_NO_SKIP"):
        report.outcome, report.longrepr = "failed", f"{item.nodeid} was skipped: {report.longrepr}"
    return report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show every figure that tests measured."""
    reports = [report for some in terminalreporter.stats.values() for report in some]
    told = [pair[1] for report in reports for pair in getattr(report, "user_properties", ()) if pair[0] == "figure"]
    if told:
        terminalreporter.section("figures")
    for words in dict.fromkeys(map(str, told)):
        terminalreporter.line(words)


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Tell a figure that a test measured; all of them stand together at the end of the run."""
    return lambda words: record_property("figure", words)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A fresh installation."""
    return Home(tmp_path / "home")


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation with the sample taken in and published; made once, shared by parallel workers."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    root = shared / "sample-home"
    with _alone(shared / "sample-home.lock"):
        if not (root / "published" / "current").exists():
            home = Home(root)
            with store.opened(home.store) as con:
                for _ in ingest.ingest(con, [SAMPLE]):
                    pass
            publish.build(home)
    return root


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _folder(variable: str) -> Path:
    folder = os.environ.get(variable)
    if not folder:
        pytest.skip(f"{variable} names no folder of real files")
    return Path(folder)


@pytest.fixture(scope="session")
def realdata() -> Path:
    """Published real data sets, each in a folder of its own."""
    return _folder("KINERJA_REALDATA")


@pytest.fixture(scope="session")
def badfiles() -> Path:
    """Collections of polluted tables and workbooks."""
    return _folder("KINERJA_BADFILES")
