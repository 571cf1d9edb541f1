"""The marts of indicators: what counts, what stays out and is said, what nothing may turn into 0."""

import datetime as dt
from pathlib import Path

import pytest
import small_store
from small_store import IKU, RESULTS, rows

from pipelines import checks


def _ytd(root: Path, consolidation: str, results: str) -> list[tuple[object, ...]]:
    iku = f"{IKU}\nA,a,1.1,2026,%,maximize,{consolidation},100\n"
    with small_store.checked(root, {"iku": iku, "capaian_iku": f"{RESULTS}\n{results}"}) as con:
        return rows(
            con,
            "select right(period, 3), ytd_target, ytd_actual, ytd_achievement_pct, ytd_period_count, ytd_reason "
            "from marts.iku_periods where target is not null or actual is not null order by period",
        )


def test_sum_adds_filled_periods_to_the_targets_of_the_same_periods(tmp_path: Path) -> None:
    found = _ytd(tmp_path, "sum", "A,1.1,2026-TW1,10,8\nA,1.1,2026-TW2,10,\nA,1.1,2026-TW3,20,22\n")
    assert found == [
        ("TW1", 10, 8, 80.0, 1, None),
        ("TW2", 10, 8, 80.0, 1, None),
        ("TW3", 30, 30, 100.0, 2, None),
    ]


def test_average_is_over_filled_periods_only(tmp_path: Path) -> None:
    found = _ytd(tmp_path, "average", "A,1.1,2026-TW1,10,8\nA,1.1,2026-TW2,90,\nA,1.1,2026-TW3,30,40\n")
    assert found[2] == ("TW3", 20, 24, pytest.approx(120), 2, None)


def test_last_is_the_filled_period_with_the_highest_number(tmp_path: Path) -> None:
    found = _ytd(tmp_path, "last", "A,1.1,2026-TW1,20,10\nA,1.1,2026-TW2,25,\nA,1.1,2026-TW3,30,30\n")
    assert found == [
        ("TW1", 20, 10, 50.0, 1, None),
        ("TW2", 20, 10, 50.0, 1, None),
        ("TW3", 30, 30, 100.0, 2, None),
    ]


def test_zero_is_filled_and_empty_is_not(tmp_path: Path) -> None:
    found = _ytd(tmp_path, "average", "A,1.1,2026-TW1,10,0\nA,1.1,2026-TW2,10,\nA,1.1,2026-TW3,10,10\n")
    assert [row[2] for row in found] == [0, 0, 5]


def test_a_filled_period_without_a_target_leaves_the_year_unjudged(tmp_path: Path) -> None:
    found = _ytd(tmp_path, "sum", "A,1.1,2026-TW1,,8\nA,1.1,2026-TW2,10,10\n")
    assert found == [("TW1", None, 8, None, 1, "no_target"), ("TW2", None, 18, None, 2, "no_target")]


def test_without_period_targets_the_end_of_the_year_is_measured_by_the_years_target(tmp_path: Path) -> None:
    kinds = ("sum", "average", "last")
    iku = f"{IKU},target_tahunan\n" + "".join(f"{kind},a,1.1,2025,%,maximize,{kind},,40\n" for kind in kinds)
    full = "".join(f"{kind},1.1,2025-TW{n},,{10 * n}\n" for kind in kinds for n in (1, 2, 3, 4))
    asked = "select iku_id, ytd_actual, ytd_target, ytd_reason from marts.iku_periods where period = '{}' order by all"
    with small_store.checked(tmp_path / "a", {"iku": iku, "capaian_iku": f"{RESULTS}\n{full}"}) as con:
        end, before = rows(con, asked.format("2025-TW4")), rows(con, asked.format("2025-TW3"))
    assert end == [("average", 25, 40, None), ("last", 40, 40, None), ("sum", 100, 40, None)]
    assert [row[2:] for row in before] == [(None, "no_target")] * 3
    gap = "".join(line for line in full.splitlines(keepends=True) if "TW2" not in line)
    with small_store.checked(tmp_path / "b", {"iku": iku, "capaian_iku": f"{RESULTS}\n{gap}"}) as con:
        assert rows(con, asked.format("2025-TW4"))[2] == ("sum", 80, None, "no_target")


def test_nothing_filled_is_no_data_and_never_zero(tmp_path: Path) -> None:
    for consolidation in ("sum", "average", "last"):
        found = _ytd(tmp_path / consolidation, consolidation, "A,1.1,2026-TW1,10,\n")
        assert found == [("TW1", None, None, None, 0, "no_data")]


