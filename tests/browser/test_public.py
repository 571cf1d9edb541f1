"""The public pages in a real browser, from a program of its own that has the public file and nothing else."""

import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import duckdb
import pytest
from serving import settle, wait_for
from test_screens import violations

pytestmark = pytest.mark.browser
PAGES = {"publik": "/", "publik-tema": "/tema-pelayanan", "publik-layanan": "/layanan", "publik-tentang": "/tentang"}
NAME = "kinerja.contoh.go.id"
Served = tuple[str, int, Path]


@pytest.fixture(scope="module")
def served(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The address, process and home of `kinerja dashboard --public` where no internal file exists."""
    home = tmp_path_factory.mktemp("public")
    build = (sample_home / "published" / "current").read_text().strip()
    (home / "published" / build).mkdir(parents=True)
    (home / "published" / "current").write_text(build)
    shutil.copyfile(sample_home / "published" / build / "public.duckdb", home / "published" / build / "public.duckdb")
    (home / "publik.toml").write_text(f'address = "https://{NAME}/"')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = home / "log.txt"
    command = [str(Path(sys.executable).parent / "kinerja"), "--home", str(home), "dashboard", "--public"]
    with log.open("w") as output:
        server = subprocess.Popen([*command, "--port", str(port)], stdout=output, stderr=output)
        try:
            wait_for(f"http://127.0.0.1:{port}/_stcore/health", server, log)
            yield f"http://127.0.0.1:{port}", server.pid, home
        finally:
            server.terminate()
            server.wait(timeout=20)


def opened(chromium: Any, address: str, width: int = 390, scheme: str = "light") -> Any:
    page = chromium.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme).new_page()
    page.goto(address)
    settle(page)
    return page


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
@pytest.mark.parametrize("name", PAGES)
def test_a_public_page_is_whole_and_open_to_everyone(
    name: str, width: int, scheme: str, served: Served, chromium: Any, artifacts: Path
) -> None:
    page = opened(chromium, served[0] + PAGES[name], width, scheme)
    page.screenshot(path=artifacts / f"{name}-{width}-{scheme}.png")
    parts = "[document.documentElement, document.querySelector('[data-testid=stMain]')]"
    assert page.evaluate(f"() => Math.max(...{parts}.map(part => part.scrollWidth))") <= width
    assert "Data sintetis" in page.inner_text("body")
    assert not violations(page)
    page.context.close()


def test_the_address_of_no_page_opens_the_nearest_one_and_says_so(served: Served, chromium: Any) -> None:
    page = opened(chromium, served[0] + "/tentang-kami")
    assert page.url.split("?")[0].endswith("/tentang")
    assert "Halaman pada alamat tidak ada" in page.inner_text("body")
    assert page.get_by_role("dialog").count() == 0
    page.context.close()


def test_the_program_has_opened_the_public_file_and_no_other(served: Served, chromium: Any) -> None:
    address, program, home = served
    opened(chromium, address).context.close()
    links = Path(f"/proc/{program}/fd").iterdir()
    files = [str(link.readlink()) for link in links if link.exists()]
    assert [Path(file).name for file in files if file.endswith(".duckdb")] == ["public.duckdb"]
    assert not [file for file in files if file.startswith(str(home)) and not file.endswith((".duckdb", "log.txt"))]


def test_nothing_about_a_person_is_in_the_traffic(served: Served, chromium: Any, sample_home: Path) -> None:
    folder = sample_home / "published" / (sample_home / "published" / "current").read_text().strip()
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        rows = con.execute("select distinct nip, employee_name from marts.employee_periods").fetchall()
    secrets = {str(value) for row in rows for value in row if value}
    page = chromium.new_context().new_page()
    frames: list[str] = []
    keep = frames.append
    page.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived",
            lambda data: keep(data.decode("utf-8", "replace") if isinstance(data, bytes) else data),
        ),
    )
    for address in ("/", "/tema-pelayanan", "/layanan", "/data", "/tentang", "/?bahasa=en"):
        page.goto(served[0] + address)
        settle(page)
    traffic = "\n".join(frames)
    assert "Persentase kepemilikan KTP elektronik" in traffic
    assert len(secrets) > 1000
    assert not [secret for secret in secrets if secret in traffic]
    page.context.close()


@pytest.mark.parametrize(("host", "is_let_in"), [(NAME, True), ("lain.contoh.com", False)])
def test_behind_another_server_only_its_own_name_is_answered(host: str, is_let_in: bool, served: Served) -> None:
    """The opening of a session as a server in front of this one hands it on."""
    port = urlsplit(served[0]).port
    lines = [
        "GET /_stcore/stream HTTP/1.1",
        f"Host: {host}",
        f"Origin: https://{host}",
        *("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13"),
        *("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Protocol: streamlit", "", ""),
    ]
    with socket.create_connection(("127.0.0.1", port), timeout=30) as line:
        line.sendall("\r\n".join(lines).encode())
        answer = line.recv(100).decode("latin-1")
    assert answer.startswith("HTTP/1.1 101" if is_let_in else "HTTP/1.1 403"), answer
