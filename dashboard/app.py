"""Kinerja: navigation by role, the header and the global filters; every page below reads them from `filters`."""

from pathlib import Path

import duckdb
import streamlit as st

from dashboard import access, astray, filters, warehouse
from dashboard.components import empty, header, paper
from dashboard.language import N_, _

EVERYONE = frozenset(access.ROLES)
PAGES = (
    ("ringkasan", N_("Ringkasan"), access.INTERNAL),
    ("capaian_iku", N_("Capaian IKU"), EVERYONE),
    ("pohon_kinerja", N_("Pohon kinerja"), access.INTERNAL),
    ("perbandingan_unit", N_("Perbandingan unit"), access.INTERNAL),
    ("penilaian_kinerja", N_("Penilaian kinerja"), access.INTERNAL),
    ("layanan_publik", N_("Layanan publik"), access.INTERNAL),
    ("kompetensi", N_("Kompetensi"), access.INTERNAL),
    ("rencana_pelatihan", N_("Rencana pelatihan"), frozenset({"perencana", "pengelola_data"})),
    ("profil_unit", N_("Profil unit"), access.INTERNAL),
    ("profil_pegawai", N_("Profil pegawai"), frozenset({"kepala", "pengelola_data"})),
    ("kinerja_saya", N_("Kinerja saya"), frozenset({"pegawai"})),
    ("mutu_data", N_("Mutu data"), frozenset({"kepala", "pengelola_data"})),
    ("tindak_lanjut", N_("Tindak lanjut"), access.INTERNAL),
    ("rapat", N_("Rapat"), access.INTERNAL),
    ("publik", N_("Publik"), EVERYONE),
    ("metodologi", N_("Metodologi"), EVERYONE),
)
# Reached from the pages they belong to, not from the bar.
BESIDE = {"rapat", "profil_pegawai"}
ICON = Path(__file__).parent / "icon.png"


def main() -> None:
    """Draw one run: header, filters, then the page the role may open."""
    st.set_page_config(page_title="Kinerja", page_icon=ICON, layout="wide")
    filters.choose_language()
    build = warehouse.pin()
    if build is None:
        empty.no_build()
        return
    scope = filters.decide_scope(build)
    page, names = opened(scope)
    view = filters.choose(build, scope, names)
    if view is None:
        empty.no_rows()
        return
    if not paper.is_on():
        header.bar(build, view)
    page.run()


def opened(scope: access.Scope) -> tuple[st.Page, frozenset[str]]:
    """Return the page of the address and the names of all this role may open; from any other it leads on."""
    pages = {
        name: st.Page(
            f"app_pages/{name}.py",
            title=_(title),
            url_path=name,
            visibility="hidden" if name in BESIDE else "visible",
        )
        for name, title, roles in PAGES
        if scope.role in roles
    }
    first = next(iter(pages.values()))
    closed = [
        st.Page(lambda: None, title=_(title), url_path=name, visibility="hidden")
        for name, title, _roles in PAGES
        if name not in pages
    ]
    start = st.Page(lambda: None, title="Kinerja", url_path="mulai", default=True, visibility="hidden")
    unknown = astray.pages(["mulai", *(name for name, _title, _roles in PAGES)])
    page = st.navigation([start, *pages.values(), *closed, *unknown], position="hidden" if paper.is_on() else "top")
    if page in closed:
        filters.refuse_page(page.title)
    if page in unknown:
        astray.lead_on()
        first = pages[astray.nearest(page.url_path, list(pages))]
    if page == start or page in closed or page in unknown:
        st.switch_page(first, query_params=filters.wishes())
    if astray.was_led_on():
        filters.refuse(_("Halaman pada alamat tidak ada; yang ditampilkan: {page}.").format(page=page.title))
    return page, frozenset(pages)


try:
    main()
except duckdb.Error:
    empty.unreadable()
