"""Penilaian kinerja: who is still to be rated and by whom, and whether predicates fit what was reached."""

from dashboard import filters, sentences, warehouse
from dashboard.components import appraisal_spread, appraisal_view, explanation, text
from dashboard.queries import appraisal_review, appraisals

view = filters.current()
rated = sentences.first(appraisals.appraisals(warehouse.cursor(), view.scope, view.unit_id, view.period))
place = (view.scope, view.unit_id, (rated or {}).get("period", view.period))
raters = appraisal_review.raters(warehouse.cursor(), *place)

text.finding(appraisal_view.headline(view.unit_name, rated), appraisal_view.second(rated, raters))
appraisal_view.overview(rated, raters)
part = appraisal_view.part()
if part == "kelengkapan":
    units = appraisal_review.unit_appraisals(warehouse.cursor(), *place)
    appraisal_view.completeness(units, raters, appraisal_review.gaps(warehouse.cursor(), *place))
elif part == "sebaran":
    units = appraisal_review.unit_appraisals(warehouse.cursor(), *place)
    appraisal_spread.spread(units, appraisal_review.pattern(warehouse.cursor(), *place))
elif part == "perubahan":
    appraisal_spread.movement(appraisal_review.changes(warehouse.cursor(), *place))
else:
    appraisal_spread.appraisers(raters)
explanation.of_measures(("rated_count", "moves_to_fit_count", "shrunken_top_share", "top_change"))
