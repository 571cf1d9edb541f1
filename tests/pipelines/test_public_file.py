"""public.duckdb: a fixed list of tables that opens alone and says what every column means."""

from pathlib import Path

import duckdb
import pytest

from pipelines import publish
from pipelines.disclosure import look
from pipelines.paths import Home

TABLES = {"appraisal_years", "build", "columns", "editions", "hidden", "iku", "iku_periods", "iku_years"} | {
    "earlier_cells",
    "grades",
    "rules",
    "service_years",
    "settings",
    "skm_years",
    "training_years",
    "units",
    "updates",
}


@pytest.fixture
def alone(sample_home: Path, tmp_path: Path) -> Path:
    """The public file of the sample, copied to a folder with nothing else in it."""
    folder = publish.current(Home(sample_home))
    assert folder
    path = tmp_path / "public.duckdb"
    path.write_bytes((folder / "public.duckdb").read_bytes())
    return path


def test_the_public_file_opens_alone_and_holds_the_fixed_list(alone: Path) -> None:
    with duckdb.connect(str(alone), read_only=True) as con:
        con.execute("set enable_external_access = false")
        tables = con.execute(
            "select schema_name, table_name, comment from duckdb_tables() where not internal"
        ).fetchall()
        bare = con.execute(
            "select table_name, column_name from duckdb_columns() where not internal and comment is null"
        ).fetchall()
        assert con.execute("select count(*) from public.iku_periods").fetchone() != (0,)
        assert con.execute("select is_synthetic from public.build").fetchall() == [(True,)]
    assert {schema for schema, _, _ in tables} == {"main"}
    assert {name for _, name, _ in tables} == TABLES
    assert [name for _, name, words in tables if not str(words).startswith("One row")] == []
    assert bare == []


def test_only_indicators_the_agency_made_public_are_in_it(alone: Path, sample_home: Path) -> None:
    folder = publish.current(Home(sample_home))
    with duckdb.connect(str(alone), read_only=True) as con:
        con.execute(f"attach '{folder}/internal.duckdb' as internal (read_only)")
        shown = con.execute("select distinct iku_id, unit_id from public.iku_periods order by all").fetchall()
        public = con.execute("select distinct iku_id, unit_id from internal.marts.iku where is_public order by all")
        assert set(shown) <= set(public.fetchall())
        left = con.execute("select count(*) from internal.marts.iku where not is_public").fetchone()
    assert shown
    assert left != (0,)


def test_a_person_in_the_public_file_is_seen(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "public.duckdb")) as con:
        con.execute("create table units (unit_id varchar, unit_name varchar, note varchar)")
        con.execute("comment on column units.unit_id is 'code'; comment on column units.unit_name is 'name'")
        con.execute("insert into units values ('1.01.2.22.0.00.02.0000', 'Puskesmas Ahmad Yani', null)")
        assert look.personal(con, frozenset({"ahmad yani"})) == ["units.note: not a declared column"]
        con.execute("insert into units values ('19900101 202012 1 001', ' Ahmad  Yani', null)")
        assert look.personal(con, frozenset({"ahmad yani"})) == [
            "units.note: not a declared column",
            "units.unit_id: a number like a NIP",
            "units.unit_name: the name of an employee",
        ]
