"""What the URL remembers: unit, period, language and, with synthetic data, whose eyes to look through.

Values in the URL are codes, never names. A value that is unknown or out of reach falls back to the nearest allowed one,
and the screen says so.
"""

import os
import re
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from urllib.parse import urlencode

import polars as pl
import streamlit as st

from dashboard import access, formats, language, warehouse
from dashboard.access import Scope
from dashboard.language import _
from dashboard.queries import appraisals, builds, units

_WRITTEN = "written_to_url"
_SENT = "sent_to_url"
_CLOSED = "closed_page"
GLOBAL_KEYS = ("bahasa", "peran", "sebagai", "unit", "periode")


@dataclass(frozen=True)
class View:
    """What this run looks at: the scope and the choices made inside it."""

    build: warehouse.Build
    scope: Scope
    unit_id: str
    period: str
    units: pl.DataFrame
    periods: pl.DataFrame
    pages: frozenset[str] = frozenset()
    notices: tuple[str, ...] = ()
    choices: dict[str, str] = field(default_factory=dict)

    @property
    def is_synthetic(self) -> bool:
        """Whether everything shown comes from the synthetic sample."""
        return self.build.is_synthetic

    @property
    def unit_name(self) -> str:
        """The chosen unit's own name."""
        codes: list[str] = self.units["unit_id"].to_list()
        return str(self.units["unit_name"][codes.index(self.unit_id)]) if self.unit_id in codes else self.unit_id

    @property
    def year(self) -> int:
        """The calendar year of the chosen period."""
        return int(self.period[:4])

    def link(self, **more: str) -> dict[str, str]:
        """Return URL parameters that open another page with the same choices."""
        return {**self.choices, **more}


_current: ContextVar[View | None] = ContextVar("view", default=None)
# What the address asked for and was not given, in words, until the view of this run carries it.
_refused: ContextVar[tuple[str, ...]] = ContextVar("refused", default=())


def current() -> View:
    """Return the view of this run, set once by the entry script."""
    view = _current.get()
    if view is None:
        message = "no view yet: the entry script sets it"
        raise RuntimeError(message)
    return view


def asked(name: str) -> tuple[str | None, bool]:
    """Return the value wanted for `name`, and whether it came freshly from the URL rather than from a widget."""
    written = st.session_state.get(_WRITTEN, {})
    from_url = st.query_params.get(name)
    if from_url is not None and from_url != written.get(name):
        return from_url, True
    # A widget that a page change drew anew has forgotten its value; what was written last stands.
    return st.session_state.get(name, from_url or written.get(name)), False


def settle(name: str, options: Sequence[str], default: str | None) -> tuple[str | None, bool]:
    """Return the allowed value for `name` and whether a wish from the URL had to be refused; ready for its widget."""
    wanted, is_fresh = asked(name)
    value = wanted if wanted in options else default
    if st.session_state.get(name) != value:
        st.session_state[name] = value
    return value, is_fresh and wanted != value


def follow_address() -> None:
    """Let go of choices that the address had and has no longer, as after going back; an empty address asks nothing."""
    address = st.query_params.to_dict()
    written: dict[str, str] = st.session_state.get(_WRITTEN, {})
    if address and address != written:
        for name in written.keys() - address.keys():
            st.session_state[name] = None


def choose_language() -> None:
    """Set the language of this run from the URL or the switch."""
    follow_address()
    code, refused = settle("bahasa", language.LANGUAGES, "id")
    language.use(code or "id")
    _refused.set((_("Bahasa pada alamat tidak dikenal; yang ditampilkan: bahasa Indonesia."),) if refused else ())


def is_without_login() -> bool:
    """Return whether the program was started for one person on this machine alone."""
    return os.environ.get("KINERJA_TANPA_LOGIN") == "1"


def decide_scope(build: warehouse.Build) -> Scope:
    """Return the scope of this visit; with synthetic data the role switch decides."""
    if not build.is_synthetic:
        return access.decide(is_synthetic=False, without_login=is_without_login())
    role, refused = settle("peran", access.ROLES, "kepala")
    if refused:
        refuse(_("Peran pada alamat tidak dikenal; yang ditampilkan: kepala."))
    subjects = subject_options(role or "publik")
    subject = None
    if subjects:
        default = default_head(subjects) if role == "kepala" else subjects[0]
        subject, refused = settle("sebagai", subjects, default)
        if refused:
            refuse(_("Unit kepala atau pegawai pada alamat tidak dikenal; yang ditampilkan: pilihan yang ada."))
    return access.decide(is_synthetic=True, without_login=False, role=role, subject=subject)


def subject_options(role: str) -> list[str]:
    """Return the codes the role switch offers: units for a head, people for an employee; synthetic data only."""
    if role == "kepala":
        return units.units(warehouse.cursor(), access.FULL)["unit_id"].to_list()
    if role == "pegawai":
        return appraisals.people(warehouse.cursor(), access.FULL, asked("sebagai")[0])["employee_id"].to_list()
    return []


