"""Kinerja saya: one's own appraisals, feedback, growth and work, and how each number was made; of nobody else."""

from dashboard import filters, warehouse
from dashboard.components import notebook, person_record, person_view, text
from dashboard.language import _
from dashboard.notes import Subject
from dashboard.queries import persons

scope = filters.current().scope
me = scope.employee_id or ""
record = persons.record(warehouse.cursor(), scope, me)

if record.is_empty():
    text.finding(_("Belum ada penilaian kinerja Anda"), _("Penilaian muncul setelah berkas dari penilai dimuat."))
else:
    text.finding(person_view.headline(record, is_own=True), person_view.post(record))
    person_record.show(record, me, persons.feedback(warehouse.cursor(), scope))
    subject = Subject("employee", me, record["unit_id"][0])
    notebook.about(subject, notebook.read(subject))
