"""One score up the tree, links down to people, and money beside what it reached."""

from pathlib import Path

import pytest
import small_store
from small_store import ANI, BUDI, IKU, POSTS, RESULTS, rows

YEARLY = "2025-TW4"


def test_the_score_of_a_year_counts_filled_periods_and_a_unit_with_one_child_has_its_score(tmp_path: Path) -> None:
    iku = f"{IKU}\nA,a,1.1.1,2025,%,maximize,sum,60\nB,b,1.1.1,2025,%,maximize,last,40\n"
    results = f"{RESULTS}\nA,1.1.1,2025-TW3,10,5\nA,1.1.1,2025-TW4,30,35\nB,1.1.1,2025-TW4,100,50\n"
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(
            con,
            "select unit_id, iku_score_pct, ytd_iku_score_pct, iku_met_share, iku_judged_share, ytd_iku_met_count, "
            f"ytd_weight_covered_pct from marts.unit_periods where period = '{YEARLY}' order by unit_id",
        )
    # period: 35/30 → 116.67 and 50; year: 40/40 → 100 and 50
    expected = (pytest.approx(0.6 * 116.67 + 0.4 * 50), 80.0, 0.5, 1.0, 1, 100.0)
    assert found == [("1", *expected), ("1.1", *expected), ("1.1.1", *expected)]


def test_money_adds_up_the_tree_and_a_whole_unit_row_is_not_counted_with_its_programmes(tmp_path: Path) -> None:
    budgets = (
        "kode_unit,periode,program,pagu,realisasi\n"
        "1.1,2025-TW4,,1000,900\n1.1,2025-TW4,A,400,100\n1.1.1,2025-TW4,A,300,100\n1.1.1,2025-TW4,B,100,100\n"
        "1.2,2025-TW4,,0,0\n"
    )
    with small_store.checked(tmp_path, {"anggaran": budgets}) as con:
        found = rows(
            con,
            "select unit_id, budget_rupiah, spent_rupiah, unspent_rupiah, round(absorbed_pct, 6), programme_count, "
            "budget_unit_count, efficiency_gap_pct, reason from marts.budget_periods order by unit_id",
        )
    assert found == [
        ("1", 1400, 1100, 300, pytest.approx(78.571429), 2, 3, None, "no_score"),
        ("1.1", 1400, 1100, 300, pytest.approx(78.571429), 2, 2, None, "no_score"),
        ("1.1.1", 400, 200, 200, 50, 2, 1, None, "no_score"),
        ("1.2", 0, 0, 0, None, 0, 1, None, "no_budget"),
    ]


def test_efficiency_is_score_less_absorption_at_the_end_of_the_year_alone(tmp_path: Path) -> None:
    units = {"X": 95, "Y": 94.99, "Z": 85, "W": 84.99}
    tree = "kode_unit,nama_unit,kode_induk\n1,Kota,\n" + "".join(f"{u},{u},1\n" for u in units)
    iku = f"{IKU}\n" + "".join(f"I,i,{u},2025,%,maximize,last,100\n" for u in units)
    results = f"{RESULTS}\n" + "".join(
        f"I,{u},2025-{q},100,{score}\n" for u, score in units.items() for q in ("TW3", "TW4")
    )
    budgets = "kode_unit,periode,pagu,realisasi\n" + "".join(
        f"{u},2025-{q},1000,900\n" for u in units for q in ("TW3", "TW4")
    )
    tables = {"unit": tree, "iku": iku, "capaian_iku": results, "anggaran": budgets}
    with small_store.marts(small_store.make(tmp_path, tables)) as con:
        found = rows(
            con,
            "select unit_id, right(period, 3), round(efficiency_gap_pct, 6), efficiency_band, reason "
            "from marts.budget_periods where unit_id <> '1' order by unit_id, period",
        )
    middle = ("TW3", None, None, "year_running")
    assert found == [
        ("W", *middle), ("W", "TW4", -5.01, "inefficient", None),
        ("X", *middle), ("X", "TW4", 5, "fair", None),
        ("Y", *middle), ("Y", "TW4", 4.99, "fair", None),
        ("Z", *middle), ("Z", "TW4", -5, "fair", None),
    ]  # fmt: skip


