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
    ("waktu", "80 persen", "84 persen", "", 105),
    ("waktu", "80", "84", "Persen", 105),
    ("waktu", "10 Hari", "12 Hari", "Hari", 80),
    ("biaya", "Rp 1.000.000", "Rp 900.000", "Rupiah", 110),
    ("biaya", "10", "25", "juta", 0),
    ("kualitas", "Baik", "Baik", "", None),
    ("kuantitas", "4 Dokumen", "", "Dokumen", None),
    ("kuantitas", "0 temuan", "2 temuan", "temuan", None),
    ("kuantitas", "0 temuan", "0 temuan", "temuan", 100),
    ("kuantitas", "-5%", "-4%", "%", None),
    ("kualitas", "90 - 80%", "85%", "%", None),
]

# What people write, and the number (or the two of a range) meant; None where no number is meant or it would be a guess.
TEXTS = {
    "12 dokumen": 12, "80 poin": 80, "80poin": 80, "90 persen": 90, "100%": 100, "100 %": 100, "≥ 90": 90, ">=90 %": 90,
    "minimal 90": 90, "Paling lambat 5 hari": 5, "80 - 90%": (80, 90), "80%-90%": (80, 90), "7 s/d 8 bulan": (7, 8),
    "7 sampai dengan 8": (7, 8), "1.250 berkas": 1250, "1.234,5": 1234.5, "4.25": 4.25, "0,5": 0.5, "0.125": 0.125,
    "Rp 1.000.000,-": 1_000_000, "Rp2,5 miliar": 2_500_000_000, "1,5 juta orang": 1_500_000, "10 jt": 10_000_000,
    "1 (satu) dokumen": 1, "2 (dua) dokumen Tahun 2025": 2, "12 Bulan (Januari - Desember 2025)": 12, "4 Triwulan": 4,
    "100% tepat waktu": 100, "12 Dokumen.": 12, "80.": 80, "-5%": -5, "−2 persen": -2, "12 dokumen ": 12, "3 desa": 3,
    "Laporan TW 1": None, "Semester 2 2025": None, "TW 1": None, "Triwulan II": None, "Tahun 2025": None,
    "31 Desember 2025": None, "31 Desember": None, "1 Mei": None, "31/12/2025": None, "2025-06-30": None,
    "10-12-2025": None, "3 dari 4 dokumen": None, "3/4": None, "1. Laporan bulanan": None, "a. 3 dokumen": None,
    "Permen 6/2022": None, "Tersusunnya 1 dokumen": None, "1,595,757,500,00": None, "12.34.56": None, "WTP": None,
    "Baik": None, "-": None, "2 laporan TW 1": None, "IV/a": None, "80 - 90 - 100": None,
}  # fmt: skip


def test_a_number_is_read_only_from_a_text_that_is_understood_as_a_whole(tmp_path: Path) -> None:
    work = f"{WORK}\n" + "".join(f'{ANI},2025,R{n:02d},A,kuantitas,"{text}",1,\n' for n, text in enumerate(TEXTS))
    with small_store.checked(tmp_path, {"pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n", "rhk": work}) as con:
        found = rows(con, "select lower_target, upper_target from core.work_numbers order by row_number")
    read = {text: low if high is None else (low, high) for text, (low, high) in zip(TEXTS, found, strict=True)}
    assert read == TEXTS


def test_a_number_with_a_word_of_scale_is_held_against_whole_numbers_only(tmp_path: Path) -> None:
    pairs = {"1": None, "900.000": 900_000, "0,9 juta": 900_000, "TW 1": None, "Rp 1.200.000": 1_200_000}
    work = f"{WORK}\n" + "".join(f'{ANI},2025,R{n},A,biaya,1 juta,"{text}",\n' for n, text in enumerate(pairs))
    with small_store.checked(tmp_path, {"pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n", "rhk": work}) as con:
        found = rows(con, "select actual from core.work_numbers order by row_number")
    assert [value for (value,) in found] == [*pairs.values()]


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
    assert [reason for value, reason in found if value is None] == [
        "no_number", "no_data", "zero_target", "negative_target", "no_target",
    ]  # fmt: skip


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


def test_an_indicator_that_names_itself_hangs_under_the_same_code_above_or_is_broken(tmp_path: Path) -> None:
    iku = f"{IKU},kode_iku_induk\nK,Kota,1,2025,%,maximize,last,,K\nK,Dinas,1.1,2025,%,maximize,last,,K\n"
    with small_store.checked(tmp_path, {"iku": iku}) as con:
        found = rows(con, "select unit_id, parent_unit_id, is_resolved from marts.cascade_links order by all")
    assert found == [("1", None, False), ("1.1", "1", True)]


def test_work_between_two_posts_belongs_to_the_unit_of_the_earlier_one(tmp_path: Path) -> None:
    posts = f"{POSTS}\n{ANI},Ani,1.1,J,,2020-01-01,2024-12-31\n{ANI},Ani,1.2,J,,2026-01-01,\n"
    work = f"{WORK}\n{ANI},2025,Laporan,,kuantitas,4,4,\n"
    with small_store.checked(tmp_path, {"pegawai": posts, "rhk": work}) as con:
        assert rows(con, "select unit_id from core.work_results") == [("1.1",)]
