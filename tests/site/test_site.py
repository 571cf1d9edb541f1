"""The static site: the app's own words, valid, light, without scripts, put in place at once, the same each time."""

import base64
import gzip
import hashlib
import html
import os
import re
import resource
import shutil
import signal
import threading
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from justhtml import JustHTML
from publishing import ADDRESS, published

from dashboard import language, warehouse
from dashboard.public import content, house, place, promises, sheets
from dashboard.public import site as writer
from dashboard.public.blocks import Promise

LIMIT = 200_000


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def errors(text: str) -> list[str]:
    """Return what the HTML standard calls parse errors in a page."""
    return [str(error) for error in JustHTML(text, collect_errors=True, sanitize=False).errors]


def test_every_page_is_valid_html(site: Path) -> None:
    assert len(pages(site)) > 60
    assert {str(page): found for page in pages(site) if (found := errors(page.read_text(encoding="utf-8")))} == {}


def test_the_html_check_can_fail() -> None:
    """The negative control."""
    good = "<!doctype html><html lang=id><head><title>x</title></head><body><p>x</p></body></html>"
    assert not errors(good)
    assert not errors(good.replace("</p>", "")), "the end tag of a paragraph may be left out"
    assert errors(good.replace("<p>x</p>", "<p><b>x</p></b>"))
    assert errors(good.replace("<!doctype html>", ""))


def test_ids_are_unique_and_every_way_leads_somewhere(site: Path) -> None:
    ids = {}
    for page in pages(site):
        found = re.findall(r'\bid="([^"]+)"', page.read_text(encoding="utf-8"))
        assert [name for name, count in Counter(found).items() if count > 1] == [], page
        ids[page.resolve()] = set(found)
    for page in pages(site):
        for way in re.findall(r'(?:href|src)="([^"]+)"', page.read_text(encoding="utf-8")):
            parts = urlsplit(html.unescape(way))
            if parts.scheme or page.name == "404.html":
                continue
            target = (page.parent / parts.path).resolve() if parts.path else page.resolve()
            assert target.exists(), f"{page}: {way}"
            assert not parts.fragment or parts.fragment in ids[target], f"{page}: {way}"


def test_headings_go_down_one_step_at_a_time(site: Path) -> None:
    for page in pages(site):
        steps = [int(step) for step in re.findall(r"<h([1-6])", page.read_text(encoding="utf-8"))]
        assert steps[0] == 1
        assert steps.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(steps)), page


def test_a_page_is_light(site: Path, figure: Callable[[str], None]) -> None:
    sizes = {page.name: len(gzip.compress(page.read_bytes())) for page in pages(site)}
    heaviest = max(sizes, key=lambda name: sizes[name])
    figure(
        f"heaviest public page: {heaviest}, {sizes[heaviest] / 1000:.1f} kB compressed of {LIMIT / 1000:.0f} allowed"
    )
    assert sizes[heaviest] <= LIMIT


def test_one_own_script_is_run_and_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    for page in pages(site):
        text = page.read_text(encoding="utf-8")
        scripts = re.findall(r"<script[^>]*>.*?</script>", text, re.DOTALL)
        own = f'<script src="{"../" * (len(page.relative_to(site).parts) - 1)}grafik.js" defer></script>'
        assert scripts == ([own] if "<svg" in text else []), page
        assert not re.search(r"\son\w+=", text)
        assert " style=" not in text
        policy = html.unescape(re.findall(r'Content-Security-Policy" content="([^"]+)"', text)[0])
        style = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)[0]
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert policy == (
            f"default-src 'none'; style-src 'sha256-{digest}'; script-src 'self'; img-src 'self'; base-uri 'none'; "
            "form-action 'none'"
        )
        assert "url(" not in style
        assert "@import" not in style
        loaded = re.findall(r"<(?:img|iframe|source|object|embed)\b[^>]*", text)
        assert loaded == []


def test_the_script_is_small_and_asks_for_nothing(site: Path) -> None:
    text = (site / "grafik.js").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 120
    forbidden = (
        r"\b(eval|Function|fetch|XMLHttpRequest|import|innerHTML|document\.write|cookie|localStorage|\.style)\b|https?:"
    )
    assert re.findall(forbidden, text) == []
    assert re.findall(forbidden, "a.innerHTML = eval(b)") == ["innerHTML", "eval"], "the look finds what it looks for"


