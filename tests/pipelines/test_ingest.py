"""A file goes in whole or not at all, once and only once, and no person's data leaves the door it came in by."""

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import openpyxl
import pytest
from click.testing import CliRunner
from taking_in import EXPORTS, NIPS, account, asked, ledgers, live, take_in, write_csv, write_xlsx

from pipelines import cli, ingest, profiles, store
from pipelines.contracts import all_contracts
from pipelines.paths import SAMPLE, Home

HEAD = ["kode_iku", "kode_unit", "periode", "target", "realisasi"]
ROWS = [
    ["K1", "U1", "2026-TW1", "95,5", "91"],
    ["K2", "U1", "2026-TW1", "1.234,5", ""],
    ["K3", "U2", "2026-TW2", "10", "0"],
]
COLUMNS = "kode_iku, kode_unit, periode, target, realisasi"


def test_the_same_bytes_are_refused_and_point_to_the_first_load(home: Home, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "capaian.csv", [HEAD, *ROWS])
    renamed = shutil.copy(file, tmp_path / "lain.csv")
    first, again, other = take_in(home, file, file.parent / "." / "capaian.csv", Path(renamed))[:1] + take_in(
        home, file, Path(renamed)
    )
    assert first.load_id is not None
    for outcome in (again, other):
        assert outcome.refusal is not None
        assert outcome.refusal.code == "sudah-dimuat"
        assert first.load_id in outcome.refusal.message()
        assert "capaian.csv" in outcome.refusal.message()
    assert len(ledgers(home)) == 1


def test_rows_and_columns_may_come_in_any_order_and_either_format(tmp_path: Path) -> None:
    dice = random.Random(3)
    order = dice.sample(range(len(HEAD)), len(HEAD))
    shuffled = [[row[i] for i in order] for row in [HEAD, *dice.sample(ROWS, len(ROWS))]]
    numbers = [
        [*row[:3], float(row[3].replace(".", "").replace(",", ".")), float(row[4]) if row[4] else ""] for row in ROWS
    ]
    files = [
        write_csv(tmp_path / "urut.csv", [HEAD, *ROWS]),
        write_csv(tmp_path / "acak.csv", shuffled, ";"),
        write_xlsx(tmp_path / "teks.xlsx", [HEAD, *ROWS]),
        write_xlsx(tmp_path / "angka.xlsx", [HEAD, *numbers]),
    ]
    held = []
    for file in files:
        home = Home(tmp_path / file.stem)
        take_in(home, file)
        held.append(live(home, "capaian_iku", COLUMNS))
    assert held == [held[0]] * len(files)
    assert len(held[0]) == len(ROWS)


def test_a_resaved_file_brings_only_duplicates(home: Home, tmp_path: Path) -> None:
    take_in(home, write_csv(tmp_path / "a.csv", [HEAD, *ROWS]), write_xlsx(tmp_path / "a.xlsx", [HEAD, *ROWS]))
    assert [account(row) for row in ledgers(home)] == [(3, 0, 0, 0, 0), (0, 0, 3, 0, 0)]


def test_a_bad_file_among_good_ones_stops_none_of_them(home: Home, tmp_path: Path) -> None:
    good = write_csv(tmp_path / "a.csv", [HEAD, *ROWS[:1]])
    last = write_csv(tmp_path / "c.csv", [HEAD, *ROWS[1:]])
    outcomes = take_in(home, good, EXPORTS / "byte-nol.csv", tmp_path / "tidak-ada.csv", last)
    assert [outcome.refusal.code if outcome.refusal else None for outcome in outcomes] == [
        None, "berkas-tak-terbaca", "berkas-tak-terbaca", None,
    ]  # fmt: skip
    assert len(live(home, "capaian_iku", "kode_iku")) == 3


