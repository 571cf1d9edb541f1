"""Penilaian kinerja: who still waits, apart from a low predicate; the pattern as a guide; names only where allowed."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from published import APP
from streamlit.testing.v1 import AppTest

from dashboard import access, language, warehouse
from dashboard.charts import predicates, template
from dashboard.components import appraisal_spread, appraisal_view
from dashboard.queries import appraisal_review

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
