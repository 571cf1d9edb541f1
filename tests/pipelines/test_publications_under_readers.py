"""Readers never see half a build: every answer is one build's, a switch is seen soon, and nobody meets an error."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import small_store

from pipelines import publish, store
from pipelines.paths import Home

SECONDS = 5.0
"""Within what a reader must see a publication."""

READERS = Path(__file__).with_name("endless_readers.py")
IKU = f"{small_store.IKU}\nA,a,1.1,2026,%,maximize,last,100\n"
RESULTS = f"{small_store.RESULTS}\nA,1.1,2026-TW1,10,0\n"


@dataclass(frozen=True)
class Answer:
    """What one reader was told: by which build, and the figures it gave."""

    reader: str
    begun: float
    ended: float
    build_id: str | None
    total: int | None
    units: int | None
    problem: str | None


@dataclass(frozen=True)
class Truth:
    """A publication: when it was served, and the figures of that build."""

    build_id: str
    at: float
    total: int
    units: int


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return small_store.make(tmp_path / "home", {"unit": small_store.UNITS, "iku": IKU, "capaian_iku": RESULTS})


def news(home: Home, number: int) -> None:
    """Change the store so that the next build has figures of its own: a total, and a unit more."""
    with store.opened(home.store) as con:
        con.execute("update raw.capaian_iku set realisasi = ?", [number])
        small_store.put(con, "unit", f"kode_unit,nama_unit,kode_induk,row_number\n1.3.{number},UPT,1,{number + 50}\n")


def published(home: Home, number: int) -> Truth:
    news(home, number)
    build = publish.build(home)
    return Truth(build.build_id, time.time(), number, 5 + number)


@contextmanager
def reading(home: Home, folder: Path, ways: Sequence[str], threads: int) -> Iterator[Callable[[], list[Answer]]]:
    """Let a process of `threads` readers run per way; yield the function that ends them and returns their answers."""
    logs = [folder / f"readers-{number}.jsonl" for number in range(len(ways))]
    readers = [_reader(way, home, threads, log) for way, log in zip(ways, logs, strict=True)]

    def answers() -> list[Answer]:
        for reader in readers:
            assert reader.communicate(b"")[1] == b""
            assert reader.returncode == 0
        return [Answer(*json.loads(line)) for log in logs for line in log.read_text().splitlines()]

    try:
        _until(lambda: all(log.stat().st_size for log in logs))
        yield answers
    finally:
        for reader in readers:
            reader.kill()
            reader.wait()


def _reader(way: str, home: Home, threads: int, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(READERS), way, str(home.root), str(threads)]
    with log.open("wb") as out:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=out, stderr=subprocess.PIPE)


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def faults(answers: Sequence[Answer], truths: Sequence[Truth]) -> list[str]:
    """Return every answer that is an error, mixes builds, or comes from a build that had been replaced for too long."""
    order = {truth.build_id: number for number, truth in enumerate(truths)}
    found = []
    for each in answers:
        number = order.get(each.build_id or "", -1)
        truth = truths[number]
        due = max((n for n, other in enumerate(truths) if other.at + SECONDS < each.begun), default=0)
        if each.problem:
            found.append(f"{each.reader}: {each.problem}")
        elif number < 0 or (each.total, each.units) != (truth.total, truth.units):
            found.append(f"{each.reader}: {each} is no build's")
        elif number < due:
            found.append(
                f"{each.reader}: {each.build_id} {each.begun - truths[number + 1].at:.1f} s after it was replaced"
            )
    return found


def seen_after(answers: Sequence[Answer], truths: Sequence[Truth]) -> list[float]:
    """Return, for each reader and publication, the seconds until it had an answer of that build or a newer one."""
    order = {truth.build_id: number for number, truth in enumerate(truths)}
    waits = []
    for reader in {each.reader for each in answers}:
        own = sorted((each for each in answers if each.reader == reader), key=lambda each: each.begun)
        for number, truth in enumerate(truths):
            ends = [each.ended for each in own if order.get(each.build_id or "", -1) >= number]
            waits.append(max(0.0, min(ends, default=float("inf")) - max(truth.at, own[0].ended)))
    return waits


FEW, MANY = (["screen", "query"], 2, 3), (["screen", "screen", "query", "query"], 5, 50)


@pytest.mark.parametrize(
    ("ways", "threads", "times"), [FEW, pytest.param(*MANY, marks=(pytest.mark.slow, pytest.mark.alone))]
)
def test_every_answer_is_one_builds_and_a_switch_is_seen_soon(
    home: Home, tmp_path: Path, ways: list[str], threads: int, times: int, figure: Callable[[str], None]
) -> None:
    truths = [published(home, 0)]
    with reading(home, tmp_path, ways, threads) as ended:
        truths += [published(home, number) for number in range(1, times + 1)]
        time.sleep(SECONDS if times > 10 else 1.5)
        answers = ended()
    wrong, waits = faults(answers, truths), seen_after(answers, truths)
    figure(
        f"{len(ways) * threads} readers, {times} publications: {len(answers)} answers of "
        f"{len({each.build_id for each in answers})} builds, errors and mixtures {len(wrong)}, "
        f"a switch seen after {max(waits):.2f} s at most"
    )
    assert wrong == []
    assert len({each.reader for each in answers}) == len(ways) * threads
    assert len({each.build_id for each in answers}) > times // 2
    assert max(waits) <= SECONDS


@pytest.mark.slow
def test_a_publisher_that_writes_over_its_own_file_is_caught(home: Home, tmp_path: Path) -> None:
    """The negative control: the same readers and the same judge, and builds that are copied over the one served."""
    side = small_store.make(tmp_path / "side", {"unit": small_store.UNITS, "iku": IKU, "capaian_iku": RESULTS})
    others = [published(side, number) for number in range(4)][1:]
    truths = [published(home, 0)]
    served = publish.current(home)
    assert served is not None
    with reading(home, tmp_path, ["screen", "query"], 2) as ended:
        for other in others:
            data = (side.published / other.build_id / "internal.duckdb").read_bytes()
            with (served / "internal.duckdb").open("r+b") as file:
                for part in (data[: len(data) // 2], data[len(data) // 2 :]):
                    file.write(part)
                    file.flush()
                    time.sleep(0.6)
            truths.append(Truth(other.build_id, time.time(), other.total, other.units))
        time.sleep(SECONDS + 2)
        answers = ended()
    assert faults(answers, truths)
