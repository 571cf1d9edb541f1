"""The parts of Mutu data: ledger, findings with their fix, freshness, loads, refusals, rows left out."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, language
from dashboard.components import downloads, found, tables
from dashboard.components.cards import Card, cards
from dashboard.components.fold import fold
from dashboard.components.text import concern, good, note, nothing, plain, quiet, section
from dashboard.language import _
from dashboard.words import exports, word

Row = dict[str, Any]
_ONLY_UNIT = "only_unit"
FIRST_KINDS = 8


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
    """Return whether every row read is accounted for, and when the rows held were held."""
    if ledger is None or not ledger["read_count"]:
        return None
    read = formats.number(ledger["read_count"], 0)
    if ledger["unbalanced_count"]:
        return _("{n} muatan tidak seimbang: ada baris yang tidak tercatat.").format(
            n=formats.number(ledger["unbalanced_count"], 0)
        )
    told = _("{read} baris dibaca; semuanya tercatat: dimuat, ditahan, ganda, dilewati, atau digantikan.").format(
        read=read
    )
    return f"{told} {_when_held(ledger)}".strip()


def _when_held(ledger: Row) -> str:
    """Return how the rows held add up: on loading, and only once all files were seen together."""
    if ledger["held_later_count"] <= 0:
        return ""
    return _(
        "Yang ditahan: {now} saat dimuat dan {later} lagi saat disusun, karena menunjuk unit, pegawai, atau IKU "
        "yang belum dikenal."
    ).format(now=formats.number(ledger["quarantined_count"], 0), later=formats.number(ledger["held_later_count"], 0))


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
            _("Temuan"): f"{found.severity(row['severity'])}  \n{plain(found.spoken(row, 'message'))}",
            _("Perbaikan"): plain(found.spoken(row, "fix")),
            _("Baris"): f"**{formats.number(row['row_count'], 0)}**",
        }
        for row in kinds.iter_rows(named=True)
    ]
    _kinds(rows[:FIRST_KINDS])
    if rest := rows[FIRST_KINDS:]:
        with fold(_("{n} jenis temuan lagi").format(n=len(rest)), "more-kinds") as is_open:
            if is_open:
                _kinds(rest)


def _kinds(rows: list[dict[str, str]]) -> None:
    tables.cells(rows, _("Jenis temuan dan perbaikannya"))


def freshness(rows: pl.DataFrame) -> None:
    """Show for every kind of data when it last came, which period it reaches, what is awaited; what is late first."""
    section(_("Kesegaran per jenis data"))
    if rows.is_empty():
        nothing()
        return
    late = rows.filter("is_late")
    if late.is_empty():
        st.markdown(good(_("Semua jenis data datang tepat waktu")))
    else:
        told = _("{n} jenis data terlambat menurut jadwalnya").format(n=formats.number(late.height, 0))
        st.markdown(concern(told))
    note(_("Jadwal ini setelan, bukan ketentuan: hari tenggatnya diubah pada data/reference/arrivals.csv."))
    lines = [
        {
            _("Jenis data"): plain(word(exports.KINDS, row["kind"])),
            _("Sudah masuk"): _arrived(row),
            _("Berikutnya"): _awaited(row),
        }
        for row in rows.iter_rows(named=True)
    ]
    tables.cells(lines, _("Kapan tiap jenis data terakhir masuk"))
    downloads.downloads(rows.drop("is_late"), "kesegaran")


def _arrived(row: Row) -> str:
    """Return how far a kind of data reaches and when it last came in."""
    if row["last_loaded_at"] is None:
        return f":gray[○ {plain(formats.nothing())}]"
    reach = formats.period(row["last_period"]) if row["last_period"] else _("tanpa periode")
    told = _("{day}, {n} baris").format(day=formats.day(row["last_loaded_at"]), n=formats.number(row["row_count"], 0))
    return f"{plain(reach)}  \n{quiet(told)}"


def _awaited(row: Row) -> str:
    """Return which period is awaited and until when; said in colour only when that day has passed."""
    if row["next_period"] is None:
        return quiet(_("sewaktu-waktu") if row["cadence"] is None else formats.nothing())
    due = _("paling lambat {day}").format(day=formats.day(row["next_due_date"]))
    period = plain(formats.period(row["next_period"]))
    if row["is_late"]:
        late = concern(_("terlambat"))
        return f"{period} {late}  \n{quiet(due)}"
    return f"{period}  \n{quiet(due)}"


def missing(rows: pl.DataFrame) -> None:
    """Show whose rows are missing for the last complete period, though they were there for the one before."""
    section(_("Belum mengirim"))
    if rows.is_empty():
        st.markdown(good(_("Semua yang mengirim pada periode sebelumnya sudah mengirim lagi")))
        return
    note(_("Ada pada periode sebelumnya, belum ada pada periode lengkap terakhir yang sudah berisi."))
    lines = [
        {
            _("Unit atau penilai"): f"{plain(row['sender_name'])}  \n{quiet(row['path_names'])}",
            _("Yang belum ada"): f"{plain(word(exports.KINDS, row['kind']))}  \n{quiet(_missing_since(row))}",
        }
        for row in rows.iter_rows(named=True)
    ]
    tables.cells(lines, _("Unit dan penilai yang berkasnya belum ada"))
    downloads.downloads(rows, "belum-mengirim")


def _missing_since(row: Row) -> str:
    return _("{period}; pada {last} ada {n} baris").format(
        period=formats.period(row["period"]),
        last=formats.period(row["last_period"]),
        n=formats.number(row["last_row_count"], 0),
    )


def loads(rows: pl.DataFrame) -> None:
    """Show every load with its ledger, once asked for."""
    with fold(_("Muatan ({n})").format(n=formats.number(rows.height, 0)), "loads") as is_open:
        if is_open:
            _loads(rows)


def _loads(rows: pl.DataFrame) -> None:
    told = rows.with_columns(
        pl.col("kind").replace({code: word(exports.KINDS, code) for code in exports.KINDS}),
        pl.col("loaded_at", "withdrawn_at").map_elements(formats.day, return_dtype=pl.String),
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
        "withdrawn_at": _("Ditarik"),
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
        pl.col("kind").replace({code: word(exports.KINDS, code) for code in exports.KINDS}),
        pl.col("reason").replace({code: word(exports.EXCLUSIONS, code) for code in exports.EXCLUSIONS}),
    )
    labels = {"file_name": _("Berkas"), "kind": _("Jenis data"), "reason": _("Alasan"), "row_count": _("Baris")}
    tables.table(told, labels, "dilewati", _("Baris yang dilewati menurut alasan"))
