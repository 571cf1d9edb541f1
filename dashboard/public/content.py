"""All public pages of one build, and the line above them; the app draws them, the static site writes them."""

from dashboard import formats
from dashboard.language import _
from dashboard.public import about, promises, queries, services
from dashboard.public.blocks import Page
from dashboard.public.house import House
from dashboard.warehouse import Cursor


def pages(cursor: Cursor, house: House) -> list[Page]:
    """Return every page in the language of this run: the start, a page a theme, services, data, about."""
    themes = [promises.page(cursor, row) for row in queries.themes(cursor).iter_rows(named=True)]
    return [
        about.start(cursor),
        *themes,
        services.page(cursor),
        about.data(cursor, house),
        about.about(cursor, house),
    ]


def freshness(cursor: Cursor) -> list[str]:
    """Return what is said above every page: whose data, as of when, and that they are made up when they are."""
    build = queries.build(cursor).row(0, named=True)
    said = [_("Data per {day}").format(day=formats.day(build["as_of"]))]
    if build["is_synthetic"]:
        said.append(_("Data sintetis"))
    return said
