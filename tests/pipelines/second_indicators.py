"""Indicators computed a second time, from the rules and the rows as they came in."""

from collections.abc import Sequence
from itertools import groupby

import polars as pl
from second_rows import PARTS, Period, Rows, band, calendar, hundredths, once, period

RANKS = {"WTP": 4, "WDP": 3, "TW": 2, "TMP": 1, "AA": 7, "A": 6, "BB": 5, "B": 4, "CC": 3, "C": 2, "D": 1}
Judged = tuple[float | None, str, str | None, str | None]
KEY = ["iku_id", "unit_id", "period"]


def judged(line: dict[str, object], target: float | None, actual: float | None) -> Judged:
    """Return percent of target, status, band of realisation and the reason why there is no percentage."""
    polarity = str(line["polaritas"])
    low, high = line["batas_bawah"], line["batas_atas"]
    is_range = polarity == "range"
    if target is None and low is not None and high is not None and polarity in ("maximize", "minimize"):
        is_range = True
    if line["ordinal_sum"]:
        return None, "not_judged", None, "ordinal_sum"
    if actual is None:
        return None, "not_judged", None, "no_data"
    if is_range:
        if low is None or high is None:
            return None, "not_judged", None, "no_bounds"
        if low <= actual <= high:
            return _with_status(100.0)
        target = high if actual > high else low
    if target is None:
        return None, "not_judged", None, "no_target"
    if target <= 0:
        met = {"minimize": actual <= target, "stabilize": actual == target}.get(polarity, actual >= target)
        return None, "met" if met else "below", None, "zero_target" if target == 0 else "negative_target"
    if polarity == "minimize":
        return _with_status(max(0.0, 100 * (2 * target - actual) / target))
    if polarity == "stabilize":
        return _with_status(0.0 if actual <= 0 else 100 * min(actual / target, target / actual))
    return _with_status(100 * actual / target)


def _with_status(percent: float) -> Judged:
    e2 = hundredths(percent)
    status = "exceeded" if e2 > 10000 else "met" if e2 == 10000 else "near" if e2 >= 8000 else "below"
    steps = ((9000, "very_high"), (7500, "high"), (6500, "medium"), (5000, "low"))
    return percent, status, next((name for over, name in steps if e2 > over), "very_low"), None


@once
def promises(rows: Rows) -> dict[tuple[str, str, int], dict[str, object]]:
    """Return every indicator of a known unit and year with its weight in ten-thousandths."""
    iku = rows.live("iku").filter(pl.col("kode_unit").is_in(list(rows.lines)))
    graded = {
        (row["kode_iku"], row["kode_unit"], int(row["periode"][:4]))
        for row in rows.live("capaian_iku").to_dicts()
        if row["target_label"] or row["realisasi_label"]
    }
    counts = iku.group_by("kode_unit", "tahun").agg(pl.len().alias("all"), pl.col("bobot").count().alias("weighted"))
    found = {}
    for row in iku.join(counts, on=["kode_unit", "tahun"]).to_dicts():
        key = (row["kode_iku"], row["kode_unit"], row["tahun"])
        row["ordinal"] = key in graded or row["target_tahunan_label"] is not None
        row["ordinal_sum"] = row["ordinal"] and row["konsolidasi"] == "sum"
        row["annual"] = _ranked(row["target_tahunan"], row["target_tahunan_label"])
        row["weight"] = hundredths((100 / row["all"] if row["weighted"] == 0 else row["bobot"] or 0) * 100)
        found[key] = row
    return found


def _ranked(number: float | None, label: str | None) -> float | None:
    return number if number is not None or label is None else float(RANKS[label])


def filled(rows: Rows) -> dict[tuple[str, str, str], tuple[float | None, float | None]]:
    """Return target and actual of every result."""
    return {
        (row["kode_iku"], row["kode_unit"], row["periode"]): (
            _ranked(row["target"], row["target_label"]),
            _ranked(row["realisasi"], row["realisasi_label"]),
        )
        for row in rows.live("capaian_iku").to_dicts()
    }


