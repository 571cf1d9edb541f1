"""Kompetensi says what is missing and how sure that is, tells nobody a figure about few people, and no one a name."""

from pathlib import Path

import polars as pl
import pytest
from published import APP
from streamlit.testing.v1 import AppTest

from dashboard import access, language, warehouse
from dashboard.charts import heat
from dashboard.components import competency_view
from dashboard.queries import competencies

PEOPLE = {"in_post_count": 1099, "assessed_count": 273, "current_count": 200, "judged_count": 260, "short_count": 246}


def gaps(*rows: tuple[str, float | None, bool, int]) -> pl.DataFrame:
    """Return competencies as (name, mean gap, thin evidence, people assessed), in the order of the query."""
    return pl.DataFrame(
        rows,
        schema={
            "competency_name": pl.String,
            "gap_avg": pl.Float64,
            "is_thin": pl.Boolean,
            "assessed_count": pl.Int64,
        },
        orient="row",
    )


SURE = gaps(("Integritas", -0.62, False, 90), ("Komunikasi", -0.8, True, 9), ("Arsip", None, True, 0))
THIN = gaps(("Komunikasi", -0.8, True, 9), ("Integritas", 0.2, True, 9))
FINE = gaps(("Komunikasi", 0.1, False, 90))


@pytest.mark.parametrize(
    ("code", "found", "said", "more"),
    [
        (
            "id",
            SURE,
            "Kesenjangan terbesar Kota Uji: Integritas, rata-rata 0,6 level di bawah syarat",
            "1 dari 3 kompetensi belum pernah dinilai.",
        ),
        (
            "id",
            THIN,
            "Bukti kompetensi Kota Uji masih tipis: 273 dari 1.099 pegawai pernah dinilai",
            "Kesenjangan terdalam sejauh ini: Komunikasi, 0,8 level di bawah syarat; asesmen lebih dulu.",
        ),
        (
            "id",
            FINE,
            "Tidak ada kompetensi Kota Uji yang rata-rata di bawah syarat",
            "Yang belum dinilai tidak dianggap mampu dan tidak dianggap kurang.",
        ),
        (
            "en",
            SURE,
            "Largest gap of Kota Uji: Integritas, 0.6 levels below requirement on average",
            "1 of 3 competencies were never assessed.",
        ),
    ],
)
def test_the_finding_is_the_deepest_gap_that_is_sure(code: str, found: pl.DataFrame, said: str, more: str) -> None:
    language.use(code)
    assert competency_view.headline("Kota Uji", found, PEOPLE) == said
    assert competency_view.second(found) == more


def test_nobody_assessed_is_said_and_not_read_as_able() -> None:
    nobody = {**PEOPLE, "assessed_count": 0}
    assert competency_view.headline("Kota Uji", THIN, nobody).startswith("Belum seorang pun dari 1.099 pegawai")
    assert competency_view.headline("Kota Uji", THIN, None) == "Kompetensi Kota Uji belum dapat dibaca"


@pytest.mark.parametrize(
    ("gap", "reason", "text"),
    [(-0.04, None, "0,0"), (-0.06, None, "−0,1"), (0.25, None, "+0,3"), (None, "few_people", "n")],
)
def test_a_cell_is_written_with_its_sign_and_never_a_negative_zero(
    gap: float | None, reason: str | None, text: str
) -> None:
    assert heat.written(gap, reason) == text


def test_what_is_missing_is_darker_and_what_is_thin_is_hatched(sample: Path) -> None:
    warehouse.pin()
    cells = competencies.family_cells(warehouse.cursor(), access.FULL, "6171").filter("is_shown")
    boxes, numbers = heat.heat(cells).data
    assert len(boxes.x) == len(numbers.text) == cells.height
    gap = cells["gap_avg"].to_list()
    deepest, highest = gap.index(min(gap)), gap.index(max(gap))
    alpha = [float(color.rstrip(")").split(",")[-1]) for color in boxes.marker.color]
    assert alpha[deepest] > alpha[highest]
    hatched = [shape == "/" for shape in boxes.marker.pattern.shape]
    assert hatched == cells["is_thin"].to_list()


def test_a_mean_over_few_people_is_told_only_to_those_who_may_see_them(sample: Path) -> None:
    warehouse.pin()
    planner = access.decide(is_synthetic=True, without_login=False, role="perencana")
    everything = competencies.family_cells(warehouse.cursor(), access.FULL, "6171")
    few = everything.filter((pl.col("gap_count") > 0) & (pl.col("gap_count") < 5))
    assert few.height
    assert few["gap_avg"].null_count() == 0
    seen = competencies.family_cells(warehouse.cursor(), planner, "6171")
    hidden = seen.filter(pl.col("reason") == "few_people")
    assert hidden.height == few.height
    assert hidden["gap_avg"].null_count() == hidden["short_count"].null_count() == hidden.height
    assert seen.filter(pl.col("gap_count") >= 5)["gap_avg"].null_count() == 0


def test_posts_tell_the_ground_of_their_level_and_people_stay_with_their_head(sample: Path) -> None:
    warehouse.pin()
    cells = competencies.unit_cells(warehouse.cursor(), access.FULL, "6171")
    cell = cells.filter((pl.col("row_id") == "6171.1.02") & (pl.col("competency_name") == "Komunikasi")).row(
        0, named=True
    )
    asked = (cell["row_id"], None, cell["competency_id"])
    posts = competencies.posts(warehouse.cursor(), access.FULL, *asked)
    assert sum(posts["in_post_count"]) == cell["in_post_count"]
    assert sum(posts["assessed_count"]) == cell["assessed_count"]
    tier = posts.filter(pl.col("requirement_source") == "tier").row(0, named=True)
    assert competency_view.required(tier).endswith("baku jenjang")
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject="6171.1.02")
    assert competencies.persons(warehouse.cursor(), head, *asked).height == cell["in_post_count"]
    other = access.decide(is_synthetic=True, without_login=False, role="kepala", subject="6171.1.01")
    planner = access.decide(is_synthetic=True, without_login=False, role="perencana")
    assert competencies.persons(warehouse.cursor(), other, *asked).is_empty()
    assert competencies.persons(warehouse.cursor(), planner, *asked).is_empty()


@pytest.mark.parametrize(("role", "sees_people"), [("perencana", False), ("pengelola_data", True)])
def test_a_cell_of_the_address_opens_its_posts_and_its_people_by_role(
    role: str, sees_people: bool, sample: Path
) -> None:
    warehouse.pin()
    cells = competencies.family_cells(warehouse.cursor(), access.FULL, "6171")
    cell = cells.filter(pl.col("is_shown")).row(0, named=True)
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": role, "unit": "6171", "peta": f"{cell['row_id']}~{cell['competency_id']}"})
    app.run().switch_page("app_pages/kompetensi.py").run()
    assert not app.exception
    assert f"{cell['row_name']} · {cell['competency_name']}" in str([head.value for head in app.header])
    assert bool([part for part in app.expander if "Pegawai di balik sel" in part.label]) is sees_people


@pytest.mark.parametrize("part", list(competency_view.PARTS))
def test_every_part_of_the_page_says_something(part: str, sample: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": "perencana", "unit": "6171", "bagian": part, "peta": "tidak~ada"})
    app.run().switch_page("app_pages/kompetensi.py").run()
    assert not app.exception
    assert app.table
    assert app.title[0].value.startswith("Bukti kompetensi Kota Pontianak masih tipis")
