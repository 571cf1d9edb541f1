"""The one way in: only for the data steward, nothing taken before it is confirmed, nothing left behind."""

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from published import APP
from streamlit.testing.v1 import AppTest

from dashboard import access, intake, warehouse
from dashboard.queries import quality

HEADERS = "kode_iku;kode_unit;periode;target;realisasi"
GOOD = "PTK-KES-01;6171.1.02;2026-TW3;90;91,5"
BAD = "PTK-KES-02;6171.1.02;2026-TW3;90;banyak"
OTHERS = [access.decide(is_synthetic=True, without_login=False, role=role) for role in access.ROLES[:-1]]


def file(name: str, *rows: str) -> intake.File:
    return name, "\n".join([HEADERS, *rows, ""]).encode()


@pytest.fixture
def own(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installation with the sample that may be changed, and a temporary folder that must be empty afterwards."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(intake, "WAIT_SECONDS", 0.3)
    shutil.copytree(sample_home, tmp_path / "home")
    monkeypatch.setenv("KINERJA_HOME", str(tmp_path / "home"))
    yield tmp_path / "home"
    assert not [path for path in scratch.iterdir() if path.name.startswith("kinerja-")], "nothing stays on disk"


def load_count(home: Path) -> int:
    with duckdb.connect(str(home / "store.duckdb"), read_only=True) as store:
        return len(store.execute("select load_id from raw.loads where withdrawn_at is null").fetchall())


@pytest.mark.parametrize("scope", OTHERS, ids=lambda scope: scope.role)
@pytest.mark.parametrize(
    "act",
    [
        lambda scope: intake.examine(scope, file("a.csv", GOOD)),
        lambda scope: intake.take_in(scope, [file("a.csv", GOOD)], is_demo=False),
        lambda scope: intake.withdraw(scope, "20260101-000000-00000000"),
        intake.repair_list,
        intake.warm,
    ],
    ids=["examine", "take in", "withdraw", "repair list", "warm"],
)
def test_every_act_is_refused_to_every_other_role(act: Any, scope: access.Scope, own: Path) -> None:
    before = load_count(own)
    with pytest.raises(intake.NotAllowed):
        act(scope)
    assert load_count(own) == before


def test_looking_at_a_file_takes_nothing_in(own: Path) -> None:
    before = (own / "store.duckdb").read_bytes()
    preview = intake.examine(access.FULL, file("capaian.csv", GOOD, BAD))
    (part,) = preview.parts
    assert (part.kind, part.read_count, part.accepted_count, part.quarantined_count) == ("capaian_iku", 2, 1, 1)
    assert preview.findings.select("row_number", "column_letter", "value").row(0) == (3, "E", "banyak")
    assert [column.ours for column in part.columns] == HEADERS.split(";")
    assert preview.header_rows == ((None, 1),)
    assert (own / "store.duckdb").read_bytes() == before


def test_the_counts_foretold_are_the_counts_of_the_ledger(own: Path) -> None:
    rows = [
        GOOD,
        GOOD,
        BAD,
        "",
        GOOD.replace("KES-01", "KES-03"),
        GOOD.replace("KES-01;", "KES-03;").replace("91", "9"),
    ]
    sent = file("capaian.csv", *rows)
    (part,) = intake.examine(access.FULL, sent).parts
    done = intake.take_in(access.FULL, [sent], is_demo=True, is_declared_synthetic=True).future.result(timeout=60)
    (ledger,) = done.taken[0].ledger
    names = ("read_count", "accepted_count", "quarantined_count", "duplicate_count", "excluded_count")
    assert {name: getattr(part, name) for name in names} == {name: ledger[name] for name in names}
    assert part.duplicate_count == 1
    assert part.quarantined_count == 3


def test_personal_values_are_masked_before_and_whole_in_the_list_that_goes_back(own: Path) -> None:
    rows = ["nip;periode;rating_hasil;rating_perilaku;predikat", "199001012015011001;2026-TW3;hebat;sesuai;baik"]
    rows += ["199001012015011002;2026-TW3;sesuai;sesuai;baik"]
    sent = ("skp.csv", "\n".join([*rows, ""]).encode())
    preview = intake.examine(access.FULL, sent)
    assert "199001012015011002" not in str(preview)
    done = intake.take_in(access.FULL, [sent], is_demo=True, is_declared_synthetic=True).future.result(timeout=60)
    book = intake.repair_list(access.FULL, done.taken[0].load_id)
    again = intake.examine(access.FULL, ("skp.xlsx", book))
    assert again.reference_count >= 1
    assert again.refusal is None


def test_a_load_is_published_at_once_and_can_be_withdrawn(own: Path) -> None:
    before = load_count(own)
    job = intake.take_in(access.FULL, [file("capaian.csv", GOOD)], is_demo=True, is_declared_synthetic=True)
    done = job.future.result(timeout=60)
    build = warehouse.pin()
    assert build is not None
    assert build.build_id == done.build_id
    assert build.is_synthetic, "a file declared synthetic leaves the sample synthetic"
    load_id = done.taken[0].load_id
    assert load_id in quality.loads_in(warehouse.cursor(), access.FULL)["load_id"].to_list()
    gone = intake.withdraw(access.FULL, str(load_id)).future.result(timeout=60)
    assert gone.withdrawn == "capaian.csv"
    warehouse.pin()
    assert load_id not in quality.loads_in(warehouse.cursor(), access.FULL)["load_id"].to_list()
    assert load_count(own) == before


def test_synthetic_data_take_no_other_data_in(own: Path) -> None:
    with pytest.raises(intake.NotAllowed):
        intake.take_in(access.FULL, [file("capaian.csv", GOOD)], is_demo=True)


def test_a_second_upload_is_told_that_the_first_is_under_way(own: Path) -> None:
    entered, leave = threading.Event(), threading.Event()

    def hold() -> None:
        with intake._alone():
            entered.set()
            leave.wait(timeout=30)

    first = threading.Thread(target=hold)
    first.start()
    entered.wait(timeout=30)
    job = intake.take_in(access.FULL, [file("b.csv", GOOD)], is_demo=True, is_declared_synthetic=True)
    error = job.future.exception(timeout=30)
    leave.set()
    first.join()
    assert isinstance(error, intake.Busy)
    assert error.since is not None


def test_another_program_that_holds_the_store_is_named(own: Path) -> None:
    hold = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(own / "store.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        job = intake.take_in(access.FULL, [file("b.csv", GOOD)], is_demo=True, is_declared_synthetic=True)
        error = job.future.exception(timeout=30)
        assert isinstance(error, intake.Busy)
        assert error.process == str(holder.pid)
        holder.communicate()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("..\\..\\berkas.csv", "berkas.csv"),
        ("a\u202egnp.csv\n", "agnp.csv"),
        ("..", "berkas"),
        ("", "berkas"),
        ("x" * 300 + ".csv", "x" * 116 + ".csv"),
    ],
)
def test_a_name_cannot_leave_its_folder_or_steer_the_screen(given: str, kept: str) -> None:
    assert intake.safe_name(given) == kept


