"""Layanan publik: what a change brought, with its uncertainty; what citizens say against what the unit says."""

from typing import Any

import polars as pl

from dashboard import formats
from dashboard.charts import pairs, template
from dashboard.components import figures
from dashboard.components.appraisal_view import listed
from dashboard.components.downloads import downloads
from dashboard.components.text import concern, good, note, nothing, plain, quiet, section
from dashboard.language import _
from dashboard.words import services, word

Row = dict[str, Any]
COLORS = {"internal_higher": template.CONCERN, "citizen_higher": template.BETTER}


def changes(rows: pl.DataFrame) -> None:
    """Show each change with what was measured before and after it, and whether that is more than chance."""
    if rows.is_empty():
        section(_("Sebelum dan sesudah perubahan layanan"))
        nothing(reason=_("perubahan layanan belum dicatat"))
        return
    for _key, group in rows.group_by("unit_id", "service_name", "change_date", "change_name", maintain_order=True):
        first = group.row(0, named=True)
        section(change_title(group))
        about = (first["change_note"], first["service_name"] or _("Semua layanan"), first["unit_name"])
        note(" · ".join(part for part in about if part))
        listed([_measured(row) for row in group.iter_rows(named=True)], change_title(group))
    window = formats.number(rows["window_days"].max(), 0)  # type: ignore[arg-type]
    note(
        _(
            "Dibandingkan {n} hari sebelum dan sesudah. Dalam kurung: selang 95 persen dari selisihnya. "
            "Beda waktu belum membuktikan bahwa perubahan itu sebabnya."
        ).format(n=window)
    )
    downloads(rows, "perubahan-layanan")


def change_title(group: pl.DataFrame) -> str:
    """Return one change as a sentence: what became better, what worse, or that it cannot be told."""
    first = group.row(0, named=True)
    words = {code: word(services.CHANGED, code) for code in services.CHANGED}
    better = [words[code] for code in group.filter(pl.col("verdict") == "better")["measure"]]
    worse = [words[code] for code in group.filter(pl.col("verdict") == "worse")["measure"]]
    said = []
    if better:
        said.append(_("membaik: {what}").format(what=", ".join(better)))
    if worse:
        said.append(_("memburuk: {what}").format(what=", ".join(worse)))
    return _("{change}, {day}: {said}").format(
        change=first["change_name"],
        day=formats.day(first["change_date"]),
        said="; ".join(said) or _("belum dapat dibedakan"),
    )


def _measured(row: Row) -> dict[str, str]:
    counts = _("n {before} dan {after}").format(
        before=formats.number(row["before_count"], 0), after=formats.number(row["after_count"], 0)
    )
    verdict = word(services.VERDICTS, row["verdict"])
    said = {"better": good(verdict), "worse": concern(verdict)}.get(row["verdict"], quiet(verdict))
    pair = f"{written(row['measure'], row['before_value'])} → {written(row['measure'], row['after_value'])}"
    return {
        _("Ukuran"): f"**{plain(word(services.CHANGED, row['measure']))}**  \n{quiet(counts)}",
        _("Sebelum → sesudah"): f"{plain(pair)}  \n{said}",
        _("Selisih"): plain(difference(row)),
    }


def written(measure: str, value: float | None) -> str:
    """Return a value of one of the measures a change is judged by."""
    if value is None:
        return formats.nothing()
    if measure == "on_time_share":
        return formats.whole_percent(value)
    return formats.number(value, 2 if measure == "ikm" else 1)


def difference(row: Row) -> str:
    """Return the difference with its 95 percent interval; without an interval there were too few."""
    if row["difference"] is None:
        return formats.nothing()
    factor, places = (100, 0) if row["measure"] == "on_time_share" else (1, 2 if row["measure"] == "ikm" else 1)
    shown = [
        formats.signed(None if row[name] is None else row[name] * factor, places)
        for name in ("difference", "difference_low", "difference_high")
    ]
    unit = _(" poin") if row["measure"] == "on_time_share" else ""
    if row["difference_low"] is None:
        return shown[0] + unit
    return _("{value} ({low} sampai {high})").format(value=shown[0] + unit, low=shown[1], high=shown[2])


def against(rows: pl.DataFrame) -> None:
    """Show what citizens say against what the unit says of itself, where they do not agree first."""
    if rows.is_empty():
        section(_("Suara warga dan angka internal"))
        nothing(reason=_("survei kepuasan belum masuk"))
        return
    judged = rows.filter((pl.col("internal_measure") == "iku") & pl.col("verdict").is_not_null())
    if judged.height > 2:
        _scatter(judged.with_columns(group=pl.col("verdict")), rows)
    else:
        section(against_title(rows))
    listed([_pair(row) for row in rows.iter_rows(named=True)], against_title(rows))
    if judged.height <= 2:
        downloads(rows, "warga-internal")
    note(_("Tidak sejalan berarti perlu dilihat, bukan menuduh: keduanya mengukur hal yang berbeda."))


def _scatter(judged: pl.DataFrame, rows: pl.DataFrame) -> None:
    across = pairs.Axis("citizen_value", _("IKM"), formats.number)
    up = pairs.Axis("internal_value", _("Skor IKU"), formats.percent)
    figures.chart(
        against_title(rows),
        pairs.pairs(judged, across, up, COLORS),
        alt=pairs.description(judged, across, up, COLORS),
        caption=_(
            "Satu titik satu unit pada {period}; jingga: angka internal jauh lebih tinggi dari suara warga."
        ).format(period=formats.period(rows["period"][0])),
        table=rows,
        labels={
            "unit_name": _("Unit"),
            "citizen_value": _("IKM"),
            "citizen_margin": _("Margin"),
            "internal_value": _("Angka internal"),
            "difference_z": _("Selisih jarak"),
        },
        name="warga-internal",
    )


def against_title(rows: pl.DataFrame) -> str:
    """Return how many units do not hear from citizens what they say themselves, as a sentence."""
    judged = rows.filter(pl.col("verdict").is_not_null())
    period = formats.period(rows["period"][0])
    if judged.is_empty():
        return _("Suara warga dan angka internal {period}: belum dapat dibandingkan").format(period=period)
    off = judged.filter(pl.col("verdict") != "agree")["unit_id"].n_unique()
    if not off:
        return _("Suara warga dan angka internal {period} sejalan").format(period=period)
    return _("Suara warga dan angka internal {period} tidak sejalan di {n} unit").format(
        period=period, n=formats.number(off, 0)
    )


def _pair(row: Row) -> dict[str, str]:
    internal = word(services.INTERNAL, row["internal_measure"])
    margin = "" if row["citizen_margin"] is None else f" ± {formats.number(row['citizen_margin'], 1)}"
    count = _("n {n}").format(n=formats.number(row["respondent_count"], 0))
    if row["verdict"] is None:
        said = quiet(word(services.AGAINST_REASONS, row["reason"]))
    else:
        text = word(services.AGREEMENTS, row["verdict"])
        said = {"agree": good(text), "internal_higher": concern(text)}.get(row["verdict"], quiet(text))
    return {
        _("Unit"): f"**{plain(row['unit_name'])}**  \n{said}",
        _("IKM"): f"{plain(formats.number(row['citizen_value'], 2) + margin)}  \n{quiet(count)}",
        _("Angka internal"): f"{plain(formats.percent(row['internal_value']))}  \n{quiet(internal)}",
    }
