"""Credits, talent boxes, 360 feedback, heads, rewards and work results: the rules about one person."""

from collections.abc import Mapping
from pathlib import Path

import pytest
import small_store
from small_store import ANI, APPRAISALS, BUDI, CITRA, IKU, POSTS, RESULTS, rows

from pipelines import checks, models

TIERED = f"{POSTS},jenis_jabatan,jenjang"
AKHLAK = (
    "berorientasi pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif",
)  # fmt: skip


CREDITS = [
    # tier, appraisal, start of the post → annual or periodic, months, credit, confidence of the coefficient, reason
    ("ahli pertama", "2025,above,above,very_good", "", ("annual", 12, 18.75, "V", None)),
    ("Ahli Pertama", "2025,expected,expected,good", "", ("annual", 12, 12.5, "V", None)),
    ("ahli pertama", "2026-TW2,expected,expected,good", "2026-05-31", ("periodic", 2, 2.08, "V", None)),
    ("ahli pertama", "2026-TW2,expected,expected,good", "", ("periodic", 3, 3.13, "V", None)),
    ("ahli pertama", "2026-06,expected,expected,good", "", ("periodic", 1, 1.04, "V", None)),
    ("pemula", "2025,above,above,very_good", "", ("annual", 12, 5.63, "V-code", None)),
    ("pemula", "2025,below,expected,needs_improvement", "", ("annual", 12, 2.81, "V-code", None)),
    ("terampil", "2025,expected,below,poor", "", ("annual", 12, 2.5, "V-code", None)),
    ("ahli utama", "2025,below,below,very_poor", "", ("annual", 12, 12.5, "U", None)),
    ("", "2025,expected,expected,good", "", ("annual", 12, None, None, "no_tier")),
    ("ahli pratama", "2025,expected,expected,good", "", ("annual", 12, None, None, "unknown_tier")),
    ("ahli pertama", "2021,expected,expected,good", "", ("annual", 12, None, None, "before_rule")),
    ("", "2022,expected,expected,good", "", ("annual", 12, None, None, "before_rule")),
]


def _nip(number: int) -> str:
    return f"1990010120201210{number:02}"


def test_predicates_convert_to_credits_by_months_tier_and_date(tmp_path: Path) -> None:
    """Ahli Pertama 12.5 a year: very good 18.75, two months good 2.08; 5.625 → 5.63, 2.8125 → 2.81."""
    posts = [f"{_nip(n)},P{n:02},1.1,J,,{start},,Fungsional,{tier}" for n, (tier, _, start, _) in enumerate(CREDITS)]
    lines = [f"{_nip(n)},{appraisal}" for n, (_, appraisal, _, _) in enumerate(CREDITS)]
    tables = {"pegawai": "\n".join([TIERED, *posts]), "skp": "\n".join([APPRAISALS, *lines])}
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select conversion_basis, month_count, credit, coefficient_confidence, reason "
            "from marts.credit_conversions inner join core.employee_posts using (employee_id) order by nip",
        )
    assert found == [expected for *_, expected in CREDITS]


