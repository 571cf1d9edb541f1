"""Every code that a mart can hold has a word, in both languages."""

import csv
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
import sqlglot
from babel.messages.pofile import read_po
from sqlglot import exp

from dashboard import language, measures
from dashboard.words import appraisals, comparisons, competencies, indicators, people, services
from pipelines import models
from pipelines.paths import REFERENCE

Words = Mapping[str, object]

WORDS: dict[tuple[str, str], Words] = {
    ("core.appraisal_changes", "reason"): appraisals.CHANGE_REASONS,
    ("core.appraisal_raters", "rater_basis"): appraisals.RATER_BASES,
    ("core.appraisal_turns", "rater_basis"): appraisals.RATER_BASES,
    ("core.appraisal_turns", "turn_basis"): appraisals.TURNS,
    ("core.awards", "action"): people.ACTIONS,
    ("core.budget_sums", "reason"): indicators.BUDGET_REASONS,
    ("core.cascade_links", "status"): measures.STATUSES,
    ("core.citizen_internal", "internal_measure"): services.INTERNAL,
    ("core.citizen_internal", "reason"): services.AGAINST_REASONS,
    ("core.citizen_internal", "verdict"): services.AGREEMENTS,
    ("core.comparisons", "group_code"): comparisons.GROUPS,
    ("core.comparisons", "limit_code"): comparisons.LIMITS,
    ("core.comparisons", "reason"): comparisons.UNGROUPED,
    ("core.competency_changes", "conclusion"): competencies.CHANGES,
    ("core.competency_units", "reason"): competencies.REASONS,
    ("core.course_effects", "conclusion"): people.COURSE_CONCLUSIONS,
    ("core.credit_conversions", "conversion_basis"): people.CONVERSIONS,
    ("core.credit_conversions", "reason"): people.CREDIT_REASONS,
    ("core.distribution_patterns", "pattern_status"): appraisals.PATTERNS,
    ("core.employee_gaps", "reason"): people.GAP_REASONS,
    ("core.feedback_aspects", "reason"): people.FEEDBACK_REASONS,
    ("core.iku_forecast_inputs", "reason"): indicators.OUTLOOK_REASONS,
    ("core.iku_formula_achievements", "reason"): indicators.REASONS,
    ("core.iku_formulas_compared", "status"): measures.STATUSES,
    ("core.iku_series", "assurance"): indicators.ASSURANCES,
    ("core.iku_series", "signal_rules"): indicators.SIGNAL_RULES,
    ("core.iku_series", "variation"): indicators.VARIATIONS,
    ("core.job_match_bands", "reason"): competencies.MATCH_REASONS,
    ("core.legacy_appraisals", "reason"): appraisals.LEGACY_REASONS,
    ("core.legacy_appraisals", "weights_matched"): appraisals.WEIGHTS_MATCHED,
    ("core.legacy_appraisals", "weights_reason"): appraisals.WEIGHTS_REASONS,
    ("core.required_levels", "requirement_source"): competencies.SOURCES,
    ("core.result_quadrants", "quadrant"): appraisals.QUADRANTS,
    ("core.result_quadrants", "reason"): appraisals.QUADRANT_REASONS,
    ("core.service_cases", "day_count"): services.DAYS,
    ("core.service_cases", "problem"): services.PROBLEMS,
    ("core.service_change_effects", "verdict"): services.VERDICTS,
    ("core.service_change_sums", "measure"): services.CHANGED,
    ("core.service_periods", "reason"): services.UNTIMED,
    ("core.training_hours", "reason"): people.HOURS_REASONS,
    ("core.training_needs", "reason"): competencies.REASONS,
    ("core.unit_measures", "measure_id"): comparisons.MEASURES,
    ("core.unit_peers", "peer_basis"): comparisons.PEER_BASES,
    ("core.work_results", "reason"): people.WORK_REASONS,
    ("marts.appraisal_gaps", "missing_stage"): appraisals.STAGES,
    ("marts.appraisal_periods", "pattern_status"): appraisals.PATTERNS,
    ("marts.appraisal_periods", "plan_reason"): appraisals.PLAN_REASONS,
    ("marts.feedback_units", "reason"): people.UNIT_REASONS,
    ("marts.head_appraisals", "reason"): people.HEAD_REASONS,
    ("marts.rater_periods", "file_status"): appraisals.FILES,
    ("marts.rater_periods", "leniency_group"): comparisons.GROUPS,
    ("marts.rater_periods", "leniency_reason"): {**appraisals.LENIENCY_REASONS, **comparisons.UNGROUPED},
    ("marts.work_result_aspects", "reason"): people.UNIT_REASONS,
    ("staging.legacy_appraisals", "regulation"): appraisals.REGULATIONS,
}
NEVER_SHOWN = {
    ("core.appraisal_raters", "rater_id"), ("core.appraisal_turns", "rater_id"), ("core.cascade_links", "link_type"),
    ("core.compared_subjects", "measure_id"), ("core.compared_subjects", "peer_basis"), ("core.iku", "weight_note"),
    ("core.iku_expected_periods", "period_type"), ("core.iku_judgements", "verdict"), ("core.iku_revisions", "field"),
    ("core.iku_series_limits", "limit_status"), ("core.job_titles", "job_family"), ("core.row_units", "field"),
    ("core.service_observations", "measure"), ("core.survey_samples", "population_source"),
    ("core.survey_scores", "sample_note"), ("core.values_to_judge", "setting_id"), ("core.work_numbers", "part"),
}  # fmt: skip
"""Codes that only steer what is shown; a new one belongs here or gets its words."""
FINDINGS = {"kind", "code", "column_name", "target", "severity", "valid_to", "start_date", "end_date"}
"""Columns of findings, whose words are reference data with a test of their own, and open ends of validity."""
SCHEMES: dict[str, Words] = {
    "iku_status_kemenkeu": measures.STATUSES, "iku_status_banjarnegara": measures.STATUSES,
    "realisation_permendagri_86_2017": indicators.REALISATION_BANDS, "budget_efficiency": indicators.EFFICIENCY_BANDS,
    "skp_pp_46_2011": appraisals.LEGACY_PREDICATES["pp_46_2011"],
    "skp_pp_30_2019": appraisals.LEGACY_PREDICATES["pp_30_2019"],
    "outlook_chance": indicators.CHANCE_BANDS, "feedback_360": people.FEEDBACK_BANDS, "open_case_age": services.AGES,
}  # fmt: skip


