"""A load taken out again, a row mended: both change what counts, and both leave history."""

import duckdb
import polars as pl

from pipelines import history, store


class Unknown(Exception):  # noqa: N818 - an outcome the caller reports, not a programming error
    """No load of that name is in; `words` say so in Indonesian and English."""

    def __init__(self, words: tuple[str, str]) -> None:
        self.words = words
        super().__init__(words[1])


def withdraw(con: duckdb.DuckDBPyConnection, load_id: str) -> str:
    """Take a load out: what it replaced comes back, conflicts it caused are lifted. Return the name of its file.

    Its rows stay in the store, marked withdrawn; the same file may be taken in again, which undoes the withdrawal.
    Raises Unknown when no load of that name is in.
    """
    found = con.execute("select file_name, withdrawn_at from raw.loads where load_id = ?", [load_id]).fetchall()
    if not found:
        raise Unknown((f"Tidak ada muatan {load_id}. Lihat: kinerja status", f"No load {load_id}. See: kinerja status"))
    if found[0][1]:
        raise Unknown((f"Muatan {load_id} sudah ditarik.", f"Load {load_id} has been withdrawn already."))
    con.execute("begin")
    try:
        con.execute("update raw.loads set withdrawn_at = ? where load_id = ?", [store.next_moment(con), load_id])
        history.refresh(con, load_id)
        _refresh_mended(con, load_id)
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")
    return str(found[0][0])


def record(con: duckdb.DuckDBPyConnection, load_id: str, references: pl.DataFrame) -> int:
    """Write which held rows the rows of a load mend and return how many; a row held back again mends nothing.

    `references` as layouts.REFERENCES. The mended row counts as superseded by this load from now on.
    """
    if references.is_empty():
        return 0
    kinds = con.execute("select unnest(kinds) from raw.loads where load_id = ?", [load_id]).fetchall()
    con.register("referring", references)
    for (kind,) in kinds:
        con.execute(
            f"""insert into raw.corrections
            select distinct referring.old_load, '{kind}', referring.old_sheet, referring.old_row, $load
            from referring
            inner join raw.ledger as ledger on ledger.load_id = referring.old_load and ledger.kind = '{kind}'
            left join raw.originals as own on own.load_id = $load and own.row_number = referring.row_number
                and own.sheet_name is not distinct from referring.sheet_name
            semi join raw.{kind} as words on words.load_id = $load
                and words.row_number = coalesce(own.first_row, referring.row_number)
                and words.sheet_name is not distinct from referring.sheet_name
                and words.ended_as is distinct from 'quarantined'
            where referring.old_load <> $load and not exists (
                select 1 from raw.not_loaded as held
                where held.load_id = $load and held.kind = '{kind}' and held.class = 'quarantined'
                    and held.row_number = referring.row_number
                    and held.sheet_name is not distinct from referring.sheet_name)""",
            {"load": load_id},
        )
    con.unregister("referring")
    _refresh_mended(con, load_id)
    written = con.execute(
        "select distinct load_id, sheet_name, row_number from raw.corrections where corrected_by = ?", [load_id]
    )
    return len(written.fetchall())


def _refresh_mended(con: duckdb.DuckDBPyConnection, load_id: str) -> None:
    """Judge anew the keys of every load of which this one mends a row."""
    mended = con.execute("select distinct load_id from raw.corrections where corrected_by = ? order by 1", [load_id])
    for (each,) in mended.fetchall():
        history.refresh(con, each)
