"""Any past moment can be told again: a build as of then holds what the build made then held, to the last value."""

import datetime as dt
import json
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner
from taking_in import NIPS, asked, take_in, write_csv

from pipelines import cli, corrections, ingest, models, publish, store
from pipelines.paths import Home
from pipelines.reports import perbaikan

KNOWN, STRANGERS = NIPS[:5], NIPS[5:8]
HEAD = ["No", "NIP", "Nama", "Rating Hasil Kinerja", "Rating Perilaku Kerja", "Predikat Kinerja Periodik"]
RATED = ["Sesuai Ekspektasi", "Sesuai Ekspektasi"]
UNITS = [["kode_unit", "nama_unit", "kode_induk"], ["1", "Kota", ""], ["1.1", "Dinas A", "1"], ["1.2", "Dinas B", "1"]]
IKU = [
    ["kode_iku", "nama_iku", "kode_unit", "tahun", "satuan", "polaritas", "konsolidasi"],
    ["K1", "Satu", "1.1", "2026", "%", "maximize", "last"],
]
POST = ["nip", "nama", "kode_unit", "jabatan", "mulai"]

Marts = dict[str, Any]


@dataclass
class Clock:
    """The time as the store is told it: it stands still until it is moved."""

    moment: dt.datetime = dt.datetime(2026, 3, 1, 8)

    def __call__(self) -> dt.datetime:
        return self.moment

    def leap(self, dice: random.Random) -> None:
        """Move on by less than a second or by weeks, so that periods end between two events."""
        hours, tick = dice.choice([0, 0, 30, 400, 900]), dt.timedelta(microseconds=dice.randint(1, 999))
        self.moment += dt.timedelta(hours=hours) + tick


@dataclass
class Town:
    """An installation to which things happen, chosen by dice."""

    home: Home
    folder: Path
    dice: random.Random
    number: int = 0
    happened: list[str] = field(default_factory=list)

    def happen(self) -> None:
        """Let one thing happen: first of all the units are known, then anything."""
        self.number += 1
        acts = [self.recap, self.recap, self.recap, self.people, self.withdraw, self.again, self.correct, self.refused]
        act = self.dice.choice(acts) if self.number > 1 else self.units
        self.happened.append(f"{act.__name__}{act() or ''}")

    def _path(self, name: str) -> Path:
        return self.folder / f"{self.number:02}-{name}"

    def units(self) -> None:
        """Take in the tree and an indicator, of which a quarter more is awaited whenever one begins."""
        take_in(self.home, write_csv(self._path("unit.csv"), UNITS), write_csv(self._path("iku.csv"), IKU))

    def people(self) -> None:
        """Take in who works where; a newer list moves people and supersedes what the older one said of them."""
        known = self.dice.sample(KNOWN, self.dice.randint(3, 5))
        rows = [[nip, "Budi", self.dice.choice(["1.1", "1.2", "1.9"]), "Analis", "2024-01-01"] for nip in known]
        take_in(self.home, write_csv(self._path("pegawai.csv"), [POST, *rows]))

    def recap(self) -> None:
        """Take in one appraiser's recap: it may supersede, repeat, contradict, name strangers or be wrong."""
        people = self.dice.sample([*KNOWN, *STRANGERS], self.dice.randint(1, 4))
        month = self.dice.choice(["II", "III"])
        above = [["3013 - Kota"], [self.dice.choice(["TU", "Biro"])], [f"Periode Bulanan {month} Tahun 2026"], [], HEAD]
        said = [self.dice.choice(["Baik", "Baik", "Kurang", "Sangat Baik", "?"]) for _ in people]
        rows = [[n, nip, "Budi", *RATED, word] for n, (nip, word) in enumerate(zip(people, said, strict=True), start=1)]
        take_in(self.home, write_csv(self._path("rekap.csv"), [*above, *rows]))

    def withdraw(self) -> str:
        present = asked(self.home, "select load_id from raw.loads where withdrawn_at is null order by loaded_at")
        if not present:
            return " nothing"
        (load_id,) = self.dice.choice(present)
        with store.opened(self.home.store) as con:
            return f" {corrections.withdraw(con, load_id)}"

    def again(self) -> str:
        """Bring a file once more: one that is in is refused, one that was withdrawn comes back."""
        path = self.dice.choice(sorted(self.folder.glob("*-*.*")))
        take_in(self.home, path)
        return f" {path.name}"

    def refused(self) -> None:
        """Bring the same useless file, whenever this happens."""
        take_in(self.home, write_csv(self.folder / "bukan-data.csv", [["Warna", "Ukuran"], ["Merah", "2"]]))

    def correct(self) -> str:
        """Mend some rows of some daftar perbaikan: fill in predicates, make strangers known, settle a dispute."""
        publish.build(self.home)
        written = sorted(path for path, _ in perbaikan.write(self.home, self.folder / f"kembali-{self.number}"))
        if not written:
            return " nothing"
        book = openpyxl.load_workbook(self.dice.choice(written))
        for sheet in book.worksheets[:-1]:
            for row in sheet.iter_rows():
                for cell in row:
                    self._mend(cell)
        path = self._path("perbaikan.xlsx")
        book.save(path)
        with store.opened(self.home.store) as con:
            (outcome,) = ingest.ingest(con, [path], is_correction=True)
        return f" {outcome.mended_count} rows"

    def _mend(self, cell: Any) -> None:
        words = {
            "?": "Baik",
            "Kurang": "Baik",
            "Sangat Baik": "Baik",
            "1.9": "1.1",
            **dict.fromkeys(STRANGERS, NIPS[0]),
        }
        if cell.value in words and self.dice.random() < 0.7:
            cell.value = words[cell.value]


