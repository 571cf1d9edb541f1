"""Rows of one load that say the same key twice: identical ones count once, contradictions are held back."""

from collections.abc import Sequence

import duckdb
import polars as pl

from pipelines import store
from pipelines.aside import SCHEMA
from pipelines.contracts import Contract


def take_out(con: duckdb.DuckDBPyConnection, contract: Contract, load_id: str, *, is_distinct: bool) -> pl.DataFrame:
    """Take out of raw.<kind> the rows of a load that repeat or contradict another of it, and return them as SCHEMA.

    Of identical rows the first stays; of rows that differ under one key none does.
    """
    key = ", ".join(contract.key)
    others = ", ".join(column.name for column in contract.columns if column.name not in contract.key)
    own = f"from raw.{contract.kind} where load_id = $load"
    twice = f"create or replace temp table twice as select hash({key}) {own} group by all having count(*) > 1"
    if not con.execute(twice, {"load": load_id}).fetchall()[0][0]:
        return pl.DataFrame(schema=SCHEMA)
    con.execute(
        f"""create or replace temp table repeats as
        with judged as (
            select rowid as word, take, sheet_name, row_number, row_count,
                count(distinct row({others or "true"})) over (partition by {key}) > 1 as is_disputed,
                row_number() over (partition by {key} order by rowid) as position
            {own} and hash({key}) in (from twice)
        )
        select * from judged where is_disputed or position > 1""",
        {"load": load_id},
    )
    con.execute(f"delete from raw.{contract.kind} where rowid in (select word from repeats)")
    same = "berulang" if is_distinct else "duplikat"
    rows: pl.DataFrame = con.sql(
        f"""select take, sheet_name, row_number, row_count, if(is_disputed, 'quarantined', 'duplicate') as class,
            if(is_disputed, 'konflik-dalam-berkas', '{same}') as reason
        from repeats order by word"""
    ).pl()
    return rows.cast(SCHEMA)


def among(contract: Contract, rows: pl.DataFrame, *, is_distinct: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return labelled rows that would stay, and those that would not, without a store."""
    with duckdb.connect() as con:
        store.add_kind(con, contract)
        store.add_rows(con, contract, rows, "", store.now())
        rest = take_out(con, contract, "", is_distinct=is_distinct)
    place: Sequence[str] = ("take", "sheet_name", "row_number")
    return rows.join(rest.select(place), on=place, how="anti", nulls_equal=True, maintain_order="left"), rest
