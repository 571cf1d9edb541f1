"""What a change brought and what citizens say against the unit: always with uncertainty, never as an accusation."""

from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from published import APP, unfold
from streamlit.testing.v1 import AppTest

from dashboard import access, language, warehouse
from dashboard.charts import pairs, template
from dashboard.components import appraisal_results, service_effects
from dashboard.queries import services

CHANGE: dict[str, Any] = {
    "unit_id": "A",
    "change_date": date(2025, 7, 1),
    "change_name": "Loket baru",
}
UNITS = pl.DataFrame(
    {
        "unit_name": ["Dinas A", "Dinas B", "Dinas C"],
        "very_good_share": [0.62, 0.10, 0.55],
        "iku_score_pct": [84.2, 97.0, 93.0],
        "group": ["high_predicates_low_results", "usual_predicates_high_results", "high_predicates_high_results"],
        "quadrant": ["high_predicates_low_results", "usual_predicates_high_results", "high_predicates_high_results"],
    }
)


def changed(*verdicts: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame([{**CHANGE, "measure": measure, "verdict": verdict} for measure, verdict in verdicts])


@pytest.mark.parametrize(
    ("verdicts", "sentence"),
    [
        ((("ikm", "cannot_tell"), ("days", "better")), "Loket baru, 1 Juli 2025: membaik: Lama layanan (hari)"),
        (
            (("ikm", "worse"), ("days", "better"), ("waiting_minutes", "better")),
            "Loket baru, 1 Juli 2025: membaik: Lama layanan (hari), Menit menunggu; memburuk: IKM",
        ),
        ((("ikm", "too_few"), ("days", "no_data")), "Loket baru, 1 Juli 2025: belum dapat dibedakan"),
    ],
)
def test_a_change_is_told_in_a_sentence(verdicts: tuple[tuple[str, str], ...], sentence: str) -> None:
    assert service_effects.change_title(changed(*verdicts)) == sentence


@pytest.mark.parametrize(
    ("measure", "values", "words"),
    [
        ("ikm", (-7.707, -12.011, -3.404), "−7,71 (−12,01 sampai −3,40)"),
        ("on_time_share", (0.026, -0.09, 0.149), "+3 poin (−9 sampai +15)"),
        ("days", (-0.528, -0.924, -0.133), "−0,5 (−0,9 sampai −0,1)"),
        ("waiting_minutes", (2.0, None, None), "+2,0"),
        ("ikm", (None, None, None), "belum ada data"),
    ],
)
def test_a_difference_carries_its_interval(measure: str, values: tuple[float | None, ...], words: str) -> None:
    row = dict(zip(("difference", "difference_low", "difference_high"), values, strict=True))
    assert service_effects.difference({"measure": measure, **row}) == words


def test_the_sample_s_changes_are_told_to_those_whose_they_are(sample: Path) -> None:
    warehouse.pin()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject="6171")
    rows = services.service_changes(warehouse.cursor(), head, "6171", "2026-TW2")
    assert set(rows["change_name"]) == {"Berkas diperiksa daring"}
    assert rows["measure"].to_list() == ["ikm", "on_time_share", "days", "waiting_minutes"]
    assert services.service_changes(warehouse.cursor(), head, "6171", "2025-TW2").is_empty(), "not made yet by then"
    assert services.service_changes(warehouse.cursor(), access.PUBLIC, "6171", "2026-TW2").is_empty()


def test_citizens_against_internal_takes_the_period_inside_that_tells_most(sample: Path) -> None:
    """In one quarter too few citizens answered; the half-year that ends with it has enough."""
    warehouse.pin()
    rows = services.citizen_internal(warehouse.cursor(), access.FULL, "3673", "2026-TW2")
    assert rows["period"].unique().to_list() == ["2026-S1"]
    assert service_effects.against_title(rows) == (
        "Suara warga dan angka internal Semester I 2026 tidak sejalan di 2 unit"
    )
    assert rows["verdict"][0] == "citizen_higher"
    quarter = services.citizen_internal(warehouse.cursor(), access.FULL, "3673", "2026-TW1")
    assert quarter["period"].unique().to_list() == ["2026-TW1"]
    assert service_effects.against_title(quarter) == (
        "Suara warga dan angka internal TW I 2026: belum dapat dibandingkan"
    )


def test_the_pages_show_them(sample: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["peran"] = "pengelola_data"
    app.query_params["unit"] = "3673"
    app.query_params["periode"] = "2026-TW2"
    app.run().switch_page("app_pages/layanan_publik.py")
    for part, words in (("perubahan", "memburuk: IKM"), ("internal", "tidak sejalan di 2 unit")):
        app.query_params["layanan"] = part
        app = unfold(app.run())
        assert not app.exception
        assert [header.value for header in app.header if words in header.value.replace("\\", "")]
        assert app.table


def test_high_predicates_with_low_results_are_counted_and_named() -> None:
    assert appraisal_results.quadrant_title(UNITS) == "1 dari 3 unit berpredikat tinggi dengan capaian rendah"
    assert appraisal_results.quadrant_title(UNITS.tail(2)).startswith("Tidak ada dari 2 unit")
    across = pairs.Axis("very_good_share", "Bagian", lambda value: f"{value}", 0.5)
    up = pairs.Axis("iku_score_pct", "Skor", lambda value: f"{value}", 90.0)
    figure = pairs.pairs(UNITS, across, up, appraisal_results.COLORS)
    assert list(figure.data[0].marker.color) == [template.CONCERN, template.MAIN, template.MAIN]
    assert [note.text for note in figure.layout.annotations] == ["Dinas A"]
    assert [shape.x0 for shape in figure.layout.shapes] == [0.5, 0]
    told = pairs.description(UNITS, across, up, appraisal_results.COLORS)
    assert told == "Skor terhadap Bagian, 3 unit. Dinas A 0.62 · 84.2"


def test_english_says_the_same() -> None:
    language.use("en")
    assert appraisal_results.quadrant_title(UNITS) == "1 of 3 units have high predicates with low results"
    assert service_effects.change_title(changed(("ikm", "worse"))) == "Loket baru, 1 July 2025: worse: IKM"
