"""Kinerja for everyone: the public pages, of the public file alone; no filters, no roles, no login."""

from functools import partial
from pathlib import Path

import duckdb
import streamlit as st

from dashboard import astray, language, warehouse
from dashboard.components import empty
from dashboard.components.text import finding, plain
from dashboard.language import _
from dashboard.public import content, house, screen

ICON = Path(__file__).parent / "icon.png"
LANGUAGE = "bahasa"


def choose_language() -> None:
    """Speak the language of the address, else the one chosen before, and write it there."""
    asked = st.query_params.get(LANGUAGE, st.session_state.get(LANGUAGE))
    code = asked if asked in language.LANGUAGES else "id"
    language.use(code)
    st.session_state[LANGUAGE] = code
    if code != st.query_params.get(LANGUAGE, "id"):
        st.query_params[LANGUAGE] = code


def keep_language() -> None:
    """Write what the switch says into the address."""
    st.query_params[LANGUAGE] = st.session_state[LANGUAGE]


def main() -> None:
    """Draw one run: the language, the page of the address, the line that says how fresh it is."""
    st.set_page_config(page_title="Kinerja", page_icon=ICON, layout="centered")
    choose_language()
    build = warehouse.pin(warehouse.PUBLIC)
    if build is None:
        finding(_("Belum ada data"), _("Halaman ini terisi begitu data terbit."))
        return
    cursor = warehouse.cursor()
    places = content.places(cursor, house.read(warehouse.home()))
    ways: dict[str, st.Page] = {}
    for place in places:
        ways[place.name] = st.Page(
            partial(screen.draw, place.make, ways, cursor),
            title=place.menu,
            url_path=place.name,
            default=place.name == "index",
            visibility="visible" if place.is_in_menu else "hidden",
        )
    unknown = astray.pages(list(ways))
    chosen = st.navigation([*ways.values(), *unknown], position="top")
    if chosen in unknown:
        astray.lead_on()
        st.switch_page(ways[astray.nearest(chosen.url_path, list(ways))], query_params=st.query_params.to_dict())
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Bahasa"), language.LANGUAGES, format_func=str.upper, key=LANGUAGE, on_change=keep_language, width=76
        )
        st.caption(" · ".join(plain(text) for text in content.freshness(cursor)))
    if build.alarm is not None:
        st.warning(plain(_("Data terbaru tidak dapat dibuka; yang ditampilkan adalah terbitan sebelumnya.")))
    if astray.was_led_on():
        st.info(plain(_("Halaman pada alamat tidak ada; yang ditampilkan: {page}.").format(page=chosen.title)))
    chosen.run()


try:
    main()
except duckdb.Error:
    empty.unreadable()
