"""Competencies and training computed a second time, from the rules and the rows as they came in."""

import math
from fractions import Fraction
from statistics import mean, variance

import polars as pl
from second_indicators import unit_periods
from second_people import Line, ident, newest, posts, tier
from second_rows import Rows, hundredths, once, period, reference, setting
from second_surveys import ELEMENTS, skm_periods

JPM = {
    "seleksi": ((8000, "MS"), (6800, "MMS"), (0, "KMS")),
    "pemetaan": ((9000, "optimal"), (7800, "fairly_optimal"), (0, "less_optimal")),
}


def key_of(competency: str | None) -> str | None:
    return None if competency is None else competency.lower().replace(" ", "").replace("-", "")


@once
def holders(rows: Rows) -> dict[str, Line]:
    """Return everyone in definitive post on the day of the build, with tier, group and family of the post."""
    found = {}
    for nip, lines in posts(rows).items():
        if post := newest(lines, rows.as_of):
            level, group = tier(post)
            group = next((r["job_group"] for r in reference("tier_levels") if r["job_tier"] == level), "")
            title = str(post["jabatan"]).strip()
            family = {"structural": "Struktural", "support": "Pelaksana"}.get(group, title)
            if family == title and level and title.lower().endswith(f" {level}"):
                family = title[: -len(level) - 1]
            found[nip] = {**post, "tier": level, "family": family, "root": rows.lines[post["kode_unit"]][-1]}
    return found


