"""What is picked in a chart or a table becomes a choice of the page: kept in the address, undone by going back.

The picked code goes where a widget of the same name would put it, so a list beside the chart does the same by keyboard.
"""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard import filters
from dashboard.components.text import plain
from dashboard.language import _


def of_chart(key: str, name: str) -> Callable[[], None]:
    """Return what to do when a point is picked or let go in the chart `key`: its first customdata is the choice."""

    def keep() -> None:
        points: list[dict[str, Any]] = st.session_state[key]["selection"]["points"]
        data = points[0].get("customdata") if points else None
        st.session_state[name] = data[0] if isinstance(data, list | tuple) and data else data

    return keep


def unknown(what: str, shown: str) -> None:
    """Say that the address asked for something that is not there or not allowed, and what is shown instead."""
    told = _("{what} pada alamat tidak dikenal atau tidak tersedia di sini; yang ditampilkan: {shown}.")
    st.info(plain(told.format(what=what, shown=shown)))


def part(key: str, parts: Mapping[str, str]) -> str:
    """Offer the parts of a page, the first by default, and return the one picked; the address keeps it."""
    first = next(iter(parts))
    picked, refused = filters.settle(key, list(parts), first)
    if refused:
        unknown(_("Bagian"), _(parts[first]))
    st.segmented_control(
        _("Bagian"),
        list(parts),
        format_func=lambda code: _(parts[code]),
        key=key,
        label_visibility="collapsed",
        required=True,
    )
    filters.remember(**{key: picked})
    return picked or first


def listed(key: str, label: str, names: Mapping[str, str]) -> str:
    """Offer many parts in a list, the first by default, and return the one picked; the address keeps it."""
    first = next(iter(names))
    picked, refused = filters.settle(key, list(names), first)
    if refused:
        unknown(_("Bagian"), names[first])
    st.selectbox(label, list(names), format_func=lambda code: names.get(code, code), key=key, width=320)
    filters.remember(**{key: picked})
    return picked or first