def test_each_year_of_a_chart_says_the_row_of_its_table(site: Path, cursor: warehouse.Cursor) -> None:
    language.use("id")
    seen = 0
    for spot in content.places(cursor, house.House()):
        text = html.unescape((site / f"{spot.name}.html").read_text(encoding="utf-8"))
        for block in (block for section in spot.make().sections for block in section.blocks):
            if isinstance(block, Promise):
                article = text.split(f'<article id="{sheets.fragment(block.code)}">')[1].split("</article>")[0]
                told = re.findall(r'<g class="point"><title>([^<]+)</title>', article)
                assert len(told) == len(block.points)
                for words, (year, target, _result, _share, status) in zip(told, block.past.rows[-5:], strict=True):
                    assert words.startswith(f"{year}: ")
                    assert words.endswith(f", target {target} · {status}")
                    seen += 1
    assert seen > 60


def test_the_site_says_what_the_app_says(site: Path, cursor: warehouse.Cursor) -> None:
    for code, prefix in sheets.PREFIX.items():
        language.use(code)
        for spot in content.places(cursor, house.House()):
            page = spot.make()
            text = html.unescape((site / f"{prefix}{spot.name}.html").read_text(encoding="utf-8"))
            assert f'<html lang="{code}">' in text
            assert page.title in text
            assert page.second in text
            for section in page.sections:
                assert section.title in text
                for block in section.blocks:
                    if isinstance(block, Promise):
                        assert block.sentence in text
                        assert block.description in text
                        assert all(cell in text for row in block.past.rows for cell in row)
                        card = html.unescape((site / f"{prefix}kartu/{sheets.fragment(block.code)}.html").read_text())
                        assert block.sentence in card


def test_a_preview_a_site_map_and_the_other_language_are_named(site: Path) -> None:
    text = (site / "tema-kesehatan.html").read_text(encoding="utf-8")
    assert f'<meta property="og:image" content="{ADDRESS}/preview-id.png">' in text
    assert f'hreflang="en" href="{ADDRESS}/en/tema-kesehatan.html"' in text
    assert f'hreflang="x-default" href="{ADDRESS}/tema-kesehatan.html"' in text
    assert '<h3 lang="id">Cakupan imunisasi dasar lengkap</h3>' in (site / "en" / "tema-kesehatan.html").read_text()
    assert (site / "preview-id.png").read_bytes().startswith(b"\x89PNG")
    named = re.findall(r"<loc>([^<]+)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8"))
    assert f"{ADDRESS}/en/layanan.html" in named
    assert all((site / address.removeprefix(f"{ADDRESS}/")).is_file() for address in named)
    assert f'href="{ADDRESS}/"' in (site / "404.html").read_text(encoding="utf-8")
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in (site / "robots.txt").read_text(encoding="utf-8")


