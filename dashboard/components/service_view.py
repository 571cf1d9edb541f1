"""The parts of Layanan publik: what citizens say, how long they wait, what is still open."""

from collections.abc import Sequence
from typing import Any

import polars as pl

from dashboard import formats
from dashboard.charts import elements
from dashboard.components import downloads, figures, notebook, tables
from dashboard.components.appraisal_view import listed
from dashboard.components.cards import Card, cards
from dashboard.components.text import concern, good, note, nothing, plain, quiet, section
from dashboard.language import N_, _
from dashboard.notes import Note
from dashboard.words import services, word

Row = dict[str, Any]
PARTS = {
    "kepuasan": N_("Kepuasan masyarakat"),
    "waktu": N_("Waktu layanan"),
    "terbuka": N_("Berkas terbuka"),
    "perubahan": N_("Sebelum dan sesudah"),
    "internal": N_("Warga dan internal"),
}


def headline(unit_name: str, survey: Row | None, time: Row | None) -> str:
    """Return what citizens say and how many are served on time, as a sentence."""
    if survey is None and (time is None or time["on_time_share"] is None):
        return _("Layanan {unit} belum ada datanya pada periode ini").format(unit=unit_name)
    said = []
    if survey is not None and survey["ikm"] is not None:
        index, grade = formats.number(survey["ikm"], 2), survey["ikm_grade"] or formats.nothing()
        said.append(_("IKM {ikm} (mutu {grade})").format(ikm=index, grade=grade))
    if time is not None and time["on_time_share"] is not None:
        said.append(_("{share} layanan tepat waktu").format(share=formats.whole_percent(time["on_time_share"])))
    both = _(" dan ")
    return f"{unit_name}: {both.join(said)}"


def second(survey: Row | None, time: Row | None) -> str | None:
    """Return the weakest element and what still waits."""
    said = []
    if survey is not None and (means := elements.ranked(survey)):
        column, value = means[-1]
        said.append(
            _("unsur terendah {name} ({value} dari 4)").format(
                name=word(services.ELEMENTS, column), value=formats.number(value, 2)
            )
        )
    if time is not None and time["overdue_count"]:
        late = formats.number(time["overdue_count"], 0)
        said.append(_("{n} berkas yang masuk pada periode ini masih terbuka lewat batas waktu").format(n=late))
    text = "; ".join(said)
    return text[0].upper() + text[1:] + "." if text else None


def overview(survey: Row | None, time: Row | None) -> None:
    """Show index, sample, share on time, days taken, waiting minutes."""
    cards([_index(survey), _sample(survey), _on_time(time), _days(time), _waiting(time)])


def _index(survey: Row | None) -> Card:
    if survey is None or survey["ikm"] is None:
        return Card(_("IKM"), formats.nothing(), _("survei kepuasan belum masuk"))
    margin = _("± {margin} pada keyakinan 95 persen").format(margin=formats.number(survey["margin"], 1))
    return Card(_("IKM"), " · ".join(filter(None, (formats.number(survey["ikm"], 2), survey["ikm_grade"]))), margin)


def _sample(survey: Row | None) -> Card:
    label = _("Responden")
    if survey is None:
        return Card(label, formats.nothing(), "")
    if survey["sample_needed"] is None:
        return Card(label, formats.number(survey["respondent_count"], 0), _("kebutuhan sampel tidak diketahui"))
    enough = _("sampel memenuhi") if survey["is_sample_met"] else _("sampel belum memenuhi")
    needed = _("perlu {n}: {verdict}").format(n=formats.number(survey["sample_needed"], 0), verdict=enough)
    return Card(label, formats.number(survey["respondent_count"], 0), needed)


def _on_time(time: Row | None) -> Card:
    label = _("Tepat waktu")
    if time is None or time["on_time_share"] is None:
        reason = word(services.UNTIMED, time["reason"]) if time is not None and time["reason"] else ""
        return Card(label, formats.nothing(), reason)
    interval = _("{low} sampai {high} · n {n}").format(
        low=formats.whole_percent(time["on_time_low"]),
        high=formats.whole_percent(time["on_time_high"]),
        n=formats.number(time["judged_count"], 0),
    )
    return Card(label, formats.whole_percent(time["on_time_share"]), interval)


