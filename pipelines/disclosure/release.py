"""Release what may be public with every build: frozen editions about persons, and what is not about persons.

A year gets its first edition once it is due, and a correction when its counts changed and the last edition is old
enough. An edition that an attack could open is refused: the ones before it stay, and the manifest says why.
"""

import datetime as dt
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import duckdb

from pipelines.disclosure import counts, editions, knowledge, look, public_file, solver, suppress
from pipelines.disclosure.counts import Counts, Key
from pipelines.disclosure.editions import Edition
from pipelines.disclosure.rule import Rule, rule_on

NEVER_SHOWN = frozenset({("training_years", "not_met")})
"""Items that only complete a sum: the public table leaves them out."""


class Withheld(Exception):  # noqa: N818 - an outcome the caller reports, not a programming error
    """An edition would have let outsiders find out what it hides, and was not released."""


@dataclass(frozen=True)
class _Build:
    """What a release has to know of the build it goes with."""

    published_at: dt.datetime
    as_of: dt.datetime
    is_synthetic: bool


def publish(con: duckdb.DuckDBPyConnection, folder: Path, store: Path, previous: Path | None, *, is_now: bool) -> Any:
    """Write public.duckdb into `folder`, release what is due into `store`, and return the manifest's part.

    A build of the past (`is_now` false) releases nothing and shows the editions of its time. When the file would hold
    something personal, or a kept edition is no longer what was released, the one of the `previous` build is served on,
    and when there is none, none.
    """
    build = _build(con)
    try:
        known = [each for each in editions.kept(store) if each.is_synthetic == build.is_synthetic]
    except (ValueError, KeyError, IndexError, TypeError, OSError) as damage:
        return _as_before(folder, previous, [{"year": None, "why": str(damage)}])
    known = [each for each in known if is_now or (each.released_at and each.released_at <= build.as_of)]
    known, refused = _with_the_due(con, store, known, build) if is_now else (known, [])
    _released(con, known)
    path = folder / look.FILE
    tables = public_file.write(con, path)
    with duckdb.connect(str(path), read_only=True) as own:
        found = look.personal(own, _names(con))
    if found:
        refused.append({"year": None, "why": "; ".join(found)})
        path.unlink()
        return _as_before(folder, previous, refused)
    current = [each.edition_id for each in _current(known)]
    return {"sha256": look.digest(path), "tables": tables, "editions": current, "refused": refused}


def _as_before(folder: Path, previous: Path | None, refused: list[dict[str, Any]]) -> dict[str, Any]:
    """Serve the public file of the previous build on, when there is one, and return the manifest's part."""
    if previous is None or not (previous / look.FILE).exists():
        return {"refused": refused}
    path = folder / look.FILE
    shutil.copyfile(previous / look.FILE, path)
    with duckdb.connect(str(path), read_only=True) as own:
        tables = look.scan(own)
        current = own.execute("select edition_id from editions where is_current order by all").fetchall()
    served = [edition for (edition,) in current]
    return {"sha256": look.digest(path), "tables": tables, "editions": served, "refused": refused}


def release(taken: Counts, rule: Rule, known: Sequence[Edition], build: _Build) -> Edition:
    """Return a new edition of a year that keeps its secrets beside all known ones; Withheld when there is none."""
    before = sorted((each for each in known if each.year == taken.year), key=lambda each: each.number)
    number = max((each.number for each in before), default=0) + 1
    known = [each for each in known if abs(each.year - taken.year) <= 1]
    carried = _carried(taken, before, rule)
    draft = Edition(
        taken.year, number, build.is_synthetic, rule, taken, frozenset(), frozenset(), carried, build.published_at
    )
    primary = _primary(draft)
    draft = replace(draft, shown=primary)
    try:
        system = knowledge.persons([*known, draft], draft.edition_id)
        people = suppress.protect(system, draft.edition_id, _insiders(system, draft))
        draft = replace(draft, shown=primary - {key for _, key in people.hidden})
        means = _means(draft)
        draft = replace(draft, shown_means=means)
        sums = suppress.protect(knowledge.sums(draft), draft.edition_id)
        draft = replace(draft, shown_means=means - {key for _, key in sums.hidden})
    except (solver.Unsolved, ValueError) as error:
        raise Withheld(f"{draft.edition_id}: {error}") from error
    broken = [*people.broken, *sums.broken]
    if broken and not known:
        raise Withheld(f"{draft.edition_id}: {len(broken)} hidden numbers could be found out")
    return replace(draft, report=_report(draft, primary, people, sums))


def _build(con: duckdb.DuckDBPyConnection) -> _Build:
    row = con.execute("select published_at, as_of, is_synthetic from marts.build").fetchone()
    published_at, as_of, is_synthetic = row or (None, None, False)
    moment = published_at or dt.datetime.now(dt.UTC).replace(tzinfo=None)
    return _Build(moment, as_of or moment, bool(is_synthetic))


def _with_the_due(
    con: duckdb.DuckDBPyConnection, store: Path, known: list[Edition], build: _Build
) -> tuple[list[Edition], list[dict[str, Any]]]:
    """Release every edition that is due, oldest year first, and return all editions and what was refused."""
    refused: list[dict[str, Any]] = []
    for year, taken in counts.taken(con).items():
        rule = rule_on(con, counts.end_of(year))
        if _is_due(taken, rule, known, build):
            try:
                known = [*known, editions.keep(store, release(taken, rule, known, build))]
            except Withheld as refusal:
                refused.append({"year": year, "why": str(refusal)})
    return known, refused


