"""Files → store → published build: the whole story, one file one transaction."""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import aside, corrections, findings, history, originals, readers, repeats, store
from pipelines.contracts import all_contracts
from pipelines.findings import Refused
from pipelines.layouts import Layout, layouts_of, references_in, width
from pipelines.readers import pieces
from pipelines.understanding import Examined, Piece, Understood, examine, extracts_of, judged, understand

__all__ = ["Examined", "Outcome", "examine", "files_in", "ingest", "is_synthetic"]

Seen = Callable[[int], None]

SYNTHETIC_LIST = "SINTETIS.sha256"
"""The generator's list of its own files; only a file whose bytes are on it counts as synthetic."""

ENDINGS = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its load, profile and ledger, or the refusal."""

    name: str
    load_id: str | None
    ledger: tuple[dict[str, Any], ...]
    findings: pl.DataFrame
    refusal: Refused | None = None
    mended_count: int = 0
    profile_name: str | None = None


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


def _digest(path: Path) -> str:
    """Return the sha256 of a file, "" for what cannot or must not be read as one."""
    try:
        return readers.source.digest_of(path)
    except Refused:
        return ""


def ingest(
    con: duckdb.DuckDBPyConnection,
    sources: Iterable[Path],
    profile_name: str | None = None,
    seen: Seen = lambda count: None,
    *,
    is_correction: bool = False,
) -> Iterator[Outcome]:
    """Take files and folders into an open store file by file, yielding what became of each.

    A file goes in whole or not at all. A correction must carry the references of a daftar perbaikan. `seen` is told how
    many rows were written, piece by piece.
    """
    for path, name in files_in(sources).items():
        try:
            yield _take_in(con, path, name, profile_name, seen, is_correction=is_correction)
        except Refused as refusal:
            words = (refusal.message("id"), refusal.message("en"))
            store.record_refusal(con, name, _digest(path), refusal.code, words)
            yield Outcome(name, None, (), findings.empty(), refusal)


def rehearsed(sources: Iterable[Path], profile_name: str | None = None) -> Iterator[Outcome]:
    """Yield what would become of files if they were taken into an empty store; nothing of it is kept."""
    with tempfile.TemporaryDirectory() as folder, store.opened(Path(folder) / "store.duckdb") as con:
        yield from ingest(con, sources, profile_name)


def _take_in(
    con: duckdb.DuckDBPyConnection, path: Path, name: str, profile_name: str | None, seen: Seen, *, is_correction: bool
) -> Outcome:
    large = pieces.large(path)
    data = large or readers.source.bytes_of(path)
    sha256 = data.sha256 if isinstance(data, pieces.Large) else hashlib.sha256(data).hexdigest()
    first = store.first_load(con, sha256)
    if first:
        load_id, earlier, at = first
        raise Refused(
            "sudah-dimuat",
            f"Muatan {load_id}: {earlier}, {at:%Y-%m-%d %H:%M} UTC.",
            f"Load {load_id}: {earlier}, {at:%Y-%m-%d %H:%M} UTC.",
        )
    file = understand(path, data, sha256, profile_name)
    con.execute("begin")
    try:
        outcome = _write(con, file, name, seen, is_correction=is_correction)
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")
    return outcome


def _write(con: duckdb.DuckDBPyConnection, file: Understood, name: str, seen: Seen, *, is_correction: bool) -> Outcome:
    loaded_at = store.next_moment(con)
    load_id = store.new_load_id(con, loaded_at, file.sha256)
    kinds = list(dict.fromkeys(take.kind for take in file.profile.takes))
    store.record_load(
        con,
        {
            "load_id": load_id,
            "file_name": name,
            "sha256": file.sha256,
            "profile_name": file.profile.name,
            "kinds": kinds,
            "loaded_at": loaded_at,
            "is_synthetic": is_synthetic(file.path, file.sha256),
            "dialect": json.dumps(file.dialect),
            "program_version": version("kinerja"),
        },
    )
    references = _write_rows(con, file, load_id, loaded_at, seen)
    if is_correction and references.is_empty():
        raise Refused("tanpa-rujukan")
    for kind in kinds:
        _write_repeats(con, file, kind, load_id)
    history.refresh(con, load_id)
    mended = corrections.record(con, load_id, references)
    ledger = con.sql("select * from raw.ledger where load_id = $load order by take", params={"load": load_id}).pl()
    found = store.findings_of(con, load_id)
    return Outcome(name, load_id, tuple(ledger.to_dicts()), found, None, mended, file.profile.name)


def _write_rows(
    con: duckdb.DuckDBPyConnection, file: Understood, load_id: str, loaded_at: Any, seen: Seen
) -> pl.DataFrame:
    """Write the rows of a file piece by piece, the layout around them and how many there are.

    Return the references of a returned daftar perbaikan. Raises Refused `berkas-kosong`.
    """
    count, referring, places, layouts = 0, [], dict[tuple[str | None, ...], None](), tuple[Layout, ...]()
    for piece in judged(file):
        for kind in dict.fromkeys(extract.kind for extract, _ in piece.parts):
            _write_kind(con, piece, kind, load_id, loaded_at)
        own = originals.originals(file.profile, [extract for extract, _ in piece.parts])
        store.add_originals(con, load_id, own)
        referring.append(references_in(piece.tables))
        places |= dict.fromkeys(_places(piece))
        layouts = max(layouts, layouts_of(file.profile, piece.tables), key=width)
        count += piece.row_count
        seen(piece.row_count)
    if not count:
        raise Refused("berkas-kosong")
    store.add_places(con, load_id, list(places))
    for each in layouts:
        store.add_layout(con, load_id, each.sheet_name, each.header_row, each.text())
    for take, kind in enumerate(take.kind for take in file.profile.takes):
        store.open_ledger(con, load_id, take, kind, count)
    return pl.concat(referring)


def _places(piece: Piece) -> Iterator[tuple[str | None, ...]]:
    for extract, _ in piece.parts:
        yield from ((extract.kind, extract.sheet_name, ours, *place) for ours, place in extract.places.items())


def _write_kind(con: duckdb.DuckDBPyConnection, piece: Piece, kind: str, load_id: str, loaded_at: Any) -> None:
    """Write what a piece holds of one kind: rows, rows not loaded, findings."""
    parts = [(extract, judgement) for extract, judgement in piece.parts if extract.kind == kind]
    rows = pl.concat([aside.labelled(extract, judgement.accepted) for extract, judgement in parts])
    store.add_rows(con, all_contracts()[kind], rows, load_id, loaded_at)
    own = [extract for extract, _ in parts]
    rest = aside.by_line(aside.once(pl.concat([aside.held(extract, judgement) for extract, judgement in parts])), own)
    store.add_not_loaded(con, load_id, kind, aside.with_cells(rest, own))
    store.add_findings(con, load_id, kind, findings.once(judgement.findings for _, judgement in parts))


def _write_repeats(con: duckdb.DuckDBPyConnection, file: Understood, kind: str, load_id: str) -> None:
    """Take the rows out again that repeat or contradict others of the file.

    What they looked like is read from the file once more.
    """
    is_distinct = next(take.distinct for take in file.profile.takes if take.kind == kind)
    repeated = repeats.take_out(con, all_contracts()[kind], load_id, is_distinct=is_distinct)
    if repeated.height:
        rest = aside.once(repeated)
        for tables in file.pieces():
            own = [extract for extract in extracts_of(file, tables) if extract.kind == kind]
            here = aside.with_cells(aside.by_line(rest, own), own)
            store.add_not_loaded(con, load_id, kind, here.filter(pl.col("cells").is_not_null()))
        store.add_findings(con, load_id, kind, aside.conflicts(repeated).unique(maintain_order=True))


def is_synthetic(path: Path, sha256: str) -> bool:
    """Return whether the generator's own list, beside the file or up to three folders above, holds these bytes."""
    for folder in list(path.resolve().parents)[:4]:
        listed = folder / SYNTHETIC_LIST
        if listed.is_file():
            return any(line.split()[:1] == [sha256] for line in listed.read_text(encoding="utf-8").splitlines())
    return False
