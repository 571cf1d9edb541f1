"""The sentences a page says first, and the words for each thing worth discussing."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard import formats
from dashboard.language import _
from dashboard.queries.signals import SHOWN_PER_KIND
from dashboard.words.services import ELEMENTS

Row = dict[str, Any]
DISCUSSED = 5


@dataclass(frozen=True)
class Topic:
    """One thing to discuss: said in a line, with the reason and where to look further."""

    icon: str
    title: str
    reason: str
    page: str | None = None
    iku: str | None = None
    is_concern: bool = True


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
    if missing := kinds.get("no_result"):
        said.append(_("belum ada realisasi: {n} IKU").format(n=formats.number(missing["count"], 0)))
    if not said:
        return _("Tidak ada perubahan di luar variasi biasa.")
    text = "; ".join(said)
    return text[0].upper() + text[1:] + "."


def topics(signals: pl.DataFrame, satisfaction: pl.DataFrame, unrated: pl.DataFrame) -> list[Topic]:
    """Return at most five things to discuss, most urgent first, few of one kind."""
    shown = [row for row in signals.iter_rows(named=True) if row["rank_in_kind"] <= SHOWN_PER_KIND]
    urgent = [_topic(row, first(unrated)) for row in shown if row["kind"] in {"turned_worse", "always_below"}]
    later = [_topic(row, first(unrated)) for row in shown if row["kind"] not in {"turned_worse", "always_below"}]
    citizens = _citizens(satisfaction)
    return [*urgent, *([citizens] if citizens else []), *later][:DISCUSSED]


def _topic(row: Row, worst_unit: Row | None) -> Topic:
    kind = row["kind"]
    if row["iku_id"] is not None:
        return _iku_topic(kind, row)
    count = formats.number(row["count"], 0)
    if kind == "unrated":
        reason = _("{rated} sudah dinilai").format(rated=formats.share(int(row["value"]), int(row["reference"])))
        if worst_unit is not None:
            reason += " · " + _("terbanyak di {unit} ({n})").format(
                unit=worst_unit["unit_name"], n=formats.number(worst_unit["unrated_count"], 0)
            )
        return Topic("◷", _("{n} pegawai belum dinilai").format(n=count), reason)
    if kind == "no_result":
        title = _("Realisasi belum masuk untuk {n} IKU").format(n=count)
        reason = _("dari {n} IKU; antara lain {name}").format(
            n=formats.number(row["reference"], 0), name=row["subject_name"]
        )
        return Topic("○", title, reason, "capaian_iku")
    title = _("{n} baris data ditahan").format(n=count)
    reason = _("dari {n} berkas; angka di atas belum memuatnya").format(n=formats.number(row["reference"], 0))
    return Topic("!", title, reason, "mutu_data")


def _iku_topic(kind: str, row: Row) -> Topic:
    name, unit = row["subject_name"], row["measure_unit"]
    value, reference = formats.measured(row["value"], unit), formats.measured(row["reference"], unit)
    if value == reference:  # a difference too small for one decimal is still a difference
        value, reference = formats.exact(row["value"]), formats.number(row["reference"], 2)
    titles = {
        "turned_worse": _("{name} memburuk di luar variasi biasa"),
        "turned_better": _("{name} membaik di luar variasi biasa"),
        "turned": _("{name} bergerak di luar variasi biasa"),
        "always_below": _("{name} terus di bawah target"),
    }
    icons = {"turned_worse": "▼", "turned_better": "▲", "turned": "◆", "always_below": "✕"}
    if kind == "always_below":
        reason = _("{value}, target {target} · {n} periode berturut-turut").format(
            value=value, target=reference, n=formats.number(row["count"], 0)
        )
    else:
        reason = _("{value}, batas variasi biasa {limit}").format(value=value, limit=reference)
    owner = row["owner_name"] or row["unit_name"]
    return Topic(
        icons[kind],
        titles[kind].format(name=name),
        f"{reason} · {owner}",
        "capaian_iku",
        iku=f"{row['iku_id']}~{row['unit_id']}",
        is_concern=kind != "turned_better",
    )


def _citizens(satisfaction: pl.DataFrame) -> Topic | None:
    """Return a topic when the grade fell since the last survey, else when the grade is below B."""
    now = first(satisfaction)
    if now is None or now["ikm"] is None:
        return None
    before = satisfaction.row(1, named=True) if satisfaction.height > 1 else None
    lowest = weakest_element(now)
    weakest = (
        ""
        if lowest is None
        else " · " + _("unsur terendah: {name} ({value})").format(name=lowest[0], value=formats.number(lowest[1], 2))
    )
    if before is not None and before["ikm_grade"] and now["ikm_grade"] and now["ikm_grade"] > before["ikm_grade"]:
        title = _("Mutu layanan turun dari {old} ke {new}").format(old=before["ikm_grade"], new=now["ikm_grade"])
        change = f"{formats.number(before['ikm'], 2)} → {formats.number(now['ikm'], 2)}"
        return Topic("▼", title, change + weakest)
    if now["ikm_grade"] in {"C", "D"}:
        title = _("Kepuasan masyarakat masih bermutu {grade}").format(grade=now["ikm_grade"])
        return Topic("▼", title, _("IKM {ikm}").format(ikm=formats.number(now["ikm"], 2)) + weakest)
    return None


def weakest_element(row: Row) -> tuple[str, float] | None:
    """Return the name and mean (1–4) of the survey element that scores lowest."""
    known = [(row[column], label) for column, label in ELEMENTS.items() if row.get(column) is not None]
    if not known:
        return None
    value, label = min(known)
    return _(label), value


def chart_title(name: str, series: pl.DataFrame) -> str:
    """Return the sentence over a control chart: what its newest point says against the usual variation."""
    known = series.filter(pl.col("actual").is_not_null())
    last = first(known.tail(1))
    if last is None:
        return _("{name}: belum ada realisasi").format(name=name)
    if last["limit_status"] == "none":
        return _("{name}: titik belum cukup untuk menilai perubahan").format(name=name)
    if last["is_signal"]:
        return _("{name} keluar dari variasi biasa").format(name=name)
    return _("{name} masih dalam variasi biasa").format(name=name)


def chart_caption(series: pl.DataFrame) -> str:
    """Return what the band is and how many points stand behind it."""
    last = first(series.filter(pl.col("actual").is_not_null()).tail(1))
    if last is None or last["limit_status"] == "none":
        return _("Batas variasi belum dihitung: perlu paling sedikit 6 titik.")
    count = formats.number(last["point_count"], 0)
    text = _("Pita abu-abu: batas variasi biasa (XmR, {n} titik). Garis putus: target.").format(n=count)
    if last["limit_status"] == "provisional":
        text = _(
            "Pita abu-abu: batas variasi biasa (XmR), batas sementara dari {n} titik. Garis putus: target."
        ).format(n=count)
    hollow = series["is_provisional"].fill_null(value=False).any()
    return text + " " + _("Titik kosong: data sementara.") if hollow else text


def promised(row: Row) -> str:
    """Return what an indicator promised: a target, a range, or that there is none yet."""
    unit = row["measure_unit"]
    if row["polarity"] == "range" and row["lower_bound"] is not None and row["upper_bound"] is not None:
        low, high = formats.number(row["lower_bound"]), formats.quantity(row["upper_bound"], unit)
        return _("rentang {low}–{high}").format(low=low, high=high)
    if row["target"] is None:
        return _("target belum ada")
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
    actual = formats.measured(row["actual"], unit)
    return _("{name}: {actual} pada {period}, {target}").format(
        name=row["iku_name"], actual=actual, target=promised(row), period=period
    )


def one_iku_setting(row: Row) -> str:
    """Return whose the indicator is and which goal it serves."""
    parts = [row["unit_name"], row["owner_name"], row["goal_name"]]
    return " · ".join(part for part in parts if part)
