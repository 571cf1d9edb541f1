"""A file that kills, stalls or swells its parser costs one child, never the program."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from pipelines import readers
from pipelines.findings import Refused
from pipelines.readers import sandbox


@pytest.fixture(autouse=True)
def nothing_stays_behind() -> Iterator[None]:
    yield
    sandbox.close()
    assert sandbox._child is None
    assert not child_processes(), "a child or a zombie stays behind"


def child_processes(parent: int | None = None) -> list[int]:
    """Return the parsing children of a process, zombies among them."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(stat[1]) == (parent or os.getpid()) and (b"readers.child" in command or stat[0] == "Z"):
            found.append(int(folder.name))
    return found


def is_alive(pid: int) -> bool:
    try:
        return (Path(f"/proc/{pid}/stat")).read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def workbook(rows: int = 1) -> bytes:
    book = openpyxl.Workbook()
    for number in range(rows):
        book.active.append([f"a{number}", number])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.fixture(scope="module")
def large() -> bytes:
    """A workbook that keeps the parser busy for some seconds."""
    return workbook(60_000) if sys.platform == "linux" else workbook()


def test_what_the_child_says_is_what_the_parser_says_here() -> None:
    data = workbook(50)
    there, here = readers.read(data), readers.parse(data)
    assert there.dialect == here.dialect
    for one, other in zip(there.sheets, here.sheets, strict=True):
        assert one.cells.equals(other.cells, null_equal=True)
        assert one.types is not None
        assert other.types is not None
        assert one.types.equals(other.types)
        assert (one.name, one.is_hidden, one.widths) == (other.name, other.is_hidden, other.widths)


def test_ragged_text_keeps_its_widths_on_the_way_back() -> None:
    data = b'a,"b"\n' + b"1,2,3\n4\n" * 200_000
    assert len(data) > readers.AT_HOME_BYTES
    (sheet,) = readers.read(data).sheets
    assert child_processes()
    assert sheet.widths is not None
    assert sheet.widths.head(3).to_list() == [2, 3, 1]


def test_plain_text_starts_no_child() -> None:
    readers.read(b"a,b\n" + b"1,2\n" * 400_000)
    readers.read(b'a,"b"\n1,2,3\n')
    assert not child_processes()


def test_one_child_serves_many_files_and_its_refusals() -> None:
    readers.read(workbook())
    (first,) = child_processes()
    for data in (b"PK\x03\x04", readers.COMPOUND + bytes(600)) * 3:
        with pytest.raises(Refused, match="berkas-tak-terbaca"):
            readers.read(data)
        assert readers.read(workbook(2)).sheets
    assert child_processes() == [first]


def test_a_child_that_dies_is_a_refusal_and_the_next_file_gets_another(large: bytes) -> None:
    readers.read(workbook())
    (first,) = child_processes()
    threading.Timer(0.3, os.kill, (first, signal.SIGKILL)).start()
    with pytest.raises(Refused, match="pembaca-berhenti"):
        readers.read(large)
    assert readers.read(workbook()).sheets
    assert child_processes() != [first]


def test_a_child_found_dead_before_it_is_asked_is_replaced() -> None:
    readers.read(workbook())
    os.kill(child_processes()[0], signal.SIGKILL)
    time.sleep(0.1)
    assert readers.read(workbook()).sheets


@pytest.mark.parametrize(
    ("limit", "code"), [("MOST_SECONDS", "pembaca-terlalu-lama"), ("MOST_BYTES", "berkas-habiskan-memori")]
)
def test_time_and_memory_have_an_end(large: bytes, monkeypatch: pytest.MonkeyPatch, limit: str, code: str) -> None:
    readers.read(workbook())
    monkeypatch.setattr(sandbox, limit, 0 if limit == "MOST_SECONDS" else sandbox.resident(child_processes()[0]) + 1)
    start = time.monotonic()
    with pytest.raises(Refused, match=code):
        readers.read(large)
    assert time.monotonic() - start < 2


WAIT_BUSY = """
import os, sys
from pathlib import Path
from pipelines import readers
readers.read(Path(sys.argv[2]).read_bytes())
print("ready", flush=True)
while True:
    readers.read(Path(sys.argv[1]).read_bytes())
"""


@pytest.mark.parametrize("signal_sent", [signal.SIGKILL, signal.SIGINT])
def test_when_the_parent_ends_its_busy_child_ends(tmp_path: Path, large: bytes, signal_sent: signal.Signals) -> None:
    (tmp_path / "large.xlsx").write_bytes(large)
    (tmp_path / "small.xlsx").write_bytes(workbook())
    command = [sys.executable, "-c", WAIT_BUSY, str(tmp_path / "large.xlsx"), str(tmp_path / "small.xlsx")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"ready\n"
        (child,) = child_processes(parent.pid)
        time.sleep(0.2)
        parent.send_signal(signal_sent)
        parent.wait(10)
    deadline = time.monotonic() + 2
    while is_alive(child) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_alive(child)


def test_threads_of_one_process_take_turns() -> None:
    books = [workbook(rows) for rows in (1, 20, 300)] * 3
    heights: dict[int, int] = {}

    def ask(index: int) -> None:
        heights[index] = readers.read(books[index]).sheets[0].cells.height

    threads = [threading.Thread(target=ask, args=(index,)) for index in range(len(books))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [heights[index] for index in range(len(books))] == [1, 20, 300] * 3


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_leaves_its_parents_child_alone() -> None:
    readers.read(workbook())
    (child,) = child_processes()
    fork = os.fork()
    if not fork:
        sandbox.close()
        os._exit(0)
    assert os.waitpid(fork, 0)[1] == 0
    assert readers.read(workbook()).sheets
    assert child_processes() == [child]
