"""Muat berkas: drag files in, see what was understood before anything is taken, confirm, follow, read the result."""

import time
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import filters, formats, intake, language, warehouse
from dashboard.components import found, tables
from dashboard.components.text import concern, good, note, plain, section
from dashboard.language import _
from dashboard.queries import quality
from dashboard.words import exports, word

if TYPE_CHECKING:
    from dashboard.intake import Done, Job, Preview

SEEN, JOB, RESULT, ROUND, FAILED = "upload_seen", "upload_job", "upload_result", "upload_round", "upload_failed"
SHOWN_FINDINGS = 10


def upload() -> None:
    """Offer to take files in: to those who may, and in steps that leave nothing behind until the last is confirmed."""
    section(_("Muat berkas"))
    scope = filters.current().scope
    intake.warm(scope)
    follow()
    if st.session_state.get(RESULT) is not None:
        result(st.session_state[RESULT])
    turn = st.session_state.setdefault(ROUND, 0)
    files = st.file_uploader(
        _("Seret satu atau beberapa berkas ke sini. Isinya ditunjukkan dulu; belum ada yang dimuat."),
        type=list(intake.ENDINGS),
        accept_multiple_files=True,
        key=f"upload-{turn}",
        max_upload_size=intake.MAX_BYTES >> 20,
    )
    if not files:
        st.session_state[SEEN] = {}
        note(_("CSV, Excel, atau ODS; paling besar 25 MB. Daftar perbaikan yang sudah diisi juga dimuat di sini."))
        return
    previews = [_preview(file) for file in files]
    for preview in previews:
        understood(preview)
    decide([(file.name, file.getvalue()) for file in files], previews)


def _preview(file: Any) -> "Preview":
    """Return what was understood of a file in the uploader, looked at once."""
    seen = st.session_state.setdefault(SEEN, {})
    if file.file_id not in seen:
        with st.spinner(plain(_("Memeriksa {file} …").format(file=intake.safe_name(file.name)))):
            seen[file.file_id] = intake.examine(filters.current().scope, (file.name, file.getvalue()))
    preview: Preview = seen[file.file_id]
    return preview


def understood(preview: "Preview") -> None:
    """Show one file: what it is, what would become of its rows, what is wrong, how its columns were read."""
    with st.container(border=True, gap="small"):
        st.subheader(plain(preview.name), anchor=False)
        first = quality.load_of(warehouse.cursor(), filters.current().scope, preview.sha256)
        if preview.refusal is not None:
            _refusal(language.either(*preview.refusal))
            return
        if not first.is_empty():
            told = _("Berkas yang sama sudah dimuat pada {day} sebagai {file}; tidak dimuat dua kali.")
            _refusal(told.format(day=formats.day(first["loaded_at"][0]), file=first["file_name"][0]))
            return
        st.markdown(plain(_reading(preview)))
        for part in preview.parts:
            st.markdown(_counts(part))
        if preview.reference_count:
            told = _("Daftar perbaikan: {n} baris menunjuk baris yang ditahan dan akan menggantikannya.")
            st.markdown(plain(told.format(n=formats.number(preview.reference_count, 0))))
        _findings(preview)
        for part in preview.parts:
            _first_rows(part)
        _mapping(preview)


def _refusal(text: str) -> None:
    verdict = concern(_("Tidak dapat dimuat"))
    st.markdown(f"{verdict}  \n{plain(text)}")


def _reading(preview: "Preview") -> str:
    """Return in a sentence how the file was read: its layout, sheets and header rows."""
    places = [
        _("lembar {sheet}, judul di baris {row}").format(sheet=sheet, row=row)
        if sheet
        else _("judul di baris {row}").format(row=row)
        for sheet, row in preview.header_rows
    ]
    return _("Dibaca sebagai {layout}: {places}.").format(layout=preview.profile, places="; ".join(places))


def _counts(part: Any) -> str:
    """Return what would become of the rows of one kind."""
    counts = (
        (part.accepted_count, _("akan dimuat")),
        (part.quarantined_count, _("ditahan")),
        (part.duplicate_count, _("ganda")),
        (part.excluded_count, _("dilewati")),
    )
    said = [f"**{formats.number(n, 0)}** {plain(word)}" for n, word in counts if n or word == counts[0][1]]
    read = _("{n} baris dibaca").format(n=formats.number(part.read_count, 0))
    return f"**{plain(word(exports.KINDS, part.kind))}** · {plain(read)}: {', '.join(said)}"


