"""What is behind a line until someone opens it; made only then, because most never are."""

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st


@contextmanager
def fold(label: str, name: str) -> Iterator[bool]:
    """Open a foldable part of the page; the value tells whether its content is wanted. Names are unique."""
    part = st.expander(label, on_change="rerun", key=f"fold-{name}")
    with part:
        yield bool(part.open)


@contextmanager
def pop(label: str, name: str) -> Iterator[bool]:
    """Open a small window behind a button; the value tells whether its content is wanted now."""
    part = st.popover(label, type="tertiary", on_change="rerun", key=f"fold-{name}")
    with part:
        yield bool(part.open)