@once
def asked_for(rows: Rows) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the standard of every post and its level: its own (1, 2), that of its tier (3), else the default (4)."""
    standards = rows.live("standar_kompetensi").to_dicts()
    found = {}
    for nip, post in holders(rows).items():
        options: dict[str, list[tuple[int, int]]] = {}
        for row in standards:
            title, level = ((row[name] or "").strip().lower() or None for name in ("jabatan", "jenjang"))
            if title == str(post["jabatan"]).strip().lower():
                options.setdefault(key_of(row["kompetensi"]), []).append(
                    (1 if level == post["tier"] else 2, -row["level"])
                )
            elif title is None and level is not None and level == post["tier"]:
                options.setdefault(key_of(row["kompetensi"]), []).append((3, -row["level"]))
        default = next(
            (int(r["required_level"]) for r in reference("tier_levels") if r["job_tier"] == post["tier"]), None
        )
        for row in reference("competencies") if default else []:
            options.setdefault(key_of(row["competency_name"]), []).append((4, -default))
        best = {(nip, key): min(levels) for key, levels in options.items()}
        found.update({pair: (source, -level) for pair, (source, level) in best.items()})
    return found


def required(rows: Rows) -> dict[tuple[str, str], int]:
    return {pair: level for pair, (_, level) in asked_for(rows).items()}


@once
def assessed(rows: Rows) -> dict[tuple[str, str], list[Line]]:
    """Return the assessments of every person and competency up to the day of the build, the newest last."""
    found: dict[tuple[str, str], list[Line]] = {}
    taken = rows.live("asesmen_kompetensi").filter(pl.col("tanggal") <= rows.as_of)
    for row in taken.sort("tanggal", "loaded_at", "load_id", "row_number").to_dicts():
        found.setdefault((row["nip"], key_of(row["kompetensi"])), []).append(row)
    return found


@once
def gaps(rows: Rows) -> pl.DataFrame:
    """Return every person in post and competency that applies: level, level asked for, and what is between them."""
    asked, levels, people = required(rows), assessed(rows), holders(rows)
    known = {key for _, key in asked}
    families = {
        (people[nip]["root"], people[nip]["family"], key) for nip, key in levels if nip in people and key not in known
    }
    applying = asked.keys() | {pair for pair in levels if pair[0] in people}
    applying |= {
        (n, key)
        for n, p in people.items()
        for root, family, key in families
        if (p["root"], p["family"]) == (root, family)
    }
    out = []
    for nip, key in applying:
        found = levels.get((nip, key), [])
        level = hundredths(found[-1]["level"]) if found else None
        before = hundredths(found[-2]["level"]) if len(found) > 1 else None
        need = asked.get((nip, key))
        gap = None if level is None or need is None else level - need * 100
        age = (rows.as_of - found[-1]["tanggal"]).days if found else None
        days = (found[-2]["tanggal"] if before is not None else None, found[-1]["tanggal"] if found else None)
        out.append((nip, people[nip]["kode_unit"], people[nip]["root"], key, level, before, need, gap, age, *days))
    columns = ["nip", "own_id", "root_id", "key", "level", "before", "need", "gap", "age", "before_day", "day"]
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def job_matches(rows: Rows) -> pl.DataFrame:
    """Return levels found over levels asked for, by person and purpose, of what was assessed and is asked for."""
    asked, people, newest_of = required(rows), holders(rows), {}
    for (nip, key), found in assessed(rows).items():
        for row in found if nip in people else []:
            newest_of.setdefault((nip, row["tujuan_asesmen"]), {})[key] = row
    out = []
    for (nip, purpose), found in newest_of.items():
        both = [(hundredths(row["level"]), asked[nip, key]) for key, row in found.items() if (nip, key) in asked]
        level, need = sum(a for a, _ in both), sum(b for _, b in both)
        days = [row["tanggal"] for row in found.values()]
        share = Fraction(level, need) if both else None
        name = None
        if share is not None and purpose is not None:
            e2 = math.floor(share * 100 + Fraction(1, 2))
            name = next(word for least, word in JPM[purpose] if e2 >= least)
        reason = "no_standard" if not both else "purpose_missing" if purpose is None else None
        wanted = sum(1 for person, _ in asked if person == nip)
        short = sum(a < b * 100 for a, b in both)
        head = (ident(nip), purpose, people[nip]["kode_unit"], wanted, len(both), short)
        sums = (level / 100, need, float(share)) if both else (None, None, None)
        out.append(
            (*head, *sums, name, len(both) == wanted, min(days), max(days), (rows.as_of - max(days)).days, reason)
        )
    columns = [
        "employee_id", "purpose", "unit_id", "required_count", "matched_count", "short_count", "level_sum",
        "required_sum", "jpm_pct", "jpm_band", "is_complete", "oldest_date", "newest_date", "evidence_age_days",
        "reason",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def job_match_units(rows: Rows) -> pl.DataFrame:
    """Return how many people of every unit and below fall in each band, by purpose."""
    in_post = [(p["kode_unit"],) for p in holders(rows).values()]
    heads = rows.rolled_up(pl.DataFrame(in_post, schema=["own_id"], orient="row"))
    people = heads.group_by("unit_id").agg(pl.len().cast(pl.Int64).alias("in_post_count"))
    names = (("high", ("MS", "optimal")), ("middle", ("MMS", "fairly_optimal")), ("low", ("KMS", "less_optimal")))
    return (
        rows.rolled_up(job_matches(rows).rename({"unit_id": "own_id"}))
        .group_by("unit_id", "purpose")
        .agg(
            pl.col("jpm_pct").count().cast(pl.Int64).alias("matched_count"),
            (pl.col("evidence_age_days") <= 1095).sum().cast(pl.Int64).alias("current_count"),
            *(pl.col("jpm_band").is_in(words).sum().cast(pl.Int64).alias(f"{name}_count") for name, words in names),
            pl.col("jpm_pct").median().alias("median_jpm_pct"),
        )
        .join(people, on="unit_id")
    )


def training_needs(rows: Rows) -> pl.DataFrame:
    """Return the need of every unit and competency: the weighted mean of its known parts."""
    short = pl.col("gap") < 0
    sums = rows.rolled_up(gaps(rows)).group_by("unit_id", "key").agg(
        pl.len().cast(pl.Int64).alias("in_post_count"),
        pl.col("level").count().cast(pl.Int64).alias("assessed_count"),
        (pl.col("age") <= 1095).sum().cast(pl.Int64).alias("current"),
        pl.col("gap").count().cast(pl.Int64).alias("gap_count"),
        short.sum().cast(pl.Int64).alias("short_count"),
        (-pl.col("gap")).filter(short).sum().alias("missing"),
    )  # fmt: skip
    hours, acting, weak = _hours(rows), _acting(rows), _weaknesses(rows)
    weights = {name: setting(f"need_weight_{name}") for name in ("severity", "people", "link", "hours", "mandate")}
    out = []
    for row in sums.to_dicts():
        n, few = row["gap_count"], row["short_count"]
        links = [weak[row["unit_id"]][link] for link in _links(row["key"]) if link in weak[row["unit_id"]]]
        below, judged = hours.get(row["unit_id"], (None, None))
        parts = {
            "severity": None if n == 0 else 0.0 if few == 0 else min(100.0, 100 * row["missing"] / (200 * few)),
            "people": 100 * few / n if n else None,
            "link": sum(links) / len(links) / 100 if links else None,
            "hours": 100 * below / judged if judged else None,
            "mandate": 100.0 if row["key"] == "integritas" else 0.0,
        }
        known = {name: part for name, part in parts.items() if part is not None}
        score = sum(weights[k] * v for k, v in known.items()) / sum(weights[k] for k in known)
        row |= {f"{name}_part": part for name, part in parts.items()}
        row |= {f"{name}_weight": weight for name, weight in weights.items()}
        row["need_score"] = None if n == 0 else 0.0 if few == 0 else score
        missing = row.pop("missing")
        row["shortfall_avg"] = missing / few / 100 if few else None
        row["not_assessed_count"] = row["in_post_count"] - row["assessed_count"]
        row["link_count"] = len(links) if _is_linked(row["key"]) else None
        row["weak_link_count"] = sum(each >= 5000 for each in links) if _is_linked(row["key"]) else None
        row["below_count"], row["hours_judged_count"] = below, judged
        row["has_thin_data"] = row.pop("current") * 2 < row["in_post_count"]
        row["has_no_gap_hint"] = bool(n > 0 and few == 0 and row["weak_link_count"])
        row["acting_count"] = acting.get(row["unit_id"], 0)
        row["has_vacancy_hint"] = row["acting_count"] > 0
        row["is_mandated"] = row["key"] == "integritas"
        row["reason"] = (
            "not_assessed"
            if row["assessed_count"] == 0
            else "no_standard"
            if n == 0
            else "no_gap"
            if few == 0
            else None
        )
        out.append(row)
    return pl.DataFrame(out, infer_schema_length=None)


def _links(key: str) -> list[str]:
    return [row["link_value"] for row in reference("competency_links") if key_of(row["competency_name"]) == key]


def _is_linked(key: str) -> bool:
    return any(key_of(row["competency_name"]) == key for row in reference("competency_links"))


def _weaknesses(rows: Rows) -> dict[str, dict[str, int]]:
    """Return in hundredths of a percent how weak elements (newest year, 30 respondents) and indicators are."""
    found: dict[str, dict[str, int]] = {unit: {} for unit in rows.lines}
    years = skm_periods(rows).filter(pl.col("service_name").is_null() & (pl.col("respondent_count") >= 30))
    for row in sorted(years.to_dicts(), key=lambda row: row["period"]):
        if len(row["period"]) == 4:
            means = {name: row[f"{name}_avg"] for name in ELEMENTS if row[f"{name}_avg"] is not None}
            found[row["unit_id"]] = {name: 10000 * (hundredths(each * 25) < 7661) for name, each in means.items()}
    for row in sorted(unit_periods(rows).to_dicts(), key=lambda row: row["period"]):
        when = period(row["period"])
        if when.type == "quarter" and when.end < rows.as_of and row["iku_judged_count"]:
            share = Fraction(row["iku_below_count"] * 10000, row["iku_judged_count"])
            found[row["unit_id"]]["below"] = math.floor(share + Fraction(1, 2))
    return found


def _hours(rows: Rows) -> dict[str, tuple[int, int]]:
    """Return people below their training hours and people judged, in the newest complete year of each tree."""
    taken = rows.mart(
        "select unit_id as own_id, root_id, year, hours_jp < required_jp as below, required_jp is not null as judged "
        "from marts.training_hours where is_complete and hours_jp is not null"
    )
    newest_year = taken.filter(pl.col("year") == pl.col("year").max().over("root_id")).filter("judged")
    summed = rows.rolled_up(newest_year).group_by("unit_id").agg(pl.col("below").sum(), pl.len())
    return {unit: (below, judged) for unit, below, judged in summed.rows()}


def _acting(rows: Rows) -> dict[str, int]:
    acting = [
        (row["kode_unit"],) for lines in posts(rows).values() for row in lines
        if row["order"] > 1 and row["start"] <= rows.as_of <= row["end"]
    ]  # fmt: skip
    every = rows.rolled_up(pl.DataFrame(acting, schema={"own_id": pl.String}, orient="row"))
    return dict(every.group_by("unit_id").len().rows())


def course_lines(rows: Rows) -> dict[tuple[str, str | None, str | None], dict[str, Line]]:
    """Return who took which course (null: any of the competency) in a government, every certificate once."""
    competency = {row["kode_pelatihan"]: key_of(row["kompetensi"]) for row in rows.live("katalog_pelatihan").to_dicts()}
    pairs = {(row["nip"], row["key"]): row for row in gaps(rows).filter(pl.col("before").is_not_null()).to_dicts()}
    found: dict[tuple[str, str | None, str | None], dict[str, Line]] = {}
    seen, ordered = set(), rows.live("riwayat_pelatihan").sort("selesai", "loaded_at", "load_id", "row_number")
    for row in ordered.to_dicts():
        definitive = [post for post in posts(rows).get(row["nip"], []) if post["order"] == 1]
        certificate = (row["nip"], row["nomor_sertifikat"])
        if not definitive or (certificate[1] and certificate in seen):
            continue
        seen.add(certificate)
        post = newest(definitive, row["selesai"]) or max(definitive, key=lambda each: each["start"])
        root, key = rows.lines[post["kode_unit"]][-1], competency.get(row["kode_pelatihan"])
        row["course"] = row["kode_pelatihan"] or row["nama_pelatihan"].strip().lower()
        pair = pairs.get((row["nip"], key))
        row["pair"] = pair if pair and pair["before_day"] < row["selesai"] <= pair["day"] else None
        for course in (row["course"], None) if key else (row["course"],):
            line = found.setdefault((root, course, key), {})
            if row["nip"] not in line or _better(row, line[row["nip"]]):
                line[row["nip"]] = row
    return found


def _better(row: Line, other: Line) -> bool:
    if (row["pair"] is None) != (other["pair"] is None):
        return other["pair"] is None
    if row["selesai"] != other["selesai"]:
        return row["selesai"] > other["selesai"]
    first, second = (
        (each["course"], *((each[name] is None, each[name] or 0) for name in ("nilai_awal", "nilai_akhir")))
        for each in (row, other)
    )
    return first < second


def course_effects(rows: Rows) -> pl.DataFrame:
    """Return what changed after every course, against people of the same start who took none of the competency."""
    lines = course_lines(rows)
    trained = {(nip, key) for (_, _, key), line in lines.items() for nip, row in line.items() if row["pair"]}
    others: dict[tuple[str, str, object, object], list[float]] = {}
    for row in gaps(rows).filter(pl.col("before").is_not_null()).to_dicts():
        if (row["nip"], row["key"]) not in trained:
            start = (row["root_id"], row["key"], row["before"], row["need"])
            others.setdefault(start, []).append((row["level"] - row["before"]) / 100)
    out = []
    for (root, course, key), line in lines.items():
        scores = [
            row["nilai_akhir"] - row["nilai_awal"]
            for row in line.values()
            if None not in (row["nilai_awal"], row["nilai_akhir"])
        ]
        pairs = [row["pair"] for row in line.values() if row["pair"]]
        changes = [(pair["level"] - pair["before"]) / 100 for pair in pairs]
        short = [pair for pair in pairs if pair["need"] is not None and pair["before"] < pair["need"] * 100]
        closed = sum(pair["gap"] >= 0 for pair in short)
        middle = mean(scores) if scores else None
        half = (
            student(len(scores) - 1) * math.sqrt(max(variance(scores), 1 / 6) / len(scores))
            if len(scores) > 1
            else None
        )
        ends = (None, None) if half is None else (middle - half, middle + half)
        groups: dict[object, list[float]] = {}
        for pair, change in zip(pairs, changes, strict=True):
            groups.setdefault((root, key, pair["before"], pair["need"]), []).append(change)
        strata = [(group, others[start]) for start, group in groups.items() if start in others]
        head = (
            root,
            course,
            key,
            len(line),
            len(scores),
            middle,
            *ends,
            len(pairs),
            mean(changes) if changes else None,
        )
        out.append((*head, len(short), closed, *_effect(strata, len(pairs))))
    columns = [
        "unit_id", "course_id", "key", "taken_count", "scored_count", "score_change_avg", "score_change_low",
        "score_change_high", "assessed_count", "level_change_avg", "short_before_count", "closed_count",
        "compared_count", "comparison_count", "effect_levels", "effect_low", "effect_high", "conclusion",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def student(freedom: int) -> float:
    """Return the 97.5 percent point of Student's t for the nearest freedom of the table that is not below."""
    return next(
        int(row["t975_e3"]) / 1000 for row in reversed(reference("student_t")) if int(row["df_count"]) <= freedom
    )


