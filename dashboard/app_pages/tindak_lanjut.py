"""Tindak lanjut: what was decided in the unit and below, what is late, and what became of it."""

from dashboard import filters
from dashboard.components import follow_up, meeting, notebook, text
from dashboard.language import _
from dashboard.notes import Subject

view = filters.current()
noted = follow_up.of_unit(notebook.read())

text.finding(
    meeting.headline(noted),
    _("Catatan dan keputusan untuk {unit} dan unit di bawahnya; terlihat menurut kewenangan.").format(
        unit=view.unit_name
    ),
)
follow_up.browse(noted)
follow_up.add(Subject("unit", view.unit_id, view.unit_id))
follow_up.table(noted)
