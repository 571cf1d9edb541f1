"""Files → store → published build: the whole story, one file one transaction."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import findings, readers, store, validate
from pipelines.contracts import all_contracts
from pipelines.extract import Extract, extracts
from pipelines.findings import Refused
from pipelines.profiles import Profile, recognise
from pipelines.validate import Judged

SYNTHETIC_LIST = "SINTETIS.sha256"
"""The generator's list of its own files; only a file whose bytes are on it counts as synthetic."""

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@dataclass(frozen=True)
class Examined:
    """One file understood but not yet taken in: its profile, its rows judged, and how many there were."""

    path: Path
    sha256: str
    profile: Profile
    dialect: dict[str, str]
    parts: tuple[tuple[Extract, Judged], ...]
    read_counts: dict[tuple[int, str], int]

    @property
    def findings(self) -> pl.DataFrame:
        return _once([judged.findings for _, judged in self.parts])


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its load and ledger, or the refusal."""

    name: str
    load_id: str | None
    ledger: tuple[dict[str, Any], ...]
    findings: pl.DataFrame
    refusal: Refused | None = None


def _once(found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return findings with each cell named once, however many rows and takes were made of it."""
    return pl.concat([findings.empty(), *found]).unique(maintain_order=True)


def files_in(sources: Iterable[Path]) -> dict[Path, str]:
    """Return the files to take in and the name each goes by: its own, or its path within the folder that was named.

    Folders are searched for tables, in the order of their paths.
    """
    found: dict[Path, str] = {}
    for source in sources:
        inside = sorted(p for p in source.rglob("*") if p.is_file() and p.suffix.casefold() in ENDINGS)
        tables = [path for path in inside if not _is_scratch(path)] if source.is_dir() else [source]
        found |= {path: path.relative_to(source).as_posix() if path != source else path.name for path in tables}
    return found


def _is_scratch(path: Path) -> bool:
    return path.name.startswith(("~$", "."))


def examine(path: Path, profile_name: str | None = None) -> Examined:
    """Return what a file says without taking anything in; raises Refused with the one reason it cannot be taken."""
    data = _bytes(path)
    return _understood(path, data, hashlib.sha256(data).hexdigest(), profile_name)


def _understood(path: Path, data: bytes, sha256: str, profile_name: str | None) -> Examined:
    reading = readers.read(data)
    profile, tables = recognise(path.name, reading.sheets, profile_name)
    parts = tuple(
        (extract, validate.judge(extract, profile.format)) for extract in extracts(profile, path.name, tables)
    )
    physical = sum(table.sheet.cells.height - table.header_row for table in tables)
    if not physical:
        raise Refused("berkas-kosong")
    counts = {(extract.take, extract.kind): physical for extract, _ in parts}
    return Examined(path, sha256, profile, reading.dialect, parts, counts)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise Refused("berkas-tak-terbaca", f"{path}: {error.strerror}.") from error


def ingest(
    con: duckdb.DuckDBPyConnection, sources: Iterable[Path], profile_name: str | None = None
) -> Iterator[Outcome]:
    """Take files and folders into an open store file by file, yielding what became of each.

    A file goes in whole or not at all.
    """
    for path, name in files_in(sources).items():
        try:
            yield _take_in(con, path, name, profile_name)
        except Refused as refusal:
            words = (refusal.message("id"), refusal.message("en"))
            store.record_refusal(con, name, _digest(path), refusal.code, words)
            yield Outcome(name, None, (), findings.empty(), refusal)


def _take_in(con: duckdb.DuckDBPyConnection, path: Path, name: str, profile_name: str | None) -> Outcome:
    data = _bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    first = store.first_load(con, sha256)
    if first:
        load_id, earlier, at = first
        raise Refused(
            "sudah-dimuat",
            f"Muatan {load_id}: {earlier}, {at:%Y-%m-%d %H:%M} UTC.",
            f"Load {load_id}: {earlier}, {at:%Y-%m-%d %H:%M} UTC.",
        )
    examined = _understood(path, data, sha256, profile_name)
    con.execute("begin")
    try:
        outcome = _write(con, examined, name)
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")
    return outcome


