"""Mutu data: what arrived, what did not fit, and how to mend it."""

from dashboard import filters, sentences, warehouse
from dashboard.components import data_quality, text
from dashboard.queries import quality

view = filters.current()
ledger = sentences.first(quality.ledger(warehouse.cursor(), view.scope))
kinds = quality.finding_counts(warehouse.cursor(), view.scope, data_quality.unit_filter())

held = sentences.first(quality.held_rows(warehouse.cursor(), view.scope, data_quality.unit_filter()))
text.finding(data_quality.headline(held), data_quality.balance(ledger))
if view.scope.may_see_loads:
    data_quality.ledger_cards(ledger)
data_quality.kinds_of_finding(kinds)
code = data_quality.chosen_code(kinds)
data_quality.findings(quality.findings(warehouse.cursor(), view.scope, data_quality.unit_filter(), code))
data_quality.freshness(quality.freshness(warehouse.cursor(), view.scope))
if view.scope.may_see_loads:
    data_quality.loads(quality.loads(warehouse.cursor(), view.scope))
    data_quality.refusals(quality.refusals(warehouse.cursor(), view.scope))
    data_quality.excluded(quality.excluded_rows(warehouse.cursor(), view.scope))
