"""Kinerja saya: each number of one's own record in words, with the numbers it was made of put in."""

from pathlib import Path

import polars as pl
import pytest
from published import APP, unfold
from streamlit.testing.v1 import AppTest

from dashboard import language
from dashboard.components import person_growth, person_legacy, person_view, person_work
from dashboard.components.explanation import measures
from dashboard.queries import persons

# The one person of the sample with appraisals, feedback, competencies, a course, credits and a plan.
WHOLE = "f1ad2c26d3281dc6"


def opened(part: str, person: str = WHOLE, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in {"peran": "pegawai", "sebagai": person, "bagian": part, **address}.items():
        app.query_params[name] = value
    app = unfold(app.run().switch_page("app_pages/kinerja_saya.py").run())
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    words = [element.value for kind in ("title", "header", "markdown", "caption") for element in app.get(kind)]
    cells = [str(cell) for table in app.table for row in table.value.values.tolist() for cell in row]
    return "\n".join([*words, *cells]).replace("\\", "").replace("\u00a0", " ")


def test_the_cards_tell_the_newest_of_everything(sample: Path) -> None:
    app = opened("penilaian")
    assert app.title[0].value.replace("\\", "") == "Predikat kinerja Anda pada TW II 2026: Baik"
    assert [(metric.label, metric.value) for metric in app.metric] == [
        ("Umpan balik 360", "71,7"),
        ("Kompetensi kurang", "0 dari 9"),
        ("Jam pelajaran 2025", "16 JP"),
        ("Angka kredit 2025", "12,50"),
    ]
    told = said(app)
    assert "kurang 4 dari hak 20 JP" in told
    assert "dari 100 · Cukup · 4 penilai" in told


def test_a_predicate_and_its_credits_are_made_before_ones_eyes(sample: Path) -> None:
    told = said(opened("penilaian"))
    assert "Hasil kerja sesuai ekspektasi dan perilaku kerja sesuai ekspektasi menghasilkan Baik." in told
    assert "hasil kerja sesuai ekspektasi × perilaku di atas ekspektasi" in told, "TW III 2025 in the list"
    assert "3 bulan ÷ 12 × 100 % × 12,5" in told
    assert "12 ÷ 12 × 100 % × 12,5 = 12,50" in told
    assert "PermenPANRB" in told, "the legal basis"


def test_feedback_is_added_up_with_its_weights(sample: Path) -> None:
    """(68,33 + 68,33 + 68,33 + 81,67 + 66,67 + 70 + 78,33) ÷ 7 = 501,66 ÷ 7 = 71,67."""
    told = said(opened("umpan_balik"))
    assert "Umpan balik 360 Semester I 2026: 71,7 dari 100; tertinggi Harmonis, terendah Loyal" in told
    assert ") ÷ 7 nilai = 71,67" in told
    assert "81,67" in told
    assert "68,33" in told
    assert "disandingkan" in told


def test_growth_says_what_is_short_and_what_a_course_did(sample: Path) -> None:
    told = said(opened("pengembangan"))
    assert "level 3, syarat 2" in told
    assert "belum pernah dinilai" in told
    assert "nilai tes 59 → 73 (+14)" in told
    assert "level peserta naik lebih dari rekan yang tidak ikut" in told
    assert "petunjuk dan bukan bukti" in told
    assert "2 − 2 = 0,00" in told, "the gap with its numbers put in"


def test_work_results_name_the_indicator_they_serve_without_opening_what_is_closed(sample: Path) -> None:
    told = said(opened("hasil"))
    assert "Cakupan kunjungan ibu hamil K6" in told
    assert "rinciannya tidak untuk umum" in told
    assert "target 4 Dokumen, hasil 2 Dokumen" in told
    assert "50,0" in told
    assert "capaian_iku" not in told


def test_nobody_elses_name_is_on_the_page(sample: Path) -> None:
    for part in person_view.PARTS:
        names = {word for word in said(opened(part)).split("Sintetis ") if word[:1].isupper()}
        assert {name[:11] for name in names if name.startswith(("Melur", "Anggrek", "Mawar"))} <= {"Melur 0488 "}


def test_english_says_the_same(sample: Path) -> None:
    told = said(opened("pengembangan", bahasa="en"))
    assert "test score 59 → 73 (+14)" in told
    assert "participants gained more than colleagues who did not take it" in told


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"hours_jp": 24.0, "required_jp": 20, "is_met": True, "missing_jp": -4.0}, "hak 20 JP sudah terpenuhi"),
        ({"hours_jp": 20.0, "required_jp": 20, "is_met": True, "missing_jp": 0.0}, "hak 20 JP sudah terpenuhi"),
        ({"hours_jp": 19.5, "required_jp": 20, "is_met": False, "missing_jp": 0.5}, "kurang 0,5 dari hak 20 JP"),
        (
            {"hours_jp": 8.0, "required_jp": None, "is_met": None, "missing_jp": None},
            "hak jam pelajaran untuk status ini tidak diketahui",
        ),
    ],
)
def test_hours_are_told_against_the_right_to_them(row: dict[str, object], words: str) -> None:
    assert person_view.hours_against_right(row) == words


