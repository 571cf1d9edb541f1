"""Every page, for every role that may open it, on full, thin and empty data: never an exception, never a blank."""

from itertools import product
from pathlib import Path

import pytest
from published import APP, FACTS, publish_changed, unfold
from streamlit.testing.v1 import AppTest

from dashboard import access

PAGES = sorted(path.stem for path in (APP.parent / "app_pages").glob("*.py"))
THIN = {
    "full": (),
    "no results yet": (
        "update marts.iku_periods set actual = null, achievement_pct = null, status = 'not_judged', "
        "reason = 'no_data', ytd_actual = null",
        "delete from marts.iku_series",
    ),
    "no people, no citizens": (
        "delete from marts.employee_periods",
        "delete from marts.appraisal_periods",
        "delete from marts.skm_periods",
        "delete from marts.findings",
        "update marts.unit_comparisons set group_code = 'too_little_data', reason = 'few_peers', expected = null, "
        "shrunken_value = null, shrunken_lower = null, shrunken_upper = null, z_adjusted = null",
        "delete from marts.funnel_limits",
    ),
    "nothing optional filled": (
        "update marts.iku_periods set goal_name = null, owner_name = null, weight = null, target = null, "
        "annual_target = null, obstacle = null, measure_unit = null, load_id = null, file_name = null",
        "update marts.unit_periods set iku_score_pct = null, weight_covered_pct = null, weight_total = null",
        "update marts.skm_periods set margin = null, ikm_grade = null, time_avg = null",
        "update marts.rules set legal_basis = null, valid_from = null, note_id = null, note_en = null",
    ),
    "tree and rules only": tuple(f"delete from marts.{table}" for table in FACTS),
    "nothing at all": tuple(
        f"delete from marts.{table}" for table in (*FACTS, "units", "unit_closure", "periods", "rules")
    ),
}


