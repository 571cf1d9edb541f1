"""A small load on the static site, served by a plain file server: no errors, and numbers to look at."""

import functools
import gzip
import http.client
import http.server
import random
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

pytestmark = [pytest.mark.slow, pytest.mark.alone]
READERS, SECONDS = 20, 8.0


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, keeps connections open, says nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep silent."""


@pytest.fixture
def port(site: Path) -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_many_readers_at_once_get_every_page(site: Path, port: int, figure: Callable[[str], None]) -> None:
    pages = {f"/{path.relative_to(site)}": path.stat().st_size for path in site.rglob("*.html")}
    until = time.monotonic() + SECONDS
    took: list[float] = []
    wrong: list[tuple[str, int, int]] = []

    def read(seed: int) -> None:
        draw = random.Random(seed)
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        while time.monotonic() < until:
            path = draw.choice(list(pages))
            started = time.monotonic()
            line.request("GET", path)
            answer = line.getresponse()
            size = len(answer.read())
            took.append(time.monotonic() - started)
            if answer.status != 200 or size != pages[path]:
                wrong.append((path, answer.status, size))
        line.close()

    readers = [threading.Thread(target=read, args=(seed,)) for seed in range(READERS)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    packed = sorted(len(gzip.compress((site / path[1:]).read_bytes())) for path in pages)
    late = sorted(took)[int(len(took) * 0.95)]
    figure(
        f"static site, {READERS} readers, {SECONDS:.0f} s, one Python file server: {len(took) / SECONDS:.0f} pages/s, "
        f"median {median(took) * 1000:.0f} ms, 95 % {late * 1000:.0f} ms, {len(wrong)} errors; "
        f"a page is {packed[len(packed) // 2] / 1000:.1f} kB compressed, the largest {packed[-1] / 1000:.1f} kB"
    )
    assert wrong == []
    assert len(took) > len(pages)
