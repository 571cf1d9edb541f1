"""Service times: working days, deadlines, what is open, what cannot be true; every value counted by hand."""

from pathlib import Path

import pytest
from small_store import ELEMENTS, checked, rows, run_model

HEAD = "kode_unit,layanan,nomor,waktu_masuk,batas_waktu,waktu_selesai,status,waktu_tunggu_menit"
LINE = "select {} from marts.service_periods where unit_id = '1.1' and period = '2026' and service_name = 'KTP'"

LINES = (
    "select {} from marts.service_periods "
    "where unit_id = '1.1' and period = '2026' and service_name is not null order by service_name"
)


def services(lines: dict[str, str]) -> dict[str, str]:
    """Return one case a service, the service named by the key."""
    text = [f'1.1,"{name}",{number},{line}' for number, (name, line) in enumerate(lines.items())]
    return {"layanan": "\n".join([HEAD, *text])}


def cases(*lines: str) -> dict[str, str]:
    return {"layanan": "\n".join([HEAD, *(f"1.1,KTP,{number},{line}" for number, line in enumerate(lines))])}


DAYS = {
    # Friday to Monday: the weekend is no working day
    "2026-06-05 08:00,,2026-06-08 09:00,selesai,": (1, 3),
    # the same day, and received on a Sunday: the first working day after it is the first day
    "2026-06-05 08:00,,2026-06-05 15:00,selesai,": (0, 0),
    "2026-06-07 08:00,,2026-06-08 15:00,selesai,": (1, 1),
    # Friday 29 May to Tuesday 2 June 2026: Sunday 31 May (Waisak) is no working day anyway, Monday 1 June is Pancasila
    "2026-05-29 08:00,,2026-06-02 15:00,selesai,": (1, 4),
    # Lebaran 2026: 18 (joint leave), 19 (Nyepi), 20, 23, 24 March (joint leave) fall on working days
    "2026-03-17 08:00,,2026-03-25 15:00,selesai,": (1, 8),
    # finished on a holiday: nothing has passed
    "2026-05-29 08:00,,2026-06-01 15:00,selesai,": (0, 3),
}


def test_working_days_leave_out_weekends_holidays_and_joint_leave(tmp_path: Path) -> None:
    named = "service_name, median_days, median_calendar_days"
    with checked(tmp_path, services({line: line for line in DAYS})) as con:
        found = rows(con, LINES.format(named))
        assert rows(con, "select distinct day_count, has_calendar from marts.service_periods") == [("working", True)]
    assert {line: days for line, *days in found} == {line: list(days) for line, days in DAYS.items()}


def test_a_town_that_only_has_service_cases_has_periods_to_look_at(tmp_path: Path) -> None:
    with checked(tmp_path, cases("2026-06-05 08:00,,2026-06-08 09:00,selesai,")) as con:
        found = rows(con, "select period, has_services, has_iku, has_skm from marts.periods order by period_order")
    assert [(*row,) for row in found] == [
        (period, True, False, False) for period in ("2026-06", "2026-TW2", "2026-S1", "2026")
    ]


def test_a_year_without_a_calendar_is_said(tmp_path: Path) -> None:
    with checked(tmp_path, cases("2021-06-04 08:00,,2021-06-07 15:00,selesai,")) as con:
        assert rows(con, "select distinct median_days, has_calendar from marts.service_periods") == [(1, False)]


DEADLINES = {
    "finished at the minute of the deadline": ("2026-06-02 08:00,2026-06-05 16:00,2026-06-05 16:00,selesai,", (1, 1)),
    "one minute later": ("2026-06-02 08:00,2026-06-05 16:00,2026-06-05 16:01,selesai,", (1, 0)),
    "a deadline without a time lasts all day": ("2026-06-02 08:00,2026-06-05,2026-06-05 23:59,selesai,", (1, 1)),
    "a finish without a time counts by its day": ("2026-06-02 08:00,2026-06-05 16:00,2026-06-05,selesai,", (1, 1)),
    "the day after is late": ("2026-06-02 08:00,2026-06-05,2026-06-06 00:01,selesai,", (1, 0)),
    "a rejection is finished": ("2026-06-02 08:00,2026-06-05 16:00,2026-06-04 16:00,ditolak,", (1, 1)),
    "open beyond the deadline is late": ("2026-06-02 08:00,2026-06-05 16:00,,proses,", (1, 0)),
    "open and not yet due is not judged": ("2026-07-19 08:00,2026-07-20 16:00,,proses,", (0, 0)),
    "open on its last day is not late": ("2026-07-15 08:00,2026-07-19,,proses,", (0, 0)),
    "withdrawn is not judged": ("2026-06-02 08:00,2026-06-05 16:00,2026-06-09 10:00,dicabut,", (0, 0)),
    "no deadline, no judgement": ("2026-06-02 08:00,,2026-06-04 16:00,selesai,", (0, 0)),
}


