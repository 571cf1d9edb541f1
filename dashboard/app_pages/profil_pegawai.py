"""Profil pegawai: one person's record for those who may see people, and the notes that person will read too."""

from dashboard import filters, warehouse
from dashboard.components import notebook, person_record, person_view, text
from dashboard.language import _
from dashboard.notes import Subject
from dashboard.queries import persons

view = filters.current()
people = persons.people(warehouse.cursor(), view.scope, view.unit_id)
picked = person_view.chosen(people)
record = persons.record(warehouse.cursor(), view.scope, picked or "")

if record.is_empty():
    text.finding(
        _("{n} pegawai di {unit}").format(n=people.height, unit=view.unit_name),
        _("Pilih seorang pegawai untuk melihat penilaian, kompetensi, pelatihan, dan catatannya."),
    )
    person_view.picker(people)
else:
    text.finding(person_view.headline(record, is_own=False), person_view.post(record))
    person_view.picker(people)
    person_record.show(record, picked or "")
    subject = Subject("employee", picked or "", record["unit_id"][0])
    notebook.about(subject, notebook.read(subject))
    text.note(_("Catatan di halaman ini juga dibaca oleh pegawai yang bersangkutan."))
