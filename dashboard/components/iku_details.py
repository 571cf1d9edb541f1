"""What stands beside one indicator: where the year is heading, other formulas, its target, the budget, its tree."""

from typing import Any

import polars as pl
import streamlit as st

from dashboard import filters, formats, measures, sentences, warehouse
from dashboard.components import cascade, explanation
from dashboard.components.cards import Card
from dashboard.components.fold import fold
from dashboard.components.text import concern, good, note, plain, quiet, section
from dashboard.language import _, either
from dashboard.queries import rules
from dashboard.words import indicators, word

Row = dict[str, Any]
SHOWN_BELOW = 5
UNLIKELY = {"unlikely", "very_unlikely"}


def card(row: Row | None) -> list[Card]:
    """Return the chance as a card; none where no chance is given."""
    if row is None or row["reach_chance"] is None:
        return []
    label = measures.measure("reach_chance").title
    text = formats.chance(row["reach_chance"])
    band = word(indicators.CHANCE_BANDS, row["chance_band"])
    return [Card(label, text[0].upper() + text[1:], band, is_words=not text[0].isdigit())]


def heading(row: Row | None) -> str:
    """Return where the year is heading as a sentence: the chance, the result expected, and how sure that is."""
    if row is None:
        return _("Perkiraan setahun belum ada: periode ini belum terisi atau sudah setahun penuh.")
    if row["reach_chance"] is None:
        reason = word(indicators.OUTLOOK_REASONS, row["reason"])
        return _("Peluang mencapai target tahun tidak dihitung: {reason}.").format(reason=reason)
    unit = row["measure_unit"]
    return _(
        "Peluang mencapai target tahun {target}: {chance} ({band}). Hasil setahun diperkirakan {expected}; "
        "8 dari 10 kali di antara {lower} dan {upper}."
    ).format(
        target=formats.measured(row["year_target"], unit),
        chance=formats.chance(row["reach_chance"]),
        band=word(indicators.CHANCE_BANDS, row["chance_band"]).lower(),
        expected=formats.measured(row["expected_actual"], unit),
        lower=formats.quantity(row["expected_lower"], unit),
        upper=formats.measured(row["expected_upper"], unit),
    )


def calibration(row: Row) -> str:
    """Return how chances of the same band came out in years now over."""
    if not row["forecast_count"]:
        return _("Belum ada tahun yang sudah selesai untuk menguji peluang seperti ini.")
    return _(
        "Diuji pada tahun yang sudah selesai: dari {n} perkiraan berkata {band} (rata-rata peluang {predicted}), "
        "{reached} mencapai target ({share}); {inside} dari {n} hasilnya di dalam selang."
    ).format(
        n=formats.number(row["forecast_count"], 0),
        band=f"“{word(indicators.CHANCE_BANDS, row['chance_band'])}”",
        predicted=formats.whole_percent(row["predicted_share"]),
        reached=formats.number(row["reached_count"], 0),
        share=formats.whole_percent(row["reached_share"]),
        inside=formats.number(row["in_interval_count"], 0),
    )


def outlook(row: Row | None) -> None:
    """Show where the year is heading, and behind a line how that was made and how such chances came out."""
    section(_("Perkiraan setahun"))
    text = heading(row)
    st.markdown(concern(text) if row and row["chance_band"] in UNLIKELY else plain(text))
    if row is None or row["reach_chance"] is None:
        return
    with fold(_("Bagaimana peluang ini dihitung"), "how-outlook") as is_open:
        if is_open:
            st.markdown(plain(measures.measure("reach_chance").formula(row)))
            st.markdown(plain(calibration(row)))
            note(measures.measure("expected_actual").formula(row))
            found = rules.rule(warehouse.cursor(), filters.current().scope, "outlook")
            if found.height:
                rule = found.row(0, named=True)
                note(f"{explanation.formula(rule)} · {explanation.rule_line(rule)}")


def other_formula(row: Row) -> str:
    """Return what one formula not chosen would say."""
    name = either(row["formula_name_id"], row["formula_name_en"])
    if row["achievement_pct"] is None:
        said = word(indicators.REASONS, row["reason"])
    else:
        is_met = row["status"] in {"met", "exceeded"}
        said = f"{formats.achievement(row['achievement_pct'], is_met=is_met)}, {measures.STATUSES[row['status']].plain}"
    return _("Bila memakai rumus lain, {formula}: {said}.").format(formula=name, said=said)


def formulas(rows: pl.DataFrame) -> None:
    """Show what the other formulas would say, and whether the verdict hangs on the choice."""
    if rows.is_empty():
        return
    section(_("Bila memakai rumus lain"))
    if rows["is_formula_sensitive"][0]:
        st.markdown(concern(_("Status peka terhadap rumus: rumus lain memberi status lain.")))
    else:
        st.markdown(good(_("Status tidak bergantung pada pilihan rumus.")))
    for row in rows.filter(~pl.col("is_chosen")).iter_rows(named=True):
        st.markdown(plain(other_formula(row)))


