"""The command says in one line what, where and what to do, and tells machines with its exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from taking_in import EXPORTS, write_csv

from pipelines import cli
from pipelines.contracts import all_contracts
from pipelines.paths import Home

UNITS = [["kode_unit", "nama_unit"], ["U1", "Dinas Kesehatan"]]
LOAD = ["load_id", "file", "sha256", "kind", "profile", "loaded_at", "read", "accepted", "quarantined", "duplicate"]


def kinerja(*arguments: object, home: Path | None = None) -> Result:
    return CliRunner().invoke(cli.main, [*(["--home", str(home)] if home else []), *map(str, arguments)])


@pytest.fixture
def units(tmp_path: Path) -> Path:
    return write_csv(tmp_path / "unit.csv", UNITS)


def test_check_leaves_no_trace_and_exits_0_for_a_clean_file(units: Path, home: Home) -> None:
    done = kinerja("check", units, home=home.root)
    assert done.exit_code == 0
    assert done.output.splitlines() == ["unit.csv · Templat: unit", "  unit: 1 baris dibaca, 1 dimuat"]
    assert not home.root.exists()


def test_check_exits_1_and_names_the_cell(home: Home) -> None:
    done = kinerja("check", EXPORTS / "label-salah.csv", home=home.root)
    assert done.exit_code == 1
    assert 'baris 2 kolom E "predikat" "Istimewa"' in done.output


def test_messages_come_in_english_too(home: Home) -> None:
    done = kinerja("--language", "en", "check", EXPORTS / "label-salah.csv", home=home.root)
    assert 'row 2 column E "predikat" "Istimewa"' in done.output
    assert "rows read" in done.output
    assert "refused: The file holds no data." in kinerja("--language", "en", "check", EXPORTS / "kosong.csv").output


def test_ingest_exits_0_when_all_went_in_and_1_when_something_was_held_or_refused(units: Path, home: Home) -> None:
    assert kinerja("ingest", "--no-build", units, home=home.root).exit_code == 0
    assert kinerja("ingest", "--no-build", units, home=home.root).exit_code == 1
    assert kinerja("ingest", "--no-build", EXPORTS / "label-salah.csv", home=home.root).exit_code == 1


def test_nobody_else_on_the_machine_may_read_an_installation(units: Path, home: Home) -> None:
    before = os.umask(0o022)
    try:
        assert kinerja("ingest", units, home=home.root).exit_code == 0
        made = [home.root, *home.root.rglob("*")]
    finally:
        os.umask(before)
    assert {path.name for path in made} >= {"store.duckdb", "internal.duckdb", "current"}
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []


def test_ingest_takes_a_folder_and_prints_a_ledger_a_file(home: Home, tmp_path: Path, units: Path) -> None:
    write_csv(tmp_path / "unit-lain.csv", [*UNITS, ["U2", "Dinas Sosial"]])
    done = kinerja("ingest", "--no-build", tmp_path, home=home.root)
    assert done.output.splitlines() == [
        "unit-lain.csv · unit: 2 baris dibaca, 2 dimuat",
        "unit.csv · unit: 1 baris dibaca, 0 dimuat, 1 ganda",
    ]


@pytest.mark.parametrize(
    "arguments", [["ingest"], ["check", "tidak-ada.csv"], ["status", "--yaml"], ["template", "gaji"], ["salah"]]
)
def test_wrong_usage_exits_2(arguments: list[str], home: Home) -> None:
    assert kinerja(*arguments, home=home.root).exit_code == 2


def test_a_defect_is_one_line_and_a_traceback_only_with_debug(units: Path, home: Home) -> None:
    home.root.mkdir(parents=True)
    home.store.write_bytes(b"bukan duckdb" * 1000)
    done = kinerja("ingest", units, home=home.root)
    assert done.exit_code == 1
    assert done.output.count("\n") == 1
    assert "kinerja --debug" in done.output
    loud = kinerja("--debug", "ingest", units, home=home.root)
    assert loud.exception is not None
    assert not isinstance(loud.exception, SystemExit)


def test_a_store_in_use_is_named_with_its_holder(units: Path, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines import store

    hold = "import sys,time,duckdb; con = duckdb.connect(sys.argv[1]); print(1, flush=True); time.sleep(60)"
    home.root.mkdir(parents=True)
    opened = store.opened
    monkeypatch.setattr(store, "opened", lambda path: opened(path, wait=0.3))
    with subprocess.Popen([sys.executable, "-c", hold, str(home.store)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        done = kinerja("ingest", units, home=home.root)
        status = kinerja("status", "--json", home=home.root)
        holder.kill()
    assert (done.exit_code, done.output.count("\n")) == (1, 1)
    assert str(holder.pid) in done.output
    assert json.loads(status.output)["alarms"]


def test_template_writes_the_kind_asked_for(tmp_path: Path) -> None:
    done = kinerja("template", "skp", tmp_path / "skp.xlsx")
    assert (done.exit_code, (tmp_path / "skp.xlsx").exists()) == (0, True)
    refused = kinerja("template", "gaji")
    assert all(kind in refused.output for kind in all_contracts())


def test_profile_prints_a_draft_and_refuses_in_one_line(units: Path) -> None:
    assert 'kind = "unit"' in kinerja("profile", units).output
    done = kinerja("profile", EXPORTS / "kosong.csv")
    assert (done.exit_code, done.output.count("\n")) == (1, 1)


def test_status_tells_machines_everything_about_loads(sample_home: Path) -> None:
    now = json.loads(kinerja("status", "--json", home=sample_home).output)
    assert set(now) == {"build", "published_at", "loads", "freshness", "alarms"}
    assert now["build"]
    assert {alarm["code"] for alarm in now["alarms"]} <= {"sumber-terlambat"}
    assert now["freshness"]
    for load in now["loads"]:
        assert set(load) == {*LOAD, "excluded", "superseded"}
        parts = ("accepted", "quarantined", "duplicate", "excluded", "superseded")
        assert load["read"] == sum(load[part] for part in parts)
    assert {load["kind"] for load in now["loads"]} == set(all_contracts())


def test_status_of_nothing_says_so(home: Home) -> None:
    assert json.loads(kinerja("status", "--json", home=home.root).output)["loads"] == []
    assert "Belum ada gudang" in kinerja("status", home=home.root).output


def test_query_answers_as_table_csv_and_json(sample_home: Path) -> None:
    sql = "select unit_id, unit_name from marts.units where depth = 0 order by 1"
    rows = json.loads(kinerja("query", sql, "--format", "json", home=sample_home).output)
    assert len(rows) == 5
    csv = kinerja("query", sql, "--format", "csv", home=sample_home).output.splitlines()
    assert csv[0] == "unit_id,unit_name"
    assert len(csv) == 6
    assert rows[0]["unit_name"] in kinerja("query", sql, home=sample_home).output


@pytest.mark.parametrize(
    "sql",
    [
        "create table x (a integer)",
        "delete from marts.units",
        "drop table marts.units",
        "from read_csv('/etc/passwd')",
        "from '/etc/passwd'",
        "select * from read_text('{home}/store.duckdb')",
        "attach '{home}/store.duckdb' as store",
        "copy marts.units to '{home}/keluar.csv'",
        "copy (select 1) to '/tmp/kinerja-keluar.csv'",
        "install httpfs",
        "load httpfs",
        "set enable_external_access = true",
        "set lock_configuration = false",
        "pragma enable_profiling",
        "select 1; attach ':memory:' as x; create table x.y (z integer)",
        "export database '{home}/keluar'",
        "bukan sql",
        "",
    ],
)
def test_query_can_neither_write_nor_reach_another_file(sql: str, sample_home: Path) -> None:
    before = sorted(path for path in sample_home.rglob("*"))
    done = kinerja("query", sql.format(home=sample_home), home=sample_home)
    assert done.exit_code == 1, done.output
    assert done.output.count("\n") == 1
    assert "root:" not in done.output
    assert sorted(path for path in sample_home.rglob("*")) == before


def test_query_without_a_build_says_what_to_do(home: Home) -> None:
    done = kinerja("query", "select 1", home=home.root)
    assert (done.exit_code, "kinerja ingest" in done.output) == (1, True)


def test_doctor_finds_the_sample_sound(sample_home: Path) -> None:
    done = kinerja("doctor", home=sample_home)
    assert "!!" not in done.output.replace("Ruang bebas", "")
    assert done.exit_code == 0
