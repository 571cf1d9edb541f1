"""Appraisals taken together: the pattern, who still waits for whom, raters, what changed and why."""

import hashlib
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import duckdb
import pytest
import rerun
import small_store
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_store import ANI, APPRAISALS, BUDI, CITRA, IKU, POSTS, RESULTS, rows

PREDICATES = ("very_good", "good", "needs_improvement", "poor", "very_poor")
PATTERNS = {
    "excellent": [((1, 0, 0, 0, 0), None, 70)],
    "good": [((0, 1, 0, 0, 0), None, 70), ((0, 0, 1, 1, 0), "one", None)],
    "needs_improvement": [((0, 0, 1, 0, 0), 60, None), ((1, 0, 0, 0, 0), None, 10)],
    "poor": [((0, 0, 0, 1, 0), 60, None), ((0, 0, 1, 0, 0), 10, None), ((1, 0, 0, 0, 0), None, 10)],
    "very_poor": [((0, 0, 0, 0, 1), 60, None), ((0, 0, 1, 1, 0), 10, None), ((1, 0, 0, 0, 0), None, 0)],
}
"""SE MenPANRB 3/2023 as rules.md quotes it, written once more: predicates, percent at least, percent at most."""


def _fits(organisation: str, spread: tuple[int, ...]) -> bool:
    n = sum(spread)
    for members, least, most in PATTERNS[organisation]:
        people = sum(m * c for m, c in zip(members, spread, strict=True))
        if least == "one" and people < 1:
            return False
        if isinstance(least, int) and people * 100 < least * n:
            return False
        if most is not None and people * 100 > most * n:
            return False
    return True


def _fewest_moves(organisation: str, spread: tuple[int, ...]) -> int:
    n = sum(spread)
    others = (c for c in product(range(n + 1), repeat=5) if sum(c) == n and _fits(organisation, c))
    return min(sum(max(0, have - wanted) for have, wanted in zip(spread, other, strict=True)) for other in others)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    tables = {
        "unit": small_store.UNITS,
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n",
        "skp": f"{APPRAISALS}\n{ANI},2026-TW1,expected,expected,good\n",
    }
    with small_store.marts(small_store.make(tmp_path_factory.mktemp("pattern"), tables)) as con:
        yield con


