"""The marts of people: whose unit, who is missing, which predicate counts."""

import hashlib
from pathlib import Path

import pytest
import small_store
from small_store import ANI, APPRAISALS, BUDI, CITRA, POSTS, rows


def _people(root: Path, posts: str, appraisals: str = "") -> list[tuple[object, ...]]:
    tables = {"pegawai": f"{POSTS}\n{posts}", "skp": f"{APPRAISALS}\n{appraisals}"}
    with small_store.checked(root, tables) as con:
        return rows(
            con, "select nip, period, unit_id, job_title, is_rated, predicate from marts.employee_periods order by all"
        )


def test_everyone_in_definitive_post_is_listed_rated_or_not(tmp_path: Path) -> None:
    posts = f"{ANI},Ani,1.1,J,,,\n{BUDI},Budi,1.2,J,definitif,2026-01-01,\n{CITRA},Citra,1.2,J,plt,2026-01-01,\n"
    found = _people(tmp_path, posts, f"{ANI},2026-TW1,expected,expected,good\n")
    assert found == [
        (ANI, "2026-TW1", "1.1", "J", True, "good"),
        (BUDI, "2026-TW1", "1.2", "J", False, None),
    ]


def test_who_has_left_or_not_yet_come_is_not_missing(tmp_path: Path) -> None:
    posts = f"{ANI},Ani,1.1,J,,,\n{BUDI},Budi,1.2,J,,2020-01-01,2026-03-30\n{CITRA},Citra,1.2,J,,2026-04-01,\n"
    found = _people(tmp_path, posts, f"{ANI},2026-TW1,expected,expected,good\n")
    assert [row[0] for row in found] == [ANI]


def test_an_employee_who_moves_belongs_to_the_unit_at_the_end_of_the_period(tmp_path: Path) -> None:
    posts = f"{ANI},Ani,1.1,Lama,,2020-01-01,2026-03-31\n{ANI},Ani,1.2,Baru,,2026-04-01,\n"
    appraisals = "".join(f"{ANI},{period},expected,expected,good\n" for period in ("2025", "2026-TW1", "2026-TW2"))
    found = _people(tmp_path, posts, appraisals)
    assert [row[1:4] for row in found] == [
        ("2025", "1.1", "Lama"),
        ("2026-TW1", "1.1", "Lama"),
        ("2026-TW2", "1.2", "Baru"),
    ]


def test_a_definitive_post_goes_before_an_acting_one_and_the_latest_start_before_an_earlier(tmp_path: Path) -> None:
    posts = (
        f"{ANI},Ani,1.1,Definitif,definitif,2020-01-01,\n{ANI},Ani,1.2,Pelaksana tugas,plt,2025-01-01,\n"
        f"{BUDI},Budi,1.1,Pertama,,2020-01-01,\n{BUDI},Budi,1.2,Kedua,,2024-01-01,\n"
        f"{BUDI},Budi,1.1.1,Tanpa tanggal,,,\n"
        f"{CITRA},Citra,1.2,Plh,plh,2026-01-01,\n"
    )
    appraisals = "".join(f"{nip},2026-TW1,expected,expected,good\n" for nip in (ANI, BUDI, CITRA))
    assert [row[2:4] for row in _people(tmp_path, posts, appraisals)] == [
        ("1.1", "Definitif"),
        ("1.2", "Kedua"),
        ("1.2", "Plh"),
    ]


def test_an_appraisal_outside_every_post_goes_to_the_nearest_earlier_one_else_the_first(tmp_path: Path) -> None:
    posts = (
        f"{ANI},Ani,1.1,Dulu,,2020-01-01,2021-12-31\n{ANI},Ani,1.1.1,Kemudian,,2022-01-01,2025-12-31\n"
        f"{BUDI},Budi,1.2,Nanti,,2026-06-01,\n"
    )
    appraisals = f"{ANI},2026-TW1,expected,expected,good\n{BUDI},2026-TW1,expected,expected,good\n"
    assert [row[2] for row in _people(tmp_path, posts, appraisals)] == ["1.1.1", "1.2"]


