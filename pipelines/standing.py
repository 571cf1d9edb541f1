"""How an installation stands: the newest build, loads and their ledgers, what is wrong; answers to read-only SQL."""

import datetime as dt
import importlib.metadata
import json
import shutil
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import duckdb

from pipelines import alarms, publish
from pipelines.paths import Home

FREE_BYTES = 1 << 30
"""Below this much free disk a build may fail half way; it would be thrown away, but say so beforehand."""

LOADS = """
    select loads.load_id, loads.file_name as file, loads.sha256, ledger.kind, loads.profile_name as profile,
        loads.loaded_at,
        ledger.read_count as read, ledger.accepted_count as accepted, ledger.quarantined_count as quarantined,
        ledger.duplicate_count as duplicate, ledger.excluded_count as excluded, ledger.superseded_count as superseded
    from raw.loads inner join raw.ledger on ledger.load_id = loads.load_id
    order by loads.loaded_at, loads.load_id, ledger.take"""


def standing(home: Home) -> dict[str, Any]:
    """Return build, published_at, loads with ledgers, freshness and alarms: what `kinerja status --json` prints."""
    folder = publish.newest_good(home)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8")) if folder else {}
    found = alarms.found(home, folder)
    alarms.record(home, found)
    is_readable = home.store.exists() and not any(each.code in alarms.UNREADABLE for each in found)
    return {
        "build": manifest.get("build_id"),
        "published_at": manifest.get("published_at"),
        "loads": _rows(home.store, LOADS) if is_readable else [],
        "freshness": _rows(folder / "internal.duckdb", "from marts.freshness order by all") if folder else [],
        "alarms": [asdict(each) for each in [*found, *alarms.overdue(folder, dt.datetime.now(dt.UTC).date())]],
    }


def _rows(path: Path, sql: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(path), read_only=True) as con:
        rows: list[dict[str, Any]] = con.sql(sql).pl().to_dicts()
    return rows


def answer(home: Home, sql: str, form: str) -> str:
    """Return the answer to one read-only query on the newest build as a table, CSV or JSON.

    Raises LookupError without a build, duckdb.Error for a wrong query; the connection can reach no other file.
    """
    folder = publish.newest_good(home)
    if folder is None:
        raise LookupError("Belum ada gudang yang terbit. Muat data dahulu: kinerja ingest BERKAS, atau kinerja demo")
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        con.execute("set enable_external_access = false; set lock_configuration = true")
        relation = con.sql(sql)
        if relation is None:
            raise LookupError("Perintah itu bukan pertanyaan. Pakai SELECT atau FROM.")
        if form == "table":
            return str(relation)
        frame = relation.pl()
        return (
            frame.write_csv().rstrip("\n")
            if form == "csv"
            else json.dumps(frame.to_dicts(), ensure_ascii=False, default=str)
        )


def examination(home: Home, language: str = "id") -> Iterator[tuple[str, bool]]:
    """Yield one line per thing examined and whether it is good; a line that is not says what to do."""
    yield f"Python {sys.version.split()[0]}", sys.version_info >= (3, 11)
    names = ("kinerja", "streamlit", "duckdb", "polars", "pandera", "plotly")
    yield ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names), True
    yield f"Data di {home.root}", True
    place = next(folder for folder in (home.root, *home.root.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    yield f"Ruang bebas {free / 2**30:.1f} GiB", free >= FREE_BYTES
    folder = publish.newest_good(home)
    found = alarms.found(home, folder, is_deep=True)
    alarms.record(home, found)
    yield from ((each.sentence(language), False) for each in found)
    yield from _good(home, folder, {each.code for each in found})


def _good(home: Home, folder: Path | None, codes: set[str]) -> Iterator[tuple[str, bool]]:
    """Yield what was found whole, and what is not there yet."""
    if not home.store.exists():
        yield "Penyimpanan belum ada", True
    elif not codes & {*alarms.UNREADABLE, "muatan-hilang"}:
        count = _rows(home.store, "select count(*) as n from raw.loads")[0]["n"]
        yield f"Penyimpanan utuh, berisi {count} muatan", True
    if folder is None:
        yield "Belum ada gudang yang terbit; jalankan kinerja ingest BERKAS atau kinerja demo", True
    else:
        yield f"Gudang {folder.name} utuh", True
