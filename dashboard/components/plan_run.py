"""A search under way: started from the wishes, its bound shown while it runs, ended with the best so far."""

from typing import Any

import streamlit as st

from dashboard import filters, formats, language, planning
from dashboard.components import plan_form
from dashboard.components.text import concern, note, plain
from dashboard.language import _

RUN, TOLD, SHOWN, NEXT = "plan_run", "plan_told", "plan_shown", "plan_next"
Row = dict[str, Any]


def start(typed: Row) -> None:
    """Offer to search; a wish that cannot be tried leaves everything typed as it is."""
    if st.button(_("Susun rencana"), key="plan-go", disabled=RUN in st.session_state):
        begin(plan_form.options(typed), typed["name"].strip(), typed["seconds"])
        st.rerun()


def begin(options: list[str], name: str, seconds: float) -> None:
    """Begin a search and keep it in this session."""
    st.session_state.pop(TOLD, None)
    try:
        st.session_state[RUN] = planning.start(filters.current().scope, options, name, seconds)
    except planning.Busy:
        st.session_state[TOLD] = [_("Pencarian lain sedang berjalan di mesin ini. Coba lagi sebentar lagi.")]


def settle() -> None:
    """Take in the search that has ended, before anything is drawn: its plan to show, or why there is none."""
    if NEXT in st.session_state:
        st.session_state[SHOWN] = st.session_state.pop(NEXT)
    run: planning.Run | None = st.session_state.get(RUN)
    if run is None or not run.is_over:
        return
    del st.session_state[RUN]
    name, words = run.ended()
    st.session_state[TOLD] = words if name else words or [_("Pencarian berakhir tanpa rencana. Coba sekali lagi.")]
    if name:
        st.session_state[SHOWN] = name
        _next_name(name)


def follow() -> None:
    """Show where the search stands while there is one."""
    if RUN in st.session_state:
        _follow(language.current())


@st.fragment(run_every=0.5)
def _follow(code: str) -> None:
    """Look again twice a second; a run of this part alone knows neither the view nor the language by itself."""
    language.use(code)
    run: planning.Run | None = st.session_state.get(RUN)
    if run is None or run.is_over:
        st.rerun()
    with st.container(border=True, gap="small"):
        st.markdown(plain(standing(run)))
        if run.progress:
            st.progress(min(run.progress[-1]["seconds"] / run.seconds, 1.0))
            if st.button(_("Hentikan dan simpan yang terbaik"), key="plan-stop"):
                run.cancel()


def _next_name(used: str) -> None:
    """Offer a free name for the next scenario where the name just used stands; one typed meanwhile is kept."""
    typed = st.session_state[plan_form.TYPED]
    if str(st.session_state.get(plan_form.NAME, used)).strip() != used:
        return
    typed["name"] = plan_form.free_name(typed["start"].year)
    st.session_state[plan_form.NAME] = typed["name"]


def standing(run: planning.Run) -> str:
    """Return where a search stands: seconds, the best value so far and the most any plan can reach."""
    if not run.progress:
        return _("Membaca data …")
    last = run.progress[-1]
    values = [row["value"] for row in run.progress if row["value"] is not None]
    if not values:
        return _("{n} detik: belum ada rencana yang memenuhi semua keinginan.").format(
            n=formats.number(last["seconds"], 0)
        )
    best, bound = max(values), last["bound"]
    text = _("{n} detik: nilai {value}, paling tinggi {bound}.").format(
        n=formats.number(last["seconds"], 0), value=formats.number(best, 1), bound=formats.number(bound, 1)
    )
    return text + (" " + _("Menghitung yang dibeli rupiah berikutnya …") if bound <= best else "")


def told() -> None:
    """Say what the last search said: a wish that cannot be met and the way out, or a note beside the plan."""
    words: list[str] = st.session_state.get(TOLD) or []
    if not words or RUN in st.session_state:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(concern(_("Yang perlu diketahui")))
        for sentence in words:
            st.markdown(plain(sentence))
        note(_("Yang diketik tetap ada di atas; ubah lalu susun lagi."))