def default_head(subjects: list[str]) -> str:
    """Return the unit whose head the demo opens as: the agency with most indicators to show."""
    if "sebagai" in st.session_state and st.session_state["sebagai"] in subjects:
        return str(st.session_state["sebagai"])
    busiest = units.busiest_units(warehouse.cursor(), access.FULL)["unit_id"].to_list()
    return busiest[0] if busiest else subjects[0]


def choose(build: warehouse.Build, scope: Scope, pages: frozenset[str]) -> View | None:
    """Settle unit and period inside the scope, write them to the URL, return the view; None without data."""
    reach = units.units(warehouse.cursor(), scope)
    spans = builds.periods(warehouse.cursor(), scope)
    if reach.is_empty() or spans.is_empty():
        return None
    notices = list(_refused.get())
    if closed := st.session_state.pop(_CLOSED, None):
        notices.append(_("Halaman {page} tidak dibuka untuk peran Anda; yang ditampilkan: halaman ini."))
    known: list[str] = reach["unit_id"].to_list()
    start = nearest_unit(known, asked("unit")[0]) or units.largest_unit(warehouse.cursor(), scope)["unit_id"][0]
    unit_id, refused = settle("unit", known, start)
    if refused:
        notices.append(_("Unit pada alamat tidak dikenal atau di luar kewenangan; yang ditampilkan: {unit}."))
    period, refused = settle("periode", spans["period"].to_list(), nearest_period(spans, asked("periode")[0]))
    if refused:
        notices.append(_("Periode pada alamat tidak tersedia; yang ditampilkan: {period}."))
    choices = {"unit": unit_id or "", "periode": period or ""}
    choices |= {name: st.session_state[name] for name in ("peran", "sebagai") if build.is_synthetic and _is_set(name)}
    if language.current() != "id":
        choices["bahasa"] = language.current()
    view = View(build, scope, unit_id or "", period or "", reach, spans, pages, (), choices)
    words = {"unit": view.unit_name, "period": formats.period(view.period), "page": closed}
    told = tuple(text.format(**words) for text in notices)
    view = View(build, scope, view.unit_id, view.period, reach, spans, pages, told, choices)
    _current.set(view)
    remember()
    return view


def refuse_page(title: str) -> None:
    """Keep for the next page shown that the one of the address is not open to this role."""
    st.session_state[_CLOSED] = title


def refuse(text: str) -> None:
    """Keep for the notices of this run that something in the address was not given."""
    _refused.set((*_refused.get(), text))


def wishes() -> dict[str, str]:
    """Return the address with what the widgets say now, for a run that ends before any of them is drawn."""
    said = {name: asked(name)[0] for name in GLOBAL_KEYS}
    return {**st.query_params.to_dict(), **{name: value for name, value in said.items() if value}}


def nearest_unit(known: Sequence[str], wanted: str | None) -> str | None:
    """Return the closest unit above a code that is out of reach, by its dotted parts; None when there is none."""
    above = (wanted or "").split(".")
    codes = [".".join(above[:length]) for length in range(len(above) - 1, 0, -1)]
    return next((code for code in codes if code in known), None)


def nearest_period(spans: pl.DataFrame, wanted: str | None) -> str:
    """Return the newest period not after the one wanted; without a wish the last complete one."""
    known: list[str] = spans["period"].to_list()
    if wanted and re.fullmatch(r"\d{4}(-(TW|S)?\d{1,2})?", wanted):
        same = [code for code in known if _form(code) == _form(wanted)]
        earlier = [code for code in same if code <= wanted]
        if same:
            return max(earlier) if earlier else min(same)
    complete: list[str] = spans.filter(pl.col("is_complete"))["period"].to_list()
    return complete[0] if complete else known[0]


def remember(**page_choices: str | None) -> None:
    """Write the choices of this run to the URL; page choices given here replace what the URL had for them.

    What the URL has and no page has settled yet stays there, still a wish.
    """
    kept = {name: value for name, value in st.query_params.to_dict().items() if name not in GLOBAL_KEYS}
    settled: dict[str, str] = st.session_state.get(_WRITTEN, {})
    changed = {**kept, **page_choices}
    wanted = {**current().choices, **{name: value for name, value in changed.items() if value}}
    # A link to the page one is on is followed without the browser changing its address: it is told what it should be.
    if st.query_params.to_dict() != wanted or st.session_state.get(_SENT) != wanted:
        st.query_params.from_dict(wanted)
        st.session_state[_SENT] = wanted
    wishes_left = kept.keys() - settled.keys() - page_choices.keys()
    st.session_state[_WRITTEN] = {
        name: settled[name] if name in kept and name not in page_choices else value
        for name, value in wanted.items()
        if name not in wishes_left
    }


def address(page: str, **more: str) -> str:
    """Return a page's address with the same choices, for a link inside a table."""
    return f"/{page}?{urlencode(current().link(**more))}"


def _form(code: str) -> str:
    """Return what kind of period a code names: `2026-TW2` → `-TW`."""
    return re.sub(r"\d", "", code)


def _is_set(name: str) -> bool:
    return bool(st.session_state.get(name))
