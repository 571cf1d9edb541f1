"""Write public.duckdb: the tables of sql/public, made of released cells and of marts that are not about persons."""

import hashlib
import re
from pathlib import Path
from typing import Any

import duckdb

from pipelines import models

FILE = "public.duckdb"
CELLS = (
    "edition_id varchar, year bigint, table_name varchar, unit_id varchar, unit_name varchar, root_id varchar, "
    "item varchar, person_count bigint, mean_value bigint, grade varchar"
)
EDITIONS = (
    "edition_id varchar, year bigint, edition_number bigint, released_at timestamp, is_current boolean, "
    "sha256 varchar, cell_count bigint, shown_count bigint, hidden_count bigint"
)
_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d{8} ?\d{6} ?\d ?\d{3}|\d{16})(?!\d)")
"""NIP, also when written in its four groups, and NIK."""


def write(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, Any]:
    """Write the public tables of `con` into a new file and return the row count and hash of each.

    The schema `released` must be there. The tables lie in schema main: the file is called public, so that its catalog
    is, and `public.units` reads the same here, there and where the file is attached as `public`.
    """
    models.run_layer(con, "public")
    con.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as served")
    con.execute("begin")
    for model in models.models_of("public"):
        name = model.table.removeprefix("public.")
        con.execute(f"create table served.main.{name} as select * from memory.{model.table} order by all")
    models.comment(con, "served.main", "public")
    con.execute("commit")
    con.execute("checkpoint served")
    con.execute("detach served")
    with duckdb.connect(str(path), read_only=True) as own:
        return scan(own)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def scan(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """Read every value of every public table and return row counts and hashes that do not depend on order."""
    names = con.execute("select table_name from duckdb_tables() where not internal order by all").fetchall()
    found = {}
    for (name,) in names:
        row = con.execute(f"select count(*), coalesce(sum(hash(each)), 0) from main.{name} as each").fetchone()
        count, total = row or (0, 0)
        found[name] = {"row_count": count, "hash": f"{int(total):x}"}
    return found


def personal(con: duckdb.DuckDBPyConnection, names: frozenset[str] = frozenset()) -> list[str]:
    """Return the columns of the public tables that hold a NIP, a NIK or the name of a person, and columns not declared.

    A name counts when it is a whole value: a health centre may be called after someone.
    """
    found = []
    columns = con.execute(
        "select table_name, column_name, data_type from duckdb_columns() where not internal order by all"
    ).fetchall()
    for table, column, kind in columns:
        if column not in models.column_comments(f"public.{table}"):
            found.append(f"{table}.{column}: not a declared column")
        if kind != "VARCHAR":
            continue
        values = con.execute(f"select distinct {column} from main.{table} where {column} is not null").fetchall()
        texts = [value for (value,) in values]
        if column != "sha256" and any(_NUMBER_OF_A_PERSON.search(text) for text in texts):
            found.append(f"{table}.{column}: a number like a NIP")
        if any(" ".join(text.casefold().split()) in names for text in texts):
            found.append(f"{table}.{column}: the name of an employee")
    return found
