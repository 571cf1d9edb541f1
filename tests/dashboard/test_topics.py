"""Five things to discuss: ranked by stated signals, an indicator once, said as golden text in both languages."""

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from published import publish_changed

from dashboard import access, language, notes, topics, warehouse
from dashboard.notes import Note
from dashboard.queries import signals
from dashboard.topics import Topic

UNIT = "6171.1.02"


def row(kind: str, **changes: object) -> dict[str, object]:
    known = {
        "kind": kind,
        "iku_id": "K1",
        "subject_name": "Cakupan imunisasi",
        "unit_id": UNIT,
        "unit_name": "Dinas Kesehatan",
        "owner_name": "Bidang P2P",
        "measure_unit": "%",
        "value": 75.23,
        "reference": 92.0,
        "value_label": None,
        "reference_label": None,
        "count": 4,
        "size": 1.0,
        "rank_in_kind": 1,
        "kind_count": 1,
    }
    return known | changes


def raised(*rows: dict[str, object]) -> list[Topic]:
    return topics.topics(pl.DataFrame(list(rows), infer_schema_length=None), pl.DataFrame(), pl.DataFrame())


OF_UNIT = {"iku_id": None, "owner_name": None, "measure_unit": None}
GOLDEN = [
    (
        row("turned_worse", reference=79.8),
        ("Cakupan imunisasi memburuk di luar variasi biasa", "75,2 %, batas variasi biasa 79,8 %"),
        ("Cakupan imunisasi worsened beyond usual variation", "75.2%, limit of usual variation 79.8%"),
    ),
    (
        row("always_below"),
        ("Cakupan imunisasi terus di bawah target", "75,2 %, target 92,0 % · 4 periode berturut-turut"),
        ("Cakupan imunisasi stays below target", "75.2%, target 92.0% · periods in a row: 4"),
    ),
    (
        row("will_miss", value=0.18, count=14),
        (
            "Cakupan imunisasi diperkirakan tidak mencapai target tahun ini",
            "peluang 18 %, target tahun 92,0 % · perkiraan dari 14 titik",
        ),
        (
            "Cakupan imunisasi is expected to miss this year's target",
            "chance 18%, target of the year 92.0% · forecast from 14 points",
        ),
    ),
    (
        row("will_miss", value=0.0, count=14),
        (
            "Cakupan imunisasi diperkirakan tidak mencapai target tahun ini",
            "peluang kurang dari 1 %, target tahun 92,0 % · perkiraan dari 14 titik",
        ),
        (
            "Cakupan imunisasi is expected to miss this year's target",
            "chance less than 1%, target of the year 92.0% · forecast from 14 points",
        ),
    ),
    (
        row("pattern", subject_name="good", count=40, **OF_UNIT),
        ("Sebaran predikat tidak mengikuti pola predikat organisasi", "predikat organisasi: Baik; 40 pegawai dinilai"),
        (
            "The spread of predicates does not follow the pattern of the organisation's own",
            "organisation's predicate: Good; 40 employees appraised",
        ),
    ),
    (
        row(
            "mismatch",
            **{**OF_UNIT, "measure_unit": "iku"},
            subject_name="internal_higher",
            unit_name="UPT Puskesmas Dahlia",
            value=76.97,
            reference=99.2,
            count=38,
        ),
        (
            "UPT Puskesmas Dahlia: angka internal jauh lebih tinggi dari suara warga",
            "IKM 76,97 dari 38 responden; skor IKU 99,2 %",
        ),
        (
            "UPT Puskesmas Dahlia: internal figures far above what citizens say",
            "IKM 76.97 from 38 respondents; indicator score 99.2%",
        ),
    ),
    (
        row(
            "mismatch",
            **{**OF_UNIT, "measure_unit": "appraisal"},
            subject_name="citizen_higher",
            unit_name="Dukcapil",
            value=84.93,
            reference=97.14,
            count=63,
        ),
        (
            "Dukcapil: suara warga jauh lebih tinggi dari angka internal",
            "IKM 84,93 dari 63 responden; pegawai berpredikat Baik ke atas 97,1 %",
        ),
        (
            "Dukcapil: citizens' voice far above internal figures",
            "IKM 84.93 from 63 respondents; staff rated good or better 97.1%",
        ),
    ),
]


@pytest.mark.parametrize(("signal", "indonesian", "english"), GOLDEN)
def test_a_topic_is_said_in_both_languages(
    signal: dict[str, object], indonesian: tuple[str, str], english: tuple[str, str]
) -> None:
    for code, expected in (("id", indonesian), ("en", english)):
        language.use(code)
        (topic,) = raised(signal)
        assert (topic.title, topic.reason.replace("\u00a0", " ")) == expected
        assert topic.owner == ("Bidang P2P" if topic.iku else None)


