"""Before and after: changes of services, effects of courses, and what citizens say against what units say."""

import math
from pathlib import Path
from statistics import mean, stdev, variance

import pytest
from small_store import ELEMENTS, IKU, RESULTS, UNITS, checked, rows

CASES = "kode_unit,layanan,nomor,waktu_masuk,batas_waktu,waktu_selesai,status,waktu_tunggu_menit"
SURVEY = f"kode_unit,layanan,tanggal,id_responden,{ELEMENTS}"
CHANGES = "kode_unit,layanan,tanggal,nama"
POSTS = "nip,nama,kode_unit,jabatan,jenis_jabatan,status_pegawai,penugasan"
COURSES = "kode_pelatihan,nama,kompetensi,level_ke,jp,biaya_per_peserta,kapasitas"
TAKEN = "nip,nama_pelatihan,kode_pelatihan,mulai,selesai,jp,nilai_awal,nilai_akhir"
ASSESSED = "nip,kompetensi,level,tanggal"
NIPS = [f"1990010120201210{n:02}" for n in range(11)]
EFFECT = """select before_count, after_count, before_value, after_value, difference_low, difference_high, verdict
    from marts.service_changes where measure = '{}'"""


def served(day: str, count: int, on_time: int, finish: int = 2) -> list[str]:
    """Return cases of one day, some by their deadline on the same day and the others the day after it."""
    ends = [day if number < on_time else f"{day[:8]}{finish:02}" for number in range(count)]
    return [f"1.1,KTP,{day}/{n},{day} 08:00,{day} 16:00,{end} 09:00,selesai," for n, end in enumerate(ends)]


def test_a_change_of_a_share_carries_newcombes_interval(tmp_path: Path) -> None:
    # Newcombe 1998, Statistics in Medicine 17, 873–890, table II (a): 56/70 against 48/80, method 10: 0.0524 to 0.3339
    lines = [*served("2026-04-01", 80, 48), *served("2026-06-01", 70, 56)]
    tables = {"layanan": "\n".join([CASES, *lines]), "perubahan": f"{CHANGES}\n1,KTP,2026-06-01,Loket baru\n"}
    with checked(tmp_path, tables) as con:
        (found,) = rows(con, EFFECT.format("on_time_share"))
        assert rows(con, EFFECT.format("ikm"))[0][-1] == "no_data"
    assert found[:4] == (80, 70, 0.6, 0.8)
    assert [round(float(str(end)), 4) for end in found[4:6]] == [0.0524, 0.3339]
    assert found[6] == "better"


def test_a_change_of_a_mean_carries_welchs_interval_and_the_day_itself_is_after(tmp_path: Path) -> None:
    # 180 days before 1 July 2026 is 2 January 2026: the day before that is outside, the first of July inside
    before, after = [2] * 12 + [3] * 10, [3] * 12 + [4] * 12
    answered = [("2026-01-02", n) for n in before] + [("2026-07-01", n) for n in after] + [("2026-01-01", 1)]
    survey = [f"1.1.1,KTP,{day},{n},{','.join([str(answer)] * 9)}" for n, (day, answer) in enumerate(answered)]
    tables = {"skm": "\n".join([SURVEY, *survey]), "perubahan": f"{CHANGES}\n1.1,,2026-07-01,Loket baru\n"}
    with checked(tmp_path, tables) as con:
        (found,) = rows(con, EFFECT.format("ikm"))
    scores = [25 * n for n in before], [25 * n for n in after]
    spread = 1.96 * math.sqrt(sum(variance(side) / len(side) for side in scores))
    low, high = mean(scores[1]) - mean(scores[0]) - spread, mean(scores[1]) - mean(scores[0]) + spread
    assert found == (22, 24, *map(pytest.approx, (mean(scores[0]), mean(scores[1]), low, high)), "better")


