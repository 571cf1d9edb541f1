"""NIP and NIK in each other's column: put back by their length, and said; a NIK is never stored."""

import re
from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from pipelines import findings
from pipelines.contracts import all_contracts
from pipelines.profiles import Profile, tidy
from pipelines.readers.sheet import letter
from pipelines.recognition import Table

NIK = "nik"
SWAPPED = "nip-nik-tertukar"
_BESIDE_DIGITS = r"[\s\u00a0']|\.0+$"
"""What may stand between and around the digits of a number: blanks, an apostrophe, the `.0` of a number cell."""


def put_back(profile: Profile, tables: Sequence[Table]) -> tuple[tuple[Table, ...], pl.DataFrame]:
    """Return the tables with NIP and NIK in their own columns, and a finding per row that had them swapped.

    Only where 16 digits stand under NIP and 18 under NIK, as text or as a number: nothing else is guessed.
    """
    mended, found = [], [findings.empty()]
    for table in tables:
        columns = _columns(profile, table)
        if columns is None:
            mended.append(table)
            continue
        nip, nik = (table.sheet.cells.columns[index] for index in columns)
        below = pl.int_range(pl.len()) >= table.heading_count
        is_swapped = below & (_length(nip) == 16) & (_length(nik) == 18)
        cells = table.sheet.cells.with_columns(
            pl.when(is_swapped).then(nik).otherwise(nip).alias(nip),
            pl.when(is_swapped).then(nip).otherwise(nik).alias(nik),
        )
        types = table.sheet.types
        if types is not None:
            where = table.sheet.cells.select(is_swapped.alias("where"))["where"]
            types = types.with_columns(
                pl.when(where).then(nik).otherwise(nip).alias(nip), pl.when(where).then(nip).otherwise(nik).alias(nik)
            )
        mended.append(replace(table, sheet=replace(table.sheet, cells=cells, types=types)))
        found.append(_found(table, columns[0], is_swapped, nip))
    return tuple(mended), pl.concat(found)


def _columns(profile: Profile, table: Table) -> tuple[int, int] | None:
    """Return where NIP and NIK stand in a table that has both."""
    wanted = {
        tidy(theirs)
        for take in profile.takes
        for ours, names in take.columns.items()
        if all_contracts()[take.kind].column(ours).value == "nip" and ours == "nip"
        for theirs in names
    }
    nips = [index for index, header in enumerate(table.headers) if header in wanted]
    return (nips[0], table.headers.index(NIK)) if len(nips) == 1 and NIK in table.headers else None


def _length(name: str) -> pl.Expr:
    """Return how many digits a cell of digits alone has; 0 for any other cell."""
    bare = pl.col(name).str.replace_all(_BESIDE_DIGITS, "")
    return pl.when(bare.str.contains(r"^[0-9]+$")).then(bare.str.len_chars().cast(pl.Int64)).otherwise(0).fill_null(0)


def _found(table: Table, column: int, is_swapped: pl.Expr, nip: str) -> pl.DataFrame:
    rows = table.sheet.cells.with_columns(is_swapped.alias("is_swapped")).with_row_index(
        "row_number", offset=table.sheet.start + 1
    )
    entry = findings.words(SWAPPED)
    none = pl.lit(None, dtype=pl.String)
    return rows.filter("is_swapped").select(
        pl.lit(SWAPPED).alias("code"),
        pl.lit(entry.severity).alias("severity"),
        pl.lit(table.sheet.name, dtype=pl.String).alias("sheet_name"),
        pl.col("row_number").cast(pl.Int64),
        pl.lit(letter(column)).alias("column_letter"),
        pl.lit(table.titles[column]).alias("column_name"),
        findings.shown(pl.col(nip), personal=True).alias("value"),
        none.alias("expected_id"),
        none.alias("expected_en"),
        pl.lit(1, dtype=pl.Int64).alias("row_count"),
    )


def without_nik(cell: str) -> str:
    """Return a cell of a NIP column as it may be kept: 16 digits are a NIK, of which four stay."""
    bare = re.sub(_BESIDE_DIGITS, "", cell)
    return f"{bare[:4]}{'•' * 12}" if len(bare) == 16 and bare.isdigit() else cell