def due(rows: Rows) -> dict[tuple[str, str, int], set[Period]]:
    """Return the periods of every promise that have results or in which one is due."""
    known, used, common = promises(rows), {}, {}
    for iku, unit, name in filled(rows):
        key = (iku, unit, int(name[:4]))
        if key in known:
            used.setdefault(key, []).append(period(name))
            kinds = common.setdefault((rows.lines[unit][-1], key[2]), {})
            kinds[period(name).type] = kinds.get(period(name).type, 0) + 1
    found = {}
    for key in known:
        kinds = common.get((rows.lines[key[1]][-1], key[2]), {"quarter": 1})
        usual = min(kinds, key=lambda kind: (-kinds[kind], kind))
        types = {each.type for each in used.get(key, [])} or {usual}
        awaited = {p for p in calendar(key[2]) if p.type in types and p.start <= rows.as_of and rows.lived(key[1], p)}
        found[key] = awaited | set(used.get(key, []))
    return found


def to_date(
    line: dict[str, object], so_far: Sequence[tuple[float | None, float | None]], when: Period
) -> tuple[float | None, float | None]:
    """Return target and actual of the year up to a period from the filled periods up to it, in order."""
    if line["ordinal_sum"] or not so_far:
        return None, None
    targets = [target for target, _ in so_far if target is not None]
    actuals = [actual for _, actual in so_far if actual is not None]
    how, count = line["konsolidasi"], len(so_far)
    actual = actuals[-1] if how == "last" else sum(actuals) / (1 if how == "sum" else count)
    closes = (when.end.month, when.end.day) == (12, 31)
    if not targets and closes and (how != "sum" or count == PARTS[when.type]):
        return line["annual"], actual
    if how == "last":
        return so_far[-1][0], actual
    if len(targets) < count:
        return None, actual
    return sum(targets) / (1 if how == "sum" else count), actual


@once
def iku_periods(rows: Rows) -> pl.DataFrame:
    """Return every indicator, unit and period, judged alone and for the year up to it."""
    known, results, lines = promises(rows), filled(rows), []
    for key, periods in due(rows).items():
        line = known[key]
        for _, group in groupby(sorted(periods, key=lambda p: (p.type, p.order)), key=lambda p: p.type):
            so_far: list[tuple[float | None, float | None]] = []
            for when in group:
                target, actual = results.get((*key[:2], when.name), (None, None))
                so_far += [(target, actual)] if actual is not None else []
                year_target, year_actual = to_date(line, so_far, when)
                own, whole = (
                    judged({**line, "ordinal_sum": False}, target, actual),
                    judged(line, year_target, year_actual),
                )
                lines.append((*key[:2], when.name, target, actual, *own, year_target, year_actual, *whole, len(so_far)))
    names = ["target", "actual", "achievement_pct", "status", "realisation_band", "reason"]
    columns = [*KEY, *names, *(f"ytd_{name}" for name in names), "ytd_period_count"]
    return pl.DataFrame(lines, schema=columns, orient="row", infer_schema_length=None)


