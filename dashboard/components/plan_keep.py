"""What becomes of a scenario that is kept: another name, or nothing."""

from collections.abc import Callable

import streamlit as st

from dashboard import filters, planning
from dashboard.components import plan_run
from dashboard.components.text import concern, note
from dashboard.language import _


def keep(name: str) -> None:
    """Offer to rename a scenario or to remove it; each is asked for in a window of its own."""
    scope = filters.current().scope
    with st.container(horizontal=True, gap="small"):
        with st.popover(_("Ganti nama …")):
            new = st.text_input(_("Nama baru"), name, max_chars=80, key=f"plan-rename-{name}").strip()
            if st.button(_("Ganti nama"), key="plan-rename-go", disabled=new in ("", name)):
                _done(lambda: planning.rename(scope, name, new), new)
        with st.popover(_("Hapus …")):
            note(_("Skenario ini hilang untuk seterusnya; unduhan yang sudah diambil tetap ada."))
            if st.button(_("Ya, hapus"), key="plan-remove-go"):
                _done(lambda: planning.remove(scope, name), None)


def _done(act: Callable[[], None], shown: str | None) -> None:
    """Do it and show the page anew with the scenario that stands then; say in place what stood in the way."""
    try:
        act()
    except planning.Refused as refusal:
        st.markdown(concern(str(refusal)))
        return
    st.session_state[plan_run.NEXT] = shown
    st.rerun()
