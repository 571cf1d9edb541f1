"""Each number is described once, in both languages, and its rules exist; numbers read as they should."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from dashboard import access, formats, language, measures, warehouse
from dashboard.components import explanation
from dashboard.queries.rules import rules
from dashboard.words import appraisals, comparisons, exports, indicators, people, viewers
from dashboard.words.inputs import INPUTS

SPACE = formats.NBSP


@pytest.fixture
def registry(sample: Path) -> list[measures.Measure]:
    warehouse.pin()
    return measures.all_measures()


def test_every_measure_is_whole_in_both_languages(registry: list[measures.Measure]) -> None:
    known = set(rules(warehouse.cursor(), access.PUBLIC)["rule_id"])
    assert len(registry) > 8
    for measure in registry:
        assert all(measure.row[name] for name in measure.row if name != "rule_ids"), measure.row["measure_id"]
        assert measure.meaning.endswith(".")
        assert set(measure.rule_ids) <= known
        assert measure.show(None) == "belum ada data"
        language.use("en")
        assert measure.meaning.endswith(".")
        assert measure.show(None) == "no data yet"
        language.use("id")


def test_every_measure_is_a_column_and_its_formula_names_columns(registry: list[measures.Measure]) -> None:
    found = warehouse.cursor().rows(
        "select table_name, column_name from information_schema.columns where table_schema = 'marts'", {}
    )
    columns = set(found.iter_rows())
    for measure in registry:
        mart = measure.row["mart"]
        assert (mart, measure.row["measure_id"]) in columns
        for text in (measure.row["formula_id"], measure.row["formula_en"]):
            assert {(mart, name) for name in re.findall(r"\{(\w+)\}", text)} <= columns, measure.row["measure_id"]


def test_a_formula_shows_the_numbers_put_in(registry: list[measures.Measure]) -> None:
    measure = measures.measure("weight_covered_pct")
    assert measure.formula({"weight_judged": 62.5, "weight_total": 100.0}) == "62,5 ÷ 100 × 100"
    assert measure.formula({"weight_judged": None, "weight_total": 100.0}) == "belum ada data ÷ 100 × 100"
    with pytest.raises(KeyError):
        measures.measure("no_such_number")


def test_a_formula_without_numbers_names_what_goes_in(registry: list[measures.Measure]) -> None:
    known, used = {measure.row["measure_id"] for measure in registry}, set()
    for measure in registry:
        for code in ("id", "en"):
            language.use(code)
            inputs = [*measures._INPUT.finditer(measure.row[f"formula_{code}"])]
            bare = {found[1] for found in inputs if not measures.is_named_beside(found)} - known
            assert bare <= set(INPUTS), measure.row["measure_id"]
            used |= bare
            assert "_" not in measure.formula()
    assert used == set(INPUTS), "a name that no formula needs"


@pytest.mark.parametrize(
    ("measure_id", "indonesian", "english"),
    [
        ("credit", "bulan menjabat ÷ 12 × pengali predikat % × koefisien jenjang",
         "months in post ÷ 12 × multiplier of the predicate % × coefficient of the tier"),
        ("achievement_pct", "realisasi … terhadap target …", "actual … against target …"),
        ("efficiency_gap_pct", "Skor IKU sampai periode ini − Anggaran terserap",
         "Indicator score to date − Budget spent"),
        ("margin", "1,96 × simpangan baku ÷ √jumlah responden", "1.96 × standard deviation ÷ √number of respondents"),
    ],
)  # fmt: skip
def test_a_formula_reads_as_words(
    registry: list[measures.Measure], measure_id: str, indonesian: str, english: str
) -> None:
    for code, said in (("id", indonesian), ("en", english)):
        language.use(code)
        assert measures.measure(measure_id).formula() == said


def test_only_a_count_out_of_another_leaves_its_formula_to_its_meaning(registry: list[measures.Measure]) -> None:
    parts = {measure.row["measure_id"] for measure in registry if measure.is_part}
    assert {"rated_count", "accepted_count", "iku_met_count"} <= parts
    assert not parts & {"achievement_pct", "comparison_value", "gap_avg", "ikm"}


def test_a_verdict_is_icon_word_and_colour() -> None:
    icons = [status.icon for status in measures.STATUSES.values()]
    assert len(set(icons)) == len(icons) == 5
    assert {status.color for status in measures.STATUSES.values()} <= {"blue", "orange", "gray"}
    assert measures.STATUSES["below"].badge == f":orange[▼{SPACE}Di bawah target]"


def test_every_code_of_the_warehouse_has_a_word(sample: Path) -> None:
    warehouse.pin()
    for table, column, words in (
        ("iku_periods", "status", measures.STATUSES),
        ("iku_periods", "reason", indicators.REASONS),
        ("iku_periods", "realisation_band", indicators.REALISATION_BANDS),
        ("iku_series", "variation", indicators.VARIATIONS),
        ("iku_series", "assurance", indicators.ASSURANCES),
        ("iku_outlook", "chance_band", indicators.CHANCE_BANDS),
        ("iku_outlook", "reason", indicators.OUTLOOK_REASONS),
        ("budget_periods", "efficiency_band", indicators.EFFICIENCY_BANDS),
        ("budget_periods", "reason", indicators.BUDGET_REASONS),
        ("iku_periods", "polarity", indicators.POLARITIES),
        ("iku_periods", "consolidation", indicators.CONSOLIDATIONS),
        ("employee_periods", "predicate", appraisals.PREDICATES),
        ("employee_periods", "result_rating", appraisals.RATINGS),
        ("appraisal_periods", "pattern_status", appraisals.PATTERNS),
        ("appraisal_periods", "organisation_predicate", appraisals.ORGANISATION_PREDICATES),
        ("appraisal_periods", "quadrant", appraisals.QUADRANTS),
        ("appraisal_periods", "quadrant_reason", appraisals.QUADRANT_REASONS),
        ("appraisal_periods", "plan_reason", appraisals.PLAN_REASONS),
        ("appraisal_gaps", "missing_stage", appraisals.STAGES),
        ("appraisal_gaps", "turn_basis", appraisals.TURNS),
        ("rater_periods", "rater_basis", appraisals.RATER_BASES),
        ("rater_periods", "file_status", appraisals.FILES),
        ("rater_periods", "leniency_group", comparisons.GROUPS),
        ("rater_periods", "leniency_reason", appraisals.LENIENCY_REASONS),
        ("appraisal_changes", "reason", appraisals.CHANGE_REASONS),
        ("feedback_aspects", "aspect", people.AKHLAK),
        ("feedback_aspects", "rater_type", people.SOURCES),
        ("feedback_aspects", "reason", people.FEEDBACK_REASONS),
        ("feedback_aspects", "feedback_band", people.FEEDBACK_BANDS),
        ("feedback_units", "reason", people.UNIT_REASONS),
        ("work_result_aspects", "aspect", people.ASPECTS),
        ("work_result_aspects", "reason", people.UNIT_REASONS),
        ("credit_conversions", "conversion_basis", people.CONVERSIONS),
        ("credit_conversions", "reason", people.CREDIT_REASONS),
        ("talent_boxes", "potential", people.POTENTIALS),
        ("reward_candidates", "action", people.ACTIONS),
        ("head_appraisals", "reason", people.HEAD_REASONS),
        ("unit_comparisons", "measure_id", comparisons.MEASURES),
        ("unit_comparisons", "peer_basis", comparisons.PEER_BASES),
        ("unit_comparisons", "group_code", comparisons.GROUPS),
        ("unit_comparisons", "limit_code", comparisons.LIMITS),
        ("unit_comparisons", "reason", comparisons.UNGROUPED),
        ("findings", "severity", exports.SEVERITIES),
        ("freshness", "kind", exports.KINDS),
        ("excluded_rows", "reason", exports.EXCLUSIONS),
        ("rules", "confidence", viewers.CONFIDENCE),
    ):
        rows = warehouse.cursor().rows(
            f"select distinct {column} as code from marts.{table} where {column} is not null", {}
        )
        assert set(rows["code"]) <= set(words), (table, column)


@pytest.mark.parametrize(
    ("written", "indonesian", "english"),
    [
        (lambda: formats.percent(93.8), f"93,8{SPACE}%", "93.8%"),
        (lambda: formats.percent(72.25), f"72,3{SPACE}%", "72.3%"),
        (lambda: formats.percent(0.05, 0), f"0{SPACE}%", "0%"),
        (lambda: formats.number(1234567.5), "1.234.567,5", "1,234,567.5"),
        (lambda: formats.number(0), "0", "0"),
        (lambda: formats.number(2.675, 2), "2,68", "2.68"),
        (lambda: formats.rupiah(1_234_000_000), f"Rp{SPACE}1,2{SPACE}miliar", f"Rp{SPACE}1.2{SPACE}billion"),
        (lambda: formats.rupiah(450_000), f"Rp{SPACE}450.000", f"Rp{SPACE}450,000"),
        (lambda: formats.share(8, 12), "8 dari 12", "8 of 12"),
        (lambda: formats.share(None, 12), "belum ada data", "no data yet"),
        (lambda: formats.quantity(81, "%"), f"81,0{SPACE}%", "81.0%"),
        (lambda: formats.quantity(47, "menit"), "47", "47"),
        (lambda: formats.measured(47, "menit"), f"47{SPACE}menit", f"47{SPACE}menit"),
        (lambda: formats.quantity(None, "%"), "belum ada data", "no data yet"),
        (lambda: formats.signed(31, 0), "+31", "+31"),
        (lambda: formats.signed(-2.5), "−2,5", "−2.5"),
        (lambda: formats.signed(0.04, 1), "0,0", "0.0"),
        (lambda: formats.days(date(2026, 9, 2), date(2026, 9, 2)), "2 September 2026", "2 September 2026"),
        (lambda: formats.days(date(2026, 1, 2), date(2026, 1, 6)), "2–6 Januari 2026", "2–6 January 2026"),
        (
            lambda: formats.days(date(2026, 1, 30), date(2026, 2, 3)),
            "30 Januari – 3 Februari 2026",
            "30 January – 3 February 2026",
        ),
        (
            lambda: formats.days(date(2026, 12, 30), date(2027, 1, 4)),
            "30 Desember 2026 – 4 Januari 2027",
            "30 December 2026 – 4 January 2027",
        ),
        (lambda: formats.period("2026-TW2"), "TW II 2026", "Q2 2026"),
        (lambda: formats.period("2026-S1"), "Semester I 2026", "H1 2026"),
        (lambda: formats.period("2026-08"), "Agustus 2026", "August 2026"),
        (lambda: formats.period("2026"), "2026", "2026"),
        (lambda: formats.day(date(2026, 8, 12)), "12 Agustus 2026", "12 August 2026"),
        (lambda: formats.day(datetime(2026, 8, 11, 18, 0)), "12 Agustus 2026", "12 August 2026"),
        (lambda: formats.nothing("suppressed"), "disembunyikan (n kecil)", "hidden (small n)"),
        (lambda: formats.nothing("not_applicable"), "tidak berlaku", "not applicable"),
        (lambda: formats.achievement(99.96, is_met=False), f"99,96{SPACE}%", "99.96%"),
        (lambda: formats.achievement(99.96, is_met=True), f"100,0{SPACE}%", "100.0%"),
        (lambda: formats.achievement(85.34, is_met=False), f"85,3{SPACE}%", "85.3%"),
    ],
)
def test_numbers_read_as_they_should(written: object, indonesian: str, english: str) -> None:
    assert callable(written)
    assert written() == indonesian
    language.use("en")
    assert written() == english


@pytest.mark.parametrize(
    ("since", "until", "indonesian", "english"),
    [
        (
            date(2000, 1, 1),
            None,
            "Praktik · dipakai untuk semua tahun data · ",
            "Praktik · used for all years of data · ",
        ),
        (
            date(2022, 1, 1),
            None,
            "Praktik · berlaku sejak 1 Januari 2022 · ",
            "Praktik · in force since 1 January 2022 · ",
        ),
        (
            date(2000, 1, 1),
            date(2021, 12, 31),
            "Praktik · dipakai untuk semua tahun data · sampai 31 Desember 2021 · ",
            "Praktik · used for all years of data · until 31 December 2021 · ",
        ),
    ],
)
def test_a_rule_put_to_every_year_is_given_no_day_of_law(
    since: date, until: date | None, indonesian: str, english: str
) -> None:
    rule = {"legal_basis": "Praktik", "valid_from": since, "valid_to": until, "confidence": "V"}
    assert explanation.rule_line(rule).startswith(indonesian)
    language.use("en")
    assert explanation.rule_line(rule).startswith(english)
