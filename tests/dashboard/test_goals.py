"""Goals by unit: counted by hand from the indicators, readable as numbers and marks, small enough for a phone."""

from pathlib import Path

import polars as pl

from dashboard import access, language, warehouse
from dashboard.charts import matrix, template
from dashboard.queries import goals as query

CELLS = pl.DataFrame(
    [
        ("g1", "Meningkatnya mutu <b>layanan</b> kesehatan masyarakat", "u1", "Dinas Kesehatan", 3, 3, 2, "some"),
        ("g1", "Meningkatnya mutu <b>layanan</b> kesehatan masyarakat", "u2", "UPT Puskesmas Kenanga", 2, 2, 0, "none"),
        ("g2", "Menurunnya stunting", "u1", "Dinas Kesehatan", 1, 0, 0, "not_judged"),
        ("g3", "Meningkatnya gizi", "u2", "UPT Puskesmas Kenanga", 1, 1, 1, "all"),
    ],
    schema=["goal_id", "goal_name", "unit_id", "unit_name", "iku_count", "judged_count", "met_count", "standing"],
    orient="row",
)


def test_every_indicator_with_a_goal_is_in_one_cell(sample: Path) -> None:
    warehouse.pin()
    cells = query.goals(warehouse.cursor(), access.FULL, "6171.1.02", "2026-TW2")
    counted = (
        warehouse.cursor()
        .rows(
            """
        select
            count(*) as iku_count, count(*) filter (where status <> 'not_judged') as judged_count,
            count(*) filter (where status in ('met', 'exceeded')) as met_count,
            count(distinct (goal_name, unit_id)) as cell_count
        from marts.iku_periods
        where period = '2026-TW2' and goal_name is not null and unit_id like '6171.1.02%'
        """,
            {},
        )
        .row(0, named=True)
    )
    assert cells.height == counted["cell_count"]
    for name in ("iku_count", "judged_count", "met_count"):
        assert cells[name].sum() == counted[name]
    for row in cells.iter_rows(named=True):
        met, judged = row["met_count"], row["judged_count"]
        expected = "not_judged" if not judged else "all" if met == judged else "some" if met else "none"
        assert row["standing"] == expected


def test_the_chart_holds_what_a_phone_can_show(sample: Path) -> None:
    warehouse.pin()
    shown = query.goals(warehouse.cursor(), access.FULL, "6171", "2026-TW2").filter(pl.col("is_shown"))
    assert 1 < shown["unit_id"].n_unique() <= query.SHOWN_UNITS
    assert 1 < shown["goal_id"].n_unique() <= query.SHOWN_GOALS


def test_a_cell_has_number_mark_and_colour_and_the_code_to_pick_it_by() -> None:
    cells = matrix.matrix(CELLS, "u2~g1").data[0]
    assert [text.replace("\u00a0", " ") for text in cells.text] == ["◆ 2/3", "▼ 0/2", "○ 0/0", "● 1/1"]
    assert list(cells.marker.color) == [template.QUIET, template.CONCERN, template.BAND, template.BETTER]
    assert list(cells.marker.pattern.shape) == ["", "", "/", ""]
    assert list(cells.marker.line.width) == [0, 4, 0, 0]
    assert [data[0] for data in cells.customdata] == ["u1~g1", "u2~g1", "u1~g2", "u2~g3"]


def test_names_from_files_have_no_power_in_the_chart() -> None:
    figure = matrix.matrix(CELLS)
    told = " ".join([*figure.data[0].hovertext, *figure.layout.yaxis.ticktext, *figure.layout.xaxis.ticktext])
    assert "<b>" not in told
    assert "&lt;b&gt;layanan" in told
    language.use("en")
    assert "none met" in matrix.matrix(CELLS).data[0].hovertext[1]
