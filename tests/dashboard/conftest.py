"""What the tests of the dashboard share: an installation to look at, and a warehouse that forgets between tests."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard import language, warehouse
from dashboard.charts import template


@pytest.fixture(autouse=True)
def _fresh_warehouse(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("KINERJA_TANPA_LOGIN", raising=False)
    monkeypatch.setattr(template, "CHECKED", True)
    language.use("id")
    yield
    for _build, cursor in warehouse._builds.values():
        cursor.connection.close()
    warehouse._builds.clear()
    warehouse._unusable.clear()
    warehouse._pinned.set(None)


@pytest.fixture
def sample(sample_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The published sample, as the installation the dashboard opens."""
    monkeypatch.setenv("KINERJA_HOME", str(sample_home))
    return sample_home


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installation of the test's own, with nothing published yet."""
    monkeypatch.setenv("KINERJA_HOME", str(tmp_path))
    return tmp_path
