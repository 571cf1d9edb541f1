"""Competency gaps, training hours and needs: nothing imputed, every value counted by hand."""

from pathlib import Path

import pytest
from small_store import ANI, BUDI, CITRA, ELEMENTS, UNITS, checked, rows

POSTS = "nip,nama,kode_unit,jabatan,jenis_jabatan,jenjang,status_pegawai,penugasan,mulai,selesai"
STANDARDS = "jabatan,jenjang,kompetensi,jenis,level"
ASSESSED = "nip,kompetensi,level,tanggal,tujuan_asesmen"
TAKEN = "nip,nama_pelatihan,kode_pelatihan,selesai,jp,nomor_sertifikat,nilai_awal,nilai_akhir"
PEOPLE = f"""{POSTS}
{ANI},Ani,1.1,Perawat Ahli Pertama,fungsional,,pns,definitif,2020-01-01,
{BUDI},Budi,1.1.1,Guru Ahli Muda,fungsional,,pppk,definitif,2020-01-01,
{CITRA},Citra,1.2,Operator,Pelaksana,,pppk_paruh_waktu,definitif,2020-01-01,
"""


def test_the_level_asked_for_is_the_posts_own_else_that_of_its_tier(tmp_path: Path) -> None:
    standards = f"""{STANDARDS}
Perawat Ahli Pertama,,Komunikasi,manajerial,4
,ahli pertama,Komunikasi,manajerial,3
,ahli muda,Kerja Sama,manajerial,5
"""
    asked = """select job_title, required_level, requirement_source, requirement_rule_id from marts.employee_gaps
        where competency_name = '{}' order by job_title"""
    with checked(tmp_path, {"pegawai": PEOPLE, "standar_kompetensi": standards}) as con:
        spoken = rows(con, asked.format("Komunikasi"))
        together = rows(con, asked.format("Kerjasama"))
    assert spoken == [
        ("Guru Ahli Muda", 3, "tier", "skj_level"),
        ("Operator", 1, "tier", "skj_level"),
        ("Perawat Ahli Pertama", 4, "post", None),
    ]
    assert together == [
        ("Guru Ahli Muda", 5, "tier", None),
        ("Operator", 1, "tier", "skj_level"),
        ("Perawat Ahli Pertama", 2, "tier", "skj_level"),
    ]


def test_a_gap_is_the_newest_level_less_the_required_one_and_never_made_up(tmp_path: Path) -> None:
    assessed = f"""{ASSESSED}
{ANI},Komunikasi,1,2024-01-10,pemetaan
{ANI},Komunikasi,1.5,2026-01-10,pemetaan
{BUDI},Komunikasi,4,2022-07-20,pemetaan
"""
    with checked(tmp_path, {"pegawai": PEOPLE, "asesmen_kompetensi": assessed}) as con:
        found = rows(
            con,
            "select job_title, level, gap, level_change, evidence_age_days, is_evidence_current, is_assessed, reason "
            "from marts.employee_gaps where competency_name = 'Komunikasi' order by all",
        )
        units = rows(
            con,
            "select unit_id, job_family, in_post_count, assessed_count, current_count, gap_avg, short_count, reason "
            "from marts.competency_units "
            "where competency_name = 'Komunikasi' and unit_id in ('1.1', '1.2') order by all",
        )
    assert found == [
        ("Guru Ahli Muda", 4, 1, None, 1461, False, True, None),
        ("Operator", None, None, None, None, None, False, "not_assessed"),
        ("Perawat Ahli Pertama", 1.5, -0.5, 0.5, 191, True, True, None),
    ]
    assert units == [
        ("1.1", "Guru", 1, 1, 0, 1.0, 0, None),
        ("1.1", "Perawat", 1, 1, 1, -0.5, 1, None),
        ("1.2", "Pelaksana", 1, 0, 0, None, 0, "not_assessed"),
    ]


def test_a_competency_nobody_set_a_standard_for_applies_to_the_family_it_was_assessed_in(tmp_path: Path) -> None:
    people = PEOPLE + f"{CITRA[:-1]}9,Dewi,1.2,Perawat Ahli Muda,fungsional,,pns,definitif,2020-01-01,\n"
    assessed = f"{ASSESSED}\n{ANI},Menyuntik,3,2026-01-10,pemetaan\n"
    with checked(tmp_path, {"pegawai": people, "asesmen_kompetensi": assessed}) as con:
        found = rows(
            con,
            "select job_title, level, gap, reason from marts.employee_gaps "
            "where competency_name = 'Menyuntik' order by all",
        )
    assert found == [
        ("Perawat Ahli Muda", None, None, "not_assessed"),
        ("Perawat Ahli Pertama", 3, None, "no_standard"),
    ]


