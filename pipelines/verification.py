"""Look at one published build as a stranger would: `python -m pipelines.verification FOLDER` prints its problems."""

import json
import sys
from pathlib import Path
from typing import Any

import duckdb

from pipelines.disclosure import look
from pipelines.disclosure.look import digest

DATABASE = "internal.duckdb"
MANIFEST = "manifest.json"


def problems(folder: Path) -> list[str]:
    """Return what is wrong with a build, nothing when it is whole: bytes, every block of every table, the ledger."""
    database = folder / DATABASE
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        if digest(database) != manifest["sha256"]:
            return [f"{DATABASE}: the bytes differ from the manifest"]
    except (OSError, ValueError, KeyError) as error:
        return [f"{folder.name}: {error}"]
    if database.with_name(f"{DATABASE}.wal").exists():
        return [f"{DATABASE}.wal: a write-ahead log was left behind"]
    try:
        with duckdb.connect(str(database), read_only=True) as con:
            return _contents(con, manifest) + _ledger(con) + _public(folder, manifest)
    except duckdb.Error as error:
        return [f"{DATABASE}: {' '.join(str(error).split())}"]


def scan(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """Read every value of every mart and return its row count and a hash that does not depend on the order of rows."""
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'marts' order by all").fetchall()
    return {name: _scan_table(con, name) for (name,) in tables}


def _scan_table(con: duckdb.DuckDBPyConnection, name: str) -> dict[str, Any]:
    found = con.execute(f"select count(*), coalesce(sum(hash(each)), 0) from marts.{name} as each").fetchone()
    count, total = found or (0, 0)
    return {"row_count": count, "hash": f"{int(total):x}"}


def _contents(con: duckdb.DuckDBPyConnection, manifest: dict[str, Any]) -> list[str]:
    found = scan(con)
    return [
        f"marts.{name}: {found.get(name)} instead of {manifest['marts'].get(name)}"
        for name in sorted(found.keys() | manifest["marts"].keys())
        if found.get(name) != manifest["marts"].get(name)
    ]


def _public(folder: Path, manifest: dict[str, Any]) -> list[str]:
    """Return what is wrong with the public file, when the build has one: bytes, contents, something personal in it."""
    path, said = folder / look.FILE, manifest.get("public", {})
    if "sha256" not in said:
        return []
    if not path.exists() or digest(path) != said["sha256"]:
        return [f"{path.name}: the bytes differ from the manifest"]
    with duckdb.connect(str(path), read_only=True) as con:
        found = look.personal(con)
        return found if look.scan(con) == said["tables"] else [*found, f"{path.name}: differs from the manifest"]


def _ledger(con: duckdb.DuckDBPyConnection) -> list[str]:
    rows = con.execute("""
        select load_id, kind from marts.loads
        where read_count
            <> accepted_count + quarantined_count + duplicate_count + excluded_count + superseded_count
        order by all
    """).fetchall()
    return [f"load {load_id} ({kind}): rows read and rows accounted for differ" for load_id, kind in rows]


if __name__ == "__main__":
    found_problems = problems(Path(sys.argv[1]))
    sys.stdout.write(json.dumps(found_problems))
