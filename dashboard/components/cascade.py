"""The parts of Pohon kinerja: the branch and the level picked, the breaks of the chain, and the tree itself."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, measures
from dashboard.components import selection, tables
from dashboard.components.fold import fold
from dashboard.components.text import concern, good, note, plain, quiet, section
from dashboard.language import _
from dashboard.words import word
from dashboard.words.cascade import BRANCHES, BREAKS, LEVELS
from dashboard.words.goals import STANDINGS
from dashboard.words.people import ASPECTS

Row = dict[str, Any]
BRANCH, LEVEL, PAGE = "cabang", "tingkat", "halaman"
PAGE_LENGTH = 20


def headline(unit_name: str, year: int, goals: pl.DataFrame) -> str:
    """Return the finding: how many goals have not one indicator met."""
    named = goals.filter(pl.col("goal_name").is_not_null() & (pl.col("judged_count") > 0))
    place = {"unit": unit_name, "year": str(year)}
    if goals.is_empty():
        return _("{unit} belum punya pohon kinerja {year}").format(**place)
    if named.is_empty():
        return _("Pohon kinerja {unit} {year}: belum ada sasaran yang dapat dinilai").format(**place)
    missed = named.filter(pl.col("met_count") == 0).height
    if not missed:
        return _("Pohon kinerja {unit} {year}: setiap sasaran punya IKU yang tercapai").format(**place)
    return _("Pohon kinerja {unit} {year}: {n} dari {whole} sasaran tanpa satu pun IKU tercapai").format(
        **place, n=formats.number(missed, 0), whole=formats.number(named.height, 0)
    )


def second(shape: Row, period: str) -> str:
    """Return how large the tree is and of which period its verdicts are."""
    if not shape["iku_count"] and not shape["result_count"]:
        return _("Muat daftar IKU dengan sasaran dan IKU induknya, atau pilih unit atau tahun lain.")
    return _(
        "{iku} IKU pada {units} unit; {results} butir hasil kerja dari {people} pegawai. Status per {period}."
    ).format(
        iku=formats.number(shape["iku_count"], 0),
        units=formats.number(shape["unit_count"], 0),
        results=formats.number(shape["result_count"], 0),
        people=formats.number(shape["employee_count"], 0),
        period=formats.period(period),
    )


def wanted() -> str | None:
    """Return the branch that the address or the box asks for, before it is known whether there is one."""
    return filters.asked(BRANCH)[0]


def picked(nodes: pl.DataFrame) -> str | None:
    """Offer every goal and indicator to search for, and return the one picked, or None for the whole tree."""
    names = {code: _(words) for code, words in BRANCHES.items()}
    names |= {row["node_id"]: _node_name(row) for row in nodes.iter_rows(named=True)}
    branch, refused = filters.settle(BRANCH, list(names), None)
    st.selectbox(
        _("Cari sasaran atau IKU"),
        list(names),
        index=None,
        format_func=lambda code: names.get(code, code),
        key=BRANCH,
        placeholder=_("Seluruh pohon; ketik untuk mencari"),
        width=606,
    )
    filters.remember(**{BRANCH: branch})
    if refused:
        st.info(plain(_("Cabang pada alamat tidak ada pada unit dan tahun ini; yang ditampilkan: seluruh pohon.")))
    return branch


def _node_name(row: Row) -> str:
    name = row["node_name"] or ""
    return f"{name} · {row['unit_name']}" if row["unit_name"] else name


def level(branch: str | None) -> str:
    """Offer how far down the tree is opened; people's work results only to those who may see people."""
    left_out = {"hasil"} if not filters.current().scope.may_see_people else set()
    offered = [code for code in LEVELS if code not in left_out and not (branch and code == "sasaran")]
    first = offered[-1] if branch else offered[0]
    chosen, refused = filters.settle(LEVEL, offered, first)
    if refused:
        selection.unknown(_("Tingkat"), _(LEVELS[first]))
    st.segmented_control(_("Buka sampai"), offered, format_func=lambda code: _(LEVELS[code]), key=LEVEL, required=True)
    filters.remember(**{LEVEL: chosen})
    return chosen or offered[0]


def link(label: str, **more: str) -> None:
    """Offer another state of the tree under words in Markdown."""
    st.page_link("app_pages/pohon_kinerja.py", label=label, query_params=filters.current().link(**more))


def way(words: str, **more: str) -> None:
    """Show the way to a state of the tree, and beside it what it is in words that wrap on a phone."""
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        link(_("Buka ›"), **more)
        st.markdown(words, width="stretch")


