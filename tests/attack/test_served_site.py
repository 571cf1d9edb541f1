"""The attacker at the site: what can be downloaded tells no more than the public file does, and not enough."""

import csv
import io
from pathlib import Path

import attacker
import cities
import duckdb
import pytest
from attacker import HEADER, Bounds
from test_attack import empty  # noqa: F401 - a fixture of this folder

from dashboard import warehouse
from dashboard.public import house, site

CODES = {"units": "types = {'unit_id': 'VARCHAR', 'parent_id': 'VARCHAR'}"}
TABLES = ("units", "settings", "appraisal_years", "skm_years", "training_years")


def served(folder: Path) -> dict[str, bytes]:
    """Return what the site of a release serves, by path."""
    opened = warehouse.read(folder / "public.duckdb", warehouse.PUBLIC)
    assert opened
    _build, cursor = opened
    files = dict(site.files(cursor, house.House()))
    cursor.connection.close()
    return files


def downloaded(files: dict[str, bytes], path: Path, ending: str) -> Path:
    """Return a file of the tables as someone has them who only downloaded."""
    with duckdb.connect(str(path)) as con:
        for name in TABLES:
            copy = path.with_name(f"{name}.{ending}")
            copy.write_bytes(files[f"data/{name}.{ending}"])
            kinds = f", {CODES[name]}" if name in CODES else ""
            read = f"read_csv(?, header = true, nullstr = ''{kinds})" if ending == "csv" else "read_parquet(?)"
            con.execute(f"create table {name} as select * from {read}", [str(copy)])
    return path


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_downloads_tell_what_the_public_file_tells(ending: str, empty: Path, tmp_path: Path) -> None:  # noqa: F811
    city = cities.city(3, "small")
    assert cities.released(city, empty, tmp_path / "one", tmp_path / "editions")["refused"] == []
    files = served(tmp_path / "one")
    known = attacker.read(tmp_path / "one" / "public.duckdb")
    theirs = attacker.read(downloaded(files, tmp_path / f"{ending}.duckdb", ending))
    for part in ("shown", "hidden", "means", "percents", "grades", "base", "least"):
        assert getattr(theirs, part) == getattr(known, part), part
    assert {str(unit): above for unit, above in theirs.parent.items()} == known.parent
    assert known.hidden


@pytest.mark.parametrize("seed", [0, 1])
def test_what_the_site_serves_is_not_enough(seed: int, empty: Path, tmp_path: Path) -> None:  # noqa: F811
    city = cities.city(seed, "small")
    assert cities.released(city, empty, tmp_path / "one", tmp_path / "editions")["refused"] == []
    theirs = attacker.read(downloaded(served(tmp_path / "one"), tmp_path / "site.duckdb", "parquet"))
    alone = Bounds([theirs], [city.truth()], movers=0)
    found = [attacker.bounds_attack("bounds, site", alone, [0]), attacker.nullspace_attack(alone, 0)]
    print("\n".join([f"site of small city, seed {seed}", HEADER, *(outcome.line() for outcome in found)]))
    assert found[0].sensitive > 20
    assert [outcome for outcome in found if outcome.exact] == []
    assert found[0].narrowest >= found[0].promised


def test_pages_hold_no_count_of_persons_that_the_tables_hide(empty: Path, tmp_path: Path) -> None:  # noqa: F811
    city = cities.city(0, "small")
    assert cities.released(city, empty, tmp_path / "one", tmp_path / "editions")["refused"] == []
    files = served(tmp_path / "one")
    rows = list(csv.DictReader(io.StringIO(files["data/skm_years.csv"].decode())))
    hidden = [row for row in rows if not row["respondent_count"]]
    shown = files["layanan.html"].decode()
    assert hidden
    assert all(int(row["respondent_count"]) % 5 == 0 for row in rows if row["respondent_count"])
    assert "sekitar" in shown
    for row in hidden:
        assert row["ikm"] == row["ikm_grade"] == ""


def test_a_site_of_exact_numbers_would_be_broken(tmp_path: Path) -> None:
    """The negative control: the same attack on tables that only hide small counts finds many out."""
    city = cities.city(0, "middle")
    cities.badly_released(city, tmp_path / "bad.duckdb", base=1, least=10)
    bounds = Bounds([attacker.read(tmp_path / "bad.duckdb")], [city.truth()])
    found = attacker.bounds_attack("bounds", bounds, [0])
    assert found.exact > found.sensitive / 10
