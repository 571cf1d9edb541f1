"""The screens in a real browser: whole at 1440 and 390 px, in light and dark, by keyboard, for those who cannot see."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

pytestmark = pytest.mark.browser

SCREENS = {
    "ringkasan": "/ringkasan",
    "ringkasan-kota": "/?sebagai=6171&unit=6171",
    "capaian-iku": "/capaian_iku?sebagai=6171&unit=6171.1.02",
    "satu-iku": "/capaian_iku?sebagai=6171&unit=6171.1.02&iku=PTK-KES-01~6171.1.02",
    "capaian-iku-publik": "/capaian_iku?peran=publik&unit=6171",
    "pohon-kinerja": "/pohon_kinerja?sebagai=6171&unit=6171",
    "pohon-kinerja-cabang": "/pohon_kinerja?sebagai=6171&unit=6171.1.02&cabang=PTK-PKM-01~6171.1.02.8",
    "kebutuhan-pelatihan": "/rencana_pelatihan?peran=perencana&unit=6171&bagian=kebutuhan&bobot=20-20-20-20-20",
    "bandingkan-rencana": "/rencana_pelatihan?peran=perencana&unit=6171&bagian=bandingkan",
    "dampak-pelatihan": "/rencana_pelatihan?peran=perencana&unit=6171&bagian=dampak",
    "rencana-pelatihan": "/rencana_pelatihan?peran=perencana&unit=6171&bagian=rencana",
    "kompetensi": "/kompetensi?sebagai=6171&unit=6171",
    "kompetensi-unit": "/kompetensi?peran=perencana&unit=6171&bagian=unit_kerja",
    "kinerja-saya": "/kinerja_saya?peran=pegawai",
    "umpan-balik-saya": "/kinerja_saya?peran=pegawai&bagian=umpan_balik",
    "profil-pegawai": "/profil_pegawai?sebagai=6171.1.02&unit=6171.1.02&orang=f1ad2c26d3281dc6",
    "penilai-dan-capaian": "/penilaian_kinerja?sebagai=6171&unit=6171&periode=2026-TW2&bagian=penilai",
    "belum-dinilai": "/penilaian_kinerja?sebagai=6171.1.02&unit=6171.1.02&periode=2026-TW2",
    "sebelum-sesudah": "/layanan_publik?sebagai=6171&unit=6171&periode=2026-TW2&layanan=perubahan",
    "warga-internal": "/layanan_publik?peran=pengelola_data&unit=3673&periode=2026-TW2&layanan=internal",
    "mutu-data": "/mutu_data?peran=pengelola_data",
    "tindak-lanjut": "/tindak_lanjut",
    "rapat": "/rapat",
    "rapat-cetak": "/rapat?cetak=1&embed=true&embed_options=light_theme",
    "publik": "/publik?peran=publik",
    "publik-tema": "/publik?peran=publik&isi=tema-kesehatan",
    "metodologi": "/metodologi",
}

# Streamlit's own drop zone names itself and says at once that it is only decoration; the button inside it is sound.
OF_THE_UPLOADER = ("presentation-role-conflict", "stFileUploaderDropzone")


def violations(page: Any) -> list[str]:
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed (uv sync --group ci)"
    )
    found = axe.Axe().run(page).response["violations"]
    nodes = [(rule["id"], node["html"]) for rule in found for node in rule["nodes"]]
    known, place = OF_THE_UPLOADER
    return [f"{rule}: {html[:200]}" for rule, html in nodes if rule != known or place not in html]


def title(page: Any) -> str:
    return str(page.locator("h1").first.inner_text())


# The two that differ in everything are looked at each time, the two between them with the slow tests.
LOOKS = [
    (1440, "light"),
    (390, "dark"),
    *(pytest.param(*look, marks=pytest.mark.slow) for look in ((1440, "dark"), (390, "light"))),
]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_whole_and_open_to_everyone(
    name: str, width: int, scheme: str, screen: Any, settled: Any, artifacts: Path
) -> None:
    page = screen(SCREENS[name], width, scheme)
    parts = "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
    widest = f"() => Math.max(...{parts}.map(part => part.scrollWidth))"
    height = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(height + 60, 6000)})
    settled(page)
    page.screenshot(path=artifacts / f"{name}-{width}-{scheme}.png")
    assert page.evaluate(widest) <= width
    assert "Traceback" not in page.inner_text("body")
    assert page.get_by_role("dialog").count() == 0, "no message in front of the page"
    assert "Data sintetis" in page.inner_text("body")
    assert not violations(page)


def test_the_accessibility_check_can_fail(screen: Any) -> None:
    """The negative control."""
    page = screen("/metodologi")
    page.evaluate(
        "() => document.querySelector('h1').insertAdjacentHTML('afterend', '<img src=\"x\"><button></button>')"
    )
    assert len(violations(page)) >= 2


def test_ringkasan_says_first_what_it_found(screen: Any) -> None:
    page = screen()
    assert re.fullmatch(r".+ mencapai \d+ dari \d+ IKU yang dapat dinilai", title(page))
    assert page.locator("[data-testid=stMetric]").count() == 5
    assert page.locator("[data-testid=stPlotlyChart] .main-svg").count() >= 1
    assert page.evaluate("() => document.documentElement.lang") == "id"


def test_the_last_column_of_the_indicator_table_is_on_the_phone(screen: Any) -> None:
    page = screen("/", 390)
    box = page.locator("[data-testid=stTable] th").last.bounding_box()
    assert box["x"] + box["width"] <= 390
    row = page.locator("[data-testid=stTable] tbody tr").first
    assert re.search(r"(target|dinilai)", row.inner_text())
    assert row.locator("img").count() == 2


def test_tick_labels_do_not_touch_on_the_phone(screen: Any) -> None:
    boxes = (
        screen("/", 390).locator(".xtick text").evaluate_all("all => all.map(t => t.getBoundingClientRect().toJSON())")
    )
    assert len(boxes) >= 3
    ordered = sorted(boxes, key=lambda box: box["left"])
    assert all(left["right"] < right["left"] for left, right in pairwise(ordered))


def test_a_filter_survives_a_reload_through_the_address(screen: Any, settled: Any) -> None:
    page = screen("/?sebagai=6171")
    before = title(page)
    page.get_by_role("combobox", name="Unit", exact=True).click()
    page.keyboard.type("Dinas Pendidikan")
    page.keyboard.press("Enter")
    page.wait_for_function("before => (document.querySelector('h1')?.innerText ?? before) !== before", arg=before)
    settled(page)
    chosen = title(page)
    assert chosen.startswith("Dinas Pendidikan")
    assert "Dinas" not in page.url
    page.reload()
    settled(page)
    assert title(page) == chosen


def test_the_filter_is_reached_and_used_by_keyboard_alone(screen: Any, settled: Any) -> None:
    page = screen("/?sebagai=6171")
    before = title(page)
    for _step in range(15):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.getAttribute('role')") == "combobox":
            break
    page.keyboard.type("Dinas Sosial")
    page.keyboard.press("Enter")
    page.wait_for_function("before => (document.querySelector('h1')?.innerText ?? before) !== before", arg=before)
    assert title(page).startswith("Dinas Sosial")


def test_the_role_switch_narrows(screen: Any, settled: Any) -> None:
    page = screen("/?peran=pengelola_data")
    assert page.get_by_role("link", name="Mutu data").count() == 1
    page.get_by_role("button", name="Pengelola data").click()
    page.get_by_role("combobox", name="Lihat sebagai").click()
    page.get_by_role("option", name="Publik").click()
    page.wait_for_function("() => !document.body.innerText.includes('Mutu data')")
    settled(page)
    assert "peran=publik" in page.url
    assert page.get_by_role("link", name="Ringkasan").count() == 0
    assert page.get_by_role("link", name="Metodologi").count() == 1


def test_the_address_of_a_closed_page_opens_the_nearest_one_and_says_so(screen: Any) -> None:
    page = screen("/ringkasan?peran=publik&unit=6171.1.02&periode=2025-TW3")
    text = page.inner_text("body")
    assert "Halaman Ringkasan tidak dibuka untuk peran Anda" in text
    assert page.url.split("?")[0].endswith("/capaian_iku")
    assert "unit=6171.1.02" in page.url
    assert "periode=2025-TW3" in page.url
    assert "untuk dibahas" not in text
    assert "Penilaian selesai" not in text


@pytest.mark.parametrize(
    ("path", "page", "words"),
    [
        ("/foo?unit=6171.1.02", "/ringkasan", "Halaman pada alamat tidak ada; yang ditampilkan: Ringkasan."),
        ("/capaian?bahasa=en", "/capaian_iku", "The page in the address does not exist; shown instead: KPI results."),
        ("/lama/pohon", "/pohon_kinerja", "Halaman pada alamat tidak ada; yang ditampilkan: Pohon kinerja."),
    ],
)
def test_the_address_of_no_page_opens_the_nearest_one_and_says_so(
    path: str, page: str, words: str, screen: Any
) -> None:
    shown = screen(path)
    assert urlsplit(shown.url).path == page
    assert words in shown.inner_text("body")
    assert shown.get_by_role("dialog").count() == 0
    shown.reload()
    shown.wait_for_selector("h1")
    assert words not in shown.inner_text("body")


def test_choices_outlive_every_change_of_page_and_back_undoes_them(screen: Any, settled: Any) -> None:
    page = screen("/ringkasan?sebagai=6171&unit=6171.1.01&periode=2025-TW3")
    for name, address in (("Capaian IKU", "capaian_iku"), ("Metodologi", "metodologi"), ("Ringkasan", "ringkasan")):
        page.locator("header").get_by_role("link", name=name).click()
        page.wait_for_function("name => location.pathname.endsWith(name) && location.search !== ''", arg=address)
        settled(page)
        choices = dict(parse_qsl(urlsplit(page.url).query))
        assert choices == {"peran": "kepala", "sebagai": "6171", "unit": "6171.1.01", "periode": "2025-TW3"}
    before = title(page)
    page.get_by_role("combobox", name="Unit", exact=True).click()
    page.keyboard.type("Dinas Kesehatan")
    page.keyboard.press("Enter")
    page.wait_for_function("before => (document.querySelector('h1')?.innerText ?? before) !== before", arg=before)
    settled(page)
    page.go_back()
    page.wait_for_function("before => document.querySelector('h1')?.innerText === before", arg=before)
    assert "unit=6171.1.01" in page.url


def test_english_is_one_switch_away(screen: Any, settled: Any) -> None:
    page = screen()
    page.get_by_role("combobox", name="Bahasa").click()
    page.get_by_role("option", name="EN").click()
    page.wait_for_function("() => document.querySelector('h1')?.innerText?.includes(' met ')")
    settled(page)
    assert "bahasa=en" in page.url
    assert page.get_by_role("link", name="Methodology").count() == 1
    page.get_by_role("link", name="Methodology").click()
    page.wait_for_function("() => document.querySelector('h1')?.innerText?.startsWith('Every number')")


def test_a_topic_leads_to_its_indicator(screen: Any, settled: Any) -> None:
    page = screen("/?sebagai=6171&unit=6171.1.02")
    page.get_by_role("link", name="Buka").first.click()
    page.wait_for_function("() => location.pathname.endsWith('capaian_iku')")
    settled(page)
    assert "iku=" in page.url
    assert "unit=6171.1.02" in page.url
    assert "target" in title(page)
    assert page.locator("[data-testid=stDataFrame]").count() >= 1


def test_a_download_carries_its_build_and_a_word_of_its_own(screen: Any, settled: Any, sample_home: Path) -> None:
    page = screen("/tindak_lanjut?sebagai=6171")
    page.locator("header").get_by_role("link", name="Ringkasan").click()
    page.wait_for_function("() => location.pathname.endsWith('ringkasan')")
    copies = []
    for _time in range(2):
        settled(page)
        with page.expect_download() as caught:
            page.get_by_role("button", name="Unduh CSV").last.click()
        copies.append((caught.value.suggested_filename, Path(caught.value.path()).read_text(encoding="utf-8-sig")))
        page.reload()
    build = (sample_home / "published" / "current").read_text().strip()
    for name, text in copies:
        word = re.fullmatch(r"kinerja-ringkasan-([0-9a-f]{16})\.csv", name)
        assert word
        assert all(line.endswith(f"{build},{word[1]}") for line in text.splitlines()[1:])
    assert copies[0] != copies[1]


def test_a_cell_picked_in_the_chart_narrows_the_table_and_back_undoes_it(screen: Any, settled: Any) -> None:
    page = screen("/?sebagai=6171&unit=6171.1.02&periode=2026-TW2")
    rows = page.locator("[data-testid=stTable] tbody tr")
    before = rows.count()
    page.get_by_text("Unit × sasaran").first.click()
    page.wait_for_selector(".bars .point path")
    settled(page)
    page.locator(".bars .point path").nth(1).scroll_into_view_if_needed()
    box = page.locator(".bars .point path").nth(1).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => location.search.includes('sel=')")
    page.wait_for_function("n => document.querySelectorAll('[data-testid=stTable] tbody tr').length < n", arg=before)
    settled(page)
    assert page.get_by_role("combobox", name="Sasaran dan unit").input_value() != ""
    page.go_back()
    page.wait_for_function("n => document.querySelectorAll('[data-testid=stTable] tbody tr').length === n", arg=before)
    assert "sel=" not in page.url
