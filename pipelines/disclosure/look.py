"""Look at public.duckdb as a stranger would: its bytes, its contents, and whether anything personal is in it.

Needs nothing but DuckDB: every check of a build starts a new process that reads this.
"""

import hashlib
import re
from pathlib import Path
from typing import Any

import duckdb

FILE = "public.duckdb"
_NUMBER_OF_A_PERSON = re.compile(r"(?<!\d)(?:\d{8} ?\d{6} ?\d ?\d{3}|\d{16})(?!\d)")
"""NIP, also when written in its four groups, and NIK."""


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
    """Return the columns of the public tables that hold a NIP, a NIK or the name of a person, and columns
    that no comment declares.

    A name counts when it is a whole value: a health centre may be called after someone.
    """
    found = []
    columns = con.execute(
        "select table_name, column_name, data_type, comment from duckdb_columns() where not internal order by all"
    ).fetchall()
    for table, column, kind, words in columns:
        if not words:
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
