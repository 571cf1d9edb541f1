"""A chart and all that belongs to it: the sentence above, the caption, the table behind it, the downloads."""

from collections.abc import Sequence

import plotly.graph_objects as go
import polars as pl
import streamlit as st

from dashboard.charts import template
from dashboard.components import tables
from dashboard.components.fold import fold
from dashboard.components.selection import of_chart
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
    selects: str | None = None,
) -> None:
    """Show one chart under the sentence it proves, its caption, what is marked on it, and the numbers behind it.

    With `selects` a point that is picked becomes the page's choice of that name.
    """
    section(title)
    key = f"chart-{name}"
    if selects is None:
        st.plotly_chart(figure, config=template.CONFIG, alt=alt, key=key)
    else:
        key += f"-{st.session_state.get(selects)}"  # what was let go elsewhere is not left marked here
        pick = of_chart(key, selects)
        st.plotly_chart(figure, config=template.CONFIG, alt=alt, key=key, on_select=pick, selection_mode="points")
    st.caption("  \n".join(plain(words) for words in (caption, *below)))
    with fold(_("Tabel dan unduhan"), f"table-{name}") as is_open:
        if is_open:
            tables.table(table, labels, name, alt)
