"""Series and chances of indicators computed a second time: control limits (XmR), run rules, where the year may end."""

import math
from collections.abc import Sequence
from itertools import groupby, pairwise
from statistics import NormalDist, mean

import polars as pl
from second_indicators import KEY, iku_periods, promises
from second_rows import PARTS, Rows, band, hundredths, period

Z90 = NormalDist().inv_cdf(0.9)


def limits(values: Sequence[float]) -> tuple[float, float] | None:
    """Return mean and half width: 2.66 mean moving ranges, those above 3.267 times their own mean left out."""
    if len(values) < 6:
        return None
    ranges = [abs(after - before) for before, after in pairwise(values)]
    kept = [each for each in ranges if each <= 3.267 * mean(ranges)]
    return mean(values), 2.66 * mean(kept)


def broken_rules(values: Sequence[float]) -> list[list[str]]:
    """Return the rules that each point of a series breaks."""
    if (found := limits(values)) is None:
        return [[] for _ in values]
    centre, half = found
    sides = [(value > centre) - (value < centre) for value in values]
    moves = [(after > before) - (after < before) for before, after in pairwise(values)]
    beyond = [abs(value - centre) > half for value in values]
    near = [not out and abs(value - centre) > half * 2 / 3 for value, out in zip(values, beyond, strict=True)]
    shift = [
        any(_run(sides, start, 7) and start <= n < start + 7 for start in range(len(values) - 6))
        for n in range(len(values))
    ]
    trend = [
        any(_run(moves, start, 6) and start <= n <= start + 6 for start in range(len(moves) - 5))
        for n in range(len(values))
    ]
    close = [
        near[n]
        and any(
            _run(sides, start, 3) and sum(near[start : start + 3]) >= 2 and start <= n < start + 3
            for start in range(len(values) - 2)
        )
        for n in range(len(values))
    ]
    names = ("beyond_limits", "shift", "trend", "two_of_three")
    return [
        [name for name, told in zip(names, each, strict=True) if told]
        for each in zip(beyond, shift, trend, close, strict=True)
    ]


def _run(signs: Sequence[int], start: int, length: int) -> bool:
    return abs(sum(signs[start : start + length])) == length


def series(rows: Rows) -> list[tuple[dict[str, object], list[dict[str, object]]]]:
    """Return every promise of a unit with the filled periods of one kind, in order."""
    known = promises(rows)
    lines = [
        {**row, "when": period(row["period"]), "line": known[row["iku_id"], row["unit_id"], int(row["period"][:4])]}
        for row in iku_periods(rows).filter(pl.col("actual").is_not_null()).to_dicts()
    ]
    lines.sort(key=lambda row: (row["iku_id"], row["unit_id"], row["when"].type, row["when"].order))
    return [
        (group[0], group)
        for _, group in (
            (k, list(g)) for k, g in groupby(lines, lambda row: (row["iku_id"], row["unit_id"], row["when"].type))
        )
    ]


