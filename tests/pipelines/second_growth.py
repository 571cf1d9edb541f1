"""Competencies of units, 360 feedback and training hours computed a second time, from the rules and the rows."""

import datetime as dt
import math
from fractions import Fraction
from statistics import mean, median, variance

import polars as pl
from second_learning import asked_for, gaps, holders, key_of, student
from second_people import Line, ident, newest, placed, posts, tier
from second_rows import Rows, band, hundredths, once, period, reference, setting

ASPECTS = (
    "berorientasi pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif",
)  # fmt: skip
WEIGHTS = {
    "structural": {"atasan": 50, "rekan": 30, "bawahan": 20, "diri": 0, "masyarakat": 0},
    "other": {"atasan": 50, "rekan": 50, "bawahan": 0, "diri": 0, "masyarakat": 0},
}
LEAST = {"atasan": 1, "rekan": 3, "bawahan": 3, "diri": 1, "masyarakat": 3}
RIGHT = {"pns": ("jp_min", 20, 2017), "pppk": ("jp_min_pppk", 24, 2020)}
"""Rule, hours and first year of the right to training by status; none was found for part-time PPPK."""


@once
def _people(rows: Rows) -> list[Line]:
    """Return what is known of every person in post and competency, with the family and the kind of standard."""
    people, asked = holders(rows), asked_for(rows)
    return [
        {**row, "family": people[row["nip"]]["family"], "by_tier": asked.get((row["nip"], row["key"]), (0,))[0] > 2}
        for row in gaps(rows).to_dicts()
    ]


def _by_unit(rows: Rows, names: list[str]) -> dict[tuple[object, ...], list[Line]]:
    groups: dict[tuple[object, ...], list[Line]] = {}
    for row in _people(rows):
        for unit in rows.lines[row["own_id"]]:
            groups.setdefault((unit, *(row[name] for name in names)), []).append(row)
    return groups


def competency_units(rows: Rows) -> pl.DataFrame:
    """Return levels against those asked for, and how well and how long ago they were found, by unit and job family."""
    types = {key_of(row["kompetensi"]): row["jenis"] for row in rows.live("standar_kompetensi").to_dicts()}
    types |= {key_of(row["competency_name"]): row["competency_type"] for row in reference("competencies")}
    valid, out = setting("evidence_valid_days"), []
    for (unit, family, key), group in _by_unit(rows, ["family", "key"]).items():
        ages = [row["age"] for row in group if row["age"] is not None]
        steps = [row["gap"] for row in group if row["gap"] is not None]
        missing = [-step for step in steps if step < 0]
        age = median(ages) if ages else None
        line: Line = {"unit_id": unit, "job_family": family, "key": key, "competency_type": types.get(key)}
        line |= {"in_post_count": len(group), "required_count": sum(row["need"] is not None for row in group)}
        line |= {"tier_standard_count": sum(row["by_tier"] for row in group), "assessed_count": len(ages)}
        line |= {"current_count": sum(each <= valid for each in ages), "gap_count": len(steps)}
        line |= {"gap_avg": sum(steps) / len(steps) / 100 if steps else None, "short_count": len(missing)}
        line |= {"shortfall_avg": sum(missing) / len(missing) / 100 if missing else None}
        line |= {"coverage_share": len(ages) / len(group), "evidence_age_days": age}
        line |= {"has_low_coverage": len(ages) * 10000 < len(group) * setting("competency_coverage_e2")}
        line |= {"has_old_evidence": age is not None and age > valid}
        line["reason"] = "not_assessed" if not ages else "no_standard" if not steps else None
        out.append(line)
    return pl.DataFrame(out, infer_schema_length=None)


