"""Sentences, notes and the kinds of nothing, as every page says them."""

import re

import streamlit as st

from dashboard import formats

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|~$:<>&^=])")

_LONG = re.compile(r"/(?=\S)|[^\s/]{24}(?=[^\s/])")


def plain(value: object) -> str:
    """Return text from a file so that Markdown shows it as it is and never as a link, colour or formula."""
    return _MARKDOWN.sub(r"\\\1", str(value)) if value is not None else formats.nothing()


def breakable(text: str) -> str:
    """Return text in which a path, or a word as long as a column, may go on in the next line of a narrow cell."""
    return _LONG.sub("\\g<0>\u200b", text)


def quiet(value: object) -> str:
    """Return text as small grey Markdown, for the second line of a cell."""
    return f":small[:gray[{plain(value)}]]"


def good(words: str) -> str:
    """Return words that say all is well, as Markdown: a mark and the colour of improvement."""
    return f":blue[● {plain(words)}]"


def concern(words: str) -> str:
    """Return words that need someone to act, as Markdown: a mark and the colour of concern."""
    return f":orange[▼ {plain(words)}]"


def finding(title: str, second: str | None = None) -> None:
    """Say what the page found: one sentence large, one below it."""
    st.title(plain(title), anchor=False)
    if second:
        st.markdown(plain(second))


def section(title: str) -> None:
    """Open a section of the page."""
    st.header(plain(title), anchor=False)


def note(text: str) -> None:
    """Say something beside the point in quiet text."""
    st.caption(plain(text))


def nothing(kind: str = "no_data", reason: str | None = None) -> None:
    """Show a place where a number could be and is not: belum ada data, disembunyikan, tidak berlaku."""
    words = formats.nothing(kind)
    text = words[0].upper() + words[1:]
    st.markdown(f":gray[○ {plain(text)}{': ' + plain(reason) if reason else ''}]")
