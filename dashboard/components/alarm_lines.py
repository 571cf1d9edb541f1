"""Yang perlu ditangani: what needs somebody and what to do, of the installation itself and of data overdue."""

import polars as pl
import streamlit as st

from dashboard import formats
from dashboard.components.found import spoken
from dashboard.components.text import concern, plain, section
from dashboard.language import _
from dashboard.words import exports, word


def alarms(installation: list[dict[str, str]], overdue: pl.DataFrame) -> None:
    """List every alarm that holds today: what it concerns, what is wrong, what to do; the same is said once."""
    late = [row | {"subject": _awaited(row)} for row in overdue.iter_rows(named=True)]
    subjects: dict[tuple[str, str], list[str]] = {}
    for row in (*installation, *late):
        subjects.setdefault((spoken(row, "message"), spoken(row, "fix")), []).append(row["subject"])
    if not subjects:
        return
    section(_("Yang perlu ditangani"))
    for (message, fix), concerned in subjects.items():
        st.markdown("  \n".join([*map(concern, concerned), plain(f"{message} {fix}")]))


def _awaited(row: dict[str, str]) -> str:
    return f"{word(exports.KINDS, row['kind'])}, {formats.period(row['period'])}"


def line(installation: list[dict[str, str]]) -> None:
    """Say above every page that something is wrong with the installation, and where to read what to do."""
    if installation:
        told = _("{n} hal tentang gudang ini perlu ditangani; bacalah pada Mutu data.")
        st.warning(plain(told.format(n=formats.number(len(installation), 0))))
