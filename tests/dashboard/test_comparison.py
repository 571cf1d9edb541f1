"""Perbandingan unit says who really differs, in both languages, and draws no one out of reach."""

from pathlib import Path

import polars as pl
import pytest
from published import APP
from streamlit.testing.v1 import AppTest

from dashboard import access, language, warehouse
from dashboard.charts import funnel, intervals, template
from dashboard.components import comparison
from dashboard.queries import comparisons

GROUP = ("2026-TW2", "iku_met_share", "siblings", "6171")


def members(*codes: str, **changes: object) -> pl.DataFrame:
    """Return a small group: unit A, B, … each with a value, its interval and the code given."""
    count = len(codes)
    columns = {
        "unit_id": [f"u{index}" for index in range(count)],
        "unit_name": [f"Dinas {chr(65 + index)}" for index in range(count)],
        "comparison_value": [0.2 + 0.2 * index for index in range(count)],
        "denominator": [10 + index for index in range(count)],
        "expected": [0.5] * count,
        "shrunken_value": [0.3 + 0.1 * index for index in range(count)],
        "shrunken_lower": [0.1 + 0.1 * index for index in range(count)],
        "shrunken_upper": [0.5 + 0.1 * index for index in range(count)],
        "value_kind": ["share"] * count,
        "group_code": list(codes),
        "reason": ["few_cases" if code == "too_little_data" else None for code in codes],
        "tau": [0.0] * count,
        "phi": [1.0] * count,
        "peer_count": [count] * count,
    }
    return pl.DataFrame({**columns, **changes}, strict=False)


LIMITS = pl.DataFrame(
    {
        "denominator": [1, 10, 20],
        "expected": [0.5] * 3,
        "lower_95": [0.0, 0.2, 0.3],
        "upper_95": [1.0, 0.8, 0.7],
        "lower_998": [0.0, 0.1, 0.2],
        "upper_998": [1.0, 0.9, 0.8],
    }
)
SHARE = comparison.show("iku_met_share")


@pytest.mark.parametrize(
    ("codes", "indonesian", "english"),
    [
        (
            ("lower", "indistinct", "higher"),
            "IKU tercapai TW II 2026: 2 dari 3 unit benar-benar berbeda dari sejawatnya",
            "Indicators met Q2 2026: 2 of 3 units really differ from their peers",
        ),
        (
            ("indistinct", "indistinct"),
            "IKU tercapai TW II 2026: 2 unit tidak dapat dibedakan satu sama lain",
            "Indicators met Q2 2026: 2 units cannot be told apart",
        ),
        (
            ("too_little_data",),
            "IKU tercapai TW II 2026: data terlalu sedikit untuk membandingkan",
            "Indicators met Q2 2026: too little data to compare",
        ),
    ],
)
def test_the_finding_says_how_many_really_differ(codes: tuple[str, ...], indonesian: str, english: str) -> None:
    table = members(*codes)
    assert comparison.headline(table, "iku_met_share", "2026-TW2") == indonesian
    language.use("en")
    assert comparison.headline(table, "iku_met_share", "2026-TW2") == english


@pytest.mark.parametrize(
    ("code", "indonesian", "english"),
    [
        (
            "indistinct",
            "IKU tercapai TW II 2026: Dinas A tidak dapat dibedakan dari 8 sejawatnya",
            "Indicators met Q2 2026: Dinas A cannot be told apart from its 8 peers",
        ),
        (
            "lower",
            "IKU tercapai TW II 2026: Dinas A benar-benar lebih rendah dari 8 sejawatnya",
            "Indicators met Q2 2026: Dinas A is really lower than its 8 peers",
        ),
    ],
)
def test_one_unit_among_peers_out_of_reach_is_held_against_them(code: str, indonesian: str, english: str) -> None:
    table = members(code, peer_count=[9])
    assert comparison.headline(table, "iku_met_share", "2026-TW2") == indonesian
    language.use("en")
    assert comparison.headline(table, "iku_met_share", "2026-TW2") == english


@pytest.mark.parametrize(
    ("peers", "expected"),
    [(9, "Di bawah Kota A (1 dari 9 unit)"), (1, "Di bawah Kota A (1 unit)"), (None, "Di bawah Kota A (1 unit)")],
)
def test_a_group_says_how_much_of_it_is_in_reach(peers: int | None, expected: str) -> None:
    row = {"peer_basis": "siblings", "parent_name": "Kota A", "unit_count": 1, "peer_count": peers}
    assert comparison.group_name(row) == expected


