"""What was decided is seen where it matters: on the chart, in the topics, in the meeting; as plain words, in scope."""

from datetime import date
from itertools import pairwise
from pathlib import Path
from statistics import mean

import polars as pl
import pytest
from published import APP, publish_changed, unfold
from streamlit.testing.v1 import AppTest

from dashboard import access, language, notes, sentences, warehouse
from dashboard.charts import days, elements
from dashboard.components import follow_up, spotlight
from dashboard.notes import Draft, Subject
from dashboard.queries import decisions

HEALTH = "6171.1.02"
IKU = Subject("iku", "PTK-KES-01", HEALTH)
NASTY = "Pindah <b>stok</b> [x](http://x) :red[y] *z* $1$\n# baris kedua"
QUARTERS = pl.Series([date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1)])


@pytest.fixture
def decided(sample_home: Path, own_home: Path) -> Path:
    """The sample with one decision on an indicator and one on a matter of the unit."""
    publish_changed(sample_home, own_home, "20260101T000000Z-decided")
    warehouse.pin()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=HEALTH)
    first = Draft("decision", NASTY, date(2025, 5, 20), "Bidang P2P", date(2025, 8, 31))
    second = Draft("decision", "Selesaikan SKP", date(2026, 5, 4), topic="unrated", due_date=date(2099, 1, 1))
    notes.write(warehouse.cursor(), head, IKU, first)
    notes.write(warehouse.cursor(), head, Subject("unit", HEALTH, HEALTH), second)
    return own_home


def opened(page: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in {"sebagai": HEALTH, "unit": HEALTH, "periode": "2026-TW2", **address}.items():
        app.query_params[name] = value
    app = unfold(app.run().switch_page(f"app_pages/{page}.py").run())
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    return "\n".join(element.value for kind in ("title", "header", "markdown", "caption") for element in app.get(kind))


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (date(2024, 1, 1), -0.5),
        (date(2025, 1, 1), -0.5),
        (date(2025, 2, 15), 0.0),
        (date(2025, 4, 1), 0.5),
        (date(2025, 7, 1), 1.5),
        (date(2025, 9, 29), 2.48901),
        (date(2026, 9, 1), 2.5),
    ],
)
def test_a_day_lies_within_its_period(day: date, place: float) -> None:
    assert days.position(QUARTERS, day) == pytest.approx(place, abs=1e-4)


def test_words_on_a_chart_are_inert_and_short() -> None:
    assert days.inert('<a href="x">tekan</a>\nini') == '&lt;a href="x"&gt;tekan&lt;/a&gt; ini'
    assert len(days.inert("x" * 500)) == days.LONGEST


def test_the_table_behind_a_chart_has_the_words_in_their_period() -> None:
    marks = [days.Mark(date(2025, 5, 20), "K1", "a"), days.Mark(date(2026, 1, 1), "K2", "b")]
    assert spotlight.by_period(QUARTERS, marks).to_list() == [None, "K1: a", "K2: b"]
    assert spotlight.by_period(QUARTERS, []).to_list() == [None, None, None]


def test_a_decision_stands_on_the_chart_in_its_words_and_in_the_table(decided: Path) -> None:
    app = opened("capaian_iku", iku="PTK-KES-01~6171.1.02")
    words = [caption.value for caption in app.caption if "▲ K1" in caption.value]
    assert len(words) == 1
    assert "20 Mei 2025" in words[0]
    table = next(frame.value for frame in app.dataframe if "Catatan" in frame.value.columns)
    cells = [cell for cell in table["Catatan"] if "K1" in str(cell)]
    assert len(cells) == 1
    assert "Keputusan 20 Mei 2025" in said(app)
    assert "Lewat tenggat" in said(app)


def test_a_note_has_no_power_over_the_page(decided: Path) -> None:
    for app in (opened("capaian_iku", iku="PTK-KES-01~6171.1.02"), opened("tindak_lanjut"), opened("rapat")):
        shown = said(app)
        assert "http\\:" in shown
        for power in ("](http://x)", ":red[y]", " *z*", "$1$", "<b>stok", "\n# baris"):
            assert power not in shown.replace("\\", "§")


