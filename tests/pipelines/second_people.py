"""Appraisals, credits and talent boxes computed a second time, from the rules and the rows as they came in."""

import datetime as dt
import hashlib
import math
from fnmatch import fnmatchcase
from fractions import Fraction

import polars as pl
from second_indicators import unit_periods
from second_rows import Period, Rows, calendar, hundredths, once, period, reference
from second_statistics import prior_size

PREDICATES = ("very_good", "good", "needs_improvement", "poor", "very_poor")
MATRIX = {
    ("above", "below"): "poor", ("above", "expected"): "good", ("above", "above"): "very_good",
    ("expected", "below"): "poor", ("expected", "expected"): "good", ("expected", "above"): "good",
    ("below", "below"): "very_poor", ("below", "expected"): "needs_improvement",
    ("below", "above"): "needs_improvement",
}  # fmt: skip
PATTERNS = {
    "excellent": (({"very_good"}, None, 70),),
    "good": (({"good"}, None, 70), ({"needs_improvement", "poor"}, "some", None)),
    "needs_improvement": (({"needs_improvement"}, 60, None), ({"very_good"}, None, 10)),
    "poor": (({"poor"}, 60, None), ({"needs_improvement"}, 10, None), ({"very_good"}, None, 10)),
    "very_poor": (({"very_poor"}, 60, None), ({"poor", "needs_improvement"}, 10, None), ({"very_good"}, None, 0)),
}
"""Predicates meant, percent at least and percent at most, of SE MenPANRB 3/2023."""
ORDER = {"definitif": 1, "pj": 2, "plt": 3, "plh": 4}
TIERS = ("ahli utama", "ahli madya", "ahli muda", "ahli pertama", "penyelia", "mahir", "terampil", "pemula")
CREDIT = dict(zip(TIERS, (50, "37.5", 25, "12.5", 25, "12.5", 5, "3.75"), strict=True))
PERCENT = {"very_good": 150, "good": 100, "needs_improvement": 75, "poor": 50, "very_poor": 25}
BOXES = {
    ("tinggi", "below"): 6, ("tinggi", "expected"): 8, ("tinggi", "above"): 9,
    ("menengah", "below"): 3, ("menengah", "expected"): 5, ("menengah", "above"): 7,
    ("rendah", "below"): 1, ("rendah", "expected"): 2, ("rendah", "above"): 4,
}  # fmt: skip
RATINGS, POTENTIALS = ("below", "expected", "above"), ("rendah", "menengah", "tinggi")
BY_PREDICATE = {"very_good": "above", "good": "expected"}
OF_2011 = ((5000, "very_poor"), (6000, "poor"), (7500, "needs_improvement"), (9000, "good"), (10000, "very_good"))
OF_2019 = ((4999, "very_poor"), (6999, "poor"), (8999, "needs_improvement"), (12000, "good"))
"""Highest value in hundredths of each predicate on the scales of PP 46/2011 and PP 30/2019."""
Line = dict[str, object]
UNIT = ["unit_id", "period"]


