"""One person's growth: feedback of those around, competencies against the post, training hours and courses, credits."""

from typing import Any

import polars as pl

from dashboard import formats, sentences
from dashboard.charts import sources
from dashboard.components import figures
from dashboard.components.appraisal_view import listed
from dashboard.components.fold import fold
from dashboard.components.person_view import hours_against_right
from dashboard.components.text import concern, good, note, nothing, plain, quiet, section
from dashboard.language import _
from dashboard.words import people, word

Row = dict[str, Any]


def feedback(rows: pl.DataFrame) -> None:
    """Show one's own feedback by value and source; a score with too few raters is not there, and says so."""
    shown = rows.filter(pl.col("aspect").is_not_null() & pl.col("score_pct").is_not_null())
    if shown.is_empty():
        section(_("Umpan balik 360"))
        reason = rows["reason"].drop_nulls().first() if rows.height else None
        kind = "suppressed" if reason == "few_raters" else "no_data"
        nothing(kind, word(people.FEEDBACK_REASONS, str(reason)) if reason else _("survei 360 belum masuk"))
        return
    told = rows.filter(pl.col("aspect").is_not_null()).with_columns(
        pl.col("aspect").cast(pl.String).replace({code: word(people.AKHLAK, code) for code in people.AKHLAK}),
        pl.col("rater_type").map_elements(sources.title, return_dtype=pl.String, skip_nulls=False),
    )
    figures.chart(
        feedback_title(rows),
        sources.scores(rows),
        alt=sources.description(rows),
        caption=sources.key(rows),
        table=told,
        labels={
            "aspect": _("Nilai BerAKHLAK"),
            "rater_type": _("Sumber"),
            "score_pct": _("Skor 0–100"),
            "rater_count": _("Penilai"),
        },
        name="umpan-balik-saya",
        below=hidden_sources(rows),
    )
    note(_("Hanya Anda yang melihat halaman ini. Nilai diri disandingkan, tidak dihitung."))


