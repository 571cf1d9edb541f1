"""Profil unit: one unit on one page: its promises, its people's appraisals, its citizens, and its place among peers."""

from dashboard import filters, sentences, warehouse
from dashboard.components import comparison, explanation, notebook, numbers, tables, text
from dashboard.language import _
from dashboard.notes import Subject
from dashboard.queries import appraisals, comparisons, ikus, services, units

view = filters.current()
place = (view.scope, view.unit_id, view.period)

among_peers = comparisons.profile(warehouse.cursor(), *place)
counts = sentences.first(ikus.counts(warehouse.cursor(), *place))
text.finding(comparison.profile_headline(view.unit_name, among_peers), sentences.statuses(counts))
numbers.overview(
    counts,
    sentences.first(units.totals(warehouse.cursor(), *place)),
    sentences.first(appraisals.appraisals(warehouse.cursor(), *place)),
    services.satisfaction(warehouse.cursor(), *place),
    services.times(warehouse.cursor(), *place),
)
text.section(_("Di antara unit sejawat"))
if among_peers.is_empty():
    text.nothing()
else:
    comparison.profile(among_peers)
explanation.of_measures(("comparison_value", "expected", "shrunken_value"))

text.section(_("IKU unit ini"))
tables.ikus_in_pages(ikus.ikus(warehouse.cursor(), *place), name="profil-unit")

subject = Subject("unit", view.unit_id, view.unit_id)
notebook.about(subject, notebook.read(subject))
