"""What is wrong with an installation is said by status, by doctor and on record for the screen, with what to do."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable

import duckdb
import polars as pl
import pytest
from click.testing import CliRunner
from taking_in import asked, take_in, write_csv

from pipelines import alarms, cli, publish, store
from pipelines.paths import REFERENCE, Home

UNITS = [["kode_unit", "nama_unit"], ["U1", "Dinas"]]
RESULTS = [["kode_iku", "kode_unit", "periode", "target", "realisasi"], ["K1", "U1", "2020-TW1", "10", "9"]]
CATALOGUE = pl.read_csv(REFERENCE / "alarm_words.csv", infer_schema=False)


def run(home: Home, *words: str) -> str:
    return CliRunner().invoke(cli.main, ["--home", str(home.root), *words]).output


@pytest.fixture(scope="module")
def in_order(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """An installation in good order: two loads, two builds."""
    folder = tmp_path_factory.mktemp("in-order")
    home = Home(folder / "home")
    take_in(home, write_csv(folder / "unit.csv", UNITS))
    publish.build(home)
    take_in(home, write_csv(folder / "capaian.csv", RESULTS))
    publish.build(home)
    return home


@pytest.fixture
def published(in_order: Home, home: Home) -> Home:
    """A copy of the installation in good order, to be spoiled."""
    shutil.copytree(in_order.root, home.root)
    return home


def cut_build(home: Home) -> None:
    served = publish.current(home)
    assert served is not None
    os.truncate(served / "internal.duckdb", 5000)


def cut_store(home: Home) -> None:
    home.store.write_bytes(home.store.read_bytes()[:5000])


def cut_store_without_copies(home: Home) -> None:
    for copy in publish.copies(home):
        copy.unlink()
    cut_store(home)


def lose_a_load(home: Home) -> None:
    shutil.copy(publish.copies(home)[1], home.store)


def take_in_without_build(home: Home) -> None:
    take_in(home, write_csv(home.root / "baru.csv", [["kode_unit", "nama_unit"], ["U2", "Badan"]]))


def withdraw_without_build(home: Home) -> None:
    ((load_id,),) = asked(home, "select load_id from raw.loads where file_name = 'capaian.csv'")
    run(home, "withdraw", "--no-build", load_id)


def unbalance(home: Home) -> None:
    with store.opened(home.store) as con:
        con.execute("update raw.ledger set read_count = read_count + 1 where kind = 'unit'")


def tell_the_past(home: Home) -> None:
    ((first,),) = asked(home, "select min(loaded_at) from raw.loads")
    publish.build(home, first)


def call_a_unit_by_a_nip(home: Home) -> None:
    take_in(home, write_csv(home.root / "nip.csv", [["kode_unit", "nama_unit"], ["U3", "Bidang 199001012020121001"]]))
    publish.build(home)


MADE: dict[str, tuple[Callable[[Home], None], str]] = {
    "gudang-rusak": (cut_build, "internal.duckdb"),
    "penyimpanan-rusak": (cut_store, "Error"),
    "penyimpanan-rusak-tanpa-salinan": (cut_store_without_copies, "Error"),
    "muatan-hilang": (lose_a_load, "capaian.csv"),
    "belum-terbit": (take_in_without_build, "baru.csv"),
    "neraca-tidak-seimbang": (unbalance, "unit.csv (unit)"),
    "gudang-seperti-dulu": (tell_the_past, "UTC"),
    "publik-ditolak": (call_a_unit_by_a_nip, "public.duckdb"),
}


@pytest.mark.parametrize("code", MADE)
def test_an_alarm_is_said_with_what_to_do_by_status_doctor_and_the_record(published: Home, code: str) -> None:
    make, subject = MADE[code]
    assert json.loads(run(published, "status", "--json"))["alarms"][0]["code"] == "sumber-terlambat"
    make(published)
    told = {alarm["code"]: alarm for alarm in json.loads(run(published, "status", "--json"))["alarms"]}
    assert code in told
    assert set(told) <= {code, "sumber-terlambat", *({"belum-terbit"} if code == "gudang-rusak" else ())}
    assert subject in told[code]["subject"]
    recorded = json.loads(published.alarms.read_text(encoding="utf-8"))["alarms"]
    assert recorded == [alarm for alarm in told.values() if alarm["code"] != "sumber-terlambat"]
    said = alarms.Alarm(**told[code])
    for language in ("id", "en"):
        assert f"!! {said.sentence(language)}" in run(published, "--language", language, "status")
        assert said.sentence(language) in run(published, "--language", language, "doctor")
    assert said.sentence("id") != said.sentence("en")
    assert "{" not in said.fix_id + said.fix_en


def test_an_alarm_ends_when_what_it_asks_for_is_done(published: Home) -> None:
    take_in_without_build(published)
    run(published, "doctor")
    assert "belum-terbit" in published.alarms.read_text(encoding="utf-8")
    run(published, "build")
    assert json.loads(published.alarms.read_text(encoding="utf-8"))["alarms"] == []
    assert CliRunner().invoke(cli.main, ["--home", str(published.root), "doctor"]).exit_code == 0


def test_a_withdrawal_that_is_not_published_is_said(published: Home) -> None:
    withdraw_without_build(published)
    assert "capaian.csv" in published.alarms.read_text(encoding="utf-8")


HOLD = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"


def test_a_store_in_use_is_said_and_not_kept_on_record(published: Home) -> None:
    arguments = [sys.executable, "-c", HOLD, str(published.store)]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, stdin=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        told = json.loads(run(published, "status", "--json"))
        holder.communicate(b"")
    assert "penyimpanan-dipakai" in [alarm["code"] for alarm in told["alarms"]]
    assert told["loads"] == []
    assert json.loads(published.alarms.read_text(encoding="utf-8"))["alarms"] == []


def test_data_overdue_are_an_alarm_from_the_day_after_their_day(published: Home) -> None:
    folder = publish.current(published)
    assert folder is not None
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        since, due = con.execute(
            "select alarms.since_date, freshness.next_due_date from marts.alarms as alarms "
            "inner join marts.freshness as freshness using (kind) where kind = 'capaian_iku'"
        ).fetchone() or (None, None)
    assert since is not None
    assert (since - due).days == 1
    assert "capaian_iku 2020-TW2" in [alarm.subject for alarm in alarms.overdue(folder, since)]
    assert "capaian_iku 2020-TW2" not in [alarm.subject for alarm in alarms.overdue(folder, due)]


def test_every_alarm_has_words_in_both_languages_and_is_made_here() -> None:
    assert set(CATALOGUE["code"]) == {*MADE, "penyimpanan-dipakai", "sumber-terlambat"}
    assert CATALOGUE.null_count().sum_horizontal().item() == 0
    assert CATALOGUE.filter(pl.col("message_id") == pl.col("message_en")).is_empty()


def test_a_new_installation_has_no_alarm(home: Home) -> None:
    assert json.loads(run(home, "status", "--json"))["alarms"] == []
    assert not home.root.exists()