def breaks(shape: Row) -> None:
    """Say where the chain is broken, each a way to the list of what is meant; what is whole is said too."""
    section(_("Rantai yang putus"))
    if not shape["result_count"]:
        st.markdown(concern(_("Belum ada butir hasil kerja pegawai yang dimuat untuk tahun ini.")))
    whole = [_("setiap IKU melayani sasaran")] if not shape["no_goal_count"] else []
    for column, (branch, words) in BREAKS.items():
        is_said = shape["result_count"] or column not in {"no_result_count", "no_iku_count"}
        if shape[column] and is_said:
            way(concern(_(words).format(n=formats.number(shape[column], 0))), cabang=branch, tingkat="iku")
    if shape["result_count"] and not shape["no_result_count"]:
        whole.append(_("setiap IKU ditopang butir hasil kerja"))
    if shape["result_count"] and not shape["no_iku_count"]:
        whole.append(_("setiap butir hasil kerja melayani IKU"))
    if whole:
        text = "; ".join(whole) + "."
        st.markdown(good(text[0].upper() + text[1:]))


def shown(goals: pl.DataFrame) -> pl.DataFrame:
    """Return the goals of the page of the list that the address asks for, with the ways to the pages beside it."""
    count = -(-goals.height // PAGE_LENGTH)
    number, refused = filters.settle(PAGE, [str(page + 1) for page in range(count)], "1")
    if refused:
        selection.unknown(_("Halaman"), "1")
    filters.remember(**{PAGE: number if count > 1 and number != "1" else None})
    first = (int(number or 1) - 1) * PAGE_LENGTH
    return goals.slice(first, PAGE_LENGTH)


def pages(goals: pl.DataFrame) -> None:
    """Offer the pages before and after this one of the list of goals."""
    count = -(-goals.height // PAGE_LENGTH)
    if count < 2:
        return
    now = int(st.session_state.get(PAGE) or 1)
    more = {LEVEL: str(st.session_state.get(LEVEL))}
    with st.container(horizontal=True, vertical_alignment="center"):
        if now > 1:
            link(_("‹ Sasaran sebelumnya"), **more, halaman=str(now - 1))
        note(_("Halaman {page} dari {count}").format(page=now, count=count))
        if now < count:
            link(_("Sasaran berikutnya ›"), **more, halaman=str(now + 1))


def goal_line(row: Row, branch: str | None) -> None:
    """Show a goal with how its indicators stand; a way into its branch, unless that is what is shown."""
    standing = STANDINGS[row["standing"]].badge
    name = row["goal_name"] or word(BRANCHES, row["goal_id"])
    count = _("{met} dari {judged} IKU tercapai · {units} unit").format(
        met=formats.number(row["met_count"], 0),
        judged=formats.number(row["judged_count"], 0),
        units=formats.number(row["unit_count"], 0),
    )
    label = f"{standing} · **{plain(name)}**"
    if row["judged_count"]:
        label += f" {quiet('· ' + count)}"
    if branch == row["goal_id"]:
        st.markdown(label)
    else:
        way(label, cabang=row["goal_id"], tingkat=_deepest())


def _deepest() -> str:
    return "hasil" if filters.current().scope.may_see_people else "unit"


def tree(
    goals: pl.DataFrame, rows: pl.DataFrame, units: pl.DataFrame, results: pl.DataFrame, branch: str | None
) -> None:
    """Show goals, and under each its indicators, the units that serve them and the work results of people."""
    known = {row["goal_id"]: row for row in goals.iter_rows(named=True)}
    below = _grouped(rows, "above_id")
    present = set(rows["node_id"])
    tops: dict[str, list[Row]] = {}
    for row in rows.iter_rows(named=True):
        if row["above_id"] not in present:
            tops.setdefault(row["goal_id"], []).append(row)
    hands = {**_grouped(units, "node_id")}, _grouped(results, "node_id")
    for goal_id in dict.fromkeys([*known, *tops] if branch is None else tops):
        if goal_id in known:
            goal_line(known[goal_id], branch)
        lines = [line for row in tops.get(goal_id, []) for line in _iku_lines(row, below, hands, 0)]
        if lines:
            st.markdown("\n".join(lines))
    if not rows.is_empty() and rows["line_count"][0] > rows.height:
        note(
            _("{n} IKU lagi tidak ditampilkan; pilih unit atau cabang yang lebih kecil.").format(
                n=formats.number(rows["line_count"][0] - rows.height, 0)
            )
        )


def loose(units: pl.DataFrame, results: pl.DataFrame) -> None:
    """Show the work results that serve no indicator, by unit."""
    lines = list(_unit_lines("tanpa-iku", (_grouped(units, "node_id"), _grouped(results, "node_id")), 0))
    st.markdown("\n".join(lines) if lines else good(_("Setiap butir hasil kerja melayani IKU.")))


def _grouped(rows: pl.DataFrame, column: str) -> dict[str | None, list[Row]]:
    found: dict[str | None, list[Row]] = {}
    for row in rows.iter_rows(named=True):
        found.setdefault(row[column], []).append(row)
    return found


Hands = tuple[dict[str | None, list[Row]], dict[str | None, list[Row]]]


def _iku_lines(row: Row, below: dict[str | None, list[Row]], hands: Hands, depth: int) -> Iterator[str]:
    """Yield an indicator and all that hangs under it as a nested Markdown list."""
    yield f"{'  ' * depth}- {_iku(row)}"
    for child in below.get(row["node_id"], []):
        yield from _iku_lines(child, below, hands, depth + 1)
    yield from _unit_lines(row["node_id"], hands, depth + 1)


def _iku(row: Row) -> str:
    name = plain(row["iku_name"])
    if row["is_above"]:
        place = _("IKU unit di atas")
        return f"{name} {quiet('· ' + place)}"
    status = measures.STATUSES[row["status"]]
    page = filters.address("capaian_iku", iku=row["node_id"])
    parts = [f"{status.badge} · [{name}]({page})"]
    if row["achievement_pct"] is not None:
        is_met = row["status"] in {"met", "exceeded"}
        parts.append(plain(formats.achievement(row["achievement_pct"], is_met=is_met)))
    parts.append(f"[{plain(row['unit_name'])}]({filters.address('profil_unit', unit=row['unit_id'])})")
    if row["is_parent_missing"]:
        parts.append(concern(_("IKU induk {code} tidak ditemukan").format(code=row["parent_iku_id"])))
    elif row["is_in_circle"]:
        parts.append(concern(_("saling menyebut sebagai induk")))
    elif row["parent_name"] and row["above_id"] is None:
        parts.append(quiet(_("mendukung {name}").format(name=row["parent_name"])))
    if row["is_unserved"]:
        parts.append(quiet(_("tanpa butir hasil kerja")))
    return " · ".join(parts)


def _unit_lines(node_id: str, hands: Hands, depth: int) -> Iterator[str]:
    units, results = hands
    mine = {code: list(rows) for code, rows in groupby(results.get(node_id, []), key=lambda row: row["unit_id"])}
    for unit in units.get(node_id, []):
        page = filters.address("profil_unit", unit=unit["unit_id"])
        yield f"{'  ' * depth}- [{plain(unit['unit_name'])}]({page}) {quiet('· ' + served_by(unit))}"
        for result in mine.get(unit["unit_id"], []):
            yield f"{'  ' * (depth + 1)}- {_result(result)}"


def served_by(unit: Row) -> str:
    """Return how many work results of how many people of a unit serve an indicator."""
    return _("{results} butir hasil kerja dari {people} pegawai").format(
        results=formats.number(unit["result_count"], 0), people=formats.number(unit["employee_count"], 0)
    )


def _result(row: Row) -> str:
    status = measures.STATUSES[row["status"]]
    said = _("{aspect}: {actual}, target {target}").format(
        aspect=word(ASPECTS, row["aspect"]),
        actual=row["actual_text"] or formats.nothing(),
        target=row["target_text"] or formats.nothing(),
    )
    return f"{status.badge} · {plain(row['child_name'])} · {plain(said)} {quiet('· ' + str(row['employee_name']))}"


def table(goals: pl.DataFrame, rows: pl.DataFrame) -> None:
    """Offer what the tree shows as a plain table with its downloads."""
    with fold(_("Tabel dan unduhan"), "table-pohon") as is_open:
        if not is_open:
            return
        if rows.is_empty():
            words = {code: status.plain for code, status in STANDINGS.items()}
            labels = {"goal_name": _("Sasaran"), "standing": _("Status"), "met_count": _("IKU tercapai")}
            labels |= {"judged_count": _("Dapat dinilai"), "iku_count": _("IKU"), "unit_count": _("Unit")}
            tables.table(goals.with_columns(pl.col("standing").replace(words)), labels, "pohon", _("Sasaran"))
            return
        words = {code: status.plain for code, status in measures.STATUSES.items()}
        labels = {"goal_name": _("Sasaran"), "parent_name": _("IKU induk"), "iku_name": _("IKU")}
        labels |= {"unit_name": _("Unit"), "status": _("Status"), "achievement_pct": _("Capaian (%)")}
        tables.table(rows.with_columns(pl.col("status").replace(words)), labels, "pohon", _("IKU menurut sasaran"))
