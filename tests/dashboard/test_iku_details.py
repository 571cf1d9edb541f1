"""Beside one indicator: its outlook with its honesty, other formulas, signs of a weak target, the budget, its tree."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from published import APP, publish_changed, unfold
from streamlit.testing.v1 import AppTest

from dashboard import access, formats, language, measures, warehouse
from dashboard.components import iku_details as view
from dashboard.queries import iku_details as query

OUTLOOK: dict[str, Any] = {
    **{"measure_unit": "indeks", "year": 2026, "filled_count": 2, "history_point_count": 12, "history_year_count": 3},
    **{"year_target": 85.4, "expected_actual": 79.29, "expected_lower": 78.43, "expected_upper": 80.16},
    **{"reach_chance": 0.104, "chance_band": "unlikely", "reason": None, "forecast_count": 96, "reached_count": 31},
    **{"in_interval_count": 88, "predicted_share": 0.209, "reached_share": 0.323},
}
TARGET: dict[str, Any] = {
    **{"measure_unit": "%", "year_target": 80.0, "last_year_actual": 82.5, "is_no_better_than_last_year": True},
    **{"met_year_count": 3, "is_always_met": True, "is_never_tested": False, "is_revised_late": True},
    **{"target_revision_count": 1, "year_target_label": None, "last_year_actual_label": None},
}
BUDGET: dict[str, Any] = {
    **{"unit_name": "Dinas Kesehatan", "period": "2025", "budget_rupiah": 15.5e9, "absorbed_pct": 91.25},
    **{"ytd_iku_score_pct": 97.5, "efficiency_gap_pct": 6.25, "efficiency_band": "efficient", "reason": None},
}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\\", "")


@pytest.fixture
def registry(sample: Path) -> None:
    """The measures and their words, from the sample's build."""
    warehouse.pin()
    assert measures.measure("reach_chance")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (None, "belum ada data"),
        (0.0, "kurang dari 1 %"),
        (0.0099, "kurang dari 1 %"),
        (0.01, "1 %"),
        (0.5, "50 %"),
        (0.99, "99 %"),
        (0.9901, "lebih dari 99 %"),
        (1.0, "lebih dari 99 %"),
    ],
)
def test_a_chance_is_never_told_as_certain(value: float | None, words: str) -> None:
    assert plain(formats.chance(value)) == words


def test_the_outlook_is_told_with_its_interval_and_its_honesty() -> None:
    assert plain(view.heading(OUTLOOK)) == (
        "Peluang mencapai target tahun 85,4 indeks: 10 % (kurang mungkin). Hasil setahun diperkirakan 79,29 indeks; "
        "8 dari 10 kali di antara 78,43 dan 80,16 indeks."
    )
    assert plain(view.calibration(OUTLOOK)) == (
        "Diuji pada tahun yang sudah selesai: dari 96 perkiraan berkata “Kurang mungkin” (rata-rata peluang 21 %), "
        "31 mencapai target (32 %); 88 dari 96 hasilnya di dalam selang."
    )
    untested = {**OUTLOOK, "forecast_count": None}
    assert view.calibration(untested) == "Belum ada tahun yang sudah selesai untuk menguji peluang seperti ini."
    without = {**OUTLOOK, "reach_chance": None, "chance_band": None, "reason": "short_history"}
    assert view.heading(without) == "Peluang mencapai target tahun tidak dihitung: riwayat terlalu pendek."
    assert view.heading(None).startswith("Perkiraan setahun belum ada")
    language.use("en")
    assert plain(view.heading(OUTLOOK)) == (
        "Chance of reaching the year's target of 85.4 indeks: 10% (unlikely). The year is expected to end at 79.29 "
        "indeks; 8 times in 10 between 78.43 and 80.16 indeks."
    )


def test_the_signs_of_a_weak_target_are_sentences() -> None:
    assert [plain(words) for words in view.target_signs(TARGET)] == [
        "Target tahun 80,0 % tidak meminta lebih dari hasil tahun lalu, 82,5 %.",
        "Tidak satu pun target terlewat selama 3 tahun; mungkin terlalu mudah.",
        "Target tahun ini diganti pada triwulan terakhir, sesudah hasilnya hampir diketahui.",
    ]
    graded = dict.fromkeys(TARGET) | {"year_target": 5.0, "last_year_actual": 6.0, "is_no_better_than_last_year": True}
    graded |= {"year_target_label": "BB", "last_year_actual_label": "A", "measure_unit": "predikat"}
    assert view.target_signs(graded) == ["Target tahun BB tidak meminta lebih dari hasil tahun lalu, A."]
    sound = dict.fromkeys(TARGET)
    assert view.target_signs(sound) == []


def test_the_budget_is_told_beside_the_score(registry: None) -> None:
    assert plain(view.spent(BUDGET)) == (
        "Dinas Kesehatan menyerap 91,3 % dari pagu Rp 15,5 miliar sampai 2025; skor IKU sampai periode ini 97,5 %. "
        "Efisiensi: efisien (6,3 poin)."
    )
    running = {**BUDGET, "efficiency_gap_pct": None, "efficiency_band": None, "reason": "year_running"}
    assert plain(view.spent(running)).endswith("Efisiensi belum dinilai: tahun masih berjalan.")
    assert view.spent(None) == "Anggaran unit ini belum dimuat untuk periode ini."