def test_topics_tell_their_last_decision_and_only_theirs(decided: Path) -> None:
    lines = [text.value for text in opened("ringkasan").markdown if "Keputusan\\:" in text.value]
    of_people = next(text for text in lines if "belum dinilai" in text)
    assert "Selesaikan SKP" in of_people
    assert not [text for text in lines if "ditahan" in text and "belum ada" not in text]
    assert [text for text in lines if "Cakupan imunisasi" in text and "20 Mei 2025" in text]


def test_a_meeting_asks_names_the_owner_and_tells_what_happened_since(decided: Path) -> None:
    app = opened("rapat")
    item = next(text.value for text in app.markdown if text.value.startswith("1."))
    assert "Pertanyaan:" in item
    assert "Sejak itu:" in item
    assert "Sebelum keputusan rata\\-rata" in item
    assert "Sebabnya belum tentu keputusan ini" in item
    assert [
        text.value for text in app.markdown if text.value.startswith("2.") and "Keputusan rapat ini" not in text.value
    ]


def test_on_paper_there_is_nothing_to_press(decided: Path) -> None:
    app = opened("rapat", cetak="1")
    for kind in ("button", "selectbox", "expander", "text_area", "page_link"):
        assert not app.get(kind), kind
    assert "Keputusan rapat ini" in said(app)
    assert "terbitan 20260101T000000Z\\-decided" in said(app)


def test_a_decision_is_written_through_the_form(decided: Path) -> None:
    app = opened("capaian_iku", iku="PTK-KES-01~6171.1.02")
    key = "add-iku-PTK-KES-01-6171.1.02-"
    app.text_area(key=f"{key}-words").input("Kunjungi sekolah")
    app.text_input(key=f"{key}-owner").input("Sekretaris")
    next(button for button in app.button if button.label == "Simpan").click().run()
    assert not app.exception
    assert "Kunjungi sekolah" in said(app)
    app.text_area(key=f"{key}-words").input("   ")
    next(button for button in app.button if button.label == "Simpan").click().run()
    assert "kosong" in app.error[0].value


@pytest.mark.parametrize("role", ["publik", "pegawai"])
def test_outside_there_is_no_word_of_it(role: str, decided: Path) -> None:
    app = opened("capaian_iku", peran=role, sebagai="", iku="PTK-KES-01~6171.1.02")
    assert "Catatan" not in said(app)
    assert "Pindah" not in said(app)


def test_a_head_of_another_unit_has_an_empty_list(decided: Path) -> None:
    app = opened("tindak_lanjut", sebagai="6171.1.01", unit="6171.1.01")
    assert app.title[0].value == "Tidak ada tindak lanjut yang terbuka"
    assert "Pindah" not in said(app)


def test_the_list_is_narrowed_by_how_a_note_stands(decided: Path) -> None:
    app = opened("tindak_lanjut", keadaan="overdue")
    assert app.title[0].value == "2 tindak lanjut terbuka, 1 lewat tenggat"
    assert "Pindah" in said(app)
    assert "Selesaikan SKP" not in said(app)


def effect(decision: date) -> dict[str, object]:
    rows = decisions.effect(warehouse.cursor(), access.FULL, "PTK-KES-01", HEALTH, "2026-TW2", decision)
    return rows.row(0, named=True)


def test_before_and_after_leave_out_the_period_of_the_decision(sample: Path) -> None:
    """By hand: 12 quarters 2023–2025 lie before 10 February 2026, 2026 I holds it, 2026 II (75.23) lies after."""
    warehouse.pin()
    found = effect(date(2026, 2, 10))
    assert (found["before_count"], found["after_count"], found["after_avg"]) == (12, 1, pytest.approx(75.23))
    assert (found["beyond_low_count"], found["beyond_high_count"]) == (1, 0)
    on_the_edge = effect(date(2025, 12, 31))
    assert (on_the_edge["before_count"], on_the_edge["after_count"]) == (11, 2)
    assert effect(date(2024, 3, 1))["lower_limit"] is None
    assert effect(date(2026, 8, 1))["after_count"] == 0