def test_a_promotion_inside_the_period_gives_each_tier_its_months_and_other_posts_none(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{TIERED}\n{ANI},Ani,1.1,A,,2020-01-01,2026-04-14,Fungsional,ahli pertama\n"
        f"{ANI},Ani,1.1,B,,2026-04-15,,Fungsional,ahli muda\n{BUDI},Budi,1.1,C,,,,Struktural,pengawas\n"
        f"{CITRA},Citra,1.1,Perawat Ahli Muda,,,,,\n",
        "skp": f"{APPRAISALS}\n" + "".join(f"{nip},2026-S1,expected,expected,good\n" for nip in (ANI, BUDI, CITRA)),
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(con, "select tier, month_count, credit from marts.credit_conversions order by tier, month_count")
    assert found == [("ahli muda", 3, 6.25), ("ahli muda", 6, 12.5), ("ahli pertama", 3, 3.13)]


BOXES = [
    ("tinggi", "above", 9, 9), ("tinggi", "expected", 8, 6), ("menengah", "above", 7, 8), ("tinggi", "below", 6, 3),
    ("menengah", "expected", 5, 5), ("rendah", "above", 4, 7), ("menengah", "below", 3, 2),
    ("rendah", "expected", 2, 4), ("rendah", "below", 1, 1),
]  # fmt: skip
"""Potential, performance, official box (PermenPANRB 3/2020), and the box of a numbering row by row."""


def test_boxes_follow_the_official_numbering_and_another_one_is_named(tmp_path: Path) -> None:
    """Each pair three times: with the official box, with that of the other numbering, with one of neither."""
    people, expected = [], []
    for potential, performance, box, row_by_row in BOXES:
        neither = next(n for n in range(1, 10) if n not in (box, row_by_row))
        for stated in (box, row_by_row, neither):
            people.append(f"{_nip(len(people))},2025,{potential},{performance},{stated}")
            expected.append((box, stated != box, stated == row_by_row != box))
    tables = {
        "pegawai": "\n".join([POSTS, *(f"{_nip(n)},P,1.1,J,,," for n in range(len(people)))]),
        "talenta": "\n".join(["nip,tahun,potensi,kinerja,kotak", *people]),
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select box, is_box_mismatch, is_row_by_row from marts.talent_boxes inner join core.employee_posts "
            "using (employee_id) order by nip",
        )
    assert found == expected


def test_the_category_of_a_box_is_held_against_the_predicate_of_the_year(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n{BUDI},Budi,1.1,J,,,\n{CITRA},Citra,1.1,J,,,\n",
        "skp": f"{APPRAISALS}\n{ANI},2025,above,above,very_good\n{BUDI},2025,expected,expected,good\n",
        "talenta": "nip,tahun,potensi,kinerja,kotak\n"
        f"{ANI},2025,tinggi,above,9\n{BUDI},2025,menengah,above,7\n{CITRA},2025,rendah,below,1\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select employee_name, annual_predicate, rating_by_predicate, is_performance_mismatch "
            "from marts.talent_boxes order by employee_name",
        )
    assert found == [
        ("Ani", "very_good", "above", False),
        ("Budi", "good", "expected", True),
        ("Citra", None, None, False),
    ]


def _feedback(
    root: Path, job: str, scores: Mapping[str, list[float]], aspects: tuple[str, ...] = AKHLAK
) -> dict[object, object]:
    lines = [
        f"{ANI},2026-S1,{source},R{source}{n},{aspect},{score},10"
        for aspect in aspects
        for source, given in scores.items()
        for n, score in enumerate(given)
    ]
    tables = {
        "pegawai": f"{TIERED}\n{ANI},Ani,1.1,{job}\n",
        "umpan_balik": "\n".join(["nip,periode,sumber,id_penilai,aspek,nilai,skala_maks", *lines]),
    }
    with small_store.checked(root, tables) as con:
        found = rows(con, "select aspect, rater_type, score_pct, reason, feedback_band from marts.feedback_aspects")
    return {(row[0], row[1]): row[2:] for row in found}


HEAD_POST, STAFF_POST = "Kepala Dinas Kesehatan,,,,Struktural,jpt pratama", "Analis,,,,Pelaksana,pelaksana"


def test_feedback_of_a_head_weighs_superior_peers_and_reports(tmp_path: Path) -> None:
    """50 × 90 + 30 × 80 + 20 × 70 = 83; the own view of 100 stands beside it."""
    scores = {"atasan": [9], "rekan": [8, 7, 9], "bawahan": [7, 7, 7], "diri": [10]}
    found = _feedback(tmp_path, HEAD_POST, scores)
    assert found["akuntabel", None] == (83.0, None, None)
    assert found[None, None] == (83.0, None, "high")
    assert found["akuntabel", "diri"] == (100.0, None, None)
    assert found["akuntabel", "rekan"] == (80.0, None, None)


def test_feedback_of_others_weighs_superior_and_peers_alike(tmp_path: Path) -> None:
    found = _feedback(tmp_path, STAFF_POST, {"atasan": [9], "rekan": [8, 7, 9], "bawahan": [1, 1, 1]})
    assert found[None, None] == (85.0, None, "high")


def test_feedback_is_rounded_once(tmp_path: Path) -> None:
    """Peers 230 / 3 = 76.67; with a superior of 90 exactly 83.333…, not (90 + 76.67) / 2 = 83.335."""
    found = _feedback(tmp_path, STAFF_POST, {"atasan": [9], "rekan": [7, 8, 8]})
    assert found["loyal", "rekan"] == (76.67, None, None)
    assert found["loyal", None] == (83.33, None, None)
    assert found[None, None] == (83.33, None, "high")


@pytest.mark.parametrize(
    ("scores", "aspects", "peers", "total"),
    [
        ({"atasan": [9], "rekan": [8, 7]}, AKHLAK, (None, "few_raters", None), (None, "few_raters", None)),
        ({"rekan": [8, 7, 9]}, AKHLAK, (80.0, None, None), (None, "source_missing", None)),
        ({"atasan": [9], "rekan": [8, 7, 9]}, AKHLAK[:6], (80.0, None, None), (None, "aspect_missing", None)),
    ],
)
def test_feedback_waits_for_enough_raters_sources_and_aspects(
    tmp_path: Path,
    scores: dict[str, list[float]],
    aspects: tuple[str, ...],
    peers: tuple[object, ...],
    total: tuple[object, ...],
) -> None:
    found = _feedback(tmp_path, STAFF_POST, scores, aspects)
    assert found["loyal", "rekan"] == peers
    assert found[None, None] == total


def test_bands_of_feedback_hold_their_lower_bound(tmp_path: Path) -> None:
    bands = {9.0: "very_high", 8.99: "high", 7.6: "high", 7.59: "medium", 6.1: "medium", 6.09: "low"}
    lines = [
        f"{_nip(n)},2026-S1,{source},{rater},{aspect},{score},10"
        for n, score in enumerate(bands)
        for source, rater in (("atasan", "A"), ("rekan", "B"), ("rekan", "C"), ("rekan", "D"))
        for aspect in AKHLAK
    ]
    tables = {
        "pegawai": "\n".join([TIERED, *(f"{_nip(n)},P,1.1,{STAFF_POST}" for n in range(len(bands)))]),
        "umpan_balik": "\n".join(["nip,periode,sumber,id_penilai,aspek,nilai,skala_maks", *lines]),
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select score_pct, feedback_band from marts.feedback_aspects where aspect is null order by score_pct desc",
        )
    assert found == [(pytest.approx(score * 10), band) for score, band in bands.items()]


def test_the_mean_of_a_unit_needs_five_people(tmp_path: Path) -> None:
    nips = [f"1990010120201210{n:02}" for n in range(5)]
    lines = [f"{nip},2026-S1,atasan,R1,loyal,{n + 5},10" for n, nip in enumerate(nips)]
    tables = {
        "pegawai": "\n".join([POSTS, *(f"{nip},P,1.1.1,J,,," for nip in nips[:4]), f"{nips[4]},P,1.1,J,,,"]),
        "umpan_balik": "\n".join(["nip,periode,sumber,id_penilai,aspek,nilai,skala_maks", *lines]),
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select unit_id, person_count, score_pct, reason from marts.feedback_units where rater_type = 'atasan' "
            "order by unit_id",
        )
    assert found == [("1", 5, 70.0, None), ("1.1", 5, 70.0, None), ("1.1.1", 4, None, "few_people")]


HEADS = [
    ("excellent", "above", True), ("excellent", "expected", False), ("good", "expected", True),
    ("good", "above", False), ("needs_improvement", "below", True), ("poor", "below", True),
    ("very_poor", "below", True),
    ("very_poor", "expected", False), ("good", None, None),
]  # fmt: skip


def test_a_heads_rating_of_results_is_held_against_the_units_predicate(tmp_path: Path) -> None:
    """In each unit a head, a secretary one tier lower and a member of staff; only the head is held against it."""
    units, posts, lines, predicates = [], [], [f"{_nip(99)},2026-TW1,expected,expected,good"], []
    for n, (organisation, rating, _) in enumerate(HEADS):
        units.append(f"2.{n},Dinas {n},1")
        posts += [
            f"{_nip(n)},Kepala {n},2.{n},Kepala Dinas {n},,,,,",
            f"{_nip(n + 20)},Sekretaris {n},2.{n},Sekretaris Dinas,,,,,",
            f"{_nip(n + 40)},Staf {n},2.{n},Analis,,,,Pelaksana,pelaksana",
        ]
        predicates.append(f"2.{n},2026-TW1,{organisation}")
        if rating:
            lines.append(f"{_nip(n)},2026-TW1,{rating},expected,good")
    tables = {
        "unit": "\n".join(["kode_unit,nama_unit,kode_induk", "1,Kota,", *units]),
        "pegawai": "\n".join([TIERED, *posts, f"{_nip(99)},Walikota,1,Analis,,,,Pelaksana,pelaksana"]),
        "skp": "\n".join([APPRAISALS, *lines]),
        "predikat_organisasi": "\n".join(["kode_unit,periode,predikat", *predicates]),
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select employee_name, result_rating, is_consistent, reason from marts.head_appraisals order by unit_id",
        )
    assert found == [
        (f"Kepala {n}", rating, consistent, None if rating else "not_rated")
        for n, (_, rating, consistent) in enumerate(HEADS)
    ]


def test_two_posts_of_the_highest_tier_have_no_head(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{TIERED}\n{ANI},Ani,1.1,Kepala Bidang A,,,,,\n{BUDI},Budi,1.1,Kepala Bidang B,,,,,\n",
        "predikat_organisasi": "kode_unit,periode,predikat\n1.1,2026-TW1,good\n",
        "skp": f"{APPRAISALS}\n{ANI},2026-TW1,expected,expected,good\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        assert rows(con, "select * from marts.head_appraisals") == []


def test_where_the_head_is_only_acting_the_secretary_does_not_stand_in(tmp_path: Path) -> None:
    """Ani heads another office and acts here; Budi is the secretary here. Where she is definitive, she is the head."""
    tables = {
        "unit": small_store.UNITS,
        "pegawai": f"{TIERED}\n{ANI},Ani,1.2,Kepala Dinas A,definitif,,,,\n"
        f"{ANI},Ani,1.1,Kepala Dinas B,plt,,,,\n{BUDI},Budi,1.1,Sekretaris Dinas,definitif,,,,\n",
        "predikat_organisasi": "kode_unit,periode,predikat\n1.1,2026-TW1,good\n1.2,2026-TW1,good\n",
        "skp": f"{APPRAISALS}\n{ANI},2026-TW1,expected,expected,good\n{BUDI},2026-TW1,below,expected,good\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(con, "select unit_id, employee_name, is_consistent from marts.head_appraisals")
    assert found == [("1.2", "Ani", True)]


def test_before_the_circular_no_head_is_held_against_the_unit(tmp_path: Path) -> None:
    tables = {
        "pegawai": f"{TIERED}\n{ANI},Ani,1.1,Kepala Bidang A,,,,,\n",
        "predikat_organisasi": "kode_unit,periode,predikat\n1.1,2022,good\n1.1,2023,good\n",
        "skp": f"{APPRAISALS}\n{ANI},2022,expected,expected,good\n{ANI},2023,expected,expected,good\n",
    }
    with small_store.checked(tmp_path, tables) as con:
        assert rows(con, "select period, is_consistent from marts.head_appraisals") == [("2023", True)]


def _rewards(root: Path, appraisals: str, awards: str = "") -> list[tuple[object, ...]]:
    tables = {
        "pegawai": f"{POSTS}\n{ANI},Ani,1.1,J,,,\n",
        "skp": f"{APPRAISALS}\n{appraisals}",
        "penghargaan": f"nip,kode_unit,jenis,nama,tanggal\n{awards}",
    }
    with small_store.checked(root, tables) as con:
        return rows(
            con,
            "select reward_rule_id, action, period, streak_count, cast(given_date as varchar), confidence "
            "from marts.reward_candidates order by reward_rule_id, period",
        )


def test_a_streak_of_four_quarters_may_not_have_a_gap(tmp_path: Path) -> None:
    quarters = ("2024-TW4", "2025-TW2", "2025-TW3", "2025-TW4", "2026-TW1", "2026-TW2")
    appraisals = "".join(f"{ANI},{quarter},above,above,very_good\n" for quarter in quarters)
    awards = f"{ANI},,penghargaan,Teladan,2026-05-01\n{ANI},,pembinaan,Bimbingan,2026-05-01\n"
    assert _rewards(tmp_path, appraisals, awards) == [
        ("person_award_quarters", "award", "2026-TW1", 4, "2026-05-01", "U"),
        ("person_award_quarters", "award", "2026-TW2", 5, "2026-05-01", "U"),
    ]


def test_a_year_without_any_data_breaks_a_streak(tmp_path: Path) -> None:
    quarters = ("2022-TW3", "2022-TW4", "2024-TW1", "2024-TW2")
    assert _rewards(tmp_path, "".join(f"{ANI},{quarter},above,above,very_good\n" for quarter in quarters)) == []


def test_low_predicates_lead_to_guidance_then_counselling_and_to_nothing_else(tmp_path: Path) -> None:
    lines = (
        "2026-TW1,below,expected,needs_improvement",
        "2026-TW2,below,below,very_poor",
        "2025,above,above,very_good",
    )
    appraisals = "".join(f"{ANI},{line}\n" for line in lines)
    assert _rewards(tmp_path, appraisals) == [
        ("person_award_year", "award", "2025", 1, None, "U"),
        ("person_coaching", "coaching", "2026-TW1", 1, None, "U"),
        ("person_coaching", "coaching", "2026-TW2", 2, None, "U"),
        ("person_counselling", "coaching", "2026-TW2", 2, None, "U"),
    ]


def test_no_rule_of_the_list_speaks_of_a_disciplinary_penalty() -> None:
    text = (models.REFERENCE / "reward_rules.csv").read_text(encoding="utf-8").casefold()
    assert "award" in text
    assert "coaching" in text
    assert not [word for word in ("hukum", "disiplin", "sanksi", "penalty", "dismiss", "punish") if word in text]


TEAMS = [
    # indicator score, rated of 20, organisation predicate → candidate
    (100, 20, "good", True), (99.99, 20, "good", False), (100, 18, "good", False), (100, 19, "excellent", True),
    (100, 20, "needs_improvement", False), (100, 20, None, False), (None, 20, "good", False),
]  # fmt: skip


def test_a_best_team_meets_every_part_of_its_rule(tmp_path: Path) -> None:
    text: dict[str, list[str]] = {
        "unit": ["kode_unit,nama_unit,kode_induk", "1,Kota,"],
        "pegawai": [POSTS],
        "skp": [APPRAISALS],
        "iku": [IKU],
        "capaian_iku": [RESULTS],
        "predikat_organisasi": ["kode_unit,periode,predikat"],
        "penghargaan": ["nip,kode_unit,jenis,nama,tanggal", ",2.0,penghargaan,Tim Terbaik,2026-04-20"],
    }
    for n, (actual, rated, organisation, _) in enumerate(TEAMS):
        text["unit"].append(f"2.{n},Dinas {n},1")
        nips = [f"19900101202012{n}1{person:02}" for person in range(20)]
        text["pegawai"] += [f"{nip},P,2.{n},J,,," for nip in nips]
        text["skp"] += [f"{nip},2026-TW1,expected,expected,good" for nip in nips[:rated]]
        text["iku"].append(f"K{n},Satu,2.{n},2026,%,maximize,average,100")
        text["capaian_iku"] += [f"K{n},2.{n},2026-TW1,100,{actual}"] if actual is not None else []
        text["predikat_organisasi"] += [f"2.{n},2026-TW1,{organisation}"] if organisation else []
    with small_store.checked(tmp_path, {name: "\n".join(lines) for name, lines in text.items()}) as con:
        found = rows(
            con,
            "select is_candidate, cast(given_date as varchar) from marts.team_candidates "
            "where unit_id like '2.%' and period = '2026-TW1' order by unit_id",
        )
    assert [row[0] for row in found] == [candidate for *_, candidate in TEAMS]
    assert [row[1] for row in found] == ["2026-04-20", *[None] * 6]


def test_work_results_of_a_unit_are_counted_by_aspect(tmp_path: Path) -> None:
    nips = [f"1990010120201210{n:02}" for n in range(5)]
    done = ("2 Dokumen", "1 Dokumen", "", "terlaksana", "3 Dokumen")
    lines = [f"{nip},2026,Laporan,kuantitas,2 Dokumen,{text}" for nip, text in zip(nips, done, strict=True)]
    lines += [f"{nips[0]},2026,Laporan,waktu,12 Bulan,11 Bulan", f"{nips[0]},2026,Laporan,kualitas,80 - 90%,85%"]
    tables = {
        "pegawai": "\n".join([POSTS, *(f"{nip},P,1.1,J,,," for nip in nips)]),
        "rhk": "\n".join(["nip,periode,rhk,aspek,target,realisasi", *lines]),
    }
    with small_store.checked(tmp_path, tables) as con:
        found = rows(
            con,
            "select aspect, person_count, item_count, unreported_count, unread_count, judged_count, met_count, "
            "met_share, reason from marts.work_result_aspects where unit_id = '1.1' order by aspect",
        )
    assert found == [
        ("kualitas", 1, 1, 0, 0, 1, None, None, "few_people"),
        ("kuantitas", 5, 5, 1, 1, 3, 2, pytest.approx(2 / 3), None),
        ("waktu", 1, 1, 0, 0, 1, None, None, "few_people"),
    ]


LEGACY = [
    ("skp_pp_30_2019", "2020-12-31", 12000, "good"), ("skp_pp_30_2019", "2020-12-31", 11000, "good"),
    ("skp_pp_30_2019", "2020-12-31", 9000, "good"), ("skp_pp_30_2019", "2020-12-31", 8999, "needs_improvement"),
    ("skp_pp_30_2019", "2020-12-31", 7000, "needs_improvement"), ("skp_pp_30_2019", "2020-12-31", 6999, "poor"),
    ("skp_pp_30_2019", "2020-12-31", 5000, "poor"), ("skp_pp_30_2019", "2020-12-31", 4999, "very_poor"),
    ("skp_pp_46_2011", "2017-12-31", 9100, "very_good"), ("skp_pp_46_2011", "2017-12-31", 9050, "very_good"),
    ("skp_pp_46_2011", "2017-12-31", 9000, "good"), ("skp_pp_46_2011", "2017-12-31", 7600, "good"),
    ("skp_pp_46_2011", "2017-12-31", 7500, "needs_improvement"), ("skp_pp_46_2011", "2017-12-31", 6000, "poor"),
    ("skp_pp_46_2011", "2017-12-31", 5000, "very_poor"), ("skp_pp_46_2011", "2017-12-31", 0, "very_poor"),
]  # fmt: skip
"""110–120 asks for a new idea as well (PP 30/2019 Pasal 41): the number alone is Baik."""


def test_legacy_numbers_fall_into_the_bands_of_their_time_and_never_give_very_good_alone(tmp_path: Path) -> None:
    home = small_store.make(tmp_path, {"unit": small_store.UNITS})
    with small_store.marts(home) as con:
        con.execute("delete from core.values_to_judge")
        con.executemany(
            "insert into core.values_to_judge values ('legacy', ?, ?, cast(? as date))",
            [[scheme, value, day] for scheme, day, value, _ in LEGACY],
        )
        found = rows(con, next(m.sql for m in models.in_order() if m.table == "core.judged_values"))
        judged = {(str(row[1]), row[2]): row[4] for row in found}
        assert judged == {(scheme, value): band for scheme, _, value, band in LEGACY}
        assert (
            rows(con, "select * from reference.bands where scheme = 'skp_pp_30_2019' and band_id = 'very_good'") == []
        )
        checks.run(con)
