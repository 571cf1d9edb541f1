"""What targets say of themselves, computed a second time: their signs, what changed, other formulas, old chances."""

import datetime as dt

import polars as pl
from second_indicators import KEY, RANKS, iku_periods, promises
from second_rows import Period, Rows, band, hundredths, once, period, reference
from second_series import iku_outlook

Line = dict[str, object]
YearEnd = tuple[float | None, float | None, bool, Line | None]
MET, MISSED = ("exceeded", "met"), ("near", "below")
OTHER = {
    ("minimize", False): ("2t_minus_r_over_t", "t_over_r"),
    ("stabilize", False): ("smaller_ratio", "distance"),
    ("minimize", True): ("2t_minus_r_over_t", "t_over_r"),
}
"""Formulas that agencies use beside each other, by polarity and whether the target is a range; the first is chosen."""


@once
def iku_revisions(rows: Rows) -> pl.DataFrame:
    """Return every target and actual that a newer word of the same source replaced by another value."""
    out = []
    for kind, fields in (
        ("iku", {"annual_target": ("target_tahunan", "target_tahunan_label")}),
        ("capaian_iku", {"target": ("target", "target_label"), "actual": ("realisasi", "realisasi_label")}),
    ):
        said: dict[tuple[object, ...], list[Line]] = {}
        live: dict[tuple[object, ...], Line] = {}
        for row in rows.words(kind).to_dicts():
            when = str(row["tahun"]) if kind == "iku" else row["periode"]
            said.setdefault((row["kode_iku"], row["kode_unit"], when, row["source"]), []).append(row)
            if row["ended_at"] is None:
                live[row["kode_iku"], row["kode_unit"], when] = row
        for (iku, unit, when, _), words in said.items():
            counts = live.get((iku, unit, when))
            for old in (word for word in words if word["ended_as"] == "superseded"):
                new = next((word for word in words if word["load_id"] == old["ended_by"]), counts)
                if new is None or (iku, unit, int(when[:4])) not in promises(rows):
                    continue
                for field, columns in fields.items():
                    values = [_value(word, *columns) for word in (old, new)]
                    if values[0] != values[1]:
                        loads = (old["load_id"], old["ended_by"], old["ended_at"])
                        late = _is_late(field, int(when[:4]), old["ended_at"])
                        out.append((iku, unit, int(when[:4]), when, field, *values, *loads, late))
    columns = [
        "iku_id", "unit_id", "year", "period", "field", "old_value", "new_value", "old_load_id", "new_load_id",
        "revised_at", "is_late",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _value(word: Line, number: str, label: str) -> float | None:
    return float(RANKS[str(word[label])]) if word[number] is None and word[label] else word[number]


def _is_late(field: str, year: int, moment: dt.datetime) -> bool:
    first = dt.datetime(year + 1, 1, 1) if field == "actual" else dt.datetime(year, 10, 1)
    return moment >= first


@once
def by_indicator(rows: Rows) -> dict[tuple[str, str], list[Line]]:
    """Return the judged periods of every indicator of a unit."""
    found: dict[tuple[str, str], list[Line]] = {}
    for row in iku_periods(rows).to_dicts():
        found.setdefault((row["iku_id"], row["unit_id"]), []).append({**row, "when": period(row["period"])})
    return found


@once
def year_ends(rows: Rows) -> dict[tuple[str, str, int], YearEnd]:
    judged = by_indicator(rows)
    return {key: year_end(rows, line, judged.get(key[:2], []), key[2]) for key, line in promises(rows).items()}


@once
def iku_targets(rows: Rows) -> pl.DataFrame:
    """Return every promise of a year beside its result, the year before, and what was missed up to it."""
    judged = by_indicator(rows)
    changed: dict[tuple[str, str, int], list[Line]] = {}
    for row in iku_revisions(rows).to_dicts():
        changed.setdefault((row["iku_id"], row["unit_id"], row["year"]), []).append(row)
    ends = year_ends(rows)
    out = []
    for key, line in promises(rows).items():
        target, actual, is_final, _ = ends[key]
        before = ends.get((*key[:2], key[2] - 1), (None, None, False, None))
        last = before[1] if before[2] else None
        best = _is_best_possible(line, last)
        no_better = None if best else _is_no_better(line, last)
        count, missed, is_tested = met_years(judged.get(key[:2], []), key[2])
        told = changed.get(key, [])
        targets = [row for row in told if row["field"] != "actual"]
        out.append((
            *key, target, actual, is_final, last, best, no_better, count, not best and (count or 0) >= 2, missed,
            not is_tested, len(told), sum(row["is_late"] for row in told), len(targets),
            any(row["is_late"] for row in targets),
        ))  # fmt: skip
    columns = [
        "iku_id", "unit_id", "year", "year_target", "year_actual", "is_final", "last_year_actual",
        "is_best_possible", "is_no_better_than_last_year", "met_year_count", "is_always_met", "last_missed_period",
        "is_never_tested", "revision_count", "late_revision_count", "target_revision_count", "is_revised_late",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _is_no_better(line: Line, last: float | None) -> bool | None:
    if line["annual"] is None or last is None or line["polaritas"] not in ("maximize", "minimize"):
        return None
    return line["annual"] <= last if line["polaritas"] == "maximize" else line["annual"] >= last


def _is_best_possible(line: Line, last: float | None) -> bool:
    """Return whether no more can be asked: the top grade, 100 percent, 0 of what should fall."""
    if line["target_tahunan"] is None and line["target_tahunan_label"]:
        scale = next(
            row["scale_id"] for row in reference("ordinal_scales") if row["label"] == line["target_tahunan_label"]
        )
        top = max(int(row["rank_order"]) for row in reference("ordinal_scales") if row["scale_id"] == scale)
        return line["polaritas"] == "maximize" and line["annual"] == top
    if line["polaritas"] == "maximize":
        return line["satuan"] == "%" and line["annual"] == 100 and (last is None or last <= 100)
    return line["polaritas"] == "minimize" and line["annual"] == 0 and (last is None or last >= 0)


def speaking(periods: list[Line]) -> Line:
    """Return the line that speaks for a year: its own where filled, else the last of the kind with most filled."""
    kinds: dict[str, list[Line]] = {}
    for row in periods:
        kinds.setdefault(period(row["period"]).type, []).append(row)
    filled = {kind: sum(row["actual"] is not None for row in lines) for kind, lines in kinds.items()}
    known = [kind for kind in kinds if filled[kind]] or list(kinds)
    kind = min(known, key=lambda kind: (kind != "year", -filled[kind], -len(kinds[kind]), kind))
    return max(kinds[kind], key=lambda row: (row["actual"] is not None, period(row["period"]).order))


def year_end(rows: Rows, line: Line, judged: list[Line], year: int) -> YearEnd:
    """Return target and result of a year, whether it is over and its last period filled, and the line that says so."""
    periods = [row for row in judged if row["when"].year == year]
    if all(row["actual"] is None for row in periods):
        return line["annual"], None, False, None
    last = speaking(periods)
    end = dt.date(year, 12, 31)
    is_final = last["when"].end == end and rows.as_of > end
    target = line["annual"]
    if target is None and is_final:
        target = last["ytd_target"]
    return target, last["ytd_actual"], is_final, last


def met_years(judged: list[Line], year: int) -> tuple[int | None, str | None, bool]:
    """Return the tested years in a row without a missed target, the newest missed period, whether any was tested.

    The first is null where nothing of the year itself could be judged.
    """
    tested = [row for row in judged if row["when"].year <= year and row["status"] in MET + MISSED]
    missed = [row["when"] for row in tested if row["status"] in MISSED]
    newest: Period | None = max(missed, key=lambda when: when.order, default=None)
    name = newest.name if newest else None
    if not any(row["when"].year == year for row in tested):
        return None, name, bool(tested)
    return len({row["when"].year for row in tested if newest is None or row["when"].year > newest.year}), name, True


def unit_targets(rows: Rows) -> pl.DataFrame:
    """Return the signs of weak targets among the indicators of every unit and year."""
    flag = {
        "compared_count": pl.col("is_no_better_than_last_year").is_not_null(),
        "no_better_count": pl.col("is_no_better_than_last_year").fill_null(False),
        "always_met_count": pl.col("is_always_met"),
        "revised_late_count": pl.col("is_revised_late"),
        "never_tested_count": pl.col("is_never_tested"),
    }
    return (
        rows.rolled_up(iku_targets(rows).rename({"unit_id": "own_id"}))
        .group_by("unit_id", "year")
        .agg(
            pl.len().cast(pl.Int64).alias("iku_count"),
            *(shown.sum().cast(pl.Int64).alias(name) for name, shown in flag.items()),
            pl.col("revision_count", "late_revision_count").sum(),
        )
        .with_columns(
            late_revision_share=pl.when(pl.col("revision_count") > 0).then(
                pl.col("late_revision_count") / pl.col("revision_count")
            )
        )
    )


def iku_formulas_compared(rows: Rows) -> pl.DataFrame:
    """Return what every formula that could apply would say of a period."""
    known, out = promises(rows), []
    for row in iku_periods(rows).to_dicts():
        line = known[row["iku_id"], row["unit_id"], int(row["period"][:4])]
        bounds = (line["batas_bawah"], line["batas_atas"])
        is_range = row["target"] is None and None not in bounds and line["polaritas"] == "minimize"
        for name in OTHER.get((line["polaritas"], is_range), ()):
            is_chosen = name in ("2t_minus_r_over_t", "smaller_ratio")
            told = (row["achievement_pct"], row["status"], row["reason"])
            if not is_chosen and row["achievement_pct"] is not None:
                told = _other(name, row["target"], row["actual"], bounds if is_range else None)
            out.append((*(row[k] for k in KEY), name, is_chosen, *told))
    columns = [*KEY, "formula_id", "is_chosen", "achievement_pct", "status", "reason"]
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _other(
    name: str, target: float | None, actual: float, bounds: tuple[float, float] | None
) -> tuple[float | None, str, str | None]:
    """Return percent, status and reason by the formula that was not chosen."""
    if bounds is not None:
        target = min(max(actual, bounds[0]), bounds[1])
        if target == actual:
            return 100.0, "met", None
    assert target is not None
    if name == "t_over_r":
        if actual <= 0:
            return None, "met" if actual <= target else "below", "zero_actual"
        percent = 100 * target / actual
    else:
        percent = max(0.0, 100 - abs(actual - target) / target * 100)
    return percent, band("iku_status_kemenkeu", hundredths(percent)), None


def outlook_calibration(rows: Rows) -> pl.DataFrame:
    """Return for every band of chances how often the year, now over, reached its target."""
    found: dict[str, list[tuple[int, bool, bool]]] = {}
    for row in iku_outlook(rows).filter(pl.col("reach_chance").is_not_null()).to_dicts():
        when = period(row["period"])
        key = (row["iku_id"], row["unit_id"], when.year)
        _, actual, is_final, last = year_ends(rows)[key]
        if last is None or not is_final or last["when"].type != when.type:
            continue
        reached = _is_reached(promises(rows)[key], last["ytd_target"], actual)
        inside = row["expected_lower"] <= actual <= row["expected_upper"]
        chance = hundredths(row["reach_chance"] * 100)
        if reached is not None:
            found.setdefault(row["chance_band"], []).append((chance, reached, inside))
    out = []
    for name, each in found.items():
        n, reached = len(each), sum(hit for _, hit, _ in each)
        said = sum(chance for chance, *_ in each) / n / 10000
        out.append((name, n, said, reached, reached / n, sum(inside for *_, inside in each)))
    columns = [
        "chance_band",
        "forecast_count",
        "predicted_share",
        "reached_count",
        "reached_share",
        "in_interval_count",
    ]
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _is_reached(line: Line, target: float | None, actual: float) -> bool | None:
    if line["polaritas"] == "range":
        return line["batas_bawah"] <= actual <= line["batas_atas"]
    return None if target is None else actual >= target if line["polaritas"] == "maximize" else actual <= target


REVISION = ["iku_id", "unit_id", "period", "field", "old_load_id"]
MARTS_TARGETS = {
    "iku_revisions": (REVISION, iku_revisions),
    "iku_targets": (["iku_id", "unit_id", "year"], iku_targets),
    "unit_targets": (["unit_id", "year"], unit_targets),
    "iku_formulas_compared": ([*KEY, "formula_id"], iku_formulas_compared),
    "outlook_calibration": (["chance_band"], outlook_calibration),
}