def test_a_period_that_has_started_is_due_even_without_a_row(tmp_path: Path) -> None:
    iku = f"{IKU}\nA,a,1.1,2026,%,maximize,sum,50\nB,b,1.1,2026,%,maximize,sum,50\nC,c,1.1,2025,%,maximize,sum,100\n"
    results = f"{RESULTS}\nA,1.1,2026-TW1,10,8\nB,1.1,2026-06,10,8\nB,1.1,2026-01,10,8\n"
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        due = rows(con, "select iku_id, period, reason from marts.iku_periods where reason = 'no_data' order by all")
        periods = rows(
            con, "select period, is_complete, has_iku from marts.periods where period like '2026-TW%' order by all"
        )
    assert [row for row in due if row[0] == "A"] == [("A", "2026-TW2", "no_data"), ("A", "2026-TW3", "no_data")]
    assert [row[1] for row in due if row[0] == "B"] == ["2026-02", "2026-03", "2026-04", "2026-05", "2026-07"]
    assert [row[1] for row in due if row[0] == "C"] == ["2025-TW1", "2025-TW2", "2025-TW3", "2025-TW4"]
    assert periods == [("2026-TW1", True, True), ("2026-TW2", True, False), ("2026-TW3", False, False)]


def test_nothing_is_due_from_a_unit_before_it_was_there_or_after_it_closed(tmp_path: Path) -> None:
    units = "kode_unit,nama_unit,kode_induk,mulai,selesai\n1,Kota,,,\n1.9,Singkat,1,2025-04-01,2025-08-31\n"
    with small_store.checked(tmp_path, {"unit": units, "iku": f"{IKU}\nA,a,1.9,2025,%,maximize,sum,100\n"}) as con:
        assert small_store.column(con, "select period from marts.iku_periods order by all") == ["2025-TW2", "2025-TW3"]


def test_results_of_unknown_units_and_indicators_stay_out_and_are_said_at_theirrows(tmp_path: Path) -> None:
    iku = f"{IKU}\nA,a,1.1,2026,%,maximize,sum,100\nB,b,9.9,2026,%,maximize,sum,100\n"
    results = (
        f"{RESULTS}\nA,1.1,2026-TW1,10,8\nZ,1.1,2026-TW1,10,8\nA,9.9,2026-TW1,10,8\n"
        "A,1.2,2026-TW1,10,8\nA,1.1,2025-TW1,10,8\n"
    )
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(con, "select kind, row_number, code, column_name, value from marts.findings order by all")
        shown = rows(con, "select iku_id, unit_id, period from marts.iku_periods where actual is not null")
    assert shown == [("A", "1.1", "2026-TW1")]
    assert found == [
        ("capaian_iku", 3, "iku-tidak-dikenal", "kode_iku", "Z"),
        ("capaian_iku", 4, "unit-tidak-dikenal", "kode_unit", "9.9"),
        ("capaian_iku", 5, "iku-tidak-dikenal", "kode_iku", "A"),
        ("capaian_iku", 6, "iku-tidak-dikenal", "kode_iku", "A"),
        ("iku", 3, "unit-tidak-dikenal", "kode_unit", "9.9"),
    ]


def test_an_imported_achievement_is_compared_and_a_small_difference_forgiven(tmp_path: Path) -> None:
    iku = f"{IKU}\nA,a,1.1,2026,%,minimize,last,50\nB,b,1.1,2026,%,minimize,last,50\n"
    results = (
        f"{RESULTS},capaian_pct\nA,1.1,2026-TW1,100,80,125\nA,1.1,2026-TW2,100,80,120.5\nB,1.1,2026-TW1,100,80,120.51\n"
        "B,1.1,2026-TW2,0,80,99\n"
    )
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(con, "select row_number, code, value, expected_id, unit_id from marts.findings order by all")
    assert found == [
        (2, "capaian-beda-hitungan", "125.00", "120.00", "1.1"),
        (4, "capaian-beda-hitungan", "120.51", "120.00", "1.1"),
    ]


