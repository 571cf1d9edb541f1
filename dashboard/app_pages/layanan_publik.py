"""Layanan publik: what citizens say, how long they wait, and what is still open."""

from dashboard import filters, sentences, warehouse
from dashboard.components import explanation, selection, service_view, text
from dashboard.queries import services

view = filters.current()
place = (view.scope, view.unit_id, view.period)
surveys = services.surveys(warehouse.cursor(), *place)
times = services.times(warehouse.cursor(), *place)
survey, time = sentences.first(surveys), sentences.first(times)

text.finding(service_view.headline(view.unit_name, survey, time), service_view.second(survey, time))
service_view.overview(survey, time)
part = selection.part("layanan", service_view.PARTS)
if part == "kepuasan":
    service_view.satisfaction(surveys, services.satisfaction(warehouse.cursor(), *place))
elif part == "waktu":
    service_view.waiting(times, services.on_time_series(warehouse.cursor(), *place))
else:
    cases = services.open_cases(warehouse.cursor(), view.scope, view.unit_id)
    service_view.still_open(cases, services.impossible_cases(warehouse.cursor(), view.scope, view.unit_id))
explanation.of_measures(("ikm", "margin"))
