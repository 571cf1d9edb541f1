"""Who was appraised, who was not and whose turn it is, computed a second time from posts, plans and appraisals."""

from collections import Counter
from collections.abc import Callable, Mapping

import polars as pl
from second_people import MATRIX, Line, ident, newest, people, placed, posts
from second_rewards import RULES_FROM
from second_rows import Rows, once, period

PERSON = ["employee_id", "period"]
STATED = {
    "result_rating": "rating_hasil", "behaviour_rating": "rating_perilaku", "predicate": "predikat",
    "rated_date": "tanggal_penilaian", "load_id": "load_id", "sheet_name": "sheet_name", "row_number": "row_number",
}  # fmt: skip


@once
def employee_periods(rows: Rows) -> pl.DataFrame:
    """Return everyone appraised with what was stated, and everyone in definitive post who was not."""
    stated = {(row["nip"], row["periode"]): row for row in rows.live("skp").to_dicts()}
    out = []
    for row in people(rows).to_dicts():
        nip, name, when = row["nip"], row["period"], period(row["period"])
        is_rated = row["predicate"] is not None
        lines = posts(rows)[nip]
        in_tree = [post for post in lines if rows.lines[post["kode_unit"]][-1] == row["root_id"]]
        post = placed(lines, when.end) if is_rated else newest(in_tree, when.end)
        told = stated[nip, name] if is_rated else {}
        line = {"employee_id": ident(nip), "nip": nip, "unit_id": row["own_id"], "has_plan": row["planned"]}
        line |= {"period": name, "root_id": row["root_id"], "job_title": post["jabatan"], "is_rated": is_rated}
        line |= {"employment_status": post["status_pegawai"]}
        line |= {ours: told.get(theirs) for ours, theirs in STATED.items()}
        rule = is_rated and when.end >= RULES_FROM
        line["predicate_by_matrix"] = MATRIX[told["rating_hasil"], told["rating_perilaku"]] if rule else None
        line["is_matrix_mismatch"] = line["predicate_by_matrix"] not in (None, line["predicate"])
        line["rater_id"] = ident(told["nip_penilai"]) if told.get("nip_penilai") else None
        out.append(line)
    return pl.DataFrame(out, infer_schema_length=None)


@once
def ratings(rows: Rows) -> dict[str, list[Line]]:
    """Return the appraisals of every person (by NIP) and unit (by code), by known others: of whom, when and by whom."""
    by_person = {(row["nip"], row["periode"]): row["nip_penilai"] for row in rows.live("skp").to_dicts()}
    known = people(rows).filter(pl.col("predicate").is_not_null() & (pl.col("rater_id") != "unknown"))
    found: dict[str, list[Line]] = {}
    for row in known.to_dicts():
        rater, when = by_person[row["nip"], row["period"]], period(row["period"])
        row |= {"basis": "person" if rater else "office", "end": when.end, "order": when.order}
        if rater != row["nip"]:
            found.setdefault(row["nip"], []).append(row)
            found.setdefault(row["own_id"], []).append(row)
    return found


def superior(rows: Rows, row: Line) -> str | None:
    """Return the superior on record with the definitive post in the unit held then, the one begun last."""
    end = period(row["period"]).end
    held = [
        (post["start"], post["nip_atasan"])
        for post in posts(rows)[row["nip"]]
        if post["order"] == 1 and post["kode_unit"] == row["unit_id"] and post["start"] <= end <= post["end"]
        if post["nip_atasan"] not in (None, row["nip"])
    ]
    return max(held, default=(None, None))[1]


def turn(rows: Rows, row: Line) -> tuple[str | None, str, str]:
    """Return whose turn it is: the superior, else who appraised this person last, else most people of the unit."""
    end, own = period(row["period"]).end, row["employee_id"]
    if above := superior(rows, row):
        return ident(above), "person", "superior"
    of_person = [each for each in ratings(rows).get(row["nip"], []) if each["root_id"] == row["root_id"]]
    if last := max((each for each in of_person if each["end"] < end), key=lambda each: each["order"], default=None):
        return last["rater_id"], last["basis"], "last_rater"
    of_unit = [each for each in ratings(rows).get(row["unit_id"], []) if each["end"] <= end and each["rater_id"] != own]
    newest_end = max((each["end"] for each in of_unit), default=None)
    pairs = {(each["rater_id"], each["basis"], each["nip"]) for each in of_unit if each["end"] == newest_end}
    counted = Counter(pair[:2] for pair in pairs)
    if counted:
        return (*min(counted, key=lambda each: (-counted[each], each)), "unit_rater")
    return None, "unknown", "unknown"


def appraisal_gaps(rows: Rows) -> pl.DataFrame:
    """Return what is missing for everyone not appraised, and whose turn it is."""
    everyone = employee_periods(rows)
    plans = everyone.group_by("root_id", "period").agg(planned=pl.col("has_plan").sum(), all=pl.len())
    mostly = {row[:2]: row[2] > 0 and row[2] * 2 >= row[3] for row in plans.rows()}
    appraised: dict[str, list[str]] = {}
    for nip, name in everyone.filter("is_rated").select("nip", "period").rows():
        appraised.setdefault(nip, []).append(name)
    out = []
    for row in everyone.filter(~pl.col("is_rated")).to_dicts():
        end = period(row["period"]).end
        past = [period(name) for name in appraised.get(row["nip"], []) if period(name).end < end]
        last = max(past, key=lambda when: when.order, default=None)
        stage = "plan" if mostly[row["root_id"], row["period"]] and not row["has_plan"] else "rating"
        line = (row["employee_id"], row["period"], row["nip"], row["unit_id"], row["root_id"], row["job_title"])
        out.append((*line, row["employment_status"], stage, *turn(rows, row), None if last is None else last.name))
    columns = [
        *PERSON, "nip", "unit_id", "root_id", "job_title", "employment_status", "missing_stage", "rater_id",
        "rater_basis", "turn_basis", "last_rated_period",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


MARTS_TURNS: Mapping[str, tuple[list[str], Callable[[Rows], pl.DataFrame]]] = {
    "appraisal_gaps": (PERSON, appraisal_gaps),
    "employee_periods": (PERSON, employee_periods),
}
