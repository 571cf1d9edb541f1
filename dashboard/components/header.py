"""What stands above every page: unit and period, whose eyes, the language, and how fresh the data is."""

import polars as pl
import streamlit as st

from dashboard import access, alarms, filters, formats, language, warehouse
from dashboard.components import alarm_lines
from dashboard.components.text import plain
from dashboard.language import _
from dashboard.queries import appraisals, builds, units
from dashboard.words import viewers, word

PATH_SEPARATOR = " › "


def bar(build: warehouse.Build, view: filters.View) -> None:
    """Show the filters and how fresh the data is in one row, with the role switch where the data are synthetic."""
    paths = searchable(view.units)
    running = set(view.periods.filter(~pl.col("is_complete"))["period"])
    spans = {
        code: formats.period(code) + (_(" (berjalan)") if code in running else "") for code in view.periods["period"]
    }
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(_("Unit"), list(paths), format_func=lambda code: paths.get(code, code), key="unit", width=420)
        st.selectbox(
            _("Periode"),
            list(spans),
            format_func=lambda code: spans.get(code, code),
            key="periode",
            width=150,
        )
        st.selectbox(_("Bahasa"), language.LANGUAGES, format_func=str.upper, key="bahasa", width=76)
        if build.is_synthetic:
            role_switch(view)
        _freshness(build, view)
    notices(build, view)


def searchable(rows: pl.DataFrame) -> dict[str, str]:
    """Return the label of each unit: its own name first, which a narrow box still shows, then where it belongs."""
    return {
        code: " · ".join(reversed(path.split(PATH_SEPARATOR)))
        for code, path in zip(rows["unit_id"], rows["path_names"], strict=True)
    }


def role_switch(view: filters.View) -> None:
    """Offer to look through another role's eyes; offered with synthetic data only."""
    names = {role: word(viewers.ROLES, role) for role in access.ROLES}
    with st.popover(names[view.scope.role]):
        st.selectbox(_("Lihat sebagai"), list(names), format_func=lambda code: names.get(code, code), key="peran")
        if view.scope.role == "kepala":
            _subject(_("Kepala dari"), searchable(units.units(warehouse.cursor(), access.FULL)))
        if view.scope.role == "pegawai":
            people = appraisals.people(warehouse.cursor(), access.FULL, view.scope.employee_id)
            _subject(_("Pegawai"), dict(people.select("employee_id", "employee_name").iter_rows()))
        st.caption(plain(_("Peran hanya dapat diganti pada data sintetis; isinya benar-benar menyempit.")))


def _subject(label: str, names: dict[str, str]) -> None:
    st.selectbox(label, list(names), format_func=lambda code: names.get(code, code), key="sebagai")


def _freshness(build: warehouse.Build, view: filters.View) -> None:
    """Say how fresh and complete the data is, what kind they are, and through whose eyes one looks."""
    parts = [_("Per {day}").format(day=formats.day(build.as_of))]
    if not view.scope.only_public:
        row = builds.file_counts(warehouse.cursor(), view.scope).row(0, named=True)
        parts.append(_("{share} berkas masuk").format(share=formats.share(row["taken_count"], row["arrived_count"])))
    parts.append(word(viewers.ROLES, view.scope.role))
    told = [plain(part) for part in parts]
    if build.is_synthetic:
        told.insert(1, "**" + plain(_("Data sintetis")) + "**")
    elif filters.is_without_login():
        told.append("**" + plain(_("Tanpa login: akses penuh, hanya di komputer ini")) + "**")
    st.caption(" · ".join(told))


def notices(build: warehouse.Build, view: filters.View) -> None:
    """Show what went differently from what was asked: an older build, a unit or period out of reach."""
    if build.alarm is not None:
        text = _(
            "Data terbaru tidak dapat dibuka. Yang ditampilkan adalah terbitan sebelumnya, {day}; hubungi pengelola."
        )
        st.warning(plain(text.format(day=formats.day(build.published_at))))
    alarm_lines.line(alarms.alarms(view.scope))
    for text in view.notices:
        st.info(plain(text))
