"""A meeting in a real browser: decided in a click or two, printed on two clean pages."""

import re
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PRINTOUT = "/rapat?cetak=1&embed=true&embed_options=light_theme"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_meeting_prints_on_at_most_two_light_pages_without_controls(scheme: str, screen: Any) -> None:
    page = screen(PRINTOUT, scheme=scheme)
    for role in ("button", "combobox", "textbox"):
        assert page.get_by_role(role).count() == 0, role
    # Streamlit's own, seen by a keyboard only.
    assert {link.inner_text() for link in page.get_by_role("link").all()} <= {"Skip to main content"}
    assert page.evaluate("() => getComputedStyle(document.querySelector('.stApp')).backgroundColor") == (
        "rgb(255, 255, 255)"
    )
    printed = page.pdf(format="A4")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 2


def test_the_overview_leads_to_the_meeting_and_the_meeting_to_its_printout(screen: Any, settled: Any) -> None:
    page = screen("/?sebagai=6171&unit=6171.1.02&periode=2025-TW3")
    page.get_by_role("link", name="Mode rapat").click()
    page.wait_for_function("() => location.pathname.endsWith('rapat')")
    settled(page)
    assert page.locator("h1").inner_text().startswith("Rapat TW III 2025: Dinas Kesehatan")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Buka versi cetak").click()
    settled(opened.value)
    assert opened.value.locator("h1").inner_text() == page.locator("h1").inner_text()


def test_a_decision_written_in_the_meeting_is_there_for_the_next_reader(screen: Any, settled: Any) -> None:
    page = screen("/rapat?sebagai=6171&unit=6171.1.03")
    page.get_by_text("Tambah catatan atau keputusan").first.click()
    page.get_by_label("Isi").first.fill("Tinjau <b>target</b> bersama Bappeda")
    page.get_by_role("button", name="Simpan").first.click()
    page.wait_for_function("() => document.body.innerText.includes('Tinjau <b>target</b> bersama Bappeda (')")
    other = screen("/tindak_lanjut?sebagai=6171.1.03&unit=6171.1.03")
    assert "Tinjau <b>target</b> bersama Bappeda" in other.inner_text("body")
    assert "1 tindak lanjut terbuka" in other.locator("h1").inner_text()
