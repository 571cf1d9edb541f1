"""`kinerja demo` from nothing to a rendered Ringkasan in a real browser, in four widths and themes."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
Started = tuple[subprocess.Popen[bytes], str, float]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Started]:
    """A demo started in an empty home: the program, its address, the moment it started."""
    home = tmp_path_factory.mktemp("demo")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = time.monotonic()
    command = [str(Path(sys.executable).parent / "kinerja"), "--home", str(home), "demo", "--port", str(port)]
    with (
        (home / "log.txt").open("w") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | {"KINERJA_HOME": str(home)}) as program,
    ):
        yield program, f"http://127.0.0.1:{port}", started
        program.terminate()


def test_the_demo_reaches_a_rendered_ringkasan(
    demo: Started, chromium: Any, settled: Any, artifacts: Path, figure: Callable[[str], None]
) -> None:
    program, address, started = demo
    page = chromium.new_context(viewport={"width": 1440, "height": 1000}).new_page()
    while True:
        try:
            page.goto(address)
            break
        except Exception:  # noqa: BLE001 - the server is not up yet; anything else fails below
            assert program.poll() is None, "the demo ended before it answered"
            assert time.monotonic() - started < 300, "the demo never answered"
            time.sleep(0.2)
    page.get_by_text("Data sintetis").first.wait_for(timeout=120_000)
    settled(page)
    took = time.monotonic() - started
    figure(f"kinerja demo → Ringkasan on screen: {took:.1f} s")
    body = page.inner_text("body")
    assert "Data sintetis" in body
    assert "IKU yang dapat dinilai" in page.locator("h1").first.inner_text()
    assert page.locator(".js-plotly-plot .main-svg").count() > 0
    page.screenshot(path=artifacts / "demo-ringkasan.png")
    page.context.close()
