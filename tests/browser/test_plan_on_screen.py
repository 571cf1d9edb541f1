"""Spend Rp 500 juta well and defend it: from the heat map to the needs, a plan, two scenarios and the exports."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import settle

pytestmark = pytest.mark.browser


@pytest.fixture
def planner(chromium: Any, own: tuple[str, Path]) -> Iterator[Any]:
    """Kompetensi as the training planner of the city sees it."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1400})
    page = context.new_page()
    page.goto(f"{own[0]}/kompetensi?peran=perencana&unit=6171")
    settle(page)
    yield page
    context.close()


def typed(page: Any, label: str, text: str) -> None:
    box = page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Enter")
    settle(page)


def made(page: Any, name: str) -> None:
    """Press the button and wait until the scenario of that name is shown."""
    page.get_by_role("button", name="Susun rencana").click()
    page.get_by_role("heading", name=re.compile(f"^{name}: ")).wait_for(timeout=120_000)
    settle(page)


def saved(page: Any, button: str) -> Path:
    with page.expect_download(timeout=60_000) as got:
        page.get_by_role("button", name=button).click()
    return Path(got.value.path())


def test_five_hundred_million_are_spent_well_and_defended(planner: Any, own: tuple[str, Path], artifacts: Path) -> None:
    page = planner
    box = page.locator(".bars .point path").nth(1).bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_function("() => location.search.includes('peta=')")
    settle(page)
    assert "baku jenjang" in page.inner_text("body"), "the posts behind the cell and the ground of their level"
    page.locator("header").get_by_role("link", name="Rencana pelatihan").click()
    page.wait_for_function("() => location.pathname.endsWith('rencana_pelatihan')")
    settle(page)
    assert page.locator("h1").first.inner_text().startswith("Kebutuhan pelatihan terbesar Kota Pontianak")
    assert "besar kesenjangan" in page.inner_text("body")

    page.get_by_role("radio", name="Rencana", exact=True).or_(
        page.get_by_role("button", name="Rencana", exact=True)
    ).first.click()
    page.get_by_role("button", name="Susun rencana").wait_for()
    settle(page)
    typed(page, "Anggaran", "0")
    page.get_by_role("button", name="Susun rencana").click()
    page.get_by_text("Kelas termurah").wait_for(timeout=60_000)
    settle(page)
    assert page.get_by_label("Anggaran", exact=True).input_value() == "0", "nothing typed is lost"
    typed(page, "Anggaran", "500 juta")
    made(page, "Rencana 2027 nomor 1")
    text = page.inner_text("body")
    assert "terbukti terbaik" in text
    assert "Yang belum terlayani, dan sebabnya" in text
    assert "Yang dibeli rupiah berikutnya" in text
    page.screenshot(path=artifacts / "rencana-500-juta.png", full_page=True)

    typed(page, "Anggaran", "100 juta")
    made(page, "Rencana 2027 nomor 2")
    book = openpyxl.load_workbook(io.BytesIO(saved(page, "Buku kerja AKPK (XLSX)").read_bytes()))
    assert {"Rencana", "Kebutuhan", "Anggaran", "Kalender", "Belum terlayani", "Definisi"} <= set(book.sheetnames)
    assert "Peserta" not in book.sheetnames
    assert saved(page, "Kalender (ICS)").read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert "dibulatkan ke 5" in saved(page, "Ringkasan untuk publik (CSV)").read_text(encoding="utf-8-sig")

    page.get_by_text("Bandingkan", exact=True).first.click()
    page.get_by_text("Skenario pertama").wait_for()
    settle(page)
    text = page.inner_text("body")
    assert "Rp 500,0 juta" in text.replace("\u00a0", " ")
    assert "Rp 100,0 juta" in text.replace("\u00a0", " ")
    page.get_by_text("Dampak", exact=True).first.click()
    page.get_by_text("Dari kesenjangan sampai dampak").wait_for()
    assert len(list((own[1] / "scenarios").glob("*.json"))) == 2
