"""Formulas side by side, bands beside the status, what a target says of itself, and what was changed late."""

from pathlib import Path

import pytest
import small_store
from small_store import IKU, RESULTS, rows


def test_the_other_formula_is_shown_and_a_verdict_that_hangs_on_it_is_flagged(tmp_path: Path) -> None:
    iku = f"{IKU}\n" + "".join(f"{code},a,1.1,2026,menit,minimize,last,25\n" for code in "ABCD")
    # 2T − R ÷ T gives 78, 82, 200 and 50; T ÷ R gives 81.97, 84.75, nothing and 66.67
    results = (
        f"{RESULTS}\nA,1.1,2026-TW1,100,122\nB,1.1,2026-TW1,100,118\nC,1.1,2026-TW1,100,0\nD,1.1,2026-TW1,100,150\n"
    )
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(
            con,
            "select iku_id, formula_id, is_chosen, round(achievement_pct, 2), status, reason, formula_name_en "
            "from marts.iku_formulas_compared where period = '2026-TW1' order by all",
        )
        flags = rows(con, "select iku_id, is_formula_sensitive from marts.iku_periods where actual >= 0 order by all")
    first, second = "(2T − R) ÷ T × 100", "T ÷ R × 100"
    assert found == [
        ("A", "2t_minus_r_over_t", True, 78.0, "below", None, first),
        ("A", "t_over_r", False, 81.97, "near", None, second),
        ("B", "2t_minus_r_over_t", True, 82.0, "near", None, first),
        ("B", "t_over_r", False, 84.75, "near", None, second),
        ("C", "2t_minus_r_over_t", True, 200.0, "exceeded", None, first),
        ("C", "t_over_r", False, None, "met", "zero_actual", second),
        ("D", "2t_minus_r_over_t", True, 50.0, "below", None, first),
        ("D", "t_over_r", False, 66.67, "below", None, second),
    ]
    assert flags == [("A", True), ("B", False), ("C", False), ("D", False)]


def test_one_formula_alone_is_not_compared_and_never_sensitive(tmp_path: Path) -> None:
    iku = f"{IKU}\nA,a,1.1,2026,%,maximize,last,100\n"
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": f"{RESULTS}\nA,1.1,2026-TW1,100,79\n"}) as con:
        assert rows(con, "select * from marts.iku_formulas_compared") == []
        assert small_store.column(con, "select distinct is_formula_sensitive from marts.iku_periods") == [False]


STEPS = [
    (0, "very_low"),
    (50, "very_low"),
    (50.01, "low"),
    (65, "low"),
    (75, "medium"),
    (90, "high"),
    (90.01, "very_high"),
]


def test_realisation_has_five_steps_beside_the_status_and_nothing_where_there_is_no_percentage(tmp_path: Path) -> None:
    iku = f"{IKU}\n" + "".join(f"V{n},a,1.1,2026,%,maximize,last,\n" for n in range(len(STEPS) + 1))
    results = f"{RESULTS}\n" + "".join(f"V{n},1.1,2026-TW1,100,{value}\n" for n, (value, _) in enumerate(STEPS))
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(
            con,
            "select actual, realisation_band, ytd_realisation_band from marts.iku_periods "
            "where period = '2026-TW1' order by iku_id",
        )
    assert found == [*((value, band, band) for value, band in STEPS), (None, None, None)]


@pytest.mark.parametrize(("actual", "kemenkeu", "banjarnegara"), [(70, "below", "near"), (90.01, "near", "met")])
def test_the_scheme_of_lights_is_a_setting(tmp_path: Path, actual: float, kemenkeu: str, banjarnegara: str) -> None:
    tables = {"unit": small_store.UNITS, "iku": f"{IKU}\nA,a,1.1,2026,%,maximize,last,100\n"}
    home = small_store.make(tmp_path, {**tables, "capaian_iku": f"{RESULTS}\nA,1.1,2026-TW1,100,{actual}\n"})
    asked = "select status from marts.iku_periods where period = '2026-TW1'"
    with small_store.marts(home) as con:
        assert small_store.column(con, asked) == [kemenkeu]
    with small_store.marts(home, settings={"iku_status_scheme": "iku_status_banjarnegara"}) as con:
        assert small_store.column(con, asked) == [banjarnegara]


