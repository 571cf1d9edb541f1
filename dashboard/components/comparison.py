"""The parts of Perbandingan unit: what is compared, with whom, what came out and how sure one may be."""

from collections.abc import Callable
from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats
from dashboard.charts import funnel, intervals, marks
from dashboard.components import downloads, figures, selection, tables
from dashboard.components.text import note, plain, quiet
from dashboard.language import _, either
from dashboard.words import comparisons, word

Row = dict[str, Any]
Show = Callable[[float | None], str]

WRITTEN: dict[str, Show] = {
    "ikm": lambda value: formats.number(value, 1),
    "iku_achievement_avg": formats.percent,
}
MARKS = {"higher": ":blue[▲\u00a0{}]", "lower": ":orange[▼\u00a0{}]"}


def show(measure_id: str) -> Show:
    """Return how a value of a compared measure is written; shares as whole percent."""
    return WRITTEN.get(measure_id, formats.whole_percent)


def chosen(groups: pl.DataFrame) -> Row | None:
    """Offer what to compare and with whom; return the group picked, None when there is none."""
    measures = [code for code in comparisons.MEASURES if code in set(groups["measure_id"])]
    if not measures:
        return None
    measure_id, refused = filters.settle("ukuran", measures, measures[0])
    if refused:
        selection.unknown(_("Ukuran"), word(comparisons.MEASURES, measures[0]))
    own = groups.filter(pl.col("measure_id") == measure_id)
    options = {f"{row['peer_basis']}~{row['peer_group']}": row for row in own.iter_rows(named=True)}
    key, refused = filters.settle("sejawat", list(options), next(iter(options)))
    names = {code: group_name(row) for code, row in options.items()}
    if refused:
        selection.unknown(_("Unit sejawat"), names[key or ""])
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            _("Yang dibandingkan"),
            measures,
            format_func=lambda code: word(comparisons.MEASURES, code),
            key="ukuran",
            width=260,
        )
        st.selectbox(
            _("Unit sejawat"), list(names), format_func=lambda code: names.get(code, code), key="sejawat", width=420
        )
    filters.remember(ukuran=measure_id, sejawat=key)
    return options[key or ""]


def group_name(row: Row) -> str:
    """Return whom a unit is compared with: the units below one parent, or those of one type, level and size."""
    if row["peer_basis"] == "siblings":
        above = row["parent_name"] or _("induk yang sama")
        text = _("Di bawah {parent}").format(parent=above)
    else:
        parts = (row["unit_type"], either(row["size_name_id"], row["size_name_en"]))
        text = " · ".join(part for part in parts if part)
    seen = formats.number(row["unit_count"], 0)
    if (row["peer_count"] or 0) > row["unit_count"]:
        return _("{group} ({seen} dari {n} unit)").format(group=text, seen=seen, n=formats.number(row["peer_count"], 0))
    return _("{group} ({n} unit)").format(group=text, n=seen)


def headline(members: pl.DataFrame, measure_id: str, period: str) -> str:
    """Return the finding: which units really differ from their peers, if any."""
    what = word(comparisons.MEASURES, measure_id)
    judged = members.filter(pl.col("group_code") != "too_little_data")
    when = formats.period(period)
    if judged.is_empty():
        return _("{what} {period}: data terlalu sedikit untuk membandingkan").format(what=what, period=when)
    if judged.height == 1 and judged["peer_count"][0] > 1:
        return _one_among(judged.row(0, named=True), what, when)
    different = judged.filter(pl.col("group_code") != "indistinct")
    if different.is_empty():
        return _("{what} {period}: {n} unit tidak dapat dibedakan satu sama lain").format(
            what=what, period=when, n=formats.number(judged.height, 0)
        )
    return _("{what} {period}: {different} dari {n} unit benar-benar berbeda dari sejawatnya").format(
        what=what,
        period=when,
        different=formats.number(different.height, 0),
        n=formats.number(judged.height, 0),
    )


def _one_among(row: Row, what: str, when: str) -> str:
    """Return where the only unit in reach stands among peers that are not shown."""
    sentences = {
        "lower": _("{what} {period}: {unit} benar-benar lebih rendah dari {n} sejawatnya"),
        "higher": _("{what} {period}: {unit} benar-benar lebih tinggi dari {n} sejawatnya"),
        "indistinct": _("{what} {period}: {unit} tidak dapat dibedakan dari {n} sejawatnya"),
    }
    peers = formats.number(row["peer_count"] - 1, 0)
    return sentences[row["group_code"]].format(what=what, period=when, unit=row["unit_name"], n=peers)


def second(members: pl.DataFrame) -> str:
    """Return who differs in which direction, and for how many nothing can be said."""
    said = []
    for code in ("lower", "higher"):
        names = members.filter(pl.col("group_code") == code)["unit_name"].to_list()
        if names:
            said.append(f"{word(comparisons.GROUPS, code)}: {', '.join(names)}")
    unsaid = members.filter(pl.col("group_code") == "too_little_data").height
    if unsaid:
        said.append(_("data terlalu sedikit untuk {n} unit").format(n=formats.number(unsaid, 0)))
    sentences = [text[0].upper() + text[1:] for text in said]
    return ". ".join(sentences) + "." if said else _("Selisih yang terlihat dapat terjadi karena kebetulan.")


