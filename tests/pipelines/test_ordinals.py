"""Targets and results that are grades: taken in as words, measured by their rank, never added up."""

import csv
from pathlib import Path

import duckdb
import pytest
import small_store
from small_store import IKU, RESULTS, rows
from taking_in import account, live, take_in, write_csv, write_xlsx

from pipelines import publish, store
from pipelines.contracts.columns import ORDINALS
from pipelines.paths import REFERENCE, Home

RESULT_HEAD = ["kode_iku", "kode_unit", "periode", "target", "realisasi"]


def test_every_grade_the_contract_reads_has_a_rank_and_no_other() -> None:
    with (REFERENCE / "ordinal_scales.csv").open(encoding="utf-8") as file:
        assert sorted(row["label"] for row in csv.DictReader(file)) == sorted(ORDINALS)


def test_grades_among_numbers_are_taken_in_and_judged_by_their_rank(home: Home, tmp_path: Path) -> None:
    take_in(home, write_csv(tmp_path / "unit.csv", [["kode_unit", "nama_unit"], ["U", "Kota"]]))
    head = ["kode_iku", "nama_iku", "kode_unit", "tahun", "satuan", "polaritas", "konsolidasi", "target_tahunan"]
    head += ["publik", "tema_publik"]
    goals = (("OPINI", "WTP"), ("SAKIP", "A"), ("ANGKA", "80"))
    promised = [
        head,
        *([code, code, "U", 2025, "predikat", "maximize", "last", goal, "ya", "tata kelola"] for code, goal in goals),
    ]
    reached = [
        ["OPINI", "U", "2024", "WTP", "WTP"],
        ["OPINI", "U", "2025", "WTP", " Wajar  Dengan Pengecualian"],
        ["SAKIP", "U", "2025", "a", "BB"],
        ["ANGKA", "U", "2025", "80", "84,5"],
        ["ANGKA", "U", "2025-TW1", "80", "A-"],
    ]
    take_in(
        home,
        write_csv(tmp_path / "iku.csv", [*promised, ["OPINI", "x", "U", 2024, "p", "maximize", "last", "", "ya", "x"]]),
    )
    for write, name in ((write_csv, "a.csv"), (write_xlsx, "a.xlsx")):
        here = home if name == "a.csv" else Home(tmp_path / "lain")
        (outcome,) = take_in(here, write(tmp_path / name, [RESULT_HEAD, *reached]))
        assert [account(row) for row in outcome.ledger] == [(4, 1, 0, 0, 0)]
        assert outcome.findings.select("row_number", "code").sort("row_number").rows() == [
            (3, "spasi-dirapikan"),
            (6, "angka-tidak-sah"),
        ]
        assert live(here, "capaian_iku", "kode_iku, periode, target_label, realisasi, realisasi_label") == [
            ("ANGKA", "2025", None, 84.5, None),
            ("OPINI", "2024", "WTP", None, "WTP"),
            ("OPINI", "2025", "WTP", None, "WDP"),
            ("SAKIP", "2025", "A", None, "BB"),
        ]
    build = publish.build(home)
    with duckdb.connect(str(build.folder / "internal.duckdb"), read_only=True) as con:
        found = rows(
            con,
            "select iku_id, period, target, actual, target_label, actual_label, achievement_pct, status "
            "from marts.iku_periods where actual is not null order by all",
        )
        goals = rows(con, "select iku_id, annual_target, annual_target_label, is_ordinal from marts.iku "
                          "where year = 2025 order by all")  # fmt: skip
    assert found == [
        ("ANGKA", "2025", 80, 84.5, None, None, 105.625, "exceeded"),
        ("OPINI", "2024", 4, 4, "WTP", "WTP", 100, "met"),
        ("OPINI", "2025", 4, 3, "WTP", "WDP", 75, "below"),
        ("SAKIP", "2025", 6, 5, "A", "BB", pytest.approx(83.33, abs=0.01), "near"),
    ]
    assert goals == [("ANGKA", 80, None, False), ("OPINI", 4, "WTP", True), ("SAKIP", 6, "A", True)]
    with duckdb.connect(str(build.folder / "public.duckdb"), read_only=True) as con:
        years = rows(con, "select iku_id, year, annual_target_label, ytd_target_label, ytd_actual_label, ytd_status "
                          "from iku_years where period is not null order by all")  # fmt: skip
        periods = rows(con, "select iku_id, period, target_label, actual_label from iku_periods "
                            "where actual is not null and iku_id = 'OPINI' order by all")  # fmt: skip
    assert years == [
        ("ANGKA", 2025, None, None, None, "exceeded"),
        ("OPINI", 2024, None, "WTP", "WTP", "met"),
        ("OPINI", 2025, "WTP", "WTP", "WDP", "below"),
        ("SAKIP", 2025, "A", "A", "BB", "near"),
    ]
    assert periods == [("OPINI", "2024", "WTP", "WTP"), ("OPINI", "2025", "WTP", "WDP")]


def test_grades_are_never_added_up(tmp_path: Path) -> None:
    iku = f"{IKU}\nA,a,1.1,2025,opini,maximize,sum,50\nB,b,1.1,2025,opini,maximize,last,50\n"
    head = f"{RESULTS},target_label,realisasi_label"
    results = f"{head}\n" + "".join(f"{code},1.1,2025-0{month},,,WTP,WDP\n" for code in "AB" for month in range(1, 8))
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(con, "select iku_id, achievement_pct, ytd_achievement_pct, ytd_reason from marts.iku_periods "
                          "where period = '2025-07' order by all")  # fmt: skip
        said = rows(con, "select row_number, code, column_name, value from marts.findings")
        forecast = rows(
            con, "select iku_id, reach_chance, reason from marts.iku_outlook where period = '2025-07' order by all"
        )
        series = rows(con, "select distinct iku_id, mean, lower_limit, limit_status, variation from marts.iku_series "
                           "order by all")  # fmt: skip
    assert found == [("A", 75, None, "ordinal_sum"), ("B", 75, 75, None)]
    assert series == [("A", None, None, "none", None), ("B", None, None, "none", None)], "ranks have no mean, no limits"
    assert said == [(2, "konsolidasi-ordinal", "konsolidasi", "sum")]
    assert forecast == [("A", None, "ordinal"), ("B", None, "ordinal")], "a rank is no quantity to forecast"


def test_a_store_of_an_earlier_version_gains_its_new_columns(home: Home) -> None:
    with store.opened(home.store) as con:
        con.execute("alter table raw.capaian_iku drop column realisasi_label")
        con.execute(
            "insert into raw.capaian_iku by name select 'A' as kode_iku, 4 as realisasi, 'L' as load_id, "
            "1 as take, 'a' as source, 2 as row_number, 1 as row_count, now() as loaded_at"
        )
    with store.opened(home.store) as con:
        assert rows(con, "select kode_iku, realisasi, realisasi_label from raw.capaian_iku") == [("A", 4, None)]
