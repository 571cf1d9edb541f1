"""An address that names no page: the nearest is shown instead and said so, where Streamlit would speak English.

A name nobody knows is made a hidden page for that run, so that navigation finds it and the program can lead on.
"""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from urllib.parse import unquote, urlsplit

import streamlit as st

_LED_ON = "led_on_from_nowhere"
ALIKE = 0.5


def pages(known: Collection[str]) -> list[st.Page]:
    """Return a hidden page for what the address names when nothing of that name exists; none for a known name."""
    base = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
    path = urlsplit(st.context.url or "").path.removeprefix(base).strip("/")
    written = path.rpartition("/")[2]
    names = {written, unquote(written)} - {""}
    if names & set(known):
        return []
    return [
        st.Page(lambda: None, title="Kinerja", url_path=name, visibility="hidden")
        for name in sorted(names)
        if "/" not in name
    ]


def nearest(name: str, known: Sequence[str]) -> str:
    """Return the known page whose name is most like the one asked for, else the first."""
    return (get_close_matches(name.casefold(), known, 1, cutoff=ALIKE) or known)[0]


def lead_on() -> None:
    """Keep for the next run that this one was asked for a page that does not exist."""
    st.session_state[_LED_ON] = True


def was_led_on() -> bool:
    """Return once whether the run before was asked for a page that does not exist."""
    return bool(st.session_state.pop(_LED_ON, False))
