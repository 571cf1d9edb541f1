"""The printout: the same page in light colours without filters and buttons, opened in a tab of its own."""

import streamlit as st

from dashboard import filters, formats
from dashboard.components.text import note
from dashboard.language import _

# Streamlit's own switches: its bars away, light whatever the viewer's system prefers.
_BARE = "embed=true&embed_options=light_theme"


def is_on() -> bool:
    """Return whether this run is for paper."""
    return st.query_params.get("cetak") == "1"


def link() -> None:
    """Offer the printout of this page."""
    if not is_on():
        here = filters.address("rapat", cetak="1")
        st.link_button(_("Buka versi cetak"), f"{here}&{_BARE}", type="tertiary")


def footer() -> None:
    """Say on paper which build the numbers come from, and that they are made up when they are."""
    if is_on():
        build = filters.current().build
        parts = [
            _("Per {day}").format(day=formats.day(build.as_of)),
            *([_("Data sintetis")] if build.is_synthetic else []),
            _("terbitan {build}").format(build=build.build_id),
            _("dicetak {today}").format(today=formats.day(formats.today())),
        ]
        note(" · ".join(parts))