def weighted(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of the weighted score of all values, where there is one."""
    return rows.filter(pl.col("aspect").is_null() & pl.col("rater_type").is_null() & pl.col("score_pct").is_not_null())


def feedback_made(rows: pl.DataFrame) -> str | None:
    """Return how the score of all values was made, with the numbers put in; None where there is no score."""
    whole = sentences.first(weighted(rows))
    if whole is None:
        return None
    values = rows.filter(pl.col("aspect").is_not_null() & pl.col("rater_type").is_null())["score_pct"]
    weights = rows.filter(pl.col("weight_pct") > 0).group_by("rater_type", maintain_order=True).first()
    return _("({values}) ÷ {n} nilai = {score}; tiap nilai dengan bobot {weights}").format(
        values=" + ".join(formats.number(value) for value in values),
        n=formats.number(values.len(), 0),
        score=formats.number(whole["score_pct"]),
        weights=", ".join(
            f"{sources.title(row['rater_type']).lower()} {formats.percent(row['weight_pct'], 0)}"
            for row in weights.filter(pl.col("rater_type").is_not_null()).iter_rows(named=True)
        ),
    )


def measured(gaps: pl.DataFrame) -> pl.DataFrame:
    """Return the competencies whose gap is known."""
    return gaps.filter(pl.col("gap").is_not_null())


def feedback_title(rows: pl.DataFrame) -> str:
    """Return the weighted score as a sentence with the highest and the lowest value, or why there is none."""
    period = formats.period(rows["period"][0])
    whole = sentences.first(weighted(rows))
    if whole is None:
        return _("Umpan balik 360 {period}: skor seluruh nilai belum dapat ditampilkan").format(period=period)
    values = rows.filter(pl.col("rater_type").is_null() & pl.col("score_pct").is_not_null())
    values = values.filter(pl.col("aspect").is_not_null()).sort("score_pct", "aspect")
    return _("Umpan balik 360 {period}: {score} dari 100; tertinggi {best}, terendah {least}").format(
        period=period,
        score=formats.number(whole["score_pct"], 1),
        best=word(people.AKHLAK, values["aspect"][-1]),
        least=word(people.AKHLAK, values["aspect"][0]),
    )


def hidden_sources(rows: pl.DataFrame) -> list[str]:
    """Return which sources are not shown because too few people rated, with the fewest that are needed."""
    few = rows.filter((pl.col("reason") == "few_raters") & pl.col("rater_type").is_not_null())
    least = few.group_by("rater_type", maintain_order=True).agg(pl.col("min_rater_count").first())
    return [
        _("{source}: {hidden}; perlu sedikitnya {n} penilai.").format(
            source=sources.title(code), hidden=formats.nothing("suppressed"), n=formats.number(fewest, 0)
        )
        for code, fewest in least.iter_rows()
    ]


def competencies(gaps: pl.DataFrame) -> None:
    """Show each competency against the level the post asks for; what was never assessed is its own need."""
    section(_("Kompetensi terhadap syarat jabatan"))
    if gaps.is_empty():
        nothing(reason=_("standar dan hasil penilaian kompetensi belum masuk"))
        return
    listed([_competency(row) for row in gaps.iter_rows(named=True)], _("Kompetensi terhadap syarat jabatan"))


def _competency(row: Row) -> dict[str, str]:
    when = _("dinilai {day}").format(day=formats.day(row["assessed_date"])) if row["assessed_date"] else ""
    if row["is_assessed"] and not row["is_evidence_current"]:
        when += " · " + _("bukti sudah lama")
    kind = row["competency_type"] or ""
    return {
        _("Kompetensi"): f"**{plain(row['competency_name'])}**  \n"
        + quiet(" · ".join(part for part in (kind, when) if part)),
        _("Level dan syarat"): f"{_levels(row)}  \n{gap_words(row)}",
    }


def _levels(row: Row) -> str:
    level = formats.number(row["level"]) if row["level"] is not None else formats.nothing()
    required = formats.number(row["required_level"], 0) if row["required_level"] is not None else formats.nothing()
    return plain(_("level {level}, syarat {required}").format(level=level, required=required))


def gap_words(row: Row) -> str:
    """Return the gap as Markdown: how far short, met, or why nobody can say."""
    if row["gap"] is None:
        return quiet(word(people.GAP_REASONS, row["reason"]))
    if row["gap"] < 0:
        return concern(_("kurang {n} level").format(n=formats.number(-row["gap"])))
    return good(_("memenuhi"))


def hours(years: pl.DataFrame) -> None:
    """Show the training hours of each year against the right to them."""
    section(_("Jam pelajaran per tahun"))
    if years.is_empty():
        nothing(reason=_("catatan pelatihan belum masuk"))
        return
    listed([_year(row) for row in years.iter_rows(named=True)], _("Jam pelajaran per tahun"))


def _year(row: Row) -> dict[str, str]:
    parts = [_("{n} pelatihan").format(n=formats.number(row["course_count"], 0))]
    if row["duplicate_count"]:
        parts.append(
            _("{n} sertifikat tercatat dua kali, dihitung sekali").format(n=formats.number(row["duplicate_count"], 0))
        )
    if row["is_implausible"]:
        parts.append(_("jumlahnya tidak wajar; periksa catatannya"))
    if not row["is_complete"]:
        parts.append(_("Sementara"))
    verdict = good if row["is_met"] else concern if row["is_met"] is False else quiet
    shown = formats.nothing() if row["hours_jp"] is None else _("{n} JP").format(n=formats.number(row["hours_jp"]))
    return {
        _("Tahun"): f"**{row['year']}**  \n{quiet(' · '.join(parts))}",
        _("Jam pelajaran"): f"**{plain(shown)}**  \n{verdict(hours_against_right(row))}",
    }


def courses(taken: pl.DataFrame) -> None:
    """Show the courses taken, the own test scores, and in words what the course did for everyone who took it."""
    section(_("Pelatihan yang diikuti"))
    if taken.is_empty():
        nothing(reason=_("catatan pelatihan belum masuk"))
        return
    listed([_course(row) for row in taken.iter_rows(named=True)], _("Pelatihan yang diikuti dan dampaknya"))
    note(_("Dampak dihitung dari semua peserta; peserta dipilih, tidak diundi, jadi petunjuk dan bukan bukti."))


def _course(row: Row) -> dict[str, str]:
    parts = [formats.day(row["end_date"]), _("{n} JP").format(n=formats.number(row["hours_jp"]))]
    if row["is_duplicate"]:
        parts.append(_("sertifikat sudah tercatat; jamnya tidak dihitung"))
    return {
        _("Pelatihan"): f"**{plain(row['course_name'])}**  \n{quiet(' · '.join(parts))}",
        _(
            "Dampak"
        ): f"{plain(scores(row))}  \n{quiet(word(people.COURSE_CONCLUSIONS, row['conclusion'] or 'unknown'))}",
    }


def scores(row: Row) -> str:
    """Return the own test score before and after a course."""
    if row["score_change"] is None:
        return _("nilai tes sebelum atau sesudah tidak tercatat")
    change = formats.number(row["score_change"])
    return _("nilai tes {before} → {after} ({change})").format(
        before=formats.number(row["score_before"]),
        after=formats.number(row["score_after"]),
        change=f"+{change}" if row["score_change"] > 0 else change,
    )


def credits_earned(credit: pl.DataFrame) -> None:
    """Show the credits of each predicate with the numbers put into the formula."""
    if credit.is_empty():
        return
    with fold(_("Angka kredit per periode"), "credits") as is_open:
        if is_open:
            listed([_credit(row) for row in credit.iter_rows(named=True)], _("Angka kredit per periode"))
            note(_("Angka tahunan dan periodik menceritakan tahun yang sama; jumlahkan salah satu saja."))


def _credit(row: Row) -> dict[str, str]:
    kind = f"{word(people.CONVERSIONS, row['conversion_basis'])} · {row['tier'] or formats.nothing()}"
    if row["credit"] is None:
        made = quiet(word(people.CREDIT_REASONS, row["reason"]))
    else:
        made = f"**{plain(formats.number(row['credit'], 2))}**  \n{quiet(credit_formula(row))}"
    return {_("Periode"): f"{plain(formats.period(row['period']))}  \n{quiet(kind)}", _("Angka kredit"): made}


def credit_formula(row: Row) -> str:
    """Return how the credits of one period were made, with its numbers."""
    return _("{months} bulan ÷ 12 × {multiplier} × {coefficient}").format(
        months=formats.number(row["month_count"], 0),
        multiplier=formats.percent(row["multiplier_pct"], 0),
        coefficient=formats.exact(row["coefficient"]),
    )
