"""The comparison of units, against published worked examples and a second calculation."""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pytest
import rerun
import second_statistics as second
import small_store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_store import APPRAISALS, POSTS, rows

from pipelines import checks

CENTRES = {
    "Bristol": (143, 41), "Leicester": (187, 25), "Leeds": (323, 24), "Oxford": (122, 23), "Guys": (164, 25),
    "Liverpool": (405, 42), "Southampton": (239, 24), "Great Ormond St": (482, 53), "Newcastle": (195, 26),
    "Harefield": (177, 25), "Birmingham": (581, 58), "Brompton": (301, 31),
}  # fmt: skip
"""Operations and deaths of children under one, open surgery 1991–95: Aylin and others, Lancet 2001; Spiegelhalter,
The Art of Statistics, table 2.5 (github.com/dspiegel29/ArtofStatistics, 02-5-child-heart-surgery-1991)."""

AT_BATS, HITS = 45, (18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7)
"""Efron and Morris, Scientific American 1977: eighteen players after 45 times at bat; their factor c is 0.212."""

DYESTUFF = (
    (1545, 1440, 1440, 1520, 1580), (1540, 1555, 1490, 1560, 1495), (1595, 1550, 1605, 1510, 1560),
    (1445, 1440, 1595, 1465, 1545), (1595, 1630, 1515, 1635, 1625), (1520, 1455, 1450, 1480, 1445),
)  # fmt: skip
"""Yield of five preparations of six batches: Davies 1947; Box and Tiao 1973, table 5.1.2; `Dyestuff` of lme4. The
published variance within batches is 2451.25, between them 1764.05, the mean 1527.5."""

PROPORTIONS = (
    (12, 30, 26, 50, 42, 71, 4, 29, 48, 36),
    (82, 98, 100, 125, 162, 151, 12, 100, 82, 99),
)
"""Events and cases of the binomial example in the sources of FunnelPlotR (dev/workingout_binom.R)."""


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """Marts of a town with forty offices and one below the first, and one appraisal so that a period exists."""
    units = ["kode_unit,nama_unit,kode_induk,jenis_unit", "1,Kota,,kota", "1.1.1,Bidang,1.1,bidang"]
    units += [f"1.{n},Dinas {n},1,dinas" for n in range(1, 41)]
    tables = {
        "unit": "\n".join(units),
        "pegawai": f"{POSTS}\n{small_store.ANI},Ani,1.1,J,,,\n",
        "skp": f"{APPRAISALS}\n{small_store.ANI},2026-TW1,expected,expected,good\n",
    }
    with small_store.marts(small_store.make(tmp_path_factory.mktemp("town"), tables)) as con:
        yield con


Measured = Sequence[tuple[str, str, int, int | None, int]]


