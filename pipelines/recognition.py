"""Which profile a file fits, where its header stands, and which of its sheets nobody read."""

import fnmatch
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from pipelines import findings, profiles
from pipelines.profiles import Profile, tidy
from pipelines.readers.sheet import Sheet

HEADER_ROWS = 40
"""How far down a header is looked for; real exports put at most a dozen lines above it."""


@dataclass(frozen=True)
class Table:
    """A sheet whose header was found: `headers` tidied, `titles` as written; data lie below `header_row`.

    `first_row` is where the header begins, which is above its last row where cells are merged over several. `above`
    holds the lines down to `header_row`, also where the sheet is a later piece of its file.
    """

    sheet: Sheet
    header_row: int
    headers: tuple[str, ...]
    titles: tuple[str, ...]
    first_row: int = 1
    above: pl.DataFrame = field(default_factory=pl.DataFrame)

    def rows(self) -> pl.DataFrame:
        """Return the rows below the header: `row_number` as Excel counts, c0 …"""
        numbered = self.sheet.cells.with_row_index("row_number", offset=self.sheet.start + 1)
        return numbered.with_columns(pl.col("row_number").cast(pl.Int64)).slice(self.heading_count)

    @property
    def heading_count(self) -> int:
        """How many rows of the sheet are header, or stand above it."""
        return min(max(self.header_row - self.sheet.start, 0), self.sheet.cells.height)


def recognise(file_name: str, sheets: Sequence[Sheet], wanted: str | None = None) -> tuple[Profile, tuple[Table, ...]]:
    """Return the one profile a file fits best and the tables in it.

    All recognised headers must stand in one row. The profile with the most headers wins; among equals the
    one that uses more of the file's columns.
    `wanted` names a profile, or the TOML file of one that is not on the shelf.
    Raises Refused `profil-tak-dikenal`, `kolom-wajib-hilang` or `profil-rancu`.
    """
    candidates = _candidates(wanted)
    if not candidates:
        raise findings.Refused(
            "profil-tak-dikenal", f'Tidak ada profil bernama "{wanted}".', f'No profile is named "{wanted}".'
        )
    heads = {id(sheet): _head(sheet) for sheet in sheets}
    found = [(profile, tables) for profile in candidates if (tables := _tables(profile, file_name, sheets, heads))]
    if not found:
        raise _nearest_miss(candidates, [heads[id(sheet)] for sheet in sheets if not sheet.is_hidden])
    ranked = sorted(((_specificity(profile, tables), profile, tables) for profile, tables in found), key=lambda r: r[0])
    best = ranked[-1]
    if len(ranked) > 1 and ranked[-2][0] == best[0]:
        names = f'"{ranked[-2][1].name}", "{best[1].name}"'
        raise findings.Refused("profil-rancu", f"Cocok: {names}.", f"It fits {names}.")
    _refuse_the_wrong_template(best[1], best[2], candidates)
    return best[1], best[2]


def _candidates(wanted: str | None) -> list[Profile]:
    if wanted and wanted.casefold().endswith(".toml"):
        return [profiles.load(Path(wanted))]
    return [profile for profile in profiles.all_profiles() if wanted in (None, profile.name)]


def unread(profile: Profile, sheets: Sequence[Sheet], tables: Sequence[Table]) -> list[str]:
    """Return the names of visible sheets that hold a table nobody read: two rows and two columns, and not ignored."""
    taken = {id(table.sheet) for table in tables}
    others = [sheet for sheet in sheets if id(sheet) not in taken and not sheet.is_hidden and sheet.name is not None]
    return [
        sheet.name
        for sheet in others
        if sheet.name is not None
        and min(sheet.cells.shape) > 1
        and not any(fnmatch.fnmatch(sheet.name.casefold(), glob.casefold()) for glob in profile.ignore)
    ]


def _refuse_the_wrong_template(best: Profile, tables: Sequence[Table], candidates: Sequence[Profile]) -> None:
    """Refuse a file that fits one template only because it lacks a required column of another it is nearer to.

    An SKP table without its ratings would else be read as predicates of organisations.
    """
    there = {header for table in tables for header in table.headers}
    templates = [other for other in candidates if other.is_template]
    nearest = max(templates, key=lambda other: len(other.used & there), default=best)
    if best.is_template and len(nearest.used & there) > len(best.used & there):
        raise _what_is_missing(nearest, tables[0].headers)


def _head(sheet: Sheet) -> list[list[str]]:
    return [[tidy(cell) for cell in row] for row in sheet.cells.head(HEADER_ROWS).iter_rows()]