def codes(node: exp.Expression | None) -> set[str]:
    """Return the texts that an expression can give; those it only compares with are none."""
    if isinstance(node, exp.Literal):
        return {node.this} if node.is_string else set()
    if isinstance(node, exp.Case):
        branches = [*(each.args["true"] for each in node.args["ifs"]), node.args.get("default")]
        return set().union(*map(codes, branches))
    if isinstance(node, exp.Coalesce):
        return codes(node.this).union(*map(codes, node.expressions))
    if isinstance(node, exp.ConcatWs):
        return set().union(*map(codes, node.expressions[1:]))
    return codes(node.this) if isinstance(node, exp.Paren | exp.Cast | exp.Max | exp.Nullif) else set()


def produced() -> dict[tuple[str, str], set[str]]:
    """Return the codes that each model writes into a column of a mart."""
    shown = {name for model in models.models_of("marts") for name in models.column_comments(model.table)}
    found: dict[tuple[str, str], set[str]] = {}
    for model in models.in_order():
        for alias in sqlglot.parse_one(model.sql, dialect="duckdb").find_all(exp.Alias):
            if alias.alias in shown - FINDINGS and (words := codes(alias.this)):
                found.setdefault((model.table, alias.alias), set()).update(words)
    return {place: words for place, words in found.items() if place[0] not in ("core.references_made", "core.senders")}


PRODUCED = produced()


def english() -> set[str]:
    with (language.LOCALE / "en" / "LC_MESSAGES" / "kinerja.po").open("rb") as file:
        return {str(message.id) for message in read_po(file) if message.string}


def in_words(words: Words, known: Iterable[str]) -> set[str]:
    """Return the codes whose words stand in the catalogue."""
    return {code for code, each in words.items() if getattr(each, "word", each) in known}


def test_every_place_a_code_comes_from_is_known() -> None:
    assert len(PRODUCED) > 50
    assert set(PRODUCED) - set(WORDS) - NEVER_SHOWN == set()
    assert set(WORDS) - set(PRODUCED) == set()


@pytest.mark.parametrize("place", WORDS, ids=".".join)
def test_every_code_has_a_word_in_both_languages(place: tuple[str, str]) -> None:
    assert PRODUCED[place] - in_words(WORDS[place], english()) == set()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_band_has_a_word_in_both_languages(scheme: str) -> None:
    rows = csv.DictReader((Path(REFERENCE) / "bands.csv").read_text(encoding="utf-8").splitlines())
    bands = {row["band_id"] for row in rows if row["scheme"] == scheme}
    assert bands
    assert bands - in_words(SCHEMES[scheme], english()) == set()
