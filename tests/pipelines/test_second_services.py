"""Gaps of the sample and the effect of courses, computed a second time."""

import csv
from collections.abc import Iterator
from pathlib import Path
from statistics import mean, variance

import duckdb
import polars as pl
import pytest
import rerun
import small_store
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipelines import publish
from pipelines.paths import REFERENCE, Home


def reference(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader((REFERENCE / name).read_text(encoding="utf-8").splitlines()))


STUDENT = [int(row["t975_e3"]) / 1000 for row in reference("student_t.csv")]


@pytest.fixture(scope="module")
def marts(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    folder = publish.newest_good(Home(sample_home))
    assert folder is not None
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        yield con


@pytest.fixture(scope="module")
def store(sample_home: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(Home(sample_home).store), read_only=True) as con:
        yield con


def live(store: duckdb.DuckDBPyConnection, kind: str) -> pl.DataFrame:
    return store.sql(f"select * from raw.{kind} where ended_at is null").pl()


def test_gaps_of_the_sample(store: duckdb.DuckDBPyConnection, marts: duckdb.DuckDBPyConnection) -> None:
    newest = live(store, "asesmen_kompetensi").sort("tanggal").group_by("nip", "kompetensi").last()
    ids = dict(marts.sql("select distinct nip, employee_id from marts.employee_periods").fetchall())
    levels = {(ids[row["nip"]], row["kompetensi"]): row["level"] for row in newest.to_dicts() if row["nip"] in ids}
    tiers = {(row["jenjang"], row["kompetensi"]): row["level"] for row in live(store, "standar_kompetensi").to_dicts()}
    gaps = marts.sql(
        "select employee_id, unit_id, job_family, job_tier, competency_name, level, required_level, gap, is_assessed "
        "from marts.employee_gaps where requirement_source = 'tier' and requirement_rule_id is null"
    ).pl()
    for row in gaps.to_dicts():
        level = levels.get((row["employee_id"], row["competency_name"]))
        assert row["required_level"] == tiers[row["job_tier"], row["competency_name"]]
        assert (row["level"], row["is_assessed"]) == (level, level is not None)
        assert row["gap"] == (None if level is None else level - row["required_level"])


Person = st.tuples(st.integers(0, 2), st.booleans(), st.integers(-1, 2))


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    home = small_store.make(tmp_path_factory.mktemp("town"), {"unit": small_store.UNITS})
    with small_store.marts(home) as con:
        yield con


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(Person, min_size=1, max_size=30))
@example([*((0, True, n % 2) for n in range(5)), *((0, False, n % 3 - 1) for n in range(12))])
def test_the_effect_of_a_course_is_its_second_calculation(
    town: duckdb.DuckDBPyConnection, people: list[tuple[int, bool, int]]
) -> None:
    """Difference in differences by where people started, for any town; start, took part, change in levels."""
    pairs, lines = [], []
    for number, (start, took, change) in enumerate(people):
        after = 100 * (start + change)
        gap = [100 * (start - 2), after - 200, 100 * change]
        pairs.append([str(number), "1", "komunikasi", None, None, 2, 100 * start, *gap, f"{start}"])
        if took:
            lines += [["1", key, "komunikasi", str(number), None, f"{start}", *gap] for key in ("P1", None)]
    rerun.replace(town, {"core.competency_pairs": pairs, "core.course_lines": lines})
    asked = """select compared_count, comparison_count, effect_levels, (effect_high - effect_low) / 2, conclusion
        from marts.course_effects where course_id is null"""
    found = town.execute(asked).fetchall()
    groups = {
        start: ([c for s, t, c in people if s == start and t], [c for s, t, c in people if s == start and not t])
        for start in range(3)
    }
    both = [group for group in groups.values() if group[0] and group[1]]
    if not lines:
        assert found == []
        return
    ((compared, others, effect, half, conclusion),) = found
    assert (compared, others) == (sum(len(t) for t, _ in both), sum(len(o) for _, o in both))
    if not both:
        assert (effect, conclusion) == (None, "no_comparison")
        return
    expected = sum(len(t) * (mean(t) - mean(o)) for t, o in both) / compared
    assert effect == pytest.approx(expected, abs=1e-5)
    freedom = min(compared, others) - len(both)
    if compared < 5 or others < 5 or compared == len(both) or others == len(both):
        assert (half, conclusion) == (None, "too_few")
        return
    spread = [
        max(
            sum((len(side) - 1) * variance(side) for side in sides if len(side) > 1)
            / (sum(map(len, sides)) - len(both)),
            1 / 6,
        )
        for sides in zip(*both, strict=True)
    ]
    error = (spread[0] / compared + spread[1] * sum(len(t) ** 2 / len(o) for t, o in both) / compared**2) ** 0.5
    assert half == pytest.approx(STUDENT[freedom - 1] * error, abs=1e-4)
    verdict = "more_than_others" if effect - half > 0 else "less_than_others" if effect + half < 0 else "cannot_tell"
    assert conclusion == verdict
