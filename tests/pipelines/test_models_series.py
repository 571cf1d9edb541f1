"""Usual variation and what breaks it: worked examples of NHS England's Making data count, and what we add."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import pairwise

import duckdb
import pytest
import small_store

from pipelines import models

NORMAL = (
    -0.56047565, -0.23017749, 1.55870831, 0.07050839, 0.12928774, 1.71506499, 0.46091621, -1.26506123, -0.68685285,
    -0.44566197, 1.22408180, 0.35981383, 0.40077145, 0.11068272, -0.55584113, 1.78691314, 0.49785048, -1.96661716,
    0.70135590, -0.47279141,
)  # fmt: skip
"""The twenty numbers on which the NHS-R package of Making data count publishes its limits (R, set.seed(123))."""


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """The reference tables, and an empty core.iku_periods to put series in."""
    with duckdb.connect() as connection:
        connection.execute("create schema reference; create schema core")
        models.load_reference(connection)
        small_store.run_model(connection, "core.settings")
        connection.execute(
            "create table core.iku_periods (iku_id varchar, unit_id varchar, root_id varchar, period varchar, "
            "period_type varchar, period_order bigint, end_date date, polarity varchar, target double, actual double, "
            "is_seasonal boolean, is_ordinal boolean default false)"
        )
        yield connection


def series(
    con: duckdb.DuckDBPyConnection,
    values: Sequence[float | None],
    columns: str,
    *,
    polarity: str = "maximize",
    target: float | None = None,
    is_seasonal: bool = False,
) -> list[tuple[object, ...]]:
    """Return columns of core.iku_series for quarterly values from 2015 on."""
    rows = [
        ["A", "U", "R", f"{2015 + n // 4}-TW{n % 4 + 1}", "quarter", (2015 + n // 4) * 1000 + (n % 4 + 1) * 30,
         dt.date(2015 + n // 4, n % 4 * 3 + 3, 28), polarity, target, value, is_seasonal]
        for n, value in enumerate(values)
    ]  # fmt: skip
    con.execute("delete from core.iku_periods")
    con.executemany("insert into core.iku_periods values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, false)", rows)
    small_store.run_model(con, "core.iku_series_limits", "core.iku_series_runs", "core.iku_series")
    return con.execute(f"select {columns} from core.iku_series order by period_order").fetchall()


def flagged(con: duckdb.DuckDBPyConnection, values: Sequence[float], rule: str) -> list[int]:
    """Return 1 for each point that is part of a signal by the rule."""
    found = series(con, values, f"contains(coalesce(signal_rules, ''), '{rule}')")
    return [int(bool(is_part)) for (is_part,) in found]


@pytest.mark.parametrize(
    ("values", "mean", "lower", "upper", "status"),
    [(NORMAL, 0.142, -3.01, 3.29, "full"), (NORMAL[:10], 0.0746, -2.60, 2.75, "provisional"),
     (NORMAL[10:], 0.209, -3.28, 3.70, "provisional")],
)  # fmt: skip
def test_limits_are_those_published_for_the_same_numbers(
    con: duckdb.DuckDBPyConnection, values: Sequence[float], mean: float, lower: float, upper: float, status: str
) -> None:
    found = set(series(con, values, "round(mean, 4), round(lower_limit, 2), round(upper_limit, 2), limit_status"))
    ((found_mean, found_lower, found_upper, found_status),) = found
    assert (found_lower, found_upper, found_status) == (lower, upper, status)
    assert found_mean == pytest.approx(mean, abs=0.0005)
    assert set(series(con, values, "variation")) == {("common_cause",)}


def test_one_wild_point_hardly_widens_the_limits(con: duckdb.DuckDBPyConnection) -> None:
    values = [*NORMAL[:14], 10.0, *NORMAL[15:]]
    ranges = [abs(b - a) for a, b in pairwise(values)]
    kept = [value for value in ranges if value <= 3.267 * sum(ranges) / len(ranges)]
    assert len(kept) == len(ranges) - 2
    mean, width = sum(values) / 20, 2.66 * sum(kept) / len(kept)
    found = series(con, values, "mean, lower_limit, upper_limit, is_signal")
    assert found[0][:3] == pytest.approx((mean, mean - width, mean + width))
    assert [n for n, row in enumerate(found) if row[3]] == [14]


SHIFTS = [
    # how many points lie on one side, after an even split, and whether the run is a signal
    ([9] * 6, False),
    ([9] * 7, True),
    ([9] * 8, True),
    ([11] * 7, True),
]


@pytest.mark.parametrize(("run", "is_signal"), SHIFTS)
def test_seven_points_on_one_side_of_the_mean_are_a_shift_and_six_are_not(
    con: duckdb.DuckDBPyConnection, run: list[float], is_signal: bool
) -> None:
    side = run[0] - 10
    # two blocks of equal length on opposite sides keep the mean at 10
    values = [10 + side, 10 - side, *run, 10 - side, *[10 - side] * (len(run) - 1), 10 + side, 10 - side]
    found = flagged(con, values, "shift")
    blocks = [0, 0, *[1] * len(run), *[1] * len(run), 0, 0]
    assert found == (blocks if is_signal else [0] * len(values))


def test_six_rises_in_a_row_make_seven_points_a_trend_and_a_pause_breaks_it(con: duckdb.DuckDBPyConnection) -> None:
    assert flagged(con, [3, 1, 2, 3, 4, 5, 6, 7, 3], "trend") == [0, 1, 1, 1, 1, 1, 1, 1, 0]
    assert flagged(con, [5, 7, 6, 5, 4, 3, 2, 1, 5], "trend") == [0, 1, 1, 1, 1, 1, 1, 1, 0]
    assert flagged(con, [3, 1, 2, 3, 4, 5, 6, 3, 3], "trend") == [0] * 9
    assert flagged(con, [9, 1, 2, 3, 3, 4, 5, 6, 1], "trend") == [0] * 9


def test_two_of_three_points_close_to_one_limit_are_a_signal_only_on_one_side(con: duckdb.DuckDBPyConnection) -> None:
    calm = [1.0, -1.0] * 7
    assert flagged(con, [*calm, 5.5, -5.5], "two_of_three") == [0] * 16
    # limit 5.24, close from 3.49: each pair is close, but never stands with a third point of its own side
    both = [*calm, 4.5, 4.5, -4.5, -4.5]
    assert series(con, both, "round(mean, 9), round(upper_limit, 2), signal_rules")[-4:] == [(0, 5.24, None)] * 4
    # limit 7.83, close from 5.22: two of three points of one side are, and the one between them is not
    three = [*calm, 6.0, 1.0, 6.0, -6.0, -1.0, -6.0]
    assert flagged(con, three, "two_of_three") == [0] * 14 + [1, 0, 1, 1, 0, 1]


@pytest.mark.parametrize(
    ("polarity", "high", "low"),
    [
        ("maximize", "improving_high", "concern_low"),
        ("minimize", "concern_high", "improving_low"),
        ("stabilize", "neither_high", "neither_low"),
        ("range", "neither_high", "neither_low"),
    ],
)
def test_variation_says_which_way_and_whether_that_is_good(
    con: duckdb.DuckDBPyConnection, polarity: str, high: str, low: str
) -> None:
    values = [10, 12] * 6 + [40]
    assert series(con, values, "variation", polarity=polarity)[-1] == (high,)
    assert series(con, [-value for value in values], "variation", polarity=polarity)[-1] == (low,)
    assert series(con, values[:-1], "variation", polarity=polarity)[-1] == ("common_cause",)
    assert series(con, values[:5], "variation, assurance", polarity=polarity, target=1)[-1] == (None, None)


@pytest.mark.parametrize(
    ("polarity", "target", "assurance"),
    [
        ("maximize", 5.6, "hits"),
        ("maximize", 5.7, "hit_or_miss"),
        ("maximize", 16.3, "hit_or_miss"),
        ("maximize", 16.4, "misses"),
        ("minimize", 5.6, "misses"),
        ("minimize", 16.4, "hits"),
        ("minimize", 11, "hit_or_miss"),
        ("stabilize", 5.6, None),
        ("maximize", None, None),
    ],
)
def test_assurance_says_whether_the_process_hits_its_target_by_itself(
    con: duckdb.DuckDBPyConnection, polarity: str, target: float | None, assurance: str | None
) -> None:
    # mean 11, mean range 2: limits 5.68 and 16.32
    found = series(con, [10, 12] * 6, "assurance", polarity=polarity, target=target)
    assert set(found) == {(assurance,)}


def test_a_seasonal_series_is_judged_by_its_change_since_the_same_quarter_last_year(
    con: duckdb.DuckDBPyConnection,
) -> None:
    season = [100, 50, 10, 200]
    changes = [[0] * 4, [1, 2, 1, 2], [2, 4, 2, 4], [3, 6, 3, 12]]
    values = [base + change for year in changes for base, change in zip(season, year, strict=True)]
    found = series(con, values, "last_year_actual, mean, upper_limit, is_signal, point_count", is_seasonal=True)
    # changes 1 2 1 2, 1 2 1 2, 1 2 1 8: mean 2, ranges of 1 but for the last one, which is left out
    assert found[3] == (None, None, None, False, 12)
    assert found[-1] == (204, 206, pytest.approx(208.66), True, 12)
    assert [row[3] for row in found[:-1]] == [False] * 15
    plain = series(con, values, "last_year_change, last_year_change_pct, is_signal")
    assert plain[-1][:2] == (8, pytest.approx(100 * 8 / 204))
    assert plain[-1][2] is False
