"""Penilaian kinerja: who still waits, apart from a low predicate; the pattern as a guide; names only where allowed."""

import csv
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from published import APP, unfold
from streamlit.testing.v1 import AppTest

from dashboard import access, language, warehouse
from dashboard.charts import nine_box, predicates, sources, template
from dashboard.components import appraisal_spread, appraisal_view, feedback_view, talent_view
from dashboard.queries import appraisal_review, rewards, talent, work_and_feedback

RATED: dict[str, Any] = {
    "period": "2026-TW2",
    "employee_count": 33,
    "rated_count": 28,
    "very_good_count": 3,
    "good_count": 25,
    "needs_improvement_count": 0,
    "poor_count": 0,
    "very_poor_count": 0,
    "organisation_predicate": "good",
    "pattern_status": "deviates",
    "moves_to_fit_count": 6,
}
RATERS = pl.DataFrame({"waiting_count": [5, 0], "file_status": ["missing", "complete"]})

ROOT = Path(__file__).parents[2]


def opened(role: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": role, "unit": "6171", **address})
    return app.run().switch_page("app_pages/penilaian_kinerja.py").run()


def test_the_finding_counts_people_and_says_what_waits() -> None:
    assert appraisal_view.headline("Dinas A", RATED) == "28 dari 33 pegawai Dinas A sudah dinilai pada TW II 2026"
    assert appraisal_view.second(RATED, RATERS) == (
        "1 penilai masih ditunggu; sebaran predikat menyimpang dari pola predikat organisasi Baik."
    )
    language.use("en")
    assert appraisal_view.headline("Dinas A", RATED) == "28 of 33 employees of Dinas A were rated for Q2 2026"


def test_nothing_in_is_not_zero() -> None:
    assert appraisal_view.headline("Dinas A", None) == "Penilaian kinerja Dinas A belum masuk pada periode ini"
    calm = {**RATED, "pattern_status": "not_judged"}
    assert appraisal_view.second(calm, RATERS.clear()) == "Belum dinilai bukan berarti berkinerja rendah."


@pytest.mark.parametrize(
    ("least", "most", "short", "excess", "verdict"),
    [(6, None, 6, 0, "selisih 6 orang"), (None, 19, 0, 6, "selisih 6 orang"), (1, 19, 0, 0, "sesuai")],
)
def test_a_condition_says_the_people_it_takes(
    least: int | None, most: int | None, short: int, excess: int, verdict: str
) -> None:
    about = {f"is_about_{code}": code == "good" for code in appraisal_spread.appraisals.PREDICATES}
    bounds = {"least_count": least, "most_count": most, "short_count": short, "excess_count": excess}
    cells = appraisal_spread._condition({**about, **bounds, "rated_count": 28, "people_count": 25})
    assert verdict in cells["Nyatanya"]
    assert "Baik" in cells["Predikat"]


def test_the_change_is_split_into_standard_and_people() -> None:
    last = {
        "period": "2026-TW2",
        "previous_period": "2026-TW1",
        "top_share": 0.30,
        "previous_top_share": 0.20,
        "top_change": 0.10,
        "top_standard": 0.06,
        "top_composition": 0.04,
        "both_count": 80,
        "raised_count": 9,
        "lowered_count": 4,
        "reason": None,
    }
    assert appraisal_spread.change_title(last).startswith("Bagian Sangat Baik 30")
    assert "9 naik dan 4 turun" in appraisal_spread.change_split(last)
    assert "standar penilaian: 6,0 poin" in appraisal_spread.change_split(last)
    unsplit = {**last, "top_standard": None, "reason": "few_rated_twice"}
    assert appraisal_spread.change_split(unsplit) == "Tidak dipisah: terlalu sedikit orang yang dinilai dua kali."


def test_each_bar_is_everyone_rated_in_its_unit() -> None:
    counts = {"very_good_count": [1], "good_count": [2], "needs_improvement_count": [1], "poor_count": [0]}
    units = pl.DataFrame({"unit_name": ["Dinas A"], "rated_count": [4], "very_poor_count": [0], **counts})
    figure = predicates.spread(units)
    assert sum(bar.x[0] for bar in figure.data) == pytest.approx(100)
    assert [bar.marker.color for bar in figure.data][:2] == [template.BETTER, template.MAIN]
    assert "Dinas A: Sangat Baik 1, Baik 2, Butuh Perbaikan 1" in predicates.description(units)


@pytest.mark.parametrize("part", appraisal_view.PARTS)
def test_every_part_opens_from_its_address(part: str, sample: Path) -> None:
    app = opened("pengelola_data", bagian=part)
    assert not app.exception
    assert not app.error
    assert "sudah dinilai pada" in app.title[0].value.replace("\\", "")


def test_a_planner_sees_counts_and_no_appraiser(sample: Path) -> None:
    app = opened("perencana", bagian="kelengkapan")
    assert not app.exception
    assert [table for table in app.table if "Unit" in table.value.columns]
    assert not [table for table in app.table if "Penilai" in table.value.columns]
    warehouse.pin()
    planner = access.decide(is_synthetic=True, without_login=False, role="perencana")
    for query in (appraisal_review.raters, appraisal_review.gaps):
        assert query(warehouse.cursor(), planner, "6171", "2026-TW2").is_empty()
        assert query(warehouse.cursor(), access.FULL, "6171", "2026-TW2").height


def test_feedback_of_too_few_people_is_hidden_and_says_so() -> None:
    rows = {"period": "2026-S1", "aspect": None, "rater_type": None, "scored_count": 4, "score_pct": None}
    hidden = pl.DataFrame([rows])
    assert feedback_view.feedback_title(hidden) == (
        "Umpan balik 360 Semester I 2026, 4 orang: skor gabungan belum dapat ditampilkan"
    )
    shown = pl.DataFrame([{**rows, "scored_count": 26, "score_pct": 75.04}])
    assert feedback_view.feedback_title(shown) == "Umpan balik 360 Semester I 2026: 75,0 dari 100, rata-rata 26 orang"


def test_feedback_has_no_mark_for_what_may_not_be_shown() -> None:
    rows = pl.DataFrame(
        [
            {"aspect": "loyal", "rater_type": None, "score_pct": 75.0},
            {"aspect": "loyal", "rater_type": "rekan", "score_pct": None},
            {"aspect": "adaptif", "rater_type": "diri", "score_pct": 84.0},
        ]
    )
    figure = sources.scores(rows)
    assert [(list(trace.x), trace.marker.symbol) for trace in figure.data] == [
        ([84.0], "diamond-open"),
        ([75.0], "circle"),
    ]
    assert sources.key(rows) == "● Gabungan · ◇ Diri sendiri"


def test_feedback_and_rewards_never_reach_past_the_chosen_period(sample: Path) -> None:
    warehouse.pin()
    place = (warehouse.cursor(), access.FULL, "6171")
    assert work_and_feedback.feedback(*place, "2026-TW1").is_empty()  # the half-year had not ended
    assert set(work_and_feedback.feedback(*place, "2026-TW2")["period"]) == {"2026-S1"}
    assert set(rewards.candidates(*place, "2026-TW2")["period"]) <= {"2025", "2026-TW2"}
    assert set(rewards.candidates(*place, "2025-TW3")["period"]) <= {"2024", "2025-TW3"}
    assert set(rewards.teams(*place, "2025-TW3")["period"]) == {"2025-TW3"}


def test_the_counts_of_a_rule_are_the_people_behind_it(sample: Path) -> None:
    warehouse.pin()
    place = (warehouse.cursor(), access.FULL, "6171", "2026-TW2")
    counts = {row["reward_rule_id"]: row["candidate_count"] for row in rewards.reward_rules(*place).to_dicts()}
    named = rewards.candidates(*place).group_by("reward_rule_id").len()
    assert {code: n for code, n in counts.items() if n} == dict(named.iter_rows())


def test_a_planner_gets_counts_of_candidates_and_no_name(sample: Path) -> None:
    warehouse.pin()
    planner = access.decide(is_synthetic=True, without_login=False, role="perencana")
    place = (warehouse.cursor(), planner, "6171", "2026-TW2")
    assert rewards.candidates(*place).is_empty()
    assert rewards.reward_rules(*place)["candidate_count"].sum()
    app = opened("perencana", bagian="penghargaan")
    assert not app.exception
    assert not app.dataframe


def test_coaching_is_never_said_to_lead_to_a_penalty(sample: Path) -> None:
    app = opened("pengelola_data", bagian="penghargaan")
    said = [text.value for text in app.caption if "hukuman" in text.value]
    assert said
    assert all("tidak pernah mengarah ke hukuman" in text for text in said)
    assert any("setelan" in text for text in app.table[0].value.to_string().split("\n"))


def test_a_work_result_that_cannot_be_judged_is_neither_reached_nor_failed() -> None:
    row = {"aspect": "waktu", "person_count": 5, "met_share": 0.5, "met_count": 2, "judged_count": 4}
    told = feedback_view._aspect({**row, "unreported_count": 3, "unread_count": 1, "reason": None})
    assert "2 dari 4 hasil kerja" in told["Mencapai target"]
    assert told["Tidak terhitung"] == "3 belum dilaporkan, 1 tidak terukur"
    few = feedback_view._aspect(
        {**row, "person_count": 4, "met_share": None, "reason": "few_people", "unreported_count": 0, "unread_count": 0}
    )
    assert "disembunyikan" in few["Mencapai target"]
    assert "2 dari 4" not in few["Mencapai target"]


def test_a_plan_that_still_runs_is_called_provisional() -> None:
    plan = {"period": ["2026"], "is_complete": [False]}
    assert feedback_view.work_coverage(pl.DataFrame(plan)).startswith("Sementara: masa rencana belum berakhir.")
    done = feedback_view.work_coverage(pl.DataFrame({**plan, "is_complete": [True]}))
    assert done.startswith("Rencana hasil kerja 2026.")


def test_the_boxes_are_numbered_as_the_reference_numbers_them() -> None:
    with (ROOT / "data/reference/nine_boxes.csv").open(encoding="utf-8") as file:
        stated = {(row["potential"], row["performance"]): int(row["box"]) for row in csv.DictReader(file)}
    drawn = {
        (potential, rating): box
        for rating, boxes in nine_box.NUMBERS.items()
        for potential, box in zip(nine_box.POTENTIALS, boxes, strict=True)
    }
    assert drawn == stated


def test_a_hidden_box_looks_like_an_empty_one_and_never_like_zero() -> None:
    grid = pl.DataFrame({"box": [5, 9], "person_count": [40, None]}, schema={"box": pl.Int64, "person_count": pl.Int64})
    assert nine_box.counts(grid, is_complete=False)[5] == 40
    assert {box for box, count in nine_box.counts(grid, is_complete=False).items() if count is None} == (
        set(range(1, 10)) - {5}
    )
    assert nine_box.counts(grid, is_complete=True)[6] == 0
    texts = [label.text for label in nine_box.boxes(grid, is_complete=False).layout.annotations]
    assert sum("n kecil" in text for text in texts) == 8


def test_a_planner_sees_no_small_box_and_nobody_in_it(sample: Path) -> None:
    warehouse.pin()
    planner = access.decide(is_synthetic=True, without_login=False, role="perencana")
    everyone = talent.talent_grid(warehouse.cursor(), access.FULL, "6171.1.02", "2026-TW2")
    seen = talent.talent_grid(warehouse.cursor(), planner, "6171.1.02", "2026-TW2")
    assert everyone["person_count"].min() < 10  # type: ignore[operator]
    assert seen["person_count"].drop_nulls().min() >= 10  # type: ignore[operator]
    assert seen["person_count"].null_count() == everyone.filter(pl.col("person_count") < 10).height
    assert talent.talents(warehouse.cursor(), planner, "6171.1.02", "2026-TW2").is_empty()
    persons = talent.talents(warehouse.cursor(), access.FULL, "6171.1.02", "2026-TW2")
    assert persons.height == everyone["person_count"].sum()
    assert talent.talent_grid(warehouse.cursor(), access.FULL, "6171.1.02", "2024-TW2").is_empty()


def test_a_disagreement_is_counted_in_words() -> None:
    counted = {"mismatch_count": [1, 2], "row_by_row_count": [0, 2], "performance_mismatch_count": [4, 0]}
    assert talent_view.disagreement(pl.DataFrame(counted)) == (
        "Kotak dari sumber berbeda dari hitungan: 3 orang, 2 di antaranya karena dinomori baris demi baris. "
        "Kategori kinerja berbeda dari predikat tahunan: 4 orang."
    )


def test_a_head_off_the_organisations_predicate_is_flagged_for_those_who_may_see(sample: Path) -> None:
    warehouse.pin()
    planner = access.decide(is_synthetic=True, without_login=False, role="perencana")
    place = ("6171", "2026-TW2")
    assert appraisal_review.heads(warehouse.cursor(), planner, *place).is_empty()
    rows = appraisal_review.heads(warehouse.cursor(), access.FULL, *place)
    for row in rows.iter_rows(named=True):
        told = appraisal_spread._head(row)["Rating kepala"]
        agrees = row["result_rating"] == row["rating_by_organisation"]
        assert ("berbeda" in told) is (not agrees)
    assert rows["is_consistent"].n_unique() == 2


@pytest.mark.parametrize("role", ["kepala", "perencana", "pengelola_data"])
def test_a_unit_with_a_pattern_opens_and_says_how_many_people_it_is_off(role: str, sample: Path) -> None:
    app = unfold(opened(role, unit="6171.1.02", sebagai="6171.1.02", periode="2026-TW2", bagian="talenta"))
    assert not app.exception
    assert not app.error
    assert [text.value for text in app.caption if "panduan, bukan kuota" in text.value]
    assert len(app.dataframe) == (1 if role == "perencana" else 2)