WORK = "nip,periode,rhk,kode_iku,aspek,target,realisasi,satuan"
ITEMS = [
    # aspect, target, result, unit → achievement
    ("kuantitas", "4 Dokumen", "3 Dokumen", "Dokumen", 75),
    ("kuantitas", "1.250 berkas", "1.500 berkas", "berkas", 120),
    ("kualitas", "90 - 95%", "92,5%", "%", 100),
    ("kualitas", "90 - 95%", "81%", "%", 90),
    ("waktu", "80%", "84%", "%", 105),
    ("waktu", "10 Hari", "12 Hari", "Hari", 80),
    ("biaya", "Rp 1.000.000", "Rp 900.000", "Rupiah", 110),
    ("biaya", "10", "25", "juta", 0),
    ("kualitas", "Baik", "Baik", "", None),
    ("kuantitas", "4 Dokumen", "", "Dokumen", None),
    ("kuantitas", "0 temuan", "2 temuan", "temuan", None),
    ("kuantitas", "0 temuan", "0 temuan", "temuan", 100),
]


def test_what_a_person_planned_is_measured_from_its_text_or_left_alone_with_a_reason(tmp_path: Path) -> None:
    work = f"{WORK}\n" + "".join(
        f'{ANI},2025,R{n:02d},A,{aspect},{target},"{result}",{unit}\n'
        for n, (aspect, target, result, unit, _) in enumerate(ITEMS)
    )
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n",
        "rhk": work,
        "iku": f"{IKU}\nA,a,1.1,2025,%,maximize,last,\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(con, "select achievement_pct, reason from core.work_results order by result_name")
    assert [value for value, _ in found] == [None if item[4] is None else pytest.approx(item[4]) for item in ITEMS]
    assert [reason for value, reason in found if value is None] == ["no_number", "no_data", "zero_target"]


def test_the_tree_links_goals_indicators_and_people_and_shows_what_is_broken(tmp_path: Path) -> None:
    iku = (
        "kode_iku,nama_iku,sasaran,kode_unit,tahun,satuan,polaritas,konsolidasi,kode_iku_induk\n"
        "K,Kota sehat,Sehat,1,2025,%,maximize,last,\n"
        "D,Dinas,Sehat,1.1,2025,%,maximize,last,K\n"
        "P,Puskesmas,,1.1.1,2025,%,maximize,last,D\n"
        "D,Dinas lain,,1.2,2025,%,maximize,last,TIDAK-ADA\n"
    )
    work = f"{WORK}\n{ANI},2025,Laporan,D,kuantitas,4,4,\n{BUDI},2025,Arsip,,kuantitas,4,2,\n"
    posts = f"{POSTS}\n{ANI},Ani,1.1.1,J,,,\n{BUDI},Budi,1.2,J,,,\n"
    tables = {"iku": iku, "rhk": work, "pegawai": posts, "capaian_iku": f"{RESULTS}\nD,1.1,2025-TW4,100,80\n"}
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select link_type, parent_id, parent_unit_id, child_name, unit_id, employee_name, achievement_pct, status, "
            "is_resolved from marts.cascade_links order by link_type, unit_id, child_name",
        )
    assert found == [
        ("goal_iku", "Sehat", None, "Kota sehat", "1", None, None, "not_judged", True),
        ("goal_iku", "Sehat", None, "Dinas", "1.1", None, 80, "near", True),
        ("iku_iku", "K", "1", "Dinas", "1.1", None, 80, "near", True),
        ("iku_iku", "D", "1.1", "Puskesmas", "1.1.1", None, None, "not_judged", True),
        ("iku_iku", "TIDAK-ADA", None, "Dinas lain", "1.2", None, None, "not_judged", False),
        ("iku_work_result", "D", "1.1", "Laporan", "1.1.1", "Ani", 100, "met", True),
        ("iku_work_result", None, None, "Arsip", "1.2", "Budi", 50, "below", False),
    ]