def test_a_file_too_large_is_refused_unread(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_BYTES", 10)
    assert intake.examine(access.FULL, file("besar.csv", GOOD)).refusal


def test_the_steward_finds_the_uploader_and_forged_state_gives_it_to_nobody_else(sample: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["peran"] = "pengelola_data"
    app.run().switch_page("app_pages/mutu_data.py").run()
    assert [header.value for header in app.header if header.value == "Muat berkas"]
    warehouse.pin()
    head = AppTest.from_file(str(APP), default_timeout=60)
    head.query_params["peran"] = "kepala"
    head.session_state["upload_round"] = 0
    head.session_state["upload_seen"] = {}
    head.session_state["acted_load"] = quality.loads_in(warehouse.cursor(), access.FULL)["load_id"][0]
    head.session_state["upload-confirm"] = True
    head.run().switch_page("app_pages/mutu_data.py").run()
    assert not head.exception
    assert not [header.value for header in head.header if header.value == "Muat berkas"]
    assert not head.button


def test_a_head_sees_the_findings_of_the_own_unit_and_no_others(sample: Path) -> None:
    warehouse.pin()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject="6171.1.02")
    everyone = quality.findings(warehouse.cursor(), access.FULL, None, None)
    own = quality.findings(warehouse.cursor(), head, None, None)
    assert 0 < own.height < everyone.height
    assert own.height == own.join(everyone, on=everyone.columns, how="semi", nulls_equal=True).height
    assert quality.missing_senders(warehouse.cursor(), head).is_empty(), "its own rows are all there"


def test_what_is_late_follows_the_calendar_of_its_kind(sample: Path) -> None:
    warehouse.pin()
    asked = {row["kind"]: row for row in _freshness(date(2026, 10, 15))}
    assert asked["capaian_iku"]["next_period"] == "2026-TW3"
    assert asked["capaian_iku"]["next_due_date"] == date(2026, 10, 15)
    assert not asked["capaian_iku"]["is_late"]
    assert {row["kind"]: row for row in _freshness(date(2026, 10, 16))}["capaian_iku"]["is_late"]
    assert asked["penghargaan"]["next_period"] is None


def _freshness(today: Any) -> list[dict[str, Any]]:
    return quality.freshness(warehouse.cursor(), access.FULL, today).to_dicts()


def test_who_sent_before_and_not_now_is_missed(sample: Path) -> None:
    warehouse.pin()
    missed = quality.missing_senders(warehouse.cursor(), access.FULL)
    assert ("capaian_iku", "Dinas Perhubungan", "2026-TW2") in missed.select("kind", "sender_name", "period").rows()
    assert "Dinas Kesehatan" not in missed["sender_name"].to_list()
