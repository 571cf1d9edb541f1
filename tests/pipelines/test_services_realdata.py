"""Published cases, surveys and standards give the same figures as a count of them without the program."""

import csv
import datetime as dt
from collections import Counter, defaultdict
from pathlib import Path
from statistics import mean, median, quantiles

import duckdb
import openpyxl
import pytest
from taking_in import PROFILES, take_in, write_csv

from pipelines import publish
from pipelines.paths import REFERENCE, Home

FINISHED, DROPPED = {"Completed", "File Closed", "Refused"}, {"Cancelled", "Expired"}


def published(home: Home) -> duckdb.DuckDBPyConnection:
    publish.build(home)
    folder = publish.newest_good(home)
    assert folder is not None
    return duckdb.connect(str(folder / "internal.duckdb"), read_only=True)


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def working_days(first: dt.date, last: dt.date, holidays: set[dt.date]) -> int:
    """Count the weekdays after the first day up to the last that are no holiday, one by one."""
    span = (first + dt.timedelta(days=n) for n in range(1, (last - first).days + 1))
    return sum(day.weekday() < 5 and day not in holidays for day in span)


def test_calgarys_permits_take_the_days_counted_from_the_file_itself(
    realdata: Path, home: Home, tmp_path: Path
) -> None:
    """5,000 building permits: days, impossible and unfinished ones by type and year, counted again here."""
    path = realdata / "ca-calgary-permits" / "building_permits.csv"
    take_in(home, write_csv(tmp_path / "unit.csv", [["kode_unit", "nama_unit"], ["CALGARY", "Calgary"]]))
    take_in(home, path, profile=PROFILES / "ca-calgary-permits.toml")
    holidays = {dt.date.fromisoformat(row["holiday_date"]) for row in rows_of(REFERENCE / "holidays.csv")}
    days: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    problems: Counter[str] = Counter()
    for row in rows_of(path):
        applied = dt.date.fromisoformat(row["applieddate"][:10])
        ended = dt.date.fromisoformat(row["completeddate"][:10]) if row["completeddate"] else None
        status, line = row["statuscurrent"], (row["permittype"], row["applieddate"][:4])
        if ended and ended < applied:
            problems["finished_before_received"] += 1
        elif not ended and status in FINISHED:
            problems["closed_without_finish"] += 1
        elif ended and status not in FINISHED | DROPPED:
            problems["open_with_finish"] += 1
        elif ended and status in FINISHED:
            days[line].append(((ended - applied).days, working_days(applied, ended, holidays)))
    asked = """select service_name, period, measured_count, median_calendar_days, p90_calendar_days, median_days,
        p90_days from marts.service_periods
        where length(period) = 4 and service_name is not null and measured_count > 1"""
    with published(home) as con:
        found = {row[:2]: row[2:] for row in con.sql(asked).fetchall()}
        listed = dict(con.sql("select problem, count(*) from marts.impossible_cases group by problem").fetchall())
        total = con.sql("select sum(case_count) from marts.service_periods where length(period) = 4 "
                        "and service_name is null").fetchall()  # fmt: skip
    assert listed == dict(problems) == {}
    assert total == [(5000,)]
    assert found == {
        line: (
            len(taken),
            *(
                pytest.approx(figure)
                for spans in zip(*taken, strict=True)
                for figure in (median(spans), quantiles(spans, n=10, method="inclusive")[8])
            ),
        )
        for line, taken in days.items()
        if len(taken) > 1
    }


def test_kansas_citys_survey_gives_the_index_of_its_seven_elements(realdata: Path, home: Home, tmp_path: Path) -> None:
    """The resident survey by way of answering, from the elements it has; a missing element shares its weight."""
    path = realdata / "us-kcmo-resident-survey" / "FY2022_RS_Cleaned_safe.csv"
    take_in(home, write_csv(tmp_path / "unit.csv", [["kode_unit", "nama_unit"], ["KCMO", "Kansas City"]]))
    take_in(home, path, profile=PROFILES / "kcmo-survey.toml")
    items = ["q17_01", "q5_06", "q2_02", "q2_01", "q17_03", "q17_04", "q9_01"]
    kept = [row for row in rows_of(path) if "5" not in [row[item] for item in items]]
    expected = {}
    for method in {row["method"] for row in kept}:
        group = [row for row in kept if row["method"] == method]
        means = [mean(int(row[item]) for row in group if row[item] in "1234" and row[item]) for item in items]
        expected[method] = (len(group), pytest.approx(mean(means) * 25), "elements_missing")
    with published(home) as con:
        found = con.sql("select service_name, respondent_count, ikm, sample_note from marts.skm_periods "
                        "where period = '2021' and service_name is not null").fetchall()  # fmt: skip
    assert {name: rest for name, *rest in found} == {name: list(values) for name, values in expected.items()}


