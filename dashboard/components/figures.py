"""A chart and all that belongs to it: the sentence above, the caption, the table behind it, the downloads."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from dashboard.charts import template
from dashboard.components import tables
from dashboard.components.text import plain, section
from dashboard.language import _


def chart(
    title: str,
    figure: go.Figure,
    *,
    alt: str,
    caption: str,
    table: pl.DataFrame,
    labels: dict[str, str],
    name: str,
    below: Sequence[str] = (),
) -> None:
    """Show one chart under the sentence it proves, its caption, what is marked on it, and the numbers behind it."""
    section(title)
    st.plotly_chart(figure, config=template.CONFIG, alt=alt, key=f"chart-{name}")
    st.caption("  \n".join(plain(words) for words in (caption, *below)))
    with st.expander(_("Tabel dan unduhan")):
        tables.table(table, labels, name, alt)
