"""A problem from a published build: who falls short of what, which courses there are, and what a level is worth."""

import datetime as dt
import math
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines.paths import REFERENCE
from pipelines.planning.problem import Course, Need, Person, Problem, Wishes

SCOPE = "($unit is null or unit_id in (select unit_id from marts.unit_closure where ancestor_id = $unit))"

PARTS = ("severity", "people", "link", "hours", "mandate")
WEIGHED = " + ".join(f"coalesce(needs.{part}_part * $weights[{n}], 0)" for n, part in enumerate(PARTS, start=1))
KNOWN = " + ".join(
    f"case when needs.{part}_part is null then 0 else $weights[{n}] end" for n, part in enumerate(PARTS, start=1)
)
SCORE = f"""case
            when len($weights) = 0 or needs.need_score is null or needs.short_count = 0 then needs.need_score
            else ({WEIGHED}) / nullif(cast({KNOWN} as double), 0)
        end"""
"""The need score of the build, or with the weights wished for: the mean of its known parts."""

GAPS = f"""
    select
        gaps.employee_id, gaps.unit_id, gaps.competency_name, gaps.is_assessed,
        gaps.gap < 0 as is_short,
        cast(round(gaps.level * 100) as bigint) as level_e2,
        cast(round(gaps.required_level * 100) as bigint) as required_e2,
        greatest(1, cast(round(coalesce({SCORE}, 0)) as bigint)) as weight_e2
    from marts.employee_gaps as gaps
    left join marts.training_needs as needs
        on gaps.unit_id = needs.unit_id and gaps.competency_name = needs.competency_name
    where {SCOPE.replace("unit_id in", "gaps.unit_id in")}
    order by gaps.employee_id, gaps.competency_name"""
"""A level is worth the need score of its unit and competency (0–100 read as hundredths), never nothing."""

HOURS = """
    select
        employee_id,
        arg_max(required_jp, year) as required_jp,
        coalesce(max(hours_jp) filter (where year = $year), 0) as hours_jp
    from marts.training_hours
    where year <= $year
    group by employee_id"""
"""A year without a record of a person is a year without hours; the right is that of the newest year known."""

TAKEN = """
    select distinct taken.employee_id, taken.course_id
    from marts.courses_taken as taken
    left join marts.employee_gaps as gaps
        on taken.employee_id = gaps.employee_id and taken.competency_name = gaps.competency_name
    where taken.course_id is not null and (gaps.assessed_date is null or taken.end_date >= gaps.assessed_date)"""
"""A course taken since the last assessment is not offered again: whether it closed the gap is not known yet."""


def settings(folder: Path, prefix: str, day: Any) -> dict[str, int]:
    """Return the whole-number settings whose name begins with `prefix`, as they hold on a day."""
    sql = (
        "select setting_id, cast(setting_value as bigint) from marts.settings "
        "where starts_with(setting_id, $prefix) and $day between valid_from and valid_to"
    )
    with _build(folder) as con:
        return dict(con.execute(sql, {"prefix": prefix, "day": day}).fetchall())


def problem(folder: Path, wishes: Wishes) -> Problem:
    """Return the problem of one build, everyone in the unit wished for and below it."""
    jp_a_day = settings(folder, "plan_jp_a_day", wishes.end)["plan_jp_a_day"]
    with _build(folder) as con:
        gaps = _rows(con, GAPS, {"unit": wishes.unit_id, "weights": list(wishes.need_weights)})
        hours = {row["employee_id"]: row for row in _rows(con, HOURS, {"year": wishes.year})}
        taken: dict[str, set[str]] = {}
        for row in _rows(con, TAKEN, {}):
            taken.setdefault(row["employee_id"], set()).add(row["course_id"])
        courses = [_course(row, jp_a_day) for row in _rows(con, "from marts.courses order by course_id", {})]
        units = dict(con.execute("select unit_id, unit_name from marts.units").fetchall())
    people: dict[str, list[dict[str, Any]]] = {}
    for row in gaps:
        people.setdefault(row["employee_id"], []).append(row)
    found = [_person(rows, hours.get(each), taken.get(each, set())) for each, rows in people.items()]
    is_off = settings(folder, "joint_leave_is_off", wishes.end)["joint_leave_is_off"]
    return Problem(tuple(found), tuple(courses), wishes, folder.name, units, _holidays(wishes, is_off == 1))


def _holidays(wishes: Wishes, joint_leave_is_off: bool) -> frozenset[dt.date]:
    """Return the holidays within the window as far as their calendar is known, joint leave where it is a day off."""
    rows = pl.read_csv(REFERENCE / "holidays.csv", try_parse_dates=True).filter(
        pl.col("holiday_date").is_between(wishes.start, wishes.end)
    )
    return frozenset(rows.filter((pl.col("holiday_type") != "joint_leave") | joint_leave_is_off)["holiday_date"])


def names(folder: Path) -> dict[str, str]:
    """Return the names of employees of a build by employee_id."""
    with _build(folder) as con:
        return dict(con.execute("select distinct employee_id, employee_name from marts.employee_gaps").fetchall())


def _build(folder: Path) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(folder / "internal.duckdb"), read_only=True)


def _rows(con: duckdb.DuckDBPyConnection, sql: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = con.sql(sql, params=dict(values)).pl().to_dicts()
    return rows


def _person(rows: list[dict[str, Any]], hours: dict[str, Any] | None, taken: set[str]) -> Person:
    needs = tuple(
        Need(row["competency_name"], row["level_e2"], row["required_e2"], row["weight_e2"])
        for row in rows
        if row["is_short"]
    )
    right = hours["required_jp"] if hours else None
    short = 0 if hours is None or right is None else max(0, round((right - hours["hours_jp"]) * 100))
    first = rows[0]
    is_assessed = any(row["is_assessed"] for row in rows)
    return Person(first["employee_id"], first["unit_id"], needs, short, frozenset(taken), is_assessed)


def _course(row: dict[str, Any], jp_a_day: int) -> Course:
    return Course(
        course_id=row["course_id"],
        course_name=row["course_name"],
        competency_name=row["competency_name"],
        from_level_e2=None if row["level_from"] is None else round(row["level_from"] * 100),
        to_level_e2=round(row["level_to"] * 100),
        jp_e2=round(row["jp"] * 100),
        cost_rupiah=math.ceil(row["cost_rupiah"]),
        seat_count=row["capacity"],
        most_sessions=row["session_max"],
        day_count=max(1, math.ceil(row["jp"] / jp_a_day)),
        mode=row["mode"],
        organiser_name=row["organiser"],
    )