def test_hours_count_in_the_year_they_end_once_a_certificate(tmp_path: Path) -> None:
    taken = f"""{TAKEN}
{ANI},A,,2025-01-02,12.5,S-1,,
{ANI},A lagi,,2025-02-02,12.5,S-1,,
{ANI},B,,2025-12-31,7.5,,,
{ANI},C,,2026-01-01,8,,,
{BUDI},A,,2025-03-01,24,S-1,,
{CITRA},A,,2025-03-01,1000,S-9,,
{CITRA},B,,2025-03-02,1,S-8,,
"""
    asked = """select left(job_title, 4), year, hours_jp, required_jp, is_met, duplicate_count, is_implausible, reason
        from marts.training_hours order by all"""
    with checked(tmp_path, {"pegawai": PEOPLE, "riwayat_pelatihan": taken}) as con:
        found = rows(con, asked)
    assert found == [
        ("Guru", 2025, 24, 24, True, 0, False, None),
        ("Guru", 2026, 0, 24, False, 0, False, None),
        ("Oper", 2025, 1001, None, None, 0, True, "no_rule"),
        ("Oper", 2026, 0, None, None, 0, False, "no_rule"),
        ("Pera", 2025, 20, 20, True, 1, False, None),
        ("Pera", 2026, 8, 20, False, 0, False, None),
    ]


def test_courses_on_the_same_row_of_two_sheets_are_two(tmp_path: Path) -> None:
    taken = f"{TAKEN},sheet_name,row_number\n{ANI},A,,2025-03-01,8,,,,Januari,2\n{ANI},B,,2025-04-01,4,,,,Februari,2\n"
    with checked(tmp_path, {"pegawai": PEOPLE, "riwayat_pelatihan": taken}) as con:
        asked = "select hours_jp, course_count, duplicate_count from marts.training_hours where course_count > 0"
        assert rows(con, asked) == [(12, 2, 0)]


def test_hours_from_before_a_move_to_another_government_stay_hours(tmp_path: Path) -> None:
    posts = f"{POSTS}\n{ANI},Ani,9,Guru,,,pns,definitif,2020-01-01,2025-06-30\n"
    posts += f"{ANI},Ani,1.1,Guru,,,pns,definitif,2025-07-01,\n{BUDI},Budi,1.1,Guru,,,pns,definitif,2020-01-01,\n"
    tables = {
        "pegawai": posts,
        "riwayat_pelatihan": f"{TAKEN}\n{ANI},A,,2025-03-01,8,,,\n",
        "unit": UNITS + "9,Lain,\n",
    }
    with checked(tmp_path, tables) as con:
        asked = "select employee_name, root_id, hours_jp, reason from marts.training_hours order by 1"
        assert rows(con, asked) == [("Ani", "1", 8, None), ("Budi", "1", None, "no_training_data")]


def test_the_need_score_is_the_weighted_mean_of_its_known_parts(tmp_path: Path) -> None:
    # Ani needs 2 and has 1, Budi needs 3 and has 3: shortfall 1 of 2 levels = 50, one of two short = 50,
    # nothing linked is known, nobody's training hours are known, not mandated.
    assessed = f"{ASSESSED}\n{ANI},Komunikasi,1,2026-01-10,pemetaan\n{BUDI},Komunikasi,3,2026-01-10,pemetaan\n"
    asked = """select need_score, severity_part, people_part, link_part, hours_part, mandate_part, not_assessed_count,
        reason from marts.training_needs where unit_id = '{}' and competency_name = '{}'"""
    with checked(tmp_path, {"pegawai": PEOPLE, "asesmen_kompetensi": assessed}) as con:
        top = rows(con, asked.format("1", "Komunikasi"))
        school = rows(con, asked.format("1.1.1", "Komunikasi"))
        unknown = rows(con, asked.format("1", "Integritas"))
    assert top == [(pytest.approx((50 * 35 + 50 * 25 + 0 * 10) / 70), 50, 50, None, None, 0, 1, None)]
    assert school == [(0, 0, 0, None, None, 0, 0, "no_gap")]
    assert unknown == [(None, None, None, None, None, 100, 3, "not_assessed")]


