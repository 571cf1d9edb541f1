"""The chance of reaching the year's target: by hand, against the exact distributions, and against what came true."""

import math
from pathlib import Path
from statistics import NormalDist

import duckdb
import pytest
import small_store
from small_store import IKU, RESULTS, rows

from pipelines import publish
from pipelines.paths import Home


def t_chance(score: float, freedom: int) -> float:
    """Return Student's distribution function, by Simpson's rule on its density."""
    scale = math.gamma((freedom + 1) / 2) / (math.sqrt(freedom * math.pi) * math.gamma(freedom / 2))

    def density(x: float) -> float:
        return scale * (1 + x * x / freedom) ** (-(freedom + 1) / 2)

    steps = 2000
    width = score / steps
    inner = sum((4 if n % 2 else 2) * density(n * width) for n in range(1, steps))
    return 0.5 + width / 3 * (density(0) + inner + density(score))


def chances(scores: list[float], freedom: int) -> list[float]:
    """Return what core.iku_chances makes of distances measured in spreads."""
    with duckdb.connect() as con:
        con.execute("create schema core")
        con.execute(
            "create table core.iku_forecasts (iku_id varchar, unit_id varchar, period varchar, freedom double, "
            "year_deviation double, year_spread double, lower_deviation double, upper_deviation double)"
        )
        table = [[str(n), "U", "P", freedom, score, 1.0, 0.0, None] for n, score in enumerate(scores)]
        con.executemany("insert into core.iku_forecasts values (?, ?, ?, ?, ?, ?, ?, ?)", table)
        small_store.run_model(con, "core.iku_chances")
        found = con.execute("select chance from core.iku_chances order by cast(iku_id as bigint)").fetchall()
    return [chance for (chance,) in found]


SCORES = [-9, -3, -1.6448536, -1, -0.5, -0.01, 0, 0.01, 0.3, 0.6744898, 1, 1.2815516, 1.9599640, 2.5758293, 4, 9]


def test_the_tail_of_the_normal_is_right_to_six_digits() -> None:
    normal = [NormalDist().cdf(score) for score in SCORES]
    assert chances(SCORES, 10**6) == pytest.approx(normal, abs=1e-6)


@pytest.mark.parametrize(("freedom", "error"), [(4, 0.002), (7, 0.0015), (12, 0.0006), (30, 0.0002)])
def test_students_t_is_right_to_a_tenth_of_a_percent(freedom: int, error: float) -> None:
    assert chances(SCORES, freedom) == pytest.approx([t_chance(score, freedom) for score in SCORES], abs=error)


HISTORY = {2023: (90, 110, 90, 110), 2024: (100, 100, 120, 120), 2025: (110, 130)}
"""Deviations of mean 0, then 0.1; half a year is left of 2025."""

CASES = {
    "AVG": ("maximize", "average", 100),
    "LAST": ("maximize", "last", 100),
    "SUM": ("maximize", "sum", 440),
    "MIN": ("minimize", "average", 100),
    "RANGE": ("range", "last", None),
    "STAB": ("stabilize", "last", 100),
    "SHORT": ("maximize", "last", 100),
    "ZERO": ("maximize", "last", 100),
}


@pytest.fixture(scope="module")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[object]]:
    """Indicator and period → target, expected result, its interval, chance, band, reason."""
    iku, results = [f"{IKU},target_tahunan,batas_bawah,batas_atas"], [RESULTS]
    for code, (polarity, consolidation, annual) in CASES.items():
        bounds = ("90", "110") if polarity == "range" else ("", "")
        for year, values in HISTORY.items():
            if code == "SHORT" and year == 2023:
                continue
            iku.append(f"{code},a,1.1,{year},%,{polarity},{consolidation},,{annual or ''},{','.join(bounds)}")
            for n, value in enumerate(values, start=1):
                target = "" if polarity == "range" else 0 if code == "ZERO" and year == 2025 else 100
                results.append(f"{code},1.1,{year}-TW{n},{target},{value}")
    tables = {"unit": small_store.UNITS, "iku": "\n".join(iku), "capaian_iku": "\n".join(results)}
    with small_store.marts(small_store.make(tmp_path_factory.mktemp("outlook"), tables)) as con:
        found = rows(
            con,
            "select iku_id, period, year_target, expected_actual, expected_lower, expected_upper, reach_chance, "
            "chance_band, reason, filled_count, remaining_count, history_point_count from marts.iku_outlook",
        )
    return {(str(code), str(period)): rest for code, period, *rest in found}


