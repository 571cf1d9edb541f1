"""Open data: every table as it is in the public file, described in full, valid to the tools of those formats."""

import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from rdflib import DCAT, DCTERMS, RDF, Graph, Namespace

from dashboard import warehouse
from dashboard.public import open_data, tables

FRICTIONLESS = str(Path(sys.executable).parent / "frictionless")
SATU_DATA = ("konsep", "definisi", "klasifikasi", "ukuran", "satuan")


def package(site: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((site / open_data.PACKAGE).read_text(encoding="utf-8"))
    return read


def verdict(folder: Path) -> tuple[int, str]:
    command = [FRICTIONLESS, "validate", "datapackage.json", "--json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def test_the_package_is_valid_to_frictionless(site: Path) -> None:
    code, said = verdict(site / "data")
    assert code == 0, said
    assert json.loads(said)["valid"] is True
    assert json.loads(said)["stats"]["tasks"] == len(package(site)["resources"]) >= 15


@pytest.mark.parametrize(("old", "new"), [("81.0", "82.0"), ("\n", "\nx"), ("2025", "duaribu"), ("iku_id", "kode")])
def test_a_changed_file_is_seen_by_frictionless(old: str, new: str, site: Path, tmp_path: Path) -> None:
    """The negative control."""
    shutil.copytree(site / "data", tmp_path / "data")
    file = tmp_path / "data" / "iku_years.csv"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert verdict(tmp_path / "data")[0] == 1


def test_csv_and_parquet_hold_what_the_public_file_holds(site: Path, cursor: warehouse.Cursor) -> None:
    names = tables.names(cursor)
    assert {path.stem for path in (site / "data").glob("*.csv")} == set(names)
    for name in names:
        known = tables.rows(cursor, name)
        assert pl.read_parquet(site / f"data/{name}.parquet").equals(known)
        text = pl.read_csv(site / f"data/{name}.csv", infer_schema=False)
        assert text.columns == known.columns
        assert text.height == known.height
        for column, kind in known.schema.items():
            if kind in (pl.Int64, pl.Float64):
                assert text[column].cast(kind).to_list() == known[column].to_list(), f"{name}.{column}"


def test_every_column_says_its_five_fields(site: Path, cursor: warehouse.Cursor) -> None:
    for resource in package(site)["resources"]:
        assert resource["description"].startswith("One row")
        for field in resource["schema"]["fields"]:
            assert set(SATU_DATA) <= set(field)
            assert field["konsep"]
            assert field["definisi"]
            assert field["description"], field["name"]
    meanings = set(tables.rows(cursor, "columns")["column_name"])
    used = {column for name in tables.names(cursor) for column in tables.rows(cursor, name).columns}
    assert meanings == used, "a column without a meaning, or a meaning without a column"


def test_the_keys_named_are_keys(cursor: warehouse.Cursor) -> None:
    for name, columns in open_data.KEYS.items():
        rows = tables.rows(cursor, name)
        assert rows.height
        assert rows.select(columns).n_unique() == rows.height, name


def test_checksums_fit_the_files(site: Path) -> None:
    lines = (site / open_data.SUMS).read_text(encoding="utf-8").splitlines()
    named = dict(reversed(line.split("  ")) for line in lines)
    files = {path.name for path in (site / "data").iterdir()} - {"sha256sums.txt"}
    assert named.keys() == files
    for name, digest in named.items():
        assert hashlib.sha256((site / "data" / name).read_bytes()).hexdigest() == digest
    for resource in package(site)["resources"]:
        for file in (resource, *resource["alternates"]):
            assert file["hash"] == f"sha256:{named[file['path']]}"
            assert file["bytes"] == (site / "data" / file["path"]).stat().st_size


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_catalogue_is_read_as_dcat(site: Path) -> None:
    graph = Graph().parse(site / open_data.CATALOGUE, format="json-ld")
    satudata, spdx = Namespace("urn:satu-data-indonesia:"), Namespace("http://spdx.org/rdf/terms#")
    count = len(package(site)["resources"])
    assert len(list(graph.subjects(RDF.type, DCAT.Catalog))) == 1
    datasets = list(graph.subjects(RDF.type, DCAT.Dataset))
    assert len(datasets) == count
    for dataset in datasets:
        for wanted in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCTERMS.license, DCAT.contactPoint):
            assert list(graph.objects(dataset, wanted)), wanted
        assert len(list(graph.objects(dataset, DCAT.distribution))) == 2
    addresses = {str(address).rpartition("/")[2] for address in graph.objects(None, DCAT.downloadURL)}
    assert addresses == {path.name for path in (site / "data").iterdir() if path.suffix in {".csv", ".parquet"}}
    assert len(list(graph.objects(None, spdx.checksumValue))) == 2 * count
    definitions = {str(words) for words in graph.objects(None, satudata.definisi)}
    assert "Indeks kepuasan masyarakat, bulat; kosong bila disembunyikan" in definitions


def test_the_build_and_its_editions_are_named(site: Path, sample_home: Path) -> None:
    build = (sample_home / "published" / "current").read_text().strip()
    assert package(site)["version"] == build
    editions = pl.read_csv(site / "data/editions.csv", infer_schema=False)
    kept = {path.name for path in (sample_home / "editions").iterdir() if path.is_dir()}
    assert set(editions["edition_id"]) == kept
    for edition, digest in editions.select("edition_id", "sha256").iter_rows():
        shown = (sample_home / "editions" / edition / "shown.json").read_bytes()
        assert hashlib.sha256(shown).hexdigest() == digest


def secrets(sample_home: Path) -> set[str]:
    """Return every NIP, name and remark of a person, and every free text, that the internal side holds."""
    folder = sample_home / "published" / (sample_home / "published" / "current").read_text().strip()
    wanted = {"nip", "employee_name", "employee_id", "obstacle", "follow_up", "owner_name", "answer", "comment", "note"}
    found: set[str] = set()
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        columns = con.execute(
            "select table_name, column_name from duckdb_columns() where not internal and data_type = 'VARCHAR'"
        ).fetchall()
        for table, column in columns:
            if column in wanted:
                rows = con.execute(f"select distinct {column} from marts.{table} where {column} is not null").fetchall()
                found |= {value for (value,) in rows if len(value) > 5}
    return found


def test_nothing_about_a_person_and_no_free_text_is_in_any_byte(site: Path, sample_home: Path) -> None:
    hidden = secrets(sample_home)
    assert len(hidden) > 3000
    for path in sorted(site.rglob("*")):
        if path.suffix in {".html", ".csv", ".json", ".jsonld", ".xml", ".txt"}:
            text = path.read_text(encoding="utf-8")
        elif path.suffix == ".parquet":
            text = pl.read_parquet(path).write_csv()
        else:
            continue
        assert [secret for secret in hidden if secret in text] == [], path


def test_the_scan_can_fail(site: Path, sample_home: Path) -> None:
    """The negative control."""
    one = sorted(secrets(sample_home))[0]
    assert [secret for secret in secrets(sample_home) if secret in f"… {one} …"]