def ident(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@once
def posts(rows: Rows) -> dict[str, list[Line]]:
    """Return the posts of every person in units of the tree, the one to prefer among equals first."""
    found: dict[str, list[Line]] = {}
    for row in rows.live("pegawai").filter(pl.col("kode_unit").is_in(list(rows.lines))).to_dicts():
        row["order"] = ORDER[row["penugasan"] or "definitif"]
        row["start"], row["end"] = row["mulai"] or dt.date.min, row["selesai"] or dt.date.max
        row["last"] = (row["kode_unit"], row["jabatan"], row["load_id"], row["row_number"])
        found.setdefault(row["nip"], []).append(row)
    return {nip: sorted(lines, key=lambda row: row["last"]) for nip, lines in found.items()}


def newest(lines: list[Line], day: dt.date) -> Line | None:
    """Return the definitive post held on a day, the one begun last."""
    held = [row for row in lines if row["order"] == 1 and row["start"] <= day <= row["end"]]
    return max(held, key=lambda row: row["start"], default=None)


def placed(lines: list[Line], day: dt.date) -> Line:
    """Return the post that speaks for a day: held, definitive, begun last; else the nearest earlier, else the first."""

    def worth(row: Line) -> tuple[object, ...]:
        begun = row["start"] <= day
        age = day.toordinal() - row["start"].toordinal() if begun else math.inf
        return not (begun and day <= row["end"]), row["order"], age, row["start"]

    return min(lines, key=worth)


@once
def people(rows: Rows) -> pl.DataFrame:
    """Return everyone appraised, and everyone in definitive post at the end of a period with appraisals."""
    planned: dict[str, list[Period]] = {}
    for row in rows.live("rhk").unique(["nip", "periode"]).to_dicts():
        planned.setdefault(row["nip"], []).append(period(row["periode"]))
    out, seen, trees = [], set(), set()
    for row in rows.live("skp").to_dicts():
        if row["nip"] not in posts(rows):
            continue
        when = period(row["periode"])
        unit = row["kode_unit"] or placed(posts(rows)[row["nip"]], when.end)["kode_unit"]
        if unit not in rows.lines:
            continue
        meant = MATRIX.get((row["rating_hasil"], row["rating_perilaku"]), row["predikat"])
        mismatch = meant != row["predikat"] and when.end >= dt.date(2022, 1, 1)
        office = row["source"].split(" · ", 1)[1] if " · " in (row["source"] or "") else None
        root = rows.lines[unit][-1]
        rater = row["nip_penilai"] or (f"{root}|{office}" if office else None)
        seen.add((row["nip"], when.name))
        trees.add((root, when))
        out.append((row["nip"], unit, root, when.name, row["predikat"], mismatch, ident(rater) if rater else "unknown"))
    for nip, lines in posts(rows).items():
        for when in {when for _, when in trees}:
            lines_then = [row for row in lines if (rows.lines[row["kode_unit"]][-1], when) in trees]
            if (nip, when.name) not in seen and (post := newest(lines_then, when.end)):
                unit = post["kode_unit"]
                out.append((nip, unit, rows.lines[unit][-1], when.name, None, False, None))
    found = [(*line, _covers(planned.get(line[0], []), period(line[3]))) for line in out]
    columns = ["nip", "own_id", "root_id", "period", "predicate", "mismatch", "rater_id", "planned"]
    return pl.DataFrame(found, schema=columns, orient="row", infer_schema_length=None)


def _covers(plans: list[Period], when: Period) -> bool:
    return any(plan.start <= when.start and when.end <= plan.end for plan in plans)


def _counts() -> list[pl.Expr]:
    return [
        pl.col("predicate").is_not_null().sum().cast(pl.Int64).alias("rated_count"),
        *((pl.col("predicate") == name).sum().cast(pl.Int64).alias(f"{name}_count") for name in PREDICATES),
    ]


def appraisal_periods(rows: Rows) -> pl.DataFrame:
    """Return how the people of every unit and below were appraised, against the pattern and beside the indicators."""
    everyone = people(rows)
    plans = everyone.group_by("root_id", "period").agg(pl.col("planned").sum().alias("tree"), pl.len().alias("all"))
    counted = (
        rows.rolled_up(everyone)
        .group_by("unit_id", "root_id", "period")
        .agg(
            pl.len().cast(pl.Int64).alias("employee_count"),
            pl.col("planned").sum().cast(pl.Int64).alias("planned_count"),
            pl.col("mismatch").sum().cast(pl.Int64).alias("mismatch_count"),
            *_counts(),
        )
    )
    organisations = {
        (row["kode_unit"], row["periode"]): row["predikat"]
        for row in rows.live("predikat_organisasi").sort("loaded_at", "load_id", "row_number").to_dicts()
    }
    scores = {row[:2]: row[2] for row in unit_periods(rows).select(*UNIT, "iku_score_pct").rows() if row[2] is not None}
    out = []
    for row in counted.join(plans, on=["root_id", "period"]).to_dicts():
        key, n, when = (row["unit_id"], row["period"]), row["rated_count"], period(row["period"])
        row["unrated_count"] = row["employee_count"] - n
        row["rated_share"] = n / row["employee_count"]
        row["organisation_predicate"] = organisations.get(key)
        row["pattern_status"], row["moves_to_fit_count"] = pattern(row, organisations.get(key), when)
        row["plan_reason"] = "few_plans_loaded" if row["tree"] * 2 < row["all"] else None
        if row["tree"] == 0:
            row["planned_count"], row["plan_reason"] = None, "no_plans_loaded"
        row["very_good_share"] = row["very_good_count"] / n if n else None
        longer = sorted((p for p in calendar(when.year) if p.end == when.end and p.start <= when.start), key=_length)
        row["iku_period"] = next((p.name for p in longer if (key[0], p.name) in scores), None)
        row["iku_score_pct"] = scores.get((key[0], row["iku_period"]))
        row["quadrant_reason"] = "few_rated" if n < 5 else "no_iku_score" if row["iku_period"] is None else None
        row["quadrant"] = "not_judged"
        if row["quadrant_reason"] is None:
            top = "high" if row["very_good_count"] * 2 > n else "usual"
            low = "low" if hundredths(row["iku_score_pct"]) < 9000 else "high"
            row["quadrant"] = f"{top}_predicates_{low}_results"
        out.append(row)
    return pl.DataFrame(out, infer_schema_length=None).drop("root_id", "tree", "all")


def _length(when: Period) -> dt.timedelta:
    return when.end - when.start


def pattern(row: dict[str, int], organisation: str | None, when: Period) -> tuple[str, int | None]:
    """Return whether counts follow the pattern of the organisation's predicate, and the fewest people off it."""
    n, short, excess = row["rated_count"], 0, 0
    if organisation is None or n < 5 or when.end < dt.date(2023, 1, 1):
        return "not_judged", None
    for names, least, most in PATTERNS[organisation]:
        some = sum(row[f"{name}_count"] for name in names)
        if least is not None:
            short += max(0, (1 if least == "some" else math.ceil(Fraction(least * n, 100))) - some)
        if most is not None:
            excess += max(0, some - math.floor(Fraction(most * n, 100)))
    moves = max(short, excess)
    return "deviates" if moves else "follows", moves


def appraisal_changes(rows: Rows) -> pl.DataFrame:
    """Return how predicates changed since the period of its kind before, split by the same and by other people."""
    rated = rows.rolled_up(people(rows).filter(pl.col("predicate").is_not_null()))
    groups = {key: dict(zip(g["nip"], g["predicate"], strict=True)) for key, g in rated.group_by(*UNIT)}
    out = []
    for (unit, name), now in groups.items():
        when = period(name)
        earlier = [p for u, p in groups if u == unit and period(p).type == when.type and period(p).end < when.end]
        if not earlier:
            continue
        before_name = max(earlier, key=lambda p: period(p).end)
        before = groups[unit, before_name]
        both = now.keys() & before.keys()
        better = [PREDICATES.index(before[nip]) - PREDICATES.index(now[nip]) for nip in both]
        line = [
            unit,
            name,
            before_name,
            len(now),
            len(before),
            len(both),
            len(now) - len(both),
            len(before) - len(both),
        ]
        line += [sum(step > 0 for step in better), sum(step < 0 for step in better)]
        for names in (PREDICATES[:1], PREDICATES[2:]):
            share, past = (sum(p in names for p in each.values()) / len(each) for each in (now, before))
            standard = (
                sum((now[i] in names) - (before[i] in names) for i in both) / len(both) if len(both) >= 5 else None
            )
            rest = None if standard is None else share - past - standard
            line += [share, past, share - past, standard, rest]
        out.append([*line, None if len(both) >= 5 else "few_rated_twice"])
    columns = [
        *UNIT, "previous_period", "rated_count", "previous_rated_count", "both_count", "joined_count", "left_count",
        "raised_count", "lowered_count", "top_share", "previous_top_share", "top_change", "top_standard",
        "top_composition", "low_share", "previous_low_share", "low_change", "low_standard", "low_composition", "reason",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def rater_periods(rows: Rows) -> pl.DataFrame:
    """Return whom every appraiser rated and how, who waits for them, and how lenient that looks."""
    rated = people(rows).filter(pl.col("predicate").is_not_null())
    waiting = rows.mart(
        "select unit_id as own_id, root_id, period, coalesce(rater_id, 'unknown') as rater_id from marts.appraisal_gaps"
    )
    key = ["rater_id", "root_id", "period"]
    everyone = pl.concat(
        [rated.select(*key, "own_id", "predicate"), waiting.select(*key, "own_id", predicate=pl.lit(None, pl.String))]
    )
    counted = everyone.group_by(key).agg(pl.len().cast(pl.Int64).alias("ratee_count"), "own_id", *_counts())
    enough = pl.col("rated_count") >= 5
    known = pl.col("rater_id") != "unknown"
    members = counted.filter(enough & known).group_by("root_id", "period").agg("very_good_count", "rated_count")
    peers = {row[:2]: row[2:] for row in members.rows()}
    out = []
    for row in counted.to_dicts():
        n, top = row["rated_count"], row["very_good_count"]
        events, cases = peers.get((row["root_id"], row["period"]), ([], []))
        lines = [rows.lines[unit] for unit in row.pop("own_id")]
        row["unit_id"] = next(unit for unit in lines[0] if all(unit in line for line in lines))
        row["waiting_count"] = row["ratee_count"] - n
        row["file_status"] = "missing" if n == 0 else "partial" if row["waiting_count"] else "complete"
        row["top_share"] = top / n if n else None
        row["expected_top_share"] = row["shrunken_top_share"] = None
        if events and row["rater_id"] != "unknown":
            row["expected_top_share"] = centre = sum(events) / sum(cases)
            if n and len(events) >= 5:
                row["shrunken_top_share"] = centre + n / (n + prior_size(events, cases)) * (top / n - centre)
        out.append(row)
    return pl.DataFrame(out, infer_schema_length=None)


def tier(post: Line) -> tuple[str | None, str]:
    """Return the tier of a post, stated or read from its title or type, and the group of posts it belongs to."""
    title, kind = (str(post[name] or "").strip().lower() for name in ("jabatan", "jenis_jabatan"))
    found = str(post["jenjang"] or "").strip().lower()
    for row in [] if found else sorted(reference("tier_patterns"), key=lambda row: int(row["pattern_order"])):
        text = title if row["matched_on"] == "title" else kind
        if fnmatchcase(text, row["pattern"].replace("%", "*")):
            found = row["job_tier"]
            break
    groups = {row["job_tier"]: row["job_group"] for row in reference("tier_levels")}
    by_kind = {"struktural": "structural", "fungsional": "functional"}
    return found or None, groups.get(found) or by_kind.get(kind, "other")


def credit_conversions(rows: Rows) -> pl.DataFrame:
    """Return months, percent and credits of every appraised holder of a functional post, by tier."""
    out = []
    for row in people(rows).filter(pl.col("predicate").is_not_null()).to_dicts():
        when, months = period(row["period"]), {}
        for month in calendar(when.year):
            if month.type == "month" and when.start <= month.start and month.end <= when.end:
                post = newest(posts(rows)[row["nip"]], month.end)
                if post and (found := tier(post))[1] == "functional":
                    months[found[0]] = months.get(found[0], 0) + 1
        for name, count in months.items():
            rule = when.end >= dt.date(2023, 1, 1)
            coefficient = Fraction(CREDIT[name]) if rule and name in CREDIT else None
            percent = PERCENT[row["predicate"]] if rule else None
            credit = None
            if coefficient is not None and percent is not None:
                credit = math.floor(Fraction(count, 12) * percent * coefficient + Fraction(1, 2)) / 100
            reason = (
                "before_rule" if not rule
                else "no_tier" if name is None
                else "unknown_tier" if coefficient is None
                else None
            )  # fmt: skip
            basis = "annual" if when.type == "year" else "periodic"
            yearly = None if coefficient is None else float(coefficient)
            line = (ident(row["nip"]), row["period"], name, row["own_id"], basis, row["predicate"], count)
            out.append((*line, percent, yearly, credit, reason))
    columns = [
        "employee_id", "period", "tier", "unit_id", "conversion_basis", "predicate", "month_count", "multiplier_pct",
        "coefficient", "credit", "reason",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def talent_boxes(rows: Rows) -> pl.DataFrame:
    """Return the official box of every person and year beside the box and the predicate of the sources."""
    annual = {(row["nip"], row["period"]): row["predicate"] for row in people(rows).to_dicts()}
    out = []
    for row in rows.live("talenta").to_dicts():
        if row["nip"] not in posts(rows):
            continue
        year, pair, stated = f"{row['tahun']:04d}", (row["potensi"], row["kinerja"]), row["kotak"]
        unit = placed(posts(rows)[row["nip"]], period(year).end)["kode_unit"]
        box = BOXES[pair] if row["tahun"] >= 2020 else None
        predicate = annual.get((row["nip"], year))
        rating = BY_PREDICATE.get(predicate, "below") if predicate else None
        by_rows = RATINGS.index(pair[1]) * 3 + POTENTIALS.index(pair[0]) + 1
        is_other = None not in (stated, box) and stated != box
        differs = rating is not None and rating != row["kinerja"]
        line = (ident(row["nip"]), row["tahun"], unit, stated, box, is_other, is_other and stated == by_rows)
        out.append((*line, predicate, rating, differs))
    columns = [
        "employee_id", "year", "unit_id", "stated_box", "box", "is_box_mismatch", "is_row_by_row", "annual_predicate",
        "rating_by_predicate", "is_performance_mismatch",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def legacy_appraisals(rows: Rows) -> pl.DataFrame:
    """Return the SKP of 2021 and before, each on the scale of its regulation, weighed in both ways of PP 30/2019."""
    out = []
    for row in rows.live("skp_lama").filter(pl.col("nip").is_in(list(posts(rows)))).to_dicts():
        of_2019 = (row["peraturan"] or ("pp_46_2011" if row["tahun"] <= 2020 else "pp_30_2019")) == "pp_30_2019"
        skp, behaviour, value = (
            None if row[name] is None else hundredths(row[name])
            for name in ("nilai_skp", "nilai_perilaku", "nilai_akhir")
        )
        ways: dict[str, float | None] = {"70_30": None, "60_40": None}
        if of_2019 and skp is not None and behaviour is not None:
            ways = {way: (skp * int(way[:2]) + behaviour * int(way[3:])) / 10000 for way in ways}
        near = [way for way, weighed in ways.items() if None not in (weighed, value) and _is_near(weighed, value)]
        fits = None if None in (value, *ways.values()) else [*near, "neither"][0]
        scale = OF_2019 if of_2019 else OF_2011
        predicate = None if value is None else next((name for most, name in scale if value <= most), None)
        reason = (
            "no_value" if value is None
            else "outside_scale" if predicate is None
            else "needs_new_idea" if of_2019 and value >= 11000
            else None
        )  # fmt: skip
        why = (
            "other_regulation"
            if not of_2019
            else "no_skp"
            if skp is None
            else "no_behaviour"
            if behaviour is None
            else None
        )
        unit = placed(posts(rows)[row["nip"]], period(f"{row['tahun']:04d}").end)["kode_unit"]
        out.append((ident(row["nip"]), row["tahun"], unit, *ways.values(), why, fits, predicate, reason))
    columns = [
        "employee_id", "year", "unit_id", "value_70_30", "value_60_40", "weights_reason", "weights_matched",
        "legacy_predicate", "reason",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _is_near(weighed: float | None, value: int | None) -> bool:
    return weighed is not None and value is not None and abs(round(weighed * 10000) - value * 100) <= 100
