"""A file read in pieces is stored as the same file read whole: rows, places, findings, ledger, layout, refusals."""

import multiprocessing
import random
import re
import resource
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import corruptor
import pytest
from click.testing import CliRunner
from corruptor import KINDS
from taking_in import EXPORTS, PROFILES, write_csv

from pipelines import cli, drafts, ingest, paths, store
from pipelines.readers import pieces

TEXTS = (".csv", ".tsv", ".txt")
VOLATILE = ("load_id", "loaded_at", "finding_id", "refused_at", "ended_by", "ended_at", "corrected_by")
"""Columns that name the moment of a load."""

Stored = dict[str, list[tuple[Any, ...]]]


def stored(files: Sequence[Path], profile: Path | None = None) -> Stored:
    """Return every row of every table of a store that took the files in, in order of their content."""
    with store.opened(Path(":memory:")) as con:
        list(ingest.ingest(con, files, str(profile) if profile else None))
        columns = con.execute(
            "select table_name, list(column_name order by column_index) from duckdb_columns() "
            "where schema_name = 'raw' and not list_contains(?, column_name) group by all",
            [VOLATILE],
        ).fetchall()
        tables = {
            table: con.execute(f"select {', '.join(names)} from raw.{table} order by all").fetchall()
            for table, names in columns
        }
    return {name: [tuple(map(timeless, row)) for row in rows] for name, rows in tables.items() if rows}


