"""Who waits at a terminal sees how far an ingest has come; a file or a pipe gets none of it."""

import io
from functools import partial
from pathlib import Path

import pytest
from taking_in import write_csv

from pipelines import ingest, progress, store
from pipelines.readers import pieces


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(tmp_path: Path, stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, patience: float) -> str:
    tmp_path.mkdir(exist_ok=True)
    for number in range(3):
        write_csv(tmp_path / f"unit{number}.csv", [("kode_unit", "nama_unit"), (f"U{number}", "Dinas"), ("V", "Badan")])
    monkeypatch.setattr(progress, "PATIENCE", patience)
    with store.opened(tmp_path / "home" / "store.duckdb") as con:
        outcomes = list(progress.told(partial(ingest.ingest, con, [tmp_path], None), 3, stream, "id"))
    assert [outcome.name for outcome in outcomes] == ["unit0.csv", "unit1.csv", "unit2.csv"]
    return stream.getvalue()


def test_a_terminal_is_told_files_rows_and_rows_per_second(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said = shown(tmp_path, Terminal(), monkeypatch, 0.0)
    assert "1/3 berkas · 2 baris" in said
    assert "2/3 berkas · 4 baris" in said
    assert "3/3" not in said, "the last word is the result's"
    assert said.endswith(progress.CLEAR), "nothing of it stays on the screen"


def test_a_pipe_and_a_quick_ingest_hear_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert shown(tmp_path / "a", io.StringIO(), monkeypatch, 0.0) == ""
    assert shown(tmp_path / "b", Terminal(), monkeypatch, 60.0) == ""


def test_a_large_file_is_told_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(f"U{number}", "Dinas") for number in range(40)]
    path = write_csv(tmp_path / "unit.csv", [("kode_unit", "nama_unit"), *rows])
    monkeypatch.setattr(pieces, "WHOLE_BYTES", 0)
    monkeypatch.setattr(pieces, "PIECE", 100)
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    stream = Terminal()
    with store.opened(Path(":memory:")) as con:
        list(progress.told(partial(ingest.ingest, con, [path], None), 1, stream, "id"))
    told = [int(part.split(" baris ")[0]) for part in stream.getvalue().split("0/1 berkas · ")[1:]]
    assert len(told) > 2
    assert told == sorted(told)
    assert told[-1] == 40


def test_the_line_reads_in_both_languages() -> None:
    assert progress.line(12, 78, 34567, 2.0, "id").endswith("12/78 berkas · 34.567 baris · 17.284 baris/detik")
    assert progress.line(12, 78, 34567, 2.0, "en").endswith("12/78 files · 34,567 rows · 17,284 rows/s")
