"""Text cells and a contract → typed rows that may be loaded, findings, and the rows held back."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import pandera.errors
import polars as pl

from pipelines import cells, findings
from pipelines.cells import Manner
from pipelines.contracts import Contract, all_contracts
from pipelines.contracts.columns import Column
from pipelines.extract import Extract
from pipelines.profiles import Format

CHECKS = {
    "not_nullable": "wajib-kosong",
    "in_range": "nilai-di-luar-batas",
    "greater_than_or_equal_to": "nilai-di-luar-batas",
    "less_than_or_equal_to": "nilai-di-luar-batas",
    "greater_than": "nilai-di-luar-batas",
}
"""pandera's names of the checks our contracts use → finding codes; row checks are named "code:column"."""

THREADS = 4
"""Columns parsed at once."""

PROBLEM = {"row_number": pl.Int64, "column": pl.String, "code": pl.String, "value": pl.String}


@dataclass(frozen=True)
class Judged:
    """What became of one extract: `accepted` rows typed, `findings` in place, `held` rows with their first reason."""

    accepted: pl.DataFrame
    findings: pl.DataFrame
    held: pl.DataFrame


def judge(extract: Extract, form: Format, manners: Mapping[str, Manner] | None = None) -> Judged:
    """Return every row of an extract either accepted with typed values or held back with a finding at its cell.

    `manners`, by column, are those of the whole file where the extract is a piece of it.
    """
    contract = all_contracts()[extract.kind]
    extract = _labels_apart(contract, extract, form)

    def parsed(column: Column) -> tuple[pl.Series, pl.DataFrame]:
        stored = extract.types[column.name] if extract.types is not None else None
        manner = manners.get(column.name) if manners else None
        values, found = cells.parsed(column, extract.cells[column.name], stored, form, manner)
        return values, _placed(found, extract.cells["row_number"], column.name)

    with ThreadPoolExecutor(THREADS) as workers:
        series, problems = zip(*workers.map(parsed, contract.columns), strict=True)
    typed = pl.DataFrame([extract.cells["row_number"], extract.cells["row_count"], *series])
    found = pl.concat([pl.DataFrame(schema=PROBLEM), *problems])
    found = pl.concat([found, extract.notes, _ragged(extract), _broken_rules(contract, typed, found)])
    found = found.join(_severities(), on="code", maintain_order="left")
    held = (
        found.filter(pl.col("severity") == "quarantine")
        .group_by("row_number", maintain_order=True)
        .agg(pl.col("code").first())
    )
    accepted = typed.filter(~typed["row_number"].is_in(held["row_number"].implode())) if held.height else typed
    return Judged(accepted, _described(contract, extract, found), held.rename({"code": "reason"}))


def _labels_apart(contract: Contract, extract: Extract, form: Format) -> Extract:
    """Return the extract with labels that stand among numbers moved to their own column where that is empty."""
    table = extract.cells
    for twin in (column for column in contract.columns if column.of):
        known = [name.casefold() for canonical, others in twin.labels.items() for name in (canonical, *others)]
        plain = pl.col(twin.of).str.replace_all(rf"{cells.BLANK}+", " ").str.strip_chars().str.to_lowercase()
        own = pl.col(twin.name).fill_null("").str.strip_chars().str.to_lowercase()
        is_label = plain.is_in(known) & own.is_in(list(form.missing))
        if table.select(pl.col(twin.of).str.contains("[A-Za-z]").any()).item():
            table = table.with_columns(
                pl.when(is_label).then(pl.col(twin.of)).otherwise(pl.col(twin.name)).alias(twin.name),
                pl.when(is_label).then(None).otherwise(pl.col(twin.of)).alias(twin.of),
            )
    return replace(extract, cells=table)


def with_unread(
    parts: Sequence[tuple[Extract, Judged]], sheet_names: Sequence[str], of_file: pl.DataFrame
) -> tuple[tuple[Extract, Judged], ...]:
    """Return the parts of a file, the first with findings `of_file` and a warning for each sheet nobody read."""
    if not parts or (not sheet_names and of_file.is_empty()):
        return tuple(parts)
    rows = [{"code": "lembar-tak-dikenal", "severity": "warning", "sheet_name": n, "row_count": 1} for n in sheet_names]
    schema = {name: findings.SCHEMA[name] for name in ("code", "severity", "sheet_name", "row_count")}
    warned = pl.DataFrame(rows, schema=schema)
    extract, judged = parts[0]
    told = pl.concat([judged.findings, of_file, warned], how="diagonal")
    return (extract, replace(judged, findings=told)), *parts[1:]


def _severities() -> pl.DataFrame:
    return findings.catalogue().select("code", "severity")