def people(path: Path, jobs: list[str]) -> tuple[Path, dict[str, str]]:
    """Write one invented employee a job, with a unit for them, and return the job of each."""
    posts = [(f"1990010120201210{n:02}", job) for n, job in enumerate(jobs, start=1)]
    head = ["nip", "nama", "kode_unit", "jabatan", "status_pegawai"]
    write_csv(path / "unit.csv", [["kode_unit", "nama_unit"], ["1", "Kota"]])
    write_csv(path / "pegawai.csv", [head, *([nip, f"P {job}", "1", job, "PNS"] for nip, job in posts)])
    return path, dict(posts)


def test_anjabs_standards_become_the_levels_its_jobs_ask_for(realdata: Path, home: Home, tmp_path: Path) -> None:
    """Twenty standards of two jobs of a regency; "Kerja Sama" is the Kerjasama of the regulation."""
    folder = realdata / "id-skj-anjab"
    names = {row["id"]: row["nama"].strip() for row in rows_of(folder / "master_kamus_kompetensi_skj.csv")}
    levels = {row["id"]: int(row["level"]) for row in rows_of(folder / "master_kamus_kompetensi_skj_level.csv")}
    jobs = {row["id"]: row["nama"] for row in rows_of(folder / "jabatan.csv")}
    rows = [row for row in rows_of(folder / "skj.csv") if row["master_kamus_kompetensi_skj_level_id"]]
    source, _ = people(tmp_path, sorted({jobs[row["jabatan_id"]] for row in rows}))
    take_in(home, source)
    take_in(home, folder / "skj.csv", profile=PROFILES / "skj-jabatan.toml")
    asked = """select job_title, lower(replace(competency_name, ' ', '')), required_level
        from marts.employee_gaps where requirement_source = 'post'"""
    highest: dict[tuple[str, str], int] = {}
    for row in rows:
        key = jobs[row["jabatan_id"]], names[row["master_kamus_kompetensi_skj_id"]].lower().replace(" ", "")
        highest[key] = max(highest.get(key, 0), levels[row["master_kamus_kompetensi_skj_level_id"]])
    with published(home) as con:
        found = con.sql(asked).fetchall()
        spelt = con.sql("select distinct competency_name from marts.employee_gaps "
                        "where competency_name ilike 'kerja%'").fetchall()  # fmt: skip
    assert {(job, name): level for job, name, level in found} == highest
    assert spelt == [("Kerjasama",)]


def test_onets_levels_are_what_its_occupations_ask_for(realdata: Path, home: Home, tmp_path: Path) -> None:
    """Whole skill levels of O*NET for three occupations, each held by one invented employee."""
    jobs = ["Chief Executives", "Registered Nurses", "Firefighters"]
    source, _ = people(tmp_path, jobs)
    take_in(home, source)
    path = realdata / "us-onet-skills" / "Skills.xlsx"
    take_in(home, path, profile=PROFILES / "onet-skills.toml")
    book = openpyxl.load_workbook(path, read_only=True)
    cells = [row for row in book["Skills"].iter_rows(min_row=2, max_col=7, values_only=True) if row[1] in jobs]
    book.close()
    expected = {(row[1], row[3]): int(row[6]) for row in cells if row[4] == "LV" and float(row[6]) in range(1, 6)}
    asked = """select job_title, competency_name, required_level, reason from marts.employee_gaps
        where requirement_source = 'post'"""
    with published(home) as con:
        found = con.sql(asked).fetchall()
    assert len(expected) > 5
    assert {(job, name): level for job, name, level, _ in found} == expected
    assert {reason for *_, reason in found} == {"not_assessed"}