def _days(time: Row | None) -> Card:
    label = _("Lama layanan")
    if time is None or time["median_days"] is None:
        return Card(label, formats.nothing(), "")
    unit = word(services.DAYS, time["day_count"])
    most = _("{unit}; sembilan dari sepuluh paling lama {n}").format(unit=unit, n=formats.number(time["p90_days"], 1))
    return Card(label, formats.number(time["median_days"], 1), most)


def _waiting(time: Row | None) -> Card:
    label = _("Menit menunggu")
    if time is None or time["median_waiting_minutes"] is None:
        return Card(label, formats.nothing(), "")
    most = _("sembilan dari sepuluh paling lama {n} menit").format(n=formats.number(time["p90_waiting_minutes"], 0))
    return Card(label, formats.number(time["median_waiting_minutes"], 0), most)


def satisfaction(surveys: pl.DataFrame, pair: pl.DataFrame) -> None:
    """Show the nine elements, those of the period before as hollow points, and the index per service."""
    if surveys.is_empty():
        section(_("Kepuasan masyarakat"))
        nothing(reason=_("survei kepuasan belum masuk"))
        return
    now = surveys.row(0, named=True)
    before = pair.row(1, named=True) if pair.height > 1 else None
    caption = _("Skala 1 sampai 4; jingga: unsur terendah.")
    if before is not None:
        caption += " " + _("Titik kosong: {period}.").format(period=formats.period(before["period"]))
    figures.chart(
        _("Sembilan unsur, dari yang tertinggi"),
        elements.elements(now, before),
        alt=elements.description(now),
        caption=caption,
        table=surveys,
        labels={"service_name": _("Layanan"), "respondent_count": _("Responden"), "ikm": _("IKM")}
        | {column: _(label) for column, label in services.ELEMENTS.items()},
        name="unsur",
    )
    section(_("Per layanan"))
    listed([_survey(row) for row in surveys.iter_rows(named=True)], _("IKM per layanan"))
    note(
        _(
            "Lembar kerja yang memakai bobot 0,11 per unsur memberi IKM satu persen lebih rendah; angka kembarannya "
            "ditampilkan agar selisih dengan laporan lama terjelaskan."
        )
    )


def _survey(row: Row) -> dict[str, str]:
    name = row["service_name"] or _("Semua layanan")
    sample = _("n {n}").format(n=formats.number(row["respondent_count"], 0))
    if row["is_sample_met"] is False:
        sample += " · " + _("sampel belum memenuhi (perlu {n})").format(n=formats.number(row["sample_needed"], 0))
    margin = "" if row["margin"] is None else f" ± {formats.number(row['margin'], 1)}"
    verdict = _("mutu {grade}").format(grade=row["ikm_grade"] or "–")
    twin = _("bobot 0,11: {ikm}, mutu {grade}").format(
        ikm=formats.number(row["ikm_weight_011"], 2), grade=row["ikm_grade_011"] or "–"
    )
    differs = row["ikm_grade_011"] != row["ikm_grade"]
    return {
        _("Layanan"): f"**{plain(name)}**  \n{quiet(sample)}",
        _("IKM"): f"**{plain(formats.number(row['ikm'], 2))}**{plain(margin)} · {plain(verdict)}  \n"
        + (concern(twin) if differs else quiet(twin)),
    }


