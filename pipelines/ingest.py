"""Files → store → published build: the whole story, one file one transaction."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import aside, corrections, findings, history, originals, readers, store, swaps, validate
from pipelines.contracts import all_contracts
from pipelines.extract import Extract, extracts
from pipelines.findings import Refused
from pipelines.layouts import REFERENCES, Layout, layouts_of, references_in
from pipelines.profiles import Profile
from pipelines.recognition import recognise, unread
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
    layouts: tuple[Layout, ...] = ()
    references: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=REFERENCES))

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
    mended_count: int = 0


def _once(found: Iterable[pl.DataFrame]) -> pl.DataFrame:
    """Return findings with each cell named once, however many rows and takes were made of it."""
    return pl.concat([findings.empty(), *found]).unique(maintain_order=True)


def files_in(sources: Iterable[Path]) -> dict[Path, str]:
    """Return the files to take in and the name each goes by: its own, or its path within the folder that was named.

    Folders are searched for tables, in the order of their paths.
    """
    found: dict[Path, str] = {}
    for source in sources:
        inside = sorted(p for p in source.rglob("*") if not p.is_dir() and p.suffix.casefold() in ENDINGS)
        tables = [path for path in inside if not _is_scratch(path)] if source.is_dir() else [source]
        names = {path: path.relative_to(source).as_posix() if path != source else path.name for path in tables}
        found |= {path: findings.printable(name) for path, name in names.items()}
    return found


def _is_scratch(path: Path) -> bool:
    return path.name.startswith(("~$", "."))


def examine(path: Path, profile_name: str | None = None) -> Examined:
    """Return what a file says without taking anything in; raises Refused with the one reason it cannot be taken."""
    data = readers.source.bytes_of(path)
    return _understood(path, data, hashlib.sha256(data).hexdigest(), profile_name)


def _understood(path: Path, data: bytes, sha256: str, profile_name: str | None) -> Examined:
    reading = readers.read(data)
    profile, found = recognise(path.name, reading.sheets, profile_name)
    tables, swapped = swaps.put_back(profile, found)
    judged = [(extract, validate.judge(extract, profile.format)) for extract in extracts(profile, path.name, tables)]
    parts = validate.with_unread(judged, unread(profile, reading.sheets, found), swapped)
    physical = sum(table.sheet.cells.height - table.header_row for table in tables)
    if not physical:
        raise Refused("berkas-kosong")
    counts = {(extract.take, extract.kind): physical for extract, _ in parts}
    around = layouts_of(profile, tables)
    return Examined(path, sha256, profile, reading.dialect, parts, counts, around, references_in(tables))


def _digest(path: Path) -> str:
    """Return the sha256 of a file, "" for what cannot or must not be read as one."""
    try:
        return hashlib.sha256(readers.source.bytes_of(path)).hexdigest()
    except Refused:
        return ""


def ingest(
    con: duckdb.DuckDBPyConnection,
    sources: Iterable[Path],
    profile_name: str | None = None,
    *,
    is_correction: bool = False,
) -> Iterator[Outcome]:
    """Take files and folders into an open store file by file, yielding what became of each.

    A file goes in whole or not at all. A correction must carry the references of a daftar perbaikan.
    """
    for path, name in files_in(sources).items():
        try:
            yield _take_in(con, path, name, profile_name, is_correction=is_correction)
        except Refused as refusal:
            words = (refusal.message("id"), refusal.message("en"))
            store.record_refusal(con, name, _digest(path), refusal.code, words)
            yield Outcome(name, None, (), findings.empty(), refusal)


def _take_in(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, profile_name: str | None, *, is_correction: bool
) -> Outcome:
    data = readers.source.bytes_of(path)
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
    if is_correction and examined.references.is_empty():
        raise Refused("tanpa-rujukan")
    con.execute("begin")
    try:
        outcome = _write(con, examined, name)
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")
    return outcome


def _write(con: duckdb.DuckDBPyConnection, examined: Examined, name: str) -> Outcome:
    loaded_at = store.next_moment(con)
    load_id = store.new_load_id(con, loaded_at, examined.sha256)
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
    for each in examined.layouts:
        store.add_layout(con, load_id, each.sheet_name, each.header_row, each.text())
    own = originals.originals(examined.profile, [extract for extract, _ in examined.parts])
    store.add_originals(con, load_id, own)
    history.refresh(con, load_id)
    mended = corrections.record(con, load_id, examined.references)
    ledger = con.sql("select * from raw.ledger where load_id = $load order by take", params={"load": load_id}).pl()
    found.append(store.findings_of(con, load_id, history.CONFLICT))
    return Outcome(name, load_id, tuple(ledger.to_dicts()), pl.concat([findings.empty(), *found]), None, mended)


def _write_kind(
    con: duckdb.DuckDBPyConnection, examined: Examined, kind: str, load_id: str, loaded_at: Any
) -> pl.DataFrame:
    """Write every take of one kind and return its findings."""
    contract = all_contracts()[kind]
    parts = [(extract, judged) for extract, judged in examined.parts if extract.kind == kind]
    rows = pl.concat([aside.labelled(extract, judged.accepted) for extract, judged in parts])
    rows, repeated = aside.without_repeats(rows, contract.key, is_distinct=parts[0][0].distinct)
    store.add_rows(con, contract, rows, load_id, loaded_at)
    held = [aside.held(extract, judged) for extract, judged in parts]
    rest = pl.concat([*held, repeated]).sort(pl.col("class") != "quarantined", maintain_order=True)
    rest = rest.unique(["take", "sheet_name", "row_number"], keep="first", maintain_order=True)
    rest = aside.by_line(rest, parts)
    store.add_not_loaded(con, load_id, kind, aside.with_cells(rest, parts))
    store.add_places(
        con, load_id, kind, [(e.sheet_name, name, *place) for e, _ in parts for name, place in e.places.items()]
    )
    found = _once([*(judged.findings for _, judged in parts), aside.conflicts(repeated)])
    store.add_findings(con, load_id, kind, found)
    return found


def is_synthetic(path: Path, sha256: str) -> bool:
    """Return whether the generator's own list, beside the file or up to three folders above, holds these bytes."""
    for folder in list(path.resolve().parents)[:4]:
        listed = folder / SYNTHETIC_LIST
        if listed.is_file():
            return any(line.split()[:1] == [sha256] for line in listed.read_text(encoding="utf-8").splitlines())
    return False
