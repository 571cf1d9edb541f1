"""Patterns, rewards and heads computed a second time, from the dated rules and the rows as they came in."""

import datetime as dt
import math
from collections.abc import Callable, Mapping
from fractions import Fraction

import polars as pl
from second_indicators import unit_periods
from second_people import PATTERNS, PREDICATES, UNIT, Line, appraisal_periods, ident, people, posts, tier
from second_rows import Period, Rows, calendar, hundredths, once, period, reference

LOW = {"needs_improvement", "poor", "very_poor"}
PERSON_RULES = {
    "person_award_year": ("award", "year", {"very_good"}, 1),
    "person_award_quarters": ("award", "quarter", {"very_good"}, 4),
    "person_coaching": ("coaching", "quarter", LOW, 1),
    "person_counselling": ("coaching", "quarter", LOW, 2),
}
"""What is done, for which kind of period, with which predicates, how many in a row."""
RULES_FROM, CIRCULAR_FROM = dt.date(2022, 1, 1), dt.date(2023, 1, 1)
AWARDS = {"penghargaan": "award", "pembinaan": "coaching"}
RATING = {"excellent": "above", "good": "expected"}


def called(rows: Rows) -> list[tuple[str, str, str]]:
    """Return every unit, period and predicate of the unit that the circular speaks about."""
    given = rows.live("predikat_organisasi").filter(pl.col("kode_unit").is_in(list(rows.lines)))
    return [
        row for row in given.select("kode_unit", "periode", "predikat").rows() if period(row[1]).end >= CIRCULAR_FROM
    ]