@once
def unit_periods(rows: Rows) -> pl.DataFrame:
    """Return score, counts and coverage of every unit and period from the judged indicators below it."""
    known = promises(rows)
    judged_rows = iku_periods(rows).with_columns(
        weight=pl.struct(KEY).map_elements(
            lambda row: known[row["iku_id"], row["unit_id"], int(row["period"][:4])]["weight"], return_dtype=pl.Int64
        ),
        **{f"{basis}e2": _capped(f"{basis}achievement_pct") for basis in ("", "ytd_")},
    )
    return (
        rows.rolled_up(judged_rows.rename({"unit_id": "own_id"}))
        .group_by("unit_id", "period")
        .agg(
            pl.len().cast(pl.Int64).alias("iku_count"),
            *(
                pl.col(f"{b}status").is_in(states).sum().cast(pl.Int64).alias(f"{b}iku_{name}_count")
                for b in ("", "ytd_")
                for name, states in (
                    ("judged", ["exceeded", "met", "near", "below"]),
                    ("met", ["exceeded", "met"]),
                    ("near", ["near"]),
                    ("below", ["below"]),
                )
            ),
            pl.col("weight").sum(),
            *(pl.col("weight").filter(pl.col(f"{b}e2").is_not_null()).sum().alias(f"{b}judged") for b in ("", "ytd_")),
            *((pl.col("weight") * pl.col(f"{b}e2")).sum().alias(f"{b}sum") for b in ("", "ytd_")),
        )
        .with_columns(
            *(_ratio(pl.col(f"{b}sum") / 100, pl.col(f"{b}judged")).alias(f"{b}iku_score_pct") for b in ("", "ytd_")),
            *(
                _ratio(pl.col(f"{b}judged") * 100.0, pl.col("weight")).alias(f"{b}weight_covered_pct")
                for b in ("", "ytd_")
            ),
            iku_met_share=_ratio(pl.col("iku_met_count"), pl.col("iku_judged_count")),
            iku_judged_share=_ratio(pl.col("iku_judged_count"), pl.col("iku_count")),
            weight_total=pl.col("weight") / 10000,
            weight_judged=pl.col("judged") / 10000,
        )
    )


def _capped(column: str) -> pl.Expr:
    return pl.col(column).map_elements(lambda value: min(hundredths(value), 12000), return_dtype=pl.Int64)


def _ratio(part: pl.Expr, whole: pl.Expr) -> pl.Expr:
    return pl.when(whole > 0).then(part / whole)


def budget_periods(rows: Rows) -> pl.DataFrame:
    """Return budget and spending of every unit and period with everything below it, and what they bought."""
    given = rows.live("anggaran").filter(pl.col("kode_unit").is_in(list(rows.lines)))
    whole = pl.col("program").is_null()
    stated = given.filter(whole | ~whole.any().over("kode_unit", "periode"))
    own = stated.group_by(own_id="kode_unit", period="periode").agg(
        *(pl.col(name).map_elements(hundredths, return_dtype=pl.Int64).sum() for name in ("pagu", "realisasi")),
        pl.col("program").count().cast(pl.Int64).alias("programme_count"),
    )
    sums = (
        rows.rolled_up(own)
        .group_by("unit_id", "period")
        .agg(pl.col("pagu", "realisasi", "programme_count").sum(), pl.len().cast(pl.Int64).alias("budget_unit_count"))
    )
    scores = unit_periods(rows).select("unit_id", "period", "ytd_iku_score_pct")
    lines = []
    for row in sums.join(scores, on=["unit_id", "period"], how="left").to_dicts():
        spent = row["realisasi"] * 100 / row["pagu"] if row["pagu"] else None
        score, when = row["ytd_iku_score_pct"], period(row["period"])
        closes = (when.end.month, when.end.day) == (12, 31)
        reason = "no_budget" if spent is None else "no_score" if score is None else None if closes else "year_running"
        gap = None if reason else score - spent
        name = None if gap is None else band("budget_efficiency", hundredths(gap))
        money = (row["pagu"] / 100, row["realisasi"] / 100, (row["pagu"] - row["realisasi"]) / 100)
        counts = (row["programme_count"], row["budget_unit_count"])
        lines.append((row["unit_id"], row["period"], *money, spent, *counts, score, gap, name, reason))
    columns = [
        "unit_id", "period", "budget_rupiah", "spent_rupiah", "unspent_rupiah", "absorbed_pct", "programme_count",
        "budget_unit_count", "ytd_iku_score_pct", "efficiency_gap_pct", "efficiency_band", "reason",
    ]  # fmt: skip
    return pl.DataFrame(lines, schema=columns, orient="row", infer_schema_length=None)
