"""Capaian IKU: every indicator against its target, and one of them down to the row it came from."""

from dashboard import filters, sentences, warehouse
from dashboard.components import explanation, iku_view, notebook, spotlight, tables, text
from dashboard.components import iku_details as beside
from dashboard.language import _
from dashboard.notes import Subject
from dashboard.queries import cascade, iku_details, ikus

view = filters.current()
table = ikus.ikus(warehouse.cursor(), view.scope, view.unit_id, view.period)
key = iku_view.chosen(table)

if key is None:
    counts = sentences.first(ikus.counts(warehouse.cursor(), view.scope, view.unit_id, view.period))
    text.finding(
        sentences.achieved(view.unit_name, counts, only_public=view.scope.only_public), sentences.statuses(counts)
    )
    iku_view.picker(table)
    tables.ikus_in_pages(iku_view.narrow(table), name="capaian-iku")
    explanation.of_measures(("achievement_pct", "iku_met_count"))
elif row := sentences.first(ikus.iku(warehouse.cursor(), view.scope, *key, view.period)):
    text.finding(sentences.one_iku(row), sentences.one_iku_setting(row))
    iku_view.picker(table)
    heading = sentences.first(iku_details.outlook(warehouse.cursor(), view.scope, *key, view.period))
    iku_view.facts(row, beside.card(heading))
    subject = Subject("iku", *key)
    noted = notebook.read(subject)
    spotlight.through_time("~".join(key), row["iku_name"], noted)
    iku_view.obstacles(row)
    explanation.of_iku(row)
    asked = {
        "target": iku_details.target(warehouse.cursor(), view.scope, *key, view.period),
        "formulas": iku_details.formulas(warehouse.cursor(), view.scope, *key, view.period),
    }
    if "pohon_kinerja" in view.pages:
        node, tree = "~".join(key), (warehouse.cursor(), view.scope, view.unit_id, view.year)
        asked["tree"] = cascade.tree_branch(*tree, view.period, [node])
        asked["units"] = cascade.tree_units(*tree, [node])
        asked["budget"] = iku_details.budget(warehouse.cursor(), view.scope, key[1], view.period)
    beside.details(key, heading, asked)
    notebook.about(subject, noted)
    iku_view.history(ikus.revisions(warehouse.cursor(), view.scope, *key), row)
    iku_view.sources(ikus.source_rows(warehouse.cursor(), view.scope, *key), row)
else:
    text.finding(_("IKU ini tidak ada pada periode atau unit yang dipilih"))
