"""A recognised table → the text cells of one kind, each column with the place it came from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines import pivots
from pipelines.contracts import all_contracts
from pipelines.findings import Refused
from pipelines.outside import has_other_width, not_data
from pipelines.profiles import Profile, Take, tidy
from pipelines.readers.sheet import EMPTY, TEXT, letter
from pipelines.recognition import Table
from pipelines.reshape import NOTES, Grid, carried, carries, grid, outside_scope, with_legend, without


@dataclass(frozen=True)
class Extract:
    """Rows of one kind as text.

    `cells`: `row_number`, `row_count` (physical rows it stands for) and every column of the contract as String.
    `types`: same columns as stored types, or None. `places`: our column → (letter, header).
    `set_aside`: row_number, class, reason of rows that are no data. `whole`: row_number and every cell as it stands.
    `notes`: row_number, column, code, value of cells found wanting before they are parsed. `lines`, where a row is made
    of several: row_number of each, first_row of the row it is part of, and the column it answers. `stored`: the types
    of the cells of `whole`, for workbooks.
    """

    take: int
    kind: str
    sheet_name: str | None
    source: str
    cells: pl.DataFrame
    types: pl.DataFrame | None
    places: Mapping[str, tuple[str, str]]
    set_aside: pl.DataFrame
    whole: pl.DataFrame
    distinct: bool
    notes: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=NOTES))
    lines: pl.DataFrame | None = None
    stored: pl.DataFrame | None = None


def extracts(profile: Profile, file_name: str, tables: Sequence[Table]) -> Iterator[Extract]:
    """Yield every take of every table of a file; Refused when a needed column or preamble line is missing or double."""
    for sheet_table in tables:
        table = with_legend(profile, sheet_table)
        given = {**_from_name(profile, file_name), **_preamble(profile, table)}
        body, is_heading = carried(profile, table, _body(table))
        aside = not_data(profile, table, body, is_heading)
        whole = _whole(profile, table, body)
        body = body.filter(~body["row_number"].is_in(aside["row_number"].implode())) if aside.height else body
        made = grid(profile, table, body, given)
        whole = _with_fills(profile, table, whole, made)
        source = " · ".join([profile.name, *(given[name] for name in profile.source)])
        for index, take in enumerate(profile.takes):
            shared = _Shared(index, table.sheet.name, source, aside, whole, given, _stored(profile, table))
            yield from _taken(profile, take, made, shared)


@dataclass(frozen=True)
class _Shared:
    """What every part of one take of one table shares."""

    take: int
    sheet_name: str | None
    source: str
    aside: pl.DataFrame
    whole: pl.DataFrame
    given: Mapping[str, str]
    stored: pl.DataFrame | None


def _taken(profile: Profile, take: Take, made: Grid, shared: _Shared) -> Iterator[Extract]:
    """Yield one take of a table: once, or once per group of columns that become rows."""
    beyond = outside_scope(take, made)
    inside = without(made, beyond)
    others = pl.DataFrame({"row_number": beyond}).with_columns(
        pl.lit("excluded").alias("class"), pl.lit("di-luar-cakupan").alias("reason")
    )
    aside = pl.concat([shared.aside, others]) if others.height else shared.aside
    for part, constants in _parts(take, inside, shared.given):
        columns = _columns(take, inside, part)
        fixed = {**shared.given, **constants, **take.constants}
        _require(take, inside, set(columns) | set(fixed), profile)
        cells, types = _cells(take, inside, columns, fixed, part)
        notes = inside.notes.filter([carries(profile, take, column) for column in inside.notes["column"]])
        yield Extract(
            shared.take,
            take.kind,
            shared.sheet_name,
            shared.source,
            cells,
            types,
            _places(inside, columns | {column: inside.headers.index(tidy(column)) for column in notes["column"]}),
            aside,
            shared.whole,
            take.distinct,
            notes,
            pivots.lines(take, inside) if take.pivot else None,
            shared.stored,
        )


def _from_name(profile: Profile, file_name: str) -> dict[str, str]:
    found = {ours: re.search(pattern, file_name) for ours, pattern in profile.from_name.items()}
    return {ours: match[1] for ours, match in found.items() if match}


def _preamble(profile: Profile, table: Table) -> dict[str, str]:
    """Return what the lines above the header say: patterns are searched in all of them, cells joined with blanks."""
    above = table.above.head(table.first_row - 1).iter_rows()
    text = "\n".join(" ".join(filter(None, (cell and cell.strip() for cell in row))) for row in above)
    said: dict[str, str] = {}
    for ours, pattern in profile.preamble.items():
        match = re.search(pattern, text, re.IGNORECASE | re.MULTILINE)
        if not match:
            raise Refused("preamble-hilang", f"{ours}: {pattern}", f"{ours}: {pattern}")
        said[ours] = match[1].strip()
    return said


def _body(table: Table) -> pl.DataFrame:
    """Return the rows below the header: `row_number`, `width`, c0 …"""
    sheet = table.sheet
    height, width = sheet.cells.shape
    widths = sheet.widths if sheet.widths is not None else pl.Series([width]).new_from_index(0, height)
    return table.rows().with_columns(widths.slice(table.heading_count).alias("width"))


def _whole(profile: Profile, table: Table, body: pl.DataFrame) -> pl.DataFrame:
    """Return every row as it stands, a column per header, without the headers that are dropped at the door.

    Where something is dropped, a row with another number of cells is left out: it may hold a dropped value anywhere.
    """
    named = zip(table.sheet.cells.columns, titles_of(profile, table), strict=True)
    titles = {name: title for name, title in named if title is not None}
    kept = body.filter(~has_other_width(table)) if profile.drop else body
    return kept.select("row_number", *(pl.col(name).alias(title) for name, title in titles.items()))


def _stored(profile: Profile, table: Table) -> pl.DataFrame | None:
    """Return how the cells of whole rows are stored, under the same names."""
    if table.sheet.types is None:
        return None
    named = zip(table.sheet.types.columns, titles_of(profile, table), strict=True)
    numbered = table.sheet.types.with_row_index("row_number", offset=1).with_columns(
        pl.col("row_number").cast(pl.Int64)
    )
    return numbered.select("row_number", *(pl.col(name).alias(title) for name, title in named if title is not None))


def titles_of(profile: Profile, table: Table) -> list[str | None]:
    """Return the name each column of a table goes by where rows are kept whole; None for those dropped at the door."""
    titles: list[str | None] = []
    for name, header in zip(table.sheet.cells.columns, table.headers, strict=True):
        is_kept = header not in profile.drop and (header or not profile.drop)
        own = header if header and header not in titles else f"{header} {name}".strip()
        titles.append(own if is_kept else None)
    return titles


def _with_fills(profile: Profile, table: Table, whole: pl.DataFrame, made: Grid) -> pl.DataFrame:
    """Return whole rows that stand alone: a cell that is merged with the one above says itself what that says."""
    filled = {tidy(header) for header in profile.fill}
    named = zip(table.headers, titles_of(profile, table), made.names, strict=False)
    titles = {title: name for header, title, name in named if title is not None and header in filled}
    said = made.cells.select("row_number", *(pl.col(name).alias(f"said {title}") for title, name in titles.items()))
    told = [pl.coalesce(f"said {title}", title).alias(title) for title in titles]
    joined = whole.join(said, on="row_number", how="left", maintain_order="left") if titles else whole
    return joined.with_columns(told).select(whole.columns)


def _parts(take: Take, made: Grid, given: Mapping[str, str]) -> Iterator[tuple[dict[str, int], dict[str, str]]]:
    """Yield, per group of columns that become rows of their own: our column → position, and its constants."""
    if not take.unpivot:
        yield {}, {}
        return
    forms = {ours: form for ours, form in take.unpivot.items() if ours not in ("headers", "value")}
    groups: dict[tuple[tuple[str, str], ...], dict[str, int]] = {}
    for index, title in enumerate(made.titles):
        of_the_sheet = made.origins[index] == index
        match = re.fullmatch(take.unpivot["headers"].strip("^$"), " ".join(title.split()), re.IGNORECASE)
        if match and of_the_sheet:
            parts = match.groupdict()
            what = parts.pop("what", None) or take.unpivot.get("value", "")
            groups.setdefault(tuple(sorted(parts.items())), {})[what.casefold()] = index
    if not groups:
        pattern = take.unpivot["headers"]
        raise Refused("kolom-wajib-hilang", f"Tidak ada judul seperti {pattern}.", f"No header like {pattern}.")
    for key, positions in groups.items():
        yield positions, {ours: form.format(**{**given, **dict(key)}) for ours, form in forms.items()}


def _columns(take: Take, made: Grid, part: Mapping[str, int]) -> dict[str, int]:
    """Return our column → position of the one header it comes from; answers of a pivot come from its value column."""
    if take.pivot:
        values = pivots.values_at(take, made, part)
        index = {(header,) for header in take.pivot_index}
        return {
            ours: made.headers.index(tidy(theirs[0])) if theirs in index else values
            for ours, theirs in take.columns.items()
        }
    columns = {ours: index for ours, index in part.items() if ours}
    for ours, theirs in take.columns.items():
        wanted = {tidy(name) for name in theirs}
        found = [index for index, header in enumerate(made.headers) if header in wanted]
        if len(found) > 1:
            names = ", ".join(f'{letter(made.origins[index])} "{made.headers[index]}"' for index in found)
            raise Refused("kolom-ganda", f"{ours}: {names}.")
        columns |= {ours: found[0]} if found else {}
    return columns


def _require(take: Take, made: Grid, present: set[str], profile: Profile) -> None:
    missing = [name for name in all_contracts()[take.kind].required if name not in present]
    if missing:
        wanted = "; ".join(f"{name} ({' / '.join(take.columns.get(name, (name,)))})" for name in missing)
        unknown = ", ".join(header for header in made.headers if header and header not in profile.used) or "–"
        raise Refused(
            "kolom-wajib-hilang",
            f"Tidak ada {wanted}; judul lain: {unknown}.",
            f"Missing {wanted}; other headers: {unknown}.",
        )


def _cells(
    take: Take, made: Grid, columns: Mapping[str, int], fixed: Mapping[str, str], part: Mapping[str, int]
) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    contract = all_contracts()[take.kind]
    if take.pivot:
        return pivots.pivoted(take, made, fixed, pivots.values_at(take, made, part))
    texts = [_value(take, column.name, made.names, columns, fixed) for column in contract.columns]
    cells = made.cells.select("row_number", pl.lit(1, dtype=pl.Int64).alias("row_count"), *texts)
    if made.types is None:
        return cells, None
    stored = [
        pl.col(made.names[columns[column.name]]).alias(column.name)
        if column.name in columns
        else pl.lit(TEXT if column.name in fixed else EMPTY, dtype=pl.UInt8).alias(column.name)
        for column in contract.columns
    ]
    return cells, made.types.select(stored)


def _value(
    take: Take, ours: str, names: Sequence[str], columns: Mapping[str, int], fixed: Mapping[str, str]
) -> pl.Expr:
    if ours in columns:
        text = pl.col(names[columns[ours]])
        if ours in take.values:
            mapped = take.values[ours]
            plain = text.str.replace_all(r"[\s\u00a0\u200b\ufeff]+", " ").str.strip_chars().str.to_lowercase()
            text = plain.replace_strict(list(mapped), list(mapped.values()), default=text, return_dtype=pl.String)
        return text.alias(ours)
    return pl.lit(fixed.get(ours), dtype=pl.String).alias(ours)


def _places(made: Grid, columns: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    return {
        ours: (letter(made.origins[index]), " ".join(made.titles[index].split())) for ours, index in columns.items()
    }