def test_a_change_with_few_cases_says_so_and_a_slower_service_is_worse(tmp_path: Path) -> None:
    lines = [*served("2026-04-01", 20, 20), *served("2026-06-01", 20, 0, finish=9), "1.2,KTP,1,2026-06-01,,,proses,"]
    tables = {
        "layanan": "\n".join([CASES, *lines]),
        "perubahan": f"{CHANGES}\n1.1,ktp,2026-06-01,Baru\n1.2,,2026-06-01,Sepi\n9.9,,2026-06-01,Asing\n",
    }
    with checked(tmp_path, tables) as con:
        asked = "select unit_id, verdict from marts.service_changes where measure = '{}' order by unit_id"
        assert rows(con, asked.format("days")) == [("1.1", "worse"), ("1.2", "no_data")]
        assert rows(con, asked.format("on_time_share")) == [("1.1", "worse"), ("1.2", "no_data")]
        assert rows(con, "select code from marts.findings where kind = 'perubahan'") == [("unit-tidak-dikenal",)]
    tables["layanan"] = "\n".join([CASES, *served("2026-04-01", 19, 19), *served("2026-06-01", 20, 0)])
    with checked(tmp_path / "few", tables) as con:
        found = rows(con, EFFECT.format("on_time_share") + " and unit_id = '1.1'")
    assert found == [(19, 20, 1.0, 0.0, None, None, "too_few")]


def test_changes_of_two_sheets_are_kept_apart(tmp_path: Path) -> None:
    lines = [*served("2026-04-01", 3, 3), *served("2026-06-01", 2, 2)]
    changes = f"{CHANGES},sheet_name,row_number\n1.1,KTP,2026-06-01,Loket,A,2\n1.2,KTP,2026-06-01,Daring,B,2\n"
    with checked(tmp_path, {"layanan": "\n".join([CASES, *lines]), "perubahan": changes}) as con:
        asked = """select unit_id, before_count, after_count from marts.service_changes where measure = 'days'
            order by unit_id"""
        assert rows(con, asked) == [("1.1", 3, 2), ("1.2", 0, 0)]


def people(count: int) -> str:
    return "\n".join(
        [POSTS, *(f"{NIPS[n]},P{n},1.1,Perawat Ahli Pertama,fungsional,pns,definitif" for n in range(count))]
    )


def test_the_effect_of_a_course_is_the_change_beyond_that_of_others_with_the_same_start(tmp_path: Path) -> None:
    # Ten start at 1, five of them take the course: 1 1 0 1 1 against 0 0 1 0 0. Another takes it from 0, with nobody to
    # be compared with. Effect 0.8 − 0.2; variance (0.2 × 5 + 0.2 × 25/5) / 25; Student with 4 degrees of freedom.
    starts, ends = [1] * 10 + [0], [2, 2, 1, 2, 2, 1, 1, 2, 1, 1, 2]
    takers = [0, 1, 2, 3, 4, 10]
    assessed = [f"{NIPS[n]},Komunikasi,{level},2024-01-10" for n, level in enumerate(starts)]
    assessed += [f"{NIPS[n]},Komunikasi,{level},2026-01-10" for n, level in enumerate(ends)]
    taken = [f"{NIPS[n]},Bicara,P1,2025-03-01,2025-03-02,8,{50 + n},{60 + 2 * n}" for n in takers]
    taken.append(f"{NIPS[5]},Bicara,P1,2026-03-01,2026-03-02,8,,")  # after the second assessment: not in between
    tables = {
        "pegawai": people(11),
        "asesmen_kompetensi": "\n".join([ASSESSED, *assessed]),
        "katalog_pelatihan": f"{COURSES}\nP1,Bicara,Komunikasi,2,8,0,9\n",
        "riwayat_pelatihan": "\n".join([TAKEN, *taken]),
    }
    asked = """select taken_count, assessed_count, compared_count, comparison_count, level_change_avg,
        short_before_count, closed_count, effect_levels, effect_low, effect_high, conclusion, scored_count,
        score_change_avg, score_change_low, score_change_high
        from marts.course_effects where course_id is null"""
    with checked(tmp_path, tables) as con:
        (found,) = rows(con, asked)
        assert rows(con, "select unit_id, course_id, course_name, effect_levels from marts.course_effects "
                    "where course_id is not null") == [("1", "P1", "Bicara", pytest.approx(0.6))]  # fmt: skip
    gains = [10.0 + n for n in takers]
    spread = 2.571 * stdev(gains) / math.sqrt(6)
    half = 2.776 * math.sqrt((0.2 * 5 + 0.2 * 25 / 5) / 25)
    assert found == (
        *(7, 6, 5, 5, pytest.approx(1.0), 6, 5, pytest.approx(0.6)),
        *(pytest.approx(0.6 - half), pytest.approx(0.6 + half), "cannot_tell"),
        *(6, *map(pytest.approx, (mean(gains), mean(gains) - spread, mean(gains) + spread))),
    )