def _placed(found: pl.DataFrame, row_numbers: pl.Series, column: str) -> pl.DataFrame:
    rows = row_numbers.gather(found["index"])
    return pl.DataFrame(
        {"row_number": rows, "column": [column] * found.height, "code": found["code"], "value": found["value"]},
        schema=PROBLEM,
    )


def _ragged(extract: Extract) -> pl.DataFrame:
    rows = extract.set_aside.filter(pl.col("class") == "quarantined")
    none = pl.lit(None, dtype=pl.String)
    return rows.select("row_number", none.alias("column"), pl.col("reason").alias("code"), none.alias("value"))


def _broken_rules(contract: Contract, typed: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return what pandera finds in the typed rows, leaving out cells and rows that a parser has already reported."""
    names = [column.name for column in contract.columns]
    try:
        contract.schema.validate(typed.select(names), lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return pl.DataFrame(schema=PROBLEM)
    cases = cases.with_columns(pl.col("index").cast(pl.Int64))
    check = pl.col("check").str.replace(r"\(.*", "")
    of_row = pl.col("schema_context") != "Column"
    rows = cases.select(
        typed["row_number"].gather(cases["index"]).alias("row_number"),
        pl.when(of_row).then(check.str.extract(":(.*)")).otherwise("column").alias("column"),
        pl.when(of_row).then(check.str.extract("^([^:]*)")).otherwise(check.replace(CHECKS)).alias("code"),
        pl.when(~of_row).then(pl.col("failure_case").cast(pl.String)).alias("value"),
        of_row.alias("of_row"),
    )
    held = found.join(_severities().filter(pl.col("severity") == "quarantine"), on="code", how="semi")
    of_cells = rows.filter(~pl.col("of_row")).join(held, on=["row_number", "column"], how="anti").drop("of_row")
    of_rows = rows.filter("of_row").join(pl.concat([held, of_cells]), on="row_number", how="anti").drop("of_row")
    broken: pl.DataFrame = pl.concat([of_cells, of_rows])
    return broken


def _described(contract: Contract, extract: Extract, found: pl.DataFrame) -> pl.DataFrame:
    """Return findings with sheet, column letter and header, the value as it may be shown, and what was expected."""
    if found.is_empty():
        return findings.empty()
    known = [_about(column, extract.places) for column in contract.columns]
    names = {column.name for column in contract.columns}
    others = [(name, *place, None, None, False) for name, place in extract.places.items() if name not in names]
    about = pl.DataFrame([*known, *others], orient="row", schema=_ABOUT)
    table = _on_lines(extract, _with_values(extract, found)).join(about, on="column", how="left", maintain_order="left")
    masked = findings.shown(pl.col("value"), personal=True)
    value = pl.when(pl.col("personal").fill_null(value=False)).then(masked).otherwise(findings.shown(pl.col("value")))
    return table.select(
        "code",
        "severity",
        pl.lit(extract.sheet_name, dtype=pl.String).alias("sheet_name"),
        "row_number",
        "column_letter",
        "column_name",
        value.alias("value"),
        "expected_id",
        "expected_en",
        pl.lit(1, dtype=pl.Int64).alias("row_count"),
    )


def _with_values(extract: Extract, found: pl.DataFrame) -> pl.DataFrame:
    """Return findings with what stands in the cell they name, where a rule about the whole row named it."""
    bare = found.filter(pl.col("value").is_null() & pl.col("column").is_in(extract.cells.columns))
    for column in bare["column"].unique():
        texts = extract.cells.select("row_number", pl.col(column).replace("", None).alias("text"))
        joined = found.join(texts, on="row_number", how="left", maintain_order="left")
        is_bare = pl.col("value").is_null() & (pl.col("column") == column)
        found = joined.with_columns(pl.when(is_bare).then("text").otherwise("value").alias("value")).drop("text")
    return found


def _on_lines(extract: Extract, found: pl.DataFrame) -> pl.DataFrame:
    """Return findings at the line that answers their column, where a row is made of several lines."""
    if extract.lines is None:
        return found
    answers = extract.lines.drop_nulls("column").group_by("first_row", "column").agg(pl.col("row_number").min())
    placed = answers.rename({"row_number": "line", "first_row": "row_number"})
    joined = found.join(placed, on=["row_number", "column"], how="left", maintain_order="left")
    return joined.with_columns(pl.coalesce("line", "row_number").alias("row_number")).drop("line")


_ABOUT = {
    "column": pl.String,
    "column_letter": pl.String,
    "column_name": pl.String,
    "expected_id": pl.String,
    "expected_en": pl.String,
    "personal": pl.Boolean,
}


def _about(column: Column, places: Mapping[str, tuple[str, str]]) -> Sequence[object]:
    place_letter, header = places.get(column.name, (None, column.name))
    return column.name, place_letter, header, column.words_id, column.words_en, column.personal
