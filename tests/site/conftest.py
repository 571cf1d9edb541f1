"""The site of the published sample, written once as the command writes it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from publishing import ADDRESS, published

from dashboard import language, warehouse


@pytest.fixture(scope="session")
def site(sample_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("published") / "site"
    done = published(sample_home, folder, "--address", ADDRESS)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def cursor(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[warehouse.Cursor]:
    """The public file of the sample, opened as the pages do."""
    monkeypatch.setenv("KINERJA_HOME", str(sample_home))
    language.use("id")
    assert warehouse.pin(warehouse.PUBLIC)
    yield warehouse.cursor()
    for _build, opened in warehouse._builds.values():
        opened.connection.close()
    warehouse._builds.clear()
    warehouse._pinned.set(None)
