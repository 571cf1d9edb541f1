"""Charts say what they should without a legend, in both themes, on a phone too."""

import base64
from datetime import date
from itertools import pairwise

import polars as pl
import pytest

from dashboard import language, sentences
from dashboard.charts import control, marks, template
from dashboard.charts.days import Mark
from dashboard.components import tables, text


def series(actuals: list[float | None], **changes: object) -> pl.DataFrame:
    count = len(actuals)
    start = [date(2023 + index // 4, 1 + index % 4 * 3, 1) for index in range(count)]
    columns = {
        "period": [f"{day.year}-TW{(day.month + 2) // 3}" for day in start],
        "start_date": start,
        "target": [95.0] * count,
        "actual": actuals,
        "target_label": [None] * count,
        "actual_label": [None] * count,
        "achievement_pct": [None] * count,
        "status": ["near"] * count,
        "is_provisional": [False] * count,
        "measure_unit": ["%"] * count,
        "polarity": ["maximize"] * count,
        "mean": [89.0 if actual is not None else None for actual in actuals],
        "lower_limit": [84.0 if actual is not None else None for actual in actuals],
        "upper_limit": [94.0 if actual is not None else None for actual in actuals],
        "point_count": [count] * count,
        "limit_status": ["full"] * count,
        "is_seasonal": [False] * count,
        "is_signal": [actual is not None and not 84 <= actual <= 94 for actual in actuals],
        "signal_rules": [
            "beyond_limits" if actual is not None and not 84 <= actual <= 94 else None for actual in actuals
        ],
    }
    return pl.DataFrame({**columns, **changes}, strict=False)


QUARTERS = series([88.0, 90.0, 87.0, 89.0, None, 88.0, 90.0, 89.0, 92.0, 88.0, 90.0, 89.0, 83.0, 81.0])


def test_the_caption_says_by_which_rule_the_last_point_is_marked() -> None:
    said = sentences.chart_caption(QUARTERS)
    assert said.endswith("Garis putus: target. Titik terakhir ditandai: di luar batas variasi biasa.")
    both = QUARTERS.with_columns(signal_rules=pl.lit("beyond_limits two_of_three"))
    language.use("en")
    assert sentences.chart_caption(both).endswith(
        "The last point is marked: outside the limits of usual variation and "
        "two of three points close to the same limit."
    )
    assert "marked" not in sentences.chart_caption(QUARTERS.with_columns(signal_rules=pl.lit(None, dtype=pl.String)))


@pytest.mark.parametrize(
    ("unit", "said"), [("%", "rentang 60,0–85,0\u00a0%"), ("hari", "rentang 60–85"), (None, "rentang 60–85")]
)
def test_both_ends_of_a_range_have_the_same_digits(unit: str | None, said: str) -> None:
    row = {"polarity": "range", "lower_bound": 60.0, "upper_bound": 85.0, "measure_unit": unit}
    assert sentences.promised(row) == said


def test_a_long_path_or_word_may_break_and_nothing_of_it_is_lost() -> None:
    for words, parts in (
        ("capaian/kota-pontianak/capaian_2026_TW1.csv", ["capaian/", "kota-pontianak/", "capaian_2026_TW1.csv"]),
        ("x" * 50, ["x" * 24, "x" * 24, "xx"]),
        ("dua kata biasa", ["dua kata biasa"]),
        ("akhir/", ["akhir/"]),
    ):
        assert text.breakable(words).split("\u200b") == parts
        assert "".join(parts) == words


def test_a_series_of_grades_says_its_grade_and_claims_no_variation() -> None:
    grades = QUARTERS.with_columns(actual_label=pl.lit("WDP"), limit_status=pl.lit("none"))
    assert sentences.chart_title("Opini", grades) == "Opini: WDP pada TW II 2026"
    assert sentences.chart_caption(grades) == (
        "Jenjang tidak dirata-rata dan tidak diberi batas variasi. Garis putus: target."
    )
    assert tables.variation(grades.tail(1).row(0, named=True)) == "jenjang"


def test_the_last_point_is_labelled_and_orange_only_for_the_worse() -> None:
    figure = control.control(QUARTERS)
    colors = figure.data[0].marker.color
    assert colors[-2:] == (template.CONCERN, template.CONCERN)
    assert set(colors[:-2]) == {template.MAIN}
    assert "<b>81,0\u00a0%</b>" in [note.text for note in figure.layout.annotations]
    better = control.control(QUARTERS.with_columns(polarity=pl.lit("minimize")))
    assert better.data[0].marker.color[-1] == template.BETTER


def test_a_missing_result_is_a_gap_not_a_zero() -> None:
    figure = control.control(QUARTERS)
    assert figure.data[0].y[4] is None
    assert figure.data[0].connectgaps is False


def test_a_figure_that_plotly_does_not_know_fails_here() -> None:
    """The negative control of the check that the tests make and the screen leaves out."""
    with pytest.raises(ValueError, match="colour"):
        template.figure([{"type": "scatter", "colour": "red"}], xaxis={}, yaxis={}, shapes=[], annotations=[])


def test_a_mark_stands_at_its_day_below_the_results_and_is_told_in_words() -> None:
    marked = [Mark(date(2024, 2, 15), "K1", "15 Februari 2024, <b>stok</b>"), Mark(date(2030, 1, 1), "C1", "nanti")]
    figure = control.control(QUARTERS, marked)
    trace = figure.data[-1]
    assert trace.x == pytest.approx((4.0, 13.5), abs=0.02)
    assert max(trace.y) < min(value for value in QUARTERS["actual"] if value is not None) - 1
    assert "&lt;b&gt;stok" in trace.text[0]
    assert {"K1", "C1"} <= {note.text for note in figure.layout.annotations}
    assert "K1: 15 Februari 2024" in control.description(QUARTERS, "Cakupan", marked)
    assert len(control.control(QUARTERS).data) == 2


def test_there_is_no_legend_and_lines_are_labelled_directly() -> None:
    figure = control.control(QUARTERS)
    assert figure.layout.showlegend is False
    assert {"rata-rata", "target 95,0\u00a0%"} <= {note.text for note in figure.layout.annotations}


def test_separators_follow_the_language() -> None:
    assert control.control(QUARTERS).layout.separators == ",."
    language.use("en")
    assert control.control(QUARTERS).layout.separators == ".,"


@pytest.mark.parametrize("count", [1, 3, 4, 5, 14, 24, 40])
def test_tick_labels_cannot_collide_on_a_phone(count: int) -> None:
    axis = control.control(series([88.0] * count)).layout.xaxis
    plot_width, letter = 230, 8
    step = plot_width / count
    places = sorted(axis.tickvals)
    widest = max(len(text) for text in axis.ticktext) * letter
    assert all((right - left) * step > widest for left, right in pairwise(places))


def test_target_and_mean_labels_are_pushed_apart() -> None:
    close = control.control(series([89.0, 90.0, 88.0, 91.0], target=[89.2] * 4))
    lifts = sorted(note.yshift for note in close.layout.annotations if note.xref == "paper")
    assert lifts[1] - lifts[0] >= 14


def test_nothing_known_is_still_a_chart() -> None:
    nothing = series([None, None], mean=[None, None], target=[None, None], measure_unit=[None, None])
    figure = control.control(nothing)
    assert not figure.layout.annotations
    assert not figure.layout.shapes
    assert control.description(nothing, "IKU") == "Grafik IKU: belum ada realisasi."


def test_the_words_for_those_who_cannot_see_hold_the_numbers() -> None:
    words = control.description(QUARTERS, "Cakupan")
    for part in ("81,0", "TW II 2026", "95,0", "89,0", "84,0", "94,0"):
        assert part in words


def test_provisional_points_are_hollow() -> None:
    figure = control.control(series([88.0, 90.0], is_provisional=[False, True]))
    assert list(figure.data[0].marker.symbol) == ["circle", "circle-open"]


def test_grades_stand_on_the_axis_as_words_at_their_ranks() -> None:
    """Promised WTP, rank 4, three times; reached TW, WDP and WTP: nothing drawn or said is a rank."""
    graded = series(
        [2.0, 3.0, 4.0],
        **{"target": [4.0] * 3, "target_label": ["WTP"] * 3, "actual_label": ["TW", "WDP", "WTP"]},
        **{"measure_unit": ["opini"] * 3, "mean": [None] * 3, "lower_limit": [None] * 3, "upper_limit": [None] * 3},
        is_signal=[False] * 3,
    )
    figure = control.control(graded)
    assert list(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True)) == [
        (2, "TW"), (3, "WDP"), (4, "WTP"),
    ]  # fmt: skip
    assert [note.text for note in figure.layout.annotations] == ["target WTP", "<b>WTP</b>"]
    assert [text.rsplit("<br>", 1)[1] for text in figure.data[0].text] == ["<b>TW</b>", "<b>WDP</b>", "<b>WTP</b>"]
    assert control.description(graded, "Opini") == (
        "Grafik Opini: realisasi terakhir WTP pada TW III 2023, target WTP."
    )
    assert control.control(QUARTERS).layout.yaxis.tickvals is None


def test_the_band_of_a_seasonal_series_follows_the_year_before() -> None:
    """Rain falls in the first quarter: the band of the second year is drawn around the quarters of the first."""
    usual = [None, None, 150.0, 90.0]
    seasonal = series(
        [160.0, 100.0, 140.0, 80.0],
        **{"is_seasonal": [True] * 4, "mean": usual, "target": [None] * 4, "is_signal": [False] * 4},
        **{"lower_limit": [None, None, 130.0, 70.0], "upper_limit": [None, None, 170.0, 110.0]},
        **{"measure_unit": ["hektare"] * 4, "signal_rules": [None] * 4},
    )
    figure = control.control(seasonal)
    assert list(figure.layout.shapes) == [], "no flat band for what moves with the season"
    band, middle, results = figure.data
    assert (list(band.x), list(band.y)) == ([2, 3, 3, 2], [170.0, 110.0, 70.0, 130.0])
    assert band.fill == "toself"
    assert (list(middle.x), list(middle.y)) == ([2, 3], [150.0, 90.0])
    assert list(results.y) == [160.0, 100.0, 140.0, 80.0]
    assert [label.text for label in figure.layout.annotations] == ["biasanya", "<b>80</b>"]
    assert control.description(seasonal, "Genangan").endswith(
        "biasanya 90 menurut musim, batas variasi biasa 70 sampai 110."
    )
    assert sentences.chart_caption(seasonal) == (
        "Pita abu-abu: variasi biasa di sekitar hasil periode yang sama tahun lalu (XmR dari 4 perubahan setahun). "
        "Garis putus: target."
    )


def svg(image: str) -> str:
    return base64.b64decode(image.removeprefix("data:image/svg+xml;base64,")).decode()


def test_a_bar_has_its_tick_at_a_hundred_percent() -> None:
    full, over, none = svg(marks.bar(100)), svg(marks.bar(250)), svg(marks.bar(0))
    tick = round(100 / marks.FULL_SCALE * marks.WIDTH, 1)
    assert f"M{tick} " in full
    assert f'width="{tick}"' in full
    assert f'<rect y="5" width="{float(marks.WIDTH)}" height="6" rx="3" fill="{marks.BLUE}"/>' in over
    assert 'width="0.0"' in none
    assert marks.ORANGE in svg(marks.bar(50, is_concern=True))


def test_a_line_survives_missing_values() -> None:
    image = svg(marks.line([1.0, None, 2.0, 3.0, None]))
    assert image.count("M") == 2
    assert image.count("<circle") == 1
    assert "nan" not in image
    assert "None" not in image
    assert marks.line([None, None]) == ""
    assert svg(marks.line([5.0]))
