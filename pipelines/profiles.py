"""Which header of an export is which column of ours: profiles read from TOML, templates made from contracts."""

import fnmatch
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from pipelines import findings, paths
from pipelines.contracts import Contract, all_contracts
from pipelines.parse import Decimal
from pipelines.readers.sheet import Sheet

MISSING = ("", "-", "n/a", "#n/a", "#div/0!", "#ref!", "#value!", "#name?")
HEADER_ROWS = 40
"""How far down a header is looked for; real exports put at most a dozen lines above it."""


@dataclass(frozen=True)
class Format:
    """How cells of a file are written: decimal convention, by column where it differs, and what stands for nothing."""

    decimal: Decimal = "auto"
    decimals: Mapping[str, Decimal] = field(default_factory=dict)
    missing: frozenset[str] = frozenset(MISSING)


@dataclass(frozen=True)
class Take:
    """One kind of row that a file feeds: where each of our columns comes from."""

    kind: str
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unpivot: Mapping[str, str] = field(default_factory=dict)
    pivot: Mapping[str, str] = field(default_factory=dict)
    distinct: bool = False


@dataclass(frozen=True)
class Profile:
    """One export layout. `headers` must all stand in one row; the header row is that row, or the rows in `header`."""

    name: str
    headers: tuple[str, ...]
    takes: tuple[Take, ...]
    file: str | None = None
    sheet: str = "*"
    header: tuple[int, ...] = ()
    stop: str | None = None
    drop: frozenset[str] = frozenset()
    source: tuple[str, ...] = ()
    preamble: Mapping[str, str] = field(default_factory=dict)
    from_name: Mapping[str, str] = field(default_factory=dict)
    format: Format = Format()
    is_template: bool = False

    @property
    def used(self) -> frozenset[str]:
        """The headers this profile takes something from, tidied."""
        return frozenset(tidy(name) for take in self.takes for names in take.columns.values() for name in names)


@dataclass(frozen=True)
class Table:
    """A sheet whose header row was found: `headers` tidied, `titles` as written; data lie below `header_row`."""

    sheet: Sheet
    header_row: int
    headers: tuple[str, ...]
    titles: tuple[str, ...]


