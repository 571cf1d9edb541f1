"""The public pages drawn by Streamlit, block by block."""

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from dashboard import language
from dashboard.charts import promise as chart
from dashboard.charts import template
from dashboard.components.text import finding, note, plain, quiet, section
from dashboard.language import _
from dashboard.public import tables
from dashboard.public.blocks import Block, Files, Items, Links, Listing, Page, Promise, Words
from dashboard.warehouse import Cursor
from dashboard.words import word
from dashboard.words.public import TABLES

Ways = Mapping[str, st.Page | str]
"""How to go to every page by its name: a page of this app, or an address."""


def draw(make: Callable[[], Page], ways: Ways, cursor: Cursor) -> None:
    """Make one page and draw it; what can be downloaded is asked of `cursor`."""
    page = make()
    finding(page.title, page.second)
    for part in page.sections:
        section(part.title)
        for block in part.blocks:
            _draw(block, ways, cursor)


def _draw(block: Block, ways: Ways, cursor: Cursor) -> None:
    match block:
        case Words(text, is_quiet):
            (note if is_quiet else _paragraph)(text)
        case Items(rows):
            st.markdown("\n".join(f"- **{plain(name)}**: {plain(meaning)}" for name, meaning in rows))
        case Listing():
            _listing(block)
        case Links(items):
            for link in items:
                _link(link.text, link.target, link.note, ways)
        case Promise():
            _promise(block, cursor)
        case Files(names):
            _files(names, cursor)


def _paragraph(text: str) -> None:
    st.markdown(plain(text))


def _link(text: str, target: str, words: str, ways: Ways) -> None:
    way = ways.get(target, target)
    label = f"{plain(text)} · {plain(words)}" if words else plain(text)
    if isinstance(way, str):
        st.markdown(f"[{plain(text)}]({way})" + (f" · {plain(words)}" if words else ""))
    else:
        st.page_link(way, label=label, query_params={"bahasa": language.current()})


def _listing(listing: Listing) -> None:
    if not listing.rows:
        return
    st.markdown(f"**{plain(listing.caption)}**")
    rows = [
        {
            listing.header[0]: plain(row[0]),
            listing.header[1]: plain(row[1]),
            **({" · ".join(listing.header[2:]): _rest(row[2:])} if row[2:] else {}),
        }
        for row in listing.rows
    ]
    st.table(rows, border="horizontal", hide_index=True, hide_header=False, alt=listing.caption)


def _rest(cells: tuple[str, ...]) -> str:
    """Return the further cells of a row in one, line by line, so that a table fits a phone."""
    return "  \n".join(quiet(cell) for cell in cells)


def _promise(promise: Promise, cursor: Cursor) -> None:
    st.subheader(plain(promise.name), anchor=False)
    st.markdown(f"{plain(promise.sentence)}  \n{promise.status.badge}")
    st.caption(plain(" · ".join((promise.owner, *promise.notes))))
    figure = chart.promise(promise.points)
    st.plotly_chart(figure, config=template.CONFIG, alt=promise.description, key=f"promise-{promise.code}")
    st.caption(plain(_("Titik: hasil. Garis mendatar: target. Titik kosong: tahun belum selesai.")))
    with st.expander(_("Tahun demi tahun, dan cara menghitungnya")):
        _listing(promise.past)
        _draw(promise.facts, {}, cursor)


def _files(names: tuple[str, ...], cursor: Cursor) -> None:
    for name in names:
        st.download_button(
            f"{word(TABLES, name)} (CSV)",
            data=partial(tables.csv_bytes, cursor, name),
            file_name=f"{name}.csv",
            mime="text/csv",
            on_click="ignore",
            type="tertiary",
            key=f"file-{name}",
        )