def test_the_cap_is_a_setting_and_the_uncapped_value_stays(tmp_path: Path) -> None:
    tables = {"unit": small_store.UNITS, "iku": f"{IKU}\nA,a,1.1,2026,%,maximize,last,100\n"}
    home = small_store.make(tmp_path, {**tables, "capaian_iku": f"{RESULTS}\nA,1.1,2026-TW1,100,150\n"})
    for cap, score in (("12000", 120.0), ("10000", 100.0), ("100000000", 150.0)):
        with small_store.marts(home, settings={"iku_cap_e2": cap}) as con:
            assert small_store.column(con, "select achievement_pct from marts.iku_periods where actual = 150") == [150]
            scores = "select iku_score_pct from marts.unit_periods where unit_id = '1' and period = '2026-TW1'"
            assert small_store.column(con, scores) == [score]


def test_an_imported_achievement_stands_beside_ours_with_its_difference(tmp_path: Path) -> None:
    iku = f"{IKU}\nA,a,1.1,2026,%,minimize,last,50\nB,b,1.1,2026,%,minimize,last,50\n"
    results = f"{RESULTS},capaian_pct\nA,1.1,2026-TW1,100,80,125\nA,1.1,2026-TW2,100,80,120.5\nB,1.1,2026-TW1,0,80,99\n"
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(
            con,
            "select imported_achievement_pct, imported_difference_pct, is_imported_different from marts.iku_periods "
            "where imported_achievement_pct is not null order by iku_id, period",
        )
    assert found == [(125, 5, True), (120.5, 0.5, False), (99, None, None)]


QUARTERS = ("TW1", "TW2", "TW3", "TW4")


def _years(code: str, polarity: str, targets: dict[int, tuple[float, float]]) -> tuple[str, str]:
    """Return an indicator's lines of both kinds: year → target and the result of each quarter."""
    iku = "".join(f"{code},a,1.1,{year},%,{polarity},last,,{target}\n" for year, (target, _) in targets.items())
    results = "".join(
        f"{code},1.1,{year}-{quarter},{target},{actual}\n"
        for year, (target, actual) in targets.items()
        for quarter in QUARTERS
        if year < 2026
    )
    return iku, results


def _joined(parts: list[tuple[str, str]]) -> tuple[str, str]:
    """Return the CSV text of promises and of results."""
    promised, reached = zip(*parts, strict=True)
    return f"{IKU},target_tahunan\n{''.join(promised)}", f"{RESULTS}\n{''.join(reached)}"


def test_a_target_no_better_than_last_years_result_is_said(tmp_path: Path) -> None:
    parts = [
        _years("A", "maximize", {2025: (80, 90), 2026: (90, 0)}),
        _years("B", "maximize", {2025: (80, 90), 2026: (91, 0)}),
        _years("C", "minimize", {2025: (80, 70), 2026: (70, 0)}),
        _years("D", "minimize", {2025: (80, 70), 2026: (69, 0)}),
        _years("E", "stabilize", {2025: (80, 70), 2026: (69, 0)}),
        _years("F", "maximize", {2026: (69, 0)}),
    ]
    iku, results = _joined(parts)
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(
            con,
            "select iku_id, year_target, last_year_actual, is_no_better_than_last_year from marts.iku_targets "
            "where year = 2026 order by iku_id",
        )
        unit = rows(con, "select iku_count, compared_count, no_better_count from marts.unit_targets "
                         "where unit_id = '1' and year = 2026")  # fmt: skip
    assert found == [
        ("A", 90, 90, True),
        ("B", 91, 90, False),
        ("C", 70, 70, True),
        ("D", 69, 70, False),
        ("E", 69, 70, None),
        ("F", 69, None, None),
    ]
    assert unit == [(6, 4, 2)]


