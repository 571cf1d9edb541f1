"""Write public.duckdb: the tables of sql/public, made of released cells and of marts that are not about persons."""

from pathlib import Path
from typing import Any

import duckdb

from pipelines import models
from pipelines.disclosure.look import scan

CELLS = (
    "edition_id varchar, year bigint, table_name varchar, unit_id varchar, unit_name varchar, root_id varchar, "
    "item varchar, person_count bigint, mean_value bigint, grade varchar"
)
EDITIONS = (
    "edition_id varchar, year bigint, edition_number bigint, released_at timestamp, is_current boolean, "
    "sha256 varchar, cell_count bigint, shown_count bigint, hidden_count bigint"
)


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
