"""Metodologi: every number on these screens, the rule behind it, its legal basis and date."""

from dashboard import filters, warehouse
from dashboard.components import methodology, text
from dashboard.language import _
from dashboard.queries import rules

view = filters.current()
found = rules.rules(warehouse.cursor(), view.scope)

text.finding(
    _("Setiap angka punya aturan, dasar hukum, dan tanggal berlaku"),
    _("Aturan yang belum dapat dipastikan pada teks peraturan ditandai setelan dan dapat diubah."),
)
methodology.measures_list()
methodology.rules_list(found)
methodology.settings_list(rules.settings(warehouse.cursor(), view.scope))
methodology.statuses()
methodology.limits()
methodology.glossary()
