"""What is picked in a chart or a table becomes a choice of the page: kept in the address, undone by going back.

The picked code goes where a widget of the same name would put it, so a list beside the chart does the same by keyboard.
"""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st


def of_chart(key: str, name: str) -> Callable[[], None]:
    """Return what to do when a point is picked or let go in the chart `key`: its first customdata is the choice."""

    def keep() -> None:
        points: list[dict[str, Any]] = st.session_state[key]["selection"]["points"]
        data = points[0].get("customdata") if points else None
        st.session_state[name] = data[0] if isinstance(data, list | tuple) and data else data

    return keep


def of_table(key: str, name: str, codes: Sequence[str]) -> Callable[[], None]:
    """Return what to do when a row is picked or let go in the table `key`: the code in its place is the choice."""

    def keep() -> None:
        rows: list[int] = st.session_state[key]["selection"]["rows"]
        st.session_state[name] = codes[rows[0]] if rows and rows[0] < len(codes) else None

    return keep