def timeless(value: Any) -> Any:
    """Return a value without the moments a refusal names."""
    return re.sub(r"\d{8}-\d{6}-\w+|\d{4}-\d\d-\d\d \d\d:\d\d UTC", "", value) if isinstance(value, str) else value


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Return what makes every file a large one, read so many characters at a time."""

    def read_in(characters: int) -> None:
        monkeypatch.setattr(pieces, "WHOLE_BYTES", -1)
        monkeypatch.setattr(pieces, "PIECE", characters)

    return read_in


def is_the_same(
    files: Sequence[Path], in_pieces: Callable[[int], None], sizes: Sequence[int], profile: Path | None = None
) -> Stored:
    whole = stored(files, profile)
    for size in sizes:
        in_pieces(size)
        assert stored(files, profile) == whole, size
    return whole


@pytest.mark.parametrize("path", sorted(p for p in EXPORTS.iterdir() if p.suffix in TEXTS), ids=lambda path: path.name)
def test_every_ugly_export_is_stored_alike(path: Path, in_pieces: Callable[[int], None]) -> None:
    is_the_same([path], in_pieces, (7, 200))


@pytest.mark.parametrize("kind", KINDS)
def test_a_corrupted_table_is_stored_alike(tmp_path: Path, kind: str, in_pieces: Callable[[int], None]) -> None:
    choose = random.Random(kind)
    table = corruptor.corrupted(kind, 60, 0.5, choose, as_workbook=False)
    path = corruptor.write_csv(table, tmp_path / f"{kind}.csv", choose)
    whole = is_the_same([path], in_pieces, (90, 1500))
    assert len(whole["findings"]) > 10
    assert {row[5] for row in whole["not_loaded"]} == {"quarantined", "duplicate"}


def test_repeats_and_conflicts_are_seen_across_pieces(tmp_path: Path, in_pieces: Callable[[int], None]) -> None:
    rows = [("kode_unit", "nama_unit"), *((f"U{n}", f"Dinas {n}") for n in range(50))]
    rows += [("U3", "Dinas 3"), ("U7", "Badan 7"), ("U3", "Dinas 3")]
    path = write_csv(tmp_path / "unit.csv", rows)
    whole = is_the_same([path], in_pieces, (40,))
    aside = [(row[3], row[5], row[6], row[7]) for row in whole["not_loaded"]]
    conflict, double = ("quarantined", "konflik-dalam-berkas"), ("duplicate", "duplikat")
    assert aside == [
        (9, *conflict, '{"kode_unit": "U7", "nama_unit": "Dinas 7"}'),
        (52, *double, '{"kode_unit": "U3", "nama_unit": "Dinas 3"}'),
        (53, *conflict, '{"kode_unit": "U7", "nama_unit": "Badan 7"}'),
        (54, *double, '{"kode_unit": "U3", "nama_unit": "Dinas 3"}'),
    ]
    assert [row[2:] for row in whole["ledger"]] == [(53, 49, 2, 2, 0, 0)]


def test_a_decimal_convention_is_that_of_the_whole_column(tmp_path: Path, in_pieces: Callable[[int], None]) -> None:
    """1.234 can be read in two ways; the one cell that settles it stands in another piece."""
    header = ("kode_unit", "layanan", "nomor", "waktu_masuk", "status", "waktu_tunggu_menit")
    rows = [("U1", "KTP", n, "2026-06-02", "selesai", "1.234") for n in range(20)]
    path = write_csv(tmp_path / "layanan.csv", [header, *rows, ("U1", "KTP", 99, "2026-06-02", "selesai", "17,5")], ";")
    whole = is_the_same([path], in_pieces, (50, 200))
    assert "findings" not in whole
    assert sorted({row[7] for row in whole["layanan"]}) == [17.5, 1234.0]


def test_a_wide_row_far_down_widens_the_layout(tmp_path: Path, in_pieces: Callable[[int], None]) -> None:
    lines = ["kode_unit,nama_unit", *(f"U{n},Dinas {n}" for n in range(30)), "U99,Dinas,lebih,lagi"]
    path = tmp_path / "unit.csv"
    path.write_text("\n".join(lines))
    whole = is_the_same([path], in_pieces, (40,))
    cells = '{"kode_unit": "U99", "nama_unit": "Dinas", "c2": "lebih", "c3": "lagi"}'
    assert [row[7] for row in whole["not_loaded"]] == [cells]


@pytest.mark.slow
def test_wide_layouts_and_several_kinds_of_one_file_are_stored_alike(in_pieces: Callable[[int], None]) -> None:
    files = sorted(p for p in PROFILES.parent.rglob("*") if p.suffix in TEXTS)
    for path in files:
        is_the_same([path], in_pieces, (300,))


@pytest.mark.slow
def test_the_sample_as_a_whole_is_stored_alike(in_pieces: Callable[[int], None]) -> None:
    """Files that supersede, repeat and contradict one another meet in one store."""
    files = [path for path in ingest.files_in([paths.SAMPLE]) if path.suffix == ".csv" and path.stat().st_size < 60_000]
    whole = is_the_same(files, in_pieces, (5000,))
    assert len(whole["loads"]) > 20


def test_a_check_reads_in_pieces_and_says_what_ingest_says(
    tmp_path: Path, in_pieces: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"U{n}", f"Dinas {n}") for n in range(40)]
    path = write_csv(tmp_path / "unit.csv", [("kode_unit", "nama_unit"), *rows, rows[3], ("", "Tanpa kode")])
    in_pieces(100)

    def whole(path: Path) -> bytes:
        raise AssertionError(f"{path} was read whole")

    monkeypatch.setattr(pieces.source, "bytes_of", whole)
    done = CliRunner().invoke(cli.main, ["check", str(path)])
    assert done.output.splitlines()[:2] == [
        "unit.csv · Templat: unit",
        "  unit: 42 baris dibaca, 40 dimuat, 1 dikarantina, 1 ganda",
    ]
    assert "baris 43 kolom A" in done.output
    assert done.exit_code == 1


def test_a_draft_of_a_large_file_looks_at_its_start(
    tmp_path: Path, in_pieces: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [(f"U{n}", f"Dinas {n}") for n in range(9000)]
    path = write_csv(tmp_path / "unit.csv", [("kode_unit", "nama_unit"), *rows])
    whole = drafts.draft(path)
    in_pieces(10_000)
    monkeypatch.setattr(pieces.source, "bytes_of", None)
    start = drafts.draft(path)
    assert "# 9000 baris data" in whole
    assert "# lebih dari 2039 baris data" in start
    assert start.splitlines()[3:] == whole.splitlines()[3:]


def test_every_bad_file_is_stored_alike(badfiles: Path, in_pieces: Callable[[int], None]) -> None:
    files = sorted(path for path in badfiles.rglob("*") if path.is_file() and path.suffix in TEXTS)
    assert len(files) > 100
    is_the_same(files, in_pieces, (500,))


def test_a_file_that_changes_between_two_readings_is_refused(
    tmp_path: Path, in_pieces: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_csv(tmp_path / "unit.csv", [("kode_unit", "nama_unit"), *((f"U{n}", "Dinas") for n in range(50))])
    in_pieces(40)
    real = pieces.Large.sheets

    def changing(large: pieces.Large) -> Any:
        path.write_text(path.read_text().replace("Dinas", "Badan"))
        return real(large)

    monkeypatch.setattr(pieces.Large, "sheets", changing)
    with store.opened(Path(":memory:")) as con:
        (outcome,) = ingest.ingest(con, [path])
        assert con.execute("select count(*) from raw.unit").fetchall() == [(0,)]
    assert outcome.refusal is not None
    assert outcome.refusal.code == "berkas-berubah"


def peak_mb(rows: int, folder: Path) -> int:
    """Return the peak of memory of this process after it took in a survey of so many rows, a megabyte at a time."""
    pieces.WHOLE_BYTES, pieces.PIECE = 0, 1 << 20
    path = folder / f"skm{rows}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("kode_unit,layanan,tanggal,id_responden,u1_persyaratan,u2_prosedur,saran\n")
        file.writelines(f"U1,KTP,2026-01-01,{n},{1 + n % 4},{1 + n % 3},\n" for n in range(rows))
    with store.opened(folder / f"{rows}.duckdb") as con:
        (outcome,) = ingest.ingest(con, [path])
    assert outcome.ledger[0]["accepted_count"] == rows
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


@pytest.mark.slow
@pytest.mark.alone
def test_eight_times_the_rows_take_little_more_memory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    context = multiprocessing.get_context("spawn")
    peaks = []
    for rows in (150_000, 1_200_000):
        with context.Pool(1) as pool:
            peaks.append(pool.apply(peak_mb, (rows, tmp_path)))
    with capsys.disabled():
        print(f"\npeak of memory: {peaks[0]} MB for 150,000 rows, {peaks[1]} MB for 1,200,000")
    assert peaks[1] - peaks[0] < 150
