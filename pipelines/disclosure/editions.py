"""Frozen editions: the shown numbers of one year as released, with the exact counts kept behind them.

A folder an edition, written once, flushed, then renamed into place; its SHA-256 is over what was shown. The exact
counts never leave the folder: later editions need them to see what an outsider could find out by comparing.
"""

import datetime as dt
import hashlib
import json
import os
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from pipelines.disclosure.counts import Count, Counts, Key, Unit
from pipelines.disclosure.rule import Rule, whole

SHOWN, EXACT, REPORT = "shown.json", "exact.json", "report.json"
_UNFINISHED = ".new-"


Cell = tuple[int | None, int | None, str | None]
"""What is shown of a count, a mean and its grade."""


@dataclass(frozen=True)
class Edition:
    """One release of the tables about persons of one year; without a time of release it is a draft.

    `carried` are cells of units in which too few persons changed since their numbers were set: they stay as they were.
    """

    year: int
    number: int
    is_synthetic: bool
    rule: Rule
    counts: Counts
    shown: frozenset[Key]
    shown_means: frozenset[Key]
    carried: Mapping[Key, Cell] = field(default_factory=dict)
    released_at: dt.datetime | None = None
    sha256: str = ""
    report: Mapping[str, Any] = field(default_factory=dict)

    @property
    def edition_id(self) -> str:
        return f"{self.year}.{self.number}"

    def cell(self, key: Key) -> Cell:
        """Return what is shown of one cell: rounded numbers, None where hidden."""
        if key in self.carried:
            return self.carried[key]
        count = self.counts.exact[key]
        persons = self.rule.rounded(count.person_count) if key in self.shown else None
        has_mean = key in self.shown_means and count.mean is not None
        return persons, whole(count.mean or 0.0) if has_mean else None, count.grade if has_mean else None

    def rows(self) -> list[dict[str, Any]]:
        """Return the released cells as rows of released.cells."""
        names = ("table_name", "unit_id", "unit_name", "root_id", "item", "person_count", "mean_value", "grade")
        keys = sorted(self.counts.exact, key=_order)
        units = [self.counts.units[key[1]] for key in keys]
        return [
            dict(zip(names, (key[0], key[1], unit.unit_name, unit.root_id, key[2], *self.cell(key)), strict=True))
            for key, unit in zip(keys, units, strict=True)
        ]


def _order(key: Key) -> tuple[str, str, str]:
    return key[0], key[1], key[2] or ""


def kept(folder: Path) -> list[Edition]:
    """Return every edition in the folder, oldest first; ValueError when one was changed after its release."""
    found = [_read(each) for each in sorted(folder.glob("[0-9]*.[0-9]*")) if each.is_dir()]
    return sorted(found, key=lambda edition: (edition.year, edition.number))


def keep(folder: Path, edition: Edition) -> Edition:
    """Write a new edition for good and return it as kept."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for leftover in folder.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(leftover)
    unfinished = folder / f"{_UNFINISHED}{edition.edition_id}"
    unfinished.mkdir(mode=0o700)
    shown = _shown(edition)
    _write(unfinished / SHOWN, shown)
    _write(unfinished / EXACT, _text(_exact(edition)))
    _write(unfinished / REPORT, _text(dict(edition.report)))
    _write(unfinished / "sha256", hashlib.sha256(shown.encode()).hexdigest())
    unfinished.rename(folder / edition.edition_id)
    _flush(folder)
    return _read(folder / edition.edition_id)


def _exact(edition: Edition) -> dict[str, Any]:
    counts = [
        [*key, *asdict(count).values(), key in edition.shown, key in edition.shown_means, edition.carried.get(key)]
        for key, count in edition.counts.exact.items()
    ]
    return {
        "released_at": edition.released_at.isoformat() if edition.released_at else None,
        "is_synthetic": edition.is_synthetic,
        "rule": asdict(edition.rule),
        "units": [[*asdict(unit).values()] for unit in edition.counts.units.values()],
        "counts": counts,
    }


def _read(folder: Path) -> Edition:
    shown = (folder / SHOWN).read_text(encoding="utf-8")
    sha256 = (folder / "sha256").read_text(encoding="utf-8")
    if hashlib.sha256(shown.encode()).hexdigest() != sha256:
        raise ValueError(f"edition {folder.name}: {SHOWN} is not what was released")
    year, number = (int(part) for part in folder.name.split("."))
    kept_back = json.loads((folder / EXACT).read_text(encoding="utf-8"))
    units = {row[0]: Unit(*row) for row in kept_back["units"]}
    rows = [((row[0], row[1], row[2]), Count(*row[3:-3]), *row[-3:]) for row in kept_back["counts"]]
    edition = Edition(
        year,
        number,
        kept_back["is_synthetic"],
        Rule(**kept_back["rule"]),
        Counts(year, units, {row[0]: row[1] for row in rows}),
        frozenset(row[0] for row in rows if row[2]),
        frozenset(row[0] for row in rows if row[3]),
        {row[0]: (row[4][0], row[4][1], row[4][2]) for row in rows if row[4] is not None},
        dt.datetime.fromisoformat(kept_back["released_at"]) if kept_back["released_at"] else None,
        sha256,
        json.loads((folder / REPORT).read_text(encoding="utf-8")),
    )
    if _shown(edition) != shown:
        raise ValueError(f"edition {folder.name}: {EXACT} is not what was released")
    return edition


def _shown(edition: Edition) -> str:
    return _text({"year": edition.year, "number": edition.number, "cells": edition.rows()})


def _text(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o600)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