def pattern_conditions(rows: Rows) -> pl.DataFrame:
    """Return every condition of the pattern of a unit's predicate, in people of those rated."""
    nobody = {"rated_count": 0, "pattern_status": "not_judged", **{f"{each}_count": 0 for each in PREDICATES}}
    appraised = {(row["unit_id"], row["period"]): row for row in appraisal_periods(rows).to_dicts()}
    out = []
    for unit, when, name in called(rows):
        row = appraised.get((unit, when), nobody)
        n = row["rated_count"]
        for number, (names, least, most) in enumerate(PATTERNS[name], start=1):
            some = sum(row[f"{each}_count"] for each in names)
            fewest = None if least is None else 1 if least == "some" else math.ceil(Fraction(least * n, 100))
            highest = None if most is None else math.floor(Fraction(most * n, 100))
            bounds = (least if isinstance(least, int) else None, most, fewest, highest)
            off = (max(0, (fewest or 0) - some), 0 if highest is None else max(0, some - highest))
            about = (each in names for each in PREDICATES)
            out.append((unit, when, number, name, *about, n, some, *bounds, *off, row["pattern_status"]))
    columns = [
        *UNIT, "condition_order", "organisation_predicate", *(f"is_about_{name}" for name in PREDICATES), "rated_count",
        "people_count", "min_pct", "max_pct", "least_count", "most_count", "short_count", "excess_count",
        "pattern_status",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def before(when: Period) -> str:
    """Return the name of the period of the same kind that ends the day before."""
    last = when.start - dt.timedelta(days=1)
    return next(each.name for each in calendar(last.year) if each.type == when.type and each.end == last)


def given(rows: Rows, recipient: str, who: str, action: str, since: dt.date) -> dt.date | None:
    """Return the first day since then on which someone (`nip`) or some unit (`kode_unit`) got an award or coaching."""
    return min(
        (
            row["tanggal"]
            for row in rows.live("penghargaan").to_dicts()
            if row[recipient] == who and AWARDS[row["jenis"]] == action and row["tanggal"] >= since
        ),
        default=None,
    )


def reward_candidates(rows: Rows) -> pl.DataFrame:
    """Return who meets a rule for persons in which period, after how many in a row."""
    rated = {
        (row["nip"], row["period"]): row
        for row in people(rows).filter(pl.col("predicate").is_not_null()).to_dicts()
        if period(row["period"]).end >= RULES_FROM
    }
    out = []
    for rule, (action, kind, wanted, span) in PERSON_RULES.items():
        meets = {key for key, row in rated.items() if period(key[1]).type == kind and row["predicate"] in wanted}
        for nip, name in meets:
            streak, earlier = 0, name
            while (nip, earlier) in meets:
                streak, earlier = streak + 1, before(period(earlier))
            if streak >= span:
                row = rated[nip, name]
                day = given(rows, "nip", nip, action, period(name).start)
                line = (ident(nip), name, rule, row["own_id"], row["root_id"], action, row["predicate"])
                out.append((*line, streak, span, day, "reward", "U"))
    columns = [
        "employee_id", "period", "reward_rule_id", "unit_id", "root_id", "action", "predicate", "streak_count",
        "span_count", "given_date", "rule_id", "confidence",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def team_candidates(rows: Rows) -> pl.DataFrame:
    """Return every part of the rule for teams with the number of every unit and quarter that has both numbers."""
    scores = unit_periods(rows).select(*UNIT, "iku_score_pct", "weight_covered_pct")
    appraised = appraisal_periods(rows).select(*UNIT, "rated_count", "employee_count", "organisation_predicate")
    out = []
    for row in appraised.join(scores, on=UNIT).to_dicts():
        when = period(row["period"])
        if when.type != "quarter" or when.end < RULES_FROM:
            continue
        score, covered, name = row["iku_score_pct"], row["weight_covered_pct"], row["organisation_predicate"]
        row["is_score_met"] = None if score is None else hundredths(score) >= 10000
        row["is_coverage_met"] = None if covered is None else hundredths(covered) >= 10000
        row["is_rated_met"] = Fraction(row["rated_count"], row["employee_count"]) >= Fraction(95, 100)
        row["is_predicate_met"] = None if name is None else name in ("good", "excellent")
        parts = ("is_score_met", "is_coverage_met", "is_rated_met", "is_predicate_met")
        row["is_candidate"] = all(row[part] is True for part in parts)
        row["given_date"] = given(rows, "kode_unit", row["unit_id"], "award", when.start)
        row |= {"reward_rule_id": "team_best", "action": "award", "rule_id": "reward", "confidence": "U"}
        row["root_id"] = rows.lines[row["unit_id"]][-1]
        out.append(row)
    return pl.DataFrame(out, infer_schema_length=None)


@once
def structural(rows: Rows) -> dict[str, list[tuple[int, Line]]]:
    """Return the structural posts of every unit, acting ones too, each with the height of its tier."""
    levels = {row["job_tier"]: int(row["required_level"]) for row in reference("tier_levels")}
    found: dict[str, list[tuple[int, Line]]] = {}
    for post in (post for lines in posts(rows).values() for post in lines):
        name, group = tier(post)
        if group == "structural" and name in levels:
            found.setdefault(post["kode_unit"], []).append((levels[name], post))
    return found


def head(rows: Rows, unit: str, day: dt.date) -> Line | None:
    """Return the post of the only definitive holder of the highest structural tier in a unit on a day."""
    held = [(level, post) for level, post in structural(rows).get(unit, []) if post["start"] <= day <= post["end"]]
    top = [post for level, post in held if level == max(level for level, _ in held) and post["order"] == 1]
    return max(top, key=lambda post: post["jabatan"]) if len({post["nip"] for post in top}) == 1 else None


def head_appraisals(rows: Rows) -> pl.DataFrame:
    """Return the rating of every unit's head beside the one its predicate stands for."""
    ratings = {(row["nip"], row["periode"]): row["rating_hasil"] for row in rows.live("skp").to_dicts()}
    known = {row[:2] for row in people(rows).select("nip", "period", "predicate").rows() if row[2] is not None}
    out = []
    for unit, name, predicate in called(rows):
        post = head(rows, unit, period(name).end)
        if post is None:
            continue
        key, by_unit = (post["nip"], name), RATING.get(predicate, "below")
        rating = ratings[key] if key in known else None
        line = (ident(post["nip"]), unit, name, rows.lines[unit][-1], post["jabatan"], predicate, by_unit, rating)
        agrees = None if rating is None else rating == by_unit
        out.append((*line, agrees, "not_rated" if rating is None else None, "head_rating"))
    columns = [
        "employee_id", *UNIT, "root_id", "job_title", "organisation_predicate", "rating_by_organisation",
        "result_rating", "is_consistent", "reason", "rule_id",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


MARTS_REWARDS: Mapping[str, tuple[list[str], Callable[[Rows], pl.DataFrame]]] = {
    "pattern_conditions": ([*UNIT, "condition_order"], pattern_conditions),
    "reward_candidates": (["employee_id", "period", "reward_rule_id"], reward_candidates),
    "team_candidates": ([*UNIT, "reward_rule_id"], team_candidates),
    "head_appraisals": (UNIT, head_appraisals),
}
