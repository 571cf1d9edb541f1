"""Each number is described once, in both languages, and its rules exist; numbers read as they should."""

from datetime import date, datetime
from pathlib import Path

import pytest

from dashboard import access, formats, language, measures, warehouse
from dashboard.queries.rules import rules

SPACE = formats.NBSP


@pytest.mark.parametrize("measure", measures.MEASURES.values(), ids=measures.MEASURES)
def test_a_measure_is_whole(measure: measures.Measure, sample: Path) -> None:
    warehouse.pin()
    known = set(rules(warehouse.cursor(), access.PUBLIC)["rule_id"])
    assert measure.label
    assert measure.unit
    assert measure.meaning.endswith(".")
    assert set(measure.rule_ids) <= known
    assert measure.show(None) == "belum ada data"
    language.use("en")
    assert measure.title
    assert measure.show(None) == "no data yet"


def test_a_verdict_is_icon_word_and_colour() -> None:
    icons = [status.icon for status in measures.STATUSES.values()]
    assert len(set(icons)) == len(icons) == 5
    assert {status.color for status in measures.STATUSES.values()} <= {"blue", "orange", "gray"}
    assert measures.STATUSES["below"].badge == f":orange[▼{SPACE}Di bawah target]"


def test_every_code_of_the_warehouse_has_a_word(sample: Path) -> None:
    warehouse.pin()
    for table, column, words in (
        ("iku_periods", "status", measures.STATUSES),
        ("iku_periods", "reason", measures.REASONS),
        ("iku_periods", "polarity", measures.POLARITIES),
        ("iku_periods", "consolidation", measures.CONSOLIDATIONS),
        ("employee_periods", "predicate", measures.PREDICATES),
        ("employee_periods", "result_rating", measures.RATINGS),
        ("findings", "severity", measures.SEVERITIES),
        ("freshness", "kind", measures.KINDS),
        ("excluded_rows", "reason", measures.EXCLUSIONS),
        ("rules", "confidence", measures.CONFIDENCE),
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
        (lambda: formats.share(8, 12), "8 dari 12", "8 of 12"),
        (lambda: formats.share(None, 12), "belum ada data", "no data yet"),
        (lambda: formats.quantity(81, "%"), f"81,0{SPACE}%", "81.0%"),
        (lambda: formats.quantity(47, "menit"), "47", "47"),
        (lambda: formats.measured(47, "menit"), f"47{SPACE}menit", f"47{SPACE}menit"),
        (lambda: formats.quantity(None, "%"), "belum ada data", "no data yet"),
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