@contextmanager
def _compared(con: duckdb.DuckDBPyConnection, measured: Measured) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the connection after every comparison was made of these (measure, unit, sum, squares, cases)."""
    table = [(measure, unit, "2026-TW1", total, squares, cases) for measure, unit, total, squares, cases in measured]
    rerun.replace(con, {"core.unit_measures": table})
    checks.run(con)
    yield con


def _shares(events: Sequence[int], cases: Sequence[int]) -> list[tuple[str, str, int, int | None, int]]:
    return [
        ("rated_share", f"1.{n}", x, None, size) for n, (x, size) in enumerate(zip(events, cases, strict=True), start=1)
    ]


def _siblings(con: duckdb.DuckDBPyConnection, columns: str) -> list[tuple[object, ...]]:
    return rows(
        con,
        f"select {columns} from marts.unit_comparisons where peer_basis = 'siblings' and unit_id <> '1' "
        "order by cast(split_part(unit_id, '.', 2) as int)",
    )


def test_bristol_stands_outside_the_funnel_and_nobody_else_does(base: duckdb.DuckDBPyConnection) -> None:
    cases, deaths = [[row[i] for row in CENTRES.values()] for i in (0, 1)]
    with _compared(base, _shares(deaths, cases)) as con:
        found = _siblings(con, "expected, z, lower_998, upper_998, comparison_value")
    assert found[0][0] == pytest.approx(397 / 3319)
    outside = [
        name
        for name, row in zip(CENTRES, found, strict=True)
        if not row[2] <= row[4] <= row[3]  # type: ignore[operator]
    ]
    assert outside == ["Bristol"]
    assert [row[1] for row in found] == pytest.approx(second.plain_z(deaths, cases))
    assert found[0][1] == pytest.approx(5.1, abs=0.05), "2√143 × (asin√0.2867 − asin√0.1196) by hand"


@pytest.mark.parametrize(
    ("events", "cases"),
    [
        PROPORTIONS,
        ([row[1] for row in CENTRES.values()], [row[0] for row in CENTRES.values()]),
        (HITS, [AT_BATS] * len(HITS)),
    ],
)
def test_limits_and_overdispersion_agree_with_a_second_calculation(
    base: duckdb.DuckDBPyConnection, events: Sequence[int], cases: Sequence[int]
) -> None:
    centre = sum(events) / sum(cases)
    phi, tau_square = second.dispersion(events, cases)
    with _compared(base, _shares(events, cases)) as con:
        found = _siblings(
            con,
            "phi, tau, z_adjusted, lower_95, upper_95, lower_998, upper_998, adjusted_lower_95, adjusted_upper_95, "
            "adjusted_lower_998, adjusted_upper_998",
        )
    for row, z, size in zip(found, second.plain_z(events, cases), cases, strict=True):
        expected = [
            phi,
            math.sqrt(tau_square),
            z / math.sqrt(1 + 4 * size * tau_square),
            *second.limits(centre, size, second.Z_95),
            *second.limits(centre, size, second.Z_998),
            *second.limits(centre, size, second.Z_95, tau_square),
            *second.limits(centre, size, second.Z_998, tau_square),
        ]
        assert row == pytest.approx(expected, abs=1e-7)


def test_the_published_example_of_proportions_differs_more_than_chance(base: duckdb.DuckDBPyConnection) -> None:
    """z by the second calculation: −4.25 −0.81 −1.84 1.29 −2.36 3.16 −0.08 −1.17 4.42 0.40: three beyond 99.8 %."""
    with _compared(base, _shares(*PROPORTIONS)) as con:
        found = _siblings(con, "phi, tau, z, group_code")
    assert found[0][:2] == pytest.approx((4.009053, 0.093211), abs=1e-6)
    assert sum(abs(row[2]) > second.Z_998 for row in found) == 3  # type: ignore[arg-type]
    assert {row[3] for row in found} == {"indistinct"}, "with tau none of the ten stands out"


def test_shrinkage_of_the_batters_is_that_of_efron_and_morris(base: duckdb.DuckDBPyConnection) -> None:
    """Their c has k − 3 where moments have k − 1 and n where those have n − 1; taken out, it is the published 0.212."""
    with _compared(base, _shares(HITS, [AT_BATS] * len(HITS))) as con:
        found = _siblings(con, "shrinkage_weight, shrunken_value, expected, comparison_value")
    weight = float(found[0][0])  # type: ignore[arg-type]
    assert 1 - 15 / 17 * (1 - weight * 44 / 45) == pytest.approx(0.212, abs=0.001)
    assert found[0][2] == pytest.approx(0.265, abs=0.0005), "the grand average of the article"
    for _, shrunken, expected, value in found:
        assert shrunken == pytest.approx(expected + weight * (value - expected))  # type: ignore[operator]


@contextmanager
def _drawn_in_by(con: duckdb.DuckDBPyConnection, hundredths: int) -> Iterator[None]:
    """Let another share of the outermost z be drawn in before phi is computed, as the setting says it may."""
    change = "update core.settings set setting_value = ? where setting_id = 'comparison_winsor_e2'"
    con.execute(change, [hundredths])
    yield
    con.execute(change, [10])


def test_overdispersion_of_the_batters_is_that_of_efron_and_morris(base: duckdb.DuckDBPyConnection) -> None:
    """On this arcsine scale they print V = 18.96, the squares about the mean of the eighteen (JASA 1975, 70:311)."""
    measured = _shares(HITS, [AT_BATS] * len(HITS))
    with _drawn_in_by(base, 0), _compared(base, measured) as con:
        found = _siblings(con, "z, phi, tau")
    mean_z = sum(row[0] for row in found) / 18  # type: ignore[misc]
    about_mean = 18 * found[0][1] - 18 * mean_z**2  # type: ignore[operator]
    assert about_mean == pytest.approx(18.96, abs=0.005)
    assert found[0][2] ** 2 == pytest.approx((18 * found[0][1] - 17) / (4 * AT_BATS * 17))  # type: ignore[operator]


def test_overdispersion_and_shrinkage_of_the_batches_are_the_published_components_of_variance(
    base: duckdb.DuckDBPyConnection,
) -> None:
    table = [
        ("iku_achievement_avg", f"1.{n}", sum(v * 100 for v in batch), sum((v * 100) ** 2 for v in batch), 5)
        for n, batch in enumerate(DYESTUFF, start=1)
    ]
    with _drawn_in_by(base, 0), _compared(base, table) as con:
        found = _siblings(con, "expected, z, phi, tau, shrinkage_weight, shrunken_value")
    assert found[0][0] == 1527.5
    assert found[0][3] ** 2 == pytest.approx(1764.05)  # type: ignore[operator]
    assert found[0][2] == pytest.approx(5 * 4.598 / 6, abs=0.0005), "F of the published table is 4.598 with 5 and 24"
    assert [row[1] ** 2 for row in found] == [  # type: ignore[operator]
        pytest.approx((sum(batch) / 5 - 1527.5) ** 2 * 5 / 2451.25) for batch in DYESTUFF
    ]
    for batch, (_, _, _, _, weight, value) in zip(DYESTUFF, found, strict=True):
        assert weight == pytest.approx(1764.05 / (1764.05 + 2451.25 / 5))
        assert value == pytest.approx(1527.5 + weight * (sum(batch) / 5 - 1527.5))  # type: ignore[operator]


def test_the_interval_of_a_shrunken_share_holds_95_percent_of_its_posterior(base: duckdb.DuckDBPyConnection) -> None:
    events, cases = PROPORTIONS
    size, centre = second.prior_size(events, cases), sum(events) / sum(cases)
    with _compared(base, _shares(events, cases)) as con:
        found = _siblings(con, "shrunken_value, shrunken_lower, shrunken_upper")
    for (value, lower, upper), x, n in zip(found, events, cases, strict=True):
        first, other = size * centre + x, size * (1 - centre) + n - x
        assert value == pytest.approx(first / (first + other))
        inside = second.beta_mass_below(first, other, upper) - second.beta_mass_below(first, other, lower)  # type: ignore[arg-type]
        assert inside == pytest.approx(0.95, abs=0.005)


def test_no_interval_is_narrower_than_that_of_the_value_all_are_drawn_to(base: duckdb.DuckDBPyConnection) -> None:
    """M is 1431 here, seven times the cases there are: the group's own share is not known that well."""
    events, cases = (14, 8, 14, 14, 9, 12), (40, 40, 40, 40, 20, 30)
    assert second.prior_size(events, cases) > 1400
    with _compared(base, _shares(events, cases)) as con:
        found = _siblings(con, "expected, shrunken_lower, shrunken_upper")
    for centre, lower, upper in found:
        low, high = second.beta_interval(float(centre), sum(cases))  # type: ignore[arg-type]
        assert upper - lower == pytest.approx(high - low, rel=0.05)  # type: ignore[operator]