def _effect(strata: list[tuple[list[float], list[float]]], assessed_count: int) -> tuple[object, ...]:
    """Return people, others, the difference of the differences with its interval, and what may be concluded."""
    n, m = sum(len(mine) for mine, _ in strata), sum(len(theirs) for _, theirs in strata)
    effect = sum(len(mine) * (mean(mine) - mean(theirs)) for mine, theirs in strata) / n if n else None
    half, enough = None, n >= 5 and m >= 5
    if enough and min(n, m) > len(strata):
        spread = [
            max(sum(sum((x - mean(side)) ** 2 for x in side) for side in sides) / (count - len(strata)), 1 / 6)
            for sides, count in zip(zip(*strata, strict=True), (n, m), strict=True)
        ]
        load = sum(len(mine) ** 2 / len(theirs) for mine, theirs in strata)
        error = spread[0] / n + spread[1] * load / n**2
        half = student(min(n, m) - len(strata)) * math.sqrt(error)
    conclusion = (
        "no_second_assessment" if not assessed_count else "no_comparison" if not m else "too_few" if half is None
        else "more_than_others" if effect - half > 0
        else "less_than_others" if effect + half < 0
        else "cannot_tell"
    )  # fmt: skip
    return (n, m, effect, *((None, None) if half is None else (effect - half, effect + half)), conclusion)
