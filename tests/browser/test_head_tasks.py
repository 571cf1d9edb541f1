"""The tasks of a head of agency in a real browser, each begun on Ringkasan and done within five clicks."""

from typing import Any

import pytest

pytestmark = pytest.mark.browser

MOST_CLICKS = 5


class Task:
    """A visitor whose clicks are counted."""

    def __init__(self, page: Any, settled: Any) -> None:
        self.page, self.settled, self.clicks = page, settled, 0

    def click(self, target: Any, address: str) -> None:
        """Click, and wait until the address says that it was done."""
        self.clicks += 1
        target.click()
        self.page.wait_for_function("part => location.href.includes(part)", arg=address)
        self.settled(self.page)

    def click_to_tab(self, target: Any) -> None:
        """Click a link that opens a tab of its own, and go on there."""
        self.clicks += 1
        with self.page.context.expect_page() as opened:
            target.click()
        self.page = opened.value
        self.settled(self.page)

    def menu(self, name: str, address: str) -> None:
        self.click(self.page.locator("header").get_by_role("link", name=name, exact=True), address)

    @property
    def title(self) -> str:
        return str(self.page.locator("h1").first.inner_text()).replace("\u00a0", " ")

    @property
    def text(self) -> str:
        return str(self.page.locator("[data-testid=stMain]").inner_text()).replace("\u00a0", " ")


@pytest.fixture
def task(screen: Any, settled: Any) -> Any:
    return lambda path: Task(screen(path), settled)


def beside(visit: Task, words: str) -> Any:
    """The way that stands beside a line with these words."""
    for way in visit.page.get_by_role("link", name="Buka ›").all():
        line = way.locator(f"xpath=ancestor::*[contains(., '{words}')][1]")
        if line.count() and line.inner_text().count("Buka ›") == 1:
            return way
    return pytest.fail(f"no line says {words}")


def test_find_the_indicator_that_will_miss_its_target_and_why(task: Any) -> None:
    visit = task("/?sebagai=6171.1.07")
    visit.click(beside(visit, "diperkirakan tidak mencapai target tahun ini"), "iku=")
    assert visit.title.startswith("Persentase pengaduan kanal warga dijawab: 76,4 %")
    for words in (
        "Peluang mencapai target tahun 91,0 %: kurang dari 1 % (sangat kecil kemungkinannya)",
        "Hasil setahun diperkirakan 7",
        "Kendala: Pengadaan barang terlambat",
        "masih dalam variasi biasa",
    ):
        assert words in visit.text, words
    assert visit.clicks <= MOST_CLICKS


def test_find_every_indicator_that_will_miss_its_target(task: Any) -> None:
    visit = task("/?sebagai=6171.1.02")
    assert "diperkirakan tidak mencapai target tahun: 9 IKU" in visit.text
    visit.menu("Capaian IKU", "capaian_iku")
    visit.click(visit.page.get_by_role("radio", name="Diperkirakan meleset"), "status=meleset")
    rows = visit.page.locator("[data-testid=stTable] tbody tr")
    assert rows.count() == 9, "all of those the first page spoke of"
    visit.click_to_tab(rows.filter(has_text="Cakupan imunisasi dasar lengkap").get_by_role("link"))
    assert "Peluang mencapai target tahun 92,0 %: kurang dari 1 %" in visit.text
    assert "Kendala: Stok vaksin kosong sejak Januari" in visit.text
    assert visit.clicks <= MOST_CLICKS


def test_show_which_units_really_differ(task: Any) -> None:
    visit = task("/?sebagai=6171&unit=6171")
    visit.menu("Perbandingan unit", "perbandingan_unit")
    assert visit.title == "IKU tercapai TW II 2026: 1 dari 9 unit benar-benar berbeda dari sejawatnya"
    assert "Lebih rendah: Dinas Lingkungan Hidup." in visit.text
    rows = visit.page.locator("[data-testid=stTable] tbody tr")
    different = rows.filter(has_not_text="Tidak dapat dibedakan").filter(has_not_text="Data terlalu sedikit")
    assert different.count() == 1
    assert rows.filter(has_text="Tidak dapat dibedakan").count() == 8
    visit.click_to_tab(different.get_by_role("link", name="Dinas Lingkungan Hidup"))
    assert "profil_unit" in visit.page.url
    assert visit.title.startswith("Dinas Lingkungan Hidup: ")
    assert "lebih rendah" in visit.title
    assert visit.clicks <= MOST_CLICKS


def test_find_where_the_chain_from_goal_to_work_is_broken(task: Any) -> None:
    visit = task("/?sebagai=6171&unit=6171")
    visit.menu("Pohon kinerja", "pohon_kinerja")
    assert "94 IKU tidak ditopang satu pun butir hasil kerja" in visit.text
    visit.click(beside(visit, "tidak ditopang satu pun butir hasil kerja"), "cabang=tanpa-hasil-kerja")
    nodes = visit.page.locator("[data-testid=stMarkdown] li")
    assert nodes.filter(has_text="tanpa butir hasil kerja").count() == 94
    visit.page.go_back()
    visit.page.wait_for_function("() => document.body.innerText.includes('Rantai yang putus')")
    assert "cabang=" not in visit.page.url
    assert visit.clicks <= MOST_CLICKS


def test_from_the_work_of_a_person_up_to_the_goal_it_serves(task: Any) -> None:
    visit = task("/pohon_kinerja?sebagai=6171.1.02.8&unit=6171.1.02.8&cabang=PTK-PKM-01~6171.1.02.8")
    work = visit.page.locator("li li li").first
    assert "Sintetis" in work.inner_text()
    above = work.locator("xpath=ancestor::li").first.inner_text()
    assert "Cakupan kunjungan ibu hamil K6" in above
    assert "mendukung Indeks kepuasan layanan puskesmas" in above


def test_a_branch_of_the_tree_is_opened_by_keyboard_alone(task: Any) -> None:
    visit = task("/pohon_kinerja?sebagai=6171&unit=6171")
    visit.page.get_by_role("combobox", name="Cari sasaran atau IKU").focus()
    visit.page.keyboard.type("ibu hamil K6")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("() => location.search.includes('cabang=PTK-PKM-01')")
    visit.settled(visit.page)
    assert "Cakupan kunjungan ibu hamil K6" in visit.text
    assert "Sintetis" in visit.text