def content(home: Home, as_of: dt.datetime | None = None) -> tuple[str, Marts]:
    """Return the content hash a build would be published with, and the hash of each mart it is made of."""
    with duckdb.connect(config={"threads": 1}) as con:
        con.execute(f"attach '{home.store}' as store (read_only)")
        models.run(con, as_of)
        manifest = publish._manifest(con, models.Stamp())
    return manifest["content_hash"], {name: each for name, each in manifest["marts"].items() if name != "build"}


def retold(town: Town, clock: Clock, steps: int) -> None:
    """Let things happen, then tell every moment again."""
    told = []
    for _ in range(steps):
        clock.leap(town.dice)
        town.happen()
        clock.leap(town.dice)
        told.append((clock.moment, content(town.home), town.happened[-1]))
    for moment, then, happened in told:
        now = content(town.home, moment)
        assert {name: now[1][name] for name in now[1] if now[1][name] != then[1][name]} == {}, (happened, town.happened)
        assert now[0] == then[0]
    assert len({then[0] for _, then, _ in told}) > steps // 2, town.happened


def town_of(seed: int, home: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Town, Clock]:
    clock = Clock()
    monkeypatch.setattr(store, "now", clock)
    folder.mkdir()
    return Town(home, folder, random.Random(seed)), clock


@pytest.mark.parametrize(
    ("seed", "steps"), [(1, 3), *(pytest.param(seed, 5, marks=pytest.mark.slow) for seed in (1, 2))]
)
def test_any_moment_can_be_told_again(
    seed: int, steps: int, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retold(*town_of(seed, home, tmp_path / "berkas", monkeypatch), steps)


@pytest.mark.parametrize("times", [2, pytest.param(3, marks=pytest.mark.slow)])
def test_the_command_publishes_what_was_published_then(
    times: int, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    town, clock = town_of(3, home, tmp_path / "berkas", monkeypatch)
    published = []
    for _ in range(times):
        town.happen()
        published.append((clock.moment, publish.build(home).content_hash))
        clock.moment += dt.timedelta(days=40)
    for day, content_hash in published:
        moment = day + dt.timedelta(days=39)
        done = CliRunner().invoke(
            cli.main, ["--home", str(home.root), "build", "--as-of", f"{moment:%Y-%m-%d %H:%M:%S}"]
        )
        assert done.exit_code == 0, done.output
        folder = publish.current(home)
        assert folder is not None
        assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["content_hash"] == content_hash


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_any_moment_of_a_long_story_can_be_told_again(
    seed: int, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    retold(*town_of(seed, home, tmp_path / "berkas", monkeypatch), steps=7)