def test_a_folder_is_searched_for_tables_in_the_order_of_paths(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.CSV", "a.xlsx", "catatan.md", "~$a.xlsx", ".tersembunyi.csv", "c.tsv"):
        (tmp_path / name).write_text("x")
    assert list(ingest.files_in([tmp_path]).values()) == ["a.xlsx", "b/2.CSV", "c.tsv"]
    assert list(ingest.files_in([tmp_path / "catatan.md"]).values()) == ["catatan.md"]


def test_every_load_knows_its_file_its_rows_and_its_program(home: Home, tmp_path: Path) -> None:
    file = write_csv(tmp_path / "capaian.csv", [HEAD, *ROWS])
    (outcome,) = take_in(home, file)
    ((name, digest, kinds, dialect, synthetic),) = asked(
        home, "select file_name, sha256, kinds, dialect, is_synthetic from raw.loads"
    )
    assert (name, kinds, synthetic) == ("capaian.csv", ["capaian_iku"], False)
    assert len(digest) == 64
    assert json.loads(dialect)["separator"] == ","
    assert asked(home, "select distinct load_id from raw.capaian_iku") == [(outcome.load_id,)]
    assert asked(home, "select row_number from raw.capaian_iku order by 1") == [(2,), (3,), (4,)]


def test_the_whole_sample_balances_and_each_row_has_its_load(sample_home: Path) -> None:
    home = Home(sample_home)
    rows = ledgers(home)
    assert len(rows) > 50
    assert [row["file_name"] for row in rows if sum(account(row)) != row["read_count"]] == []
    for kind in all_contracts():
        lost = f"select count(*) from raw.{kind} where load_id not in (select load_id from raw.loads)"
        assert asked(home, lost) == [(0,)]


def test_the_sample_goes_in_but_once(sample_home: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(sample_home, tmp_path / "salinan"))
    for outcome in take_in(Home(root), SAMPLE / "capaian", SAMPLE / "organisasi"):
        assert outcome.refusal is not None
        assert outcome.refusal.code == "sudah-dimuat"


FORK_AND_INGEST = """
import os, sys
from pathlib import Path
from pipelines import cells, extract, ingest, store, validate
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        with store.opened(Path(sys.argv[1])) as con:
            for _ in ingest.ingest(con, [Path(sys.argv[2])]):
                pass
        os._exit(0)
    print(child, flush=True)
    print(os.waitpid(child, 0)[1], flush=True)
"""
"""A process that has everything imported and takes the folder in anew, in a child, for every line it is sent."""


def kill_and_count(home: Home, folder: Path, dice: random.Random, kills: int) -> int:
    """Kill an ingest at random moments; after each the store opens and adds up. Return how many did not finish."""
    broken = 0
    arguments = [sys.executable, "-W", "ignore", "-c", FORK_AND_INGEST, str(home.store), str(folder)]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdin is not None
        assert parent.stdout is not None
        for _ in range(kills):
            parent.stdin.write("go\n")
            parent.stdin.flush()
            child = int(parent.stdout.readline())
            time.sleep(dice.uniform(0.02, 0.4))
            with contextlib.suppress(ProcessLookupError):
                os.kill(child, signal.SIGKILL)
            broken += int(parent.stdout.readline()) == signal.SIGKILL
            assert_whole(home)
    return broken


def assert_whole(home: Home) -> None:
    with store.opened(home.store):
        pass
    rows = ledgers(home)
    assert [row for row in rows if sum(account(row)) != row["read_count"]] == []
    counted = dict(asked(home, "select load_id, count(*) from raw.capaian_iku group by 1"))
    assert counted == {row["load_id"]: row["accepted_count"] for row in rows}


def write_many(folder: Path, files: int, rows: int) -> None:
    folder.mkdir()
    for number in range(files):
        body = [[f"K{number}-{row}", "U1", "2026-TW1", row, row] for row in range(rows)]
        write_csv(folder / f"{number:03}.csv", [HEAD, *body])


@pytest.mark.parametrize("kills", [12, pytest.param(80, marks=(pytest.mark.slow, pytest.mark.alone))])
def test_killing_ingest_at_any_moment_leaves_whole_loads_only(home: Home, tmp_path: Path, kills: int) -> None:
    write_many(tmp_path / "masuk", files=4 * kills, rows=200)
    broken = kill_and_count(home, tmp_path / "masuk", random.Random(kills), kills)
    assert broken >= kills / 2
    take_in(home, tmp_path / "masuk")
    assert asked(home, "select count(*) from raw.capaian_iku where ended_at is null") == [(4 * kills * 200,)]


def siasn(path: Path, rows: list[dict[str, str]]) -> Path:
    """Write a SIASN table with every dropped column filled with a value that must never be stored."""
    profile = next(profile for profile in profiles.all_profiles() if profile.name.startswith("SIASN"))
    heads = [*profile.headers, "TMT JABATAN", *(header.upper() for header in sorted(profile.drop))]
    body = [[row.get(head, f"RAHASIA{number}") for head in heads] for number, row in enumerate(rows)]
    return write_csv(
        path, [heads, *[line if "x" not in row else [*line, "RAHASIA"] for line, row in zip(body, rows, strict=True)]]
    )


def person(nip: str, **more: str) -> dict[str, str]:
    return {"PNS ID": "P", "NIP BARU": nip, "NAMA": "Pegawai", "JABATAN NAMA": "Analis", "UNOR ID": "U1",
            "UNOR NAMA": "Dinas", "TMT JABATAN": "01-01-2023", **more}  # fmt: skip


def test_columns_dropped_at_the_door_are_stored_nowhere(home: Home, tmp_path: Path) -> None:
    people = [
        person(NIPS[0]),
        person("17 angka"),
        person(NIPS[1], x="satu sel lebih"),
        person(NIPS[2]),
        person(NIPS[2], NAMA="Lain"),
    ]
    (outcome,) = take_in(home, siasn(tmp_path / "siasn.csv", people))
    assert [account(row) for row in outcome.ledger] == [(1, 4, 0, 0, 0)]
    with duckdb.connect(str(home.store), read_only=True) as con:
        tables = con.sql("select table_name from information_schema.tables where table_schema = 'raw'").fetchall()
        rows = {
            name: con.sql(f"select count(*) from raw.{name} as t where t::varchar like '%RAHASIA%'")
            for (name,) in tables
        }
        found = {name: relation.fetchall() for name, relation in rows.items()}
    assert len(found) > len(all_contracts())
    assert set(map(str, found.values())) == {"[(0,)]"}
    assert b"RAHASIA" not in home.store.read_bytes()


def test_no_name_or_nip_is_printed(home: Home, tmp_path: Path) -> None:
    rows = [["nip", "nama", "kode_unit", "jabatan", "nip_atasan"]]
    rows += [
        ["19900101202012100X", " Budi  Santoso", "U1", "Analis", "1975010120000310"],
        [NIPS[0], "", "U1", "", NIPS[1] + "'"],
    ]
    file = write_csv(tmp_path / "pegawai.csv", rows)
    for verb in (["check"], ["ingest", "--no-build"]):
        printed = CliRunner().invoke(cli.main, ["--home", str(home.root), *verb, str(file)]).output
        assert "baris 2 kolom A" in printed
        for secret in ("Budi", "Santoso", "19900101202012100X", "1975010120000310", NIPS[0], NIPS[1]):
            assert secret not in printed
    assert not home.logs.exists() or not list(home.logs.iterdir())


def test_a_home_that_cannot_be_written_is_one_line_not_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    file = write_csv(tmp_path / "capaian.csv", [HEAD, *ROWS])
    done = CliRunner().invoke(cli.main, ["--home", str(tmp_path / "berkas" / "home"), "ingest", str(file)])
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert "Traceback" not in done.output


def test_one_file_can_feed_several_sheets_and_each_counts(home: Home, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for sheet, row in ((book.active, ROWS[0]), (book.create_sheet("Dua"), ROWS[1])):
        sheet.append(HEAD)
        sheet.append(row)
    hidden = book.create_sheet("Tersembunyi")
    hidden.append(HEAD)
    hidden.append(ROWS[2])
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "dua.xlsx")
    (outcome,) = take_in(home, tmp_path / "dua.xlsx")
    assert [account(row) for row in outcome.ledger] == [(2, 0, 0, 0, 0)]
    assert live(home, "capaian_iku", "sheet_name, row_number") == [("Dua", 2), ("Sheet", 2)]