def test_another_formula_is_told_with_its_verdict(sample: Path) -> None:
    """By hand: target 23.5, result 26: (2T − R) ÷ T = 89.36, T ÷ R = 90.38; both near the target."""
    warehouse.pin()
    rows = query.formulas(warehouse.cursor(), access.FULL, "CJY-KEC-03", "367305", "2026-TW2")
    assert rows["is_chosen"].to_list() == [True, False]
    assert plain(view.other_formula(rows.row(1, named=True))) == (
        "Bila memakai rumus lain, T ÷ R × 100: 90,4 %, ◆ Mendekati target."
    )


def opened(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return unfold(app.run().switch_page("app_pages/capaian_iku.py").run())


def said(app: AppTest) -> str:
    headers = [part.value for part in app.header]
    return plain("\n".join([*headers, *(part.value for part in (*app.markdown, *app.caption))]))


def test_the_page_tells_outlook_target_budget_and_tree(sample: Path) -> None:
    text = said(opened(sebagai="6171", unit="6171.1.02", periode="2026-TW2", iku="PTK-KES-01~6171.1.02"))
    for words in ("Perkiraan setahun", "Mutu target", "Anggaran unit", "Di pohon kinerja", "Baris di balik angka"):
        assert words in text
    assert "kurang dari 1 % (sangat kecil kemungkinannya)" in text
    assert "Diuji pada tahun yang sudah selesai" in text
    assert "Stok vaksin kosong sejak Januari" in text
    assert "Dinas Kesehatan menyerap" in text


def test_up_and_down_the_tree_from_an_indicator(sample: Path) -> None:
    app = opened(sebagai="6171", unit="6171.1.02", periode="2026-TW2", iku="PTK-PKM-01~6171.1.02.8")
    assert "Mendukung: Indeks kepuasan layanan puskesmas" in said(app)
    assert "18 butir hasil kerja dari 6 pegawai" in said(app)
    links = [link.proto.query_string for link in app.get("page_link")]
    assert [query for query in links if "iku=PTK-KES-10" in query]
    assert [query for query in links if "cabang=PTK-PKM-01" in query]


def test_a_verdict_that_hangs_on_the_formula_says_so(sample_home: Path, own_home: Path) -> None:
    sensitive = "iku_id = 'CJY-KEC-03' and unit_id = '367305' and period = '2026-TW2'"
    publish_changed(
        sample_home,
        own_home,
        "20260101T000000Z-peka",
        f"update marts.iku_periods set is_formula_sensitive = true where {sensitive}",
        f"update marts.iku_formulas_compared set status = 'below' where not is_chosen and {sensitive}",
    )
    text = said(opened(sebagai="367305", unit="367305", periode="2026-TW2", iku="CJY-KEC-03~367305"))
    assert "Status peka terhadap rumus" in text
    assert "T ÷ R × 100: 90,4 %, ▼ Di bawah target." in text


def test_the_public_sees_no_budget_and_no_tree_and_only_public_indicators(sample: Path) -> None:
    warehouse.pin()
    rows = warehouse.cursor().rows(
        "select iku_id, unit_id, is_public from marts.iku_periods where period = '2026-TW2' and unit_id = '6171.1.02'",
        {},
    )
    shown = pl.DataFrame()
    for row in rows.iter_rows(named=True):
        found = query.outlook(warehouse.cursor(), access.PUBLIC, row["iku_id"], row["unit_id"], "2026-TW2")
        assert found.is_empty() or row["is_public"]
        shown = found if found.height else shown
    assert shown.height == 1, "the negative control"
    assert query.budget(warehouse.cursor(), access.PUBLIC, "6171.1.02", "2026-TW2").is_empty()
    text = said(opened(peran="publik", unit="6171.1.02", periode="2026-TW2", iku="PTK-KES-01~6171.1.02"))
    assert "Perkiraan setahun" in text
    assert "Anggaran unit" not in text
    assert "Di pohon kinerja" not in text


def test_a_grade_is_shown_as_a_grade_and_not_as_its_rank(sample_home: Path, own_home: Path) -> None:
    """An opinion of the auditors: promised WTP, rank 4, and got WDP, rank 3."""
    graded = (
        "update marts.iku_periods set target_label = 'WTP', actual_label = 'WDP', is_ordinal = true, target = 4, "
        "actual = 3, ytd_actual = 3, ytd_target = 4, measure_unit = 'predikat', achievement_pct = 75, status = 'below' "
        "where iku_id = 'PTK-KES-01' and period = '2026-TW2'"
    )
    publish_changed(sample_home, own_home, "20260101T000000Z-wtp", graded)
    app = opened(sebagai="6171", unit="6171.1.02", periode="2026-TW2", iku="PTK-KES-01~6171.1.02")
    assert plain(app.title[0].value).endswith(": WDP pada TW II 2026, target WTP")
    assert {metric.label: metric.value for metric in app.metric}["Realisasi"] == "WDP"
    assert {metric.label: metric.value for metric in app.metric}["Sampai periode ini"] == "WDP"
    assert "2 periode terisi · target WTP" in said(app)
    app = opened(sebagai="6171", unit="6171.1.02", periode="2026-TW2")
    (row,) = [text for text in app.table[0].value.iloc[:, 1] if "WDP" in text]
    assert "target WTP" in row.replace("\u00a0", " ")
