"""A link is opened by another than its maker: what it asks is given as far as the scope reaches, else said in words."""

from pathlib import Path

import pytest
from published import APP
from streamlit.testing.v1 import AppTest

from dashboard import access, filters, warehouse


def linked(**address: str) -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=60)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run()


def value(app: AppTest, name: str) -> str:
    """Return what the address says for one name after a run."""
    found = app.query_params[name]
    return found if isinstance(found, str) else found[0]


@pytest.mark.parametrize(
    ("wanted", "nearest"),
    [
        ("6171.1.02.77", "6171.1.02"),
        ("6171.1.99.1", "6171"),
        ("9999.1", None),
        ("", None),
        (None, None),
        ("' or true --", None),
        ("6171.1.02", "6171"),
    ],
)
def test_the_nearest_unit_is_the_closest_one_above(wanted: str | None, nearest: str | None) -> None:
    assert filters.nearest_unit(["6171", "6171.1.02", "3673"], wanted) == nearest


def test_a_unit_that_was_dissolved_opens_the_one_above_and_says_so(sample: Path) -> None:
    app = linked(peran="pengelola_data", unit="6171.1.02.77")
    assert value(app, "unit") == "6171.1.02"
    assert app.title[0].value.startswith("Dinas Kesehatan")
    assert [info.value for info in app.info if "Dinas Kesehatan" in info.value and "tidak dikenal" in info.value]


def test_a_head_below_gets_the_own_unit_from_a_link_of_a_head_above(sample: Path) -> None:
    app = linked(peran="kepala", sebagai="6171.1.02", unit="6171")
    assert value(app, "unit") == "6171.1.02"
    assert [info.value for info in app.info if "di luar kewenangan" in info.value]


def test_a_link_within_reach_is_opened_without_a_word(sample: Path) -> None:
    app = linked(peran="kepala", sebagai="6171", unit="6171.1.02", periode="2025-TW3")
    assert (value(app, "unit"), value(app, "periode")) == ("6171.1.02", "2025-TW3")
    assert not app.info


def test_a_choice_the_address_has_no_longer_is_let_go(sample: Path) -> None:
    """What going back does: the address of before, without the choice made since."""
    app = linked(peran="kepala", sebagai="6171", unit="6171.1.02", bahasa="en")
    before = {name: value(app, name) for name in app.query_params}
    app.selectbox(key="sel").select_index(0).run()
    assert value(app, "sel").startswith("6171.1.02")
    narrowed = len(app.table[0].value)
    app.query_params.clear()
    for name, kept in before.items():
        app.query_params[name] = kept
    app.run()
    assert "sel" not in app.query_params
    assert app.selectbox(key="sel").value is None
    assert len(app.table[0].value) > narrowed
    assert app.title[0].value.startswith("Dinas Kesehatan met"), "what the address still has is kept"


def test_a_choice_nobody_knows_is_refused_in_words(sample: Path) -> None:
    app = linked(peran="kepala", sebagai="6171.1.02", sel="6171.1.02~nothing")
    assert [info.value for info in app.info if "Sasaran pada alamat" in info.value]
    assert "sel" not in app.query_params


def test_an_indicator_nobody_knows_is_refused_in_words(sample: Path) -> None:
    app = linked(peran="kepala", sebagai="6171.1.02").switch_page("app_pages/capaian_iku.py")
    app.query_params["iku"] = "NO-SUCH~6171.1.02"
    app.run()
    assert [info.value for info in app.info if "IKU pada alamat tidak ada" in info.value]
    assert "iku" not in app.query_params


@pytest.mark.parametrize("language", ["id", "en"])
def test_twins_are_told_apart_by_their_path(language: str, sample: Path) -> None:
    options = linked(peran="pengelola_data", bahasa=language).selectbox(key="unit").options
    assert "UPT Puskesmas Melati · Dinas Kesehatan · Kota Pontianak" in options
    assert len(set(options)) == len(options)


@pytest.mark.parametrize(
    ("page", "role", "name", "shown"),
    [
        ("penilaian_kinerja", "kepala", "bagian", "Kelengkapan"),
        ("layanan_publik", "kepala", "layanan", "Kepuasan masyarakat"),
        ("kinerja_saya", "pegawai", "bagian", "Penilaian"),
        ("perbandingan_unit", "kepala", "ukuran", "IKU tercapai"),
        ("perbandingan_unit", "kepala", "sejawat", "unit"),
        ("mutu_data", "pengelola_data", "kode", "semua jenis temuan"),
        ("capaian_iku", "kepala", "status", "semua IKU"),
        ("pohon_kinerja", "kepala", "tingkat", "Sasaran"),
        ("pohon_kinerja", "kepala", "halaman", ": 1"),
        ("ringkasan", "tamu", "peran", "kepala"),
        ("ringkasan", "kepala", "sebagai", "pilihan yang ada"),
        ("kinerja_saya", "pegawai", "sebagai", "pilihan yang ada"),
        ("ringkasan", "kepala", "bahasa", "bahasa Indonesia"),
    ],
)
@pytest.mark.parametrize("asked", ["tidak-ada", "' or true --", "[x](http://y)"])
def test_anything_unknown_in_an_address_opens_the_nearest_view_and_says_so(
    page: str, role: str, name: str, shown: str, asked: str, sample: Path
) -> None:
    app = linked(**{"peran": role, name: asked})
    if page != "ringkasan" and name != "sebagai":
        app = app.switch_page(f"app_pages/{page}.py")
        app.query_params[name] = asked
        app.run()
    told = [info.value for info in app.info if "pada alamat" in info.value]
    assert len(told) == 1, told
    assert shown in told[0]
    assert asked not in told[0]
    assert not app.exception
    assert value(app, name) != asked if name in app.query_params else True
    assert not [info for info in app.run().info if "pada alamat" in info.value], "said once, not for ever"


@pytest.mark.parametrize(
    ("page", "role", "name", "asked"),
    [
        ("penilaian_kinerja", "kepala", "bagian", "sebaran"),
        ("kinerja_saya", "pegawai", "bagian", "pengembangan"),
        ("perbandingan_unit", "kepala", "ukuran", "rated_share"),
    ],
)
def test_what_is_known_is_opened_without_a_word(page: str, role: str, name: str, asked: str, sample: Path) -> None:
    """The negative control."""
    app = linked(peran=role).switch_page(f"app_pages/{page}.py")
    app.query_params[name] = asked
    app.run()
    assert not app.info
    assert value(app, name) == asked


def test_an_employee_beyond_the_first_of_the_list_is_opened(sample: Path) -> None:
    """The switch offers two hundred; a link may name anyone on record."""
    from dashboard.queries.appraisals import people

    warehouse.pin()
    everyone = people(warehouse.cursor(), access.FULL, limit=100_000)["employee_id"].to_list()
    app = linked(peran="pegawai", sebagai=everyone[-1]).switch_page("app_pages/kinerja_saya.py").run()
    assert not app.info
    assert value(app, "sebagai") == everyone[-1]
