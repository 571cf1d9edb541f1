"""A store of a few rows written as CSV text, and the marts made of it."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import duckdb
import polars as pl
import rerun

from pipelines import checks, models, store
from pipelines.paths import Home

LOADED_AT = "2026-07-20 08:00:00"
PLACE = {"load_id": "L1", "take": "1", "row_count": "1", "loaded_at": LOADED_AT}
NAMED = re.compile(r"\b(?:staging|core|marts)\.\w+")
MODELS = {model.table: model for model in models.in_order()}
SYSTEM_TABLES = ("loads", "ledger", "not_loaded", "findings", "refusals")

UNITS = """kode_unit,nama_unit,kode_induk
1,Kota,
1.1,Dinas Kesehatan,1
1.1.1,Puskesmas,1.1
1.2,Dinas Sosial,1
"""

IKU = "kode_iku,nama_iku,kode_unit,tahun,satuan,polaritas,konsolidasi,bobot"
RESULTS = "kode_iku,kode_unit,periode,target,realisasi"
POSTS = "nip,nama,kode_unit,jabatan,penugasan,mulai,selesai"
APPRAISALS = "nip,periode,rating_hasil,rating_perilaku,predikat"
ANI, BUDI, CITRA = "199001012020121001", "199001012020121002", "199001012020121003"

ELEMENTS = "u1_persyaratan,u2_prosedur,u3_waktu,u4_biaya,u5_produk,u6_kompetensi,u7_perilaku,u8_pengaduan,u9_sarana"


def make(root: Path, tables: Mapping[str, str]) -> Home:
    """Return an installation whose store holds `tables` (name → CSV text with a header); `root` may hold one already.

    Rows get load L1, row numbers as in a file with one header row, and one time of loading unless they say otherwise.
    """
    home = Home(root)
    with store.opened(home.store) as con:
        if not con.execute("select 1 from raw.loads where load_id = 'L1'").fetchall():
            put(con, "loads", f"load_id,file_name,loaded_at,is_synthetic\nL1,satu.csv,{LOADED_AT},true\n")
        for table, text in tables.items():
            put(con, table, text)
    return home


def put(con: duckdb.DuckDBPyConnection, table: str, text: str) -> None:
    """Insert the rows of a CSV text into raw.<table>; an empty cell is null."""
    extra = {} if table in SYSTEM_TABLES else PLACE
    rows = [
        {
            **extra,
            **({"row_number": str(number)} if extra else {}),
            **{name: cell for name, cell in row.items() if cell},
        }
        for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2)
    ]
    if not rows:
        return
    names = list(dict.fromkeys(name for row in rows for name in row))
    given = pl.DataFrame(
        [[row.get(name) for name in names] for row in rows], dict.fromkeys(names, pl.String), orient="row"
    )
    con.register("given", given)
    con.execute(f"insert into raw.{table} ({', '.join(names)}) select {', '.join(names)} from given")
    con.unregister("given")


@contextmanager
def marts(
    home: Home, settings: Mapping[str, str] | None = None, **options: object
) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection to the models of the store of `home`, each run when it is first asked for.

    They are made under other `settings` when these are given.
    """
    with duckdb.connect() as con:
        con.execute(f"attach '{home.store}' as store (read_only)")
        models.prepare(con, **options)  # type: ignore[arg-type]
        if settings:
            con.executemany(
                "update reference.settings set value = ? where setting_id = ?", [[v, k] for k, v in settings.items()]
            )
        yield cast(duckdb.DuckDBPyConnection, AsAsked(con))


class AsAsked:
    """A connection that runs a model, and the models it reads, when a statement first names it."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.made: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.con, name)

    def execute(self, sql: str, *values: object) -> duckdb.DuckDBPyConnection:
        self._make(sql)
        return self.con.execute(sql, *values)

    def executemany(self, sql: str, values: object) -> duckdb.DuckDBPyConnection:
        self._make(sql)
        return self.con.executemany(sql, values)

    def sql(self, sql: str, **options: Any) -> duckdb.DuckDBPyRelation:
        self._make(sql)
        return self.con.sql(sql, **options)

    def _make(self, sql: str) -> None:
        named = set(NAMED.findall(sql))
        wanted = set() if named <= self.made else rerun.upstream(named) - self.made
        for model in models.in_order():
            if model.table in wanted:
                self.made.add(model.table)
                models.make(self.con, model)


def run_model(con: duckdb.DuckDBPyConnection, *tables: str) -> None:
    """Run single models on the tables that stand in the connection."""
    for table in tables:
        models.make(con, MODELS[table])


def again(con: duckdb.DuckDBPyConnection) -> None:
    """Let every model run once more, on reference tables that a test has changed."""
    cast(AsAsked, con).made.clear()


def everything(con: duckdb.DuckDBPyConnection) -> None:
    """Run every model that has not been asked for yet: before a transaction that is taken back, or to look at all."""
    for table in MODELS:
        cast(AsAsked, con)._make(table)


def column(con: duckdb.DuckDBPyConnection, sql: str) -> list[object]:
    """Return the first column of the answer."""
    return [row[0] for row in con.execute(sql).fetchall()]


@contextmanager
def checked(root: Path, tables: Mapping[str, str], **options: object) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield the marts of a new store with the usual units and `tables`; what was asked for passes its checks."""
    with marts(make(root, {"unit": UNITS, **tables}), **options) as con:  # type: ignore[arg-type]
        yield con
        made = cast(AsAsked, con).made
        for check in checks.all_checks():
            if set(NAMED.findall(check.sql)) & MODELS.keys() <= made:
                assert rows(con, check.sql) == [], check.name


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[object, ...]]:
    """Return the answer."""
    return con.execute(sql).fetchall()
