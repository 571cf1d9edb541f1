"""Kinerja saya: one's own appraisals and how each was made; nothing about anyone else."""

from dashboard import filters, warehouse
from dashboard.components import own_record, text
from dashboard.language import _
from dashboard.queries import appraisals

view = filters.current()
record = appraisals.own_record(warehouse.cursor(), view.scope)

if record.is_empty():
    text.finding(_("Belum ada penilaian kinerja Anda"), _("Penilaian muncul setelah berkas dari penilai dimuat."))
else:
    text.finding(own_record.headline(record), own_record.whose(record))
    own_record.latest(record)
    own_record.by_period(record)
    own_record.how_made(record)
