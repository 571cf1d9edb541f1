"""Service times and changes of services computed a second time, from the rules and the cases as they came in."""

import datetime as dt
import math
from bisect import bisect_right
from functools import cache
from itertools import pairwise
from statistics import mean, variance

import polars as pl
from second_rows import Rows, band, calendar, once, period, reference, setting
from second_statistics import quantile
from second_surveys import ELEMENTS

Line = dict[str, object]
CALENDAR_YEARS = {int(row["holiday_date"][:4]) for row in reference("holidays")}
OFF = {dt.date.fromisoformat(row["holiday_date"]) for row in reference("holidays")}
DAY = dt.timedelta(days=1)
BETTER = {"ikm": 1, "on_time_share": 1, "days": -1, "waiting_minutes": -1}
"""Measure and whether more of it is better."""


@cache
def working_days(first: dt.date, last: dt.date) -> int:
    """Return the working days after the first day up to the last one."""
    days = (first + n * DAY for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and day not in OFF for day in days)


def is_complaint(service: str) -> bool:
    return "pengaduan" in service.lower()


def is_day(moment: dt.datetime) -> bool:
    """Return whether a moment says no time, and so means its day."""
    return moment.time() == dt.time()


def is_past(moment: dt.datetime, limit: dt.datetime) -> bool:
    """Return whether a moment lies after a limit; where either says no time, by days."""
    if is_day(moment) or is_day(limit):
        return moment.date() > limit.date()
    return moment > limit


def is_impossible(case: Line) -> bool:
    """Return whether times cannot be true together; loads are stamped in UTC, east of which a day has begun sooner."""
    came, due, end = case["waktu_masuk"], case["batas_waktu"], case["waktu_selesai"]
    last = case["loaded_at"].date() + DAY
    return (
        came.date() > last
        or (end is not None and (end.date() > last or is_past(came, end)))
        or (due is not None and is_past(came, due))
        or (case["status"] in ("selesai", "ditolak") and end is None)
        or (case["status"] == "proses" and end is not None)
    )


@once
def cases(rows: Rows) -> list[Line]:
    """Return every case with what became of it up to the last day its file speaks of."""
    found = rows.live("layanan").to_dicts()
    known: dict[str, dt.date] = {}
    for case in found:
        case["wrong"] = is_impossible(case)
        days = [case[name].date() for name in ("waktu_masuk", "waktu_selesai") if case[name]]
        days = [day for day in days if day <= case["loaded_at"].date()]
        known[case["load_id"]] = max([*days, known.get(case["load_id"], dt.date.min)])
    for case in found:
        came, due, end = case["waktu_masuk"], case["batas_waktu"], case["waktu_selesai"]
        case["came"], case["known"] = came.date(), max(came.date(), known[case["load_id"]])
        sound, status = not case["wrong"], case["status"]
        case["withdrawn"], case["rejected"] = sound and status == "dicabut", sound and status == "ditolak"
        case["measured"], case["open"] = sound and status in ("selesai", "ditolak"), sound and status == "proses"
        case["overdue"] = case["open"] and due is not None and case["known"] > due.date()
        case["no_deadline"] = due is None and (case["measured"] or case["open"])
        case["pending"] = case["open"] and due is not None and not case["overdue"]
        case["judged"] = due is not None and (case["measured"] or case["overdue"])
        case["on_time"] = case["judged"] and case["measured"] and not is_past(end, due)
        case["days"] = working_days(case["came"], end.date()) if case["measured"] else None
        case["calendar_days"] = (end.date() - case["came"]).days if case["measured"] else None
        case["minutes"] = case["waktu_tunggu_menit"] if sound else None
    return [case for case in found if case["kode_unit"] in rows.lines]


def wilson(some: int, n: int) -> tuple[float, float]:
    """Return the 95 percent interval of a share."""
    z, share = 1.96, some / n
    middle, half = share + z * z / (2 * n), z * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


def _grouped(rows: Rows, found: list[Line], names: list[str]) -> dict[tuple[object, ...], list[Line]]:
    """Return cases by unit at or above their own, service (null: all but complaints) and further names."""
    groups: dict[tuple[object, ...], list[Line]] = {}
    for case in found:
        services = [case["layanan"]] if is_complaint(str(case["layanan"])) else [case["layanan"], None]
        for unit in rows.lines[str(case["kode_unit"])]:
            for service in services:
                groups.setdefault((unit, service, *(case[name] for name in names)), []).append(case)
    return groups


def service_periods(rows: Rows) -> pl.DataFrame:
    """Return how long cases took and how many kept their deadline, by unit, service and period of receipt."""
    lines = [
        {**case, "period": each.name}
        for case in cases(rows)
        for each in calendar(case["came"].year)
        if each.start <= case["came"] <= each.end
    ]
    out = []
    for (unit, service, name), group in _grouped(rows, lines, ["period"]).items():
        counted = {f"{what}_count": sum(case[what] for case in group) for what in COUNTS}
        n, some, waits = counted["judged_count"], counted["on_time_count"], _known(group, "minutes")
        interval = wilson(some, n) if n else (None, None)
        measured = [case for case in group if case["measured"]]
        years = {y for c in measured for y in range(c["came"].year, c["waktu_selesai"].year + 1)}
        reason = "not_yet_due" if counted["pending_count"] else "nothing_to_judge"
        if counted["no_deadline_count"]:
            reason = "no_deadline"
        out.append(
            {"unit_id": unit, "service_name": service, "period": name, "case_count": len(group), **counted}
            | {"is_complaint": service is not None and is_complaint(str(service))}
            | {"on_time_share": some / n if n else None, "on_time_low": interval[0], "on_time_high": interval[1]}
            | _middle(group, "days", "days") | {"day_count": "working", "has_calendar": years <= CALENDAR_YEARS}
            | _middle(group, "calendar_days", "calendar_days") | _middle(group, "minutes", "waiting_minutes")
            | {"waiting_count": len(waits), "reason": None if n else reason}
            | {"is_provisional": period(str(name)).end >= rows.as_of or counted["pending_count"] > 0}
        )  # fmt: skip
    return pl.DataFrame(out, infer_schema_length=None).rename({"wrong_count": "excluded_count"})


