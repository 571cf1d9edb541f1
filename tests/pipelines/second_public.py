"""What the public file may say, computed a second time: the release rule of docs/publik.md on exact counts."""

import math
from collections.abc import Iterator
from fractions import Fraction

import polars as pl
from second_indicators import iku_periods, promises
from second_people import PREDICATES, appraisal_periods
from second_rows import Rows, hundredths, period
from second_surveys import skm_periods
from second_targets import speaking

Cell = tuple[str, int, str, str | None]
"""Table, year, unit and item; no item is all of them."""
Exact = dict[Cell, tuple[int, float | None, str | None]]
"""Persons, mean and grade."""
ROUNDED_TO, LEAST, PERCENT_FROM, SMALL, NEARLY_ALL = 5, 10, 50, 50, Fraction(9, 10)


def exact(rows: Rows) -> Exact:
    """Return the exact numbers behind the tables about persons."""
    found: Exact = {}
    for row in appraisal_periods(rows).filter(pl.col("period").str.len_chars() == 4).to_dicts():
        place = ("appraisal_years", int(row["period"]), row["unit_id"])
        found[*place, None] = (row["rated_count"], None, None)
        found |= {(*place, name): (row[f"{name}_count"], None, None) for name in PREDICATES}
    for row in skm_periods(rows).filter(pl.col("period").str.len_chars() == 4).to_dicts():
        cell = ("skm_years", int(row["period"]), row["unit_id"], row["service_name"])
        found[cell] = (row["respondent_count"], row["ikm"], row["ikm_grade"])
    met = "select unit_id as own_id, year, hours_jp, is_met from marts.training_hours where is_met is not null"
    hours = rows.mart(met)
    for (year, unit), group in rows.rolled_up(hours).group_by("year", "unit_id"):
        mean = sum(hundredths(value) for value in group["hours_jp"]) / group.height / 100
        found["training_years", year, unit, None] = (group.height, mean, None)
        found["training_years", year, unit, "met"] = (group["is_met"].sum(), None, None)
        found["training_years", year, unit, "not_met"] = ((~group["is_met"]).sum(), None, None)
    return found


def told(rows: Rows) -> Iterator[tuple[Cell, int | None, int | None, int | None, str | None, str | None]]:
    """Yield every cell of the public tables about persons: persons, percent, mean, grade and reason."""
    for row in rows.mart("select * from public.appraisal_years").to_dicts():
        item = None if row["predicate"] == "all" else row["predicate"]
        cell = ("appraisal_years", row["year"], row["unit_id"], item)
        yield cell, row["person_count"], row["person_pct"], None, None, row["reason"]
    for row in rows.mart("select * from public.skm_years").to_dicts():
        cell = ("skm_years", row["year"], row["unit_id"], row["service_name"])
        yield cell, row["respondent_count"], None, row["ikm"], row["ikm_grade"], row["reason"]
    for row in rows.mart("select * from public.training_years").to_dicts():
        place = ("training_years", row["year"], row["unit_id"])
        yield (*place, None), row["employee_count"], None, row["hours_avg"], None, row["reason"]
        yield (*place, "met"), row["met_count"], row["met_pct"], None, None, row["reason"]


def may_be_shown(behind: Exact, cell: Cell) -> bool:
    """Return whether the rule lets a number of persons be shown at all, whatever else has to be hidden beside it."""
    count, all_of = (behind.get(each, (0,))[0] for each in (cell, (*cell[:3], None)))
    if count < LEAST or all_of < LEAST:
        return False
    items = [behind[each][0] for each in behind if each[:3] == cell[:3] and each[3] is not None]
    is_split = cell[3] is not None and cell[0] != "skm_years"
    return not (is_split and all_of < SMALL and max(items) >= NEARLY_ALL * all_of)


def wrong(rows: Rows) -> list[str]:
    """Return the cells of the public tables about persons that say something else than the rule lets them say."""
    behind, public, found = exact(rows), {each[0]: each[1:] for each in told(rows)}, []
    for cell, (shown, percent, mean, grade, reason) in public.items():
        count, true_mean, true_grade = behind.get(cell, (0, None, None))
        of = public[*cell[:3], None][0]
        right = count + ROUNDED_TO // 2 - (count + ROUNDED_TO // 2) % ROUNDED_TO
        if shown is not None and (shown != right or not may_be_shown(behind, cell)):
            found.append(f"{cell}: shown {shown}, exact {count}")
        part = None
        if cell[3] is not None and cell[0] != "skm_years" and shown is not None and (of or 0) >= PERCENT_FROM:
            part = min(math.floor(Fraction(100 * shown, of) + Fraction(1, 2)), 100)
        if percent != part:
            found.append(f"{cell}: {percent} percent, from the shown numbers {part}")
        if mean is not None and (count < LEAST or mean != math.floor(round(true_mean, 9) + 0.5)):
            found.append(f"{cell}: mean {mean}, exact {true_mean}")
        if grade != (None if mean is None else true_grade):
            found.append(f"{cell}: grade {grade}, exact {true_grade}")
        if shown is None and reason != "hidden":
            found.append(f"{cell}: hidden without a reason")
    years = {cell[:2] for cell in public}
    missing = {cell for cell in behind if cell[:2] in years and cell[3] != "not_met"} - public.keys()
    return found + [f"{cell}: not in the public file" for cell in missing]


def iku_years(rows: Rows) -> pl.DataFrame:
    """Return every public indicator and year at its last period with a result, of the kind that tells most of it."""
    known, lines = promises(rows), {}
    for row in iku_periods(rows).to_dicts():
        key = (row["iku_id"], row["unit_id"], int(row["period"][:4]))
        if known[key]["publik"]:
            lines.setdefault(key, []).append(row)
    out = []
    for key, periods in lines.items():
        last = speaking(periods)
        is_filled, end = last["actual"] is not None, period(last["period"]).end
        line = (*key, last["period"] if is_filled else None, is_filled and (end.month, end.day) == (12, 31))
        values = (last[f"ytd_{name}"] for name in ("target", "actual", "achievement_pct", "status", "reason"))
        out.append((*line, *values, known[key]["annual"]))
    columns = [
        "iku_id", "unit_id", "year", "period", "is_whole_year", "ytd_target", "ytd_actual", "ytd_achievement_pct",
        "ytd_status", "ytd_reason", "annual_target",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def service_years(rows: Rows) -> pl.DataFrame:
    """Return the years of services: volumes as they are, times of ten cases and more alone."""
    years = rows.mart("select * from marts.service_periods").filter(pl.col("period").str.len_chars() == 4)
    enough = pl.col("measured_count") >= LEAST
    done = pl.col("period").map_elements(lambda name: period(name).end < rows.as_of, return_dtype=pl.Boolean)
    return years.select(
        "unit_id", "service_name", "case_count", "judged_count", "on_time_count", "day_count", "open_count",
        "is_provisional", "reason", pl.col("period").cast(pl.Int64).alias("year"), done.alias("is_complete"),
        pl.when(pl.col("judged_count") > 0)
        .then(100 * pl.col("on_time_count") / pl.col("judged_count"))
        .alias("on_time_pct"),
        *(pl.when(enough).then(name).alias(name) for name in ("median_days", "p90_days")),
    )  # fmt: skip
