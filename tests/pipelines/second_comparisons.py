"""Units among their peers, computed a second time from the rules, the papers and the rows as they came in."""

import datetime as dt
import math
from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

import polars as pl
from second_measured import STEP, Place, Sample, measured
from second_people import Line, posts
from second_rows import Rows, once, period
from second_statistics import Z_95, Z_998, beta_interval, dispersion, extra_spread, limits, prior_size, winsorised

LEAST_PEERS = 5
LEAST_CASES = {"iku_met_share": 5, "iku_achievement_avg": 5, "rated_share": 5, "on_time_share": 20, "ikm": 30}


@once
def groups(rows: Rows) -> dict[tuple[str, str, str], tuple[str | None, str | None]]:
    """Return the peer group and size class of every basis, unit and period that something was measured in."""
    staff: dict[str, Counter[str]] = {}
    found = {}
    for unit, name in {key[1:] for key in measured(rows)}:
        if name not in staff:
            held = (_held(rows, lines, period(name).end) for lines in posts(rows).values())
            staff[name] = Counter(upper for units in held for upper in units)
        count = staff[name][unit]
        size = "large" if count >= 100 else "medium" if count >= 25 else "small" if count else None
        kind, line = rows.units[unit]["jenis_unit"], rows.lines[unit]
        found["siblings", unit, name] = (line[1] if len(line) > 1 else None, size)
        found["type_size", unit, name] = (
            f"{str(kind).strip().lower()}|{len(line) - 1}|{size}" if kind and size else None,
            size,
        )
    return found


def _held(rows: Rows, lines: list[Line], day: dt.date) -> set[str]:
    """Return the units at or above the definitive posts somebody holds on a day."""
    own = [row["kode_unit"] for row in lines if row["order"] == 1 and row["start"] <= day <= row["end"]]
    return {upper for unit in own for upper in rows.lines[unit]}


@dataclass(frozen=True)
class Peers:
    """What the members of a group with enough cases are like together; all of it in the units of the values."""

    count: int
    cases: int
    centre: float
    chance: float
    """Variance of one case: 1/4 on the arcsine scale of a share; pooled within the members for a mean."""
    phi: float | None
    tau_square: float | None
    own_spread: float | None
    """What values are drawn by: M of a share, tau² of a mean."""


def peers_of_share(samples: list[Sample]) -> Peers | None:
    if not samples:
        return None
    events, cases = [s.total for s in samples], [s.count for s in samples]
    centre = sum(events) / sum(cases)
    if len(samples) < LEAST_PEERS:
        return Peers(len(samples), sum(cases), centre, 0.25, None, None, None)
    phi, tau_square = dispersion(events, cases)
    return Peers(len(samples), sum(cases), centre, 0.25, phi, tau_square, prior_size(events, cases))


def peers_of_mean(samples: list[Sample], step: Fraction) -> Peers | None:
    if not samples:
        return None
    cases = [s.count for s in samples]
    centre = Fraction(sum(s.total for s in samples), sum(cases))
    freedom = sum(cases) - len(samples)
    within = sum(s.inner for s in samples) / freedom if freedom else Fraction(0)
    told = (len(samples), sum(cases), float(centre * step), float(within * step * step))
    if len(samples) < LEAST_PEERS or not within:
        return Peers(*told, None, None, None)
    scores = [float(s.mean - centre) * math.sqrt(s.count / within) for s in samples]
    weights = [n / told[3] for n in cases]
    squares = sum(z * z for z in winsorised(scores))
    spreads = (extra_spread(squares, weights), extra_spread(sum(z * z for z in scores), weights))
    return Peers(*told, squares / len(samples), *spreads)


Grouped = dict[tuple[str, str, str, str], Peers]
"""Peers of every measure, basis, group and period."""


@once
def together(rows: Rows) -> Grouped:
    members: dict[tuple[str, str, str, str], list[Sample]] = {}
    for (measure, unit, name), sample in sorted(measured(rows).items()):
        for basis in ("siblings", "type_size"):
            group = groups(rows)[basis, unit, name][0]
            if group is not None and sample.count >= LEAST_CASES[measure]:
                members.setdefault((measure, basis, group, name), []).append(sample)
    found = {
        key: peers_of_mean(samples, STEP[key[0]]) if key[0] in STEP else peers_of_share(samples)
        for key, samples in members.items()
    }
    return {key: peers for key, peers in found.items() if peers}


LIMITS = ["lower_95", "upper_95", "lower_998", "upper_998"]
ADJUSTED = [f"adjusted_{name}" for name in LIMITS]


def limits_at(peers: Peers | None, count: int, *, is_share: bool) -> list[float | None]:
    """Return the limits by chance alone and those widened by tau, at a number of cases."""
    found: list[float | None] = []
    for spread in (0.0, peers.tau_square if peers else None):
        for width in (Z_95, Z_998):
            if peers is None or spread is None or not count or not peers.chance:
                found += [None, None]
            elif is_share:
                found += limits(peers.centre, count, width, spread)
            else:
                margin = width * math.sqrt(peers.chance / count + spread)
                found += [peers.centre - margin, peers.centre + margin]
    return found