def test_means_are_held_against_pooled_spread_and_shrunk_by_dersimonian_and_laird(
    base: duckdb.DuckDBPyConnection,
) -> None:
    """Six offices with percents in hundredths; expected values by a second calculation with plain sums."""
    samples = [
        [80, 90, 100, 110, 70], [60, 65, 72, 80, 58, 61], [100, 104, 96, 99, 101], [85, 95, 90, 88, 92, 91, 89],
        [40, 120, 80, 60, 100], [99, 97, 110, 95, 104],
    ]  # fmt: skip
    table = [
        ("iku_achievement_avg", f"1.{n}", sum(v * 100 for v in s), sum((v * 100) ** 2 for v in s), len(s))
        for n, s in enumerate(samples, start=1)
    ]
    sizes, means = [len(s) for s in samples], [sum(s) / len(s) for s in samples]
    total = sum(sizes)
    centre = sum(sum(s) for s in samples) / total
    within = sum(sum((v - m) ** 2 for v in s) for s, m in zip(samples, means, strict=True)) / (total - len(samples))
    weights = [n / within for n in sizes]
    between = sum(w * (m - centre) ** 2 for w, m in zip(weights, means, strict=True)) - (len(samples) - 1)
    tau_square = max(0.0, between / (sum(weights) - sum(w * w for w in weights) / sum(weights)))
    with _compared(base, table) as con:
        found = _siblings(
            con, "expected, z, shrinkage_weight, shrunken_value, shrunken_lower, shrunken_upper, lower_95"
        )
    assert tau_square > 0
    for row, n, mean in zip(found, sizes, means, strict=True):
        error = within / n
        weight = tau_square / (tau_square + error)
        shrunken = centre + weight * (mean - centre)
        margin = second.Z_95 * math.sqrt(weight * error)
        expected = [
            centre, (mean - centre) / math.sqrt(error), weight, shrunken, shrunken - margin, shrunken + margin,
            centre - second.Z_95 * math.sqrt(error),
        ]  # fmt: skip
        assert row == pytest.approx(expected, rel=1e-6)