def _write(con: duckdb.DuckDBPyConnection, examined: Examined, name: str) -> Outcome:
    loaded_at = store.now()
    load_id = f"{loaded_at:%Y%m%d-%H%M%S}-{examined.sha256[:8]}"
    kinds = list(dict.fromkeys(extract.kind for extract, _ in examined.parts))
    store.record_load(
        con,
        {
            "load_id": load_id,
            "file_name": name,
            "sha256": examined.sha256,
            "profile_name": examined.profile.name,
            "kinds": kinds,
            "loaded_at": loaded_at,
            "is_synthetic": is_synthetic(examined.path, examined.sha256),
            "dialect": json.dumps(examined.dialect),
            "program_version": version("kinerja"),
        },
    )
    for (take, kind), count in examined.read_counts.items():
        store.open_ledger(con, load_id, take, kind, count)
    found = [_write_kind(con, examined, kind, load_id, loaded_at) for kind in kinds]
    store.settle(con, load_id)
    ledger = con.sql("select * from raw.ledger where load_id = $load order by take", params={"load": load_id}).pl()
    return Outcome(name, load_id, tuple(ledger.to_dicts()), pl.concat([findings.empty(), *found]))


def _write_kind(
    con: duckdb.DuckDBPyConnection, examined: Examined, kind: str, load_id: str, loaded_at: Any
) -> pl.DataFrame:
    """Write every take of one kind and return its findings."""
    contract = all_contracts()[kind]
    parts = [(extract, judged) for extract, judged in examined.parts if extract.kind == kind]
    rows = pl.concat([_labelled(extract, judged.accepted) for extract, judged in parts])
    rows, repeated = _without_repeats(rows, contract.key, is_distinct=parts[0][0].distinct)
    met = store.add_rows(con, contract, rows, load_id, loaded_at)
    held = [_held(extract, judged) for extract, judged in parts]
    aside = pl.concat([*held, repeated, met.cast(_ASIDE)]).sort(pl.col("class") != "quarantined", maintain_order=True)
    aside = aside.unique(["take", "sheet_name", "row_number"], keep="first", maintain_order=True)
    store.add_not_loaded(con, load_id, kind, _with_cells(aside, parts))
    store.add_places(
        con, load_id, kind, [(e.sheet_name, name, *place) for e, _ in parts for name, place in e.places.items()]
    )
    conflicts = _conflicts(pl.concat([repeated, met.cast(_ASIDE)]))
    found = _once([*(judged.findings for _, judged in parts), conflicts])
    store.add_findings(con, load_id, kind, found)
    return found


_ASIDE: Any = {
    "take": pl.Int32,
    "sheet_name": pl.String,
    "row_number": pl.Int64,
    "row_count": pl.Int64,
    "class": pl.String,
    "reason": pl.String,
}


def _labelled(extract: Extract, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        pl.lit(extract.take, dtype=pl.Int32).alias("take"),
        pl.lit(extract.source).alias("source"),
        pl.lit(extract.sheet_name, dtype=pl.String).alias("sheet_name"),
    )


def _without_repeats(rows: pl.DataFrame, key: Sequence[str], *, is_distinct: bool) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return rows whose key stands once, and the rest: identical repeats as duplicates, contradictions held."""
    repeats = rows.select(key).is_duplicated()
    if not repeats.any():
        return rows, pl.DataFrame(schema=_ASIDE)
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
    ), aside.cast(_ASIDE)


def _held(extract: Extract, judged: Judged) -> pl.DataFrame:
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
    return _labelled(extract, rows).select(list(_ASIDE)).cast(_ASIDE)


def _with_cells(aside: pl.DataFrame, parts: Sequence[tuple[Extract, Judged]]) -> pl.DataFrame:
    """Add each row as it stood in the file, as a JSON object of header → text."""
    texts: dict[tuple[str | None, int], str] = {}
    for extract, _ in parts if aside.height else ():
        wanted = extract.whole.join(aside.select("row_number").unique(), on="row_number", how="semi")
        for row in wanted.iter_rows(named=True):
            number = row.pop("row_number")
            texts[extract.sheet_name, number] = json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False)
    cells = [texts.get((sheet, row)) for sheet, row in aside.select("sheet_name", "row_number").iter_rows()]
    return aside.with_columns(pl.Series("cells", cells, dtype=pl.String))


def _conflicts(aside: pl.DataFrame) -> pl.DataFrame:
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


def is_synthetic(path: Path, sha256: str) -> bool:
    """Return whether the generator's own list, beside the file or up to three folders above, holds these bytes."""
    for folder in list(path.resolve().parents)[:4]:
        listed = folder / SYNTHETIC_LIST
        if listed.is_file():
            return any(line.split()[:1] == [sha256] for line in listed.read_text(encoding="utf-8").splitlines())
    return False
