"""The same rows make the same store, whatever file they came in: renamed, saved again, shuffled, CSV or workbook."""

import csv
import hashlib
import io
import random
from collections.abc import Callable
from pathlib import Path

import corruptor
import duckdb
import pytest
from corruptor import KINDS, Table

from pipelines import ingest, store
from pipelines.contracts import all_contracts
from pipelines.paths import SAMPLE

Way = Callable[[Table, Path], Path]


def content(con: duckdb.DuckDBPyConnection) -> str:
    """Return a hash of every live row of every kind, leaving out where it stood and when it came."""
    digest = hashlib.sha256()
    for contract in all_contracts().values():
        names = ", ".join(f'"{column.name}"' for column in contract.columns)
        live = f"select {names} from raw.{contract.kind} where ended_at is null order by all"
        digest.update(repr((contract.kind, con.execute(live).fetchall())).encode())
    return digest.hexdigest()


def content_of(*files: Path) -> tuple[str, int]:
    with store.opened(Path(":memory:")) as con:
        outcomes = list(ingest.ingest(con, files))
        accepted = sum(row["accepted_count"] for outcome in outcomes for row in outcome.ledger)
        return content(con), accepted


def plain(table: Table, folder: Path) -> Path:
    return corruptor.write_csv(table, folder / "asal.csv", random.Random(1))


def renamed(table: Table, folder: Path) -> Path:
    return plain(table, folder).rename(folder / "Nama lain (2).txt")


def saved_again(table: Table, folder: Path) -> Path:
    """The same cells with other separators, quotes, line ends and encoding."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows([table.header, *table.rows])
    (folder / "ulang.csv").write_bytes(text.getvalue().encode("utf-16"))
    return folder / "ulang.csv"


def rows_shuffled(table: Table, folder: Path) -> Path:
    rows = random.Random(2).sample(table.rows, len(table.rows))
    return plain(Table(table.contract, table.header, rows, set(), set()), folder)


def columns_shuffled(table: Table, folder: Path) -> Path:
    order = random.Random(3).sample(range(len(table.header)), len(table.header))
    whole = [[row[at] for at in order] for row in (table.header, *table.rows)]
    with (folder / "kolom.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(whole)
    return folder / "kolom.csv"


def as_workbook(table: Table, folder: Path) -> Path:
    return corruptor.write_xlsx(table, folder / "buku.xlsx", random.Random(4))


WAYS: tuple[Way, ...] = (plain, renamed, saved_again, rows_shuffled, columns_shuffled, as_workbook)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_rows_make_the_same_content_however_they_are_written(tmp_path: Path, kind: str) -> None:
    table = corruptor.clean(kind, 120, random.Random(kind))
    answers = {}
    for way in WAYS:
        folder = tmp_path / way.__name__
        folder.mkdir()
        answers[way.__name__] = content_of(way(table, folder))
    assert set(answers.values()) == {(answers["plain"][0], 120)}, answers


@pytest.mark.parametrize("kind", KINDS)
def test_one_cell_changed_changes_the_content(tmp_path: Path, kind: str) -> None:
    """The negative control: the hash can tell."""
    table = corruptor.clean(kind, 30, random.Random(kind))
    before = content_of(plain(table, tmp_path))
    at = next(at for at, column in enumerate(table.contract.columns) if column.value in ("text", "code"))
    table.rows[7][at] = "Lain"
    assert content_of(plain(table, tmp_path)) != before


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_comes_again_in_another_form_changes_nothing(tmp_path: Path, kind: str) -> None:
    table = corruptor.clean(kind, 40, random.Random(kind))
    once = plain(table, tmp_path)
    assert content_of(once) == content_of(once, as_workbook(table, tmp_path), saved_again(table, tmp_path))
    with store.opened(Path(":memory:")) as con:
        outcomes = list(ingest.ingest(con, [once, tmp_path / "buku.xlsx"]))
    assert outcomes[1].ledger[0]["duplicate_count"] == 40


def test_a_file_of_the_sample_saved_again_with_its_faults_gives_the_same_content(tmp_path: Path) -> None:
    once = SAMPLE / "capaian" / "kota-pontianak" / "capaian_2026_TW2.csv"
    text = once.read_text(encoding="utf-8-sig")
    (tmp_path / "lain.csv").write_bytes(text.replace("\n", "\r\n").encode("utf-16"))
    assert content_of(once) == content_of(tmp_path / "lain.csv")
    assert content_of(once)[1] > 90