def tidy(text: str | None) -> str:
    """Return a header as it is compared: white space collapsed, upper and lower case alike."""
    return re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", text or "").strip().casefold()


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Return the profiles of data/profiles/ and one template per contract."""
    files = sorted(paths.PROFILES.glob("*.toml"))
    return (*(load(file) for file in files), *(template(contract) for contract in all_contracts().values()))


def load(file: Path) -> Profile:
    """Return the profile of one TOML file; ValueError names the file and the key that is wrong."""
    try:
        return _profile(tomllib.loads(file.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{file.name}: {error}") from error


def _profile(raw: dict[str, Any]) -> Profile:
    table, form, recognise = raw.get("table", {}), raw.get("format", {}), raw["recognise"]
    header = table.get("header", "auto")
    profile = Profile(
        name=raw["name"],
        headers=tuple(recognise["headers"]),
        takes=tuple(_take(take) for take in raw["take"]),
        file=recognise.get("file"),
        sheet=table.get("sheet", "*"),
        header=() if header == "auto" else tuple(header),
        stop=table.get("stop"),
        drop=frozenset(tidy(name) for name in table.get("drop", [])),
        source=tuple(raw.get("source", [])),
        preamble=raw.get("preamble", {}),
        from_name=raw.get("from_name", {}),
        format=Format(
            form.get("decimal", "auto"),
            form.get("decimals", {}),
            frozenset(marker.casefold() for marker in form.get("missing", MISSING)),
        ),
    )
    for problem in _contradictions(profile):
        raise ValueError(problem)
    return profile


def _contradictions(profile: Profile) -> Iterator[str]:
    """Yield what cannot work in a profile, so that it is said when the profile is read, not in the midst of a file."""
    given = {**profile.preamble, **profile.from_name}
    if not profile.headers:
        yield "recognise.headers is empty; every file would fit"
    for name, pattern in given.items():
        if not re.compile(pattern).groups:
            yield f"the pattern of {name} has no group (…) to take"
    for name in profile.source:
        if name not in profile.preamble:
            yield f"source names {name}, which no pattern in [preamble] gives"
    for take in profile.takes:
        asked = {tidy(take.pivot.get(key)) for key in ("index", "on", "values")} if take.pivot else set()
        if not asked <= {tidy(header) for header in profile.headers}:
            yield "pivot needs index, on and values, all three among recognise.headers"
        if take.unpivot:
            yield from _unpivot_problems(take, set(given))


def _unpivot_problems(take: Take, given: set[str]) -> Iterator[str]:
    groups = set(re.compile(take.unpivot["headers"]).groupindex)
    if "what" not in groups and "value" not in take.unpivot:
        yield "unpivot needs a group (?P<what>…) in headers, or value = the column the cells go to"
    forms = {ours: form for ours, form in take.unpivot.items() if ours not in ("headers", "value")}
    for ours, form in forms.items():
        unknown = {name for _, name, _, _ in Formatter().parse(form) if name} - groups - given
        if unknown:
            yield f"unpivot.{ours} names {', '.join(sorted(unknown))}, which neither headers nor the preamble give"


def _take(raw: dict[str, Any]) -> Take:
    contract = all_contracts()[raw["kind"]]
    known = {column.name for column in contract.columns}
    columns = {
        ours: (theirs,) if isinstance(theirs, str) else tuple(theirs) for ours, theirs in raw.get("columns", {}).items()
    }
    unknown = (set(columns) | set(raw.get("constants", {})) | set(raw.get("values", {}))) - known
    if unknown:
        raise ValueError(f"{raw['kind']} has no column {', '.join(sorted(unknown))}")
    values = {
        ours: {tidy(theirs): mine for theirs, mine in names.items()} for ours, names in raw.get("values", {}).items()
    }
    constants = {ours: str(value) for ours, value in raw.get("constants", {}).items()}
    return Take(
        raw["kind"],
        columns,
        constants,
        values,
        raw.get("unpivot", {}),
        raw.get("pivot", {}),
        raw.get("distinct", False),
    )


def template(contract: Contract) -> Profile:
    """Return the profile of the kind's own template, whose headers are our column names."""
    columns = {column.name: (column.name,) for column in contract.columns}
    return Profile(f"Templat: {contract.kind}", contract.required, (Take(contract.kind, columns),), is_template=True)


def recognise(file_name: str, sheets: Sequence[Sheet], wanted: str | None = None) -> tuple[Profile, tuple[Table, ...]]:
    """Return the one profile a file fits best and the tables in it.

    All recognised headers must stand in one row. The profile with the most headers wins; among equals the
    one that uses more of the file's columns.
    Raises Refused `profil-tak-dikenal`, `kolom-wajib-hilang` or `profil-rancu`.
    """
    candidates = [profile for profile in all_profiles() if wanted in (None, profile.name)]
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


def _refuse_the_wrong_template(best: Profile, tables: Sequence[Table], candidates: Sequence[Profile]) -> None:
    """Refuse a file that fits one template only because it lacks a required column of another it is nearer to.

    An SKP table without its ratings would else be read as predicates of organisations.
    """
    there = {header for table in tables for header in table.headers}
    for other in candidates:
        if best.is_template and other.is_template and len(other.used & there) > len(best.used & there):
            raise _what_is_missing(other, tables[0].headers)


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
    if profile.header:
        rows = [sheet.cells.row(row - 1) for row in profile.header if row <= sheet.cells.height]
        spread = [*map(_spread, rows[:-1]), [cell or "" for cell in rows[-1]]] if rows else []
        merged = [" | ".join(dict.fromkeys(filter(None, parts))) for parts in zip(*spread, strict=True)]
        headers = tuple(tidy(title) for title in merged)
        return Table(sheet, profile.header[-1], headers, tuple(merged)) if wanted <= set(headers) else None
    for number, cells in enumerate(head, start=1):
        if wanted <= set(cells):
            return Table(sheet, number, tuple(cells), tuple(cell or "" for cell in sheet.cells.row(number - 1)))
    return None


def _spread(cells: Sequence[str | None]) -> list[str]:
    """Return an upper header row with merged cells filled to the right; the lowest row has none of its own to fill."""
    spread: list[str] = []
    for cell in cells:
        spread.append(cell or (spread[-1] if spread else ""))
    return spread


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