def _is_due(taken: Counts, rule: Rule, known: Sequence[Edition], build: _Build) -> bool:
    if not any(count.person_count for count in taken.exact.values()):
        return False
    before = sorted((each for each in known if each.year == taken.year), key=lambda each: each.number)
    if not before:
        return build.as_of.date() >= counts.end_of(taken.year) + dt.timedelta(days=rule.edition_release_days)
    wait = dt.timedelta(days=rule.edition_correction_days)
    waited = build.as_of >= (before[-1].released_at or build.as_of) + wait
    return waited and len(_carried(taken, before, rule)) < len(taken.exact)


def _carried(taken: Counts, before: Sequence[Edition], rule: Rule) -> dict[Key, editions.Cell]:
    """Return the cells of units in which too few persons changed since an edition set their numbers.

    A number that changes after one known person was added would tell what that person counts for.
    """
    found: dict[Key, editions.Cell] = {}
    keys: dict[tuple[str, str], list[Key]] = {}
    for key in taken.exact:
        keys.setdefault(key[:2], []).append(key)
    for (table, unit), row in keys.items():
        total = (table, unit, None)
        set_in = [each for each in before if total in each.counts.exact and total not in each.carried]
        if set_in and taken.moved(set_in[-1].counts, table, unit) <= rule.suppression_movers:
            last = before[-1]
            found |= {key: last.cell(key) if key in last.counts.exact else (None, None, None) for key in row}
    return found


def _primary(edition: Edition) -> frozenset[Key]:
    """Return what the rule lets show before anything is hidden to protect something else."""
    taken, rule = edition.counts, edition.rule
    uniform = {
        (table, unit) for table in taken.tables for unit in taken.units if knowledge.uniform(edition, table, unit)
    }
    return frozenset(
        (table, unit, item)
        for (table, unit, item), count in taken.exact.items()
        if (table, item) not in NEVER_SHOWN
        and (table, unit, item) not in edition.carried
        and taken.count(table, unit, None) >= rule.suppression_n_unit
        and (item is None or (count.person_count >= rule.suppression_n_cell and (table, unit) not in uniform))
    )


def _means(edition: Edition) -> frozenset[Key]:
    exact, least = edition.counts.exact, edition.rule.suppression_n_cell
    return frozenset(k for k in edition.shown if exact[k].mean is not None and exact[k].person_count >= least)


def _insiders(system: knowledge.Knowledge, edition: Edition) -> list[suppress.Insider]:
    """Return every unit below a top as one who knows its own employees and looks at its parent and the units beside."""
    taken = edition.counts
    parents = {unit.unit_id: unit.parent_id for unit in taken.units.values() if unit.parent_id in taken.units}
    known: dict[str, list[int]] = {}
    for (_, table, unit, _), part in system.index.items():
        above = unit if table != "skm_years" else ""
        while above in parents:
            known.setdefault(above, []).append(part)
            above = str(parents[above])
    return [
        suppress.Insider(tuple(parts), frozenset((parent, *taken.children[parent])))
        for unit, parts in sorted(known.items())
        for parent in [str(parents[unit])]
    ]


def _report(
    edition: Edition, primary: frozenset[Key], people: suppress.Protection, sums: suppress.Protection
) -> dict[str, Any]:
    """Return the figures of a release: what is shown, what it costs, and what an attack is left with."""
    exact = edition.counts.exact
    could = [key for key in exact if (key[0], key[2]) not in NEVER_SHOWN]
    shown = [key for key in could if edition.cell(key)[0] is not None]
    secondary = len(primary) - len(edition.shown)
    return {
        "cells": len(could),
        "shown": len(shown),
        "hidden_primary": len(could) - len(shown) - secondary,
        "hidden_secondary": secondary,
        "carried": len(edition.carried),
        "means_shown": sum(edition.cell(key)[1] is not None for key in could),
        "persons_in_shown_cells_share": sum(exact[key].person_count for key in shown)
        / max(sum(exact[key].person_count for key in could), 1),
        "targets": people.target_count + sums.target_count,
        "narrowest_interval": min(
            (width for width in (people.narrowest, sums.narrowest) if width is not None), default=None
        ),
        "known_before": len(people.broken) + len(sums.broken),
    }


def _current(known: Sequence[Edition]) -> list[Edition]:
    newest: dict[int, Edition] = {}
    for edition in sorted(known, key=lambda each: each.number):
        newest[edition.year] = edition
    return [newest[year] for year in sorted(newest)]


def _released(con: duckdb.DuckDBPyConnection, known: Sequence[Edition]) -> None:
    """Fill the schema `released`: cells of current editions, cells of those before them, a row for every edition."""
    con.execute("create schema if not exists released")
    con.execute(f"create or replace table released.editions ({public_file.EDITIONS})")
    current = _current(known)
    _cells(con, "cells", current)
    _cells(con, "earlier_cells", [each for each in known if each not in current])
    for edition in known:
        row = [edition.edition_id, edition.year, edition.number, edition.released_at, edition in current]
        cells, shown = edition.report["cells"], edition.report["shown"]
        con.execute(
            "insert into released.editions values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*row, edition.sha256, cells, shown, cells - shown],
        )


def _cells(con: duckdb.DuckDBPyConnection, table: str, some: Sequence[Edition]) -> None:
    con.execute(f"create or replace table released.{table} ({public_file.CELLS})")
    rows = [[edition.edition_id, edition.year, *row.values()] for edition in some for row in edition.rows()]
    rows = [row for row in rows if (row[2], row[6]) not in NEVER_SHOWN]
    if rows:
        columns = [[*column] for column in zip(*rows, strict=True)]
        con.execute(f"insert into released.{table} select {', '.join(['unnest(?)'] * len(columns))}", columns)


def _names(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    rows = con.execute("select distinct employee_name from marts.employee_periods").fetchall()
    return frozenset(" ".join(name.casefold().split()) for (name,) in rows if name)
