"""Mistakes somebody could make in a rule of sql/: one small edit each, and what has to notice it."""

from dataclasses import dataclass

from mutants_comparisons import MISTAKES
from mutants_people import PEOPLE

from pipelines import models


@dataclass(frozen=True)
class Mutant:
    """One edit of one model: `old`, found once or else only its first place, becomes `new`."""

    table: str
    old: str
    new: str
    rule_test: str | None = None
    """Quick test that must fail; none where the second calculation must differ."""

    @property
    def sql(self) -> str:
        (model,) = (each for each in models.in_order() if each.table == self.table)
        if self.old not in model.sql:
            raise ValueError(f"{self.table} has no longer: {self.old}")
        return model.sql.replace(self.old, self.new, 1)


ACHIEVED, MEASURES, SCORES = "core.iku_formula_achievements", "core.iku_measures", "core.unit_scores"
LIMITS, RUNS, SERIES = "core.iku_series_limits", "core.iku_series_runs", "core.iku_series"
FORECAST, INPUTS, NEEDS = "core.iku_forecasts", "core.iku_forecast_inputs", "core.training_needs"
CREDITED = "test_people_marts.py::test_predicates_convert_to_credits_by_months_tier_and_date"
PLANNED = "test_models_rollup.py::test_what_a_person_planned_is_measured_from_its_text_or_left_alone_with_a_reason"
EFFECT = "test_second_services.py::test_the_effect_of_a_course_is_its_second_calculation"
GRADES = "test_ordinals.py::test_grades_are_never_added_up"
FUNNEL = "test_comparisons.py::test_limits_and_overdispersion_agree_with_a_second_calculation"