def iku_series(rows: Rows) -> pl.DataFrame:
    """Return every filled point with the limits of its series and the rules it breaks."""
    seasonal = {(row["kode_iku"], row["kode_unit"]) for row in promises(rows).values() if row["musiman"]}
    out, known = [], series(rows)
    graded = {(row["iku_id"], row["unit_id"]) for _, points in known for row in points if row["line"]["ordinal"]}
    for first, points in known:
        is_seasonal = (first["iku_id"], first["unit_id"]) in seasonal
        actuals = {row["when"].name: row["actual"] for row in points}
        before = [actuals.get(f"{row['when'].year - 1:04d}{row['when'].name[4:]}") for row in points]
        base = before if is_seasonal else [0.0] * len(points)
        usable = [n for n, each in enumerate(base) if each is not None]
        values = [points[n]["actual"] - base[n] for n in usable]
        told = dict(zip(usable, broken_rules(values), strict=True))
        centre_half = limits(values)
        for n, row in enumerate(points):
            is_graded = (first["iku_id"], first["unit_id"]) in graded
            place = usable.index(n) if n in told and not is_graded else None
            out.append(_point(row, is_seasonal, before[n], base[n], values, place, told.get(n, []), centre_half))
    columns = [
        *KEY, "actual", "is_seasonal", "last_year_actual", "last_year_change", "last_year_change_pct", "point_count",
        "mean", "limit_status", "lower_limit", "upper_limit", "is_signal", "signal_rules", "variation", "assurance",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _point(row, is_seasonal, before, base, values, place, rules, centre_half):
    change = None if before is None else row["actual"] - before
    percent = None if not before else 100 * change / abs(before)
    head = (*(row[k] for k in KEY), row["actual"], is_seasonal, before, change, percent, len(values))
    if place is None:
        return (*head, None, "none", None, None, False, None, None, None)
    centre = base + mean(values)
    if centre_half is None:
        return (*head, centre, "none", None, None, False, None, None, None)
    low, high = centre - centre_half[1], centre + centre_half[1]
    status = "full" if len(values) >= 12 else "provisional"
    moved = values[place] - values[place - 1] if place else 0
    side = (values[place] - centre_half[0]) or moved
    polarity = row["line"]["polaritas"]
    good = {"maximize": side > 0, "minimize": side < 0}.get(polarity)
    kind = "neither" if good is None else "improving" if good else "concern"
    variation = f"{kind}_{'high' if side > 0 else 'low'}" if rules else "common_cause"
    assurance = None
    if row["target"] is not None and polarity in ("maximize", "minimize"):
        assurance = "hit_or_miss"
        if not low <= row["target"] <= high:
            assurance = "misses" if (row["target"] > high) == (polarity == "maximize") else "hits"
    return (*head, centre, status, low, high, "beyond_limits" in rules, " ".join(rules) or None, variation, assurance)


def iku_outlook(rows: Rows) -> pl.DataFrame:
    """Return for every filled period the chance that its year reaches its target, from nothing later."""
    out = []
    for first, points in series(rows):
        if first["when"].type == "year":
            continue
        years = {y: [_deviation(p) for p in g] for y, g in groupby(points, lambda row: row["when"].year)}
        for year, pairs in years.items():
            earlier = {
                y: d for y, ps in years.items() if y < year and (d := {r: v for r, _, _, v in ps if v is not None})
            }
            for n in range(1, len(pairs) + 1):
                row = next(p for p in points if p["when"].year == year and _deviation(p)[0] == pairs[n - 1][0])
                is_aimed = any(deviation is not None for *_, deviation in pairs)
                out.append(_outlook(row, pairs[:n], earlier if is_aimed else {}))
    columns = [
        *KEY, "filled_count", "remaining_count", "history_point_count", "history_year_count", "reason", "year_target",
        "expected_actual", "expected_lower", "expected_upper", "reach_chance", "chance_band",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _deviation(row: dict[str, object]) -> tuple[int, float | None, float, float | None]:
    """Return periods still to come, what was aimed at, the actual and its distance from the aim as a part of it."""
    line, when = row["line"], row["when"]
    aim = _middle(line) if line["polaritas"] == "range" else row["target"]
    deviation = row["actual"] / aim - 1 if aim and aim > 0 else None
    return PARTS[when.type] * (12 - when.end.month) // 12, aim, row["actual"], deviation


def _squares(values: Sequence[float]) -> float:
    return sum((value - mean(values)) ** 2 for value in values)


def _outlook(row, pairs, earlier):
    line, left = row["line"], pairs[-1][0]
    points = sum(map(len, earlier.values()))
    own = [(r, d) for r, _, _, d in pairs if d is not None]
    seasons: dict[int, list[float]] = {}
    for found in earlier.values():
        for r, d in found.items():
            seasons.setdefault(r, []).append(d - mean(found.values()))
    freedom = points - len(earlier) - len(seasons) + 1
    head = (*(row[k] for k in KEY), len(pairs), left, points, len(earlier))
    reason = (
        "year_over" if left == 0
        else "no_direction" if line["polaritas"] == "stabilize"
        else "ordinal" if line["ordinal"]
        else "no_target" if len(own) < len(pairs)
        else "short_history" if len(earlier) < 2 or points < 8 or freedom < 1
        else None
    )  # fmt: skip
    if reason:
        return (*head, reason, None, None, None, None, None, None)
    return (*head, None, *_forecast(line, pairs, own, earlier, seasons, freedom))


def _forecast(line, pairs, own, earlier, seasons, freedom):
    """Return aim, expected result, its 8-in-10 interval, the chance and its word, by Bühlmann's credibility."""
    how, left, count = line["konsolidasi"], pairs[-1][0], len(pairs)
    points, years = sum(map(len, earlier.values())), len(earlier)
    mine = [d - mean(seasons[r]) if r in seasons else d for r, d in own]
    season_squares = sum(len(s) * mean(s) ** 2 for s in seasons.values())
    within_sum = max(sum(_squares(list(f.values())) for f in earlier.values()) - season_squares, 0)
    n = freedom + len(mine) - 1
    within = (within_sum + _squares(mine)) / n
    means = [mean(f.values()) for f in earlier.values()]
    between = max(0.0, _squares(means) / (years - 1) - within * years / points)
    trust = between / (between + within / len(mine)) if between + within > 0 else 0.0
    to_come = [mean(s) for r, s in seasons.items() if r < left and (how != "last" or r == 0)]
    rest = mean(means) + trust * (mean(mine) - mean(means)) + (mean(to_come) if to_come else 0)
    aims, annual = sum(aim for _, aim, _, _ in pairs), _annual(line)
    if how == "last":
        past, gap, ahead, parts = 0.0, 0.0, annual if annual is not None else pairs[-1][1], 1
    elif how == "average":
        past, gap, parts = aims, sum(a for _, _, a, _ in pairs) - aims, left
        ahead = left * (annual if annual is not None else aims / count)
    else:
        past, gap, parts = aims, sum(a for _, _, a, _ in pairs) - aims, left
        ahead = annual - aims if annual is not None and annual > aims else left * aims / count
    whole = past + ahead
    deviation = (gap + ahead * rest) / whole
    spread = ahead / whole * math.sqrt(
        between * (1 - trust) + within / parts * (1 + 1 / years)
        + (1 - trust) ** 2 * (between / years + within / points)
    )  # fmt: skip
    year_aim = whole / (count + left) if how == "average" else whole
    t90 = Z90 + (Z90**3 + Z90) / (4 * n) + (5 * Z90**5 + 16 * Z90**3 + 3 * Z90) / (96 * n * n)
    chance = _chance(line, annual, deviation, spread, n)
    word = band("outlook_chance", hundredths(chance * 100))
    ends = [year_aim * (1 + deviation + sign * t90 * spread) for sign in (0, -1, 1)]
    return year_aim, *ends, chance, word


def _annual(line):
    return _middle(line) if line["polaritas"] == "range" else line["annual"]


def _middle(line):
    bounds = line["batas_bawah"], line["batas_atas"]
    return None if None in bounds else sum(bounds) / 2


def _chance(line, annual, deviation, spread, n):
    """Return the chance to end on the right side of every bound, by Wallace's normal value of Student's t."""
    polarity, chances = line["polaritas"], []
    if polarity in ("maximize", "range"):
        chances.append(deviation - (0 if polarity == "maximize" else line["batas_bawah"] / annual - 1))
    if polarity in ("minimize", "range"):
        chances.append((0 if polarity == "minimize" else line["batas_atas"] / annual - 1) - deviation)
    told = []
    for distance in chances:
        if spread == 0:
            told.append(float(distance >= 0))
            continue
        t = distance / spread
        z = math.copysign((8 * n + 1) / (8 * n + 3) * math.sqrt(n * math.log1p(t * t / n)), t)
        told.append(NormalDist().cdf(z))
    return max(0.0, sum(told) - len(told) + 1)
