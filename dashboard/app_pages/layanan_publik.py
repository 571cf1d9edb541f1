"""Layanan publik: what citizens say, how long they wait, what is still open, and what a change brought."""

from dashboard import filters, sentences, warehouse
from dashboard.components import explanation, notebook, selection, service_effects, service_view, text
from dashboard.notes import Subject
from dashboard.queries import services

view = filters.current()
cursor, place = warehouse.cursor(), (view.scope, view.unit_id, view.period)
surveys, times = services.surveys(cursor, *place), services.times(cursor, *place)
survey, time = sentences.first(surveys), sentences.first(times)

text.finding(service_view.headline(view.unit_name, survey, time), service_view.second(survey, time))
service_view.overview(survey, time)
explained: tuple[str, ...] = ("ikm", "margin")
match selection.part("layanan", service_view.PARTS):
    case "kepuasan":
        service_view.satisfaction(surveys, services.satisfaction(cursor, *place))
    case "waktu":
        noted = notebook.read(Subject("unit", view.unit_id, view.unit_id))
        service_view.waiting(times, services.on_time_series(cursor, *place), noted)
    case "terbuka":
        cases = services.open_cases(cursor, view.scope, view.unit_id)
        service_view.still_open(cases, services.impossible_cases(cursor, view.scope, view.unit_id))
    case "perubahan":
        service_effects.changes(services.service_changes(cursor, *place))
        explained = ("difference",)
    case "internal":
        service_effects.against(services.citizen_internal(cursor, *place))
        explained = ("difference_z",)
explanation.of_measures(explained)
