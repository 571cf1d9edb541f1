"""Work results of people and the tree of performance computed a second time, from the texts as people wrote them."""

import re
from collections.abc import Callable, Mapping

import polars as pl
from second_indicators import iku_periods, promises
from second_people import UNIT, Line, ident, placed, posts
from second_rows import PARTS, Period, Rows, hundredths, once, period

LEAD = r"(?:(?:≥|>=|≤|<=|>|<|minimal|maksimal|paling lambat|rp)\s*\.?\s*)*"
NUMBER = r"-?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?|\d+\.\d+)(?![\d.,]*\d)"
UNTIL = r"\s*(?:%|persen)?\s*(?:-|–|s/d|sampai dengan)\s*"
SCALES = {"ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9, "triliun": 10**12}
MONTHS = (
    "januari|jan|februari|pebruari|feb|maret|mar|april|apr|mei|juni|jun|juli|jul|agustus|agu|agt|ags|september|sep|oktober"
    "|okt|november|nopember|nov|nop|desember|des"
)
TEXT = re.compile(
    rf"{LEAD}(?P<low>{NUMBER})(?:{UNTIL}(?P<high>{NUMBER}))?\s*(?P<scale>{'|'.join(SCALES)})?(?!\.\s)"
    rf"(?!\s*(?:{MONTHS})\b)[^\d]*?(?:tahun \d{{4}})?"
)
WORK = ("periode", "rhk", "kode_iku", "aspek", "indikator", "target", "realisasi", "satuan")
Numbers = tuple[float, float, bool]


def understood(text: str | None) -> Numbers | None:
    """Return the number (twice) or the range that a whole text stands for, and whether a word of scale is in it."""
    bare = re.sub(r"\([^)]*\)", " ", (text or "").lower().replace("−", "-"))
    bare = re.sub(r"\s+", " ", bare).strip().removesuffix(",-").removesuffix(".")
    found = TEXT.fullmatch(bare)
    if found is None:
        return None
    low, high = (_number(found[part] or found["low"]) for part in ("low", "high"))
    times = SCALES.get(found["scale"], 1)
    return low * times, high * times, found["scale"] is not None


def _number(text: str) -> float:
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", text) and not re.match(r"-?0\.", text):
        text = text.replace(".", "")
    return float(text.replace(",", "."))


def measured(row: Mapping[str, object]) -> tuple[float | None, str | None]:
    """Return the percent that a result is of its target, or the reason why there is none."""
    if not str(row["realisasi"] or "").strip():
        return None, "no_data"
    target, actual = understood(str(row["target"])), understood(str(row["realisasi"]))
    if target is None or actual is None or actual[0] != actual[1]:
        return None, "no_number"
    for one, other in ((target, actual), (actual, target)):
        if other[2] and not one[2] and abs(one[1]) < 1000:
            return None, "no_number"
    (low, high, _), result = target, actual[0]
    if low > high:
        return None, "no_target"
    if low <= result <= high:
        return 100.0, None
    aim = high if result > high else low
    if aim <= 0:
        return None, "zero_target" if aim == 0 else "negative_target"
    is_percent = re.search("%|persen", f"{row['target']} {row['satuan']}".lower()) is not None
    is_less_better = row["aspek"] == "biaya" or (row["aspek"] == "waktu" and not is_percent)
    return (max(0.0, 100 * (2 * aim - result) / aim) if is_less_better else 100 * result / aim), None


@once
def work_results(rows: Rows) -> pl.DataFrame:
    """Return every planned work result of a known employee in the unit held at the end of its period."""
    out = []
    for row in rows.live("rhk").filter(pl.col("nip").is_in(list(posts(rows)))).to_dicts():
        unit = placed(posts(rows)[row["nip"]], period(row["periode"]).end)["kode_unit"]
        out.append((row["nip"], unit, *(row[name] for name in WORK), *measured(row)))
    columns = ["nip", "own_id", *WORK, "percent", "reason"]
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def work_result_aspects(rows: Rows) -> pl.DataFrame:
    """Return how many work results of every unit, period and aspect were reported, read, judged and reached."""
    lines = work_results(rows).with_columns(
        met=pl.col("percent").map_elements(lambda value: hundredths(value) >= 10000, return_dtype=pl.Boolean)
    )
    counted = (
        rows.rolled_up(lines)
        .group_by("unit_id", period="periode", aspect="aspek")
        .agg(
            person_count=pl.col("nip").n_unique().cast(pl.Int64),
            item_count=pl.len().cast(pl.Int64),
            unreported_count=(pl.col("reason") == "no_data").sum().cast(pl.Int64),
            unread_count=(pl.col("reason") != "no_data").sum().cast(pl.Int64),
            judged_count=pl.col("percent").count().cast(pl.Int64),
            met=pl.col("met").sum().cast(pl.Int64),
        )
    )
    enough = pl.col("person_count") >= 5
    return counted.with_columns(
        met_count=pl.when(enough).then("met"),
        met_share=pl.when(enough & (pl.col("judged_count") > 0)).then(pl.col("met") / pl.col("judged_count")),
        reason=pl.when(~enough)
        .then(pl.lit("few_people"))
        .when(pl.col("judged_count") == 0)
        .then(pl.lit("nothing_to_judge")),
    )


def nearest(rows: Rows, code: str, year: int, unit: str, child: str | None = None) -> tuple[str, str, int] | None:
    """Return the indicator of a code in the tree of a unit: its own or the nearest above, its own code only above."""
    line = rows.lines[unit]
    units = [key[1] for key in promises(rows) if key[0] == code and key[2] == year]
    found = [each for each in units if rows.lines[each][-1] == line[-1] and (code != child or each in line[1:])]
    if not found:
        return None
    return code, min(found, key=lambda each: (line.index(each) if each in line else len(line), each)), year


@once
def year_to_date(rows: Rows) -> dict[tuple[str, str, int], tuple[float | None, str]]:
    """Return achievement and status of every indicator and year at the last filled period of its fullest kind."""
    found: dict[tuple[str, str, int], list[Line]] = {}
    for row in iku_periods(rows).filter(pl.col("actual").is_not_null()).to_dicts():
        found.setdefault((row["iku_id"], row["unit_id"], int(row["period"][:4])), []).append(row)
    kept = {}
    for key, lines in found.items():
        kinds = [period(row["period"]).type for row in lines]
        best = max(lines, key=lambda row: _fullness(period(row["period"]), kinds))
        kept[key] = (best["ytd_achievement_pct"], best["ytd_status"])
    return kept


def _fullness(when: Period, kinds: list[str]) -> tuple[object, ...]:
    return when.type == "year", kinds.count(when.type), PARTS[when.type], when.end


def cascade_links(rows: Rows) -> pl.DataFrame:
    """Return every link of the tree of performance: goals, indicators, work results, found above or broken."""
    known, reached, out = promises(rows), year_to_date(rows), []
    for key, row in known.items():
        (code, unit, year), own = key, {"achievement_pct": None, "status": "not_judged"}
        if key in reached:
            own = dict(zip(own, reached[key], strict=True))
        own |= {"year": year, "child_id": code, "child_name": row["nama_iku"], "unit_id": unit, "weight": row["bobot"]}
        own["is_public"] = bool(row["publik"])
        if row["sasaran"]:
            goal = {"link_type": "goal_iku", "parent_id": row["sasaran"], "parent_name": row["sasaran"]}
            out.append({**own, **goal, "is_resolved": True, "is_parent_public": own["is_public"]})
        if row["kode_iku_induk"]:
            above = nearest(rows, row["kode_iku_induk"], year, unit, child=code)
            out.append({**own, "link_type": "iku_iku", "parent_id": row["kode_iku_induk"], **_parent(rows, above)})
    for row in work_results(rows).to_dicts():
        year = period(row["periode"]).year
        above = row["kode_iku"] and nearest(rows, row["kode_iku"], year, row["own_id"])
        percent = row["percent"]
        own = {"link_type": "iku_work_result", "year": year, "unit_id": row["own_id"], "parent_id": row["kode_iku"]}
        own |= {"employee_id": ident(row["nip"]), "period": row["periode"], "aspect": row["aspek"]}
        own |= {"child_id": ident("|".join(row[name] for name in ("nip", "periode", "rhk", "aspek")))}
        own |= {"child_name": row["rhk"], "achievement_pct": percent, "reason": row["reason"], "is_public": False}
        own |= {"status": "not_judged" if percent is None else status(percent)}
        out.append({**own, **_parent(rows, above)})
    columns = {name: None for line in out for name in line}
    lines = ({**columns, **line, "root_id": rows.lines[line["unit_id"]][-1]} for line in out)
    return pl.DataFrame(list(lines), infer_schema_length=None)


def _parent(rows: Rows, above: tuple[str, str, int] | None) -> dict[str, object]:
    row = promises(rows).get(above, {}) if above else {}
    found = {"parent_name": row.get("nama_iku"), "parent_unit_id": row.get("kode_unit")}
    return {**found, "is_resolved": bool(row), "is_parent_public": bool(row.get("publik"))}


def status(percent: float) -> str:
    e2 = hundredths(percent)
    return "exceeded" if e2 > 10000 else "met" if e2 == 10000 else "near" if e2 >= 8000 else "below"


LINK = ["link_type", "year", "child_id", "unit_id"]
MARTS_WORK: Mapping[str, tuple[list[str], Callable[[Rows], pl.DataFrame]]] = {
    "work_result_aspects": ([*UNIT, "aspect"], work_result_aspects),
    "cascade_links": (LINK, cascade_links),
}
