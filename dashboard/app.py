"""Kinerja: navigation by role, the header and the global filters; every page below reads them from `filters`."""

from pathlib import Path

import duckdb
import streamlit as st

from dashboard import access, filters, warehouse
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
    page = st.navigation([start, *pages.values(), *closed], position="hidden" if paper.is_on() else "top")
    if page in closed:
        filters.refuse_page(page.title)
    if page == start or page in closed:
        st.switch_page(first, query_params=filters.wishes())
    view = filters.choose(build, scope, frozenset(pages))
    if view is None:
        empty.no_rows()
        return
    if not paper.is_on():
        header.bar(build, view)
    page.run()


try:
    main()
except duckdb.Error:
    empty.unreadable()