# by hand: the season is −0.1, 0, 0, 0.1; without it 2023 and 2024 leave squares of 0.04 and 2025 (0.2, 0.3) 0.005 on
# 8 − 2 − 3 + 1 = 4 degrees; between years 0.005 less 2/8 of that; credibility 0.0021875 ÷ 0.0078125; the rest of the
# year is 0.05 + 0.28 × (0.25 − 0.05) above target before its season
FREEDOM, WITHIN, BETWEEN, CREDIBILITY = 4, 0.045 / 4, 0.0021875, 0.28
HALF_YEAR, LAST_QUARTER = 0.106 + 0.05, 0.106 + 0.1
UNSURE = BETWEEN * (1 - CREDIBILITY) + (1 - CREDIBILITY) ** 2 * (BETWEEN / 2 + WITHIN / 8)
TWO_QUARTERS, ONE_QUARTER = math.sqrt(UNSURE + WITHIN / 2 * 1.5), math.sqrt(UNSURE + WITHIN * 1.5)
T_90 = 1.533206
"""Student's t with 4 degrees of freedom: one in ten lies beyond."""

BY_HAND = {
    # code: target of the year, deviation expected, its spread
    "AVG": (100, (40 + 200 * HALF_YEAR) / 400, TWO_QUARTERS / 2),
    "LAST": (100, LAST_QUARTER, ONE_QUARTER),
    "SUM": (440, (40 + 240 * HALF_YEAR) / 440, TWO_QUARTERS * 240 / 440),
    "MIN": (100, (40 + 200 * HALF_YEAR) / 400, TWO_QUARTERS / 2),
    "RANGE": (100, LAST_QUARTER, ONE_QUARTER),
}


@pytest.mark.parametrize("code", BY_HAND)
def test_where_the_year_ends_is_what_the_formula_gives_by_hand(
    outlook: dict[tuple[str, str], list[object]], code: str
) -> None:
    target, deviation, spread = BY_HAND[code]
    found = outlook[code, "2025-TW2"]
    assert found[0] == pytest.approx(target)
    assert found[1] == pytest.approx(target * (1 + deviation))
    assert found[2] == pytest.approx(target * (1 + deviation - T_90 * spread), rel=2e-3)
    assert found[3] == pytest.approx(target * (1 + deviation + T_90 * spread), rel=2e-3)
    chance = {
        "MIN": t_chance(-deviation / spread, FREEDOM),
        "RANGE": t_chance((deviation + 0.1) / spread, FREEDOM) + t_chance((0.1 - deviation) / spread, FREEDOM) - 1,
    }.get(code, t_chance(deviation / spread, FREEDOM))
    assert found[4] == pytest.approx(chance, abs=0.002)
    assert found[6:] == [None, 2, 2, 8]


def test_words_for_chances_follow_the_bands(outlook: dict[tuple[str, str], list[object]]) -> None:
    found = {code: outlook[code, "2025-TW2"][4:6] for code in BY_HAND}
    bands = [(0.1, "very_unlikely"), (0.33, "unlikely"), (0.66, "even"), (0.9, "likely"), (1.01, "very_likely")]
    for chance, band in found.values():
        assert isinstance(chance, float)
        assert band == next(name for limit, name in bands if chance < limit)
    assert len({band for _, band in found.values()}) >= 3


