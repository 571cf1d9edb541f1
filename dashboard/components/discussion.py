"""Five things to discuss: each a line that leads to its page, with the reason, the owner and the last decision."""

from collections.abc import Sequence

import streamlit as st

from dashboard import filters, formats
from dashboard.components import notebook
from dashboard.components.text import note, plain, quiet, section
from dashboard.language import _
from dashboard.notes import Note
from dashboard.topics import Topic
from dashboard.words import notes as words


def discussion(topics: Sequence[Topic], noted: Sequence[Note]) -> None:
    """List the topics; where the page behind one is not open to this role the line stands alone."""
    section(_("{n} hal untuk dibahas").format(n=len(topics)) if topics else _("Tidak ada hal mendesak"))
    if not topics:
        note(_("Tidak ada IKU di luar variasi biasa, terus di bawah target, atau data yang tertahan."))
        return
    for topic in topics:
        line(topic, noted)
    note(
        _(
            "Urutan: keluar dari variasi biasa, terus di bawah target, diperkirakan meleset, suara masyarakat, "
            "lewat tenggat, lalu data yang kurang; paling banyak dua dari satu jenis."
        )
    )
    st.page_link("app_pages/rapat.py", label=_("Mode rapat ›"), query_params=filters.current().link())


def line(topic: Topic, noted: Sequence[Note]) -> None:
    """Show one topic and the way to its page."""
    view = filters.current()
    with st.container(border=True, horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        st.markdown(
            "  \n".join(
                [
                    heading(topic),
                    quiet(because(topic)),
                    quiet(_("Keputusan: {said}").format(said=decided(topic, noted))),
                ]
            ),
            width="stretch",
        )
        if topic.page in view.pages:
            address = view.link(**topic.address())
            st.page_link(f"app_pages/{topic.page}.py", label=_("Buka ›"), query_params=address)


def heading(topic: Topic) -> str:
    """Return the topic's line as Markdown: icon in its colour, words in bold."""
    return f":{'orange' if topic.is_concern else 'blue'}[{topic.icon}] **{plain(topic.title)}**"


def because(topic: Topic) -> str:
    """Return why it is raised and who answers for it."""
    return " · ".join(part for part in (topic.reason, topic.owner) if part)


def decided(topic: Topic, noted: Sequence[Note]) -> str:
    """Return the last decision on a topic and how it stands, or that there is none."""
    last = notebook.last_decision(noted, topic, filters.current().unit_id)
    if last is None:
        return _("belum ada")
    standing = words.STANDINGS[last.standing(formats.today())].plain
    return f"{formats.day(last.noted_date)}, {' '.join(last.words.split())} ({standing})"