def test_the_second_sentence_names_who_and_counts_the_unsaid() -> None:
    table = members("lower", "higher", "too_little_data", "indistinct")
    assert comparison.second(table) == (
        "Lebih rendah: Dinas A. Lebih tinggi: Dinas B. Data terlalu sedikit untuk 1 unit."
    )
    assert comparison.second(members("indistinct")) == "Selisih yang terlihat dapat terjadi karena kebetulan."


def test_the_funnel_names_and_colours_only_units_outside_the_limits() -> None:
    figure = funnel.funnel(members("lower", "indistinct", "higher", "too_little_data"), LIMITS, SHARE)
    points = figure.data[-1]
    assert list(points.marker.color) == [template.CONCERN, template.MAIN, template.BETTER, template.MAIN]
    assert list(points.marker.symbol) == ["circle", "circle", "circle", "circle-open"]
    beside = {note.text: note.yshift for note in figure.layout.annotations if note.text.startswith("Dinas")}
    assert beside.keys() == {"Dinas A", "Dinas C"}
    assert beside["Dinas A"] < 0 < beside["Dinas C"], "a name lies away from the limits, not on their lines"
    assert list(figure.layout.xaxis.ticktext) == ["0", "5", "10"]
    few = members("lower", denominator=[2])
    assert list(funnel.funnel(few, LIMITS, SHARE).layout.xaxis.ticktext) == ["0", "1", "2"], "cases are whole"
    assert "Dinas B" not in {note.text for note in figure.layout.annotations}
    assert figure.layout.yaxis.ticktext[0] == "0\u00a0%"
    assert "Dinas A 20\u00a0%" in funnel.description(members("lower", "indistinct"), SHARE)


def test_units_without_enough_data_have_no_interval() -> None:
    figure = intervals.intervals(members("indistinct", "too_little_data"), SHARE)
    assert list(figure.layout.yaxis.ticktext) == ["Dinas A"]
    assert "Dinas A 30\u00a0% (10\u00a0% sampai 50\u00a0%)" in intervals.description(members("indistinct"), SHARE)


@pytest.mark.parametrize(
    ("values", "expected"),
    [([0.07, 0.81], [0.2, 0.4, 0.6, 0.8]), ([None, None], []), ([3.0, 3.0], [3.0]), ([84.2, 91.6], [86, 88, 90])],
)
def test_the_ticks_are_round(values: list[float | None], expected: list[float]) -> None:
    assert template.ticks(values, 4) == pytest.approx(expected)


def test_ticks_stand_no_closer_than_their_labels_can_tell() -> None:
    """A tick at 2.5 percent said "3 %", and the next ones 5, 8 and 10."""
    assert template.ticks([0.0, 0.08], 4) == pytest.approx([0, 0.02, 0.04, 0.06, 0.08])
    assert template.ticks([0.0, 0.09], 4) == pytest.approx([0, 0.025, 0.05, 0.075])
    assert template.ticks([0.0, 0.09], 4, 0.01) == pytest.approx([0, 0.02, 0.04, 0.06, 0.08])
    assert template.ticks([0.001, 0.004], 4, 0.01) == []


def test_a_head_compares_the_own_units_within_limits_made_of_all(sample: Path) -> None:
    warehouse.pin()
    full = comparisons.members(warehouse.cursor(), access.FULL, *GROUP)
    assert full.height == 10
    own = full["unit_id"][0]
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=own)
    seen = comparisons.members(warehouse.cursor(), head, *GROUP)
    assert seen["unit_id"].to_list() == [own]
    assert "9 unit sejawat di luar kewenangan" not in comparison._funnel_caption(full)
    assert "8 unit sejawat di luar kewenangan" in comparison._funnel_caption(seen)
    assert comparisons.limits(warehouse.cursor(), head, *GROUP).height
    stranger = access.decide(is_synthetic=True, without_login=False, role="kepala", subject="3673.1.01")
    assert comparisons.limits(warehouse.cursor(), stranger, *GROUP).is_empty()


def test_no_rank_number_stands_anywhere(sample: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": "pengelola_data", "unit": "6171"})
    app.run().switch_page("app_pages/perbandingan_unit.py").run()
    assert not app.exception
    heads = [list(table.value.columns) for table in app.table]
    assert heads
    assert not [head for head in heads if {"No", "Peringkat", "#"} & set(head)]
    assert app.query_params["ukuran"] in ("iku_met_share", ["iku_met_share"])


def test_an_address_with_an_unknown_measure_opens_the_first(sample: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params.update({"peran": "pengelola_data", "unit": "6171", "ukuran": "gaji", "sejawat": "x~y"})
    app.run().switch_page("app_pages/perbandingan_unit.py").run()
    assert not app.exception
    assert app.title[0].value.startswith("IKU tercapai TW II 2026")
    assert app.query_params["ukuran"] in ("iku_met_share", ["iku_met_share"])
