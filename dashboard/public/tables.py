"""The tables of the public file to take along: which there are, what their columns mean, and their rows as files."""

import io

import polars as pl

from dashboard.inert import disarmed
from dashboard.warehouse import Cursor


def names(cursor: Cursor) -> list[str]:
    """Return the tables of the file."""
    found = cursor.rows("select table_name from duckdb_tables() where not internal order by table_name", {})
    return found["table_name"].to_list()


def grain(cursor: Cursor, name: str) -> str:
    """Return what a row of a table is, as its SQL says."""
    sql = "select comment from duckdb_tables() where not internal and table_name = $name"
    return str(cursor.rows(sql, {"name": name})["comment"][0] or "")


def comments(cursor: Cursor, name: str) -> dict[str, str]:
    """Return what each column of a table means, as its SQL says."""
    sql = "select column_name, comment from duckdb_columns() where not internal and table_name = $name"
    return {column: str(words or "") for column, words in cursor.rows(sql, {"name": name}).iter_rows()}


def rows(cursor: Cursor, name: str) -> pl.DataFrame:
    """Return every row of a table, in the total order of its columns."""
    if name not in names(cursor):
        raise KeyError(name)
    return cursor.rows(f"select * from public.{name} order by all", {})


def csv_bytes(cursor: Cursor, name: str) -> bytes:
    """Return a table as CSV: UTF-8, commas, decimal points, empty where there is nothing, text that runs nothing."""
    return disarmed(rows(cursor, name)).write_csv(datetime_format="%Y-%m-%dT%H:%M:%S").encode()


def parquet_bytes(cursor: Cursor, name: str) -> bytes:
    """Return a table as Parquet, with the types of the file."""
    buffer = io.BytesIO()
    rows(cursor, name).write_parquet(buffer, compression="zstd", statistics=False)
    return buffer.getvalue()
