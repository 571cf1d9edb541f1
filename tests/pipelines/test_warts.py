"""Every planted fault of the sample is found at its place, and nothing else is."""

import json
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner

from pipelines import cli, paths, publish

SIX = {"unit", "pegawai", "iku", "capaian_iku", "skp", "skm"}
FOLDERS = {
    "organisasi": "unit",
    "pegawai": "pegawai",
    "iku": "iku",
    "capaian": "capaian_iku",
    "skp": "skp",
    "skm": "skm",
}

Place = tuple[str, str, int, str, str]


def planted(classes: set[str]) -> set[Place]:
    """Return (file, sheet, row, column, code) of the faults WARTS.md lists in the six kinds; "" = the whole row."""
    lines = (paths.SAMPLE / "WARTS.md").read_text(encoding="utf-8").splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")][1:]
    return {
        (file, sheet, int(row or 0), column, code)
        for file, sheet, row, column, code, kind, _ in rows
        if kind in classes and file.split("/")[0] in FOLDERS
    }


def asked(home: Path, sql: str) -> list[tuple[object, ...]]:
    folder = publish.current(paths.Home(home))
    assert folder is not None
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


@pytest.mark.parametrize("severity", ["quarantine", "repair", "warning"])
def test_the_planted_faults_are_found_at_their_places_and_nothing_else_is(sample_home: Path, severity: str) -> None:
    found = asked(
        sample_home,
        "select file_name, coalesce(sheet_name, ''), coalesce(row_number, 0), coalesce(column_name, ''), code "
        f"from marts.findings where severity = '{severity}' and kind in {tuple(SIX)}",
    )
    assert len(found) == len(set(found)), "the same finding twice"
    listed = planted({severity})
    whole_rows = {(file, sheet, row, code) for file, sheet, row, column, code in listed if not column}
    placed = {(f, s, r, "" if (f, s, r, code) in whole_rows else c, code) for f, s, r, c, code in found}
    assert placed == listed


def test_the_planted_refusals_are_refused_and_nothing_else_is(sample_home: Path) -> None:
    found = asked(sample_home, "select file_name, '', 0, '', code from marts.refusals")
    assert set(found) == planted({"refuse"})


def test_duplicates_and_excluded_rows_are_the_planted_ones(sample_home: Path) -> None:
    with duckdb.connect(str(paths.Home(sample_home).store), read_only=True) as con:
        words = " union all ".join(
            f"select load_id, sheet_name, row_number, 'duplikat' as reason from raw.{kind} where ended_as = 'duplicate'"
            for kind in sorted(SIX)
        )
        found = con.execute(
            "select l.file_name, coalesce(n.sheet_name, ''), n.row_number, '', n.reason from ("
            "select load_id, sheet_name, row_number, reason from raw.not_loaded "
            f"where class in ('duplicate', 'excluded') and kind in {tuple(SIX)} union all {words}) as n "
            "inner join raw.loads as l using (load_id)"
        ).fetchall()
    assert set(found) == {
        (file, sheet, row, "", code) for file, sheet, row, _, code in planted({"duplicate", "excluded"})
    }


def test_status_after_the_demo_shows_every_ledger_adding_up(sample_home: Path) -> None:
    shown = CliRunner().invoke(cli.main, ["--home", str(sample_home), "status", "--json"])
    assert shown.exit_code == 0, shown.output
    now = json.loads(shown.output)
    assert now["build"]
    assert {alarm["code"] for alarm in now["alarms"]} <= {"sumber-terlambat"}
    assert {load["kind"] for load in now["loads"]} >= SIX
    for load in now["loads"]:
        classes = ("accepted", "quarantined", "duplicate", "excluded", "superseded")
        assert load["read"] == sum(load[name] for name in classes), load


def test_the_ledger_counts_the_rows_that_are_in_the_files(sample_home: Path) -> None:
    """Counted by another library than the one that read them."""
    import csv

    import openpyxl

    shown = CliRunner().invoke(cli.main, ["--home", str(sample_home), "status", "--json"])
    for load in json.loads(shown.output)["loads"]:
        path = paths.SAMPLE / load["file"]
        if path.suffix == ".csv":
            encoding = "utf-8-sig" if path.read_bytes()[:3] == b"\xef\xbb\xbf" else "cp1252"
            separator = ";" if path.read_bytes().split(b"\n")[0].count(b";") else ","
            with path.open(encoding=encoding, errors="replace", newline="") as file:
                assert load["read"] == sum(1 for _ in csv.reader(file, delimiter=separator)) - 1, path
        else:
            book = openpyxl.load_workbook(path, read_only=False)
            above = {"e-Kinerja BKN: Rekap Penilaian": 5, "SKM: lembar pengolahan per responden": 6}.get(
                load["profile"], 1
            )
            assert load["read"] == sum(sheet.max_row - above for sheet in book.worksheets), path
