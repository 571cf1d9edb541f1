"""What holds for every target and result: 100 at target, monotone, without jumps; one band a value; fair sums."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
import small_store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from taking_in import take_in, write_csv

from pipelines import models, publish
from pipelines.paths import Home

DAY = dt.date(2026, 3, 31)
FAST = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
targets = st.floats(0.01, 1e6, allow_nan=False)
shares = st.lists(st.floats(0, 4, allow_nan=False), min_size=2, max_size=12)

Row = tuple[str, float | None, float | None, float | None, float]


@pytest.fixture(scope="module")
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    """The reference tables, and room for the few tables a model reads."""
    with duckdb.connect() as connection:
        connection.execute("create schema reference; create schema core")
        models.load_reference(connection)
        small_store.run_model(connection, "core.settings", "core.iku_formulas")
        yield connection


def achieved(con: duckdb.DuckDBPyConnection, rows: Sequence[Row]) -> dict[str, list[float]]:
    """Return by formula the percentages of rows (polarity, lower, upper, target, actual), in their order."""
    con.execute(
        "create or replace table core.iku_measures (iku_id bigint, unit_id varchar, period varchar, end_date date, "
        "polarity varchar, lower_bound double, upper_bound double, target double, actual double, ytd_target double, "
        "ytd_actual double, is_ordinal_sum boolean)"
    )
    con.executemany(
        "insert into core.iku_measures values (?, 'U', '2026-TW1', ?, ?, ?, ?, ?, ?, null, null, false)",
        [[number, DAY, *row] for number, row in enumerate(rows)],
    )
    small_store.run_model(con, "core.iku_formula_achievements")
    found: dict[str, list[float]] = {}
    for formula, value in con.execute(
        "select formula_id, achievement_pct from core.iku_formula_achievements where basis = 'period' order by iku_id"
    ).fetchall():
        found.setdefault(formula, []).append(value)
    return found


@FAST
@given(target=targets)
def test_a_result_at_its_target_is_one_hundred_by_every_formula(con: duckdb.DuckDBPyConnection, target: float) -> None:
    for polarity in ("maximize", "minimize", "stabilize"):
        for values in achieved(con, [(polarity, None, None, target, target)]).values():
            assert values == [pytest.approx(100, abs=1e-9)]


@FAST
@given(target=targets, parts=shares)
def test_more_is_never_worse_where_more_is_better_and_never_better_where_less_is(
    con: duckdb.DuckDBPyConnection, target: float, parts: list[float]
) -> None:
    actuals = sorted(target * part for part in parts)
    (rising,) = achieved(con, [("maximize", None, None, target, actual) for actual in actuals]).values()
    assert all(first <= second for first, second in pairwise(rising))
    falling = achieved(con, [("minimize", None, None, target, actual) for actual in actuals])
    assert set(falling) == {"2t_minus_r_over_t", "t_over_r"}
    for values in falling.values():
        known = [value for value in values if value is not None]
        assert all(first >= second for first, second in pairwise(known))
        assert all(value >= 0 for value in known)


@FAST
@given(target=targets, parts=shares)
def test_closer_is_never_worse_where_closer_is_better(
    con: duckdb.DuckDBPyConnection, target: float, parts: list[float]
) -> None:
    below = sorted(target * min(part, 1) for part in parts)
    above = sorted(target * (1 + part) for part in parts)
    for values in achieved(con, [("stabilize", None, None, target, actual) for actual in below]).values():
        assert all(first <= second <= 100 + 1e-9 for first, second in pairwise(values))
    for values in achieved(con, [("stabilize", None, None, target, actual) for actual in above]).values():
        assert all(100 + 1e-9 >= first >= second for first, second in pairwise(values))


@FAST
@given(lower=targets, width=st.floats(0, 3), parts=shares)
def test_a_range_is_one_hundred_inside_and_without_a_jump_at_its_bounds(
    con: duckdb.DuckDBPyConnection, lower: float, width: float, parts: list[float]
) -> None:
    upper = lower * (1 + width)
    inside = [lower + (upper - lower) * part / 4 for part in parts]
    edges = [lower * (1 - 1e-9), lower, upper, upper * (1 + 1e-9)]
    for polarity in ("range", "maximize", "minimize"):
        rows: list[Row] = [(polarity, lower, upper, None, actual) for actual in [*inside, *edges]]
        for values in achieved(con, rows).values():
            assert values == [pytest.approx(100, abs=1e-6)] * len(rows)


@FAST
@given(target=targets, parts=shares)
def test_a_small_step_of_the_result_is_a_small_step_of_the_percentage(
    con: duckdb.DuckDBPyConnection, target: float, parts: list[float]
) -> None:
    step = 1e-7
    actuals = [target * max(part, 0.5) for part in parts]
    for polarity in ("maximize", "minimize", "stabilize"):
        here = achieved(con, [(polarity, None, None, target, actual) for actual in actuals])
        there = achieved(con, [(polarity, None, None, target, actual + step * target) for actual in actuals])
        for formula, values in here.items():
            # no formula is steeper than 100 T ÷ R², at most 400 percent points for one target above half the target
            assert values == pytest.approx(there[formula], abs=401 * step)


@FAST
@given(values=st.lists(st.integers(-(10**9), 10**9), min_size=1, max_size=30, unique=True))
def test_every_percentage_falls_into_one_band_of_every_scheme(
    con: duckdb.DuckDBPyConnection, values: list[int]
) -> None:
    schemes = ("iku_status_kemenkeu", "iku_status_banjarnegara", "realisation_permendagri_86_2017", "budget_efficiency")
    table = [["x", scheme, value, DAY] for scheme in schemes for value in values]
    con.execute(
        "create or replace table core.values_to_judge "
        "(setting_id varchar, scheme varchar, value_e2 bigint, on_date date)"
    )
    con.executemany("insert into core.values_to_judge values (?, ?, ?, ?)", table)
    small_store.run_model(con, "core.judged_values")
    found = con.execute("select scheme, value_e2, count(*) from core.judged_values group by all").fetchall()
    assert sorted(found) == sorted((scheme, value, 1) for scheme in schemes for value in values)


indicators = st.lists(
    st.tuples(st.integers(0, 1_000_000), st.one_of(st.none(), st.integers(0, 40_000))), min_size=1, max_size=10
)


def scores(con: duckdb.DuckDBPyConnection, children: Sequence[Sequence[tuple[int, int | None]]]) -> dict[str, object]:
    """Return unit → score of a parent P over units C0, C1, … with indicators (weight, achievement in hundredths)."""
    con.execute(
        "create or replace table core.calendar as select '2026-TW1' as period, 2026 as year;"
        "create or replace table core.iku (iku_id varchar, unit_id varchar, year bigint, weight_e4 bigint, "
        "weight_note varchar);"
        "create or replace table core.unit_closure (unit_id varchar, ancestor_id varchar, distance bigint);"
        "create or replace table core.iku_formula_achievements (iku_id varchar, unit_id varchar, period varchar, "
        "end_date date, basis varchar, is_chosen boolean, achievement_e2 bigint)"
    )
    for c, child in enumerate(children):
        con.executemany("insert into core.unit_closure values (?, ?, ?)", [[f"C{c}", f"C{c}", 0], [f"C{c}", "P", 1]])
        for n, (weight, achievement) in enumerate(child):
            con.execute("insert into core.iku values (?, ?, 2026, ?, null)", [f"I{n}", f"C{c}", weight])
            con.execute(
                "insert into core.iku_formula_achievements values (?, ?, '2026-TW1', ?, 'period', true, ?)",
                [f"I{n}", f"C{c}", DAY, achievement],
            )
    small_store.run_model(con, "core.unit_scores")
    return dict(con.execute("select unit_id, (score_pct, weight_covered_pct) from core.unit_scores").fetchall())


@FAST
@given(child=indicators)
def test_the_roll_up_of_one_child_is_the_child_and_lies_between_its_indicators(
    con: duckdb.DuckDBPyConnection, child: list[tuple[int, int | None]]
) -> None:
    found = scores(con, [child])
    assert found["P"] == found["C0"]
    score, _ = found["C0"]  # type: ignore[misc]
    known = [min(value, 12000) / 100 for weight, value in child if value is not None and weight]
    if not known:
        assert score is None
    else:
        assert min(known) - 1e-9 <= score <= max(known) + 1e-9


@FAST
@given(children=st.lists(indicators, min_size=2, max_size=4), seed=st.integers(0, 99))
def test_the_order_of_rows_does_not_change_a_digit_of_a_score(
    con: duckdb.DuckDBPyConnection, children: list[list[tuple[int, int | None]]], seed: int
) -> None:
    mixed = [random.Random(seed).sample(child, len(child)) for child in children]
    assert scores(con, children)["P"] == scores(con, mixed)["P"]


def test_the_order_of_files_does_not_change_a_mart(tmp_path: Path) -> None:
    head = ["kode_iku", "kode_unit", "periode", "target", "realisasi"]
    iku = [["kode_iku", "nama_iku", "kode_unit", "tahun", "satuan", "polaritas", "konsolidasi", "bobot"]]
    iku += [[f"I{n}", f"i{n}", f"U{n % 2}", 2025, "%", "maximize", "average", 50] for n in range(4)]
    files = [
        write_csv(tmp_path / "unit.csv", [["kode_unit", "nama_unit", "kode_induk"], ["K", "Kota", ""],
                                          ["U0", "Dinas 0", "K"], ["U1", "Dinas 1", "K"]]),
        write_csv(tmp_path / "iku.csv", iku),
        *(
            write_csv(tmp_path / f"tw{q}.csv", [head, *([f"I{n}", f"U{n % 2}", f"2025-TW{q}", 100, 80 + 7 * n + q]
                                                        for n in range(4))])
            for q in (1, 2, 3, 4)
        ),
    ]  # fmt: skip
    found = []
    for name, order in (("a", files), ("b", files[::-1])):
        home = Home(tmp_path / name)
        for file in order:
            take_in(home, file)
        build = publish.build(home)
        with duckdb.connect(str(build.folder / "internal.duckdb"), read_only=True) as con:
            asked = "select * exclude (load_id, loaded_at) from marts.iku_periods order by iku_id, unit_id, period"
            others = ("unit_periods", "iku_series", "iku_outlook", "iku_targets", "cascade_links")
            of_others = [sorted(map(str, con.execute(f"from marts.{mart}").fetchall())) for mart in others]
            found.append([con.execute(asked).fetchall(), *of_others])
    assert found[0] == found[1]
