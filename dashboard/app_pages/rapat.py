"""Mode rapat: the five items of the overview as an agenda; as a printout without filters and buttons."""

from dashboard import filters, formats, sentences, topics, warehouse
from dashboard.components import follow_up, meeting, notebook, paper, text
from dashboard.language import _
from dashboard.queries import appraisals, ikus, services, signals

view = filters.current()
place = (view.scope, view.unit_id, view.period)
counts = sentences.first(ikus.counts(warehouse.cursor(), *place))
found = signals.signals(warehouse.cursor(), *place)
citizens = services.satisfaction(warehouse.cursor(), *place)
rated = sentences.first(appraisals.appraisals(warehouse.cursor(), *place))
unrated = appraisals.unrated_units(warehouse.cursor(), view.scope, view.unit_id, (rated or {}).get("period", ""))
noted = follow_up.of_unit(notebook.read())
items = topics.topics(found, citizens, unrated, noted)

text.finding(
    _("Rapat {period}: {sentence}").format(
        period=formats.period(view.period), sentence=sentences.achieved(view.unit_name, counts)
    ),
    sentences.movements(found, counts),
)
paper.link()
meeting.items(items, noted, on_paper=paper.is_on())
meeting.promises(noted, follow_up.names(noted))
paper.footer()