def waiting(times: pl.DataFrame, series: pl.DataFrame, noted: Sequence[Note]) -> None:
    """Show the share on time through time with what was decided about the unit, and how long each service took."""
    if times.is_empty():
        section(_("Waktu layanan"))
        nothing(reason=_("berkas layanan belum masuk"))
        return
    marks = notebook.marks(noted)
    figures.chart(
        _("Bagian selesai tepat waktu"),
        elements.on_time(series, marks),
        alt=elements.on_time_description(series),
        caption=_("Garis tegak: selang 95 persen. Yang bertumpang tindih belum tentu berbeda."),
        below=[f"▲ {mark.label}: {mark.words}" for mark in marks],
        table=series,
        labels={"period": _("Periode"), "judged_count": _("Dinilai"), "on_time_share": _("Tepat waktu")},
        name="tepat-waktu",
    )
    section(_("Per layanan"))
    listed([_time(row) for row in times.iter_rows(named=True)], _("Waktu per layanan"))
    if times.filter(~pl.col("has_calendar")).height:
        note(_("Kalender libur sebagian tahun belum diisi; hari kerja pada tahun itu dihitung terlalu banyak."))
    downloads.downloads(times, "waktu-layanan")


def _time(row: Row) -> dict[str, str]:
    name = row["service_name"] or _("Semua layanan")
    kind = (
        _("pengaduan") if row["is_complaint"] else _("{n} berkas masuk").format(n=formats.number(row["case_count"], 0))
    )
    if row["on_time_share"] is None:
        verdict = quiet(f"{formats.nothing()} · {word(services.UNTIMED, row['reason'])}")
    else:
        interval = _("{low} sampai {high} · n {n}").format(
            low=formats.whole_percent(row["on_time_low"]),
            high=formats.whole_percent(row["on_time_high"]),
            n=formats.number(row["judged_count"], 0),
        )
        verdict = f"**{plain(formats.whole_percent(row['on_time_share']))}**  \n{quiet(interval)}"
    if row["median_days"] is None:
        taken = quiet(formats.nothing())
    else:
        taken = plain(f"{formats.number(row['median_days'], 1)} · {formats.number(row['p90_days'], 1)}")
        taken += f"  \n{quiet(word(services.DAYS, row['day_count']))}"
    return {
        _("Layanan"): f"**{plain(name)}**  \n{quiet(kind)}",
        _("Tepat waktu"): verdict,
        _("Median · persentil 90"): taken,
    }


def still_open(cases: pl.DataFrame, impossible: pl.DataFrame) -> None:
    """Show open cases by age, the overdue apart, and the cases whose dates cannot be true."""
    section(_("Berkas terbuka menurut umur"))
    listed(
        [_case(row) for row in cases.iter_rows(named=True)],
        _("Berkas terbuka menurut umur"),
        _("Tidak ada berkas terbuka."),
    )
    if cases.height:
        day = formats.day(max(cases["known_date"]))
        note(_("Semua berkas yang masih terbuka, dari periode mana pun; umur dihitung sampai {day}.").format(day=day))
    if impossible.is_empty():
        return
    section(_("Tanggal yang tidak mungkin ({n})").format(n=formats.number(impossible.height, 0)))
    note(_("Berkas ini tidak ikut dihitung sampai tanggalnya diperbaiki di sumbernya."))
    labels = {
        "service_name": _("Layanan"),
        "case_number": _("Nomor"),
        "said": _("Masalah"),
        "file_name": _("Berkas"),
        "sheet_name": _("Lembar"),
        "row_number": _("Baris"),
    }
    told = impossible.with_columns(
        pl.col("problem").replace({code: word(services.PROBLEMS, code) for code in services.PROBLEMS}).alias("said")
    )
    tables.table(told, labels, "tanggal-mustahil", _("Berkas layanan dengan tanggal yang tidak mungkin"))


def _case(row: Row) -> dict[str, str]:
    ages = [f"{_(services.AGES[column])}: {formats.number(row[column], 0)}" for column in services.AGES if row[column]]
    late = formats.number(row["overdue_count"], 0)
    verdict = (
        concern(_("{n} lewat batas waktu").format(n=late)) if row["overdue_count"] else good(_("semua dalam batas"))
    )
    oldest = _("tertua {n} hari").format(n=formats.number(row["oldest_days"], 0))
    return {
        _("Layanan"): f"**{plain(row['service_name'])}**  \n{quiet(oldest)}",
        _("Terbuka"): f"**{plain(formats.number(row['open_count'], 0))}**  \n{verdict}",
        _("Umur"): plain(" · ".join(ages)),
    }
