"""Rows as they stood in their file, as the store keeps them: those not loaded, and those that cannot be written again.

A row of a plain layout can be written again from its typed values. Where columns are split, put together, carried down
or turned into rows, it cannot, so its cells are kept: those the profile uses, never one that is dropped at the door.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence

import polars as pl

from pipelines import parse
from pipelines.contracts import all_contracts
from pipelines.extract import Extract
from pipelines.profiles import Profile, tidy
from pipelines.readers.sheet import NUMBER_1904, NUMBERS, PERCENT, TEXT
from pipelines.swaps import without_nik

COLUMNS = {"sheet_name": pl.String, "row_number": pl.Int64, "first_row": pl.Int64, "cells": pl.String}
"""`first_row`: where the row begins that this line is part of; its own number unless rows are made of several lines."""

Cell = str | float


def is_rearranged(profile: Profile) -> bool:
    """Return whether a row of this layout is more than its columns under other names."""
    made = profile.splits or profile.coalesce or profile.compose or profile.fill or profile.group
    return bool(made) or any(take.unpivot or take.pivot for take in profile.takes)


def originals(profile: Profile, extracts: Sequence[Extract]) -> pl.DataFrame:
    """Return the rows of data of a file as COLUMNS; none of a plain layout."""
    sheets = dict.fromkeys(extract.sheet_name for extract in extracts) if is_rearranged(profile) else ()
    found = [_of_sheet(profile, [each for each in extracts if each.sheet_name == name]) for name in sheets]
    return pl.concat([pl.DataFrame(schema=COLUMNS), *found])


def _of_sheet(profile: Profile, extracts: Sequence[Extract]) -> pl.DataFrame:
    extract = extracts[0]
    lines = next((each.lines for each in extracts if each.lines is not None), None)
    first = dict(lines.select("row_number", "first_row").iter_rows()) if lines is not None else {}
    data = extract.whole.join(extract.set_aside, on="row_number", how="anti")["row_number"]
    cells = cells_of(extracts, data, set(_titles(profile, extracts)))
    rows = [(extract.sheet_name, number, first.get(number, number), text) for number, text in cells.items()]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def _titles(profile: Profile, extracts: Sequence[Extract]) -> Iterator[str]:
    """Yield the headers from which the profile takes something, in whatever way."""
    yield from profile.used
    yield from map(tidy, profile.fill)
    for take in profile.takes:
        yield from map(tidy, take.pivot_index)
        yield from (tidy(take.pivot[part]) for part in ("on", "values") if part in take.pivot)
    for extract in extracts:
        yield from (tidy(header) for _, header in extract.places.values())


def cells_of(
    extracts: Sequence[Extract], row_numbers: pl.Series, titles: Collection[str] | None = None
) -> dict[int, str]:
    """Return rows of one sheet by number, each a JSON object of header → cell without blanks.

    A cell stored as a number is a number, so that it can be written as one again. A NIK under NIP is masked.
    """
    extract = extracts[0]
    wanted = extract.whole.join(pl.DataFrame({"row_number": row_numbers.unique()}), on="row_number", how="semi")
    names = [name for name in wanted.columns if name != "row_number" and (titles is None or name in titles)]
    nips, days = (_titles_of(extracts, kinds) for kinds in (("nip",), ("date", "datetime")))
    stored: dict[int, Mapping[str, int]] = {}
    if extract.stored is not None:
        types = extract.stored.join(wanted.select("row_number"), on="row_number", how="semi")
        stored = {row["row_number"]: row for row in types.iter_rows(named=True)}
    found = {}
    for row in wanted.sort("row_number").iter_rows(named=True):
        types_here = stored.get(row["row_number"], {})
        said = {
            name: without_nik(row[name]) if name in nips else _cell(row[name], types_here.get(name, TEXT), name in days)
            for name in names
            if row[name]
        }
        found[row["row_number"]] = json.dumps(said, ensure_ascii=False)
    return found


def _titles_of(extracts: Sequence[Extract], kinds: Collection[str]) -> set[str]:
    """Return the columns of a file from which fields of some kinds of value come."""
    return {
        tidy(extract.places[column.name][1])
        for extract in extracts
        for column in all_contracts()[extract.kind].columns
        if column.value in kinds and column.name in extract.places
    }


def _cell(text: str, stored: int, is_day: bool) -> Cell:
    """Return a cell as it may be written again: numbers as numbers, percentages and days of 1904 as they are shown."""
    if stored not in NUMBERS:
        return text
    if stored == PERCENT:
        return f"{parse.percent_of(text)}%"
    if stored == NUMBER_1904 and is_day:
        day = parse.serial_date(text, is_1904=True)[0]
        return day.isoformat() if day else text
    value, _ = parse.stored_number(text)
    return text if value is None else value