def _tables(
    profile: Profile, file_name: str, sheets: Sequence[Sheet], heads: Mapping[int, list[list[str]]]
) -> tuple[Table, ...]:
    if profile.file and not fnmatch.fnmatch(file_name.casefold(), profile.file.casefold()):
        return ()
    named = [sheet for sheet in sheets if _sheet_fits(profile, sheet)]
    return tuple(table for sheet in named if (table := _table(profile, sheet, heads[id(sheet)])))


def _sheet_fits(profile: Profile, sheet: Sheet) -> bool:
    """A hidden sheet must be named exactly; delimited text has no name and is the one sheet there is."""
    if sheet.name is None:
        return True
    if sheet.is_hidden:
        return profile.sheet == sheet.name
    return fnmatch.fnmatch(sheet.name.casefold(), profile.sheet.casefold())


def _table(profile: Profile, sheet: Sheet, head: list[list[str]]) -> Table | None:
    wanted = {tidy(header) for header in profile.headers}
    if not profile.header and profile.depth == 1:
        for number, cells in enumerate(head, start=1):
            if wanted <= set(cells):
                titles = tuple(cell or "" for cell in sheet.cells.row(number - 1))
                return Table(sheet, number, tuple(cells), titles, number, sheet.cells.head(number))
        return None
    last = len(head) - profile.depth + 1
    windows = [profile.header] if profile.header else [range(row, row + profile.depth) for row in range(1, last + 1)]
    for window in windows:
        rows = [sheet.cells.row(row - 1) for row in window if row <= sheet.cells.height]
        filled = [*map(spread, rows[:-1]), [cell or "" for cell in rows[-1]]] if rows else []
        merged = [" | ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*filled, strict=True)]
        headers = tuple(tidy(title) for title in merged)
        if wanted <= set(headers):
            return Table(sheet, window[-1], headers, tuple(merged), min(window), sheet.cells.head(window[-1]))
    return None


def spread(cells: Sequence[str | None]) -> list[str]:
    """Return an upper header row with merged cells filled to the right; the lowest row has none of its own to fill."""
    spread: list[str] = []
    for cell in cells:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread


def piece_of(table: Table, sheet: Sheet) -> Table:
    """Return the table in another piece of its file; all are as wide as the widest, cells that are not there null."""
    height, own = sheet.cells.shape
    width = max(own, len(table.headers))
    blank = ("",) * (width - len(table.headers))
    widths = sheet.widths if sheet.widths is not None else pl.Series([own]).new_from_index(0, height)
    return replace(
        table,
        sheet=replace(sheet, cells=_widened(sheet.cells, width), widths=widths),
        headers=table.headers + blank,
        titles=table.titles + blank,
        above=_widened(table.above, width),
    )


def _widened(cells: pl.DataFrame, width: int) -> pl.DataFrame:
    more = [f"c{index}" for index in range(cells.width, width)]
    return cells.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in more)


def _specificity(profile: Profile, tables: Sequence[Table]) -> tuple[int, int]:
    there = {header for table in tables for header in table.headers}
    return len(profile.headers) + (profile.file is not None), len(profile.used & there)


def _nearest_miss(candidates: Sequence[Profile], heads: Sequence[list[list[str]]]) -> findings.Refused:
    """Return the refusal that names what the nearest profile misses: of those half there, the one that uses most."""
    rows = [(profile, row) for profile in candidates for head in heads for row in head]
    near = [(profile, row) for profile, row in rows if 0.5 <= _overlap(profile, row) < 1]
    if not near:
        return findings.Refused("profil-tak-dikenal")
    return _what_is_missing(*max(near, key=lambda pair: _nearness(*pair)))


def _overlap(profile: Profile, row: Sequence[str]) -> float:
    return sum(tidy(header) in row for header in profile.headers) / len(profile.headers)


def _nearness(profile: Profile, row: Sequence[str]) -> tuple[float, ...]:
    return len(profile.used & set(row)), _overlap(profile, row), -len(profile.used)


def _what_is_missing(profile: Profile, row: Sequence[str]) -> findings.Refused:
    missing = ", ".join(header for header in profile.headers if tidy(header) not in row)
    unknown = ", ".join(cell for cell in row if cell and cell not in profile.used) or "–"
    return findings.Refused(
        "kolom-wajib-hilang",
        f"{profile.name}: tidak ada {missing}; judul tak dikenal: {unknown}.",
        f"{profile.name}: {missing} missing; unknown headers: {unknown}.",
    )