def test_the_job_person_match_is_judged_by_the_purpose_and_kept_above_100(tmp_path: Path) -> None:
    # Ani (ahli pertama) needs 2 of each of the nine; what was not assessed does not count as 0
    assessed = f"""{ASSESSED}
{ANI},Komunikasi,1.5,2026-01-10,seleksi
{ANI},Integritas,1.7,2026-01-11,seleksi
{ANI},Komunikasi,3,2025-01-10,pemetaan
{ANI},Integritas,2,2025-01-10,pemetaan
{BUDI},Komunikasi,2,2026-01-10,
{CITRA},Berenang,2,2026-01-10,pemetaan
"""
    with checked(tmp_path, {"pegawai": PEOPLE, "asesmen_kompetensi": assessed}) as con:
        asked = """select left(job_title, 4), purpose, matched_count, required_count, jpm_pct, jpm_band, is_complete,
            reason from marts.job_matches order by all"""
        found = rows(con, asked)
        units = rows(
            con,
            "select purpose, in_post_count, matched_count, high_count, middle_count, low_count "
            "from marts.job_match_units where unit_id = '1' order by purpose nulls last",
        )
    assert found == [
        ("Guru", None, 1, 9, pytest.approx(200 / 3), None, False, "purpose_missing"),
        ("Oper", "pemetaan", 0, 9, None, None, False, "no_standard"),
        ("Pera", "pemetaan", 2, 9, 125, "optimal", False, None),
        ("Pera", "seleksi", 2, 9, 80, "MS", False, None),
    ]
    assert units == [("pemetaan", 3, 1, 1, 0, 0), ("seleksi", 3, 1, 1, 0, 0), (None, 3, 1, 0, 0, 0)]


def test_hints_say_what_else_than_training_may_be_wrong(tmp_path: Path) -> None:
    people = PEOPLE + f"{BUDI},Budi,1.2,Plt. Kepala,struktural,,pns,plt,2026-01-01,\n"
    assessed = f"{ASSESSED}\n{ANI},Pelayanan Publik,2,2026-01-10,pemetaan\n"
    # conduct (linked) and facilities (a matter of the process) are weak: 2 × 25 = 50, below 76.61
    survey = [f"kode_unit,layanan,tanggal,id_responden,{ELEMENTS}"]
    survey += [f"1.1,KTP,2026-02-03,{person},4,4,4,4,4,4,2,4,2" for person in range(30)]
    served = "kode_unit,layanan,nomor,waktu_masuk,batas_waktu,status"
    served += "\n1.1,KTP,1,2026-06-01 08:00,2026-06-02,proses\n1.1,KTP,2,2026-06-09 08:00,2026-06-19,proses\n"
    tables = {"pegawai": people, "asesmen_kompetensi": assessed, "skm": "\n".join(survey), "layanan": served}
    asked = """select has_vacancy_hint, has_workload_hint, has_process_hint, has_no_gap_hint, acting_count,
        overdue_case_count, weak_process_count, link_part, link_count, weak_link_count from marts.training_needs
        where unit_id = '{}' and competency_name = 'Pelayanan Publik'"""
    with checked(tmp_path, tables) as con:
        assert rows(con, asked.format("1.1")) == [(False, True, True, True, 0, 1, 1, 50, 2, 1)]
        assert rows(con, asked.format("1.2")) == [(True, False, False, False, 1, None, None, None, 0, 0)]


def test_a_movement_is_called_a_change_only_when_chance_would_not_make_it(tmp_path: Path) -> None:
    # Changes 1, 1, 0, 1, 0.5: mean 0.7, deviation 0.4472, half width 2.776 x 0.2 = 0.5552. The same five on Integritas
    # move by 1, -1, 1, -1, 0.5: mean 0.1, which chance alone would make. All alike: 2.776 x sqrt(1/6 / 5) = 0.5068.
    moved = {"Komunikasi": (1, 1, 0, 1, 0.5), "Integritas": (1, -1, 1, -1, 0.5), "Kerjasama": (1, 1, 1, 1),
             "Pelayanan Publik": (1, 1, 1, 1, 1)}  # fmt: skip
    numbers = [f"{ANI[:-1]}{digit}" for digit in range(1, 6)]
    people = [f"{nip},P{nip[-1]},1.1,Guru Ahli Muda,fungsional,,pns,definitif,2020-01-01," for nip in numbers]
    assessed = [
        f"{nip},{competency},{level},{day},pemetaan"
        for competency, changes in moved.items()
        for nip, change in zip(numbers, changes, strict=False)
        for day, level in (("2024-01-10", 2), ("2026-01-10", 2 + change))
    ]
    files = {"pegawai": "\n".join([POSTS, *people, ""]), "asesmen_kompetensi": "\n".join([ASSESSED, *assessed, ""])}
    with checked(tmp_path, files) as con:
        found = rows(
            con,
            "select competency_name, retested_count, risen_count, fallen_count, level_change_avg, level_change_low, "
            "level_change_high, conclusion from marts.competency_changes where unit_id = '1' order by all",
        )
    near = pytest.approx
    assert found == [
        ("Integritas", 5, 3, 2, near(0.1), near(-1.1722, abs=1e-4), near(1.3722, abs=1e-4), "cannot_tell"),
        ("Kerjasama", 4, 4, 0, 1.0, None, None, "too_few"),
        ("Komunikasi", 5, 4, 0, near(0.7), near(0.1448, abs=1e-4), near(1.2552, abs=1e-4), "risen"),
        ("Pelayanan Publik", 5, 5, 0, 1.0, near(0.4932, abs=1e-4), near(1.5068, abs=1e-4), "risen"),
    ]
