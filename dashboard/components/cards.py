"""At most five numbers in a row, each with a note that says what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import formats
from dashboard.components.text import plain


@dataclass(frozen=True)
class Card:
    """One number: its name, itself, and the note under it."""

    label: str
    value: str
    note: str
    is_words: bool = False


def cards(items: Sequence[Card]) -> None:
    """Show the numbers side by side on a wide screen, two in a row on a phone."""
    grid = st.grid(len(items), min_column_width=150, border=True, gap=12)
    for item in items:
        with grid.cell(), st.container(gap="xxsmall"):
            if item.is_words or item.value in formats.nothings():  # a number may not break, words must
                st.markdown(f":small[{plain(item.label)}]  \n**{plain(item.value)}**")
            else:
                st.metric(item.label, item.value)
            st.caption(plain(item.note))
