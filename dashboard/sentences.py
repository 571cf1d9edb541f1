"""The sentences a page says first, and those over and under its charts."""

from typing import Any

import polars as pl

from dashboard import formats
from dashboard.language import _
from dashboard.words import indicators, word

Row = dict[str, Any]


def first(table: pl.DataFrame) -> Row | None:
    """Return the first row, or None when there is none."""
    return table.row(0, named=True) if table.height else None


def achieved(unit_name: str, counts: Row | None, *, only_public: bool = False) -> str:
    """Return the page's first sentence: how many of the indicators that can be judged were met, and of which kind."""
    if counts is None or not counts["iku_count"]:
        return _("{unit} belum punya IKU pada periode ini").format(unit=unit_name)
    if not counts["judged_count"]:
        return _("Belum ada IKU {unit} yang dapat dinilai").format(unit=unit_name)
    text = _("{unit} mencapai {met} dari {judged} IKU yang dapat dinilai")
    if only_public:
        text = _("{unit} mencapai {met} dari {judged} IKU publik yang dapat dinilai")
    return text.format(
        unit=unit_name, met=formats.number(counts["met_count"], 0), judged=formats.number(counts["judged_count"], 0)
    )


def movements(signals: pl.DataFrame, counts: Row | None) -> str:
    """Return the second sentence: what changed for real, what stays below target, what is still missing."""
    if counts is None or not counts["iku_count"]:
        return _("Muat daftar IKU dan capaiannya, atau pilih periode lain.")
    kinds = {row["kind"]: row for row in signals.iter_rows(named=True) if row["rank_in_kind"] == 1}
    said = []
    if worse := kinds.get("turned_worse"):
        said.append(_("memburuk di luar variasi biasa: {n} IKU").format(n=formats.number(worse["kind_count"], 0)))
    if better := kinds.get("turned_better"):
        said.append(_("membaik di luar variasi biasa: {n} IKU").format(n=formats.number(better["kind_count"], 0)))
    if always := kinds.get("always_below"):
        said.append(_("terus di bawah target: {n} IKU").format(n=formats.number(always["kind_count"], 0)))
    if misses := kinds.get("will_miss"):
        said.append(
            _("diperkirakan tidak mencapai target tahun: {n} IKU").format(n=formats.number(misses["kind_count"], 0))
        )
    if missing := kinds.get("no_result"):
        said.append(_("belum ada realisasi: {n} IKU").format(n=formats.number(missing["count"], 0)))
    if not said:
        return _("Tidak ada perubahan di luar variasi biasa.")
    text = "; ".join(said)
    return text[0].upper() + text[1:] + "."


def chart_title(name: str, series: pl.DataFrame) -> str:
    """Return the sentence over a control chart: what its newest point says against the usual variation."""
    known = series.filter(pl.col("actual").is_not_null())
    last = first(known.tail(1))
    if last is None:
        return _("{name}: belum ada realisasi").format(name=name)
    if last["actual_label"] is not None:
        return _("{name}: {grade} pada {period}").format(
            name=name, grade=last["actual_label"], period=formats.period(last["period"])
        )
    if last["limit_status"] == "none":
        return _("{name}: titik belum cukup untuk menilai perubahan").format(name=name)
    if last["is_signal"]:
        return _("{name} keluar dari variasi biasa").format(name=name)
    return _("{name} masih dalam variasi biasa").format(name=name)


def chart_caption(series: pl.DataFrame) -> str:
    """Return what the band is and how many points stand behind it."""
    last = first(series.filter(pl.col("actual").is_not_null()).tail(1))
    if last is not None and last["actual_label"] is not None:
        return _("Jenjang tidak dirata-rata dan tidak diberi batas variasi. Garis putus: target.")
    if last is None or last["limit_status"] == "none":
        return _("Batas variasi belum dihitung: perlu paling sedikit 6 titik.")
    count = formats.number(last["point_count"], 0)
    text = _("Pita abu-abu: batas variasi biasa (XmR, {n} titik). Garis putus: target.").format(n=count)
    if last["is_seasonal"]:
        text = _(
            "Pita abu-abu: variasi biasa di sekitar hasil periode yang sama tahun lalu "
            "(XmR dari {n} perubahan setahun). Garis putus: target."
        ).format(n=count)
    elif last["limit_status"] == "provisional":
        text = _(
            "Pita abu-abu: batas variasi biasa (XmR), batas sementara dari {n} titik. Garis putus: target."
        ).format(n=count)
    hollow = series["is_provisional"].fill_null(value=False).any()
    if hollow:
        text += " " + _("Titik kosong: data sementara.")
    if last["signal_rules"]:
        why = _(" dan ").join(word(indicators.SIGNAL_RULES, code) for code in last["signal_rules"].split())
        text += " " + _("Titik terakhir ditandai: {why}.").format(why=why)
    return text