COUNTS = (
    "judged", "on_time", "measured", "open", "overdue", "pending", "no_deadline", "withdrawn", "rejected", "wrong",
)  # fmt: skip


def _known(group: list[Line], name: str) -> list[float]:
    return [case[name] for case in group if case[name] is not None]


def _middle(group: list[Line], name: str, called: str) -> Line:
    values = _known(group, name)
    return {f"{word}_{called}": quantile(values, part) if values else None for word, part in QUANTILES}


QUANTILES = (("median", 0.5), ("p90", 0.9))


def open_cases(rows: Rows) -> pl.DataFrame:
    """Return open cases by unit, service and age on the last day their own file speaks of."""
    found = [case for case in cases(rows) if case["open"]]
    for case in found:
        case["age"] = (case["known"] - case["came"]).days
        case["band"] = band("open_case_age", case["age"] * 100)
    out = [
        {"unit_id": unit, "service_name": service, "age_band": name, "open_count": len(group)}
        | {"is_complaint": service is not None and is_complaint(str(service))}
        | {"overdue_count": sum(case["overdue"] for case in group), "oldest_days": max(case["age"] for case in group)}
        | {"known_date": max(case["known"] for case in group)}
        for (unit, service, name), group in _grouped(rows, found, ["band"]).items()
    ]
    return pl.DataFrame(out, infer_schema_length=None)


def _observed(rows: Rows) -> dict[str, dict[str, list[tuple[dt.date, str, float]]]]:
    """Return day, service and value of every respondent or case by measure and unit at or above it, by day."""
    found: dict[str, dict[str, list[tuple[dt.date, str, float]]]] = {measure: {} for measure in BETTER}
    observed = [
        (measure, case["kode_unit"], (case["came"], case["layanan"].lower(), float(case[name])))
        for case in cases(rows)
        for measure, name in (("on_time_share", "on_time"), ("days", "days"), ("waiting_minutes", "minutes"))
        if case[name] is not None and (measure != "on_time_share" or case["judged"])
    ]
    for row in rows.live("skm").filter(pl.col("kode_unit").is_in(list(rows.lines))).to_dicts():
        given = [row[name] for name in ELEMENTS.values() if row[name] is not None]
        if given:
            observed.append(("ikm", row["kode_unit"], (row["tanggal"], row["layanan"].lower(), 25 * mean(given))))
    for measure, own, each in observed:
        for unit in rows.lines[own]:
            found[measure].setdefault(unit, []).append(each)
    return {measure: {unit: sorted(each) for unit, each in units.items()} for measure, units in found.items()}


def service_changes(rows: Rows) -> pl.DataFrame:
    """Return every measure as many days before a change as after it, with the interval of the difference."""
    window, observed, out = setting("change_window_days"), _observed(rows), []
    for row in rows.live("perubahan").filter(pl.col("kode_unit").is_in(list(rows.lines))).to_dicts():
        day, wanted = row["tanggal"], row["layanan"]
        for measure in BETTER:
            values = observed[measure].get(row["kode_unit"], [])
            cuts = [bisect_right(values, (each,)) for each in (day - window * DAY, day, day + window * DAY)]
            before, after = (
                [v for _, name, v in values[a:b] if (name == wanted.lower() if wanted else not is_complaint(name))]
                for a, b in pairwise(cuts)
            )
            key = {"unit_id": row["kode_unit"], "service_name": wanted, "change_date": day, "change_name": row["nama"]}
            out.append({**key, "measure": measure, "window_days": window, **_difference(measure, before, after)})
    return pl.DataFrame(out, infer_schema_length=None)


def _difference(measure: str, before: list[float], after: list[float]) -> Line:
    """Return both sides, the difference with Welch's or for shares Newcombe's interval, and what it says."""
    n, m = len(before), len(after)
    old, new = (mean(side) if side else None for side in (before, after))
    step = None if old is None or new is None else new - old
    line: Line = {"before_count": n, "after_count": m, "before_value": old, "after_value": new, "difference": step}
    low = high = None
    if step is not None and min(n, m) >= setting("change_min_count"):
        if measure == "on_time_share":
            (low_old, high_old), (low_new, high_new) = (wilson(round(sum(s)), len(s)) for s in (before, after))
            low = step - math.hypot(new - low_new, high_old - old)
            high = step + math.hypot(high_new - new, old - low_old)
        else:
            half = 1.96 * math.sqrt(sum(max(variance(side), 1 / 12) / len(side) for side in (before, after)))
            low, high = step - half, step + half
    verdict = "no_data" if step is None else "too_few"
    if low is not None and high is not None:
        rises = (low > 0) - (high < 0)
        verdict = {1: "better", 0: "cannot_tell", -1: "worse"}[rises * BETTER[measure]]
    return {**line, "difference_low": low, "difference_high": high, "verdict": verdict}


MARTS_SERVICE = {
    "service_periods": (["unit_id", "service_name", "period"], service_periods),
    "service_changes": (["unit_id", "service_name", "change_date", "change_name", "measure"], service_changes),
    "open_cases": (["unit_id", "service_name", "age_band"], open_cases),
}
