"""A real browser on a real server: started once, on this machine, against the published sample."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serving import served, settle

ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PROJECT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture(scope="session")
def artifacts() -> Path:
    """Where screenshots are kept for a person to look at."""
    folder = Path(os.environ.get("KINERJA_ARTIFACTS") or PROJECT / "artifacts") / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A headless Chromium from the system; closed with its module, because its driver keeps an event loop running."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (uv sync --group ci)")
    found = os.environ.get("KINERJA_CHROMIUM") or next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no Chromium found (looked for {', '.join(NAMES)}; KINERJA_CHROMIUM may name one)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a dashboard serving the sample."""
    with served(sample_home, tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture(scope="module")
def own(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """A dashboard on an installation that may be changed: its address and its folder."""
    folder = tmp_path_factory.mktemp("own")
    shutil.copytree(sample_home, folder / "home")
    with served(folder / "home", folder) as found:
        yield found, folder / "home"


@pytest.fixture
def screen(chromium: Any, address: str) -> Iterator[Any]:
    """Opens a page of the dashboard in a fresh browser session: screen(path, width, scheme) → the settled page."""
    opened = []

    def show(path: str = "/", width: int = 1440, scheme: str = "light") -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 1000}, color_scheme=scheme)
        opened.append(context)
        page = context.new_page()
        page.goto(address + path)
        settle(page)
        return page

    yield show
    for context in opened:
        context.close()


@pytest.fixture
def settled() -> Any:
    """Waits until a page has come to rest."""
    return settle
