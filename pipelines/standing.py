"""How an installation stands: the newest build, loads and their ledgers, what is wrong; answers to read-only SQL."""

import importlib.metadata
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from pipelines import publish, store
from pipelines.paths import Home

FREE_BYTES = 1 << 30
"""Below this much free disk a build may fail half way; it would be thrown away, but say so beforehand."""

HELD = "Penyimpanan sedang dipakai proses lain; daftar muatan tidak dapat dibaca sekarang."

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
    alarms, loads = [], []
    if folder != publish.current(home):
        alarms.append("Gudang terbaru rusak; gudang baik sebelumnya yang dipakai. Jalankan: kinerja build")
    try:
        loads = _rows(home.store, LOADS) if home.store.exists() else []
    except duckdb.Error as error:
        alarms.append(HELD if store.is_held(error) else f"Penyimpanan rusak ({_first_line(error)}). {_restoring(home)}")
    alarms += [f"Neraca {load['file']} ({load['kind']}) tidak seimbang." for load in loads if not _balanced(load)]
    freshness = _rows(folder / "internal.duckdb", "from marts.freshness order by all") if folder else []
    build = {"build": manifest.get("build_id"), "published_at": manifest.get("published_at")}
    return {**build, "loads": loads, "freshness": freshness, "alarms": alarms}


def _balanced(load: dict[str, Any]) -> bool:
    classes = ("accepted", "quarantined", "duplicate", "excluded", "superseded")
    return bool(load["read"] == sum(load[name] for name in classes))


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


def examination(home: Home) -> Iterator[tuple[str, bool]]:
    """Yield one line per thing examined and whether it is good; a line that is not says what to do."""
    yield f"Python {sys.version.split()[0]}", sys.version_info >= (3, 11)
    names = ("kinerja", "streamlit", "duckdb", "polars", "pandera", "plotly")
    yield ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names), True
    yield f"Data di {home.root}", True
    place = next(folder for folder in (home.root, *home.root.parents) if folder.exists())
    free = shutil.disk_usage(place).free
    yield f"Ruang bebas {free / 2**30:.1f} GiB", free >= FREE_BYTES
    yield from _store(home)
    folder = publish.current(home)
    if folder is None:
        yield "Belum ada gudang yang terbit; jalankan kinerja ingest BERKAS atau kinerja demo", True
        return
    problems = publish.verify(folder)
    yield (
        f"Gudang {folder.name}" + (f" rusak: {'; '.join(problems)}. Jalankan kinerja build" if problems else " utuh"),
        not problems,
    )
    yield from ((alarm, False) for alarm in standing(home)["alarms"])


def _store(home: Home) -> Iterator[tuple[str, bool]]:
    if not home.store.exists():
        yield "Penyimpanan belum ada", True
        return
    problems = store_problems(home)
    yield from ((problem, False) for problem in problems)
    if not problems:
        count = _rows(home.store, "select count(*) as n from raw.loads")[0]["n"]
        yield f"Penyimpanan utuh, berisi {count} muatan", True


def store_problems(home: Home) -> list[str]:
    """Return what is wrong with the store, after reading every value of every table, and what to do about it."""
    try:
        with duckdb.connect(str(home.store), read_only=True) as con:
            tables = con.execute("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
            for (name,) in tables:
                con.execute(f"select sum(hash(each)) from raw.{name} as each").fetchall()
            present = {row[0] for row in con.execute("select load_id from raw.loads").fetchall()}
    except duckdb.Error as error:
        if store.is_held(error):
            return ["Penyimpanan sedang dipakai proses lain; ulangi setelah selesai."]
        return [f"Penyimpanan rusak ({_first_line(error)}). {_restoring(home)}"]
    folder = publish.newest_good(home)
    known = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["load_ids"] if folder else []
    lost = [load_id for load_id in known if load_id not in present]
    return [f"Muatan hilang dari penyimpanan: {', '.join(lost)}. {_restoring(home)}"] if lost else []


def _first_line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]


def _restoring(home: Home) -> str:
    """Return how to bring the store back from the copy that the newest build carries."""
    copies = publish.copies(home)
    if not copies:
        return "Tidak ada salinan; singkirkan berkasnya lalu muat ulang semua berkas asal."
    return (
        f"Hentikan kinerja, hapus {home.store.name} dan {home.store.name}.wal, salin {copies[0]} "
        f"ke {home.store}, lalu muat ulang berkas yang datang sesudah gudang itu."
    )
