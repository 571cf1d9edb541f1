"""The rows of a file that are not loaded: held back with a finding, repeated within the file, or no data."""

import json
from collections.abc import Sequence
from typing import Any

import polars as pl

from pipelines.contracts import all_contracts
from pipelines.extract import Extract
from pipelines.profiles import tidy
from pipelines.swaps import without_nik
from pipelines.validate import Judged

SCHEMA: Any = {
    "take": pl.Int32,
    "sheet_name": pl.String,
    "row_number": pl.Int64,
    "row_count": pl.Int64,
    "class": pl.String,
    "reason": pl.String,
}


def labelled(extract: Extract, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        pl.lit(extract.take, dtype=pl.Int32).alias("take"),
        pl.lit(extract.source).alias("source"),
        pl.lit(extract.sheet_name, dtype=pl.String).alias("sheet_name"),
    )


def without_repeats(rows: pl.DataFrame, key: Sequence[str], *, is_distinct: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return rows whose key stands once, and the rest: identical repeats as duplicates, contradictions held."""
    repeats = rows.select(key).is_duplicated()
    if not repeats.any():
        return rows, pl.DataFrame(schema=SCHEMA)
    own = [name for name in rows.columns if name not in ("row_number", "row_count", "take", "source", "sheet_name")]
    suspects = rows.filter(repeats).with_columns(pl.struct(own).alias("content"))
    kinds_of = suspects.group_by(key).agg(pl.col("content").n_unique().alias("contents"))
    judged = suspects.join(kinds_of, on=list(key), how="left", nulls_equal=True, maintain_order="left")
    first = judged.with_columns(pl.struct(key).is_first_distinct().alias("is_first"))
    kept = first.filter((pl.col("contents") == 1) & pl.col("is_first"))
    aside = first.filter((pl.col("contents") > 1) | ~pl.col("is_first")).select(
        "take",
        "sheet_name",
        "row_number",
        "row_count",
        pl.when(pl.col("contents") > 1).then(pl.lit("quarantined")).otherwise(pl.lit("duplicate")).alias("class"),
        pl.when(pl.col("contents") > 1)
        .then(pl.lit("konflik-dalam-berkas"))
        .otherwise(pl.lit("berulang" if is_distinct else "duplikat"))
        .alias("reason"),
    )
    return pl.concat([rows.filter(~repeats), kept.select(rows.columns)]).sort(
        "take", "sheet_name", "row_number"
    ), aside.cast(SCHEMA)


def held(extract: Extract, judged: Judged) -> pl.DataFrame:
    counts = extract.cells.select("row_number", "row_count")
    by_finding = judged.held.join(counts, on="row_number", how="left", maintain_order="left").with_columns(
        pl.lit("quarantined").alias("class")
    )
    rows = pl.concat(
        [
            by_finding.select("row_number", pl.col("row_count").fill_null(1), "class", "reason"),
            extract.set_aside.select("row_number", pl.lit(1, dtype=pl.Int64).alias("row_count"), "class", "reason"),
        ]
    )
    return labelled(extract, rows).select(list(SCHEMA)).cast(SCHEMA)


def with_cells(aside: pl.DataFrame, parts: Sequence[tuple[Extract, Judged]]) -> pl.DataFrame:
    """Add each row as it stood in the file, as a JSON object of header → text."""
    texts: dict[tuple[str | None, int], str] = {}
    for extract, _ in parts if aside.height else ():
        wanted = extract.whole.join(aside.select("row_number").unique(), on="row_number", how="semi")
        nips = _nip_titles(extract)
        for row in wanted.iter_rows(named=True):
            number = row.pop("row_number")
            row |= {title: without_nik(row[title]) for title in nips if row.get(title)}
            texts[extract.sheet_name, number] = json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False)
    cells = [texts.get((sheet, row)) for sheet, row in aside.select("sheet_name", "row_number").iter_rows()]
    return aside.with_columns(pl.Series("cells", cells, dtype=pl.String))


def _nip_titles(extract: Extract) -> list[str]:
    """Return the columns of a file that a NIP should stand in: a NIK in one of them must not be kept."""
    ours = [column.name for column in all_contracts()[extract.kind].columns if column.value == "nip"]
    return [tidy(extract.places[name][1]) for name in ours if name in extract.places]


def conflicts(aside: pl.DataFrame) -> pl.DataFrame:
    none = pl.lit(None, dtype=pl.String)
    return aside.filter(pl.col("reason").str.starts_with("konflik")).select(
        pl.col("reason").alias("code"),
        pl.lit("quarantine").alias("severity"),
        "sheet_name",
        "row_number",
        none.alias("column_letter"),
        none.alias("column_name"),
        none.alias("value"),
        none.alias("expected_id"),
        none.alias("expected_en"),
        pl.lit(1, dtype=pl.Int64).alias("row_count"),
    )