def _pattern(con: duckdb.DuckDBPyConnection, organisation: str, spread: tuple[int, ...]) -> None:
    n = sum(spread)
    columns = [row[0] for row in rows(con, "select column_name from (describe core.appraisal_counts)")]
    known = {"unit_id": "1.1", "period": "2026-TW1", "employee_count": n, "rated_count": n, "planned_count": 0}
    known |= {"mismatch_count": 0} | {f"{p}_count": c for p, c in zip(PREDICATES, spread, strict=True)}
    rerun.replace(
        con,
        {
            "core.appraisal_counts": [[known[str(name)] for name in columns]],
            "core.organisation_predicates": [["1.1", "2026-TW1", organisation]],
        },
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(organisation=st.sampled_from(sorted(PATTERNS)), spread=st.tuples(*[st.integers(0, 8)] * 5))
def test_moves_to_fit_are_the_fewest_that_trying_everything_finds(
    base: duckdb.DuckDBPyConnection, organisation: str, spread: tuple[int, ...]
) -> None:
    if sum(spread) > 9:
        spread = (*(c // 4 for c in spread[:4]), spread[4] // 4)
    _pattern(base, organisation, spread)
    found = rows(base, "select moves_to_fit_count, pattern_status from marts.appraisal_periods where unit_id = '1.1'")
    if sum(spread) < 5:
        assert found == [(None, "not_judged")]
        return
    fewest = _fewest_moves(organisation, spread)
    assert found == [(fewest, "deviates" if fewest else "follows")]


@pytest.mark.parametrize(
    ("organisation", "spread", "bounds", "moves"),
    [
        ("good", (3, 25, 0, 0, 0), [(25, None, 19, 0, 6), (0, 1, None, 1, 0)], 6),
        ("good", (8, 19, 1, 0, 0), [(19, None, 19, 0, 0), (1, 1, None, 0, 0)], 0),
        ("good", (9, 19, 0, 0, 0), [(19, None, 19, 0, 0), (0, 1, None, 1, 0)], 1),
        ("excellent", (7, 0, 0, 0, 0), [(7, None, 4, 0, 3)], 3),
        ("excellent", (4, 3, 0, 0, 0), [(4, None, 4, 0, 0)], 0),
        ("needs_improvement", (1, 3, 3, 0, 0), [(3, 5, None, 2, 0), (1, None, 0, 0, 1)], 2),
        ("poor", (1, 4, 0, 0, 0), [(0, 3, None, 3, 0), (0, 1, None, 1, 0), (1, None, 0, 0, 1)], 4),
        ("very_poor", (0, 5, 0, 0, 0), [(0, 3, None, 3, 0), (0, 1, None, 1, 0), (0, None, 0, 0, 0)], 4),
    ],
)
def test_bounds_of_a_pattern_are_whole_people(
    base: duckdb.DuckDBPyConnection,
    organisation: str,
    spread: tuple[int, ...],
    bounds: list[tuple[int | None, ...]],
    moves: int,
) -> None:
    """The first spread is the real file of 28 people: 25 Baik, 3 Sangat Baik, nobody lower."""
    _pattern(base, organisation, spread)
    found = rows(
        base,
        "select people_count, least_count, most_count, short_count, excess_count from marts.pattern_conditions "
        "where unit_id = '1.1' order by condition_order",
    )
    assert found == bounds
    assert rows(base, "select moves_to_fit_count from marts.appraisal_periods where unit_id = '1.1'") == [(moves,)]


DEWI, EKA = "199001012020121004", "199001012020121005"


def test_whose_turn_it_is_comes_from_the_superior_then_the_last_rater_then_the_unit(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{POSTS},nip_atasan\n{ANI},Ani,1.1,Kepala,,,,\n{BUDI},Budi,1.1,J,,,,{ANI}\n"
        f"{CITRA},Citra,1.1,J,,,,\n{DEWI},Dewi,1.1,J,,,,\n{EKA},Eka,1.2,J,,,,\n",
        "skp": f"{APPRAISALS},nip_penilai\n{CITRA},2025,expected,expected,good,{BUDI}\n"
        f"{ANI},2025,expected,expected,good,{BUDI}\n{ANI},2026-TW1,expected,expected,good,\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        gaps = rows(
            con,
            "select employee_name, turn_basis, rater_name, last_rated_period, missing_stage from marts.appraisal_gaps "
            "where period = '2026-TW1' order by employee_name",
        )
        raters = rows(
            con,
            "select rater_name, rater_basis, unit_id, ratee_count, rated_count, file_status, leniency_reason "
            "from marts.rater_periods where period = '2026-TW1' order by rater_name",
        )
    assert gaps == [
        ("Budi", "superior", "Ani", None, "rating"),
        ("Citra", "last_rater", "Budi", "2025", "rating"),
        ("Dewi", "unit_rater", "Budi", None, "rating"),
        ("Eka", "unknown", None, None, "rating"),
    ]
    assert raters == [
        ("Ani", "person", "1.1", 1, 0, "missing", "no_data"),
        ("Budi", "person", "1.1", 2, 0, "missing", "no_data"),
        (None, "unknown", "1", 2, 1, "partial", "no_rater"),
    ]


def test_the_last_appraisal_counts_whoever_gave_it_and_nobody_waits_for_themselves(tmp_path: Path) -> None:
    """Ani has no superior but herself, Budi one of each post. Citra rated most people, herself too."""
    tables = {
        "pegawai": f"{POSTS},nip_atasan\n{ANI},Ani,1.1,J,,,,{ANI}\n{BUDI},Budi,1.1,J,,2024-01-01,,{EKA}\n"
        f"{BUDI},Budi,1.1,K,,2025-01-01,,{DEWI}\n{CITRA},Citra,1.1,J,,,,\n{EKA},Eka,1.1,J,,,,\n",
        "skp": f"{APPRAISALS},nip_penilai\n{ANI},2025-TW3,expected,expected,good,{CITRA}\n"
        f"{CITRA},2025-TW3,expected,expected,good,{CITRA}\n{ANI},2025-TW4,expected,expected,good,\n"
        f"{EKA},2025-TW3,expected,expected,good,{DEWI}\n{EKA},2026-TW1,expected,expected,good,\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        gaps = rows(
            con,
            "select employee_name, turn_basis, rater_id, last_rated_period from marts.appraisal_gaps "
            "where period = '2026-TW1' order by employee_name",
        )
    citra, dewi = (hashlib.sha256(nip.encode()).hexdigest()[:16] for nip in (CITRA, DEWI))
    assert gaps == [
        ("Ani", "last_rater", citra, "2025-TW4"),
        ("Budi", "superior", dewi, None),
        ("Citra", "unit_rater", dewi, "2025-TW3"),
    ]


def test_an_office_that_sends_a_file_is_the_rater_of_its_people(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n{BUDI},Budi,1.1.1,J,,,\n{CITRA},Citra,1.2,J,,,\n",
        "skp": f"{APPRAISALS},source\n{ANI},2026-TW1,expected,expected,good,e-Kinerja · Sekretariat\n"
        f"{BUDI},2026-TW1,expected,expected,good,e-Kinerja · Sekretariat\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        raters = rows(
            con,
            "select rater_name, rater_basis, employee_id, unit_id, ratee_count, file_status from marts.rater_periods "
            "order by rater_name",
        )
    assert raters == [
        ("Sekretariat", "office", None, "1.1", 2, "complete"),
        (None, "unknown", None, "1.2", 1, "missing"),
    ]


def test_a_plan_is_missing_only_where_most_people_have_one(tmp_path: Path) -> None:
    rhk = "nip,periode,rhk,aspek,target\n" + "".join(f"{nip},2026,Laporan,kuantitas,2 Dokumen\n" for nip in (ANI, BUDI))
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n{BUDI},Budi,1.1,J,,,\n{CITRA},Citra,1.2,J,,,\n",
        "skp": f"{APPRAISALS}\n{ANI},2026-TW1,expected,expected,good\n{ANI},2025,expected,expected,good\n",
        "rhk": rhk,
    }
    with small_store.checked(tmp_path, tables) as con:
        gaps = rows(con, "select employee_name, period, missing_stage from marts.appraisal_gaps order by all")
        counts = rows(
            con,
            "select unit_id, period, employee_count, planned_count, rated_count, plan_reason "
            "from marts.appraisal_periods where unit_id in ('1', '1.2') order by all",
        )
    assert gaps == [
        ("Budi", "2025", "rating"),
        ("Budi", "2026-TW1", "rating"),
        ("Citra", "2025", "rating"),
        ("Citra", "2026-TW1", "plan"),
    ]
    assert counts == [
        ("1", "2025", 3, None, 1, "no_plans_loaded"),
        ("1", "2026-TW1", 3, 2, 1, None),
        ("1.2", "2025", 1, None, 0, "no_plans_loaded"),
        ("1.2", "2026-TW1", 1, 0, 0, None),
    ]


@pytest.mark.parametrize(("planned", "stages"), [(1, {"rating"}), (2, {"rating", "plan"})])
def test_half_the_people_with_a_plan_are_most(tmp_path: Path, planned: int, stages: set[str]) -> None:
    """Four people, one appraised: two plans are half of them, and whoever has none lacks a plan; one plan is not."""
    people = "".join(f"{_nip(n)},P{n},1.1,J,,,\n" for n in range(4))
    plans = "".join(f"{_nip(n)},2026,Laporan,kuantitas,2 Dokumen\n" for n in range(planned))
    tables = {
        "pegawai": f"{POSTS}\n{people}",
        "skp": f"{APPRAISALS}\n{_nip(0)},2026-TW1,expected,expected,good\n",
        "rhk": f"nip,periode,rhk,aspek,target\n{plans}",
    }
    with small_store.checked(tmp_path, tables) as con:
        assert {stage for (stage,) in rows(con, "select missing_stage from marts.appraisal_gaps")} == stages


def _nip(number: int) -> str:
    return f"1990010120201210{number:02}"


def _moved(tmp_path: Path, before: dict[int, str], after: dict[int, str]) -> list[tuple[object, ...]]:
    everyone = sorted(before.keys() | after.keys())
    lines = [f"{_nip(n)},2026-TW1,expected,expected,{p}" for n, p in before.items()]
    lines += [f"{_nip(n)},2026-TW2,expected,expected,{p}" for n, p in after.items()]
    tables = {
        "pegawai": "\n".join([POSTS, *(f"{_nip(n)},P,1.1,J,,," for n in everyone)]),
        "skp": "\n".join([APPRAISALS, *lines]),
    }
    with small_store.checked(tmp_path, tables) as con:
        return rows(
            con,
            "select previous_period, both_count, joined_count, left_count, raised_count, lowered_count, "
            "round(top_change, 6), round(top_standard, 6), round(top_composition, 6), round(low_change, 6), reason "
            "from marts.appraisal_changes where unit_id = '1.1'",
        )


def test_a_change_is_split_into_standard_and_composition(tmp_path: Path) -> None:
    """Eight rated twice: 2 of 8 very good, then 4 of 8 (+0.25). Two leave, both good; two come, both very good.

    All: 2 of 10, then 6 of 10: +0.4, so 0.15 is because other people were rated.
    """
    before = {n: "very_good" if n < 2 else "good" for n in range(8)} | {8: "good", 9: "poor"}
    after = {n: "very_good" if n < 4 else "good" for n in range(7)} | {7: "needs_improvement"}
    after |= {10: "very_good", 11: "very_good"}
    assert _moved(tmp_path, before, after) == [("2026-TW1", 8, 2, 2, 2, 1, 0.4, 0.25, 0.15, 0.0, None)]


def test_few_people_rated_twice_are_not_split(tmp_path: Path) -> None:
    before, after = dict.fromkeys(range(6), "good"), dict.fromkeys(range(2, 9), "very_good")
    assert _moved(tmp_path, before, after) == [("2026-TW1", 4, 3, 2, 4, 0, 1.0, None, None, 0.0, "few_rated_twice")]


@pytest.mark.parametrize(
    ("very_good", "actual", "quadrant", "reason"),
    [
        (4, 80, "high_predicates_low_results", None),
        (4, 90, "high_predicates_high_results", None),
        (3, 89.99, "usual_predicates_low_results", None),
        (3, 100, "usual_predicates_high_results", None),
        (4, None, "not_judged", "no_iku_score"),
    ],
)
def test_predicates_stand_beside_the_results_of_the_unit(
    tmp_path: Path, very_good: int, actual: float | None, quadrant: str, reason: str | None
) -> None:
    """Six rated: more than half very good is high; a score below 90 is low. Half is not more than half."""
    lines = [f"{_nip(n)},2026-TW1,above,above,{'very_good' if n < very_good else 'good'}" for n in range(6)]
    result = "" if actual is None else f"K1,1.1,2026-TW1,100,{actual}\n"
    tables = {
        "pegawai": "\n".join([POSTS, *(f"{_nip(n)},P,1.1,J,,," for n in range(6))]),
        "skp": "\n".join([APPRAISALS, *lines]),
        "iku": f"{IKU}\nK1,Satu,1.1,2026,%,maximize,average,100\n",
        "capaian_iku": f"{RESULTS}\n{result}",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con, "select quadrant, quadrant_reason, iku_score_pct from marts.appraisal_periods where unit_id = '1.1'"
        )
    assert found == [(quadrant, reason, actual)]


@pytest.mark.parametrize("year", [2022, 2025])
def test_few_rated_are_held_against_no_result_in_any_year(tmp_path: Path, year: int) -> None:
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n",
        "skp": f"{APPRAISALS}\n{ANI},{year},above,above,very_good\n",
        "iku": f"{IKU}\nK1,Satu,1.1,{year},%,maximize,average,100\n",
        "capaian_iku": f"{RESULTS}\nK1,1.1,{year},100,50\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(con, "select quadrant, quadrant_reason from marts.appraisal_periods where unit_id = '1.1'")
    assert found == [("not_judged", "few_rated")]


def test_a_lenient_rater_is_named_and_one_of_four_people_is_not(tmp_path: Path) -> None:
    """Seven raters of ten people, one gives nine very good, the others one; an eighth rates four, all very good."""
    posts, lines = [POSTS], [f"{APPRAISALS},nip_penilai"]
    raters = [f"1980010120001210{n:02}" for n in range(8)]
    posts += [f"{nip},Penilai {n},1.1,Kepala,,,2020-12-31" for n, nip in enumerate(raters)]
    for n, rater in enumerate(raters):
        for person in range(4 if n == 7 else 10):
            nip = f"19900101202012{n + 10}{person:02}"
            posts.append(f"{nip},P,1.1,J,,2021-01-01,")
            is_top = n == 7 or person < (9 if n == 0 else 1)
            lines.append(f"{nip},2026-TW1,above,above,{'very_good' if is_top else 'good'},{rater}")
    with small_store.checked(tmp_path, {"pegawai": "\n".join(posts), "skp": "\n".join(lines)}) as con:
        found = rows(
            con,
            "select rater_name, leniency_group, leniency_reason, top_share, round(expected_top_share, 4), "
            "shrunken_top_share < top_share from marts.rater_periods order by rater_name",
        )
    assert found[0] == ("Penilai 0", "higher", None, 0.9, 0.2143, True)
    assert [row[1] for row in found[1:7]] == ["indistinct"] * 6
    assert found[7][:4] == ("Penilai 7", "too_little_data", "few_cases", 1.0)