def opened(page: str, role: str, **address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    app.query_params["peran"] = role
    for name, value in address.items():
        app.query_params[name] = value
    return app.run().switch_page(f"app_pages/{page}.py").run()


def address(app: AppTest) -> dict[str, str]:
    """Return what the address says after a run."""
    return {name: value if isinstance(value, str) else value[0] for name, value in app.query_params.items()}


def may_open(page: str, role: str) -> bool:
    """Return what the screens promise: which role finds which page."""
    inside = {"kepala", "perencana", "pengelola_data"}
    allowed = {
        "ringkasan": inside,
        "pohon_kinerja": inside,
        "perbandingan_unit": inside,
        "penilaian_kinerja": inside,
        "layanan_publik": inside,
        "kompetensi": inside,
        "rencana_pelatihan": {"perencana", "pengelola_data"},
        "profil_unit": inside,
        "rapat": inside,
        "tindak_lanjut": inside,
        "mutu_data": {"kepala", "pengelola_data"},
        "kinerja_saya": {"pegawai"},
        "profil_pegawai": {"kepala", "pengelola_data"},
    }
    return role in allowed.get(page, set(access.ROLES))


@pytest.fixture(scope="module")
def thin_homes(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    homes = {name: tmp_path_factory.mktemp("thin") for name in THIN}
    for name, home in homes.items():
        publish_changed(sample_home, home, "20260101T000000Z-thin", *THIN[name])
    return homes


def test_the_pages_are_found() -> None:
    assert {"ringkasan", "capaian_iku", "kinerja_saya", "mutu_data", "metodologi"} <= set(PAGES)


@pytest.mark.parametrize("data", THIN)
@pytest.mark.parametrize(("page", "role"), [pair for pair in product(PAGES, access.ROLES) if may_open(*pair)])
def test_a_page_always_says_something(
    page: str, role: str, data: str, thin_homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KINERJA_HOME", str(thin_homes[data]))
    app = unfold(opened(page, role))
    assert not app.exception
    assert not app.error
    assert len(app.title) == 1
    assert "None" not in app.title[0].value


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("data", ["full", "no results yet", "nothing optional filled"])
def test_one_indicator_always_says_something(
    language: str, data: str, thin_homes: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KINERJA_HOME", str(thin_homes[data]))
    app = opened("capaian_iku", "kepala", sebagai="6171", unit="6171.1.02", iku="PTK-KES-01~6171.1.02", bahasa=language)
    assert not app.exception
    assert not app.error
    assert "Cakupan imunisasi" in app.title[0].value
    assert len(app.expander) >= 1


def test_an_indicator_is_told_to_the_row_it_came_from(sample: Path) -> None:
    app = opened("capaian_iku", "kepala", sebagai="6171", unit="6171.1.02", iku="PTK-KES-01~6171.1.02")
    source = app.dataframe[-1].value
    assert list(source["Berkas"])
    assert all(str(row).isdigit() for row in source["Baris"])
    assert [text.value for text in app.markdown if "÷" in text.value and "× 100" in text.value]


def test_the_public_is_not_told_rows_or_files(sample: Path) -> None:
    app = opened("capaian_iku", "publik", unit="6171.1.02")
    assert [pills for pills in app.selectbox if pills.key == "iku"]
    keys = next(box for box in app.selectbox if box.key == "iku")
    app.query_params["iku"] = "PTK-KES-01~6171.1.02"
    assert keys.options
    assert "Berkas" not in str([frame.value.to_dict() for frame in app.run().dataframe])


@pytest.mark.parametrize(("page", "role"), [pair for pair in product(PAGES, access.ROLES) if not may_open(*pair)])
def test_a_page_of_another_role_does_not_exist(page: str, role: str, sample: Path) -> None:
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        opened(page, role)


def test_nothing_published_gives_the_next_command(own_home: Path) -> None:
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "Belum ada data" in app.title[0].value
    assert "kinerja demo" in app.code[0].value


def test_a_damaged_newest_build_is_told_in_words(sample_home: Path, own_home: Path) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-good")
    publish_changed(sample_home, own_home, "20260102T000000Z-bad").write_bytes(b"x" * 5000)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "terbitan sebelumnya" in app.warning[0].value
    assert "mencapai" in app.title[0].value


def test_a_table_that_breaks_while_reading_gives_words_not_a_traceback(sample_home: Path, own_home: Path) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-odd", "alter table marts.iku_periods drop column status")
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "kinerja doctor" in app.error[0].value


def test_the_first_sentence_counts_what_the_warehouse_counts(sample: Path) -> None:
    app = opened("ringkasan", "kepala", sebagai="6171.1.02", unit="6171.1.02", periode="2026-TW2")
    assert app.title[0].value == "Dinas Kesehatan mencapai 11 dari 22 IKU yang dapat dinilai"
    assert [metric.label for metric in app.metric] == [
        "IKU tercapai",
        "Skor IKU",
        "Penilaian selesai",
        "IKM",
        "Tepat waktu",
    ]
    assert app.metric[0].value == "11 dari 22"


def test_english_is_one_switch_away(sample: Path) -> None:
    app = opened("ringkasan", "kepala", sebagai="6171.1.02", bahasa="en")
    assert app.title[0].value.startswith("Dinas Kesehatan met ")
    assert address(app)["bahasa"] == "en"
    app.selectbox(key="bahasa").select("id").run()
    assert "mencapai" in app.title[0].value
    assert "bahasa" not in address(app)


def test_choices_stay_in_the_address_as_codes(sample: Path) -> None:
    app = opened("ringkasan", "kepala", sebagai="6171")
    app.selectbox(key="unit").select("6171.1.03").run()
    assert address(app)["unit"] == "6171.1.03"
    assert set(address(app)) == {"unit", "periode", "peran", "sebagai"}
    app.switch_page("app_pages/metodologi.py").run().switch_page("app_pages/ringkasan.py").run()
    assert address(app)["unit"] == "6171.1.03"


@pytest.mark.parametrize(
    ("asked", "given"),
    [("2026-TW4", "2026-TW2"), ("2019-TW1", "2023-TW1"), ("kemarin", "2026-TW2"), ("2025-TW3", "2025-TW3")],
)
def test_a_period_out_of_reach_becomes_the_nearest_one(asked: str, given: str, sample: Path) -> None:
    app = opened("ringkasan", "kepala", sebagai="6171", periode=asked)
    assert address(app)["periode"] == given