def _findings(preview: "Preview") -> None:
    if preview.findings.is_empty():
        st.markdown(good(_("Tidak ada temuan")))
        return
    found.rows(preview.findings.head(SHOWN_FINDINGS))
    if preview.findings.height > SHOWN_FINDINGS:
        note(
            _("{n} temuan lagi; semuanya ada pada daftar setelah dimuat.").format(
                n=preview.findings.height - SHOWN_FINDINGS
            )
        )


def _mapping(preview: "Preview") -> None:
    """Show which of their columns became which of ours, and which are left over."""
    columns = [column for part in preview.parts for column in part.columns]
    with st.expander(_("Pemetaan kolom: {n} dipakai").format(n=len(columns))):
        rows = [
            {
                _("Kolom berkas"): f"{plain(column.letter)} · {plain(column.header)}",
                _("Kolom kami"): f"{plain(column.ours)}  \n:small[:gray[{plain(_described(column))}]]",
            }
            for column in columns
        ]
        st.table(rows, border="horizontal", hide_index=True, alt=_("Kolom berkas dan artinya"))
        if preview.left_over:
            note(_("Tidak dipakai: {names}.").format(names=", ".join(preview.left_over)))
        if preview.dropped_count:
            note(_("{n} kolom pribadi dibuang tanpa dibaca.").format(n=preview.dropped_count))


def _described(column: Any) -> str:
    return language.either(column.words_id, column.words_en)


def _first_rows(part: Any) -> None:
    if part.first_rows.is_empty():
        return
    with st.expander(_("Baris pertama: {kind}").format(kind=word(exports.KINDS, part.kind))):
        labels = {name: _("Baris") if name == "row_number" else name for name in part.first_rows.columns}
        tables.on_screen(part.first_rows, labels, _("Baris pertama seperti yang akan dimuat"))
        note(_("Nilai pribadi disamarkan di sini, dan disimpan utuh."))


def decide(files: list[tuple[str, bytes]], previews: list["Preview"]) -> None:
    """Offer to take in what can be taken in, or to leave it; after either the uploader is empty again."""
    view = filters.current()
    good = [file for file, preview in zip(files, previews, strict=True) if _may_go_in(preview)]
    is_declared = False
    if view.is_synthetic and good:
        is_declared = st.checkbox(
            _("Berkas ini data buatan, bukan data orang sungguhan. Gudang contoh hanya menerima data buatan."),
            key=f"declared-{st.session_state[ROUND]}",
        )
    if st.session_state.get(FAILED):
        st.error(plain(st.session_state.pop(FAILED)))
    with st.container(horizontal=True, gap="small"):
        words = _("Muat {n} berkas").format(n=len(good)) if good else _("Tidak ada yang dapat dimuat")
        blocked = not good or (view.is_synthetic and not is_declared)
        if st.button(words, disabled=blocked, key="upload-confirm"):
            job = intake.take_in(view.scope, good, is_demo=view.is_synthetic, is_declared_synthetic=is_declared)
            st.session_state[JOB] = job
            st.rerun()
        if st.button(_("Batal"), key="upload-cancel"):
            empty_uploader()
            st.rerun()


def _may_go_in(preview: "Preview") -> bool:
    known = quality.load_of(warehouse.cursor(), filters.current().scope, preview.sha256)
    return preview.refusal is None and known.is_empty()


def empty_uploader() -> None:
    """Forget the files in the uploader and all that was said about them."""
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.session_state[SEEN] = {}


def follow() -> None:
    """Show the progress of work that was begun here, and draw the page anew on its result when it ends."""
    job: Job | None = st.session_state.get(JOB)
    if job is None:
        return
    bar = st.progress(0.0, text=plain(_("Menunggu giliran …")))
    while not job.future.done():
        if job.steps:
            name = job.steps[-1]
            doing = _("Memuat {file} …").format(file=name) if name else _("Menerbitkan data baru …")
            bar.progress(len(job.steps) / (job.step_count + 1), text=plain(doing))
        time.sleep(0.1)
    del st.session_state[JOB]
    error = job.future.exception()
    if error is None:
        st.session_state[RESULT] = (job.future.result(), _totals())
        empty_uploader()
    else:
        st.session_state[FAILED] = refused(error)
        st.session_state[RESULT] = None
    st.rerun()


