"""Rencana pelatihan: what is needed, the plan that fits the budget, who stays uncovered, what past courses did."""

from dashboard import filters, planning, warehouse
from dashboard.components import (
    effect_view,
    explanation,
    need_view,
    plan_compare,
    plan_form,
    plan_run,
    plan_view,
    selection,
    text,
)
from dashboard.language import N_
from dashboard.queries import training

PARTS = {
    "kebutuhan": N_("Kebutuhan"),
    "rencana": N_("Rencana"),
    "bandingkan": N_("Bandingkan"),
    "dampak": N_("Dampak"),
}
view = filters.current()
cursor = warehouse.cursor()
needs = training.needs(cursor, view.scope, view.unit_id, need_view.chosen_weights())

text.finding(need_view.headline(view.unit_name, needs), need_view.second(needs))
explained: tuple[str, ...] = ("need_score", "not_assessed_count")
match selection.part("bagian", PARTS):
    case "kebutuhan":
        need_view.of_unit(needs)
        need_view.weights(needs)
        need_view.ranking(needs, view.unit_name)
    case "rencana":
        plan_run.settle()
        typed = plan_form.wishes(training.courses(cursor, view.scope))
        plan_run.start(typed)
        plan_run.follow()
        plan_run.told()
        picked = plan_view.pick(planning.names(view.scope))
        kept = planning.scenario(view.scope, picked) if picked else None
        if kept:
            plan_view.scenario(kept)
        elif picked:
            plan_view.unreadable(picked)
    case "bandingkan":
        pair = plan_compare.choose(planning.names(view.scope))
        both = [planning.scenario(view.scope, name) for name in pair or ()]
        if pair and both[0] and both[1]:
            plan_compare.compared(both[0], both[1])
    case "dampak":
        effect_view.past(training.effects(cursor, view.scope, view.unit_id))
        asked = (cursor, view.scope, view.unit_id)
        effect_view.hours(training.hours(*asked), training.people_hours(*asked))
        explained = ("effect_levels", "score_change_avg", "hours_jp")
explanation.of_measures(explained)
