"""Ringkasan: does the unit keep its promises, and what should the next meeting talk about."""

import streamlit as st

from dashboard import filters, sentences, topics, warehouse
from dashboard.components import (
    discussion,
    explanation,
    follow_up,
    goal_view,
    notebook,
    numbers,
    spotlight,
    tables,
    text,
)
from dashboard.language import _
from dashboard.queries import appraisals, goals, ikus, services, signals, units

view = filters.current()
place = (view.scope, view.unit_id, view.period)

counts = sentences.first(ikus.counts(warehouse.cursor(), *place))
found = signals.signals(warehouse.cursor(), *place)
text.finding(sentences.achieved(view.unit_name, counts), sentences.movements(found, counts))

totals = sentences.first(units.totals(warehouse.cursor(), *place))
rated = sentences.first(appraisals.appraisals(warehouse.cursor(), *place))
citizens = services.satisfaction(warehouse.cursor(), *place)
times = services.times(warehouse.cursor(), *place)
numbers.overview(counts, totals, rated, citizens, times)

unrated = appraisals.unrated_units(warehouse.cursor(), view.scope, view.unit_id, (rated or {}).get("period", ""))
noted = notebook.read()
items = topics.topics(found, citizens, unrated, follow_up.of_unit(noted))
table = ikus.ikus(warehouse.cursor(), *place)
left, right = st.columns([3, 5], gap="medium")
with left:
    discussion.discussion(items, noted)
with right:
    spotlight.spotlight(items, table, noted)
    explanation.of_measures(numbers.OVERVIEW)

cells = goals.goals(warehouse.cursor(), *place)
goal_view.goals(cells)
text.section(_("Semua IKU"))
tables.ikus_in_pages(goal_view.narrow(table, cells), name="ringkasan")