def test_an_indicator_is_raised_once_for_its_most_urgent_reason() -> None:
    found = raised(row("turned_worse"), row("always_below"), row("will_miss", value=0.1), row("unrated", **OF_UNIT))
    assert [topic.kind for topic in found] == ["turned_worse", "unrated"]


def kept(words: str, due: date | None, state: str = "open", reply_to: str | None = None) -> Note:
    moment = datetime(2026, 1, 5, 3)
    return Note(
        *("n1", 1, reply_to, "decision", notes.Subject("unit", UNIT, UNIT), None, date(2026, 1, 5), words, "Kepala TU"),
        *(due, state, "kepala", moment, "kepala", moment),
    )


def test_what_is_overdue_is_raised_with_the_one_that_waits_longest() -> None:
    past, older, future = date(2026, 3, 31), date(2026, 2, 28), date(2999, 1, 1)
    noted = [kept("Kirim realisasi", past), kept("Perbaiki\nberkas SKP", older), kept("Nanti", future)]
    noted += [
        kept("Selesai", older, "done"),
        kept("Ditarik", older, "withdrawn"),
        kept("Balasan", older, reply_to="n0"),
    ]
    (topic,) = topics.topics(pl.DataFrame(), pl.DataFrame(), pl.DataFrame(), noted)
    assert topic.title == "2 tindak lanjut lewat tenggat"
    assert topic.reason == "paling lama sejak 28 Februari 2026: Perbaiki berkas SKP"
    assert (topic.owner, topic.page, topic.address()) == ("Kepala TU", "tindak_lanjut", {"keadaan": "overdue"})
    language.use("en")
    (topic,) = topics.topics(pl.DataFrame(), pl.DataFrame(), pl.DataFrame(), noted)
    assert (topic.title, topic.reason) == (
        "2 follow-ups overdue",
        "longest, since 28 February 2026: Perbaiki berkas SKP",
    )
    assert topics.topics(pl.DataFrame(), pl.DataFrame(), pl.DataFrame(), noted[2:]) == []


def test_a_mismatch_of_the_sample_is_raised_once_a_unit_where_it_is_in_reach(sample: Path) -> None:
    """Two units of Kota Serang differ in the half-year that ends with the quarter; each stands in it once."""
    warehouse.pin()
    found = signals.signals(warehouse.cursor(), access.FULL, "3673", "2026-TW2").filter(pl.col("kind") == "mismatch")
    assert found.select("unit_name", "subject_name", "measure_unit").rows() == [
        ("Dinas Kependudukan dan Pencatatan Sipil", "citizen_higher", "appraisal"),
        ("UPT Puskesmas Dahlia", "internal_higher", "iku"),
    ]
    quarter = signals.signals(warehouse.cursor(), access.FULL, "3673", "2026-TW1")
    assert quarter.filter(pl.col("kind") == "mismatch").is_empty()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=UNIT)
    own = signals.signals(warehouse.cursor(), head, "3673", "2026-TW2")
    assert own.filter(pl.col("kind") == "mismatch").is_empty()


def test_at_most_five_are_raised_and_two_of_a_kind() -> None:
    many = [row("always_below", iku_id=f"K{number}", rank_in_kind=number) for number in range(1, 8)]
    rest = [row(kind, **OF_UNIT) for kind in ("unrated", "pattern", "no_result", "held_rows")]
    found = raised(*many, *rest)
    assert [topic.kind for topic in found] == ["always_below", "always_below", "unrated", "pattern", "no_result"]


def test_an_unlikely_year_and_a_broken_pattern_are_signals(sample_home: Path, own_home: Path) -> None:
    """The sample is changed so that each holds for one known thing, and for nothing else of the unit."""
    publish_changed(
        sample_home,
        own_home,
        "20260101T000000Z-signals",
        "update marts.iku_outlook set chance_band = 'likely', reach_chance = 0.8",
        "update marts.iku_outlook set chance_band = 'unlikely', reach_chance = 0.2 "
        f"where iku_id = 'PTK-KES-01' and unit_id = '{UNIT}' and period = '2026-TW2'",
        "update marts.appraisal_periods set pattern_status = 'follows'",
        f"update marts.appraisal_periods set pattern_status = 'deviates' where unit_id = '{UNIT}'",
    )
    warehouse.pin()
    found = signals.signals(warehouse.cursor(), access.FULL, UNIT, "2026-TW2")
    missed = found.filter(pl.col("kind") == "will_miss")
    assert missed.select("iku_id", "unit_id", "value").rows() == [("PTK-KES-01", UNIT, 0.2)]
    assert found.filter(pl.col("kind") == "pattern")["unit_id"].to_list() == [UNIT]
    above = signals.signals(warehouse.cursor(), access.FULL, "6171", "2026-TW2")
    assert above.filter(pl.col("kind") == "pattern").is_empty()