def test_on_time_is_by_the_deadline_and_open_cases_beyond_it_are_late(tmp_path: Path) -> None:
    with checked(tmp_path, services({name: line for name, (line, _) in DEADLINES.items()})) as con:
        found = rows(con, LINES.format("service_name, judged_count, on_time_count"))
    assert {name: counts for name, *counts in found} == {name: list(c) for name, (_, c) in DEADLINES.items()}


def test_a_share_of_nothing_is_null_with_its_reason(tmp_path: Path) -> None:
    lines = {
        "no_deadline": "2026-06-02 08:00,,2026-06-04 16:00,selesai,",
        "not_yet_due": "2026-07-19 08:00,2026-07-20 16:00,,proses,",
        "nothing_to_judge": "2026-06-02 08:00,2026-06-05 16:00,,dicabut,",
    }
    with checked(tmp_path, services(lines)) as con:
        found = rows(con, LINES.format("service_name, on_time_share, on_time_low, reason"))
    assert found == [(reason, None, None, reason) for reason in sorted(lines)]


def test_the_median_the_ninetieth_and_the_waiting_time_interpolate(tmp_path: Path) -> None:
    # calendar days 1, 2, 3, 4, 10: median 3, ninetieth at position 3.6 between 4 and 10 = 7.6; working 1 to 4 and 8
    ends = ("02", "03", "04", "05", "11")
    lines = [f"2026-06-01 08:00,,2026-06-{end} 09:00,selesai,{wait}" for end, wait in zip(ends, "5789", strict=False)]
    lines.append("2026-06-01 08:00,,2026-06-11 09:00,selesai,")
    with checked(tmp_path, cases(*lines)) as con:
        asked = "measured_count, median_calendar_days, p90_calendar_days, waiting_count, median_waiting_minutes"
        assert rows(con, LINE.format(asked)) == [(5, 3, pytest.approx(7.6), 4, 7.5)]
        assert rows(con, LINE.format("median_days, p90_days")) == [(3, pytest.approx(6.4))]


def test_the_share_on_time_carries_its_interval(tmp_path: Path) -> None:
    # Wilson, 8 of 10: 0.4901 to 0.9433 (Newcombe 1998 gives the method; the values by hand)
    lines = ["2026-06-02 08:00,2026-06-05 16:00,2026-06-04 10:00,selesai,"] * 8
    lines += ["2026-06-02 08:00,2026-06-05 16:00,2026-06-08 10:00,selesai,"] * 2
    with checked(tmp_path, cases(*lines)) as con:
        found = rows(con, LINE.format("on_time_share, on_time_low, on_time_high"))
    assert found == [(0.8, pytest.approx(0.49016, abs=1e-4), pytest.approx(0.94331, abs=1e-4))]


def test_complaints_are_a_service_of_their_own_and_stay_out_of_the_total(tmp_path: Path) -> None:
    lines = [
        "1.1.1,KTP,1,2026-06-02 08:00,2026-06-05 16:00,2026-06-04 10:00,selesai,",
        "1.1.1,Pengaduan masyarakat,1,2026-06-02 08:00,2026-06-05 16:00,2026-06-09 10:00,selesai,",
    ]
    with checked(tmp_path, {"layanan": "\n".join([HEAD, *lines])}) as con:
        found = rows(
            con,
            "select service_name, is_complaint, case_count, on_time_share from marts.service_periods "
            "where unit_id = '1' and period = '2026-TW2' order by all",
        )
    assert found == [("KTP", False, 1, 1.0), ("Pengaduan masyarakat", True, 1, 0.0), (None, False, 1, 1.0)]


def test_what_cannot_be_true_is_listed_with_its_row_found_and_left_out(tmp_path: Path) -> None:
    lines = {
        "finished_before_received": "2026-06-02 08:00,2026-06-05,2026-06-02 07:59,selesai,",
        "due_before_received": "2026-06-02 08:00,2026-06-01 16:00,2026-06-02 09:00,selesai,",
        "received_in_future": "2026-07-22 08:00,2026-07-25 16:00,,proses,",
        "finished_in_future": "2026-06-02 08:00,2026-06-05,2026-08-02 09:00,selesai,",
        "closed_without_finish": "2026-06-02 08:00,2026-06-05,,ditolak,",
        "open_with_finish": "2026-06-02 08:00,2026-06-05,2026-06-03 09:00,proses,",
        "sound": "2026-06-02 08:00,2026-06-02,2026-06-02,selesai,",
    }
    with checked(tmp_path, services(lines)) as con:
        listed = rows(con, "select service_name, problem, file_name, row_number from marts.impossible_cases order by 4")
        counts = rows(con, LINES.format("service_name, case_count, excluded_count, judged_count"))
        found = rows(
            con,
            "select row_number, column_name, code from marts.findings where code = 'tanggal-layanan-mustahil' "
            "order by row_number",
        )
    wrong = [name for name in lines if name != "sound"]
    assert listed == [(name, name, "satu.csv", row) for row, name in enumerate(wrong, start=2)]
    assert counts == [(name, 1, int(name != "sound"), int(name == "sound")) for name in sorted(lines)]
    columns = ["waktu_selesai", "batas_waktu", "waktu_masuk", "waktu_selesai", "waktu_selesai", "status"]
    assert found == [(row, column, "tanggal-layanan-mustahil") for row, column in enumerate(columns, start=2)]


