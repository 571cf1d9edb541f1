"""The public pages as files that need no server, whole without their one script; the app's words, in both languages.

The same build gives the same bytes: nothing here asks for the time.
"""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from dashboard import language
from dashboard.language import _
from dashboard.public import content, drawing, open_data, preview, queries
from dashboard.public.blocks import Page, Promise
from dashboard.public.house import House
from dashboard.public.sheets import Card, Sheet, fragment
from dashboard.warehouse import Cursor

TEMPLATES = Path(__file__).parent / "templates"
SCRIPT = "grafik.js"
ICON = Path(__file__).parent.parent / "icon.png"
Files = Mapping[str, bytes]


def files(cursor: Cursor, house: House) -> Files:
    """Return every file of the site by its path."""
    before = language.current()
    try:
        found = dict(open_data.files(cursor, house))
        for code in language.LANGUAGES:
            language.use(code)
            found |= _in_one_language(cursor, house)
        found |= {"404.html": _lost(house), "icon.png": ICON.read_bytes(), "robots.txt": _robots(house)}
        found[SCRIPT] = (TEMPLATES / SCRIPT).read_bytes()
        if house.address:
            found["sitemap.xml"] = _sitemap(cursor, house, sorted(found))
    finally:
        language.use(before)
    return dict(sorted(found.items()))


def _in_one_language(cursor: Cursor, house: House) -> dict[str, bytes]:
    places = tuple(content.places(cursor, house))
    shared = {
        **{"words": _words(cursor), "freshness": content.freshness(cursor)},
        **{"style": _style(), "policy": _policy()},
    }
    found = {}
    tables = open_data.listed(cursor)
    for place in places:
        page = place.make()
        sheet = Sheet(place, page, places, house, language.current(), tables)
        found[sheet.path] = _rendered("page.html", page=sheet, **shared)
        for promise in _promises(page):
            card = Card(sheet, promise)
            found[card.path] = _rendered("card.html", page=card, promise=promise, **shared)
    found[preview.name()] = preview.drawn(places[0].make().title, content.freshness(cursor))
    return found


def _promises(page: Page) -> Iterator[Promise]:
    for section in page.sections:
        for block in section.blocks:
            if isinstance(block, Promise):
                yield block


def _words(cursor: Cursor) -> dict[str, str]:
    build = queries.build(cursor).row(0, named=True)
    made = _(
        "Terbitan {build}, Kinerja {version}. Halaman ini tidak memuat apa pun dari situs lain dan tidak mencatat "
        "pengunjung."
    )
    return {
        "skip": _("Langsung ke isi"),
        "menu": _("Menu utama"),
        "other": "Bahasa Indonesia" if language.current() == "en" else "English",
        "marks": _("Titik: hasil. Garis mendatar: target. Titik kosong: tahun belum selesai."),
        "reader": _("Baca grafik per titik dengan tombol panah"),
        "years": _("Tahun demi tahun, dan cara menghitungnya"),
        "card": _("Kartu untuk disematkan"),
        "whole": _("Lihat selengkapnya"),
        "made": made.format(build=build["build_id"], version=build["program_version"]),
        "locale": "en_GB" if language.current() == "en" else "id_ID",
    }


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["drawn"] = lambda promise: drawing.promise(promise.points, promise.description)
    environment.filters["fragment"] = fragment
    environment.filters["kind"] = lambda block: type(block).__name__
    return environment


_TEMPLATES = _environment()


def _rendered(template: str, **values: Any) -> bytes:
    return _TEMPLATES.get_template(template).render(**values).encode()


def _style() -> Markup:
    return Markup((TEMPLATES / "style.css").read_text(encoding="utf-8"))


def _policy() -> str:
    """Return the policy of every page: its own style by hash, script and images of the site, nothing else."""
    digest = base64.b64encode(hashlib.sha256(str(_style()).encode()).digest()).decode()
    allowed = f"style-src 'sha256-{digest}'; script-src 'self'; img-src 'self'"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _lost(house: House) -> bytes:
    """Return the page for addresses that do not exist; served at any depth, so its ways start at the root."""
    lost = {}
    for code in language.LANGUAGES:
        language.use(code)
        lost[code] = {"title": _("Halaman tidak ditemukan"), "way": _("Ke halaman pertama")}
    return _rendered("404.html", lost=lost, home=house.address or "/", style=_style(), policy=_policy())


def _robots(house: House) -> bytes:
    lines = ["User-agent: *", "Allow: /"]
    return "\n".join([*lines, *([f"Sitemap: {house.address}sitemap.xml"] if house.address else []), ""]).encode()


def _sitemap(cursor: Cursor, house: House, paths: list[str]) -> bytes:
    day = queries.build(cursor)["as_of"][0]
    modified = f"<lastmod>{day:%Y-%m-%d}</lastmod>" if day else ""
    pages = [path for path in paths if path.endswith(".html") and "kartu/" not in path and path != "404.html"]
    entries = [f"<url><loc>{Markup.escape(house.address + path)}</loc>{modified}</url>" for path in pages]
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return "\n".join([head, *entries, "</urlset>", ""]).encode()
