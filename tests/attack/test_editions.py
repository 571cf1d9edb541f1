"""Editions are frozen: changed ones are not served, corrections stand beside them, an unsafe one is refused."""

import datetime as dt
import json
import shutil
from pathlib import Path
from typing import Any

import cities
import duckdb
import pytest
from test_attack import empty  # noqa: F401 - a fixture of this folder

from pipelines import alarms, publish
from pipelines.disclosure import release
from pipelines.paths import Home


@pytest.fixture
def home(sample_home: Path, tmp_path: Path) -> Home:
    """A copy of the published sample, to be spoiled."""
    shutil.copytree(sample_home, tmp_path / "home")
    return Home(tmp_path / "home")


def manifest(folder: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return read


def asked(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(folder / "public.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


def _shown_raised(home: Home) -> str:
    """Change one number that was shown."""
    path = home.editions / "2025.1" / "shown.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    cell = next(cell for cell in said["cells"] if cell["person_count"])
    cell["person_count"] += 5
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
    return "shown.json is not what was released"


def _hidden_shown(home: Home) -> str:
    """Mark a hidden count as shown in what is kept back, and leave what was shown alone."""
    path = home.editions / "2025.1" / "exact.json"
    kept = json.loads(path.read_text(encoding="utf-8"))
    count = next(count for count in kept["counts"] if count[3] and not count[-3])
    count[-3] = True
    path.write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    return "exact.json is not what was released"


def _sum_removed(home: Home) -> str:
    (home.editions / "2025.1" / "sha256").unlink()
    return "sha256"


@pytest.mark.parametrize(
    "spoil", [_shown_raised, *(pytest.param(each, marks=pytest.mark.slow) for each in (_hidden_shown, _sum_removed))]
)
def test_a_changed_edition_is_not_served_and_everything_else_goes_on(spoil: Any, home: Home) -> None:
    before = publish.current(home)
    assert before
    why = spoil(home)
    build = publish.build(home)
    assert publish.current(home) == build.folder != before
    refused = manifest(build.folder)["public"]["refused"]
    assert [why in each["why"] for each in refused] == [True]
    assert (build.folder / "public.duckdb").read_bytes() == (before / "public.duckdb").read_bytes()
    assert manifest(build.folder)["public"]["editions"] == ["2023.1", "2024.1", "2025.1"]
    assert publish.verify(build.folder) == []
    alarms.refresh(home)
    assert "publik-ditolak" in home.alarms.read_text(encoding="utf-8")


def test_a_build_of_the_past_shows_the_editions_of_its_time_and_releases_none(home: Home) -> None:
    current = publish.current(home)
    assert current
    released = asked(current, "select min(released_at) from editions")[0][0]
    kept = sorted(path.name for path in home.editions.iterdir())
    past = publish.build(home, released - dt.timedelta(microseconds=1))
    assert asked(past.folder, "select count(*) from editions") == [(0,)]
    assert asked(past.folder, "select count(*) from appraisal_years") == [(0,)]
    assert asked(past.folder, "select count(*) > 0 from iku_years") == [(True,)]
    assert sorted(path.name for path in home.editions.iterdir()) == kept
    now = publish.build(home)
    assert asked(now.folder, "select edition_id from editions order by all") == [("2023.1",), ("2024.1",), ("2025.1",)]


def test_an_edition_that_cannot_be_made_safe_is_refused_and_the_rest_is_served(
    empty: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    (tmp_path / "out").mkdir()
    with cities.marts_of(cities.city(0, "small"), empty) as con:
        con.execute("update reference.settings set value = '100000' where setting_id = 'suppression_interval'")
        said = release.publish(con, tmp_path / "out", tmp_path / "editions", None, is_now=True)
    assert [each["year"] for each in said["refused"]] == [2024, 2025]
    assert not list(tmp_path.glob("editions/[0-9]*"))
    for table in ("appraisal_years", "skm_years", "training_years", "editions", "earlier_cells", "hidden"):
        assert asked(tmp_path / "out", f"select count(*) from {table}") == [(0,)]
    assert asked(tmp_path / "out", "select count(*) > 0 from units") == [(True,)]


def test_a_correction_is_a_new_edition_and_leaves_the_old_one_as_it_was(empty: Path, tmp_path: Path) -> None:  # noqa: F811
    city, kept = cities.city(1, "small"), tmp_path / "editions"
    corrected = cities.with_movers(city, 1, 12)
    assert cities.released(city, empty, tmp_path / "first", kept)["editions"] == ["2024.1", "2025.1"]
    files = {path: path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    early = cities.released(corrected, empty, tmp_path / "early", kept, cities.AS_OF + dt.timedelta(days=29))
    assert early["editions"] == ["2024.1", "2025.1"], "too soon after the last one"
    later = cities.released(corrected, empty, tmp_path / "later", kept, cities.AS_OF + dt.timedelta(days=30))
    assert later["editions"] == ["2024.1", "2025.2"]
    assert {path: path.read_bytes() for path in files} == files
    assert asked(tmp_path / "later", "select edition_id, is_current from editions order by all") == [
        ("2024.1", True),
        ("2025.1", False),
        ("2025.2", True),
    ]
    assert asked(tmp_path / "later", "select distinct edition_id from appraisal_years where year = 2025") == [
        ("2025.2",)
    ]
    assert asked(tmp_path / "early", "select count(*) from earlier_cells") == [(0,)]
    replaced = asked(
        tmp_path / "later",
        "select unit_id, item, person_count, mean_value, grade from earlier_cells "
        "where edition_id = '2025.1' and table_name = 'skm_years' order by all",
    )
    assert replaced == asked(
        tmp_path / "first",
        "select unit_id, service_name, respondent_count, ikm, ikm_grade from skm_years where year = 2025 order by all",
    )
    assert [row for row in replaced if row[2]], "something was shown"
    assert asked(tmp_path / "later", "select distinct edition_id from earlier_cells") == [("2025.1",)]
    never = "select count(*) from earlier_cells where table_name = 'training_years' and item = 'not_met'"
    assert asked(tmp_path / "later", never) == [(0,)]