MUTANTS = (
    # indicators: formulas, bands, what cannot be judged
    Mutant(ACHIEVED, "* actual / compared_target", "* compared_target / actual"),
    Mutant(ACHIEVED, "(2 * compared_target - actual)", "(3 * compared_target - actual)"),
    Mutant(ACHIEVED, "then greatest(cast(0 as double), cast(100", "then greatest(cast(-9 as double), cast(100"),
    Mutant(ACHIEVED, "least(actual / compared_target", "greatest(actual / compared_target"),
    Mutant(ACHIEVED, "least(greatest(actual, lower_bound), upper_bound)", "lower_bound"),
    Mutant(ACHIEVED, "when 'minimize' then 'range_minimize'", "when 'minimize' then 'range'"),
    Mutant(ACHIEVED, "when compared.compared_target < 0 then 'negative_target'", "when false then ''"),
    Mutant(
        ACHIEVED,
        "polarity = 'minimize' and actual <= compared_target",
        "polarity = 'minimize' and actual < compared_target",
    ),
    Mutant(ACHIEVED, "'range') and actual >= compared_target", "'range') and actual > compared_target"),
    Mutant(ACHIEVED, "* 100 + 0.50000001", "* 100 + 0.49"),
    Mutant(ACHIEVED, "* 100 + 0.50000001", "* 100"),
    Mutant("core.judged_values", "value_e2 <= coalesce(bands.upper_e2", "value_e2 < coalesce(bands.upper_e2"),
    Mutant(
        "core.iku", "coalesce(iku.weight, cast(0 as double)) * 10000", "coalesce(iku.weight, cast(1 as double)) * 10000"
    ),
    Mutant("core.iku", "cast(1000000 as double) / weight_totals.iku_count", "cast(1000000 as double)"),
    Mutant(
        "core.iku_results", "coalesce(results.actual, cast(actual_scales", "coalesce(results.target, cast(actual_scales"
    ),
    # the year up to a period
    Mutant(MEASURES, "count(case when actual is not null then target end)", "count(target)"),
    Mutant(
        MEASURES,
        "sum(case when actual is not null then target end) over so_far as target_sum",
        "sum(target) over so_far as target_sum",
    ),
    Mutant(MEASURES, "filled_target_count < running.filled_count then null", "filled_target_count < 0 then null"),
    Mutant(MEASURES, "running.consolidation <> 'sum' or running.filled_count = running.part_count", "true"),
    Mutant(MEASURES, "max(case when actual is not null then period_order end)", "max(period_order)"),
    Mutant(MEASURES, "partition by iku_id, unit_id, year, period_type", "partition by iku_id, unit_id, year"),
    Mutant(MEASURES, "partition by iku_id, unit_id, year, period_type", "partition by iku_id, unit_id, period_type"),
    Mutant(
        MEASURES,
        "running.actual_sum / cast(nullif(running.filled_count, 0) as double)\n    end as ytd_actual",
        "running.actual_sum\n    end as ytd_actual",
    ),
    Mutant("core.iku_expected_periods", "calendar.is_started", "true"),
    Mutant("core.iku_expected_periods", "units.end_date >= calendar.start_date", "units.end_date > calendar.end_date"),
    # roll-up and coverage
    Mutant(SCORES, "case when achievements.achievement_e2 is not null then iku.weight_e4 end", "iku.weight_e4"),
    Mutant(SCORES, "least(achievements.achievement_e2", "greatest(achievements.achievement_e2"),
    Mutant(SCORES, "sum(capped.judged_weight_e4 * capped.capped_e2)", "sum(capped.capped_e2)"),
    Mutant(SCORES, "on capped.unit_id = closure.unit_id", "on capped.unit_id = closure.ancestor_id"),
    Mutant(
        "core.unit_periods",
        "iku_periods.status in ('exceeded', 'met') then 1 end) as bigint) as iku_met",
        "iku_periods.status in ('met') then 1 end) as bigint) as iku_met",
    ),
    Mutant(
        "core.unit_periods",
        "/ nullif(counted.iku_judged_count, 0) as iku_met_share",
        "/ nullif(counted.iku_count, 0) as iku_met_share",
    ),
    # series and chances
    Mutant(LIMITS, "centred.is_ordinal\n                or ", "", GRADES),
    Mutant(SERIES, " and not limits.is_ordinal", "", GRADES),
    Mutant(LIMITS, "centred.moving_range <= centred.range_avg", "centred.moving_range >= centred.range_avg"),
    Mutant(LIMITS, "earlier.period_order + 1000", "earlier.period_order + 2000"),
    Mutant(LIMITS, "centred.point_count < cast(fewest", "centred.point_count <= cast(fewest"),
    Mutant(LIMITS, "centred.point_count < cast(full_count", "centred.point_count <= cast(full_count"),
    Mutant(RUNS, "half_width * 2 / 3", "half_width / 3"),
    Mutant(RUNS, "count(*) over of_direction + 1", "count(*) over of_direction"),
    Mutant(RUNS, "near_count >= 2", "near_count >= 1"),
    Mutant(SERIES, "side_run_count >= cast(shift", "side_run_count > cast(shift"),
    Mutant(
        SERIES,
        "case polarity when 'maximize' then 'misses' else 'hits' end",
        "case polarity when 'maximize' then 'hits' else 'misses' end",
    ),
    Mutant(FORECAST, "within_variance / usable_count, 0), 0) as credibility", "within_variance, 0), 0) as credibility"),
    Mutant(FORECAST, "when 'average' then remaining_count * coalesce", "when 'average' then filled_count * coalesce"),
    Mutant(
        INPUTS,
        "deviations.remaining_count > seasons.remaining_count",
        "deviations.remaining_count >= seasons.remaining_count",
    ),
    Mutant(
        "core.iku_histories",
        "rows between unbounded preceding and 1 preceding",
        "rows between unbounded preceding and current row",
    ),
    # money
    Mutant("core.budget_sums", "where whole_count = 0 or programme_name is null", ""),
    Mutant(
        "core.budget_sums",
        "cast(summed.spent_sen as double) * 100 / nullif(summed.budget_sen, 0)",
        "cast(summed.budget_sen as double) * 100 / nullif(summed.spent_sen, 0)",
    ),
    Mutant("core.budget_sums", "calendar.end_date <> make_date(calendar.year, 12, 31)", "false"),
    # appraisals and people
    Mutant("core.people_posts", "posts.assignment_order asc,", ""),
    Mutant("core.appraisals", "coalesce(appraisals.unit_id, posts.unit_id)", "posts.unit_id"),
    Mutant("core.roster", "posts.root_id = appraised_periods.root_id", "true"),
    Mutant("core.employee_periods", "where appraisals.nip is null", ""),
    Mutant(
        "core.employee_periods",
        "appraisals.behaviour_rating = matrix.behaviour_rating",
        "appraisals.behaviour_rating = matrix.result_rating",
    ),
    Mutant("core.pattern_conditions", "ceil(cast(patterns.min_pct", "floor(cast(patterns.min_pct"),
    Mutant("core.pattern_conditions", "floor(cast(patterns.max_pct", "ceil(cast(patterns.max_pct"),
    Mutant(
        "core.distribution_patterns",
        "greatest(summed.short_count, summed.excess_count)",
        "summed.short_count + summed.excess_count",
    ),
    Mutant("core.distribution_patterns", "summed.rated_count >= cast", "summed.rated_count > cast"),
    Mutant(
        "core.appraisal_changes",
        "('very_good', 'good') then 0 else 1 end as is_low",
        "('very_good') then 0 else 1 end as is_low",
    ),
    Mutant("core.appraisal_changes", "partition by unit_id, period_type order", "partition by unit_id order"),
    Mutant(
        "core.appraisal_changes",
        ">= cast(settings.setting_value as bigint) as has_enough",
        "> cast(settings.setting_value as bigint) as has_enough",
    ),
    Mutant("core.result_quadrants", "scored.very_good_count * 100 > cast", "scored.very_good_count * 100 >= cast"),
    Mutant("core.legacy_scores", "behaviour_e2 * 40", "behaviour_e2 * 30"),
    Mutant("core.legacy_appraisals", "<= 100 then '70_30'", "< 100 then '70_30'"),
    Mutant("core.legacy_appraisals", "scores.value_e2 >= 11000", "scores.value_e2 >= 10000"),
    Mutant("core.credit_conversions", "+ 1200 as double) / 2400", "as double) / 2400"),
    Mutant("core.credit_conversions", "and job_group = 'functional'", ""),
    Mutant("core.credit_conversions", "< started.first_date", "< started.first_date - interval 1 year", CREDITED),
    Mutant(
        "core.credit_conversions",
        "months.end_date between posts.start_date and posts.end_date",
        "months.end_date >= posts.start_date",
    ),
    Mutant(
        "core.talent_boxes",
        "boxes.performance_rating = nine_boxes.performance",
        "boxes.performance_rating = nine_boxes.performance or true",
    ),
    # citizens
    Mutant("core.survey_scores", "/ nullif(element_count, 0) as element_mean", "/ 9 as element_mean"),
    Mutant("core.survey_scores", "nullif(scored_count - 1, 0) * 625", "nullif(scored_count, 0) * 625"),
    Mutant(
        "core.survey_scores",
        "weighted.ikm * 100 + 0.50000001",
        "floor(weighted.ikm / 25 * 100) / 100 * 25 * 100 + 0.50000001",
    ),
    Mutant("core.citizen_internal", "scores.respondent_count >= settings.min_respondents", "true"),
    Mutant("core.citizen_internal", "inner_periods.end_date desc", "inner_periods.end_date asc"),
    Mutant("core.citizen_internal", "internal_z - ikm_z >= mismatch_z", "internal_z - ikm_z >= -mismatch_z"),
    # competencies and training
    Mutant("core.competency_levels", "assessments.assessed_date desc", "assessments.assessed_date asc"),
    Mutant("core.competency_levels", "assessments.assessed_date <= builds.as_of_date", "true"),
    Mutant("core.required_levels", "order by preference asc", "order by preference desc"),
    Mutant(
        "core.job_matches",
        "sum(case when required.required_level is not null then ranked.level_e2 end)",
        "sum(ranked.level_e2)",
    ),
    Mutant(
        "core.job_matches",
        "ranked.level_e2 < required.required_level * 100",
        "ranked.level_e2 <= required.required_level * 100",
    ),
    Mutant(
        "core.job_match_bands", "when 'seleksi' then 'jpm_selection_scheme'", "when 'seleksi' then 'jpm_mapping_scheme'"
    ),
    Mutant(
        NEEDS,
        "cast(sums.short_count as double) * 100 / nullif(sums.gap_count, 0)",
        "cast(sums.short_count as double) * 100 / nullif(sums.in_post_count, 0)",
    ),
    Mutant(NEEDS, "case when parts.link_part is null then 0 else parts.link_weight end", "parts.link_weight"),
    Mutant(NEEDS, "coalesce(parts.hours_part * parts.hours_weight, 0)", "0"),
    Mutant(
        "core.unit_training_hours",
        "hours.hours_e2 < hours.required_jp * 100",
        "hours.hours_e2 <= hours.required_jp * 100",
    ),
    Mutant(
        "core.course_lines", "taken.end_date > pairs.previous_assessed_date", "taken.end_date >= pairs.assessed_date"
    ),
    Mutant("core.course_lines", "where not is_duplicate", ""),
    Mutant(
        "core.course_effects",
        "pairs.nip = trained.nip and pairs.competency_key",
        "pairs.nip = trained.competency_key and pairs.competency_key",
    ),
    Mutant("core.course_effects", "least(joined.taking_df, joined.other_df)", "joined.other_df", EFFECT),
    # services, competencies, feedback and training hours
    Mutant("core.service_cases", "cases.known_date <= cases.due_date", "cases.known_date < cases.due_date"),
    Mutant("core.service_cases", "cases.finished_at <= cases.due_at", "cases.finished_at < cases.due_at"),
    Mutant("core.service_cases", "dated.day <= cast(dated.loaded_at as date)", "true"),
    Mutant("core.working_days", "since.day >= holidays.holiday_date", "since.day > holidays.holiday_date"),
    Mutant("core.service_periods", "(0.9) within group (order by days)", "(0.95) within group (order by days)"),
    Mutant("core.service_periods", "where not is_complaint", ""),
    Mutant("core.service_periods", "case when cases.problem is null then cases.waiting_minutes end", "waiting_minutes"),
    Mutant("core.service_periods", "'ditolak' and outcome <> 'excluded'", "'ditolak'"),
    Mutant("core.open_cases", "max(lines.known_date)", "min(lines.known_date)"),
    Mutant("core.service_change_sums", "day_offset < 0 then 1", "day_offset <= 0 then 1"),
    Mutant("core.service_change_sums", "day_offset < window_days", "day_offset <= window_days"),
    Mutant("core.service_change_sums", "wanted.sheet_name is not distinct from summed.sheet_name", "true"),
    Mutant(
        "core.service_change_effects",
        "'on_time_share' then sqrt(after_down * after_down + before_up * before_up)",
        "'on_time_share' then sqrt(after_down * after_down + before_down * before_down)",
    ),
    Mutant("core.service_change_effects", "before_count >= min_count and", "before_count > min_count and"),
    Mutant("core.competency_units", "requirement_source = 'tier'", "requirement_source = 'post'"),
    Mutant("core.competency_units", "assessed_count * 10000 < ", "assessed_count * 10000 <= "),
    Mutant("core.competency_changes", "cast(10000 as double) / 6", "cast(10000 as double) / 12"),
    Mutant("core.feedback_sources", "people_posts.post_kind = weights.post_kind", "'other' = weights.post_kind"),
    Mutant("core.feedback_aspects", "when shown_count = wanted_count", "when shown_count > 0"),
    Mutant("core.feedback_aspects", "sum(weights.weight_pct * sources.share_e12)", "sum(50 * sources.share_e12)"),
    Mutant("marts.feedback_units", ">= summed.min_people_count\n", "> summed.min_people_count\n"),
    Mutant("core.courses_taken", "coalesce(sheet_name, ''), ' ',", "' ',"),
    Mutant("core.training_hours", "else sums.hours_e2 end as hours_e2", "end as hours_e2"),
    Mutant("core.training_hours", "when 'pppk' then 'jp_min_pppk'", "when 'pppk' then 'jp_min'"),
    # answers, work results, distances: caught by the quick tests of their rules
    Mutant(
        "core.survey_samples",
        "(populations.population_count - 1)",
        "populations.population_count",
        "test_models_services.py::test_the_sample_needed_is_that_of_krejcie_and_morgan",
    ),
    Mutant(
        "core.work_results",
        "when compared_target = 0 and actual <> 0",
        "when compared_target = 0",
        PLANNED,
    ),
    Mutant(
        "core.comparison_spreads",
        "drawn_in_sum / cast(peer_count as double) as phi",
        "drawn_in_sum / cast(peer_count - 1 as double) as phi",
        FUNNEL,
    ),
    *(Mutant(*mistake) for mistake in MISTAKES),
    *(Mutant(*each) for each in PEOPLE),
)
