"""Penilaian kinerja: how a unit's people are seen by those around them, and how far their planned work came."""

from typing import Any

import polars as pl

from dashboard import filters, formats, sentences
from dashboard.charts import sources
from dashboard.components import figures
from dashboard.components.appraisal_view import listed
from dashboard.components.text import note, nothing, plain, quiet, section
from dashboard.language import _
from dashboard.words import people, word

Row = dict[str, Any]


def feedback(rows: pl.DataFrame) -> None:
    """Show the feedback by BerAKHLAK value and source; a mean of too few people is not there at all."""
    shown = rows.filter(pl.col("aspect").is_not_null() & pl.col("score_pct").is_not_null())
    if shown.is_empty():
        section(_("Umpan balik 360"))
        nothing("suppressed" if rows.height else "no_data", feedback_title(rows) if rows.height else None)
    else:
        told = rows.with_columns(
            pl.col("aspect").replace({code: word(people.AKHLAK, code) for code in people.AKHLAK}).alias("value"),
            pl.col("rater_type").map_elements(sources.title, return_dtype=pl.String, skip_nulls=False).alias("source"),
        )
        figures.chart(
            feedback_title(rows),
            sources.scores(rows),
            alt=sources.description(rows),
            caption=sources.key(rows),
            table=told.filter(pl.col("aspect").is_not_null()),
            labels={
                "value": _("Nilai BerAKHLAK"),
                "source": _("Sumber"),
                "score_pct": _("Skor 0–100"),
                "scored_count": _("Orang"),
            },
            name="umpan-balik",
        )
    note(
        _(
            "Rata-rata unit tampil dari sedikitnya lima orang, masing-masing dengan penilai yang cukup; satu penilai "
            "tidak pernah terlihat. Penilaian diri disandingkan, tidak dihitung."
        )
    )


def feedback_title(rows: pl.DataFrame) -> str:
    """Return the score of all values together as a sentence, or why there is none."""
    whole = sentences.first(rows.filter(pl.col("aspect").is_null() & pl.col("rater_type").is_null()))
    period = formats.period(rows["period"][0])
    if whole is None or whole["score_pct"] is None:
        most = rows["scored_count"].max()
        return _("Umpan balik 360 {period}, {n} orang: skor gabungan belum dapat ditampilkan").format(
            period=period,
            n=formats.number(most if isinstance(most, int) else 0, 0),
        )
    return _("Umpan balik 360 {period}: {score} dari 100, rata-rata {n} orang").format(
        period=period, score=formats.number(whole["score_pct"], 1), n=formats.number(whole["scored_count"], 0)
    )


def work_results(rows: pl.DataFrame, unit_id: str) -> None:
    """Show how many planned work results reached their target, aspect by aspect, here and right below."""
    section(_("Hasil kerja terhadap target"))
    own = rows.filter(pl.col("unit_id") == unit_id)
    if own.is_empty():
        nothing(reason=_("rencana hasil kerja belum dimuat"))
        return
    listed([_aspect(row) for row in own.iter_rows(named=True)], _("Hasil kerja menurut aspek"))
    note(work_coverage(own))
    below = rows.filter(pl.col("unit_id") != unit_id)
    if below.height:
        section(_("Unit di bawahnya"))
        listed(
            [_unit(group) for _code, group in below.group_by("unit_id", maintain_order=True)],
            _("Hasil kerja menurut aspek per unit"),
        )


def _aspect(row: Row) -> dict[str, str]:
    persons = _("{n} pegawai").format(n=formats.number(row["person_count"], 0))
    return {
        _("Aspek"): f"**{plain(word(people.ASPECTS, row['aspect']))}**  \n{quiet(persons)}",
        _("Mencapai target"): f"**{plain(_share(row))}**  \n{quiet(_counts(row))}",
        _("Tidak terhitung"): plain(
            _("{waiting} belum dilaporkan, {words} tidak terukur").format(
                waiting=formats.number(row["unreported_count"], 0), words=formats.number(row["unread_count"], 0)
            )
        ),
    }


def _share(row: Row) -> str:
    if row["met_share"] is None:
        return word(people.UNIT_REASONS, row["reason"])
    return formats.whole_percent(row["met_share"])


def _counts(row: Row) -> str:
    if row["met_share"] is None:
        return ""
    return _("{share} hasil kerja").format(share=formats.share(row["met_count"], row["judged_count"]))


def _unit(rows: pl.DataFrame) -> dict[str, str]:
    first = rows.row(0, named=True)
    address = filters.address("penilaian_kinerja", unit=first["unit_id"], bagian="hasil")
    lines = [
        f"{plain(word(people.ASPECTS, row['aspect']))} **{plain(_share(row))}** {quiet(_counts(row))}"
        for row in rows.iter_rows(named=True)
    ]
    return {_("Unit"): f"[{plain(first['unit_name'])}]({address})", _("Mencapai target"): "  \n".join(lines)}


def work_coverage(own: pl.DataFrame) -> str:
    """Return which plan this is and that what cannot be judged stays out of the share."""
    running = "" if own["is_complete"].all() else _("Sementara: masa rencana belum berakhir.") + " "
    return running + _(
        "Rencana hasil kerja {period}. Yang belum dilaporkan atau tidak terukur (tanpa angka tunggal, atau targetnya "
        "nol) tidak dihitung gagal dan tidak dihitung tercapai."
    ).format(period=formats.period(own["period"][0]))
