"""Layanan publik: the index with its margin, the time people wait, and what its dates cannot mean."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from published import APP, publish_changed
from streamlit.testing.v1 import AppTest

from dashboard import access, language, warehouse
from dashboard.charts import elements, template
from dashboard.components import service_view
from dashboard.queries import services

SURVEY: dict[str, Any] = {
    "service_name": None,
    "respondent_count": 125,
    "ikm": 76.8,
    "ikm_grade": "B",
    "ikm_weight_011": 76.03,
    "ikm_grade_011": "C",
    "margin": 2.0,
    "sample_needed": 110,
    "is_sample_met": True,
    "time_avg": 2.9,
    "cost_avg": 3.4,
    "conduct_avg": None,
}
TIME: dict[str, Any] = {
    "service_name": None,
    "is_complaint": False,
    "case_count": 160,
    "on_time_share": 0.91,
    "on_time_low": 0.85,
    "on_time_high": 0.94,
    "judged_count": 151,
    "overdue_count": 8,
    "median_days": 1.0,
    "p90_days": 2.0,
    "day_count": "working",
    "median_waiting_minutes": 16.0,
    "p90_waiting_minutes": 31.0,
    "reason": None,
}


def test_the_finding_says_the_index_and_the_share_on_time() -> None:
    assert service_view.headline("Kota A", SURVEY, TIME) == (
        "Kota A: IKM 76,80 (mutu B) dan 91\u00a0% layanan tepat waktu"
    )
    assert service_view.second(SURVEY, TIME) == (
        "Unsur terendah Waktu penyelesaian (2,90 dari 4); "
        "8 berkas yang masuk pada periode ini masih terbuka lewat batas waktu."
    )
    language.use("en")
    assert service_view.headline("Kota A", SURVEY, TIME) == "Kota A: IKM 76.80 (grade B) and 91% of services on time"


def test_what_has_not_come_in_is_not_zero() -> None:
    assert service_view.headline("Kota A", None, None) == "Layanan Kota A belum ada datanya pada periode ini"
    untimed = {**TIME, "on_time_share": None, "reason": "no_deadline"}
    card = service_view._on_time(untimed)
    assert (card.value, card.note) == ("belum ada data", "berkasnya tanpa batas waktu")


def test_a_grade_that_the_011_weight_would_change_stands_out() -> None:
    cells = service_view._survey(SURVEY)
    assert ":orange" in cells["IKM"]
    assert "76,03" in cells["IKM"]
    same = service_view._survey({**SURVEY, "ikm_grade_011": "B"})
    assert ":orange" not in same["IKM"]


def test_a_sample_too_small_says_how_many_it_takes() -> None:
    small = {**SURVEY, "respondent_count": 12, "sample_needed": 15, "is_sample_met": False}
    assert service_view._sample(small).note == "perlu 15: sampel belum memenuhi"
    assert "perlu 15" in service_view._survey(small)["Layanan"].replace("\\", "")


def test_the_lowest_element_is_marked_and_one_without_answers_left_out() -> None:
    figure = elements.elements(SURVEY, None)
    assert list(figure.data[-1].x) == [3.4, 2.9]
    assert list(figure.data[-1].marker.color) == [template.MAIN, template.CONCERN]
    assert elements.description(SURVEY) == (
        "Rata-rata unsur, skala 1 sampai 4: Biaya/tarif 3,40; Waktu penyelesaian 2,90"
    )


@pytest.mark.parametrize("part", service_view.PARTS)
@pytest.mark.parametrize("unit", ["6171", "3673.1.06", "6171.1.09"])
def test_every_part_opens_from_its_address(part: str, unit: str, sample: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": "pengelola_data", "unit": unit, "layanan": part})
    app.run().switch_page("app_pages/layanan_publik.py").run()
    assert not app.exception
    assert len(app.title) == 1


def test_impossible_dates_are_listed_with_file_and_row_for_those_who_may_see_files(
    sample_home: Path, own_home: Path
) -> None:
    publish_changed(
        sample_home,
        own_home,
        "20260101T000000Z-mustahil",
        "insert into marts.impossible_cases (unit_id, unit_name, root_id, service_name, case_number, problem, "
        "file_name, row_number) values ('6171.1.02', 'Dinas Kesehatan', '6171', 'Pelayanan imunisasi', 'A-1', "
        "'finished_before_received', 'layanan.xlsx', 17)",
    )
    warehouse.pin()
    rows = services.impossible_cases(warehouse.cursor(), access.FULL, "6171")
    assert ("A-1", "layanan.xlsx", 17) in rows.select("case_number", "file_name", "row_number").rows()
    assert rows["row_number"].null_count() == 0
    planner = access.decide(is_synthetic=True, without_login=False, role="perencana")
    assert services.impossible_cases(warehouse.cursor(), planner, "6171").is_empty()
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": "pengelola_data", "unit": "6171", "layanan": "terbuka"})
    app.run().switch_page("app_pages/layanan_publik.py").run()
    assert not app.exception
    assert "selesai sebelum masuk" in str([frame.value.to_dict() for frame in app.dataframe])


def test_open_cases_by_age_add_up(sample: Path) -> None:
    warehouse.pin()
    cases = services.open_cases(warehouse.cursor(), access.FULL, "6171")
    ages = cases.select(pl.sum_horizontal(pl.col(name).fill_null(0) for name in service_view.services.AGES))
    assert ages.to_series().to_list() == cases["open_count"].to_list()
