"""Mode rapat: five items, each with its question, owner, last decision and what happened since; made to be printed."""

from collections.abc import Sequence

import streamlit as st

from dashboard import filters, formats, notes, sentences, warehouse
from dashboard.components import discussion, notebook
from dashboard.components.text import note, plain, section
from dashboard.language import _
from dashboard.notes import Note
from dashboard.queries import decisions
from dashboard.topics import Topic
from dashboard.words import notes as words
from dashboard.words import word


def items(topics: Sequence[Topic], noted: Sequence[Note], *, on_paper: bool) -> None:
    """Show the items one below the other; on the screen with a way to write the decision down."""
    if not topics:
        note(_("Tidak ada IKU di luar variasi biasa, terus di bawah target, atau data yang tertahan."))
    for number, topic in enumerate(topics, start=1):
        last = notebook.last_decision(noted, topic, filters.current().unit_id)
        owner = topic.owner or (last and last.owner) or _("belum ditentukan")
        with st.container(border=True, gap="xsmall"):
            lines = [
                f"{number}. {discussion.heading(topic)}",
                plain(topic.reason),
                *_named(_("Pertanyaan"), word(words.QUESTIONS, topic.kind)),
                *_named(_("Penanggung jawab"), owner),
                *_named(_("Keputusan terakhir"), discussion.decided(topic, noted)),
                *_named(_("Sejak itu"), since(topic, last)),
                *(_named(_("Keputusan rapat ini"), "…" + "." * 60) if on_paper else []),
            ]
            st.markdown("  \n".join(lines))
            if not on_paper:
                view = filters.current()
                subject = topic.subject(view.unit_id)
                if notes.may_write(warehouse.cursor(), view.scope, subject):
                    notebook.add(subject, None if topic.iku else topic.kind)


def _named(label: str, text: str | None) -> list[str]:
    return [f"**{plain(label)}:** {plain(text)}"] if text else []


def since(topic: Topic, last: Note | None) -> str | None:
    """Return what the indicator did since the last decision on it; None where there is no decision or no indicator."""
    if last is None or topic.iku is None:
        return None
    view = filters.current()
    rows = decisions.effect(
        warehouse.cursor(), view.scope, last.subject.subject_id, last.subject.unit_id, view.period, last.noted_date
    )
    return sentences.effect(sentences.first(rows))


def promises(found: Sequence[Note], names: dict[tuple[str, str, str], str]) -> None:
    """List what is still open, overdue first, one line each."""
    section(_("Tindak lanjut yang masih terbuka"))
    today = formats.today()
    still = [item for item in found if item.reply_to is None and item.state == "open"]
    if not still:
        note(_("Tidak ada."))
        return
    lines = []
    for item in sorted(still, key=lambda item: (item.due_date is None, item.due_date or item.noted_date)):
        subject = (item.subject.subject_type, item.subject.subject_id, item.subject.unit_id)
        badge = words.STANDINGS[item.standing(today)].badge
        told = " · ".join([names.get(subject, ""), *notebook.duties(item)]).strip(" ·")
        lines.append(f"- {badge} {plain(' '.join(item.words.split()))} :small[:gray[{plain(told)}]]")
    st.markdown("\n".join(lines))


def headline(found: Sequence[Note]) -> str:
    """Return how many follow-ups are open and how many of them are late."""
    standings = [item.standing(formats.today()) for item in found if item.reply_to is None]
    late = standings.count("overdue")
    still = standings.count("open") + late
    if not still:
        return _("Tidak ada tindak lanjut yang terbuka")
    if not late:
        return _("{n} tindak lanjut terbuka, semuanya belum lewat tenggat").format(n=formats.number(still, 0))
    return _("{n} tindak lanjut terbuka, {late} lewat tenggat").format(
        n=formats.number(still, 0), late=formats.number(late, 0)
    )