def test_weights_that_miss_100_are_said_once_at_the_first_row(tmp_path: Path) -> None:
    iku = (
        f"{IKU}\nA,a,1.1,2026,%,maximize,sum,60\nB,b,1.1,2026,%,maximize,sum,30\nC,c,1.2,2026,%,maximize,sum,\n"
        "D,d,1,2026,%,maximize,sum,33.333\nE,e,1,2026,%,maximize,sum,33.333\nF,f,1,2026,%,maximize,sum,33.333\n"
    )
    with small_store.checked(tmp_path, {"iku": iku}) as con:
        found = rows(con, "select row_number, code, value, column_name, unit_id, root_id from marts.findings")
        notes = rows(con, "select iku_id, weight, weight_note from marts.iku order by all")
    assert found == [(2, "bobot-bukan-100", "90.00", "bobot", "1.1", "1")]
    assert notes[2] == ("C", None, "equal_weights")
    assert {note for _, _, note in notes[:2] + notes[3:]} == {None}


def test_score_caps_once_renormalises_and_says_so(tmp_path: Path) -> None:
    iku = (
        f"{IKU}\nA,a,1.1,2026,%,maximize,last,50\nB,b,1.1,2026,%,maximize,last,30\nC,c,1.1,2026,%,maximize,last,20\n"
        "D,d,1.1.1,2026,%,maximize,last,100\n"
    )
    results = (
        f"{RESULTS}\nA,1.1,2026-TW1,100,200\nB,1.1,2026-TW1,100,80\nC,1.1,2026-TW1,100,\nD,1.1.1,2026-TW1,100,100\n"
    )
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        uncapped = small_store.column(
            con, "select achievement_pct from marts.iku_periods where iku_id = 'A' and actual > 0"
        )
        found = {
            row[0]: row[1:]
            for row in rows(
                con,
                "select unit_id, iku_score_pct, iku_count, iku_judged_count, iku_met_count, iku_exceeded_count, "
                "iku_near_count, weight_total, weight_judged, weight_covered_pct, cap_pct from marts.unit_periods "
                "where period = '2026-TW1'",
            )
        }
    assert uncapped == [200.0]
    # 1.1 and below: (50×120 + 30×80 + 100×100) ÷ 180
    assert found["1.1"] == (pytest.approx(18400 / 180), 4, 3, 2, 1, 1, 200, 180, 90.0, 120.0)
    assert found["1"] == found["1.1"]
    assert found["1.1.1"] == (100.0, 1, 1, 1, 0, 0, 100, 100, 100.0, 120.0)
    assert "1.2" not in found


def test_a_unit_without_weights_counts_its_indicators_alike(tmp_path: Path) -> None:
    iku = f"{IKU}\nA,a,1.1,2026,%,maximize,last,\nB,b,1.1,2026,%,maximize,last,\n"
    results = f"{RESULTS}\nA,1.1,2026-TW1,100,100\nB,1.1,2026-TW1,100,50\n"
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(
            con,
            "select iku_score_pct, weight_total, weight_note from marts.unit_periods "
            "where unit_id = '1.1' and period = '2026-TW1'",
        )
    assert found == [(75.0, 100.0, "equal_weights")]


def test_a_score_of_nothing_is_null(tmp_path: Path) -> None:
    with small_store.checked(tmp_path, {"iku": f"{IKU}\nA,a,1.1,2026,%,maximize,last,100\n"}) as con:
        found = rows(con, "select distinct iku_score_pct, iku_judged_count, weight_covered_pct from marts.unit_periods")
    assert found == [(None, 0, 0.0)]


def test_a_revision_keeps_the_old_value_and_who_replaced_it(tmp_path: Path) -> None:
    versions = (
        f"{RESULTS},realisasi_label,load_id,loaded_at,ended_at,ended_by,ended_as\n"
        "A,1.1,2026-TW1,10,8,,L1,2026-04-10,2026-05-10,L2,superseded\n"
        "A,1.1,2026-TW1,10,9,,L2,2026-05-10,2026-06-10,L3,superseded\n"
        "A,1.1,2026-TW1,12,,,L3,2026-06-10,,,\n"
        "A,1.1,2026-TW2,12,1,,L1,2026-04-10,2026-05-10,L2,quarantined\n"
        "B,1.1,2026-TW1,,,WDP,L1,2026-04-10,2026-05-10,L2,superseded\n"
        "B,1.1,2026-TW1,,,WTP,L2,2026-05-10,,,\n"
    )
    loads = "load_id,file_name,loaded_at\nL2,dua.csv,2026-05-10\nL3,tiga.csv,2026-06-10\n"
    promised = "".join(f"{code},{code},1.1,2026,x,maximize,last,50\n" for code in "AB")
    tables = {"iku": f"{IKU}\n{promised}", "capaian_iku": versions, "loads": loads}
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select iku_id, field, old_value, new_value, old_label, new_label, old_load_id, new_load_id "
            "from marts.iku_revisions order by revised_at, field, iku_id",
        )
    assert found == [
        ("A", "actual", 8, 9, None, None, "L1", "L2"),
        ("B", "actual", 3, 4, "WDP", "WTP", "L1", "L2"),
        ("A", "actual", 9, None, None, None, "L2", "L3"),
        ("A", "target", 10, 12, None, None, "L2", "L3"),
    ]


