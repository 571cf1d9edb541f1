"""Rencana pelatihan: needs with their parts, a plan run as a process of its own, nothing typed lost, nobody named."""

import io
import shutil
import time
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from published import APP
from streamlit.testing.v1 import AppTest

from dashboard import access, planning, warehouse
from dashboard.components import need_view, plan_compare, plan_view
from dashboard.queries import training

PLANNER = access.decide(is_synthetic=True, without_login=False, role="perencana")


@pytest.fixture
def home(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The published sample in a folder of the test's own, where scenarios may be kept."""
    shutil.copytree(sample_home / "published", tmp_path / "home" / "published")
    monkeypatch.setenv("KINERJA_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def opened(part: str, role: str = "perencana", unit: str = "6171", **more: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": role, "unit": unit, "bagian": part, **more})
    return app.run().switch_page("app_pages/rencana_pelatihan.py").run()


def planned(app: AppTest, seconds: float = 120) -> AppTest:
    """Press the button and look again until the search has ended."""
    app.button(key="plan-go").click().run()
    return waited(app, seconds)


def waited(app: AppTest, seconds: float = 120) -> AppTest:
    """Look again until the search has ended."""
    until = time.monotonic() + seconds
    while "plan_run" in app.session_state and time.monotonic() < until:
        time.sleep(0.3)
        app.run()
    assert "plan_run" not in app.session_state
    return app


def test_a_need_is_the_weighted_mean_of_its_known_parts_with_the_weights_asked_for(sample: Path) -> None:
    warehouse.pin()
    usual = training.needs(warehouse.cursor(), PLANNER, "6171", [])
    same = training.needs(warehouse.cursor(), PLANNER, "6171", [35, 25, 20, 10, 10])
    assert usual["need_score"].to_list() == pytest.approx(same["need_score"].to_list())
    doubled = training.needs(warehouse.cursor(), PLANNER, "6171", [70, 50, 40, 20, 20])
    assert usual["need_score"].to_list() == pytest.approx(doubled["need_score"].to_list())
    only_people = training.needs(warehouse.cursor(), PLANNER, "6171", [0, 1, 0, 0, 0]).filter(pl.col("need_score") > 0)
    assert only_people.height
    assert only_people["need_score"].to_list() == pytest.approx(only_people["people_part"].to_list())
    row = usual.filter(pl.col("is_own") & (pl.col("competency_name") == "Komunikasi")).row(0, named=True)
    weights = dict(zip(training.PARTS, (35, 25, 20, 10, 10), strict=True))
    known = {part: weight for part, weight in weights.items() if row[f"{part}_part"] is not None}
    by_hand = sum(row[f"{part}_part"] * weight for part, weight in known.items()) / sum(known.values())
    assert row["need_score"] == pytest.approx(by_hand)


def test_the_page_says_the_largest_need_and_its_parts(sample: Path) -> None:
    app = opened("kebutuhan")
    assert not app.exception
    assert (
        app.title[0]
        .value.replace("\\", "")
        .startswith("Kebutuhan pelatihan terbesar Kota Pontianak: Integritas, 87 pegawai kurang")
    )
    first = str(app.table[0].value.iloc[0].to_dict())
    assert "besar kesenjangan" in first
    assert "hak JP" in first


def test_a_link_carries_the_weights_to_the_ranking_and_to_the_plan(sample: Path) -> None:
    app = opened("kebutuhan", bobot="0-100-0-0-0")
    assert not app.info
    usual = opened("kebutuhan").table[0].value
    assert [str(line) for line in app.table[0].value.iloc[:, 1]] != [str(line) for line in usual.iloc[:, 1]]
    assert app.query_params["bobot"] in ("0-100-0-0-0", ["0-100-0-0-0"])
    app.session_state["bagian"] = "rencana"
    assert not app.run().exception
    assert app.query_params["bobot"] in ("0-100-0-0-0", ["0-100-0-0-0"]), "the plan is made with the same weights"


@pytest.mark.parametrize("wanted", ["tidak-ada", "1-2-3", "101-0-0-0-0", "1-2-3-4-5-6", "' or true --", "-1-0-0-0-0"])
def test_weights_nobody_can_mean_are_refused_in_words(wanted: str, sample: Path) -> None:
    app = opened("kebutuhan", bobot=wanted)
    assert [info.value for info in app.info if "Bobot pada alamat" in info.value and wanted not in info.value]
    assert "bobot" not in app.query_params
    assert not app.exception