def test_an_impossible_case_counts_nowhere_else(tmp_path: Path) -> None:
    # rejected the day before it came, after 90 minutes; finished in 2062 by a slip, a year without a calendar
    lines = [
        "2026-06-02 08:00,2026-06-05,2026-06-01,ditolak,90",
        "2026-06-02 08:00,2026-06-05,2062-06-03,selesai,90",
        "2026-06-02 08:00,2026-06-05,2026-06-04,ditolak,10",
    ]
    asked = "case_count, excluded_count, rejected_count, waiting_count, p90_waiting_minutes, has_calendar"
    with checked(tmp_path, cases(*lines)) as con:
        assert rows(con, LINE.format(asked)) == [(3, 2, 1, 1, 10, True)]


def test_open_cases_fall_into_age_groups_up_to_the_last_day_their_file_speaks_of(tmp_path: Path) -> None:
    # the file ends on 11 July 2026, nine days before it was loaded
    opened = {"2026-07-04": "days_0_7", "2026-07-03": "days_8_30", "2026-06-11": "days_8_30"}
    opened |= {"2026-06-10": "days_31_90", "2026-04-12": "days_31_90", "2026-04-11": "days_over_90"}
    lines = [f"{day} 08:00,,,proses," for day in opened] + ["2026-07-11 08:00,,2026-07-11 09:00,selesai,"]
    with checked(tmp_path, cases(*lines)) as con:
        found = rows(
            con,
            "select age_band, open_count, oldest_days from marts.open_cases "
            "where unit_id = '1' and service_name is null order by age_band",
        )
    assert found == [("days_0_7", 1, 7), ("days_31_90", 2, 90), ("days_8_30", 2, 30), ("days_over_90", 1, 91)]


def test_the_sample_needed_is_that_of_krejcie_and_morgan(tmp_path: Path) -> None:
    needed = {10: 10, 15: 14, 50: 44, 100: 80, 500: 217, 1000: 278, 10_000: 370, 75_000: 382, 1_000_000: 384}
    answers = "4,4,4,4,4,4,4,4,4"
    survey = [f"kode_unit,layanan,tanggal,id_responden,{ELEMENTS}"]
    survey += [f"1.1,{users},2026-02-03,{person},{answers}" for users in needed for person in range(10)]
    survey += [f"1.1,tak dikenal,2026-02-03,1,{answers}"]
    with checked(tmp_path, {"skm": "\n".join(survey)}) as con:
        served = [[str(users), users] for users in needed]
        con.executemany(
            "insert into core.service_periods by name select '1.1' as unit_id, ? as service_name, '2026' as period, "
            "cast(? as bigint) as case_count",
            served,
        )
        run_model(con, "core.survey_samples", "core.survey_grades", "marts.skm_periods")
        asked = """select service_name, population_count, population_source, sample_needed, is_sample_met
            from marts.skm_periods where unit_id = '1.1' and period = '2026'"""
        found = {row[0]: row[1:] for row in rows(con, asked)}
    for users, size in needed.items():
        assert found[str(users)] == (users, "cases", size, size <= 10), users
    assert found["tak dikenal"] == (None, "unknown", 384, False)
    assert found[None] == (None, "unknown", 384, False)


def test_fewer_cases_than_respondents_are_not_the_users(tmp_path: Path) -> None:
    survey = [f"kode_unit,layanan,tanggal,id_responden,{ELEMENTS}"]
    survey += [f"1.1,KTP,2026-02-03,{person},4,4,4,4,4,4,4,4,4" for person in range(3)]
    tables = cases("2026-02-02 08:00,,2026-02-02 09:00,selesai,", "2026-02-02 08:00,,2026-02-02 09:00,selesai,")
    with checked(tmp_path, {**tables, "skm": "\n".join(survey)}) as con:
        assert rows(con, "select distinct population_source from marts.skm_periods") == [("unknown",)]