def test_means_that_hardly_differ_keep_the_digits_of_their_spread(base: duckdb.DuckDBPyConnection) -> None:
    """Five offices of five percents, all 100 but one of 100.01: squares of 0.8 around the mean, not of a whole one."""
    samples = [[10000] * 4 + [10000 + (n == 1)] for n in range(1, 6)]
    table = [
        ("iku_achievement_avg", f"1.{n}", sum(s), sum(v * v for v in s), len(s)) for n, s in enumerate(samples, start=1)
    ]
    with _compared(base, table) as con:
        found = _siblings(con, "z")
    error = math.sqrt(0.8 / 20 / 5)
    assert [row[0] for row in found] == [pytest.approx(gap / error, rel=1e-4) for gap in (0.16, *[-0.04] * 4)]


def test_means_of_cases_all_alike_have_no_limits_of_chance(base: duckdb.DuckDBPyConnection) -> None:
    """Nothing then says how far chance would carry a mean: no limits, and surely not limits without any width."""
    table = [
        ("iku_achievement_avg", f"1.{n}", 5 * value, 5 * value**2, 5) for n, value in enumerate([100] * 5 + [90], 1)
    ]
    with _compared(base, table) as con:
        found = _siblings(con, "reason, z, lower_95, upper_998, adjusted_lower_95, shrunken_lower")
        curves = small_store.column(con, "select lower_95 from marts.funnel_limits where peer_basis = 'siblings'")
    assert found == [("no_spread", None, None, None, None, None)] * 6
    assert set(curves) == {None}


COUNTS = st.lists(
    st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=12
)
SLOW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SLOW
@given(counts=COUNTS)
def test_a_shrunken_share_lies_between_the_value_and_the_mean_and_inside_its_interval(
    base: duckdb.DuckDBPyConnection, counts: list[tuple[int, int]]
) -> None:
    with _compared(base, _shares([x for x, _ in counts], [n for _, n in counts])) as con:
        found = _siblings(
            con,
            "comparison_value, expected, shrunken_value, shrunken_lower, shrunken_upper, adjusted_lower_998, "
            "adjusted_upper_998, lower_998, upper_998, reason, denominator, z, z_adjusted",
        )
    enough = [n for _, n in counts if n >= 5]
    for row in found:
        value, expected, shrunken, lower, upper, wide_low, wide_high, low, high, reason, n, z, adjusted = row
        assert (reason is None) == (n >= 5 and len(enough) >= 5)  # type: ignore[operator]
        if shrunken is None:
            continue
        assert min(value, expected) - 1e-12 <= shrunken <= max(value, expected) + 1e-12  # type: ignore[type-var, operator]
        assert 0 <= lower <= shrunken + 0.01  # type: ignore[operator]
        assert shrunken - 0.01 <= upper <= 1  # type: ignore[operator]
        assert wide_low <= low + 1e-12 <= expected + 2e-12  # type: ignore[operator]
        assert expected - 1e-12 <= high <= wide_high + 1e-12  # type: ignore[operator]
        assert abs(adjusted) <= abs(z) + 1e-12  # type: ignore[arg-type]


