"""What the public reads: promises kept or not, in words that fit the numbers, from the public file and nothing else."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from published import publish_changed
from streamlit.testing.v1 import AppTest

from dashboard import language, warehouse
from dashboard.charts import promise as chart
from dashboard.public import content, house, promises, services, tables
from dashboard.public.blocks import Page, Promise

APP = Path(warehouse.__file__).parent / "app_public.py"
ROW: dict[str, Any] = {
    **{"iku_id": "A", "iku_name": "Jalan mantap", "unit_name": "Dinas PUPR", "year": 2026, "measure_unit": "%"},
    **{"polarity": "maximize", "annual_target": 90.0, "lower_bound": None, "upper_bound": None},
    **{"period": "2026-TW2", "is_whole_year": False, "ytd_target": 85.0, "ytd_actual": 86.25, "ytd_status": "exceeded"},
    **{"ytd_reason": None, "is_provisional": False, "ytd_achievement_pct": 101.5},
    **{"annual_target_label": None, "ytd_target_label": None, "ytd_actual_label": None},
}
GRADED: dict[str, Any] = {
    **{"measure_unit": "predikat", "annual_target": 4.0, "ytd_target": 4.0, "ytd_actual": 3.0, "ytd_status": "below"},
    **{"annual_target_label": "WTP", "ytd_target_label": "WTP", "ytd_actual_label": "WDP"},
    **{"is_whole_year": True, "period": "2026", "ytd_achievement_pct": 75.0},
}


@pytest.fixture
def public_home(sample_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The published sample with every internal file taken away."""
    build = (sample_home / "published" / "current").read_text().strip()
    folder = tmp_path / "published" / build
    folder.mkdir(parents=True)
    (tmp_path / "published" / "current").write_text(build)
    shutil.copyfile(sample_home / "published" / build / "public.duckdb", folder / "public.duckdb")
    monkeypatch.setenv("KINERJA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def cursor(public_home: Path) -> warehouse.Cursor:
    assert warehouse.pin(warehouse.PUBLIC)
    return warehouse.cursor()


def everything(page: Page) -> str:
    return "\n".join([page.title, page.second, *(repr(section) for section in page.sections)])


@pytest.mark.parametrize(
    ("changes", "indonesian", "english"),
    [
        (
            {},
            "Kami menargetkan 85,0 % sampai TW II 2026, yang terjadi 86,3 %, artinya target terlampaui.",
            "We aimed for 85.0% up to Q2 2026; what happened was 86.3%, which means the target was exceeded.",
        ),
        (
            GRADED,
            "Kami menargetkan WTP pada 2026, yang terjadi WDP, artinya target belum tercapai.",
            "We aimed for WTP in 2026; what happened was WDP, which means the target was not met.",
        ),
        (
            {**GRADED, "period": None, "ytd_actual": None, "ytd_actual_label": None, "ytd_target": None},
            "Kami menargetkan WTP pada 2026; hasilnya belum ada.",
            "We aimed for WTP in 2026; there is no result yet.",
        ),
        (
            {"is_whole_year": True, "period": "2026-TW4", "ytd_target": 90.0, "ytd_status": "near"},
            "Kami menargetkan 90,0 % pada 2026, yang terjadi 86,3 %, artinya target belum tercapai, tetapi mendekati.",
            "We aimed for 90.0% in 2026; what happened was 86.3%, which means the target was not met, but nearly.",
        ),
        (
            {"period": None, "ytd_target": None, "ytd_actual": None, "ytd_status": "not_judged"},
            "Kami menargetkan 90,0 % pada 2026; hasilnya belum ada.",
            "We aimed for 90.0% in 2026; there is no result yet.",
        ),
        (
            {"annual_target": None, "ytd_target": None, "ytd_status": "not_judged", "ytd_reason": "no_target"},
            "Yang terjadi sampai TW II 2026: 86,3 %; belum dapat dinilai karena target belum ada.",
            "What happened up to Q2 2026: 86.3%; it cannot be judged because: no target yet.",
        ),
        (
            {"period": None, "annual_target": None, "ytd_target": None, "ytd_actual": None, "ytd_status": "not_judged"},
            "Target dan hasil 2026 belum ada.",
            "There is no target and no result for 2026 yet.",
        ),
        (
            {"polarity": "range", "lower_bound": 80.0, "upper_bound": 84.0, "ytd_status": "below"},
            "Kami menargetkan antara 80 dan 84,0 % sampai TW II 2026, yang terjadi 86,3 %, "
            "artinya target belum tercapai.",
            "We aimed for between 80 and 84.0% up to Q2 2026; what happened was 86.3%, "
            "which means the target was not met.",
        ),
    ],
)
def test_a_promise_is_told_as_it_went(changes: dict[str, object], indonesian: str, english: str) -> None:
    assert promises.sentence(ROW | changes).replace("\u00a0", " ") == indonesian
    language.use("en")
    assert promises.sentence(ROW | changes).replace("\u00a0", " ") == english


def test_the_numbers_of_a_promise_are_those_of_the_file(cursor: warehouse.Cursor) -> None:
    pages = {place.name: place.make() for place in content.places(cursor, house.House())}
    shown = {block.code: block for section in pages["tema-kesehatan"].sections for block in section.blocks}
    promise = shown["PTK-KES-01-6171.1.02"]
    assert isinstance(promise, Promise)
    known = cursor.rows(
        "select year, ytd_actual, ytd_target, is_whole_year from public.iku_years "
        "where iku_id = 'PTK-KES-01' order by year",
        {},
    )
    assert [point.actual for point in promise.points] == known["ytd_actual"].to_list()
    assert [point.is_whole for point in promise.points] == [True, True, True, False]
    assert promise.sentence.startswith("Kami menargetkan 92,0\u00a0% sampai TW II 2026, yang terjadi 77,3\u00a0%")
    assert "hasil 2025: 91,1\u00a0%" in promise.notes
    assert pages["tema-kesehatan"].title == "Kesehatan: 1 dari 3 target 2025 tercapai"


def test_every_public_indicator_is_on_one_page_and_nothing_is_ranked(cursor: warehouse.Cursor) -> None:
    places = content.places(cursor, house.House())
    pages = [place.make() for place in places]
    shown = [b.code for page in pages for section in page.sections for b in section.blocks if isinstance(b, Promise)]
    known = cursor.rows("select distinct iku_id || '-' || unit_id as code from public.iku_years", {})["code"].to_list()
    assert sorted(shown) == sorted(known)
    names = [place.menu for place in places if place.name.startswith("tema-")]
    assert names == sorted(names)


def test_the_page_says_what_is_hidden_why_until_when_and_whom_to_ask(cursor: warehouse.Cursor) -> None:
    pages = {place.name: everything(place.make()) for place in content.places(cursor, house.House())}
    assert "Kurang dari 10 orang tidak ditampilkan" in pages["tentang"]
    assert "Tidak ada peringkat orang atau unit" in pages["tentang"]
    assert "https://www.lapor.go.id/" in pages["tentang"]
    assert "WCAG 2.2" in pages["tentang"]
    assert "indikator kinerja utama" in pages["tentang"]
    assert "paling cepat 31 Maret 2027" in pages["index"]
    assert "2025.1" in pages["data"]


def test_services_of_one_government_are_said_in_the_first_sentence(cursor: warehouse.Cursor) -> None:
    from dashboard.public import queries

    surveys, times = queries.surveys(cursor), queries.times(cursor)
    assert services.headline(surveys, times) == "Kepuasan masyarakat dan waktu layanan di 5 pemerintahan"
    one = "Kota Pontianak"
    said = services.headline(
        surveys.filter(surveys["root_name"] == one), times.filter(times["root_name"] == one)
    ).replace("\u00a0", " ")
    assert said.startswith("Kota Pontianak: kepuasan masyarakat 85 (mutu B) pada 2025 dan ")
    assert said.endswith(" layanan tepat waktu pada 2025")
    nothing = services.headline(surveys.clear(), times.clear())
    assert nothing == "Belum ada data layanan yang dapat ditampilkan"


def test_pages_are_whole_in_english(cursor: warehouse.Cursor) -> None:
    language.use("en")
    pages = {place.name: place.make() for place in content.places(cursor, house.House())}
    assert pages["tema-kesehatan"].title == "Health: 1 of 3 targets of 2025 were met"
    assert pages["index"].title == "Local governments: 11 of 27 targets of 2025 were met"
    text = "\n".join(everything(page) for page in pages.values())
    for word in ("Kami menargetkan", "tercapai", "belum ada", "Apa yang disembunyikan", "Layanan:"):
        assert word not in text


@pytest.mark.parametrize(
    "statement",
    [
        "delete from iku_years",
        "delete from skm_years",
        "delete from service_years",
        "delete from editions; delete from hidden; delete from updates",
        "update iku_years set public_theme = null, measure_unit = null, annual_target = null, ytd_target = null",
        "delete from iku_years; delete from skm_years; delete from service_years; delete from units; delete from iku",
    ],
)
def test_pages_say_something_when_there_is_little(public_home: Path, statement: str) -> None:
    file = next(public_home.glob("published/*/public.duckdb"))
    with duckdb.connect(str(file)) as con:
        con.execute(statement)
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert len(app.title) == 1
    assert warehouse.pin(warehouse.PUBLIC)
    assert all(place.make().title for place in content.places(warehouse.cursor(), house.House()))


def test_the_public_app_serves_where_no_internal_file_is(public_home: Path) -> None:
    assert not list(public_home.rglob("internal.duckdb"))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert app.title[0].value == r"Pemerintah daerah\: 11 dari 27 target 2025 tercapai"
    assert "Data sintetis" in app.caption[0].value
    app.query_params["bahasa"] = "en"
    assert app.run().title[0].value == r"Local governments\: 11 of 27 targets of 2025 were met"
    app.selectbox(key="bahasa").select("id").run()
    assert app.title[0].value.startswith("Pemerintah daerah")


def test_nothing_published_is_said_in_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KINERJA_HOME", str(tmp_path))
    app = AppTest.from_file(str(APP), default_timeout=60).run()
    assert not app.exception
    assert "Belum ada data" in app.title[0].value


@pytest.fixture
def kept_to_public() -> Iterator[None]:
    before = set(warehouse._open_to)
    warehouse.keep_to(warehouse.PUBLIC)
    yield
    warehouse._open_to.update(before)


def test_a_process_kept_to_the_public_file_opens_no_other(sample: Path, kept_to_public: None) -> None:
    assert warehouse.pin(warehouse.PUBLIC)
    with pytest.raises(RuntimeError, match=r"does not open internal\.duckdb"):
        warehouse.pin()


def test_the_chart_has_a_point_and_a_tick_a_year(cursor: warehouse.Cursor) -> None:
    page = next(place for place in content.places(cursor, house.House()) if place.name == "tema-kesehatan").make()
    promise = page.sections[0].blocks[0]
    assert isinstance(promise, Promise)
    lines, targets, results = chart.promise(promise.points).data
    assert list(results.y) == [point.actual for point in promise.points]
    assert list(targets.y) == [92.0, 92.0, 92.0, 92.0]
    assert lines.y[-1] is None, "a year that runs is not joined to whole ones"
    assert results.marker.symbol[-1] == "circle-open"
    assert "s.d. TW II 2026: 77,3\u00a0%, target 92,0\u00a0%" in promise.description


def test_a_table_taken_along_runs_nothing(public_home: Path) -> None:
    file = next(public_home.glob("published/*/public.duckdb"))
    with duckdb.connect(str(file)) as con:
        con.execute("update units set unit_name = '=cmd()' where unit_id = '6171'")
    assert warehouse.pin(warehouse.PUBLIC)
    text = tables.csv_bytes(warehouse.cursor(), "units").decode()
    assert ",'=cmd()," in text
    assert ",=cmd()," not in text


@pytest.mark.parametrize(
    "said", ['kontak = "x"', 'contact = "javascript:alert(1)"', 'address = "ftp://x"', "contact ="]
)
def test_odd_settings_of_the_public_pages_are_refused(tmp_path: Path, said: str) -> None:
    assert house.read(tmp_path).contact_name == "SP4N-LAPOR!"
    (tmp_path / "publik.toml").write_text(said)
    with pytest.raises(house.Unreadable, match=r"publik\.toml"):
        house.read(tmp_path)


@pytest.mark.parametrize("role", ["publik", "kepala"])
def test_inside_the_app_the_public_page_shows_the_same(role: str, sample: Path) -> None:
    app = AppTest.from_file(str(APP.with_name("app.py")), default_timeout=60)
    app.query_params["peran"] = role
    app.query_params["isi"] = "tema-kesehatan"
    app.run().switch_page("app_pages/publik.py").run()
    assert not app.exception
    assert app.title[0].value == r"Kesehatan\: 1 dari 3 target 2025 tercapai"
    assert any("yang terjadi 77,3" in text.value for text in app.markdown)
    app.selectbox(key="isi").select("layanan").run()
    assert app.title[0].value == "Kepuasan masyarakat dan waktu layanan di 5 pemerintahan"
    assert app.query_params["isi"] in ("layanan", ["layanan"])


def test_a_build_without_a_public_file_says_so(sample_home: Path, own_home: Path) -> None:
    publish_changed(sample_home, own_home, "20260101T000000Z-inside")
    app = AppTest.from_file(str(APP.with_name("app.py")), default_timeout=60)
    app.query_params["peran"] = "publik"
    app.run().switch_page("app_pages/publik.py").run()
    assert not app.exception
    assert app.title[0].value == "Halaman publik belum ada"