def competency_changes(rows: Rows) -> pl.DataFrame:
    """Return how the levels of people assessed twice moved, with Student's interval of the mean."""
    out = []
    for (unit, key), group in _by_unit(rows, ["key"]).items():
        steps = [(row["level"] - row["before"]) / 100 for row in group if row["before"] is not None]
        if not steps:
            continue
        n, middle, half = len(steps), mean(steps), None
        if n >= setting("effect_min_count"):
            half = student(n - 1) * math.sqrt(max(variance(steps), 1 / 6) / n)
        low, high = (None, None) if half is None else (middle - half, middle + half)
        conclusion = (
            "too_few" if low is None or high is None
            else "risen" if low > 0
            else "fallen" if high < 0
            else "cannot_tell"
        )  # fmt: skip
        moved = (sum(step > 0 for step in steps), sum(step < 0 for step in steps))
        out.append((unit, key, n, *moved, middle, low, high, conclusion))
    columns = [
        "unit_id", "key", "retested_count", "risen_count", "fallen_count", "level_change_avg", "level_change_low",
        "level_change_high", "conclusion",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


@once
def feedback_aspects(rows: Rows) -> pl.DataFrame:
    """Return the mean of every aspect (null: all seven) and source (null: weighted) of a person's feedback."""
    given: dict[tuple[str, str], dict[tuple[str, str], list[Line]]] = {}
    for row in rows.live("umpan_balik").filter(pl.col("nip").is_in(list(posts(rows)))).to_dicts():
        person = given.setdefault((row["nip"], row["periode"]), {})
        person.setdefault((row["sumber"], row["aspek"]), []).append(row)
    out = []
    for (nip, name), ratings in given.items():
        when = period(name)
        post = placed(posts(rows)[nip], when.end)
        head = {"employee_id": ident(nip), "unit_id": post["kode_unit"], "period": name, "rule_id": "feedback_360"}
        weights = WEIGHTS["structural" if tier(post)[1] == "structural" else "other"]
        out += [{**head, **line} for line in _feedback(ratings, weights)]
    return pl.DataFrame(out, infer_schema_length=None)


def _feedback(ratings: dict[tuple[str, str], list[Line]], weights: dict[str, int]) -> list[Line]:
    """Return the lines of one person and period: aspects and all of them, by source and weighted."""
    scores: dict[tuple[str | None, str | None], Fraction | str] = {}
    raters: dict[tuple[str | None, str | None], int] = {}
    for (source, aspect), rated in ratings.items():
        raters[source, aspect] = len({row["id_penilai"] for row in rated})
        parts = [Fraction(str(row["nilai"])) / Fraction(str(row["skala_maks"])) for row in rated]
        enough = raters[source, aspect] >= LEAST[source]
        scores[source, aspect] = 100 * sum(parts, Fraction()) / len(parts) if enough else "few_raters"
    counting = [source for source, weight in weights.items() if weight]
    for aspect in {aspect for _, aspect in ratings}:
        found = [scores.get((source, aspect)) for source in counting]
        scores[None, aspect] = _weighted(found, [weights[source] for source in counting])
        raters[None, aspect] = sum(raters.get((source, aspect), 0) for source in counting)
    scores[None, None] = _all_aspects([scores.get((None, aspect)) for aspect in ASPECTS])
    raters[None, None] = max(raters.get((None, aspect), 0) for aspect in ASPECTS)
    out = []
    for (source, aspect), score in scores.items():
        known = None if isinstance(score, str) else hundredths(float(score))
        line: Line = {"aspect": aspect, "rater_type": source, "rater_count": raters[source, aspect]}
        line |= {"min_rater_count": LEAST.get(source or ""), "weight_pct": weights.get(source or "", 100)}
        line |= {"score_pct": None if known is None else known / 100, "reason": score if known is None else None}
        is_total = source is None and aspect is None and known is not None
        line["feedback_band"] = band("feedback_360", known) if is_total and known is not None else None
        out.append(line)
    return out


def _all_aspects(scores: list[Fraction | str | None]) -> Fraction | str:
    """Return the mean of all seven aspects, or why there is none."""
    if None in scores:
        return "aspect_missing"
    known = [score for score in scores if isinstance(score, Fraction)]
    if len(known) < 7:
        return "source_missing" if "source_missing" in scores else "few_raters"
    return sum(known, Fraction()) / 7


def _weighted(scores: list[Fraction | str | None], weights: list[int]) -> Fraction | str:
    """Return the weighted mean of the sources that count, or why there is none."""
    if None in scores:
        return "source_missing"
    known = [(score, weight) for score, weight in zip(scores, weights, strict=True) if isinstance(score, Fraction)]
    if len(known) < len(scores):
        return "few_raters"
    return sum((score * weight for score, weight in known), Fraction()) / sum(weights)


def feedback_units(rows: Rows) -> pl.DataFrame:
    """Return the mean score of the people of every unit and below, by period, aspect and source."""
    groups: dict[tuple[object, ...], list[float | None]] = {}
    for row in feedback_aspects(rows).to_dicts():
        for unit in rows.lines[row["unit_id"]]:
            key = (unit, row["period"], row["aspect"], row["rater_type"])
            groups.setdefault(key, []).append(row["score_pct"])
    out = []
    for key, scores in groups.items():
        known = [score for score in scores if score is not None]
        enough = len(known) >= setting("feedback_min_people")
        out.append((*key, len(scores), len(known), *((mean(known), None) if enough else (None, "few_people"))))
    columns = ["unit_id", "period", "aspect", "rater_type", "person_count", "scored_count", "score_pct", "reason"]
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


@once
def _courses(rows: Rows) -> dict[tuple[str, int], list[Line]]:
    """Return courses by person and year of their last day, with the tree they were taken in and what is told again."""
    found: dict[tuple[str, int], list[Line]] = {}
    seen, ordered = set(), rows.live("riwayat_pelatihan").sort("selesai", "loaded_at", "load_id", "row_number")
    for row in ordered.to_dicts():
        if post := _post(rows, row["nip"], row["selesai"]):
            certificate = (row["nip"], row["nomor_sertifikat"])
            row["again"] = certificate[1] is not None and certificate in seen
            row["root"] = rows.lines[post["kode_unit"]][-1]
            seen.add(certificate)
            found.setdefault((row["nip"], row["selesai"].year), []).append(row)
    return {key: courses for key, courses in found.items() if key[1] <= rows.as_of.year}


def _post(rows: Rows, nip: str, day: dt.date) -> Line | None:
    """Return the definitive post of a person on a day, else the newest of all."""
    lines = [post for post in posts(rows).get(nip, []) if post["order"] == 1]
    return newest(lines, day) or max(lines, key=lambda post: post["start"], default=None)


def training_hours(rows: Rows) -> pl.DataFrame:
    """Return the hours of everyone in post in every year with records, each certificate once, against the right."""
    taken = _courses(rows)
    held = {}
    for year in {year for _, year in taken}:
        day = min(period(f"{year:04d}").end, rows.as_of)
        for nip, lines in posts(rows).items():
            if post := newest(lines, day) or (_post(rows, nip, day) if (nip, year) in taken else None):
                held[nip, year] = post
    trees = {(row["root"], year) for (_, year), courses in taken.items() for row in courses}
    out = []
    for (nip, year), post in held.items():
        courses = taken.get((nip, year), [])
        once_each = [row for row in courses if not row["again"]]
        is_known = bool(courses) or (rows.lines[post["kode_unit"]][-1], year) in trees
        hours = sum(hundredths(row["jp"]) for row in once_each) if is_known else None
        rule, need, since = RIGHT.get(post["status_pegawai"], (None, None, 0))
        if year < since:
            rule = need = None
        both = hours is not None and need is not None
        out.append(
            {"employee_id": ident(nip), "unit_id": post["kode_unit"], "year": year}
            | {"employment_status": post["status_pegawai"], "is_complete": dt.date(year, 12, 31) < rows.as_of}
            | {"hours_jp": None if hours is None else hours / 100, "required_jp": need, "rule_id": rule}
            | {"missing_jp": need - hours / 100 if both else None, "is_met": hours >= need * 100 if both else None}
            | {"course_count": len(once_each), "duplicate_count": len(courses) - len(once_each)}
            | {"is_implausible": hours is not None and hours > setting("jp_implausible") * 100}
            | {"reason": "no_training_data" if hours is None else "no_rule" if need is None else None}
        )  # fmt: skip
    return pl.DataFrame(out, infer_schema_length=None)


MARTS_GROWTH = {
    "competency_units": (["unit_id", "job_family", "key"], competency_units),
    "competency_changes": (["unit_id", "key"], competency_changes),
    "feedback_aspects": (["employee_id", "period", "aspect", "rater_type"], feedback_aspects),
    "feedback_units": (["unit_id", "period", "aspect", "rater_type"], feedback_units),
    "training_hours": (["employee_id", "year"], training_hours),
}