def test_grades_and_seasons_are_told_by_their_own_measure(sample: Path) -> None:
    """The flooded area is held against the same quarters of the year before: seven changes lie before 2026."""
    warehouse.pin()
    of = (warehouse.cursor(), access.FULL)
    graded = decisions.effect(*of, "PTK-KOTA-08", "6171", "2025", date(2023, 12, 31)).row(0, named=True)
    assert (graded["before_label"], graded["after_label"], graded["lower_limit"]) == (None, "BB", None)
    graded = decisions.effect(*of, "PTK-KOTA-08", "6171", "2025", date(2024, 6, 1)).row(0, named=True)
    assert (graded["before_label"], graded["after_label"]) == ("B", "BB")
    flooded = decisions.effect(*of, "PTK-PUPR-03", "6171.1.03", "2026-TW2", date(2025, 12, 31)).row(0, named=True)
    changes = [133.7 - 152.59, 124.35 - 117.73, 88.0 - 109.94, 140.96 - 146.43]
    changes += [134.29 - 133.7, 123.26 - 124.35, 95.85 - 88.0]
    middle = mean(changes)
    width = 2.66 * mean(abs(b - a) for a, b in pairwise(changes))
    assert (flooded["before_count"], flooded["after_count"]) == (11, 2)
    assert (flooded["lower_limit"], flooded["upper_limit"]) == pytest.approx((middle - width, middle + width))
    assert (flooded["beyond_low_count"], flooded["beyond_high_count"]) == (0, 0)


FALL = {"measure_unit": "%", "polarity": "maximize", "before_count": 12, "before_avg": 91.2, "after_count": 2}
FALL |= {"after_avg": 77.3, "lower_limit": 84.0, "upper_limit": 98.4, "beyond_low_count": 2, "beyond_high_count": 0}
FALL |= {"before_label": None, "after_label": None}
GOLDEN = [
    (
        {},
        "Sebelum keputusan rata-rata 91,2 % (12 periode), sesudahnya rata-rata 77,3 % (2 periode). 2 dari 2 titik di "
        "luar variasi biasa, ke arah yang tidak dikehendaki. Sebabnya belum tentu keputusan ini.",
        "Before the decision the mean was 91.2% (12 periods), after it 77.3% (2 periods). 2 of 2 points outside the "
        "usual variation, in the unwanted direction. The decision need not be the cause.",
    ),
    (
        {"polarity": "minimize"},
        "Sebelum keputusan rata-rata 91,2 % (12 periode), sesudahnya rata-rata 77,3 % (2 periode). 2 dari 2 titik di "
        "luar variasi biasa, ke arah yang dikehendaki. Sebabnya belum tentu keputusan ini.",
        "Before the decision the mean was 91.2% (12 periods), after it 77.3% (2 periods). 2 of 2 points outside the "
        "usual variation, in the wanted direction. The decision need not be the cause.",
    ),
    (
        {"beyond_low_count": 0},
        "Sebelum keputusan rata-rata 91,2 % (12 periode), sesudahnya rata-rata 77,3 % (2 periode). Semuanya masih "
        "dalam variasi biasa sebelum keputusan; belum terlihat perubahan.",
        "Before the decision the mean was 91.2% (12 periods), after it 77.3% (2 periods). All still within the usual "
        "variation before the decision; no change can be seen yet.",
    ),
    (
        {"lower_limit": None, "upper_limit": None, "before_count": 4},
        "Sebelum keputusan rata-rata 91,2 % (4 periode), sesudahnya rata-rata 77,3 % (2 periode). Titik sebelum "
        "keputusan terlalu sedikit untuk batas variasi; belum dapat disebut berubah.",
        "Before the decision the mean was 91.2% (4 periods), after it 77.3% (2 periods). Too few points before the "
        "decision for limits of variation; it cannot be called a change yet.",
    ),
    (
        {"before_count": 0, "before_avg": None, "lower_limit": None},
        "Sebelum keputusan tidak ada realisasi; sesudahnya rata-rata 77,3 % (2 periode).",
        "Before the decision there was no result; after it 77.3% (2 periods).",
    ),
    (
        {"before_label": "B", "after_label": "BB", "lower_limit": None},
        "Sebelum keputusan terakhir B, sesudahnya terakhir BB; jenjang tidak dirata-rata.",
        "Before the decision last B, after it last BB; grades are not averaged.",
    ),
    (
        {"after_count": 0, "after_avg": None},
        "Belum ada realisasi sesudah periode keputusan; pengaruhnya belum dapat dilihat.",
        "No result since the period of the decision; its effect cannot be seen yet.",
    ),
]


