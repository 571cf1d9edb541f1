"""The rules, vector by vector: each is data joined in SQL, and each boundary case has its number here."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
import small_store

from pipelines import models

ACHIEVEMENTS = [
    # polarity, lower, upper, target, actual → achievement, status, reason
    ("maximize", None, None, 100, 80, 80.0, "near", None),
    ("maximize", None, None, 100, 79.994, 79.994, "below", None),
    ("maximize", None, None, 100, 79.995, 79.995, "near", None),
    ("maximize", None, None, 100, 99.994, 99.994, "near", None),
    ("maximize", None, None, 100, 99.995, 99.995, "met", None),
    ("maximize", None, None, 100, 100.004, 100.004, "met", None),
    ("maximize", None, None, 100, 100.005, 100.005, "exceeded", None),
    ("maximize", None, None, 50, 200, 400.0, "exceeded", None),
    ("maximize", None, None, 100, 0, 0.0, "below", None),
    ("maximize", None, None, 100, -5, -5.0, "below", None),
    ("maximize", None, None, 100, None, None, "not_judged", "no_data"),
    ("maximize", None, None, None, 80, None, "not_judged", "no_target"),
    ("maximize", None, None, 0, 80, None, "met", "zero_target"),
    ("maximize", None, None, 0, -1, None, "below", "zero_target"),
    ("maximize", None, None, -2, -1, None, "met", "negative_target"),
    ("maximize", None, None, -2, -3, None, "below", "negative_target"),
    ("minimize", None, None, 100, 80, 120.0, "exceeded", None),
    ("minimize", None, None, 100, 100, 100.0, "met", None),
    ("minimize", None, None, 100, 200, 0.0, "below", None),
    ("minimize", None, None, 100, 250, 0.0, "below", None),
    ("minimize", None, None, 0.5, 0, 200.0, "exceeded", None),
    ("minimize", None, None, 0, 0, None, "met", "zero_target"),
    ("minimize", None, None, 0, 1, None, "below", "zero_target"),
    ("stabilize", None, None, 100, 100, 100.0, "met", None),
    ("stabilize", None, None, 100, 80, 80.0, "near", None),
    ("stabilize", None, None, 80, 100, 80.0, "near", None),
    ("stabilize", None, None, 100, 0, 0.0, "below", None),
    ("stabilize", None, None, 0, 0, None, "met", "zero_target"),
    ("range", 80, 90, None, 92, 102.2222222222, "exceeded", None),
    ("range", 80, 90, None, 70, 87.5, "near", None),
    ("range", 80, 90, None, 85, 100.0, "met", None),
    ("range", 80, 90, None, 90, 100.0, "met", None),
    ("range", 0, 5, None, 0, 100.0, "met", None),
    ("range", 0, 5, None, -1, None, "below", "zero_target"),
    ("range", None, None, None, 85, None, "not_judged", "no_bounds"),
    ("minimize", 7, 8, None, 6.5, 107.1428571429, "exceeded", None),
    ("minimize", 7, 8, None, 9, 87.5, "near", None),
    ("minimize", 7, 8, None, 7.5, 100.0, "met", None),
]


def _text(value: object) -> str:
    return "" if value is None else str(value)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """The marts of one store in which every achievement vector is an indicator of its own."""
    indicators = ["kode_iku,nama_iku,kode_unit,tahun,satuan,polaritas,konsolidasi,batas_bawah,batas_atas"]
    results = ["kode_iku,kode_unit,periode,target,realisasi"]
    for number, (polarity, lower, upper, target, actual, *_) in enumerate(ACHIEVEMENTS):
        indicators.append(f"V{number},v,1.1,2026,%,{polarity},last,{_text(lower)},{_text(upper)}")
        results.append(f"V{number},1.1,2026-TW1,{_text(target)},{_text(actual)}")
    tables = {"unit": small_store.UNITS, "iku": "\n".join(indicators), "capaian_iku": "\n".join(results)}
    with small_store.marts(small_store.make(tmp_path_factory.mktemp("rules"), tables)) as con:
        yield con


@pytest.mark.parametrize("number", range(len(ACHIEVEMENTS)), ids=[str(vector[:5]) for vector in ACHIEVEMENTS])
def test_achievement_follows_its_polarity(judged: duckdb.DuckDBPyConnection, number: int) -> None:
    *_, expected, status, reason = ACHIEVEMENTS[number]
    found = judged.execute(
        "select achievement_pct, status, reason, ytd_achievement_pct, ytd_status, ytd_reason from marts.iku_periods "
        "where iku_id = ? and period = '2026-TW1'",
        [f"V{number}"],
    ).fetchone()
    wanted = None if expected is None else pytest.approx(expected, abs=1e-9)
    # one filled period: the year so far is the period, except that an empty period leaves nothing to add up
    assert found == (wanted, status, reason, wanted, status, reason)


def test_the_other_minimize_formula_is_there_under_its_name(judged: duckdb.DuckDBPyConnection) -> None:
    found = judged.execute(
        "select formula_id, is_chosen from core.iku_formulas where formula_polarity = 'minimize' order by all"
    ).fetchall()
    assert found == [("2t_minus_r_over_t", True), ("t_over_r", False)]


def test_target_over_actual_is_a_setting_and_gives_125_and_no_ratio_at_zero(tmp_path: Path) -> None:
    tables = {
        "unit": small_store.UNITS,
        "iku": "kode_iku,nama_iku,kode_unit,tahun,satuan,polaritas,konsolidasi\n"
        "A,a,1.1,2026,%,minimize,last\nB,b,1.1,2026,%,minimize,last\n",
        "capaian_iku": "kode_iku,kode_unit,periode,target,realisasi\nA,1.1,2026-TW1,100,80\nB,1.1,2026-TW1,100,0\n",
    }
    home = small_store.make(tmp_path, tables)
    with small_store.marts(home, settings={"iku_formula_minimize": "t_over_r"}) as con:
        found = small_store.rows(
            con,
            "select formula_id, achievement_pct, status, reason from marts.iku_periods "
            "where period = '2026-TW1' order by iku_id",
        )
    assert found == [("t_over_r", 125.0, "exceeded", None), ("t_over_r", None, "met", "zero_actual")]


BANDS = [
    # scheme, value, band
    ("realisation_permendagri_86_2017", 90, "high"),
    ("realisation_permendagri_86_2017", 90.01, "very_high"),
    ("realisation_permendagri_86_2017", 130, "very_high"),
    ("realisation_permendagri_86_2017", 75, "medium"),
    ("realisation_permendagri_86_2017", 75.01, "high"),
    ("realisation_permendagri_86_2017", 65.01, "medium"),
    ("realisation_permendagri_86_2017", 65, "low"),
    ("realisation_permendagri_86_2017", 50.01, "low"),
    ("realisation_permendagri_86_2017", 50, "very_low"),
    ("realisation_permendagri_86_2017", 0, "very_low"),
    ("iku_status_kemenkeu", 100.01, "exceeded"),
    ("iku_status_kemenkeu", 100, "met"),
    ("iku_status_kemenkeu", 99.99, "near"),
    ("iku_status_kemenkeu", 80, "near"),
    ("iku_status_kemenkeu", 79.99, "below"),
    ("iku_status_banjarnegara", 69.99, "below"),
    ("iku_status_banjarnegara", 70, "near"),
    ("iku_status_banjarnegara", 90, "near"),
    ("iku_status_banjarnegara", 90.01, "met"),
    ("sakip_88_2021", 100, "AA"),
    ("sakip_88_2021", 90.01, "AA"),
    ("sakip_88_2021", 90, "A"),
    ("sakip_88_2021", 80, "BB"),
    ("sakip_88_2021", 70, "B"),
    ("sakip_88_2021", 60, "CC"),
    ("sakip_88_2021", 50, "C"),
    ("sakip_88_2021", 30.01, "C"),
    ("sakip_88_2021", 30, "D"),
    ("sakip_88_2021", 0, "D"),
    ("skm_14_2017", 64.99, "D"),
    ("skm_14_2017", 64.995, "C"),
    ("skm_14_2017", 65.00, "C"),
    ("skm_14_2017", 2.5996 * 25, "D"),
    ("skm_14_2017", 76.60, "C"),
    ("skm_14_2017", 76.61, "B"),
    ("skm_14_2017", 88.30, "B"),
    ("skm_14_2017", 88.31, "A"),
    ("skm_14_2017", 3.5324 * 25, "A"),
    ("skm_14_2017", 25, "D"),
    ("skm_14_2017", 100, "A"),
    ("skm_14_2017", 24.99, None),
    ("skm_25_2004", 43.75, "D"),
    ("skm_25_2004", 43.76, "C"),
    ("skm_25_2004", 62.50, "C"),
    ("skm_25_2004", 62.51, "B"),
    ("skm_25_2004", 81.25, "B"),
    ("skm_25_2004", 81.26, "A"),
    ("jpm_selection", 79.99, "MMS"),
    ("jpm_selection", 80, "MS"),
    ("jpm_selection", 68, "MMS"),
    ("jpm_selection", 67.99, "KMS"),
    ("jpm_selection", 138.89, "MS"),
    ("jpm_mapping", 80, "fairly_optimal"),
    ("jpm_mapping", 89.99, "fairly_optimal"),
    ("jpm_mapping", 90, "optimal"),
    ("jpm_mapping", 77.99, "less_optimal"),
    ("ip_asn_8_2019", 91, "ST"),
    ("ip_asn_8_2019", 90.99, "T"),
    ("ip_asn_8_2019", 81, "T"),
    ("ip_asn_8_2019", 71, "S"),
    ("ip_asn_8_2019", 61, "R"),
    ("ip_asn_8_2019", 60, "SR"),
    ("budget_efficiency", 5.01, "efficient"),
    ("budget_efficiency", 5, "fair"),
    ("budget_efficiency", -5, "fair"),
    ("budget_efficiency", -5.01, "inefficient"),
]


@pytest.fixture(scope="module")
def reference() -> Iterator[duckdb.DuckDBPyConnection]:
    """The reference tables alone, and every band vector judged by the one model that joins bands."""
    with duckdb.connect() as con:
        con.execute("create schema reference; create schema core")
        models.load_reference(con)
        con.execute(
            "create table core.values_to_judge (setting_id varchar, scheme varchar, value double, on_date date)"
        )
        rows = [
            ["vector", scheme, value, "2016-06-30" if "2004" in scheme else "2026-06-30"] for scheme, value, _ in BANDS
        ]
        con.executemany("insert into core.values_to_judge values (?, ?, ?, ?)", rows)
        con.execute("alter table core.values_to_judge add column value_e2 bigint")
        con.execute("update core.values_to_judge set value_e2 = cast(floor(value * 100 + 0.50000001) as bigint)")
        small_store.run_model(con, "core.judged_values")
        yield con


@pytest.mark.parametrize(("scheme", "value", "band"), BANDS)
def test_value_falls_into_its_band(
    reference: duckdb.DuckDBPyConnection, scheme: str, value: float, band: str | None
) -> None:
    found = reference.execute(
        "select band_id from core.judged_values where scheme = ? "
        "and value_e2 = cast(floor(? * 100 + 0.50000001) as bigint) group by all",
        [scheme, value],
    ).fetchall()
    assert found == ([(band,)] if band else [])


@pytest.mark.parametrize(
    ("result", "behaviour", "predicate"),
    [
        ("above", "below", "poor"),
        ("above", "expected", "good"),
        ("above", "above", "very_good"),
        ("expected", "below", "poor"),
        ("expected", "expected", "good"),
        ("expected", "above", "good"),
        ("below", "below", "very_poor"),
        ("below", "expected", "needs_improvement"),
        ("below", "above", "needs_improvement"),
    ],
)
def test_matrix_is_result_by_behaviour_and_not_the_other_way_round(
    reference: duckdb.DuckDBPyConnection, result: str, behaviour: str, predicate: str
) -> None:
    found = small_store.column(
        reference,
        "select predicate from reference.predicate_matrix "
        f"where result_rating = '{result}' and behaviour_rating = '{behaviour}'",
    )
    assert found == [predicate]


@pytest.mark.parametrize(
    ("potential", "performance", "box"),
    [
        ("tinggi", "below", 6),
        ("tinggi", "expected", 8),
        ("tinggi", "above", 9),
        ("menengah", "below", 3),
        ("menengah", "expected", 5),
        ("menengah", "above", 7),
        ("rendah", "below", 1),
        ("rendah", "expected", 2),
        ("rendah", "above", 4),
    ],
)
def test_nine_boxes_are_numbered_diagonally(
    reference: duckdb.DuckDBPyConnection, potential: str, performance: str, box: int
) -> None:
    found = small_store.column(
        reference,
        f"select box from reference.nine_boxes where potential = '{potential}' and performance = '{performance}'",
    )
    assert found == [box]


@pytest.mark.parametrize(
    ("tier", "predicate", "months", "credit"),
    [
        ("ahli pertama", "good", 2, 2.08),
        ("ahli pertama", "very_good", 12, 18.75),
        ("pemula", "very_good", 12, 5.63),
        ("pemula", "needs_improvement", 12, 2.81),
        ("terampil", "very_poor", 12, 1.25),
    ],
)
def test_credit_is_months_by_predicate_by_coefficient(
    reference: duckdb.DuckDBPyConnection, tier: str, predicate: str, months: int, credit: float
) -> None:
    found = small_store.column(
        reference,
        "select cast(floor("
        "cast(vectors.months * multiplier_e2 * coefficient_e2 as double) / 1200 + 0.50000001) as bigint) "
        f"from (values ('{tier}', '{predicate}', {months})) as vectors (tier, predicate, months) "
        "inner join reference.credit_multipliers as multipliers on vectors.predicate = multipliers.predicate "
        "inner join reference.credit_coefficients as coefficients on vectors.tier = coefficients.tier",
    )
    assert found == [round(credit * 100)]


@pytest.mark.parametrize(
    ("population", "sample"),
    [(10, 10), (15, 14), (50, 44), (100, 80), (500, 217), (1000, 278), (10000, 370), (75000, 382), (1000000, 384)],
)
def test_sample_size_reproduces_the_classic_table(
    reference: duckdb.DuckDBPyConnection, population: int, sample: int
) -> None:
    found = small_store.column(
        reference,
        f"""
        with constants as (
            select
                max(case setting_id when 'krejcie_chi_square_e3' then cast(value as double) / 1000 end) as chi_square,
                max(case setting_id when 'krejcie_share_e2' then cast(value as double) / 100 end) as share,
                max(case setting_id when 'krejcie_error_e2' then cast(value as double) / 100 end) as error
            from reference.settings
        )
        select cast(round(
            chi_square * {population} * share * (1 - share)
            / (error * error * ({population} - 1) + chi_square * share * (1 - share))
        ) as bigint) from constants
        """,
    )
    assert found == [sample]


def test_every_rule_named_by_a_reference_table_is_in_the_registry(reference: duckdb.DuckDBPyConnection) -> None:
    tables = small_store.column(
        reference,
        "select table_name from duckdb_columns() where schema_name = 'reference' and column_name = 'rule_id'",
    )
    assert len(tables) >= 9
    for table in tables:
        strangers = small_store.column(
            reference,
            f"select rule_id from reference.{table} where rule_id not in (select rule_id from reference.rules)",
        )
        assert strangers == [], table


def test_every_rule_states_how_sure_we_are(reference: duckdb.DuckDBPyConnection) -> None:
    found = small_store.column(reference, "select distinct confidence from reference.rules order by all")
    assert set(found) <= {"V", "V-code", "1src", "U"}
