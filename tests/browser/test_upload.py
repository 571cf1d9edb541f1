"""Muat berkas in a real browser: seen before it is taken, taken once confirmed, withdrawn again; others cannot."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from conftest import settle

pytestmark = pytest.mark.browser

HEADERS = "kode_iku;kode_unit;periode;target;realisasi;status_data"
GOOD = "PTK-KES-01;6171.1.02;2026-TW3;90;91,5;final"
BAD = "PTK-KES-02;6171.1.02;2026-TW3;90;sembilan puluh;final"
STEWARD = "/mutu_data?peran=pengelola_data"


def file(name: str, *rows: str) -> dict[str, Any]:
    return {"name": name, "mimeType": "text/csv", "buffer": "\n".join([HEADERS, *rows, ""]).encode()}


@pytest.fixture
def steward(chromium: Any, own: tuple[str, Path]) -> Iterator[Any]:
    """Mutu data as the data steward sees it."""
    context = chromium.new_context(viewport={"width": 1440, "height": 1400})
    page = context.new_page()
    page.goto(own[0] + STEWARD)
    settle(page)
    yield page
    context.close()


def chosen(page: Any, *files: dict[str, Any]) -> None:
    """Put files into the uploader and wait until they have been looked at."""
    page.set_input_files("input[type=file]", list(files))
    page.get_by_role("button", name=re.compile("^(Muat \\d+ berkas|Tidak ada yang dapat dimuat)$")).wait_for()
    settle(page)


def confirmed(page: Any) -> None:
    page.get_by_text("Berkas ini data buatan").click()
    settle(page)
    page.get_by_role("button", name=re.compile("^Muat \\d+ berkas$")).click()


def loads(home: Path) -> list[tuple[str, bool]]:
    """Return the loads in the store: name, and whether each is withdrawn."""
    with duckdb.connect(str(home / "store.duckdb"), read_only=True) as store:
        rows = store.execute("select file_name, withdrawn_at is not null from raw.loads order by loaded_at").fetchall()
    return [(name, withdrawn) for name, withdrawn in rows]


def pointer(home: Path) -> str:
    return (home / "published" / "current").read_text()


def test_a_file_is_seen_then_taken_then_withdrawn(steward: Any, own: tuple[str, Path], artifacts: Path) -> None:
    before, build = loads(own[1]), pointer(own[1])
    chosen(steward, file("capaian TW3.csv", GOOD, BAD))
    text = steward.inner_text("body")
    assert "2 baris dibaca: 1 akan dimuat, 1 ditahan" in text
    assert "baris 3, kolom E realisasi" in text
    assert "sembilan puluh" in text
    assert "Isi sel bukan angka" in text
    steward.get_by_text("Pemetaan kolom: 6 dipakai").click()
    steward.get_by_text("Pembilang").first.wait_for(state="detached")
    steward.screenshot(path=artifacts / "unggah-pratinjau.png")
    assert loads(own[1]) == before, "nothing is taken before it is confirmed"
    assert pointer(own[1]) == build
    assert steward.get_by_role("button", name="Muat 1 berkas").is_disabled(), "synthetic data take no other data"

    confirmed(steward)
    steward.get_by_text("Data baru sudah terbit").wait_for(timeout=90_000)
    settle(steward)
    text = steward.inner_text("body")
    assert "2 baris dibaca: 1 dimuat, 1 ditahan" in text
    assert pointer(own[1]) != build
    assert pointer(own[1]) in text, "the page shows the new build without a restart"
    assert "Data sintetis" in text
    assert loads(own[1]) == [*before, ("capaian TW3.csv", False)]
    steward.screenshot(path=artifacts / "unggah-hasil.png")

    steward.get_by_role("button", name="Tutup").click()
    steward.get_by_text("Data baru sudah terbit").wait_for(state="detached")
    settle(steward)
    steward.get_by_role("combobox", name="Muatan", exact=True).click()
    steward.keyboard.type("capaian TW3")
    steward.keyboard.press("Enter")
    steward.get_by_role("button", name="Tarik muatan ini").wait_for()
    settle(steward)
    with steward.expect_download() as got:
        steward.get_by_role("button", name=re.compile("Unduh daftar perbaikan \\(1 baris\\)")).click()
    assert Path(got.value.path()).read_bytes()[:2] == b"PK"
    steward.get_by_role("button", name="Tarik muatan ini").click()
    steward.get_by_role("button", name="Ya, tarik").click()
    steward.get_by_text("capaian TW3.csv ditarik").wait_for(timeout=90_000)
    settle(steward)
    assert loads(own[1]) == [*before, ("capaian TW3.csv", True)]
    assert pointer(own[1]) in steward.inner_text("body")


def test_leaving_a_file_leaves_no_trace(steward: Any, own: tuple[str, Path]) -> None:
    before = loads(own[1])
    chosen(steward, file("batal.csv", GOOD.replace("TW3", "TW4")))
    steward.get_by_role("button", name="Batal", exact=True).click()
    steward.get_by_text("batal.csv").first.wait_for(state="detached")
    assert loads(own[1]) == before


def test_a_hostile_name_and_hostile_bytes_are_shown_as_they_are(steward: Any) -> None:
    steward.on("dialog", lambda dialog: pytest.fail(f"a script ran: {dialog.message}"))
    row = "<script>alert(2)</script>;6171.1.02;2026-TW3;90;<img src=x onerror=alert(3)>;final"
    chosen(steward, file("<img src=x onerror=alert(1)>.csv", row), file("rusak.xlsx") | {"buffer": b"PK\x03\x04" * 50})
    text = steward.inner_text("body")
    assert "<img src=x onerror=alert(1)>.csv" in text
    assert "<img src=x onerror=alert(3)>" in text
    assert "Tidak dapat dimuat" in text
    assert steward.locator("img[src='x']").count() == 0


@pytest.mark.parametrize("role", ["kepala", "publik", "pegawai", "perencana"])
def test_nobody_else_finds_an_uploader(role: str, chromium: Any, own: tuple[str, Path]) -> None:
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{own[0]}/mutu_data?peran={role}")
    settle(page)
    assert page.locator("input[type=file]").count() == 0
    assert "Muat berkas" not in page.inner_text("body")
    context.close()


def test_a_store_held_by_another_program_is_named_and_the_files_stay(steward: Any, own: tuple[str, Path]) -> None:
    hold = "import duckdb, sys; con = duckdb.connect(sys.argv[1]); print('held', flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", hold, str(own[1] / "store.duckdb")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        chosen(steward, file("sibuk.csv", GOOD.replace("TW3", "TW4")))
        confirmed(steward)
        steward.get_by_text(f"nomor proses {holder.pid}").wait_for(timeout=30_000)
        settle(steward)
        assert "sibuk.csv" in steward.inner_text("body")
        assert steward.get_by_role("button", name="Muat 1 berkas").count() == 1
        holder.communicate()