@pytest.mark.parametrize(("change", "indonesian", "english"), GOLDEN)
def test_the_effect_is_told_with_caution(change: dict[str, object], indonesian: str, english: str) -> None:
    for code, expected in (("id", indonesian), ("en", english)):
        language.use(code)
        assert sentences.effect(FALL | change).replace("\u00a0", " ") == expected


def test_no_question_is_missing() -> None:
    from dashboard.queries.signals import KINDS
    from dashboard.words.notes import QUESTIONS

    assert set(QUESTIONS) >= {*KINDS, "citizens"}
    assert set(notes.TOPICS) - {None} <= set(QUESTIONS)


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 1, 1), "2026-TW1"),
        (date(2026, 3, 31), "2026-TW1"),
        (date(2026, 4, 1), "2026-TW2"),
        (date(2026, 9, 30), "2026-TW3"),
        (date(2026, 12, 31), "2026-TW4"),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, code: str) -> None:
    assert follow_up.quarter(day) == code


@pytest.mark.parametrize(
    ("choices", "shown", "hidden"),
    [
        ({"kuartal": "2026-TW2"}, "Selesaikan SKP", "baris kedua"),
        ({"kuartal": "2025-TW2"}, "baris kedua", "Selesaikan SKP"),
        ({"kuartal": "2025-TW2", "keadaan": "overdue"}, "baris kedua", "Selesaikan SKP"),
    ],
)
def test_what_was_decided_in_a_quarter_is_an_address(
    choices: dict[str, str], shown: str, hidden: str, decided: Path
) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in {"sebagai": HEALTH, "unit": HEALTH}.items():
        app.query_params[name] = value
    app.run().switch_page("app_pages/tindak_lanjut.py")
    for name, value in choices.items():
        app.query_params[name] = value
    told = said(app.run())
    assert shown in told
    assert hidden not in told


def test_a_quarter_without_decisions_is_answered_in_words(decided: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["sebagai"] = HEALTH
    app.run().switch_page("app_pages/tindak_lanjut.py")
    app.query_params["kuartal"] = "1999-TW1"
    app.run()
    assert [info.value for info in app.info if "Triwulan pada alamat" in info.value]
    assert "Selesaikan SKP" in said(app)


def test_what_was_decided_about_a_unit_stands_on_its_page_and_on_its_chart_of_waiting(
    sample_home: Path, own_home: Path
) -> None:
    unit = "6171.1.06"
    publish_changed(sample_home, own_home, "20260101T000000Z-unit")
    warehouse.pin()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=unit)
    notes.write(warehouse.cursor(), head, Subject("unit", unit, unit), Draft("decision", NASTY, date(2026, 2, 9)))
    app = opened("profil_unit", sebagai=unit, unit=unit)
    assert "Pindah <b>stok</b> [x](http://x)" in said(app).replace("\\", "")
    assert [area for area in app.text_area if area.key and area.key.startswith("add-unit")]
    app = opened("layanan_publik", sebagai=unit, unit=unit, layanan="waktu")
    assert "▲ K1: 9 Februari 2026, Pindah" in said(app).replace("\\", "")


def test_marks_stand_below_the_shares_at_their_day() -> None:
    series = pl.DataFrame(
        {
            "period": ["2025-TW1", "2025-TW2", "2025-TW3"],
            "start_date": QUARTERS,
            "on_time_share": [0.8, None, 0.9],
            "on_time_low": [0.7, None, 0.8],
            "on_time_high": [0.9, None, 1.0],
            "judged_count": [40, 0, 40],
        }
    )
    figure = elements.on_time(series, [days.Mark(date(2025, 4, 1), "K1", "<b>x</b>")])
    assert list(figure.data[1].x) == [0.5]
    assert figure.data[1].y[0] == pytest.approx(0.7 - 0.3 * days.STRIP)
    assert figure.data[1].text[0] == "K1: &lt;b&gt;x&lt;/b&gt;"
    assert [note.text for note in figure.layout.annotations] == ["K1"]
    assert len(elements.on_time(series).data) == 1
