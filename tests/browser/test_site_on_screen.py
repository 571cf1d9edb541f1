"""The static site in a real browser: whole without scripts, read point by point with them, open to everyone."""

import functools
import http.server
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from test_screens import violations

pytestmark = pytest.mark.browser
PAGES = ("index.html", "tema-pelayanan.html", "layanan.html", "data.html", "tentang.html", "en/tema-kesehatan.html")
CARD = "kartu/PTK-KES-01-6171.1.02.html"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Keep silent."""


@pytest.fixture(scope="module")
def folder(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site as files."""
    folder = tmp_path_factory.mktemp("site") / "publik"
    command = [str(Path(sys.executable).parent / "kinerja"), "--home", str(sample_home), "publish", str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """The address of the published site on a plain file server."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("name", [*PAGES, CARD, "404.html"])
def test_a_page_is_whole_without_scripts(
    name: str, width: int, scheme: str, site: str, chromium: Any, artifacts: Path
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=False
    )
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(site + name)
    page.screenshot(path=artifacts / f"situs-{name.replace('/', '-')}-{width}-{scheme}.png", full_page=True)
    assert [url for url in asked if not url.startswith(site)] == []
    assert said == [], "the page breaks none of its own policy"
    assert page.evaluate("() => document.documentElement.scrollWidth") <= width
    assert page.locator("h1").count() == 1
    for chart in page.locator("svg").all():
        box = chart.bounding_box()
        assert box["width"] > 200
        assert box["x"] + box["width"] <= width
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", [*PAGES, CARD, "404.html"])
def test_a_page_is_open_to_everyone(name: str, scheme: str, site: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(site + name)
    page.evaluate("() => document.querySelectorAll('details').forEach(part => { part.open = true })")
    assert not violations(page)
    context.close()


def test_the_whole_site_is_reached_by_keyboard_and_links_alone(site: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "index.html")
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Langsung ke isi"
    page.get_by_role("link", name="Kesehatan").click()
    assert page.locator("h1").inner_text() == "Kesehatan: 1 dari 3 target 2025 tercapai"
    assert "Kami menargetkan 92,0\u00a0% sampai TW II 2026" in page.inner_text("body")
    page.get_by_text("Tahun demi tahun").first.click()
    assert page.get_by_role("table").first.is_visible()
    page.get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == "Health: 1 of 3 targets of 2025 were met"
    page.get_by_role("link", name="Open data").click()
    with page.expect_download() as caught:
        page.get_by_role("link", name="Parquet · Tree of units").click()
    assert caught.value.suggested_filename == "units.parquet"
    context.close()


def chart(chromium: Any, address: str, **options: Any) -> tuple[Any, Any]:
    """Open a page; return it with the first figure that holds a chart."""
    page = chromium.new_context(viewport={"width": 390, "height": 900}, **options).new_page()
    page.goto(address)
    return page, page.locator("figure[data-reader]").first


def heights(page: Any) -> Any:
    return page.locator("article, main").evaluate_all("all => all.map(a => a.getBoundingClientRect().height)")


def test_a_chart_is_read_with_the_mouse_and_nothing_moves(site: str, chromium: Any) -> None:
    page, figure = chart(chromium, site + "tema-kesehatan.html")
    bare, _figure = chart(chromium, site + "tema-kesehatan.html", java_script_enabled=False)
    assert heights(page) == heights(bare)
    told = figure.locator("title").all_text_contents()
    reading, points = figure.locator(".reading"), figure.locator(".point")
    assert not reading.is_visible()
    for place in range(points.count()):
        box = points.nth(place).locator(".area").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + 20)
        assert reading.inner_text() == told[place]
        assert figure.locator(".point.chosen title").all_text_contents() == [told[place]]
    assert heights(page) == heights(bare)
    page.mouse.move(5, 5)
    assert not reading.is_visible()
    assert figure.locator(".chosen").count() == 0
    page.context.close()
    bare.context.close()


def test_a_chart_is_read_with_the_keyboard_and_says_the_same_to_a_screen_reader(site: str, chromium: Any) -> None:
    page, figure = chart(chromium, site + "en/tema-kesehatan.html", reduced_motion="reduce")
    told = figure.locator("title").all_text_contents()
    assert "target" in told[0]
    slider = page.get_by_role("slider").first
    name = page.locator("article h3").first.inner_text()
    assert slider.get_attribute("aria-label") == f"Read the chart point by point with the arrow keys: {name}"
    assert slider.get_attribute("aria-valuetext") == told[-1]
    slider.focus()
    for key, place in (("Home", 0), ("ArrowLeft", 0), ("ArrowRight", 1), ("ArrowUp", 2), ("ArrowDown", 1), ("End", -1)):
        page.keyboard.press(key)
        assert figure.locator(".reading").inner_text() == told[place], key
        assert slider.get_attribute("aria-valuetext") == told[place]
        assert slider.get_attribute("aria-valuenow") == str(place + 1 if place >= 0 else len(told))
    assert figure.locator(".area").first.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
    assert not violations(page)
    page.keyboard.press("Escape")
    assert not figure.locator(".reading").is_visible()
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate("e => e.tagName") == "SUMMARY", "the way on is free"
    page.context.close()


def test_a_chart_is_read_by_touch_and_in_a_card(site: str, chromium: Any) -> None:
    for name in ("tema-kesehatan.html", CARD, f"en/{CARD}"):
        page, figure = chart(chromium, site + name, has_touch=True)
        told = figure.locator("title").all_text_contents()
        box = figure.locator(".point .area").first.bounding_box()
        page.touchscreen.tap(box["x"] + 10, box["y"] + 30)
        assert figure.locator(".reading").inner_text() == told[0]
        page.context.close()


def test_a_chart_is_read_from_the_files_of_a_disk(site: str, folder: Path, chromium: Any) -> None:
    page, figure = chart(chromium, (folder / "tema-kesehatan.html").as_uri())
    page.get_by_role("slider").first.focus()
    assert figure.locator(".reading").inner_text() == figure.locator("title").all_text_contents()[-1]
    page.context.close()


def test_labels_of_a_chart_do_not_touch(site: str, chromium: Any) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 900})
    page = context.new_page()
    for name in ("tema-kesehatan.html", "tema-pelayanan.html", "tema-transportasi.html"):
        page.goto(site + name)
        for chart in page.locator("svg").all():
            boxes = chart.locator("text").evaluate_all("all => all.map(t => t.getBoundingClientRect().toJSON())")
            for place, one in enumerate(boxes):
                for other in boxes[place + 1 :]:
                    apart = one["right"] <= other["left"] + 1 or other["right"] <= one["left"] + 1
                    apart = apart or one["bottom"] <= other["top"] + 3 or other["bottom"] <= one["top"] + 3
                    assert apart, f"{name}: {one} {other}"
    context.close()
