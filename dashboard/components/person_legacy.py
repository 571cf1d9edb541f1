"""One person's SKP of 2021 and before: numbers on old scales, kept apart from the predicates of today."""

from typing import Any

import polars as pl

from dashboard import formats
from dashboard.components.appraisal_view import listed
from dashboard.components.fold import fold
from dashboard.components.text import note, plain, quiet
from dashboard.language import _
from dashboard.words import appraisals, viewers, word

Row = dict[str, Any]


def before_2022(rows: pl.DataFrame) -> None:
    """Show the old SKP behind a fold, and nothing at all where there is none."""
    if rows.is_empty():
        return
    with fold(_("Sebelum 2022 (skala lama)"), "legacy-appraisals") as is_open:
        if is_open:
            note(_("Nilai lama memakai skala lain dan tidak dapat dibandingkan dengan predikat sejak 2022."))
            listed([_year(row) for row in rows.iter_rows(named=True)], _("SKP 2021 dan sebelumnya"))


def weighed(rows: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the recomputed scores to explain, each with the rows that have it."""
    known = rows.filter(pl.col("value_70_30").is_not_null())
    return {"value_70_30": known, "value_60_40": known} if known.height else {}


def _year(row: Row) -> dict[str, str]:
    source = _("{file}, baris {row}").format(file=row["file_name"], row=row["row_number"])
    regulation = word(appraisals.REGULATIONS, row["regulation"])
    return {
        _("Tahun"): f"{row['year']} · {plain(regulation)}  \n{quiet(source)}",
        _("Nilai"): f"{plain(formats.number(row['stated_value']))}  \n{quiet(parts(row))}",
        _("Predikat"): f"{plain(predicate(row))}  \n{quiet(why(row))}",
    }


def parts(row: Row) -> str:
    """Return the two scores behind the final one, and whether weighing them again gives the same."""
    said = _("SKP {skp}, perilaku {behaviour}").format(
        skp=formats.number(row["skp_value"]), behaviour=formats.number(row["behaviour_value"])
    )
    if row["weights_reason"]:
        return f"{said} · {word(appraisals.WEIGHTS_REASONS, row['weights_reason'])}"
    if row["weights_matched"] is None:
        return said
    again = word(appraisals.WEIGHTS_MATCHED, row["weights_matched"]).format(
        value_70_30=formats.number(row["value_70_30"], 2), value_60_40=formats.number(row["value_60_40"], 2)
    )
    return f"{said} · {again}"


def predicate(row: Row) -> str:
    """Return the predicate in the words of its own regulation, or that there is none."""
    if row["legacy_predicate"] is None:
        return formats.nothing()
    return word(appraisals.LEGACY_PREDICATES[row["regulation"]], row["legacy_predicate"])


def why(row: Row) -> str:
    """Return why the predicate is not higher or not there, and how sure its band is."""
    told = [word(appraisals.LEGACY_REASONS, row["reason"])] if row["reason"] else []
    if row["band_confidence"]:
        told.append(_("pita: {confidence}").format(confidence=word(viewers.CONFIDENCE, row["band_confidence"])))
    return " · ".join(told)