def test_a_build_as_of_a_day_knows_what_was_known_then(tmp_path: Path) -> None:
    versions = (
        f"{RESULTS},load_id,loaded_at,ended_at,ended_by,ended_as\n"
        "A,1.1,2026-TW1,10,8,L3,2026-04-10,2026-05-10,L2,superseded\nA,1.1,2026-TW1,10,9,L2,2026-05-10,,,\n"
    )
    loads = "load_id,file_name,loaded_at\nL0,awal.csv,2026-01-01\nL3,satu.csv,2026-04-10\nL2,dua.csv,2026-05-10\n"
    tables = {
        "unit": "kode_unit,nama_unit,loaded_at,load_id\n1.1,Dinas,2026-01-01,L0\n",
        "iku": f"{IKU},loaded_at,load_id\nA,a,1.1,2026,%,maximize,last,100,2026-01-01,L0\n",
        "capaian_iku": versions,
        "loads": loads,
    }
    home = small_store.make(tmp_path, tables)
    for as_of, actual, periods in ((dt.datetime(2026, 4, 30), 8, 2), (None, 9, 3), (dt.datetime(2026, 2, 1), None, 1)):
        with small_store.marts(home, as_of=as_of) as con:
            assert small_store.column(con, "select actual from marts.iku_periods where period = '2026-TW1'") == [actual]
            assert small_store.column(con, "select count(*) from marts.iku_periods") == [periods]
            assert small_store.column(con, "select as_of from marts.build") == [as_of or dt.datetime(2026, 7, 20, 8)]


def test_a_build_as_of_a_day_before_a_withdrawal_still_has_the_load(tmp_path: Path) -> None:
    tables = {
        "iku": f"{IKU},load_id,loaded_at,ended_at,ended_by,ended_as\n"
        "A,a,1.1,2026,%,maximize,last,100,L2,2026-07-20 09:00:00,2026-07-22,L2,withdrawn\n",
        "loads": "load_id,file_name,loaded_at,withdrawn_at\nL2,dua.csv,2026-07-20 09:00:00,2026-07-22\n",
    }
    home = small_store.make(tmp_path, {"unit": small_store.UNITS, **tables})
    for as_of, indicators, loads in ((None, 0, 1), (dt.datetime(2026, 7, 21), 1, 2)):
        with small_store.marts(home, as_of=as_of) as con:
            checks.run(con)
            assert small_store.column(con, "select count(*) from marts.iku") == [indicators]
            assert small_store.column(con, "select load_count from marts.build") == [loads]


@pytest.mark.parametrize(("points", "status"), [(5, "none"), (6, "provisional"), (11, "provisional"), (12, "full")])
def test_control_limits_need_six_points_and_are_provisional_below_twelve(
    tmp_path: Path, points: int, status: str
) -> None:
    periods = [f"{2023 + n // 4}-TW{n % 4 + 1}" for n in range(points)]
    iku = "\n".join([IKU, *(f"A,a,1.1,{year},%,maximize,last,100" for year in range(2023, 2027))])
    actuals = [10 if n % 2 else 12 for n in range(points - 1)] + [40]
    results = "\n".join([RESULTS, *(f"A,1.1,{p},10,{a}" for p, a in zip(periods, actuals, strict=True))])
    with small_store.checked(tmp_path, {"iku": iku, "capaian_iku": results}) as con:
        found = rows(
            con,
            "select limit_status, point_count, mean, lower_limit, upper_limit, is_signal, signal_rules "
            "from marts.iku_series order by period_order desc limit 1",
        )[0]
    mean = sum(actuals) / points
    width = 2.66 * 2  # every step is 2; the jump to 40 is beyond 3.267 mean steps and shapes no limit
    assert found[:3] == (status, points, pytest.approx(mean))
    if status == "none":
        assert found[3:] == (None, None, False, None)
    else:
        outside = mean + width < 40
        assert found[3:] == (
            pytest.approx(mean - width), pytest.approx(mean + width), outside, "beyond_limits" if outside else None
        )  # fmt: skip
    if status == "full":
        assert found[5] is True
