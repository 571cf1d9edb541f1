"""Dampak says what past courses did and what cannot be concluded; hours stand against the right, people by role."""

from pathlib import Path

import polars as pl
import pytest
from published import APP
from streamlit.testing.v1 import AppTest

from dashboard import access, language, warehouse
from dashboard.charts import effects
from dashboard.components import effect_view
from dashboard.queries import training

PLANNER = access.decide(is_synthetic=True, without_login=False, role="perencana")


def judged(*codes: str) -> pl.DataFrame:
    return pl.DataFrame({"conclusion": codes}, schema={"conclusion": pl.String})


@pytest.mark.parametrize(
    ("code", "rows", "said"),
    [
        (
            "id",
            judged("more_than_others", "cannot_tell", "too_few"),
            "1 dari 2 pelatihan yang dapat dinilai menaikkan level lebih dari yang tidak ikut",
        ),
        (
            "en",
            judged("more_than_others", "less_than_others"),
            "1 of 2 courses that can be judged raised levels more than in those who took none",
        ),
        ("id", judged(), "Dampak pelatihan belum dapat dibaca"),
    ],
)
def test_the_sentence_counts_only_courses_that_can_be_judged(code: str, rows: pl.DataFrame, said: str) -> None:
    language.use(code)
    assert effect_view.summary(rows) == said


def test_a_level_has_a_price_only_where_the_effect_is_sure(sample: Path) -> None:
    warehouse.pin()
    rows = training.effects(warehouse.cursor(), PLANNER, "6171.1.02")
    assert rows.filter(pl.col("conclusion") == "too_few").height
    sure = rows.filter(pl.col("effect_low") > 0)
    assert sure.height > 3
    assert rows["cost_per_level"].drop_nulls().len() == sure.height
    cost = dict(training.courses(warehouse.cursor(), PLANNER).select("course_id", "cost_rupiah").iter_rows())
    for row in sure.iter_rows(named=True):
        assert row["cost_per_level"] == pytest.approx(cost[row["course_id"]] / row["effect_levels"])
        assert row["cost_per_level_low"] < row["cost_per_level"] < row["cost_per_level_high"]


def test_what_few_people_did_is_not_told(sample: Path) -> None:
    warehouse.pin()
    rows = training.effects(warehouse.cursor(), PLANNER, "6171")
    few = rows.filter(pl.col("assessed_count") < 5)
    assert few.height
    assert few["closed_count"].null_count() == few.height
    assert rows.filter(pl.col("assessed_count") >= 5)["closed_count"].null_count() == 0


def test_hours_count_everyone_below_and_names_stay_with_those_who_may_see_them(sample: Path) -> None:
    warehouse.pin()
    rows = training.hours(warehouse.cursor(), PLANNER, "6171")
    own = rows.filter("is_own").row(0, named=True)
    by_hand = warehouse.cursor().rows(
        "select count(*) as n, count(*) filter (where is_met) as met from marts.training_hours "
        "where year = $year and unit_id in "
        "(select unit_id from marts.unit_closure where ancestor_id = '6171') and is_met is not null",
        {"year": own["year"]},
    )
    assert (own["judged_count"], own["met_count"]) == by_hand.row(0)
    assert training.people_hours(warehouse.cursor(), PLANNER, "6171").is_empty()
    people = training.people_hours(warehouse.cursor(), access.FULL, "6171")
    assert people.height == own["person_count"]
    assert people["employee_name"].to_list() == sorted(people["employee_name"].to_list())


@pytest.mark.parametrize(("role", "sees_people"), [("perencana", False), ("pengelola_data", True)])
def test_the_page_tells_the_chain_from_gap_to_effect(role: str, sees_people: bool, sample: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": role, "unit": "6171", "bagian": "dampak"})
    app.run().switch_page("app_pages/rencana_pelatihan.py").run()
    assert not app.exception
    rows = str([row for table in app.table for row in table.value.to_dict("records")])
    assert "Komunikasi Dasar" in rows
    assert "mencapai syarat sesudahnya" in rows
    assert "per level" in rows
    assert "bukan bukti sebab" in " ".join(text.value for text in app.caption)
    assert bool([part for part in app.expander if "per pegawai" in part.label]) is sees_people


@pytest.mark.parametrize(
    ("effect", "low", "high", "said"),
    [
        (0.5, 0.000508, 0.999492, ("0,500", "0,001", "0,999")),
        (0.9, 0.7, 1.1, ("0,9", "0,7", "1,1")),
        (0.5, -0.04, 1.04, ("0,50", "-0,04", "1,04")),
        (0.5, 0.0, 1.0, ("0,5", "0,0", "1,0")),
    ],
)
def test_an_end_beside_nought_does_not_read_as_nought(
    effect: float, low: float, high: float, said: tuple[str, str, str]
) -> None:
    language.use("id")
    assert effects.told({"effect_levels": effect, "effect_low": low, "effect_high": high}) == said
