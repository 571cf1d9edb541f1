"""What the command line says of files, loads and builds: lines of text, one place for their words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from pipelines import findings
from pipelines.alarms import Alarm
from pipelines.ingest import Outcome

SHOWN = 20
"""Findings printed per file; the rest is counted, and listed in full on the data-quality page."""

CLASSES = {
    "id": {
        "accepted_count": "dimuat",
        "quarantined_count": "dikarantina",
        "duplicate_count": "ganda",
        "excluded_count": "dikecualikan",
        "superseded_count": "digantikan",
    },
    "en": {
        "accepted_count": "loaded",
        "quarantined_count": "quarantined",
        "duplicate_count": "duplicate",
        "excluded_count": "excluded",
        "superseded_count": "superseded",
    },
}
READ = {"id": "baris dibaca", "en": "rows read"}
MORE = {"id": "temuan lagi", "en": "more findings"}
MENDED = {"id": "baris yang dikarantina kini diperbaiki", "en": "quarantined rows are mended now"}
REFUSED = {"id": "ditolak", "en": "refused"}


def is_clean(outcome: Outcome) -> bool:
    """Return whether a file went in with nothing held back."""
    return outcome.refusal is None and not outcome.findings["severity"].is_in(["quarantine", "refuse"]).any()


def checked(outcome: Outcome, language: str) -> list[str]:
    """Return what a file would become if it were taken in: its profile, a line per kind, its findings."""
    if outcome.refusal:
        return taken_in(outcome, language)
    rows = [f"  {row['kind']}: {_counted(row, language)}" for row in outcome.ledger]
    return [f"{outcome.name} · {outcome.profile_name}", *rows, *_listed(outcome.findings, language)]


def taken_in(outcome: Outcome, language: str) -> list[str]:
    """Return what became of a file: a line per kind with its ledger, then its findings."""
    name = outcome.name
    if outcome.refusal:
        return [f"{name} · {REFUSED[language]}: {outcome.refusal.message(language)}"]
    lines = [f"{name} · {row['kind']}: {_counted(row, language)}" for row in outcome.ledger]
    if outcome.mended_count:
        lines.append(f"  {outcome.mended_count} {MENDED[language]}")
    return lines + _listed(outcome.findings, language)


def _counted(row: Mapping[str, Any], language: str) -> str:
    words = CLASSES[language].items()
    parts = [f"{row[column]} {word}" for column, word in words if row[column] or column == "accepted_count"]
    return f"{row['read_count']} {READ[language]}, {', '.join(parts)}"


def withdrawn(load_id: str, file_name: str, language: str) -> str:
    """Return that a load is out."""
    return {
        "id": f"{file_name} · muatan {load_id} ditarik; muat berkasnya lagi untuk membatalkan",
        "en": f"{file_name} · load {load_id} withdrawn; take its file in again to undo this",
    }[language]


def busy(holder: object, language: str) -> str:
    """Return that another process writes, and which."""
    return {
        "id": f"Gudang sedang dipakai proses lain; coba lagi setelah selesai. {holder}",
        "en": f"The store is in use by another process; try again when it has finished. {holder}",
    }[language]


def repair_list(path: Path, row_count: int, language: str) -> str:
    """Return where a daftar perbaikan was written and how many rows wait in it."""
    return {"id": f"{path}: {row_count} baris perlu diperbaiki", "en": f"{path}: {row_count} rows to mend"}[language]


def _listed(found: pl.DataFrame, language: str) -> list[str]:
    lines = [f"  {findings.sentence(row, language)}" for row in found.head(SHOWN).iter_rows(named=True)]
    rest = found.height - len(lines)
    return [*lines, f"  … {rest} {MORE[language]}"] if rest > 0 else lines


def standing(now: Mapping[str, Any], language: str) -> list[str]:
    """Return the state of an installation in lines for a person."""
    published = {"id": "Gudang {} terbit {}", "en": "Build {} published {}"}[language]
    nothing = {"id": "Belum ada gudang yang terbit", "en": "Nothing is published yet"}[language]
    build = published.format(now["build"], now["published_at"]) if now["build"] else nothing
    lines = [build, *(f"!! {Alarm(**alarm).sentence(language)}" for alarm in now["alarms"])]
    for load in now["loads"]:
        parts = [f"{load[name.removesuffix('_count')]} {word}" for name, word in CLASSES[language].items()]
        told = ", ".join(part for part in parts if not part.startswith("0 "))
        when = f"{load['loaded_at']:%Y-%m-%d %H:%M}"
        lines.append(f"{when} {load['file']} · {load['kind']}: {load['read']} {READ[language]}, {told}")
    return lines
