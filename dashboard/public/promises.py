"""The pages of promises: by theme, what was aimed for, what happened, what it means, and the indicator's own years."""

import hashlib
import re
from typing import Any

import polars as pl

from dashboard import formats, measures
from dashboard.language import _, either
from dashboard.public import queries
from dashboard.public.blocks import Items, Listing, Page, Point, Promise, Section
from dashboard.warehouse import Cursor
from dashboard.words import indicators, word
from dashboard.words.public import MEANINGS, THEMES

Row = dict[str, Any]
PREFIX = "tema-"


def theme_name(theme: str) -> str:
    """Return a theme as it is written: the word for its code, else the code with a capital."""
    return word(THEMES, theme) if theme in THEMES else theme[:1].upper() + theme[1:]


def address(theme: str) -> str:
    """Return the name of a theme's page: letters, digits and hyphens alone, one for each theme."""
    plain = re.sub(r"[^a-z0-9]+", "-", theme.casefold()).strip("-")
    known = bool(theme) and plain == theme.replace(" ", "-") and "-" not in theme
    digest = "" if known else f"-{hashlib.sha256(theme.encode()).hexdigest()[:8]}"
    return PREFIX + (plain or "lainnya") + digest


def page(cursor: Cursor, row: Row) -> Page:
    """Return the page of one theme; a heading for each government when there are several."""
    theme = row["public_theme"]
    found = queries.indicators(cursor, theme)
    roots: list[str] = found["root_name"].unique(maintain_order=True).to_list()
    sections = []
    for place, root in enumerate(roots, start=1):
        own = found.filter(pl.col("root_name").eq_missing(root))
        blocks = tuple(_promise(years) for years in _by_indicator(own))
        sections.append(Section(f"pemda-{place}", root or _("Indikator"), blocks))
    second = _("Setiap indikator dibandingkan dengan targetnya dan tahun-tahunnya sendiri, bukan dengan unit lain.")
    return Page(headline(row), second, tuple(sections))


def headline(row: Row) -> str:
    """Return what became of a theme's promises in the newest whole year."""
    name = theme_name(row["public_theme"])
    if not row["judged_count"]:
        return _("{theme}: belum ada target yang dapat dinilai").format(theme=name)
    return _("{theme}: {met} dari {judged} target {year} tercapai").format(
        theme=name,
        met=formats.number(row["met_count"], 0),
        judged=formats.number(row["judged_count"], 0),
        year=row["year"],
    )


def _by_indicator(rows: pl.DataFrame) -> list[pl.DataFrame]:
    return rows.partition_by("iku_id", "unit_id", maintain_order=True)


def _promise(years: pl.DataFrame) -> Promise:
    known = years.filter(pl.col("ytd_actual").is_not_null())
    said = (known if known.height else years).row(-1, named=True)
    points = tuple(_point(row) for row in years.tail(5).iter_rows(named=True))
    return Promise(
        code=f"{said['iku_id']}-{said['unit_id']}",
        name=said["iku_name"],
        owner=said["unit_name"],
        sentence=sentence(said),
        status=measures.STATUSES[said["ytd_status"]],
        notes=_notes(said, years),
        points=points,
        description=_description(said["iku_name"], points),
        past=_past(years, said),
        facts=_facts(said),
    )


def sentence(row: Row) -> str:
    """Return one indicator's year: what was aimed for, what happened, and what that means."""
    span = _span(row)
    if row["ytd_actual"] is None:
        if row["annual_target"] is None and row["polarity"] != "range":
            return _("Target dan hasil {year} belum ada.").format(year=row["year"])
        return _("Kami menargetkan {target} pada {year}; hasilnya belum ada.").format(
            target=_annual(row), year=row["year"]
        )
    actual = _written(row, "ytd_actual")
    if row["ytd_status"] not in MEANINGS:
        why = word(indicators.REASONS, row["ytd_reason"] or "no_target")
        return _("Yang terjadi {span}: {actual}; belum dapat dinilai karena {why}.").format(
            span=span, actual=actual, why=why
        )
    return _("Kami menargetkan {target} {span}, yang terjadi {actual}, artinya {meaning}.").format(
        target=_target(row), span=span, actual=actual, meaning=word(MEANINGS, row["ytd_status"])
    )


def _span(row: Row) -> str:
    if row["is_whole_year"] or row["period"] is None:
        return _("pada {year}").format(year=row["year"])
    return _("sampai {period}").format(period=formats.period(row["period"]))


def _target(row: Row) -> str:
    return _bounds(row) or _written(row, "ytd_target")


