"""SKP of 2021 and before: their own scales, and nothing of them among the predicates of today."""

from pathlib import Path

from small_store import ANI, APPRAISALS, POSTS, checked, everything, rows

OLD = "nip,tahun,nilai_skp,nilai_perilaku,nilai_akhir,peraturan"
PERSON = f"{POSTS}\n{ANI},Ani,1.1,Analis,definitif,2023-01-01,\n"


def judged(root: Path, *lines: str) -> list[tuple[object, ...]]:
    """Return what becomes of each line; each is of a person of its own, who works in 1.1."""
    people = "".join(f"{nip(n)},Ani,1.1,Analis,definitif,2018-01-01,\n" for n in range(len(lines)))
    scores = "".join(f"{nip(n)},{line}\n" for n, line in enumerate(lines))
    with checked(root, {"pegawai": f"{POSTS}\n{people}", "skp_lama": f"{OLD}\n{scores}"}) as con:
        return rows(
            con,
            "select legacy_predicate, reason, regulation, unit_id, value_70_30, value_60_40, weights_reason, "
            "weights_matched from marts.legacy_appraisals order by row_number",
        )


def nip(number: int) -> str:
    return f"1990010120201210{number:02}"


OF_2021 = [
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
]
OF_2020 = [
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
]


def test_a_number_of_2021_gives_at_most_good_and_one_of_2020_is_on_the_scale_before(tmp_path: Path) -> None:
    lines = [f"2021,,,{value}," for value, *_ in OF_2021] + [f"2020,,,{value}," for value, *_ in OF_2020]
    found = [row[:4] for row in judged(tmp_path, *lines)]
    assert found == [
        *((predicate, reason, "pp_30_2019", "1.1") for _value, predicate, reason in OF_2021),
        *((predicate, reason, "pp_46_2011", "1.1") for _value, predicate, reason in OF_2020),
    ]


def test_the_regulation_of_the_source_goes_before_the_year(tmp_path: Path) -> None:
    assert [row[:4] for row in judged(tmp_path, "2021,,,95,pp_46_2011")] == [("very_good", None, "pp_46_2011", "1.1")]


WEIGHED = [
    # 70 % × 92.5 + 30 % × 90 = 91.75; 60 % × 92.5 + 40 % × 90 = 91.5
    ("2021,92.5,90,91.75,", (91.75, 91.5, None, "70_30")),
    ("2021,92.5,90,91.5,", (91.75, 91.5, None, "60_40")),
    ("2021,92.5,90,91.76,", (91.75, 91.5, None, "70_30")),
    ("2021,92.5,90,91.77,", (91.75, 91.5, None, "neither")),
    ("2021,92.5,90,,", (91.75, 91.5, None, None)),
    ("2021,92.5,,91.75,", (None, None, "no_behaviour", None)),
    ("2021,,90,91.75,", (None, None, "no_skp", None)),
    ("2020,92.5,90,91.75,", (None, None, "other_regulation", None)),
]


def test_the_score_is_weighed_again_beside_the_one_of_the_source(tmp_path: Path) -> None:
    found = judged(tmp_path, *(line for line, _ in WEIGHED))
    assert [row[4:] for row in found] == [expected for _, expected in WEIGHED]


def test_old_numbers_stay_out_of_every_mart_of_today(tmp_path: Path) -> None:
    today = {"pegawai": PERSON, "skp": f"{APPRAISALS}\n{ANI},2026-06,expected,expected,good\n"}
    old = {"skp_lama": f"{OLD}\n{ANI},2021,92.5,90,95,\n{ANI},2020,80,80,80,\n"}
    of_old = {"legacy_appraisals", "freshness", "build"}

    def all_of(root: Path, tables: dict[str, str]) -> dict[str, list[str]]:
        with checked(root, tables) as con:
            everything(con)
            names = rows(con, "select table_name from duckdb_tables() where schema_name = 'marts'")
            marts = {str(name) for (name,) in names} - of_old
            return {name: sorted(map(str, rows(con, f"from marts.{name}"))) for name in marts}

    without, with_old = all_of(tmp_path / "a", today), all_of(tmp_path / "b", today | old)
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
