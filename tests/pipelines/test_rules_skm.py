"""The IKM of PermenPANRB 14/2017 on a few respondents: rounding, weights, missing answers, margin."""

from pathlib import Path

import pytest
import small_store


def _responses(answers: list[str], service: str = "KTP") -> str:
    rows = [f"1.1,{service},2026-02-03,R{number},{answer}" for number, answer in enumerate(answers)]
    return "\n".join([f"kode_unit,layanan,tanggal,id_responden,{small_store.ELEMENTS}", *rows])


def _skm(tmp_path: Path, answers: list[str]) -> dict[str, object]:
    home = small_store.make(tmp_path, {"unit": small_store.UNITS, "skm": _responses(answers)})
    with small_store.marts(home) as con:
        rows = con.sql(
            "select * from marts.skm_periods where unit_id = '1.1' and period = '2026-TW1' and service_name is null"
        ).pl()
    return rows.to_dicts()[0]


def test_all_fours_give_100_and_99_with_the_weight_of_011(tmp_path: Path) -> None:
    found = _skm(tmp_path, ["4,4,4,4,4,4,4,4,4"] * 3)
    assert (found["ikm"], found["ikm_grade"]) == (pytest.approx(100), "A")
    assert (found["ikm_weight_011"], found["ikm_grade_011"]) == (pytest.approx(99), "A")
    assert found["margin"] == 0


def test_ikm_is_rounded_at_the_end_and_the_weight_of_011_costs_a_grade(tmp_path: Path) -> None:
    # mean 3.5333 → 88.33 A; rounded to 3.53 first it would be 88.25 B, and with a weight of 0.11 it is 87.45 B
    found = _skm(tmp_path, ["4,4,4,4,4,4,4,4,4"] * 8 + ["3,3,3,3,3,3,3,3,3"] * 7)
    assert found["ikm"] == pytest.approx(88.333333)
    assert found["ikm_weight_011"] == pytest.approx(87.45)
    assert (found["ikm_grade"], found["ikm_grade_011"]) == ("A", "B")


def test_a_missing_answer_leaves_the_mean_to_those_who_answered(tmp_path: Path) -> None:
    found = _skm(tmp_path, ["4,4,4,4,4,4,4,4,4", "2,4,4,4,4,4,4,4,", "3,4,4,4,4,4,4,4,2"])
    assert found["requirement_avg"] == 3
    assert found["facilities_avg"] == 3
    assert found["ikm"] == pytest.approx((3 + 7 * 4 + 3) / 9 * 25)
    assert found["sample_note"] == "few_respondents"


def test_an_element_nobody_answered_is_left_out_and_said(tmp_path: Path) -> None:
    found = _skm(tmp_path, ["4,4,4,4,4,4,4,4,"] * 40)
    assert found["facilities_avg"] is None
    assert found["ikm"] == pytest.approx(100)
    assert found["sample_note"] == "elements_missing"


def test_margin_is_that_of_the_respondents_scores(tmp_path: Path) -> None:
    # scores 100, 75, 50: standard deviation 25, margin 1.96 × 25 ÷ √3
    found = _skm(tmp_path, ["4,4,4,4,4,4,4,4,4", "3,3,3,3,3,3,3,3,3", "2,2,2,2,2,2,2,2,2"])
    assert found["margin"] == pytest.approx(1.96 * 25 / 3**0.5)


def test_one_respondent_has_no_margin(tmp_path: Path) -> None:
    assert _skm(tmp_path, ["4,3,4,4,4,4,4,4,4"])["margin"] is None
