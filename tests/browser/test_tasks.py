"""Whole tasks in a real browser, from Ringkasan to the answer: in at most five clicks, counted."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import access, notes, warehouse
from dashboard.notes import Draft, Subject

pytestmark = pytest.mark.browser

MOST = 5
HEALTH = "6171.1.02"
RINGKASAN = f"/ringkasan?sebagai={HEALTH}&unit={HEALTH}&periode=2026-TW2"


class Walk:
    """One person's way through the screens; every click counts, typing does not."""

    def __init__(self, page: Any, settled: Any) -> None:
        self.page, self.settled, self.clicks = page, settled, 0

    def click(self, target: Any) -> None:
        target.click()
        self.clicks += 1
        self.page.wait_for_timeout(200)

    def reach(self, page_name: str) -> None:
        self.page.wait_for_function("name => location.pathname.endsWith(name)", arg=page_name)
        self.settled(self.page)

    def read(self, words: str) -> str:
        """Return what the screen says once it says `words`."""
        self.page.wait_for_function("words => document.body.innerText.includes(words)", arg=words)
        self.settled(self.page)
        return str(self.page.inner_text("body"))


@pytest.fixture
def walk(screen: Any, settled: Any, figure: Any, request: pytest.FixtureRequest) -> Iterator[Walk]:
    going = Walk(screen(RINGKASAN), settled)
    yield going
    figure(f"{request.node.name}: {going.clicks} clicks from Ringkasan")
    assert 1 <= going.clicks <= MOST


@pytest.fixture
def decided(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two decisions of two quarters on the unit, written as its head would."""
    monkeypatch.setenv("KINERJA_HOME", str(sample_home))
    warehouse.pin()
    head = access.decide(is_synthetic=True, without_login=False, role="kepala", subject=HEALTH)
    for words, day in (("Vaksin dipindah antarpuskesmas", date(2026, 5, 4)), ("Loket dibuka Sabtu", date(2026, 2, 9))):
        notes.write(
            warehouse.cursor(), head, Subject("unit", HEALTH, HEALTH), Draft("decision", words, day, "Bidang P2P")
        )


def test_find_whose_appraisals_are_missing(walk: Walk) -> None:
    topic = walk.page.locator("[data-testid=stVerticalBlock]").get_by_text("pegawai belum dinilai").first
    count = re.search(r"(\d+) pegawai belum dinilai", topic.inner_text())
    assert count
    walk.click(walk.page.locator("header").get_by_role("link", name="Penilaian kinerja"))
    walk.reach("penilaian_kinerja")
    walk.click(walk.page.get_by_text(re.compile(r"Pegawai yang belum dinilai \(\d+\)")).first)
    said = walk.read("daftar ini untuk menagih penilai")
    assert f"Pegawai yang belum dinilai ({count[1]})" in said
    named = walk.page.locator("[data-testid=stTable] a[href*='profil_pegawai']")
    assert named.count() == int(count[1]), "everyone the overview counted is named"
    assert "belum dinilai atasan" in said
    assert re.search(r"(penilai terakhir|atasan langsung|penilai pegawai lain)", said), "and whose turn it is"


def test_explain_one_number_to_an_employee(walk: Walk) -> None:
    walk.click(walk.page.locator("header").get_by_role("link", name="Penilaian kinerja"))
    walk.reach("penilaian_kinerja")
    walk.click(walk.page.get_by_role("link", name="Seorang pegawai"))
    walk.reach("profil_pegawai")
    walk.click(walk.page.get_by_role("combobox", name="Pegawai", exact=True))
    walk.page.keyboard.type("Melur 0488")
    walk.click(walk.page.get_by_role("option").first)
    walk.read("Predikat kinerja Sintetis Melur 0488")
    walk.click(walk.page.get_by_text("Bagaimana angka ini dihitung"))
    said = walk.read("menghasilkan Baik.").replace("\u00a0", " ")
    assert "12 ÷ 12 × 100 % × 12,5 = 12,50" in said, "the credits with their numbers put in"
    assert "PermenPANRB" in said, "and the legal basis"
    assert "Melur" not in walk.page.url
    assert re.search(r"orang=[0-9a-f]{16}", walk.page.url), "a code, never a name or NIP"


@pytest.mark.usefixtures("decided")
def test_what_did_we_decide_last_quarter(walk: Walk) -> None:
    walk.click(walk.page.locator("header").get_by_role("link", name="Tindak lanjut"))
    walk.reach("tindak_lanjut")
    walk.click(walk.page.locator("[data-testid=stButtonGroup]").get_by_text("TW II 2026"))
    walk.page.wait_for_function("() => !document.body.innerText.includes('Loket dibuka Sabtu')")
    said = walk.read("Vaksin dipindah antarpuskesmas")
    assert "4 Mei 2026" in said
    assert "Bidang P2P" in said
