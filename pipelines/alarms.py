"""What is wrong with an installation and what to do about it: found anew here, and kept on record for the screen.

A build carries in marts.alarms what it can know of itself. What only the store and the folder of builds can tell is
found by `found` and written to alarms.json, which the dashboard shows to those who may see loads.
"""

import datetime as dt
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from pipelines import publish, store
from pipelines.disclosure import look
from pipelines.paths import REFERENCE, Home

NAMED = 5
"""Files an alarm names; of more it says how many."""

UNBALANCED = """
    select distinct loads.file_name, ledger.kind
    from raw.ledger as ledger inner join raw.loads as loads on loads.load_id = ledger.load_id
    where ledger.read_count <> ledger.accepted_count + ledger.quarantined_count + ledger.duplicate_count
        + ledger.excluded_count + ledger.superseded_count
    order by all"""
UNREADABLE = frozenset({"penyimpanan-dipakai", "penyimpanan-rusak", "penyimpanan-rusak-tanpa-salinan"})
"""Alarms of a store in which nothing can be read now."""

PASSING = "penyimpanan-dipakai"
"""True only while it is found: nothing to keep on record."""

LOADS = "select distinct load_id, file_name, withdrawn_at from {schema}.loads order by all"


@dataclass(frozen=True)
class Alarm:
    """One thing that needs somebody: what it concerns, what is wrong with it, what to do; in Indonesian and English."""

    code: str
    subject: str
    message_id: str
    message_en: str
    fix_id: str
    fix_en: str

    def sentence(self, language: str = "id") -> str:
        """Return subject, what is wrong and what to do in one line."""
        said, mend = (self.message_en, self.fix_en) if language == "en" else (self.message_id, self.fix_id)
        return f"{self.subject}: {said} {mend}"


@cache
def _words() -> dict[str, dict[str, str]]:
    table = pl.read_csv(REFERENCE / "alarm_words.csv", infer_schema=False)
    return {row["code"]: row for row in table.to_dicts()}


def _alarm(home: Home, code: str, subject: str) -> Alarm:
    copies = publish.copies(home)
    if code in ("penyimpanan-rusak", "muatan-hilang") and not copies:
        code = "penyimpanan-rusak-tanpa-salinan"
    places = {"store": str(home.store), "copy": str(copies[0]) if copies else ""}
    words = {name: text.format(**places) for name, text in _words()[code].items() if name != "code"}
    return Alarm(code, subject, **words)


def found(home: Home, folder: Path | None, *, is_deep: bool = False) -> list[Alarm]:
    """Return the alarms of an installation whose newest good build is `folder`.

    `is_deep` reads every value of the store, too.
    """
    return [*_of_builds(home, folder), *of_store(home, folder, is_deep=is_deep)]


def of_store(home: Home, folder: Path | None, *, is_deep: bool = False) -> list[Alarm]:
    """Return what is wrong with the store, by itself and beside the build it was published as."""
    if not home.store.exists():
        return []
    try:
        with duckdb.connect(str(home.store), read_only=True) as con:
            if is_deep:
                _read_everything(con)
            unbalanced = con.execute(UNBALANCED).fetchall()
            loads = con.execute(LOADS.format(schema="raw")).fetchall()
    except duckdb.Error as error:
        if store.is_held(error):
            return [_alarm(home, "penyimpanan-dipakai", home.store.name)]
        return [_alarm(home, "penyimpanan-rusak", " ".join(str(error).split())[:120])]
    own = [_alarm(home, "neraca-tidak-seimbang", f"{name} ({kind})") for name, kind in unbalanced]
    return own + list(_beside(home, folder, loads))


def _read_everything(con: duckdb.DuckDBPyConnection) -> None:
    tables = con.execute("select table_name from duckdb_tables() where schema_name = 'raw'").fetchall()
    for (name,) in tables:
        con.execute(f"select sum(hash(each)) from raw.{name} as each").fetchall()


def _beside(home: Home, folder: Path | None, loads: list[tuple[Any, ...]]) -> Iterator[Alarm]:
    """Yield how the store differs from the build: loads it lost, and changes not published yet."""
    if folder is None:
        if loads:
            yield _alarm(home, "belum-terbit", _named(name for _, name, _ in loads))
        return
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        published = con.execute(LOADS.format(schema="marts")).fetchall()
    present = {load_id for load_id, _, _ in loads}
    lost = [name for load_id, name, _ in published if load_id not in present]
    if lost:
        yield _alarm(home, "muatan-hilang", _named(lost))
    news = [name for load_id, name, at in loads if (load_id, name, at) not in published]
    if news and _manifest(folder).get("asked_for") is None:
        yield _alarm(home, "belum-terbit", _named(news))


def _of_builds(home: Home, folder: Path | None) -> Iterator[Alarm]:
    if home.pointer.exists() and folder != publish.current(home):
        named = home.pointer.read_text(encoding="utf-8", errors="replace").strip()[:80]
        served = publish.current(home)
        why = publish.verify(served)[:1] if served else []
        yield _alarm(home, "gudang-rusak", ": ".join([named, *why]))
    asked_for = _manifest(folder).get("asked_for") if folder else None
    if asked_for:
        yield _alarm(home, "gudang-seperti-dulu", f"{asked_for} UTC")
    refused = _manifest(folder).get("public", {}).get("refused", []) if folder else []
    if refused:
        yield _alarm(home, "publik-ditolak", _named([str(each["year"] or look.FILE) for each in refused]))


def _manifest(folder: Path) -> dict[str, Any]:
    manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    return manifest


def _named(names: Iterator[str] | list[str]) -> str:
    each = list(dict.fromkeys(names))
    rest = len(each) - NAMED
    return ", ".join(each[:NAMED]) + (f", … +{rest}" if rest > 0 else "")


def overdue(folder: Path | None, today: dt.date) -> list[Alarm]:
    """Return which data a build waits for beyond their day; builds of older programs say nothing of it."""
    if folder is None or "alarms" not in _manifest(folder)["marts"]:
        return []
    names = ", ".join(Alarm.__dataclass_fields__)
    with duckdb.connect(str(folder / "internal.duckdb"), read_only=True) as con:
        rows = con.execute(f"select {names} from marts.alarms where since_date <= ? order by all", [today]).fetchall()
    return [Alarm(*row) for row in rows]


def record(home: Home, alarms: list[Alarm]) -> None:
    """Keep alarms where the dashboard reads them, in one step; not in a folder that may only be read."""
    if not home.root.is_dir() or not os.access(home.root, os.W_OK):
        return
    lasting = [asdict(each) for each in alarms if each.code != PASSING]
    told = {"recorded_at": store.now().isoformat(timespec="seconds"), "alarms": lasting}
    unfinished = home.alarms.with_name(f".{home.alarms.name}-{os.getpid()}")
    unfinished.write_text(json.dumps(told, ensure_ascii=False, indent=2), encoding="utf-8")
    unfinished.replace(home.alarms)


def refresh(home: Home) -> None:
    """Find and record the alarms of an installation just changed; a build just served is taken to be good."""
    record(home, found(home, publish.current(home)))
