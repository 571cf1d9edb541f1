"""SKP of 2021 and before: their own scales, and nothing of them among the predicates of today."""

from pathlib import Path

import pytest
from small_store import ANI, APPRAISALS, POSTS, checked, rows

OLD = "nip,tahun,nilai_skp,nilai_perilaku,nilai_akhir,peraturan"
PERSON = f"{POSTS}\n{ANI},Ani,1.1,Analis,definitif,2023-01-01,\n"


def judged(root: Path, *lines: str) -> list[tuple[object, ...]]:
    with checked(root, {"pegawai": PERSON, "skp_lama": "\n".join([OLD, *lines])}) as con:
        return rows(con, "select legacy_predicate, reason, regulation, unit_id from marts.legacy_appraisals")


@pytest.mark.parametrize(
    ("value", "predicate", "reason"),
    [
        ("49.99", "very_poor", None),
        ("50", "poor", None),
        ("69.99", "poor", None),
        ("69.994", "poor", None),
        ("69.995", "needs_improvement", None),
        ("70", "needs_improvement", None),
        ("89.99", "needs_improvement", None),
        ("90", "good", None),
        ("109.99", "good", None),
        ("110", "good", "needs_new_idea"),
        ("120", "good", "needs_new_idea"),
        ("120.01", None, "outside_scale"),
        ("", None, "no_value"),
    ],
)
def test_a_number_of_2021_gives_at_most_good(tmp_path: Path, value: str, predicate: str, reason: str) -> None:
    assert judged(tmp_path, f"{ANI},2021,,,{value},") == [(predicate, reason, "pp_30_2019", "1.1")]


@pytest.mark.parametrize(
    ("value", "predicate", "reason"),
    [
        ("50", "very_poor", None),
        ("50.01", "poor", None),
        ("60", "poor", None),
        ("60.01", "needs_improvement", None),
        ("61", "needs_improvement", None),
        ("75", "needs_improvement", None),
        ("76", "good", None),
        ("90", "good", None),
        ("91", "very_good", None),
        ("100", "very_good", None),
        ("100.01", None, "outside_scale"),
    ],
)
def test_a_number_of_2020_is_on_the_scale_before(tmp_path: Path, value: str, predicate: str, reason: str) -> None:
    assert judged(tmp_path, f"{ANI},2020,,,{value},") == [(predicate, reason, "pp_46_2011", "1.1")]


def test_the_regulation_of_the_source_goes_before_the_year(tmp_path: Path) -> None:
    assert judged(tmp_path, f"{ANI},2021,,,95,pp_46_2011") == [("very_good", None, "pp_46_2011", "1.1")]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        # 70 % × 92.5 + 30 % × 90 = 91.75; 60 % × 92.5 + 40 % × 90 = 91.5
        ("2021,92.5,90,91.75,", (91.75, 91.5, None, "70_30")),
        ("2021,92.5,90,91.5,", (91.75, 91.5, None, "60_40")),
        ("2021,92.5,90,91.76,", (91.75, 91.5, None, "70_30")),
        ("2021,92.5,90,91.77,", (91.75, 91.5, None, "neither")),
        ("2021,92.5,90,,", (91.75, 91.5, None, None)),
        ("2021,92.5,,91.75,", (None, None, "no_behaviour", None)),
        ("2021,,90,91.75,", (None, None, "no_skp", None)),
        ("2020,92.5,90,91.75,", (None, None, "other_regulation", None)),
    ],
)
def test_the_score_is_weighed_again_beside_the_one_of_the_source(
    tmp_path: Path, line: str, expected: tuple[object, ...]
) -> None:
    with checked(tmp_path, {"pegawai": PERSON, "skp_lama": f"{OLD}\n{ANI},{line}\n"}) as con:
        found = rows(
            con, "select value_70_30, value_60_40, weights_reason, weights_matched from marts.legacy_appraisals"
        )
    assert found == [expected]


def test_old_numbers_stay_out_of_every_mart_of_today(tmp_path: Path) -> None:
    today = {"pegawai": PERSON, "skp": f"{APPRAISALS}\n{ANI},2026-06,expected,expected,good\n"}
    old = {"skp_lama": f"{OLD}\n{ANI},2021,92.5,90,95,\n{ANI},2020,80,80,80,\n"}
    of_old = {"legacy_appraisals", "freshness", "build"}

    def everything(root: Path, tables: dict[str, str]) -> dict[str, list[str]]:
        with checked(root, tables) as con:
            names = rows(con, "select table_name from duckdb_tables() where schema_name = 'marts'")
            marts = {str(name) for (name,) in names} - of_old
            return {name: sorted(map(str, rows(con, f"from marts.{name}"))) for name in marts}

    without, with_old = everything(tmp_path / "a", today), everything(tmp_path / "b", today | old)
    assert without["employee_periods"] != []
    assert without == with_old


def test_the_unit_is_that_of_the_end_of_the_year(tmp_path: Path) -> None:
    posts = (
        f"{POSTS}\n{ANI},Ani,1.2,Analis,definitif,2018-01-01,2020-12-31\n{ANI},Ani,1.1,Analis,definitif,2021-01-01,\n"
    )
    tables = {"pegawai": posts, "skp_lama": f"{OLD}\n{ANI},2020,,,80,\n{ANI},2021,,,80,\n"}
    with checked(tmp_path, tables) as con:
        found = rows(con, "select year, unit_id from marts.legacy_appraisals order by year")
    assert found == [(2020, "1.2"), (2021, "1.1")]
