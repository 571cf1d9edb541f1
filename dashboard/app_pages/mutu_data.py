"""Mutu data: what arrived, what did not fit, how to mend it; and, for the steward, the way in and out."""

from dashboard import alarms, filters, formats, sentences, warehouse
from dashboard.components import alarm_lines, data_quality, found, load_actions, text, upload
from dashboard.queries import quality

view = filters.current()
cursor, scope, unit_id = warehouse.cursor(), view.scope, data_quality.unit_filter()
ledger = sentences.first(quality.ledger(cursor, scope))
held = sentences.first(quality.held_rows(cursor, scope, unit_id))
kinds = quality.finding_counts(cursor, scope, unit_id)

text.finding(data_quality.headline(held), data_quality.balance(ledger))
if scope.may_see_loads:
    data_quality.ledger_cards(ledger)
    alarm_lines.alarms(alarms.alarms(scope), quality.overdue(cursor, scope, formats.today()))
if scope.may_upload:
    upload.upload()
data_quality.freshness(quality.freshness(cursor, scope, formats.today()))
data_quality.missing(quality.missing_senders(cursor, scope, unit_id))
data_quality.kinds_of_finding(kinds)
choice = found.picked(kinds, quality.files_with_findings(cursor, scope, unit_id))
found.browse(quality.findings(cursor, scope, unit_id, choice["code"], choice["load_id"], choice["kind"]))
if scope.may_see_loads:
    data_quality.loads(quality.loads(cursor, scope))
    if scope.may_upload:
        load_actions.load_actions(quality.loads_in(cursor, scope))
    data_quality.refusals(quality.refusals(cursor, scope))
    data_quality.excluded(quality.excluded_rows(cursor, scope))
