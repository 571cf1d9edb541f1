"""Pohon kinerja: from the goals down to the work results of people, and where that chain is broken."""

from dashboard import filters, sentences, warehouse
from dashboard.components import cascade as view_of
from dashboard.components import explanation, text
from dashboard.language import _
from dashboard.queries import cascade

view = filters.current()
place = (warehouse.cursor(), view.scope, view.unit_id, view.year)

goals = cascade.tree_goals(*place, view.period)
shape = sentences.first(cascade.tree_breaks(*place)) or {}
text.finding(view_of.headline(view.unit_name, view.year, goals), view_of.second(shape, view.period))

if not goals.is_empty() or shape["result_count"]:
    branch = view_of.picked(cascade.tree_nodes(*place, view_of.wanted()))
    if branch is None:
        view_of.breaks(shape)
    text.section(_("Pohon kinerja"))
    level = view_of.level(branch)
    listed = view_of.shown(goals) if branch is None else goals
    wanted = [branch] if branch else listed["goal_id"].to_list()
    rows = cascade.tree_branch(*place, view.period, wanted if level != "sasaran" else [])
    nodes = [cascade.NO_IKU] if branch == cascade.NO_IKU else rows["node_id"].to_list()
    is_unit_shown = level in {"unit", "hasil"} or branch == cascade.NO_IKU
    units = cascade.tree_units(*place, nodes if is_unit_shown else [])
    results = cascade.tree_results(*place, nodes if level == "hasil" else [])
    if branch == cascade.NO_IKU:
        view_of.loose(units, results)
    else:
        view_of.tree(listed, rows, units, results, branch)
        view_of.table(listed, rows)
    if branch is None:
        view_of.pages(goals)
    explanation.of_measures(("is_resolved", "achievement_pct", "iku_met_count"))