@pytest.mark.parametrize(
    ("gap", "reason", "words"),
    [
        (-1.5, None, "▼ kurang 1,5 level"),
        (0.0, None, "● memenuhi"),
        (1.0, None, "● memenuhi"),
        (None, "not_assessed", "belum pernah dinilai"),
        (None, "no_standard", "jabatan ini belum punya syarat"),
    ],
)
def test_a_gap_is_never_a_bare_number(gap: float | None, reason: str | None, words: str) -> None:
    assert words in person_growth.gap_words({"gap": gap, "reason": reason})


def test_too_few_raters_hide_a_source_and_say_how_many_it_takes() -> None:
    rows = pl.DataFrame(
        {
            "period": ["2026-S1"] * 3,
            "aspect": ["loyal", "loyal", None],
            "rater_type": ["rekan", None, None],
            "rater_count": [2, 3, 3],
            "min_rater_count": [3, None, None],
            "weight_pct": [50.0, None, None],
            "score_pct": [None, None, None],
            "reason": ["few_raters", "few_raters", "few_raters"],
        },
        schema_overrides={"score_pct": pl.Float64, "min_rater_count": pl.Int64, "weight_pct": pl.Float64},
    )
    assert person_growth.hidden_sources(rows) == ["Rekan: disembunyikan (n kecil); perlu sedikitnya 3 penilai."]
    assert person_growth.feedback_made(rows) is None
    assert "belum dapat ditampilkan" in person_growth.feedback_title(rows)


def test_words_of_a_plan_are_inert() -> None:
    row = {"is_resolved": True, "parent_name": "[x](http://x)", "may_open": False, "parent_id": "A"}
    assert "[x](" not in person_work.served(row)
    row = {"is_resolved": False, "parent_name": None, "may_open": False, "parent_id": "<b>"}
    assert "IKU tidak dikenali" in person_work.served(row)
    assert "<b>" not in person_work.served(row)


def test_a_gap_measure_is_on_record_in_both_languages(sample: Path) -> None:
    from dashboard import warehouse

    warehouse.pin()
    assert measures.measure("gap").title == "Kesenjangan kompetensi"
    language.use("en")
    assert measures.measure("gap").title == "Competency gap"


def test_the_years_before_2022_stand_apart_on_their_own_scales(sample: Path) -> None:
    """70 % × 89 + 30 % × 93 = 90.20 in 2021; 74.80 in 2020 is Cukup by PP 46/2011, whose bands are a setting."""
    app = opened("penilaian")
    assert [part.label for part in app.expander if part.label.startswith("Sebelum 2022")] == [
        "Sebelum 2022 (skala lama)"
    ]
    told = said(app)
    assert "tidak dapat dibandingkan dengan predikat sejak 2022" in told
    assert "SKP 89, perilaku 93 · sama dengan 70 % SKP + 30 % perilaku" in told
    assert "2020 · PP 46/2011" in told
    assert "SKP 76, perilaku 73 · tidak dihitung ulang" in told
    assert "pita: setelan" in told
    assert "70 % × 89 + 30 % × 93 = 90,20" in told
    assert "Before 2022 (old scales)" in [part.label for part in opened("penilaian", bahasa="en").expander]


def test_a_number_without_a_new_idea_is_never_very_good() -> None:
    row = {"regulation": "pp_30_2019", "legacy_predicate": "good", "reason": "needs_new_idea", "band_confidence": "V"}
    assert person_legacy.predicate(row) == "Baik"
    assert person_legacy.why(row) == "Sangat Baik menuntut ide baru; angka saja tidak cukup · pita: teks peraturan"
    row = {"regulation": "pp_46_2011", "legacy_predicate": "very_poor", "reason": None, "band_confidence": "U"}
    assert (person_legacy.predicate(row), person_legacy.why(row)) == ("Buruk", "pita: setelan")


def test_where_there_is_no_old_number_there_is_no_fold(sample: Path) -> None:
    from dashboard import access, warehouse

    warehouse.pin()
    ids = warehouse.cursor().rows(
        "select min(employee_id) as employee_id from marts.employee_periods where employee_id not in "
        "(select employee_id from marts.legacy_appraisals)",
        {},
    )
    app = opened("penilaian", person=str(ids["employee_id"][0]))
    assert [part.label for part in app.expander if part.label.startswith("Sebelum 2022")] == []
    assert persons.legacy_appraisals(warehouse.cursor(), access.PUBLIC, WHOLE).is_empty()
