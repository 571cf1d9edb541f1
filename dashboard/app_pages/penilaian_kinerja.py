"""Penilaian kinerja: who is still to be rated and by whom, and whether predicates fit what was reached."""

from dashboard import filters, sentences, warehouse
from dashboard.components import (
    appraisal_results,
    appraisal_spread,
    appraisal_view,
    explanation,
    feedback_view,
    reward_view,
    selection,
    talent_view,
    text,
)
from dashboard.queries import appraisal_review, appraisals, rewards, talent, work_and_feedback

view = filters.current()
cursor = warehouse.cursor()
rated = sentences.first(appraisals.appraisals(cursor, view.scope, view.unit_id, view.period))
place = (view.scope, view.unit_id, (rated or {}).get("period", view.period))
raters = appraisal_review.raters(cursor, *place)

text.finding(appraisal_view.headline(view.unit_name, rated), appraisal_view.second(rated, raters))
appraisal_view.overview(rated, raters)
explained: tuple[str, ...] = ("rated_count",)
match selection.part("bagian", appraisal_view.PARTS):
    case "kelengkapan":
        units = appraisal_review.unit_appraisals(cursor, *place)
        appraisal_view.completeness(units, raters, appraisal_review.gaps(cursor, *place))
    case "sebaran":
        units = appraisal_review.unit_appraisals(cursor, *place)
        appraisal_spread.spread(units, appraisal_review.pattern(cursor, *place))
        appraisal_spread.heads(appraisal_review.heads(cursor, *place))
        explained = ("rated_count", "moves_to_fit_count", "rating_by_organisation")
    case "perubahan":
        appraisal_spread.movement(appraisal_review.changes(cursor, *place))
        explained = ("top_change",)
    case "penilai":
        appraisal_results.quadrants(appraisal_review.unit_appraisals(cursor, *place))
        appraisal_spread.appraisers(raters)
        explained = ("shrunken_top_share",)
    case "umpan_balik":
        feedback_view.feedback(work_and_feedback.feedback(cursor, *place))
        explained = ("score_pct",)
    case "hasil":
        feedback_view.work_results(work_and_feedback.work_results(cursor, *place), view.unit_id)
        explained = ("met_share",)
    case "penghargaan":
        found = (rewards.reward_rules(cursor, *place), rewards.candidates(cursor, *place))
        reward_view.rewards(*found, rewards.teams(cursor, *place))
        explained = ("streak_count",)
    case "talenta":
        talent_view.talents(talent.talent_grid(cursor, *place), talent.talents(cursor, *place))
        explained = ("box",)
explanation.of_measures(explained)
