"""Perbandingan unit: which units differ more than chance would make them differ."""

from dashboard import filters, warehouse
from dashboard.components import comparison, explanation, text
from dashboard.language import _
from dashboard.queries import comparisons

view = filters.current()
group = comparison.chosen(comparisons.groups(warehouse.cursor(), view.scope, view.unit_id, view.period))

if group is None:
    text.finding(_("Tidak ada unit sejawat untuk dibandingkan"), _("Pilih unit yang lebih tinggi atau periode lain."))
else:
    asked = (view.scope, view.period, group["measure_id"], group["peer_basis"], group["peer_group"])
    members = comparisons.members(warehouse.cursor(), *asked)
    text.finding(comparison.headline(members, group["measure_id"], view.period), comparison.second(members))
    comparison.charts(members, comparisons.limits(warehouse.cursor(), *asked), group["measure_id"])
    comparison.table(members, group["measure_id"])
    explanation.of_measures(("comparison_value", "expected", "z_adjusted", "phi", "shrunken_value"))