@SLOW
@given(counts=COUNTS, data=st.data())
def test_the_order_of_rows_changes_no_digit(
    base: duckdb.DuckDBPyConnection, counts: list[tuple[int, int]], data: st.DataObject
) -> None:
    given_order = _shares([x for x, _ in counts], [n for _, n in counts])
    answers = []
    for table in (given_order, data.draw(st.permutations(given_order))):
        with _compared(base, table) as con:
            answers.append(_siblings(con, "*"))
    assert answers[0] == answers[1]


def test_a_parent_is_never_among_the_peers_of_its_child_and_has_no_peers_of_its_own(
    base: duckdb.DuckDBPyConnection,
) -> None:
    table = [*_shares([3, 4, 5, 6, 7, 8], [10] * 6), ("rated_share", "1", 33, None, 60)]
    table += [("rated_share", "1.1.1", 2, None, 9)]
    with _compared(base, table) as con:
        found = rows(
            con,
            "select unit_id, peer_group, peer_count, group_code, reason, shrunken_lower, adjusted_lower_95 "
            "from marts.unit_comparisons "
            "where peer_basis = 'siblings' and unit_id in ('1', '1.1', '1.1.1') order by unit_id",
        )
    assert found == [
        ("1", None, None, "too_little_data", "no_peer_group", None, None),
        ("1.1", "1", 6, "indistinct", None, found[1][5], found[1][6]),
        ("1.1.1", "1.1", 1, "too_little_data", "few_peers", None, None),
    ]
    assert None not in found[1][5:]


def test_few_cases_are_shown_but_not_grouped_and_do_not_move_the_others(base: duckdb.DuckDBPyConnection) -> None:
    six = _shares([3, 4, 5, 6, 7, 8], [10] * 6)
    with _compared(base, six) as con:
        before = _siblings(con, "expected, phi, tau, z_adjusted")
    with _compared(base, [*six, ("rated_share", "1.7", 0, None, 4), ("rated_share", "1.8", 0, None, 0)]) as con:
        after = _siblings(con, "expected, phi, tau, z_adjusted")
        small = rows(
            con,
            "select unit_id, comparison_value, group_code, reason, shrunken_value is not null, lower_95 is not null "
            "from marts.unit_comparisons where peer_basis = 'siblings' and unit_id in ('1.7', '1.8') order by unit_id",
        )
    assert after[:6] == before
    assert small == [
        ("1.7", 0.0, "too_little_data", "few_cases", True, True),
        ("1.8", None, "too_little_data", "no_data", False, False),
    ]


def test_a_group_of_which_nobody_has_enough_cases_has_no_members(base: duckdb.DuckDBPyConnection) -> None:
    with _compared(base, [*_shares([1, 2], [4, 4]), ("rated_share", "1", 3, None, 8)]) as con:
        found = rows(
            con,
            "select unit_id, peer_group, peer_count, reason from marts.unit_comparisons "
            "where peer_basis = 'siblings' order by unit_id",
        )
    assert found == [("1", None, None, "no_peer_group"), ("1.1", "1", 0, "few_cases"), ("1.2", "1", 0, "few_cases")]


def test_an_office_far_from_its_peers_is_named_higher_or_lower(base: duckdb.DuckDBPyConnection) -> None:
    """Twenty alike and two far out: winsorising a tenth on each side keeps the two from hiding themselves."""
    table = _shares([90] * 10 + [88] * 10 + [20, 100], [100] * 22)
    with _compared(base, table) as con:
        found = _siblings(con, "group_code, limit_code, phi")
    assert [row[0] for row in found] == ["indistinct"] * 20 + ["lower", "higher"]
    assert {row[1] for row in found[20:]} == {"outside_998"}


def test_curves_of_the_funnel_reach_from_one_case_to_the_largest_and_narrow(base: duckdb.DuckDBPyConnection) -> None:
    with _compared(base, _shares(*PROPORTIONS)) as con:
        found = rows(
            con,
            "select denominator, upper_95 - lower_95, upper_998 - lower_998 from marts.funnel_limits "
            "where peer_basis = 'siblings' and peer_group = '1' order by denominator",
        )
    assert (found[0][0], found[-1][0]) == (1, 162)
    widths = [row[1] for row in found]
    assert widths == sorted(widths, reverse=True)
    assert all(wide >= narrow for _, narrow, wide in found)  # type: ignore[operator]
