"""All public pages of one build, and the line above them; the app draws them, the static site writes them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from dashboard import formats
from dashboard.language import _
from dashboard.public import about, promises, queries, services
from dashboard.public.blocks import Page
from dashboard.public.house import House
from dashboard.warehouse import Cursor


@dataclass(frozen=True)
class Place:
    """Where a page stands: its name in addresses, its name in menus, and how it is made when it is wanted."""

    name: str
    menu: str
    make: Callable[[], Page]
    is_in_menu: bool = True


def places(cursor: Cursor, house: House) -> list[Place]:
    """Return every page in the language of this run: the start, a page a theme, services, data, about."""
    themes = [
        Place(
            promises.address(row["public_theme"]),
            promises.theme_name(row["public_theme"]),
            partial(promises.page, cursor, row),
            is_in_menu=False,
        )
        for row in queries.themes(cursor).iter_rows(named=True)
    ]
    return [
        Place("index", _("Ringkas"), partial(about.start, cursor)),
        *themes,
        Place("layanan", _("Layanan publik"), partial(services.page, cursor)),
        Place("data", _("Data terbuka"), partial(about.data, cursor, house)),
        Place("tentang", _("Tentang angka ini"), partial(about.about, cursor, house)),
    ]


def freshness(cursor: Cursor) -> list[str]:
    """Return what is said above every page: whose data, as of when, and that they are made up when they are."""
    build = queries.build(cursor).row(0, named=True)
    said = [_("Data per {day}").format(day=formats.day(build["as_of"]))]
    if build["is_synthetic"]:
        said.append(_("Data sintetis"))
    return said