def test_a_target_that_is_the_best_there_is_is_not_called_weak(tmp_path: Path) -> None:
    promised = f"{IKU},target_tahunan,target_tahunan_label\n" + "".join(
        f"{code},{code},1.1,{year},{unit},{polarity},last,,{target},{grade}\n"
        for year in (2024, 2025)
        for code, unit, polarity, target, grade in (
            ("OPINI", "opini", "maximize", "", "WTP"),
            ("SAKIP", "predikat", "maximize", "", "BB"),
            ("SEMUA", "%", "maximize", 100, ""),
            ("LEBIH", "%", "maximize", 100, ""),
            ("NOL", "kasus", "minimize", 0, ""),
            ("TIGA", "kasus", "minimize", 3, ""),
            ("SERATUS", "dokumen", "maximize", 100, ""),
        )
    )
    reached = f"{RESULTS},target_label,realisasi_label\n" + "".join(
        f"{code},1.1,{year},{target},{actual},{grade},{grade}\n"
        for year in (2024, 2025)
        for code, target, actual, grade in (
            ("OPINI", "", "", "WTP"),
            ("SAKIP", "", "", "BB"),
            ("SEMUA", 100, 100, ""),
            ("LEBIH", 100, 104, ""),
            ("NOL", 0, 0, ""),
            ("TIGA", 3, 3, ""),
            ("SERATUS", 100, 100, ""),
        )
    )
    with small_store.checked(tmp_path, {"iku": promised, "capaian_iku": reached}) as con:
        found = rows(
            con,
            "select iku_id, is_best_possible, is_no_better_than_last_year, is_always_met, year_target_label, "
            "last_year_actual_label from marts.iku_targets where year = 2025 order by iku_id",
        )
    assert found == [
        ("LEBIH", False, True, True, None, None),
        ("NOL", True, None, False, None, None),
        ("OPINI", True, None, False, "WTP", "WTP"),
        ("SAKIP", False, True, True, "BB", "BB"),
        ("SEMUA", True, None, False, None, None),
        ("SERATUS", False, True, True, None, None),
        ("TIGA", False, True, True, None, None),
    ]


def test_targets_never_missed_and_never_tested_are_told_apart(tmp_path: Path) -> None:
    parts = [
        _years("A", "maximize", {2023: (80, 79), 2024: (80, 90), 2025: (80, 90)}),
        _years("B", "maximize", {2024: (80, 79), 2025: (80, 90)}),
        _years("C", "maximize", {2025: (80, 90)}),
    ]
    iku, results = _joined(parts)
    with small_store.checked(
        tmp_path, {"iku": iku + "D,d,1.1,2025,%,maximize,last,,5\n", "capaian_iku": results}
    ) as con:
        found = rows(
            con,
            "select iku_id, met_year_count, is_always_met, last_missed_period, is_never_tested from marts.iku_targets "
            "where year = 2025 order by iku_id",
        )
    assert found == [
        ("A", 2, True, "2023-TW4", False),
        ("B", 1, False, "2024-TW4", False),
        ("C", 1, False, None, False),
        ("D", None, False, None, True),
    ]


def test_a_target_changed_in_october_is_late_and_a_result_only_after_its_year(tmp_path: Path) -> None:
    head = "load_id,loaded_at,ended_at,ended_by,ended_as"
    results = (
        f"{RESULTS},{head}\n"
        "A,1.1,2025-TW1,10,8,L1,2025-04-10,2025-09-30 23:59:59,L2,superseded\n"
        "A,1.1,2025-TW1,11,9,L2,2025-09-30 23:59:59,2025-10-01,L3,superseded\n"
        "A,1.1,2025-TW1,9,9.5,L3,2025-10-01,2026-01-01,L4,superseded\n"
        "A,1.1,2025-TW1,9,9,L4,2026-01-01,,,\n"
    )
    iku = (
        f"{IKU},target_tahunan,{head}\n"
        "A,a,1.1,2025,%,maximize,last,100,40,L1,2025-01-10,2025-11-10,L3,superseded\n"
        "A,a,1.1,2025,%,maximize,last,100,35,L3,2025-11-10,,,\n"
    )
    loads = "load_id,file_name,loaded_at\n" + "".join(f"L{n},{n}.csv,2025-05-1{n}\n" for n in (2, 3, 4))
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results, "loads": loads}) as con:
        found = rows(
            con,
            "select period, field, old_value, new_value, is_late from marts.iku_revisions order by revised_at, field",
        )
        signs = rows(
            con,
            "select revision_count, late_revision_count, target_revision_count, is_revised_late from marts.iku_targets",
        )
        unit = rows(con, "select revision_count, late_revision_count, revised_late_count, late_revision_share "
                         "from marts.unit_targets where unit_id = '1'")  # fmt: skip
    assert found == [
        ("2025-TW1", "actual", 8, 9, False),
        ("2025-TW1", "target", 10, 11, False),
        ("2025-TW1", "actual", 9, 9.5, False),
        ("2025-TW1", "target", 11, 9, True),
        ("2025", "annual_target", 40, 35, True),
        ("2025-TW1", "actual", 9.5, 9, True),
    ]
    assert signs == [(6, 3, 3, True)]
    assert unit == [(6, 3, 1, 0.5)]


