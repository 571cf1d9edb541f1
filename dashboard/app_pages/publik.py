"""Publik: what anyone sees, of the public file alone, one part at a time."""

from dashboard import filters, warehouse
from dashboard.components import text
from dashboard.components.selection import listed
from dashboard.language import _
from dashboard.public import content, house, screen

cursor = warehouse.beside(warehouse.PUBLIC)
if cursor is None:
    text.finding(
        _("Halaman publik belum ada"), _("Terbitan ini tidak membawa berkas publik; kinerja status menyebut sebabnya.")
    )
else:
    places = {place.name: place for place in content.places(cursor, house.read(warehouse.home()))}
    text.note(_("Seperti dilihat siapa saja; tidak bergantung pada unit dan periode di atas."))
    menus = {name: place.menu for name, place in places.items()}
    chosen = listed("isi", _("Bagian halaman publik"), menus)
    screen.draw(places[chosen].make, {name: filters.address("publik", isi=name) for name in places}, cursor)
