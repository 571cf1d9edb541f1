"""Kebutuhan: which competencies need training most and why, and whether training is the answer at all."""

import re
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats
from dashboard.components import downloads, selection, tables
from dashboard.components.fold import fold
from dashboard.components.text import concern, note, nothing, plain, quiet, section
from dashboard.language import _
from dashboard.queries.training import PARTS
from dashboard.words import competencies, training, word

Row = dict[str, Any]
WEIGHTS = "bobot"
FORM = re.compile("-".join([r"(?:100|[1-9]?\d)"] * len(PARTS)))
MOST_LINES = 12


def headline(unit_name: str, needs: pl.DataFrame) -> str:
    """Return the finding: what is needed most, how many are short, and how sure that is."""
    own = needs.filter(pl.col("is_own") & (pl.col("need_score") > 0))
    if own.is_empty():
        return _("Belum ada kebutuhan pelatihan {unit} yang dapat dihitung").format(unit=unit_name)
    first = own.row(0, named=True)
    return _("Kebutuhan pelatihan terbesar {unit}: {competency}, {n} pegawai kurang").format(
        unit=unit_name, competency=first["competency_name"], n=formats.number(first["short_count"], 0)
    )


def second(needs: pl.DataFrame) -> str:
    """Return where evidence is too thin and where something else than training may be the answer."""
    own = needs.filter("is_own")
    thin = own.filter("has_thin_data").height
    said = []
    if thin:
        said.append(
            _("{n} dari {whole} kompetensi berdasar bukti tipis: asesmen lebih dulu.").format(
                n=formats.number(thin, 0), whole=formats.number(own.height, 0)
            )
        )
    hinted = own.filter(pl.any_horizontal("has_vacancy_hint", "has_workload_hint", "has_process_hint")).height
    if hinted:
        said.append(_("Sebagian sebabnya mungkin bukan pelatihan; lihat tandanya."))
    return " ".join(said) or _("Skor adalah usulan dengan bobot yang dapat diatur, bukan ketentuan.")


def weights(needs: pl.DataFrame) -> None:
    """Offer the weights of the parts, which are settings; what is typed is `chosen_weights` of the next run."""
    if needs.is_empty():
        return
    usual = [int(needs[f"{part}_weight"][0]) for part in PARTS]
    shown = _read(st.session_state[WEIGHTS]) or usual
    with fold(_("Bobot bagian skor (setelan)"), "bobot") as is_open:
        if is_open:
            note(_("Bobot ini dipakai untuk peringkat di bawah dan untuk rencana yang disusun sesudahnya."))
            note(
                _(
                    "Bobot lebih besar menaikkan kompetensi yang nilainya tinggi pada bagian itu; yang dihitung hanya "
                    "perbandingan antarbobot. Bobot ikut dalam alamat halaman ini."
                )
            )
            with st.container(horizontal=True, gap="small"):
                for part, weight in zip(PARTS, shown, strict=True):
                    st.session_state[f"weight-{part}"] = weight
                    label = word(training.PARTS, part)
                    st.number_input(
                        label, 0, 100, step=5, key=f"weight-{part}", width=140, on_change=_weigh, args=(usual,)
                    )
    if not any(shown):
        st.warning(plain(_("Semua bobot nol: yang dipakai bobot setelan.")))


def _weigh(usual: list[int]) -> None:
    """Take the weights typed as the choice of the page; those of the settings are no choice."""
    typed = [int(st.session_state[f"weight-{part}"]) for part in PARTS]
    st.session_state[WEIGHTS] = None if typed == usual else "-".join(str(weight) for weight in typed)


def chosen_weights() -> list[int]:
    """Return the weights that the address or the last choice asks for, nothing for the settings' own."""
    wanted, is_fresh = filters.asked(WEIGHTS)
    asked = _read(wanted)
    if is_fresh and not asked:
        selection.unknown(_("Bobot"), _("bobot setelan"))
    st.session_state[WEIGHTS] = wanted if asked else None
    filters.remember(**{WEIGHTS: st.session_state[WEIGHTS]})
    return asked if any(asked) else []


def _read(wanted: str | None) -> list[int]:
    """Return the weights of a text like `35-25-20-10-10`, one a part; nothing for any other text."""
    is_right = wanted is not None and FORM.fullmatch(wanted)
    return [int(weight) for weight in wanted.split("-")] if wanted and is_right else []