def _aim(row: Row) -> str:
    """Return what a year is held against: its target so far, or that of the whole year while there is no result."""
    return _target(row) if row["ytd_actual"] is not None else _annual(row)


def _annual(row: Row) -> str:
    return _bounds(row) or _written(row, "annual_target")


def _written(row: Row, column: str) -> str:
    """Return a value with its unit, or the grade (WTP, AA …) whose rank it is."""
    return str(row[f"{column}_label"] or formats.measured(row[column], row["measure_unit"]))


def _bounds(row: Row) -> str | None:
    if row["polarity"] != "range" or row["lower_bound"] is None or row["upper_bound"] is None:
        return None
    low, high = formats.number(row["lower_bound"]), formats.measured(row["upper_bound"], row["measure_unit"])
    return _("antara {low} dan {high}").format(low=low, high=high)


def _notes(row: Row, years: pl.DataFrame) -> tuple[str, ...]:
    """Return the direction, the whole year's target while it runs, the year before, and what is still provisional."""
    notes = [word(indicators.POLARITIES, row["polarity"])]
    if not row["is_whole_year"] and row["ytd_actual"] is not None and row["ytd_target"] != row["annual_target"]:
        notes.append(_("target setahun {target}").format(target=_annual(row)))
    whole = years.filter(pl.col("is_whole_year") & (pl.col("year") < row["year"]))
    if whole.height:
        last = whole.row(-1, named=True)
        value = _written(last, "ytd_actual")
        notes.append(_("hasil {year}: {value}").format(year=last["year"], value=value))
    later = years.filter((pl.col("year") > row["year"]) & pl.col("ytd_actual").is_null())
    if later.height:
        running = later.row(-1, named=True)
        target = _("hasil {year} belum ada, targetnya {target}")
        notes.append(target.format(year=running["year"], target=_annual(running)))
    if row["is_provisional"]:
        notes.append(_("Sementara"))
    return tuple(notes)


def _label(row: Row) -> str:
    if row["is_whole_year"] or row["period"] is None:
        return str(row["year"])
    return _("s.d. {period}").format(period=formats.period(row["period"]))


def _point(row: Row) -> Point:
    target = _aim(row)
    actual = row["ytd_actual_label"] or formats.quantity(row["ytd_actual"], row["measure_unit"])
    status = measures.STATUSES[row["ytd_status"]].plain
    words = _("{label}: {actual}, target {target}").format(label=_label(row), actual=actual, target=target)
    return Point(
        label=_label(row),
        target=row["ytd_target"] if row["ytd_actual"] is not None else row["annual_target"],
        actual=row["ytd_actual"],
        target_text=target,
        actual_text=actual,
        is_whole=row["is_whole_year"],
        is_met=row["ytd_status"] in {"met", "exceeded"},
        words=f"{words} · {status}",
    )


def _description(name: str, points: tuple[Point, ...]) -> str:
    """Return the chart in words, for those who cannot see it."""
    said = "; ".join(
        _("{label}: {actual}, target {target}").format(
            label=point.label, actual=point.actual_text, target=point.target_text
        )
        for point in points
    )
    return _("Grafik {name} menurut tahun. {values}.").format(name=name, values=said)


def _past(years: pl.DataFrame, said: Row) -> Listing:
    rows = tuple(
        (
            _label(row),
            _aim(row),
            _written(row, "ytd_actual"),
            _reached(row),
            measures.STATUSES[row["ytd_status"]].plain,
        )
        for row in years.iter_rows(named=True)
    )
    header = (_("Tahun"), _("Target"), _("Hasil"), _("Capaian"), _("Status"))
    caption = _("{name}, {unit}: target dan hasil").format(name=said["iku_name"], unit=said["unit_name"])
    return Listing(caption, header, rows)


def _reached(row: Row) -> str:
    """Return the percentage of the target; of a grade there is none to read."""
    if row["ytd_actual_label"] is not None:
        return formats.nothing("not_applicable")
    return formats.achievement(row["ytd_achievement_pct"], is_met=row["ytd_status"] in {"met", "exceeded"})


def _facts(row: Row) -> Items:
    """Return how the number is made: definition, source, how periods add up."""
    together = word(indicators.CONSOLIDATIONS, row["consolidation"])
    facts = [
        (_("Definisi"), row["definition"]),
        (_("Sumber data"), row["data_source"]),
        (_("Setahun"), together),
        (_("Skala predikat"), either(row["scale_name_id"], row["scale_name_en"])),
        (_("Kode"), row["iku_id"]),
    ]
    return Items(tuple((name, str(value)) for name, value in facts if value))