def target_signs(row: Row) -> list[str]:
    """Return in sentences what makes the target look weak; nothing when nothing does."""
    unit = row["measure_unit"]
    said = []
    if row["is_no_better_than_last_year"]:
        said.append(
            _("Target tahun {target} tidak meminta lebih dari hasil tahun lalu, {last}.").format(
                target=row["year_target_label"] or formats.measured(row["year_target"], unit),
                last=row["last_year_actual_label"] or formats.measured(row["last_year_actual"], unit),
            )
        )
    if row["is_always_met"]:
        years = formats.number(row["met_year_count"], 0)
        said.append(_("Tidak satu pun target terlewat selama {n} tahun; mungkin terlalu mudah.").format(n=years))
    if row["is_never_tested"]:
        said.append(_("Belum satu periode pun dapat dinilai terhadap target."))
    if row["is_revised_late"]:
        said.append(_("Target tahun ini diganti pada triwulan terakhir, sesudah hasilnya hampir diketahui."))
    elif row["target_revision_count"]:
        times = formats.number(row["target_revision_count"], 0)
        said.append(_("Target tahun ini diganti {n} kali.").format(n=times))
    return said


def target(row: Row | None) -> None:
    """Show the signs of a weak target, or that there are none."""
    if row is None:
        return
    section(_("Mutu target"))
    signs = target_signs(row)
    for words in signs:
        st.markdown(concern(words))
    if not signs:
        best = _("Target sudah yang terbaik yang mungkin; tidak dapat meminta lebih.")
        st.markdown(good(best if row["is_best_possible"] else _("Tidak ada tanda target yang lemah.")))


def spent(row: Row | None) -> str:
    """Return the budget absorbed beside the score it was spent for, and efficiency or why it is not judged."""
    if row is None or row["budget_rupiah"] is None:
        return _("Anggaran unit ini belum dimuat untuk periode ini.")
    text = _("{unit} menyerap {share} dari pagu {budget} sampai {period}; skor IKU sampai periode ini {score}.").format(
        unit=row["unit_name"],
        share=formats.percent(row["absorbed_pct"]),
        budget=formats.rupiah(row["budget_rupiah"]),
        period=formats.period(row["period"]),
        score=formats.percent(row["ytd_iku_score_pct"]),
    )
    if row["efficiency_gap_pct"] is None:
        reason = word(indicators.BUDGET_REASONS, row["reason"])
        return text + " " + _("Efisiensi belum dinilai: {reason}.").format(reason=reason)
    gap = measures.measure("efficiency_gap_pct")
    band = word(indicators.EFFICIENCY_BANDS, row["efficiency_band"]).lower()
    return text + " " + _("Efisiensi: {band} ({gap} poin).").format(band=band, gap=gap.show(row["efficiency_gap_pct"]))


def budget(row: Row | None) -> None:
    """Show the budget of the unit beside what was reached."""
    section(_("Anggaran unit"))
    st.markdown(plain(spent(row)))


def in_tree(key: str, rows: pl.DataFrame, units: pl.DataFrame) -> None:
    """Show the way up to the goal and what hangs right below, each a way to it, and the whole branch."""
    section(_("Di pohon kinerja"))
    by_code = {row["node_id"]: row for row in rows.iter_rows(named=True)}
    own = by_code.get(key)
    if own is None:
        note(_("IKU ini tidak ada di pohon kinerja unit yang dipilih."))
        return
    goal = plain(own["goal_name"] or _("tidak ada"))
    st.markdown(_("Sasaran: {goal}").format(goal=f"**{goal}**"))
    if above := by_code.get(own["above_id"] or ""):
        _neighbour(_("Mendukung"), above)
    elif own["parent_name"]:
        st.markdown(plain(_("Mendukung: {name}").format(name=own["parent_name"])))
    below = [row for row in by_code.values() if row["above_id"] == key]
    for row in below[:SHOWN_BELOW]:
        _neighbour(_("Ditopang"), row)
    if len(below) > SHOWN_BELOW:
        note(_("{n} IKU penopang lagi ada di pohon kinerja.").format(n=formats.number(len(below) - SHOWN_BELOW, 0)))
    for unit in units.filter(pl.col("node_id") == key).iter_rows(named=True):
        st.markdown(f"{plain(unit['unit_name'])}: {quiet(cascade.served_by(unit))}")
    if own["is_unserved"]:
        st.markdown(concern(_("Tidak ditopang satu pun butir hasil kerja.")))
    cascade.link(_("Buka cabangnya di pohon kinerja ›"), cabang=key)


def _neighbour(relation: str, row: Row) -> None:
    status = measures.STATUSES[row["status"]] if row["status"] else None
    words = f"{plain(relation)}: {plain(row['iku_name'])} {quiet('· ' + row['unit_name'] if row['unit_name'] else '')}"
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
        st.markdown(f"{words}  \n{status.badge}" if status else words, width="stretch")
        if status:
            query = filters.current().link(iku=row["node_id"])
            st.page_link("app_pages/capaian_iku.py", label=_("Buka ›"), query_params=query)


def details(key: tuple[str, str], row: Row | None, asked: dict[str, pl.DataFrame]) -> None:
    """Show all that stands beside the indicator, in two columns on a wide screen; budget and tree for those inside.

    `row` is the outlook; `asked` holds the answers named target and formulas, and for those inside budget, tree, units.
    """
    left, right = st.columns(2, gap="medium")
    with left:
        outlook(row)
        target(sentences.first(asked["target"]))
        formulas(asked["formulas"])
        if "budget" in asked:
            budget(sentences.first(asked["budget"]))
    if "tree" in asked:
        with right:
            in_tree("~".join(key), asked["tree"], asked["units"])