def test_the_same_build_gives_the_same_bytes(site: Path, sample_home: Path, tmp_path: Path) -> None:
    assert published(sample_home, tmp_path / "again", "--address", ADDRESS).returncode == 0
    first, second = (
        {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        for folder in (site, tmp_path / "again")
    )
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_only_what_was_written_is_there_and_nothing_stays_beside_it(sample_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    (tmp_path / ".site.new" / "left").mkdir(parents=True)
    assert published(sample_home, folder).returncode == 0
    (folder / "old.html").write_text("of yesterday")
    done = published(sample_home, folder)
    assert done.returncode == 0
    assert "Situs tertulis" in done.stdout
    assert not (folder / "old.html").exists()
    assert not (folder / "sitemap.xml").exists(), "without an address there is no map"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    inside = [folder, *folder.rglob("*")]
    closed = [path.name for path in inside if path.stat().st_mode & 0o777 != (0o755 if path.is_dir() else 0o644)]
    assert closed == [], "a web server may read all of it"


def test_a_folder_of_something_else_is_left_alone(sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    done = published(sample_home, tmp_path)
    assert done.returncode == 1
    assert "berisi hal lain" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_history_inside_a_site_is_never_replaced(sample_home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    assert published(sample_home, folder).returncode == 0
    (folder / ".git").mkdir()
    done = published(sample_home, folder)
    assert done.returncode == 1
    assert "berisi hal lain" in done.stderr
    assert (folder / ".git").is_dir()


def test_a_place_that_cannot_be_written_is_told_in_words(sample_home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    done = published(sample_home, tmp_path / "file" / "site")
    assert done.returncode == 1
    assert "tidak dapat ditulis: sebagian jalannya bukan folder" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_disk_that_fills_leaves_the_old_site_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "site"
    place.put({place.MARK: b"old"}, target)
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, limit[1]))  # the system itself refuses to write on
    try:
        with pytest.raises(OSError, match="File too large"):
            place.put({place.MARK: b"new", "a/large.html": b"x" * 2000}, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, handler)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (target / place.MARK).read_bytes() == b"old"


def test_a_public_file_of_another_version_is_told_in_words(sample_home: Path, tmp_path: Path) -> None:
    build = (sample_home / "published" / "current").read_text().strip()
    (tmp_path / "home/published" / build).mkdir(parents=True)
    (tmp_path / "home/published/current").write_text(build)
    file = shutil.copy(sample_home / "published" / build / "public.duckdb", tmp_path / "home/published" / build)
    Path(file).chmod(0o600)
    with duckdb.connect(file) as con:
        con.execute("alter table updates drop column next_due_date")
    done = published(tmp_path / "home", tmp_path / "site")
    assert done.returncode == 1
    assert f"Berkas publik {build} ditulis Kinerja" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "site").exists()


def test_without_a_public_file_nothing_is_written_and_the_next_step_is_named(tmp_path: Path) -> None:
    done = published(tmp_path / "home", tmp_path / "site")
    assert done.returncode == 1
    assert "kinerja build" in done.stderr
    assert not (tmp_path / "site").exists()


def test_an_odd_address_is_refused(sample_home: Path, tmp_path: Path) -> None:
    done = published(sample_home, tmp_path / "site", "--address", "javascript:alert(1)")
    assert done.returncode == 1
    assert "publik.toml: address" in done.stderr


def test_the_site_is_written_where_no_internal_file_is(site: Path, sample_home: Path, tmp_path: Path) -> None:
    build = (sample_home / "published" / "current").read_text().strip()
    (tmp_path / "home/published" / build).mkdir(parents=True)
    (tmp_path / "home/published/current").write_text(build)
    shutil.copy(sample_home / "published" / build / "public.duckdb", tmp_path / "home/published" / build)
    assert published(tmp_path / "home", tmp_path / "site", "--address", ADDRESS).returncode == 0
    assert (tmp_path / "site/index.html").read_bytes() == (site / "index.html").read_bytes()


def test_a_reader_sees_one_whole_site_at_every_moment(tmp_path: Path) -> None:
    target = tmp_path / "site"
    versions = [{place.MARK: b"%d" % n, "a/index.html": b"%d" % n, "b/index.html": b"%d" % n} for n in range(200)]
    place.put(versions[0], target)
    torn: list[object] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            folder = None
            try:
                folder = os.open(target, os.O_RDONLY)
                seen = {read_at(folder, name) for name in ("a/index.html", "b/index.html")}
                if len(seen) != 1:
                    torn.append(seen)
            except FileNotFoundError as error:
                if folder is None:
                    torn.append(str(error))  # no site at all; files of a site already replaced may go
            finally:
                if folder is not None:
                    os.close(folder)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for version in versions[1:]:
        place.put(version, target)
    done.set()
    for reader in readers:
        reader.join()
    assert torn == []
    assert (target / "a/index.html").read_bytes() == b"199"


def read_at(folder: int, name: str) -> bytes:
    descriptor = os.open(name, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(descriptor, 100)
    finally:
        os.close(descriptor)


@pytest.mark.parametrize(
    ("code", "way"),
    [("PTK-KES-01-6171.1.02", "PTK-KES-01-6171.1.02"), ("../../x", None), ("a b", None), ("a/b", None), ("", None)],
)
def test_a_code_can_never_leave_its_folder(code: str, way: str | None) -> None:
    made = sheets.fragment(code)
    assert re.fullmatch(r"[A-Za-z0-9.-]+", made) or not code
    assert "/" not in made
    assert not made.startswith(".")
    assert way is None or made == way


def test_two_themes_never_share_a_page() -> None:
    themes = ["", "lainnya", "a b", "a-b", "A B", "a  b", "ékonomi", "ekonomi", "Ekonomi"]
    made = [promises.address(theme) for theme in themes]
    assert len({*made}) == len(themes)
    assert all(re.fullmatch(r"tema-[a-z0-9-]+", name) for name in made)
    assert promises.address("kesehatan") == "tema-kesehatan"


def test_words_from_files_stay_words(cursor: warehouse.Cursor, monkeypatch: pytest.MonkeyPatch) -> None:
    hostile = '<script>alert(1)</script>"&'
    real = promises.sentence
    monkeypatch.setattr(promises, "sentence", lambda row: real(row) + hostile)
    files = writer.files(cursor, house.House())
    text = files["tema-kesehatan.html"].decode()
    assert "<script>" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34;&amp;" in text
