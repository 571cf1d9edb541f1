"""What deserves a discussion, in words: what happened, why it is raised, whose it is, and where to look further."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboard import formats
from dashboard.language import _
from dashboard.notes import Note, Subject
from dashboard.queries.signals import SHOWN_PER_KIND
from dashboard.sentences import first
from dashboard.words import word
from dashboard.words.appraisals import ORGANISATION_PREDICATES
from dashboard.words.services import ELEMENTS, INTERNAL

Row = dict[str, Any]
DISCUSSED = 5
LONGEST = 90
URGENT = {"turned_worse", "always_below", "will_miss"}


@dataclass(frozen=True)
class Topic:
    """One thing to discuss: said in a line, with its kind, the reason, who answers for it, and where to look further.

    `iku` is the indicator's code and its unit joined by a tilde; without one the topic is the chosen unit's.
    """

    kind: str
    icon: str
    title: str
    reason: str
    owner: str | None = None
    page: str | None = None
    iku: str | None = None
    is_concern: bool = True
    choices: tuple[tuple[str, str], ...] = ()

    def address(self) -> dict[str, str]:
        """Return what the address of its page says beside unit and period."""
        return {**({"iku": self.iku} if self.iku else {}), **dict(self.choices)}

    def subject(self, unit_id: str) -> Subject:
        """Return what a note on this topic is about."""
        if self.iku is None:
            return Subject("unit", unit_id, unit_id)
        iku_id, _tilde, owner = self.iku.partition("~")
        return Subject("iku", iku_id, owner)


def topics(
    signals: pl.DataFrame, satisfaction: pl.DataFrame, unrated: pl.DataFrame, noted: Sequence[Note] = ()
) -> list[Topic]:
    """Return at most five things to discuss, most urgent first, few of one kind; `noted` are the unit's own notes."""
    shown = [row for row in signals.iter_rows(named=True) if row["rank_in_kind"] <= SHOWN_PER_KIND]
    urgent = [_topic(row, first(unrated)) for row in shown if row["kind"] in URGENT]
    later = [_topic(row, first(unrated)) for row in shown if row["kind"] not in URGENT]
    said = [topic for topic in (_citizens(satisfaction), _overdue(noted)) if topic]
    raised: dict[object, Topic] = {}
    for topic in [*urgent, *said, *later]:
        raised.setdefault(topic.iku or topic.kind, topic)  # one indicator is raised once, for its most urgent reason
    return list(raised.values())[:DISCUSSED]


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
        return Topic(kind, "◷", _("{n} pegawai belum dinilai").format(n=count), reason, page="penilaian_kinerja")
    if kind == "mismatch":
        return _mismatch(row)
    if kind == "pattern":
        reason = _("predikat organisasi: {predicate}; {n} pegawai dinilai").format(
            predicate=word(ORGANISATION_PREDICATES, row["subject_name"]), n=count
        )
        return Topic(
            kind, "≠", _("Sebaran predikat tidak mengikuti pola predikat organisasi"), reason, page="penilaian_kinerja"
        )
    if kind == "no_result":
        title = _("Realisasi belum masuk untuk {n} IKU").format(n=count)
        reason = _("dari {n} IKU; antara lain {name}").format(
            n=formats.number(row["reference"], 0), name=row["subject_name"]
        )
        return Topic(kind, "○", title, reason, page="capaian_iku")
    title = _("{n} baris data ditahan").format(n=count)
    reason = _("dari {n} berkas; angka di atas belum memuatnya").format(n=formats.number(row["reference"], 0))
    return Topic(kind, "!", title, reason, page="mutu_data")


def _mismatch(row: Row) -> Topic:
    """Return the topic of a unit whose citizens say something else than the unit; it asks for a look, no more."""
    title = _("{unit}: suara warga jauh lebih tinggi dari angka internal")
    if row["subject_name"] == "internal_higher":
        title = _("{unit}: angka internal jauh lebih tinggi dari suara warga")
    reason = _("IKM {ikm} dari {n} responden; {internal} {value}").format(
        ikm=formats.number(row["value"], 2),
        n=formats.number(row["count"], 0),
        internal=word(INTERNAL, row["measure_unit"]),
        value=formats.percent(row["reference"]),
    )
    choices = (("layanan", "internal"),)
    return Topic("mismatch", "≠", title.format(unit=row["unit_name"]), reason, page="layanan_publik", choices=choices)


def _overdue(noted: Sequence[Note]) -> Topic | None:
    """Return a topic when something decided was due and is still open; the one that waits longest is named."""
    today = formats.today()
    late = [item for item in noted if item.reply_to is None and item.standing(today) == "overdue"]
    if not late:
        return None
    oldest = min(late, key=lambda item: (item.due_date or today, item.first_written_at))
    words = " ".join(oldest.words.split())
    reason = _("paling lama sejak {day}: {words}").format(
        day=formats.day(oldest.due_date), words=words if len(words) <= LONGEST else words[: LONGEST - 1].rstrip() + "…"
    )
    title = _("{n} tindak lanjut lewat tenggat").format(n=formats.number(len(late), 0))
    choices = (("keadaan", "overdue"),)
    return Topic("overdue", "◷", title, reason, oldest.owner, page="tindak_lanjut", choices=choices)


def _iku_topic(kind: str, row: Row) -> Topic:
    subject, unit = row["subject_name"], row["measure_unit"]
    value, reference = (row[f"{name}_label"] or formats.measured(row[name], unit) for name in ("value", "reference"))
    if value == reference:  # a difference too small for one decimal is still a difference
        value, reference = formats.exact(row["value"]), formats.number(row["reference"], 2)
    titles = {
        "turned_worse": _("{name} memburuk di luar variasi biasa"),
        "turned_better": _("{name} membaik di luar variasi biasa"),
        "turned": _("{name} bergerak di luar variasi biasa"),
        "always_below": _("{name} terus di bawah target"),
        "will_miss": _("{name} diperkirakan tidak mencapai target tahun ini"),
    }
    icons = {"turned_worse": "▼", "turned_better": "▲", "turned": "◆", "always_below": "✕", "will_miss": "◇"}
    if kind == "always_below":
        reason = _("{value}, target {target} · {n} periode berturut-turut").format(
            value=value, target=reference, n=formats.number(row["count"], 0)
        )
    elif kind == "will_miss":
        reason = _("peluang {chance}, target tahun {target} · perkiraan dari {n} titik").format(
            chance=formats.chance(row["value"]), target=reference, n=formats.number(row["count"], 0)
        )
    else:
        reason = _("{value}, batas variasi biasa {limit}").format(value=value, limit=reference)
    return Topic(
        kind,
        icons[kind],
        titles[kind].format(name=subject),
        reason,
        row["owner_name"] or row["unit_name"],
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
        return Topic("citizens", "▼", title, change + weakest, page="layanan_publik")
    if now["ikm_grade"] in {"C", "D"}:
        title = _("Kepuasan masyarakat masih bermutu {grade}").format(grade=now["ikm_grade"])
        return Topic(
            "citizens",
            "▼",
            title,
            _("IKM {ikm}").format(ikm=formats.number(now["ikm"], 2)) + weakest,
            page="layanan_publik",
        )
    return None


def weakest_element(row: Row) -> tuple[str, float] | None:
    """Return the name and mean (1–4) of the survey element that scores lowest."""
    known = [(row[column], label) for column, label in ELEMENTS.items() if row.get(column) is not None]
    if not known:
        return None
    value, label = min(known)
    return _(label), value