def test_weights_of_nothing_leave_the_settings_in_force_and_say_so(sample: Path) -> None:
    app = opened("kebutuhan", bobot="0-0-0-0-0")
    assert [warning.value for warning in app.warning if "bobot setelan" in warning.value]
    assert app.table[0].value.equals(opened("kebutuhan").table[0].value)


def test_hints_say_when_training_is_not_the_answer() -> None:
    row = {
        **{"has_no_gap_hint": True, "has_vacancy_hint": True, "has_workload_hint": True, "has_process_hint": False},
        **{"acting_count": 2, "overdue_case_count": 42, "weak_process_count": 0},
    }
    assert need_view.hints(row, of_unit=True) == [
        "kinerja lemah tanpa kesenjangan: bukan soal pelatihan",
        "2 jabatan diisi pelaksana tugas",
        "42 berkas lewat batas: periksa beban",
    ]
    assert len(need_view.hints(row, of_unit=False)) == 1


def test_a_plan_is_made_shown_kept_and_handed_on_without_a_name(home: Path) -> None:
    app = planned(opened("rencana"))
    assert not app.exception
    name = "Rencana 2027 nomor 1"
    assert planning.names(PLANNER) == [name]
    heads = [head.value for head in app.header]
    assert [head for head in heads if "orang dilatih dengan" in head]
    assert app.text_input(key="plan-name").value == "Rencana 2027 nomor 2"
    kept = planning.scenario(PLANNER, name)
    assert kept is not None
    assert kept["plan"]["cost_rupiah"] <= 500_000_000
    assert "employee_id" not in str(kept)
    book = openpyxl.load_workbook(io.BytesIO(planning.export(PLANNER, name, "xlsx")))
    assert "Peserta" not in book.sheetnames
    assert "Rencana" in book.sheetnames
    assert "Peserta" in openpyxl.load_workbook(io.BytesIO(planning.export(access.FULL, name, "xlsx"))).sheetnames
    assert planning.export(PLANNER, name, "ics").startswith(b"BEGIN:VCALENDAR")
    assert "dibulatkan ke 5" in planning.export(PLANNER, name, "csv").decode("utf-8-sig")


def test_a_scenario_is_renamed_and_removed_on_the_page(home: Path) -> None:
    app = planned(opened("rencana"))
    app.text_input(key="plan-rename-Rencana 2027 nomor 1").set_value("Usulan").run()
    app.button(key="plan-rename-go").click().run()
    assert not app.exception
    assert planning.names(PLANNER) == ["Usulan"]
    assert [head for head in app.header if head.value.startswith("Usulan\\: ")]
    app.text_input(key="plan-rename-Usulan").set_value("a/b").run()
    app.button(key="plan-rename-go").click().run()
    assert "tidak dapat dipakai" in " ".join(text.value for text in app.markdown)
    app.button(key="plan-remove-go").click().run()
    assert not app.exception
    assert planning.names(PLANNER) == []


def test_a_name_typed_while_a_search_runs_is_kept(home: Path) -> None:
    app = opened("rencana")
    app.button(key="plan-go").click().run()
    app.text_input(key="plan-name").set_value("Yang berikutnya").run()
    waited(app)
    assert planning.names(PLANNER) == ["Rencana 2027 nomor 1"]
    assert app.text_input(key="plan-name").value == "Yang berikutnya"


def test_a_damaged_scenario_is_said_and_can_be_removed(home: Path) -> None:
    (home / "scenarios").mkdir()
    (home / "scenarios" / "Rusak.json").write_text("{", encoding="utf-8")
    app = opened("rencana")
    assert not app.exception
    assert "Berkas skenario ini rusak" in " ".join(text.value for text in app.markdown)
    app.button(key="plan-remove-go").click().run()
    assert not app.exception
    assert planning.names(PLANNER) == []


def test_what_cannot_be_handed_on_is_refused_in_words(home: Path) -> None:
    with pytest.raises(planning.Refused, match='Tidak ada skenario "x"'):
        planning.export(PLANNER, "x", "xlsx")


