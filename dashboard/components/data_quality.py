"""The parts of Mutu data: ledger, findings with their fix, freshness, loads, refusals, rows left out."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, language, measures
from dashboard.components import tables
from dashboard.components.cards import Card, cards
from dashboard.components.text import note, nothing, plain, section
from dashboard.language import _

Row = dict[str, Any]
_ONLY_UNIT = "only_unit"


def unit_filter() -> str | None:
    """Return the unit whose findings to show; those who see whole files see all until they ask for the unit alone."""
    view = filters.current()
    return None if view.scope.may_see_loads and not st.session_state.get(_ONLY_UNIT) else view.unit_id


def headline(held: Row | None) -> str:
    """Return the page's first sentence: rows held, or that nothing is."""
    if held is not None and held["held_count"]:
        return _("{n} baris ditahan dan perlu diperbaiki").format(n=formats.number(held["held_count"], 0))
    return _("Tidak ada baris yang ditahan")


def balance(ledger: Row | None) -> str | None:
    """Return whether every row read is accounted for."""
    if ledger is None or not ledger["read_count"]:
        return None
    read = formats.number(ledger["read_count"], 0)
    if ledger["unbalanced_count"]:
        return _("{n} muatan tidak seimbang: ada baris yang tidak tercatat.").format(
            n=formats.number(ledger["unbalanced_count"], 0)
        )
    return _("{read} baris dibaca; semuanya tercatat: dimuat, ditahan, ganda, dilewati, atau digantikan.").format(
        read=read
    )


def ledger_cards(ledger: Row | None) -> None:
    """Show what became of every row read."""
    if ledger is None:
        return
    names = {
        "accepted_count": (_("Dimuat"), _("dari {n} dibaca").format(n=formats.number(ledger["read_count"], 0))),
        "quarantined_count": (_("Ditahan"), _held(ledger)),
        "duplicate_count": (_("Ganda"), _("sama persis, dihitung sekali")),
        "excluded_count": (_("Dilewati"), _("kaki tabel, jumlah, kosong")),
        "superseded_count": (_("Digantikan"), _("oleh berkas lebih baru")),
    }
    cards([Card(label, formats.number(ledger[column], 0), text) for column, (label, text) in names.items()])


def _held(ledger: Row) -> str:
    """Return when rows were held: most on loading, some only once all files were seen together."""
    if ledger["held_later_count"] <= 0:
        return _("menunggu perbaikan")
    return _("saat dimuat; {n} lagi saat disusun").format(n=formats.number(ledger["held_later_count"], 0))


def kinds_of_finding(kinds: pl.DataFrame) -> None:
    """Show each kind of finding once: how severe, what is wrong, how to mend it, how many rows."""
    section(_("Temuan"))
    view = filters.current()
    if view.scope.may_see_loads:
        st.toggle(_("Hanya {unit} dan di bawahnya").format(unit=plain(view.unit_name)), key=_ONLY_UNIT)
    if kinds.is_empty():
        nothing("not_applicable", _("tidak ada temuan pada pilihan ini"))
        return
    rows = [
        {
            _("Temuan"): f"{_severity(row['severity'])}  \n{plain(_spoken(row, 'message'))}",
            _("Perbaikan"): plain(_spoken(row, "fix")),
            _("Baris"): f"**{formats.number(row['row_count'], 0)}**",
        }
        for row in kinds.iter_rows(named=True)
    ]
    st.table(rows, border="horizontal", hide_index=True, hide_header=False, alt=_("Jenis temuan dan perbaikannya"))


def _severity(code: str) -> str:
    word = plain(measures.word(measures.SEVERITIES, code))
    return f":orange[▼ {word}]" if code in {"refuse", "quarantine"} else f":gray[○ {word}]"


def _spoken(row: Row, what: str) -> str:
    return language.either(row[f"{what}_id"], row[f"{what}_en"])


def chosen_code(kinds: pl.DataFrame) -> str | None:
    """Return the kind of finding to list, picked here or in the URL; None for all."""
    if kinds.is_empty():
        return None
    words = {row["code"]: _spoken(row, "message") for row in kinds.iter_rows(named=True)}
    picked, _refused = filters.settle("kode", list(words), None)
    filters.remember(kode=picked)
    st.selectbox(
        _("Daftar baris untuk"),
        list(words),
        index=None,
        format_func=lambda code: words.get(code, code),
        key="kode",
        placeholder=_("Semua jenis temuan"),
        width=606,
    )
    return picked