def test_without_history_target_or_direction_there_is_a_reason_and_no_chance(
    outlook: dict[tuple[str, str], list[object]],
) -> None:
    reasons = {key: row[6] for key, row in outlook.items() if row[4] is None}
    assert {key: outlook[key][1:6] for key in reasons} == dict.fromkeys(reasons, [None] * 5)
    assert reasons["STAB", "2025-TW2"] == "no_direction"
    assert reasons["SHORT", "2025-TW2"] == "short_history"
    assert reasons["ZERO", "2025-TW2"] == "no_target"
    assert reasons["AVG", "2024-TW3"] == "short_history"
    assert reasons["AVG", "2024-TW4"] == "year_over"


def test_a_chance_for_the_past_does_not_know_what_came_after(tmp_path: Path) -> None:
    iku = f"{IKU},target_tahunan\n" + "".join(f"A,a,1.1,{year},%,maximize,average,,100\n" for year in HISTORY)
    found = []
    for late in ((110, 130), (110, 130, 10, 10)):
        history = {**HISTORY, 2025: late}
        results = f"{RESULTS}\n" + "".join(
            f"A,1.1,{year}-TW{n},100,{value}\n"
            for year, values in history.items()
            for n, value in enumerate(values, start=1)
        )
        with small_store.checked(tmp_path / str(len(late)), {"iku": iku, "capaian_iku": results}) as con:
            found.append(rows(con, "select * from marts.iku_outlook where period = '2025-TW2'"))
    assert found[0] == found[1]


def test_chances_given_on_the_sample_came_true_about_as_often_as_they_said(sample_home: Path) -> None:
    folder = publish.current(Home(sample_home))
    assert folder is not None
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        found = rows(
            con,
            "select chance_band, forecast_count, predicted_share, reached_count, reached_share, in_interval_count "
            "from marts.outlook_calibration order by band_order",
        )
    print("\nband            n  predicted  reached  in interval")
    for band, count, predicted, _, reached, inside in found:
        print(f"{band:14}{count:4}  {predicted:9.2f}  {reached:7.2f}  {inside / count:11.2f}")  # type: ignore[operator]
    assert [row[0] for row in found] == ["very_likely", "likely", "even", "unlikely", "very_unlikely"]
    assert [row[4] for row in found] == sorted((row[4] for row in found), reverse=True)  # type: ignore[type-var]
    counts, inside = [sum(int(str(row[n])) for row in found) for n in (1, 5)]
    assert counts > 400
    assert 0.75 <= inside / counts <= 0.9
    assert all(row[3] == round(float(str(row[4])) * int(str(row[1]))) for row in found)
    # close to what was said: within 0.15, or two standard errors where few were given
    for _, count, predicted, _, reached, _ in found:
        error = 2 * math.sqrt(0.25 / int(str(count)))
        assert abs(float(str(predicted)) - float(str(reached))) <= max(0.15, error)


def test_results_far_above_a_tiny_target_keep_the_digits_of_their_variation(tmp_path: Path) -> None:
    """Rupiah reported against a target of 1, alike to the eleventh digit: squares by hand, as without the 10^12.

    Seasons −10, 0, 0, 10 leave 400 + 400 − 2 × 200; the means 0 and 10 leave 50; 2025 is 20 and 30 without its season.
    """
    history = {2023: (-10, 10, -10, 10), 2024: (0, 0, 20, 20), 2025: (10, 30)}
    iku = "".join(f"BIG,a,1.1,{year},rupiah,maximize,average,,1\n" for year in history)
    results = [f"BIG,1.1,{y}-TW{n},1,{10**12 + d}\n" for y, ds in history.items() for n, d in enumerate(ds, start=1)]
    tables = {"iku": f"{IKU},target_tahunan\n{iku}", "capaian_iku": f"{RESULTS}\n{''.join(results)}"}
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con, "select within_sum, between_sum, own_sum from core.iku_forecast_inputs where period = '2025-TW2'"
        )
    assert found == [tuple(pytest.approx(value, rel=1e-4) for value in (400, 50, 50))]
