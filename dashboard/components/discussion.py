"""Five things to discuss: each a line that leads to its page, with the reason under it."""

from collections.abc import Sequence

import streamlit as st

from dashboard import filters, sentences
from dashboard.components.text import note, plain, section
from dashboard.language import _


def discussion(topics: Sequence[sentences.Topic]) -> None:
    """List the topics; where the page behind one is not open to this role the line stands alone."""
    section(_("{n} hal untuk dibahas").format(n=len(topics)) if topics else _("Tidak ada hal mendesak"))
    if not topics:
        note(_("Tidak ada IKU di luar variasi biasa, terus di bawah target, atau data yang tertahan."))
    view = filters.current()
    for topic in topics:
        with st.container(border=True, horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            with st.container(gap="xxsmall"):
                color = "orange" if topic.is_concern else "blue"
                st.markdown(f":{color}[{topic.icon}] **{plain(topic.title)}**")
                note(topic.reason)
            if topic.page in view.pages:
                more = {"iku": topic.iku} if topic.iku else {}
                st.page_link(f"app_pages/{topic.page}.py", label=_("Buka ›"), query_params=view.link(**more))
    if topics:
        note(
            _(
                "Urutan: keluar dari variasi biasa, terus di bawah target, keluhan masyarakat, lalu data yang kurang; "
                "paling banyak dua dari satu jenis."
            )
        )
