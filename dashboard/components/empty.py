"""What the screen says when there is nothing to show, or it could not be read: plainly, with the next step."""

import streamlit as st

from dashboard import warehouse
from dashboard.components.text import finding, plain
from dashboard.language import _


@st.fragment(run_every=1)
def no_build() -> None:
    """Say that nothing is published yet and which command comes next; make way as soon as something is."""
    if warehouse.pin() is not None:
        st.rerun()
    if (warehouse.home() / "store.duckdb").exists():
        finding(_("Data sedang disiapkan"), _("Berkas sudah diterima; halaman ini terisi sendiri begitu data terbit."))
        return
    finding(_("Belum ada data"), _("Gudang data kosong atau belum dapat dibuka. Jalankan salah satu perintah ini:"))
    st.code("kinerja demo\nkinerja ingest data/masuk", language=None)
    st.caption(plain(_("Halaman ini terisi sendiri begitu data terbit.")))


def no_rows() -> None:
    """Say that the build holds nothing for this role."""
    finding(
        _("Belum ada data untuk peran ini"),
        _("Unit atau periode dengan IKU belum ada. Muat berkas unit, iku, dan capaian_iku:"),
    )
    st.code("kinerja ingest data/masuk", language=None)


def unreadable() -> None:
    """Say that a page could not be read from the warehouse, without a traceback."""
    st.error(plain(_("Bagian ini tidak dapat dibaca dari gudang data. Jalankan kinerja doctor, lalu muat ulang.")))