def charts(members: pl.DataFrame, limits: pl.DataFrame, measure_id: str) -> None:
    """Show the funnel, and beside it the values as far as their cases allow one to believe them."""
    if (members["group_code"] == "too_little_data").all():
        note(_("Kasusnya terlalu sedikit untuk digambar; nilai tiap unit ada pada tabel."))
        return
    written = show(measure_id)
    left, right = st.columns(2, gap="medium")
    with left:
        figures.chart(
            _("Siapa di luar batas kebetulan"),
            funnel.funnel(members, limits, written),
            alt=funnel.description(members, written),
            caption=_funnel_caption(members),
            table=members,
            labels=_labels(),
            name="corong",
        )
    with right:
        figures.chart(
            _("Nilai yang disusutkan, dengan selang 95 persen"),
            intervals.intervals(members, written),
            alt=intervals.description(members, written),
            caption=_(
                "Makin sedikit kasusnya, makin ditarik ke nilai kelompok (garis tegak). Selang yang bertumpang "
                "tindih tidak dapat diurutkan."
            ),
            table=members,
            labels=_shrunken_labels(),
            name="susut",
        )


def _funnel_caption(members: pl.DataFrame) -> str:
    text = _("Garis: nilai kelompok, batas 95 dan 99,8 persen. Titik kosong: data terlalu sedikit.")
    spread = members["tau"].drop_nulls()
    if len(spread) and spread[0] > 0:
        text += " " + _("Batas dilebarkan karena unit berbeda lebih dari kebetulan (φ {phi}).").format(
            phi=formats.number(members["phi"].drop_nulls()[0], 1)
        )
    hidden = sum(members["peer_count"].drop_nulls().head(1)) - members.height
    if hidden > 0:
        text += " " + _("{n} unit sejawat di luar kewenangan Anda ikut membentuk batas, tanpa ditampilkan.").format(
            n=formats.number(hidden, 0)
        )
    return text


def _labels() -> dict[str, str]:
    return {
        "unit_name": _("Unit"),
        "comparison_value": _("Nilai"),
        "denominator": _("n"),
        "expected": _("Nilai kelompok"),
        "adjusted_lower_95": _("Batas bawah 95 %"),
        "adjusted_upper_95": _("Batas atas 95 %"),
        "z_adjusted": _("z"),
    }


def _shrunken_labels() -> dict[str, str]:
    return {
        "unit_name": _("Unit"),
        "comparison_value": _("Nilai"),
        "shrunken_value": _("Nilai yang disusutkan"),
        "shrunken_lower": _("Bawah"),
        "shrunken_upper": _("Atas"),
        "denominator": _("n"),
    }


def table(members: pl.DataFrame, measure_id: str) -> None:
    """List the units, those that differ first, each with its value, its place, the share met and its line in time."""
    written = show(measure_id)
    rows = []
    for row in members.iter_rows(named=True):
        address = filters.address("profil_unit", unit=row["unit_id"])
        both = _("{met} IKU tercapai · rata-rata {mean}").format(
            met=show("iku_met_share")(row["met_share"]), mean=formats.percent(row["achievement_avg"])
        )
        both = both if row["met_share"] is not None else _("IKU belum dapat dinilai")
        rows.append(
            {
                _("Unit"): f"[{plain(row['unit_name'])}]({address})  \n{quiet(both)}",
                _("Nilai dan tempatnya"): _value(row, written),
                _("Tren"): _trend(row),
            }
        )
    tables.cells(rows, _("Unit dan tempatnya di antara sejawat"))
    note(_("Tanpa nomor urut: unit yang tidak dapat dibedakan tidak diurutkan. Nama unit membuka profilnya."))
    downloads.downloads(members.select(list(_labels())).rename(_labels()), "perbandingan")


def _value(row: Row, written: Show) -> str:
    count = quiet(f"· n {formats.number(row['denominator'], 0)}") if row["denominator"] else ""
    return f"**{plain(written(row['comparison_value']))}** {count}  \n{place(row)}"


def place(row: Row) -> str:
    """Return where a unit stands among its peers: icon, word and colour, or why that cannot be said."""
    text = plain(word(comparisons.GROUPS, row["group_code"]))
    if row["reason"]:
        return f":gray[○\u00a0{text}] {quiet('· ' + word(comparisons.UNGROUPED, row['reason']))}"
    return MARKS.get(row["group_code"], ":gray[●\u00a0{}]").format(text)


def _trend(row: Row) -> str:
    image = marks.line(row["trend"]) if isinstance(row["trend"], list) else ""
    return f"![{_('tren')}]({image})" if image else quiet(formats.nothing())


def profile(rows: pl.DataFrame) -> None:
    """Show one unit's place among its peers, a line a measure."""
    lines = []
    for row in rows.iter_rows(named=True):
        written = show(row["measure_id"])
        against = _("sejawat {value} · {n} unit").format(
            value=written(row["expected"]), n=formats.number(row["peer_count"], 0)
        )
        interval = _("{low} sampai {high}").format(
            low=written(row["shrunken_lower"]), high=written(row["shrunken_upper"])
        )
        lines.append(
            {
                _("Ukuran"): f"**{plain(word(comparisons.MEASURES, row['measure_id']))}**  \n{quiet(against)}",
                _("Nilai dan tempatnya"): _value(row, written),
                _("Selang 95 %"): quiet(
                    interval if row["shrunken_value"] is not None else formats.nothing("not_applicable")
                ),
            }
        )
    tables.cells(lines, _("Unit di antara sejawatnya"))


def profile_headline(unit_name: str, rows: pl.DataFrame) -> str:
    """Return in a sentence on how many measures the unit really differs from its peers."""
    lower = rows.filter(pl.col("group_code") == "lower").height
    higher = rows.filter(pl.col("group_code") == "higher").height
    if not lower and not higher:
        return _("{unit} tidak dapat dibedakan dari sejawatnya").format(unit=unit_name)
    return _("{unit}: {lower} ukuran lebih rendah dan {higher} lebih tinggi dari sejawatnya").format(
        unit=unit_name, lower=formats.number(lower, 0), higher=formats.number(higher, 0)
    )