def unit_comparisons(rows: Rows) -> pl.DataFrame:
    """Return every unit beside its peers by every measure."""
    out = [
        _comparison(rows, basis, place, sample)
        for place, sample in measured(rows).items()
        for basis in ("siblings", "type_size")
    ]
    columns = [
        "measure_id", "peer_basis", "unit_id", "period", "peer_group", "size_class", "peer_count", "value_kind",
        "comparison_value", "numerator", "denominator", "min_case_count", "expected", *LIMITS, *ADJUSTED, "z", "phi",
        "tau", "z_adjusted", "shrinkage_weight", "shrunken_value", "shrunken_lower", "shrunken_upper", "group_code",
        "limit_code", "reason", "rule_id",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _comparison(rows: Rows, basis: str, place: Place, sample: Sample) -> list[object]:
    measure, unit, name = place
    group, size = groups(rows)[basis, unit, name]
    peers = None if group is None else together(rows).get((measure, basis, group, name))
    step, least, n = STEP.get(measure, Fraction(1)), LEAST_CASES[measure], sample.count
    value = float(sample.mean * step) if sample.mean is not None else None
    edges = limits_at(peers, n, is_share=measure not in STEP)
    z, adjusted = _distance(peers, value, n, is_share=measure not in STEP)
    reason = (
        "no_data" if not n
        else "no_peer_group" if group is None
        else "few_cases" if n < least
        else "few_peers" if peers is None or peers.count < LEAST_PEERS
        else "no_spread" if adjusted is None
        else None
    )  # fmt: skip
    verdict, limit = "too_little_data", None
    if reason is None:
        verdict = "indistinct" if abs(adjusted) <= Z_998 else "higher" if adjusted > 0 else "lower"
        far = abs(adjusted)
        limit = "outside_998" if far > Z_998 else "outside_95" if far > Z_95 else "inside"
    head = [measure, basis, unit, name, group, size, None if group is None else peers.count if peers else 0]
    head += ["mean" if measure in STEP else "share", value, sample.total, n, least]
    spread = [peers.phi, None if peers.tau_square is None else math.sqrt(peers.tau_square)] if peers else [None, None]
    drawn = _drawn(peers, value, n, is_share=measure not in STEP)
    centre = peers.centre if peers else None
    return [*head, centre, *edges, z, *spread, adjusted, *drawn, verdict, limit, reason, "comparison"]


def _distance(peers: Peers | None, value: float | None, n: int, *, is_share: bool) -> tuple[float | None, float | None]:
    """Return the distance from the peers in standard errors of chance, and of chance with tau."""
    if peers is None or value is None or not peers.chance:
        return None, None
    away = math.asin(math.sqrt(value)) - math.asin(math.sqrt(peers.centre)) if is_share else value - peers.centre
    error = peers.chance / n
    wide = None if peers.tau_square is None else away / math.sqrt(error + peers.tau_square)
    return away / math.sqrt(error), wide


def _drawn(peers: Peers | None, value: float | None, n: int, *, is_share: bool) -> list[float | None]:
    """Return the weight of a unit's own value, the value drawn to the peers and its interval of 95 percent.

    The interval is never narrower than that of the value of the peers, which is all that a value drawn close rests on.
    """
    if peers is None or value is None or peers.own_spread is None:
        return [None] * 4
    if is_share:
        weight = n / (n + peers.own_spread)
        shrunken = peers.centre + weight * (value - peers.centre)
        return [weight, shrunken, *beta_interval(shrunken, min(n + peers.own_spread, peers.cases))]
    weight = peers.own_spread / (peers.own_spread + peers.chance / n)
    shrunken = peers.centre + weight * (value - peers.centre)
    margin = Z_95 * math.sqrt(max(weight * peers.chance / n, peers.chance / peers.cases))
    return [weight, shrunken, shrunken - margin, shrunken + margin]


def funnel_limits(rows: Rows) -> pl.DataFrame:
    """Return the limits at the cases of every unit, and at thirty numbers up to the most, closer where they bend."""
    counts: dict[tuple[str, str, str, str], set[int]] = {}
    for (measure, unit, name), sample in measured(rows).items():
        for basis in ("siblings", "type_size"):
            group = groups(rows)[basis, unit, name][0]
            if group is not None and sample.count:
                counts.setdefault((measure, basis, group, name), set()).add(sample.count)
    out = []
    for key, peers in together(rows).items():
        most = max(counts[key])
        for n in counts[key] | {math.ceil(most * k * k / 900) for k in range(1, 31)}:
            out.append([*key, n, peers.centre, *limits_at(peers, n, is_share=key[0] not in STEP)])
    columns = ["measure_id", "peer_basis", "peer_group", "period", "denominator", "expected", *LIMITS, *ADJUSTED]
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


MARTS_COMPARISONS = {
    "unit_comparisons": (["measure_id", "peer_basis", "unit_id", "period"], unit_comparisons),
    "funnel_limits": (["measure_id", "peer_basis", "peer_group", "period", "denominator"], funnel_limits),
}
