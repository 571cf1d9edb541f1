"""Surveys computed a second time, from the rules and the answers as they came in."""

import datetime as dt
import math
from fractions import Fraction
from statistics import mean, stdev

import polars as pl
from second_indicators import unit_periods
from second_people import Line, appraisal_periods
from second_rows import PARTS, Rows, calendar, hundredths, once, period

ELEMENTS = {
    "requirement": "u1_persyaratan", "procedure": "u2_prosedur", "time": "u3_waktu", "cost": "u4_biaya",
    "product": "u5_produk", "competence": "u6_kompetensi", "conduct": "u7_perilaku", "complaints": "u8_pengaduan",
    "facilities": "u9_sarana",
}  # fmt: skip


@once
def skm_periods(rows: Rows) -> pl.DataFrame:
    """Return the index of every unit, service (null: all) and period: mean of the elements times 25."""
    answers = rows.live("skm").filter(pl.col("kode_unit").is_in(list(rows.lines)))
    when = pl.col("tanggal").map_elements(
        lambda day: [p.name for p in calendar(day.year) if p.start <= day <= p.end], return_dtype=pl.List(pl.String)
    )
    own = pl.mean_horizontal(*ELEMENTS.values()) * 25
    lines = answers.with_columns(own=own, period=when, own_id="kode_unit").explode("period")
    both = pl.concat([lines, lines.with_columns(layanan=pl.lit(None, pl.String))])
    out = (
        rows.rolled_up(both)
        .group_by("unit_id", "period", service_name="layanan")
        .agg(
            pl.len().cast(pl.Int64).alias("respondent_count"),
            *(pl.col(column).mean().alias(f"{name}_avg") for name, column in ELEMENTS.items()),
            margin=1.96 * pl.col("own").std() / pl.col("own").count().sqrt(),
        )
        .with_columns(ikm=pl.mean_horizontal(*(f"{name}_avg" for name in ELEMENTS)) * 25)
        .with_columns(ikm_weight_011=pl.col("ikm") * 9 * 0.11)
    )
    return out.with_columns(
        ikm_grade=pl.struct("ikm", "period").map_elements(
            lambda r: _grade(r["ikm"], r["period"]), return_dtype=pl.String
        ),
        ikm_grade_011=pl.struct(ikm="ikm_weight_011", period="period").map_elements(
            lambda r: _grade(r["ikm"], r["period"]), return_dtype=pl.String
        ),
    )


def _grade(ikm: float | None, name: str) -> str | None:
    if ikm is None:
        return None
    steps = (8831, 7661, 6500, 2500) if period(name).end >= dt.date(2017, 1, 1) else (8126, 6251, 4376, 2500)
    return next((grade for step, grade in zip(steps, "ABCD", strict=True) if hundredths(ikm) >= step), None)


def citizen_internal(rows: Rows) -> pl.DataFrame:
    """Return what citizens say beside what the unit says, both as distances from the other units."""
    surveyed = set(rows.live("skm")["kode_unit"])
    internal: dict[tuple[str, str], dict[str, int]] = {}
    for row in unit_periods(rows).filter(pl.col("iku_score_pct").is_not_null()).to_dicts():
        internal.setdefault(("iku", row["unit_id"]), {})[row["period"]] = hundredths(row["iku_score_pct"])
    for row in appraisal_periods(rows).filter(pl.col("rated_count") > 0).to_dicts():
        share = Fraction(row["very_good_count"] + row["good_count"], row["rated_count"]) * 10000
        internal.setdefault(("appraisal", row["unit_id"]), {})[row["period"]] = math.floor(share + Fraction(1, 2))
    lines = []
    for row in skm_periods(rows).filter(pl.col("service_name").is_null()).to_dicts():
        when = period(row["period"])
        for measure in ("iku", "appraisal") if row["unit_id"] in surveyed else ():
            values = internal.get((measure, row["unit_id"]), {})
            inside = [
                p for p in calendar(when.year) if when.start <= p.start and p.end <= when.end and p.name in values
            ]
            best = max(inside, key=lambda p: (p.name == when.name, p.end, -PARTS[p.type]), default=None)
            if best is not None:
                lines.append({**row, "measure": measure, "internal": best.name, "value": values[best.name]})
    out = []
    for row in lines:
        others = [
            (hundredths(o["ikm"]), o["value"]) for o in lines
            if (o["period"], o["measure"]) == (row["period"], row["measure"]) and o["respondent_count"] >= 30
        ]  # fmt: skip
        out.append(_citizen_line(row, others))
    columns = [
        "unit_id", "period", "internal_measure", "internal_period", "respondent_count", "citizen_value",
        "citizen_margin", "internal_value", "unit_count", "citizen_z", "internal_z", "difference_z", "verdict",
        "reason",
    ]  # fmt: skip
    return pl.DataFrame(out, schema=columns, orient="row", infer_schema_length=None)


def _citizen_line(row: Line, others: list[tuple[int, int]]) -> tuple[object, ...]:
    ikm, value, n = hundredths(row["ikm"]), row["value"], len(others)
    reason = "few_respondents" if row["respondent_count"] < 30 else "few_units" if n < 5 else None
    z: list[float | None] = [None, None]
    if reason is None:
        for place, own in enumerate((ikm, value)):
            side = [pair[place] for pair in others]
            z[place] = (own - mean(side)) / stdev(side) if len(set(side)) > 1 else None
        reason = "no_spread" if None in z else None
    difference = None if reason else z[1] - z[0]
    verdict = None
    if difference is not None:
        verdict = "internal_higher" if difference >= 1.5 else "citizen_higher" if difference <= -1.5 else "agree"
    head = (row["unit_id"], row["period"], row["measure"], row["internal"], row["respondent_count"], ikm / 100)
    return (*head, row["margin"], value / 100, n, *z, difference, verdict, reason)