def test_the_unit_an_appraisal_names_counts_and_an_unknown_one_keeps_it_out(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n{BUDI},Budi,1.1,J,,,\n",
        "skp": f"{APPRAISALS},kode_unit\n{ANI},2026-TW1,expected,expected,good,1.2\n"
        f"{BUDI},2026-TW1,expected,expected,good,9.9\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(con, "select nip, unit_id, is_rated from marts.employee_periods order by all")
        findings = rows(con, "select row_number, code, column_name, value from marts.findings")
    assert found == [(ANI, "1.2", True), (BUDI, "1.1", False)]
    assert findings == [(3, "unit-tidak-dikenal", "kode_unit", "9.9")]


def test_an_unknown_employee_stays_out_and_the_nip_is_masked(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n{BUDI},Budi,9.9,J,,,\n",
        "skp": f"{APPRAISALS}\n{CITRA},2026-TW1,expected,expected,good\n{BUDI},2026-TW1,expected,expected,good\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        assert small_store.column(con, "select count(*) from marts.employee_periods") == [0]
        found = rows(
            con,
            "select kind, row_number, code, value, unit_id, message_id from marts.findings order by kind, row_number",
        )
    assert [row[:3] for row in found] == [
        ("pegawai", 3, "unit-tidak-dikenal"),
        ("skp", 2, "pegawai-tidak-dikenal"),
        ("skp", 3, "pegawai-tidak-dikenal"),
    ]
    assert found[1][3] == "1990" + "•" * 14
    assert [row[4] for row in found] == ["1", "1", "1"], "the top of the tree that the file's other rows belong to"
    assert all(row[5] for row in found)


def test_the_official_predicate_stays_where_the_matrix_says_otherwise(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n{BUDI},Budi,1.1,J,,,\n",
        "skp": f"{APPRAISALS}\n{ANI},2026-TW1,expected,below,good\n{BUDI},2026-TW1,below,expected,needs_improvement\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con, "select predicate, predicate_by_matrix, is_matrix_mismatch from marts.employee_periods order by nip"
        )
        findings = rows(con, "select code, value, expected_id, expected_en, unit_id, root_id from marts.findings")
        counts = rows(
            con, "select unit_id, rated_count, good_count, mismatch_count from marts.appraisal_periods order by all"
        )
    assert found == [("good", "poor", True), ("needs_improvement", "needs_improvement", False)]
    assert findings == [("predikat-beda-matriks", "Baik", "Kurang", "Poor", "1.1", "1")]
    assert counts == [("1", 2, 1, 1), ("1.1", 2, 1, 1)]


def test_an_employee_id_is_no_nip(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n",
        "skp": f"{APPRAISALS},nip_penilai\n{ANI},2026-TW1,expected,expected,good,{BUDI}\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(con, "select employee_id, rater_id from marts.employee_periods")
    assert found == [tuple(hashlib.sha256(nip.encode()).hexdigest()[:16] for nip in (ANI, BUDI))]


@pytest.mark.parametrize(
    ("organisation", "spread", "status"),
    [
        ("excellent", {"very_good": 7, "good": 3}, "follows"),
        ("excellent", {"very_good": 8, "good": 2}, "deviates"),
        ("good", {"good": 7, "needs_improvement": 1, "very_good": 2}, "follows"),
        ("good", {"good": 7, "very_good": 3}, "deviates"),
        ("good", {"good": 8, "poor": 2}, "deviates"),
        ("needs_improvement", {"needs_improvement": 6, "good": 3, "very_good": 1}, "follows"),
        ("needs_improvement", {"needs_improvement": 5, "good": 5}, "deviates"),
        ("poor", {"poor": 6, "needs_improvement": 1, "good": 3}, "follows"),
        ("poor", {"poor": 6, "good": 4}, "deviates"),
        ("very_poor", {"very_poor": 6, "poor": 1, "good": 3}, "follows"),
        ("very_poor", {"very_poor": 6, "poor": 3, "very_good": 1}, "deviates"),
        ("good", {"good": 4}, "not_judged"),
        ("good", {"good": 5}, "deviates"),
    ],
)
def test_the_spread_of_predicates_is_held_against_the_pattern(
    tmp_path: Path, organisation: str, spread: dict[str, int], status: str
) -> None:
    predicates = [predicate for predicate, count in spread.items() for _ in range(count)]
    nips = [f"1990010120201210{n:02}" for n in range(len(predicates))]
    tables = {
        "pegawai": "\n".join([POSTS, *(f"{nip},P,1.1,J,,," for nip in nips)]),
        "skp": "\n".join(
            [APPRAISALS, *(f"{n},2026-TW1,expected,expected,{p}" for n, p in zip(nips, predicates, strict=True))]
        ),
        "predikat_organisasi": f"kode_unit,periode,predikat\n1.1,2026-TW1,{organisation}\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con, "select organisation_predicate, pattern_status from marts.appraisal_periods where unit_id = '1.1'"
        )
    assert found == [(organisation, status)]