def test_two_scenarios_are_told_apart_in_a_sentence() -> None:
    dear, cheap = (
        kept(name, served=served, budget=budget, sessions=())
        for name, served, budget in (("A", 9, 3_000_000), ("B", 7, 2_000_000))
    )
    said = plan_compare.difference(dear, cheap).replace("\u00a0", " ")
    assert said == "B terhadap A: Rp 1,0 juta lebih murah, orang dilatih −2, nilai 0,0."
    assert "lebih mahal" in plan_compare.difference(cheap, dear)
    assert plan_compare.difference(dear, dear | {"plan": None}).startswith("Salah satu")


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "budget zero": ({"plan-budget": "0"}, "Kelas termurah"),
    "unreadable budget": ({"plan-budget": "banyak"}, "tidak terbaca"),
    "deadline in the past": ({"plan-start": date(2020, 1, 1), "plan-end": date(2020, 6, 1)}, "sudah lewat"),
    "seats below the class": ({"plan-class": 80}, "kecilkan kelas menjadi 30"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_wish_is_answered_in_words_and_nothing_typed_is_lost(what: str, home: Path) -> None:
    typed, said = BAD[what]
    app = opened("rencana")
    for key, value in typed.items():
        box = next(box for box in (*app.text_input, *app.date_input, *app.number_input) if box.key == key)
        box.set_value(value)
    app.text_input(key="plan-name").set_value("Uji keinginan")
    planned(app)
    assert not app.exception
    assert said in " ".join(text.value.replace("\\", "") for text in app.markdown)
    app.switch_page("app_pages/kompetensi.py").run().switch_page("app_pages/rencana_pelatihan.py").run()
    app.query_params["bagian"] = "rencana"
    app.run()
    for key, value in typed.items():
        assert next(b for b in (*app.text_input, *app.date_input, *app.number_input) if b.key == key).value == value
    assert app.text_input(key="plan-name").value == "Uji keinginan"
    assert planning.names(PLANNER) == []


def test_contradicting_wishes_are_named(home: Path) -> None:
    app = opened("rencana")
    app.number_input(key="plan-floor").set_value(100)
    app.text_input(key="plan-budget").set_value("20 juta")
    planned(app)
    words = " ".join(text.value.replace("\\", "") for text in app.markdown)
    assert "tidak dapat dipenuhi bersama" in words
    assert "anggaran paling sedikit" in words or "paling tinggi" in words


def test_only_a_planner_plans(home: Path) -> None:
    for scope in (
        access.PUBLIC,
        access.decide(is_synthetic=True, without_login=False, role="kepala", subject="6171"),
        access.decide(is_synthetic=True, without_login=False, role="pegawai", subject="x"),
    ):
        for act in (
            lambda scope=scope: planning.start(scope, [], "x", 1),
            lambda scope=scope: planning.names(scope),
            lambda scope=scope: planning.scenario(scope, "x"),
            lambda scope=scope: planning.export(scope, "x", "xlsx"),
            lambda scope=scope: planning.rename(scope, "x", "y"),
            lambda scope=scope: planning.remove(scope, "x"),
        ):
            with pytest.raises(planning.NotAllowed):
                act()


def kept(name: str, *, served: int, budget: int, sessions: tuple[tuple[str, int], ...]) -> dict[str, Any]:
    return {
        **{"name": name, "build_id": "b", "wishes": {"budget_rupiah": budget, "right": "off", "include": []}},
        "courses": {code: {"course_name": f"Kursus {code}"} for code in "AB"},
        "plan": {
            **{"status": "optimal", "cost_rupiah": budget, "value": 12_345, "served_count": served, "seat_count": 9},
            "righted_count": 0,
            "uncovered": {"prerequisite": 234, "no_course": 3},
            "sessions": [{"course_id": code, "people_count": people} for code, people in sessions],
        },
        "curve": [{"budget_rupiah": budget * 2, "value": 12_345}],
    }


def test_two_scenarios_differ_in_what_was_wished_and_what_came_of_it() -> None:
    first = kept("A", served=10, budget=10**6, sessions=(("A", 5), ("A", 5)))
    second = kept("B", served=12, budget=2 * 10**6, sessions=(("A", 5), ("A", 5), ("B", 2)))
    assert plan_compare._results(first, second)[2] == ("Nilai rencana", "1,2", "1,2")
    assert plan_compare._wishes(first, second) == [("Anggaran", "Rp\u00a01,0\u00a0juta", "Rp\u00a02,0\u00a0juta")]
    assert plan_compare._courses(first, second) == [("Kursus B", "–", "2 orang · 1 sesi")]


def test_where_money_is_not_the_limit_the_screen_says_what_is() -> None:
    rich = kept("A", served=10, budget=10**6, sessions=())
    rich["plan"]["cost_rupiah"] = 400_000
    assert plan_view.limit(rich) == (
        "Bukan uang batasnya: Rp\u00a0600.000 tersisa dan tambahan tidak membeli apa-apa. "
        "Terbanyak: levelnya belum cukup untuk ikut (234)."
    )
    rich["curve"][0]["value"] = 20_000
    assert plan_view.limit(rich) is None