def _totals() -> dict[str, int]:
    """Return the ledger of the build this run still reads: what stood before the work just done."""
    rows = quality.ledger(warehouse.cursor(), filters.current().scope)
    names = ("accepted_count", "superseded_count", "quarantined_count")
    return {name: rows[name][0] for name in names} if rows.height else {}


def refused(error: BaseException) -> str:
    """Return in plain words why work could not be done; what the steward chose is still there."""
    if isinstance(error, intake.Busy):
        if error.process:
            return _("Gudang sedang dipakai program lain (nomor proses {n}). Coba lagi setelah selesai.").format(
                n=error.process
            )
        return _("Muatan lain sedang berjalan di dasbor ini. Coba lagi sebentar lagi.")
    words = getattr(error, "words", None)
    return (
        language.either(*words)
        if words
        else _("Tidak berhasil. Periksa daftar muatan di bawah, atau jalankan kinerja doctor.")
    )


def result(told: tuple["Done", dict[str, int]]) -> None:
    """Say what became of the files, what the new build shows, and how the totals moved."""
    done, before = told
    with st.container(border=True, gap="small"):
        _outcome(done)
        if done.withdrawn is not None:
            st.markdown(plain(_("{file} ditarik. Muat berkasnya lagi untuk membatalkan.").format(file=done.withdrawn)))
        for taken in done.taken:
            _taken(taken)
        if done.build_id is not None:
            st.markdown(plain(_moved(before)))
            note(_("Terbitan {build}").format(build=done.build_id))
        if st.button(_("Tutup"), key="upload-close", type="tertiary"):
            st.session_state[RESULT] = None
            st.rerun()


def _outcome(done: "Done") -> None:
    """Say whether a new build stands, and if not why not."""
    if done.problem is not None:
        told = _("Data baru menyalahi pemeriksaan, jadi dikeluarkan lagi dan tidak terbit: {why}")
        _refusal(told.format(why=language.either(*done.problem)))
    elif done.is_waiting:
        _refusal(_("Sudah masuk gudang, tetapi belum terbit karena gudang sedang dipakai; jalankan kinerja build."))
    elif done.build_id is not None:
        st.markdown(good(_("Data baru sudah terbit; halaman ini sudah memakainya.")))


def _taken(taken: Any) -> None:
    if taken.refusal is not None:
        verdict = concern(_("Tidak dimuat"))
        st.markdown(f"**{plain(taken.name)}**  \n{verdict} {plain(language.either(*taken.refusal))}")
    for row in taken.ledger:
        words = {
            "accepted_count": _("dimuat"),
            "quarantined_count": _("ditahan"),
            "duplicate_count": _("ganda"),
            "excluded_count": _("dilewati"),
            "superseded_count": _("digantikan"),
        }
        said = [f"{formats.number(row[name], 0)} {word}" for name, word in words.items() if row[name]]
        read = _("{n} baris dibaca").format(n=formats.number(row["read_count"], 0))
        kind = word(exports.KINDS, row["kind"])
        st.markdown(f"**{plain(taken.name)}** · {plain(kind)}  \n{plain(read)}: {plain(', '.join(said))}")
    if taken.mended_count:
        told = _("{n} baris yang ditahan kini diperbaiki.").format(n=formats.number(taken.mended_count, 0))
        st.markdown(plain(told))


def _moved(before: dict[str, int]) -> str:
    """Return how the totals stood before and stand now."""
    now = _totals()
    names = {"accepted_count": _("dimuat"), "superseded_count": _("digantikan"), "quarantined_count": _("ditahan")}
    moved = [
        f"{name} {formats.number(before.get(count, 0), 0)} → {formats.number(now.get(count, 0), 0)}"
        for count, name in names.items()
    ]
    return _("Seluruhnya: {moved}.").format(moved="; ".join(moved))