def findings(rows: pl.DataFrame) -> None:
    """List findings with place, value and what was expected; the download adds what is wrong and how to mend it."""
    if rows.is_empty():
        return
    spoken = "en" if language.current() == "en" else "id"
    severities = {code: measures.word(measures.SEVERITIES, code) for code in measures.SEVERITIES}
    labels = {
        "file_name": _("Berkas"),
        "sheet_name": _("Lembar"),
        "row_number": _("Baris"),
        "column_letter": _("Kolom"),
        "column_name": _("Judul kolom"),
        "value": _("Nilai"),
        f"expected_{spoken}": _("Seharusnya"),
        "severity": _("Tingkat"),
        f"message_{spoken}": _("Temuan"),
        f"fix_{spoken}": _("Perbaikan"),
    }
    shown = rows.with_columns(pl.col("severity").replace(severities))
    tables.table(shown, labels, "temuan", _("Temuan dengan letak dan perbaikannya"))


def freshness(rows: pl.DataFrame) -> None:
    """Show for every kind of data when it last came and which period it reaches."""
    section(_("Kesegaran per jenis data"))
    if rows.is_empty():
        nothing()
        return
    told = pl.DataFrame(
        [
            {
                "kind": measures.word(measures.KINDS, row["kind"]),
                "last": formats.day(row["last_loaded_at"]),
                "period": formats.period(row["last_period"]),
                "loads": row["load_count"],
                "rows": row["row_count"],
            }
            for row in rows.iter_rows(named=True)
        ]
    )
    names = (_("Jenis data"), _("Terakhir masuk"), _("Periode terakhir"), _("Muatan"), _("Baris"))
    labels = dict(zip(told.columns, names, strict=True))
    tables.table(told, labels, "kesegaran", _("Kapan tiap jenis data terakhir masuk"))


def loads(rows: pl.DataFrame) -> None:
    """Show every load with its ledger."""
    section(_("Muatan"))
    told = rows.with_columns(
        pl.col("kind").replace({code: measures.word(measures.KINDS, code) for code in measures.KINDS}),
        pl.col("loaded_at").map_elements(formats.day, return_dtype=pl.String),
    )
    labels = {
        "file_name": _("Berkas"),
        "kind": _("Jenis data"),
        "loaded_at": _("Masuk"),
        "read_count": _("Dibaca"),
        "accepted_count": _("Dimuat"),
        "quarantined_count": _("Ditahan"),
        "duplicate_count": _("Ganda"),
        "excluded_count": _("Dilewati"),
        "superseded_count": _("Digantikan"),
        "finding_count": _("Temuan"),
        "profile_name": _("Tata letak"),
    }
    note(_("Dibaca = dimuat + ditahan + ganda + dilewati + digantikan, pada setiap baris."))
    tables.table(told, labels, "muatan", _("Muatan dengan neracanya"))


def refusals(rows: pl.DataFrame) -> None:
    """Show files that were not taken in at all."""
    if rows.is_empty():
        return
    section(_("Berkas yang ditolak"))
    spoken = "en" if language.current() == "en" else "id"
    told = rows.with_columns(pl.col("refused_at").map_elements(formats.day, return_dtype=pl.String))
    labels = {"file_name": _("Berkas"), "refused_at": _("Tanggal"), f"message_{spoken}": _("Alasan")}
    tables.table(told, labels, "ditolak", _("Berkas yang ditolak dengan alasannya"))


def excluded(rows: pl.DataFrame) -> None:
    """Show rows left out on purpose, by file and reason."""
    if rows.is_empty():
        return
    section(_("Baris yang dilewati"))
    told = rows.with_columns(
        pl.col("kind").replace({code: measures.word(measures.KINDS, code) for code in measures.KINDS}),
        pl.col("reason").replace({code: measures.word(measures.EXCLUSIONS, code) for code in measures.EXCLUSIONS}),
    )
    labels = {"file_name": _("Berkas"), "kind": _("Jenis data"), "reason": _("Alasan"), "row_count": _("Baris")}
    tables.table(told, labels, "dilewati", _("Baris yang dilewati menurut alasan"))