def ranking(needs: pl.DataFrame, unit_name: str) -> None:
    """List the unit's needs with the parts of each score and the hints, then those of the units below."""
    own = needs.filter("is_own")
    if own.is_empty():
        nothing(reason=_("belum ada asesmen dan standar kompetensi"))
        return
    section(_("Menurut kompetensi"))
    _lines(own, with_unit=False)
    below = needs.filter(~pl.col("is_own") & (pl.col("need_score") > 0))
    if below.height:
        section(_("Menurut unit dan kompetensi"))
        _lines(below.head(MOST_LINES), with_unit=True)
        if below.height > MOST_LINES:
            note(_("{n} baris lagi ada pada unduhan.").format(n=formats.number(below.height - MOST_LINES, 0)))
    labels = {
        "unit_name": _("Unit"),
        "competency_name": _("Kompetensi"),
        "need_score": _("Skor kebutuhan"),
        **{f"{part}_part": _(training.PARTS[part]) for part in PARTS},
        "short_count": _("Di bawah syarat"),
        "gap_count": _("Dapat dinilai"),
        "not_assessed_count": _("Belum dinilai"),
    }
    downloads.downloads(needs.select(list(labels)).rename(labels), "kebutuhan-pelatihan")
    note(
        _(
            "Skor = rata-rata tertimbang bagian yang diketahui, 0–100. "
            "Yang belum dinilai tidak masuk skor; lihat Kompetensi."
        )
    )


def _lines(rows: pl.DataFrame, *, with_unit: bool) -> None:
    lines = [
        {
            _("Kompetensi"): _what(row, with_unit=with_unit),
            _("Skor dan bagiannya"): _score(row),
        }
        for row in rows.iter_rows(named=True)
    ]
    tables.cells(lines, _("Kebutuhan pelatihan"))


def _what(row: Row, *, with_unit: bool) -> str:
    name = f"**{plain(row['competency_name'])}**"
    place = f"  \n{quiet(row['unit_name'])}" if with_unit else ""
    return f"{name}{place}" + "".join(f"  \n{concern(hint)}" for hint in hints(row, of_unit=with_unit))


def hints(row: Row, *, of_unit: bool) -> list[str]:
    """Return why training may not be the answer; what holds for a whole unit is said where units are listed."""
    said = []
    if row["has_no_gap_hint"]:
        said.append(_("kinerja lemah tanpa kesenjangan: bukan soal pelatihan"))
    if of_unit and row["has_vacancy_hint"]:
        said.append(_("{n} jabatan diisi pelaksana tugas").format(n=formats.number(row["acting_count"], 0)))
    if of_unit and row["has_workload_hint"]:
        said.append(_("{n} berkas lewat batas: periksa beban").format(n=formats.number(row["overdue_case_count"], 0)))
    if of_unit and row["has_process_hint"]:
        said.append(_("{n} unsur proses lemah: periksa alur").format(n=formats.number(row["weak_process_count"], 0)))
    return said


def _score(row: Row) -> str:
    if row["need_score"] is None:
        waiting = _("{n} belum dinilai").format(n=formats.number(row["not_assessed_count"], 0))
        return f":gray[○\u00a0{plain(word(competencies.REASONS, row['reason']))}]  \n{quiet(waiting)}"
    parts = [
        f"{word(training.PARTS, part)} {formats.number(row[f'{part}_part'], 0)}"
        for part in PARTS
        if row[f"{part}_part"] is not None
    ]
    short = _("{n} kurang").format(n=formats.share(row["short_count"], row["gap_count"]))
    if row["has_thin_data"]:
        short += " · " + _("bukti tipis")
    return f"**{plain(formats.number(row['need_score'], 1))}** {quiet('· ' + short)}  \n{quiet(' · '.join(parts))}"


def of_unit(needs: pl.DataFrame) -> None:
    """Say once what may be amiss in the unit itself besides skills."""
    own = needs.filter("is_own")
    if own.is_empty():
        return
    row = own.row(0, named=True)
    told = hints(row | {"has_no_gap_hint": False}, of_unit=True)
    if told:
        section(_("Apakah ini soal pelatihan?"))
        st.markdown("  \n".join(concern(hint) for hint in told))
