"""Marts whose inputs are written by a test: everything downstream of the tables changed runs again."""

from collections.abc import Iterable, Mapping, Sequence

import duckdb

from pipelines import models


def downstream(tables: set[str]) -> list[models.Model]:
    """Return the models that read any of the tables, directly or through others, in the order to run them."""
    changed, found = set(tables), []
    for model in models.in_order():
        if model.reads & changed and model.table not in tables:
            changed.add(model.table)
            found.append(model)
    return found


def upstream(tables: Iterable[str]) -> set[str]:
    """Return the tables and everything they are made of, directly or through others."""
    reads, found, ahead = {model.table: model.reads for model in models.in_order()}, set[str](), list(tables)
    while ahead:
        table = ahead.pop()
        if table not in found:
            found.add(table)
            ahead += reads.get(table, ())
    return found


def replace(con: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Sequence[object]]]) -> None:
    """Fill the tables with these rows and run what stands on them again."""
    for table, rows in tables.items():
        con.execute(f"delete from {table}")
        if rows:
            con.executemany(
                f"insert into {table} values ({', '.join('?' * len(rows[0]))})", [list(row) for row in rows]
            )
    for model in downstream(set(tables)):
        con.execute(f"create or replace table {model.table} as\n{model.sql}")