def promised(row: Row) -> str:
    """Return what an indicator promised: a target, a grade, a range, or that there is none yet."""
    unit = row["measure_unit"]
    if row["polarity"] == "range" and row["lower_bound"] is not None and row["upper_bound"] is not None:
        low, high = (formats.quantity(row[name], unit) for name in ("lower_bound", "upper_bound"))
        low = low.removesuffix("%").rstrip()
        return _("rentang {low}–{high}").format(low=low, high=high)
    if row["target"] is None:
        return _("target belum ada")
    if row["target_label"] is not None:
        return _("target {value}").format(value=row["target_label"])
    return _("target {value}").format(value=formats.quantity(row["target"], unit))


def statuses(counts: Row | None) -> str | None:
    """Return how many indicators have each verdict."""
    if counts is None or not counts["iku_count"]:
        return None
    return _("{near} mendekati target, {below} di bawah target, {none} belum dapat dinilai.").format(
        near=formats.number(counts["near_count"], 0),
        below=formats.number(counts["below_count"], 0),
        none=formats.number(counts["iku_count"] - counts["judged_count"], 0),
    )


def one_iku(row: Row) -> str:
    """Return one indicator's result against its promise as a sentence."""
    unit = row["measure_unit"]
    period = formats.period(row["period"])
    if row["actual"] is None:
        return _("{name}: belum ada realisasi {period}").format(name=row["iku_name"], period=period)
    actual = row["actual_label"] or formats.measured(row["actual"], unit)
    return _("{name}: {actual} pada {period}, {target}").format(
        name=row["iku_name"], actual=actual, target=promised(row), period=period
    )


def one_iku_setting(row: Row) -> str:
    """Return whose the indicator is and which goal it serves."""
    parts = [row["unit_name"], row["owner_name"], row["goal_name"]]
    return " · ".join(part for part in parts if part)


def effect(row: Row | None) -> str:
    """Return what an indicator did before and after a decision, with the caution that so few points ask for."""
    if row is None or not row["after_count"]:
        return _("Belum ada realisasi sesudah periode keputusan; pengaruhnya belum dapat dilihat.")
    if row["after_label"] is not None:
        return _("Sebelum keputusan terakhir {before}, sesudahnya terakhir {after}; jenjang tidak dirata-rata.").format(
            before=row["before_label"] or formats.nothing(), after=row["after_label"]
        )
    unit = row["measure_unit"]
    after = _("sesudahnya rata-rata {after} ({n} periode)").format(
        after=formats.measured(row["after_avg"], unit), n=formats.number(row["after_count"], 0)
    )
    if not row["before_count"]:
        return _("Sebelum keputusan tidak ada realisasi; {after}.").format(after=after)
    text = _("Sebelum keputusan rata-rata {before} ({n} periode), {after}.").format(
        before=formats.measured(row["before_avg"], unit), n=formats.number(row["before_count"], 0), after=after
    )
    return f"{text} {_moved(row)}"


def _moved(row: Row) -> str:
    """Return whether the points after a decision left the usual variation before it; never that it was the cause."""
    if row["lower_limit"] is None:
        return _("Titik sebelum keputusan terlalu sedikit untuk batas variasi; belum dapat disebut berubah.")
    low, high = row["beyond_low_count"], row["beyond_high_count"]
    if not low and not high:
        return _("Semuanya masih dalam variasi biasa sebelum keputusan; belum terlihat perubahan.")
    better, worse = {"maximize": (high, low), "minimize": (low, high)}.get(row["polarity"], (0, low + high))
    points = formats.share(low + high, row["after_count"])
    if worse and not better:
        text = _("{points} titik di luar variasi biasa, ke arah yang tidak dikehendaki.")
    elif better and not worse:
        text = _("{points} titik di luar variasi biasa, ke arah yang dikehendaki.")
    else:
        text = _("{points} titik di luar variasi biasa, ke dua arah.")
    return text.format(points=points) + " " + _("Sebabnya belum tentu keputusan ini.")