def test_without_others_or_a_second_assessment_nothing_is_concluded(tmp_path: Path) -> None:
    tables = {
        "pegawai": people(2),
        "asesmen_kompetensi": f"{ASSESSED}\n{NIPS[0]},Komunikasi,1,2024-01-10\n{NIPS[0]},Komunikasi,2,2026-01-10\n",
        "katalog_pelatihan": f"{COURSES}\nP1,Bicara,Komunikasi,2,8,0,9\nP2,Jujur,Integritas,2,8,0,9\n",
        "riwayat_pelatihan": f"{TAKEN}\n{NIPS[0]},Bicara,P1,,2025-03-02,8,,\n{NIPS[1]},Jujur,P2,,2025-03-02,8,,\n",
    }
    asked = (
        "select course_id, effect_levels, conclusion from marts.course_effects where course_id is not null order by 1"
    )
    with checked(tmp_path, tables) as con:
        assert rows(con, asked) == [("P1", None, "no_comparison"), ("P2", None, "no_second_assessment")]


def test_citizens_and_units_are_compared_by_their_distance_from_the_other_units(tmp_path: Path) -> None:
    answers = {"1.2": 4, "1.3": 4, "1.4": 3, "1.5": 3, "1.6": 2}
    scores = {"1.2": 60, "1.3": 100, "1.4": 80, "1.5": 80, "1.6": 100}
    tables = {
        "unit": UNITS + "".join(f"{unit},Dinas {unit},1\n" for unit in list(answers)[1:]),
        "skm": "\n".join(
            [SURVEY]
            + [f"{unit},KTP,2026-02-03,{n},{','.join([str(a)] * 9)}" for unit, a in answers.items() for n in range(30)]
            + [f"1.1,KTP,2026-02-03,{n},1,1,1,1,1,1,1,1,1" for n in range(29)]
        ),
        "iku": "\n".join([IKU, *(f"A,a,{unit},2026,%,maximize,last,100" for unit in [*scores, "1.1"])]),
        "capaian_iku": "\n".join(
            [RESULTS, *(f"A,{unit},2026-TW1,100,{r}" for unit, r in scores.items()), "A,1.1,2026-TW1,100,50"]
        ),
    }
    asked = """select unit_id, citizen_value, internal_value, unit_count, citizen_z, internal_z, verdict, reason
        from marts.citizen_internal where internal_measure = 'iku' and period = '{}' order by unit_id"""
    with checked(tmp_path, tables) as con:
        found = rows(con, asked.format("2026-TW1"))
        yearly = rows(con, asked.format("2026").replace("unit_id, citizen_value", "unit_id, internal_period"))
    ikm = {unit: 25.0 * a for unit, a in answers.items()}

    def z(values: dict[str, float], unit: str) -> object:
        return pytest.approx((values[unit] - mean(values.values())) / stdev(values.values()))

    verdicts = {"1.2": "citizen_higher", "1.6": "internal_higher"}
    internal = {unit: float(score) for unit, score in scores.items()}
    assert found == [("1.1", 25.0, 50.0, 5, None, None, None, "few_respondents")] + [
        (unit, ikm[unit], internal[unit], 5, z(ikm, unit), z(internal, unit), verdicts.get(unit, "agree"), None)
        for unit in answers
    ]
    assert {row[:2] for row in yearly} == {(unit, "2026-TW1") for unit in scores} | {("1.1", "2026-TW1")}