def test_a_promise_whose_year_has_not_begun_is_not_called_untested(tmp_path: Path) -> None:
    """Nothing is due in 2027 yet; what was judged and missed up to it still stands."""
    parts = [_years("A", "maximize", {2024: (80, 79), 2025: (80, 90), 2027: (95, 0)})]
    iku, results = _joined(parts)
    results = "".join(line for line in results.splitlines(keepends=True) if "2027" not in line)
    asked = "is_final, is_never_tested, last_missed_period, met_year_count, is_always_met"
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(con, f"select {asked} from marts.iku_targets where year = 2027")
        unit = rows(con, "select never_tested_count from marts.unit_targets where unit_id = '1' and year = 2027")
    assert found == [(False, False, "2024-TW4", None, False)]
    assert unit == [(0,)]


def test_a_year_that_ended_well_does_not_hide_its_missed_quarter(tmp_path: Path) -> None:
    iku = f"{IKU},target_tahunan\n" + "".join(f"{code},a,1.1,2025,%,maximize,last,,80\n" for code in "AB")
    results = f"{RESULTS}\nA,1.1,2025-TW1,80,70\nA,1.1,2025,80,90\nB,1.1,2025-TW1,80,90\nB,1.1,2025,,90\n"
    asked = "iku_id, year_actual, met_year_count, last_missed_period, is_never_tested"
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(con, f"select {asked} from marts.iku_targets order by iku_id")
    assert found == [("A", 90, 0, "2025-TW1", False), ("B", 90, 1, None, False)]


WORDS = "load_id,loaded_at,ended_at,ended_by,ended_as"


def test_a_changed_grade_is_a_revision(tmp_path: Path) -> None:
    head = f"kode_iku,kode_unit,periode,target_label,realisasi_label,{WORDS}"
    results = (
        f"{head}\nA,1.1,2025,WTP,WDP,L1,2025-04-10,2025-11-01,L2,superseded\nA,1.1,2025,WDP,WDP,L2,2025-11-01,,,\n"
    )
    iku = (
        f"{IKU},target_tahunan_label,{WORDS}\n"
        "A,a,1.1,2025,opini,maximize,last,100,WTP,L1,2025-01-10,2025-11-01,L2,superseded\n"
        "A,a,1.1,2025,opini,maximize,last,100,WDP,L2,2025-11-01,,,\n"
    )
    loads = "load_id,file_name,loaded_at\nL2,2.csv,2025-11-01\n"
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results, "loads": loads}) as con:
        found = rows(con, "select field, old_value, new_value, is_late from marts.iku_revisions order by field")
    assert found == [("annual_target", 4, 3, True), ("target", 4, 3, True)]


def test_a_revision_follows_the_words_of_its_own_source(tmp_path: Path) -> None:
    """One source says 8, 9 and 7; the other said 7 all along and is the one that counts, once they agree."""
    results = (
        f"{RESULTS},source,{WORDS}\n"
        "A,1.1,2025-TW1,10,8,satu,L1,2025-04-10,2025-06-01,L3,superseded\n"
        "A,1.1,2025-TW1,10,7,dua,L2,2025-05-01,,,\n"
        "A,1.1,2025-TW1,10,9,satu,L3,2025-06-01,2025-07-01,L4,superseded\n"
        "A,1.1,2025-TW1,10,7,satu,L4,2025-07-01,2025-07-01,L4,duplicate\n"
    )
    tables = {"iku": f"{IKU}\nA,a,1.1,2025,%,maximize,last,100\n", "capaian_iku": results}
    tables["loads"] = "load_id,file_name,loaded_at\n" + "".join(f"L{n},{n}.csv,2025-05-1{n}\n" for n in (2, 3, 4))
    with small_store.checked(tmp_path, tables) as con:
        found = rows(con, "select old_value, new_value, old_load_id, new_load_id from marts.iku_revisions order by 3")
    assert found == [(8, 9, "L1", "L3"), (9, 7, "L3", "L4")]
