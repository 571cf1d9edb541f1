"""Columns made of columns, as a profile says: carried down from a row above, split, first of several, put together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from pipelines.findings import Refused
from pipelines.profiles import Profile, Split, Take, Wanted, parts_of, tidy
from pipelines.readers.sheet import TEXT
from pipelines.recognition import Table

HEADING_CELLS = 2
"""A row that names the rows below it has its code and name in one cell, or in two."""

NOTES = {"row_number": pl.Int64, "column": pl.String, "code": pl.String, "value": pl.String}


@dataclass(frozen=True)
class Grid:
    """Rows of data and the columns made of them.

    `cells` and `types` hold `row_number` and, for each header, the column in `names` at the same position; `origins`
    says which column of the sheet each comes from. `notes` are texts that could not be split.
    """

    headers: tuple[str, ...]
    titles: tuple[str, ...]
    origins: tuple[int, ...]
    names: tuple[str, ...]
    cells: pl.DataFrame
    types: pl.DataFrame | None
    notes: pl.DataFrame

    def name(self, header: str) -> str:
        return self.names[self.headers.index(tidy(header))]


def grid(profile: Profile, table: Table, body: pl.DataFrame, given: Mapping[str, str]) -> Grid:
    """Return the rows of `body`, which also holds what `carried` added, with every column the profile makes."""
    names = tuple(table.sheet.cells.columns)
    types = table.sheet.types
    if types is not None:
        numbered = types.with_row_index("row_number", offset=1).with_columns(pl.col("row_number").cast(pl.Int64))
        types = numbered.join(body.select("row_number"), on="row_number", how="semi", maintain_order="left")
    blank = {name: pl.col(name).fill_null("").str.strip_chars() == "" for name in names}
    filled = [names[table.headers.index(tidy(header))] for header in profile.fill if tidy(header) in table.headers]
    if types is not None and filled:
        stored = pl.concat(
            [types, body.select(blank[name].alias(f"blank {name}") for name in filled)], how="horizontal"
        )
        repeats = [pl.when(~pl.col(f"blank {name}")).then(pl.col(name)).forward_fill().alias(name) for name in filled]
        types = stored.with_columns(repeats).select(types.columns)
    own = body.select("row_number", *names).with_columns(
        pl.when(~blank[name]).then(pl.col(name)).forward_fill().alias(name) for name in filled
    )
    made = Grid(table.headers, table.titles, tuple(range(len(names))), names, own, types, pl.DataFrame(schema=NOTES))
    for header in _group_names(profile):
        made = _with(made, header, 0, body[header])
    for column in dict.fromkeys(split.column for split in profile.splits):
        made = _with_splits(profile, made, column)
    for header, sources in profile.coalesce.items():
        made = _with_first_of(profile, made, header, sources)
    for header, form in profile.compose.items():
        made = _with_composed(profile, made, header, form, given)
    return made


def carried(profile: Profile, table: Table, body: pl.DataFrame) -> tuple[pl.DataFrame, pl.Series]:
    """Return `body` with what heading rows say of the rows below them, and whether each row is such a heading."""
    if profile.group is None:
        return body, pl.Series([False]).new_from_index(0, body.height)
    texts = [pl.col(name).fill_null("").str.strip_chars() for name in table.sheet.cells.columns]
    filled = pl.concat_list([pl.when(text != "").then(text) for text in texts]).list.drop_nulls()
    lines = body.select(filled.alias("cells"))
    few = lines.select(pl.when(pl.col("cells").list.len() <= HEADING_CELLS).then(pl.col("cells").list.join(" ")))
    found = {text: re.fullmatch(profile.group, text) for text in few.to_series().drop_nulls().unique()}
    said: dict[str, dict[str, str | None]] = {text: match.groupdict() for text, match in found.items() if match}
    key = few.to_series()
    columns = [
        key.replace_strict(
            list(said), [parts[name] for parts in said.values()], default=None, return_dtype=pl.String
        ).forward_fill()
        if said
        else pl.Series([None], dtype=pl.String).new_from_index(0, body.height)
        for name in _group_names(profile)
    ]
    is_heading = key.is_in(list(said)).fill_null(value=False)
    named = zip(_group_names(profile), columns, strict=True)
    return body.with_columns(column.alias(name) for name, column in named), is_heading


def outside_scope(take: Take, made: Grid) -> pl.Series:
    """Return the row numbers of rows that a take does not ask for."""
    fits = _fitting(take.only, made)
    return made.cells["row_number"].filter(~fits)


def without(made: Grid, row_numbers: pl.Series) -> Grid:
    """Return the grid without some rows."""
    if row_numbers.is_empty():
        return made
    kept = ~made.cells["row_number"].is_in(row_numbers.implode())
    return replace(
        made, cells=made.cells.filter(kept), types=made.types.filter(kept) if made.types is not None else None
    )


def with_legend(profile: Profile, table: Table) -> Table:
    """Return a table whose headers carry what a legend in the sheet says of them ("U8 = Sarana dan Prasarana").

    Raises Refused `legenda-hilang` when a header that says too little stays without.
    """
    said = dict(_legend(profile, table)) if profile.legend else {}
    titles = tuple(
        f"{title} {said[last]}" if (last := tidy(title.rpartition("|")[2])) in said else title for title in table.titles
    )
    headers = tuple(tidy(title) for title in titles) if said else table.headers
    bare = [title for title, header in zip(titles, headers, strict=True) if header in map(tidy, profile.unclear)]
    if bare:
        raise Refused("legenda-hilang", ", ".join(f'"{title.strip()}"' for title in bare))
    return replace(table, headers=headers, titles=titles)


def _legend(profile: Profile, table: Table) -> Iterator[tuple[str, str]]:
    for column in table.sheet.cells.iter_columns():
        for cell in column.drop_nulls().unique(maintain_order=True):
            match = re.fullmatch(profile.legend or "", cell.strip(), re.IGNORECASE)
            if match:
                yield tidy(match["header"]), match["label"].strip()


def _group_names(profile: Profile) -> tuple[str, ...]:
    return tuple(re.compile(profile.group).groupindex) if profile.group else ()


def _with(made: Grid, header: str, origin: int, texts: pl.Series, types: pl.Series | None = None) -> Grid:
    """Return the grid with one more column; what is made of text is text."""
    name = f"v{len(made.names)}"
    stored = types if types is not None else pl.Series([TEXT], dtype=pl.UInt8).new_from_index(0, len(texts))
    return replace(
        made,
        headers=(*made.headers, tidy(header)),
        titles=(*made.titles, made.titles[origin]),
        origins=(*made.origins, origin),
        names=(*made.names, name),
        cells=made.cells.with_columns(texts.alias(name)),
        types=made.types.with_columns(stored.alias(name)) if made.types is not None else None,
    )


def _said(profile: Profile, made: Grid, header: str) -> pl.Expr:
    """Return a column's text without outer blanks, null where it says nothing."""
    text = pl.col(made.name(header)).str.strip_chars()
    return pl.when(~text.str.to_lowercase().is_in(list(profile.format.missing))).then(text)


def _fitting(wanted: Wanted, made: Grid) -> pl.Series:
    """Return whether each row fits every condition; a header that is not there is fitted by none."""
    fits = pl.Series([True]).new_from_index(0, made.cells.height)
    for header, texts in wanted.items():
        if header not in made.headers:
            return ~fits
        column = made.cells[made.name(header)].fill_null("")
        good = [text for text in column.unique() if _fits(text, texts)]
        fits = fits & column.is_in(good)
    return fits


def _fits(text: str, wanted: tuple[str, ...] | str) -> bool:
    if isinstance(wanted, str):
        return re.fullmatch(wanted, " ".join(text.split()), re.IGNORECASE) is not None
    return tidy(text) in wanted


def _with_splits(profile: Profile, made: Grid, column: str) -> Grid:
    """Return the grid with the parts of one column; a text that says something and fits no pattern becomes a note."""
    if tidy(column) not in made.headers:
        return made
    origin = made.origins[made.headers.index(tidy(column))]
    stored = made.types[made.name(column)] if made.types is not None else None
    texts = made.cells.select(_said(profile, made, column).alias("text")).to_series()
    splits = [split for split in profile.splits if split.column == column]
    left = texts.is_not_null()
    parts: dict[str, pl.Series] = {}
    for split in splits:
        found = _split(split, texts, left & _fitting(split.only, made))
        left = left & ~found["fits"]
        for name in split.names:
            values = found[name]
            parts[name] = parts[name].zip_with(~found["fits"], values) if name in parts else values
    for name, values in parts.items():
        made = _with(made, name, origin, values, stored)
    table = pl.DataFrame({"row_number": made.cells["row_number"], "value": texts}).filter(left)
    notes = table.select(
        "row_number", pl.lit(column).alias("column"), pl.lit("teks-tak-terangkut").alias("code"), "value"
    )
    return replace(made, notes=pl.concat([made.notes, notes]))


def _split(split: Split, texts: pl.Series, where: pl.Series) -> pl.DataFrame:
    """Return `fits` and a column per name of one pattern, null where it does not fit."""
    distinct = texts.filter(where).unique()
    matches = {text: match for text in distinct if (match := re.fullmatch(split.pattern, text, re.IGNORECASE))}
    fits = (where & texts.is_in(list(matches))).fill_null(value=False)
    values = {name: [match.groupdict().get(name) for match in matches.values()] for name in split.names}
    values |= {name: [fixed] * len(matches) for name, fixed in split.fixed.items()}
    table = pl.DataFrame(
        {"text": list(matches), **values}, schema={"text": pl.String, **dict.fromkeys(values, pl.String)}
    )
    keyed = pl.DataFrame({"text": texts.zip_with(fits, pl.Series([None], dtype=pl.String)), "fits": fits})
    return keyed.join(table, on="text", how="left", maintain_order="left")


def _with_first_of(profile: Profile, made: Grid, header: str, sources: Sequence[str]) -> Grid:
    """Return the grid with the first of several columns that says something; none where none of them is there."""
    there = [source for source in sources if tidy(source) in made.headers]
    if not there:
        return made
    texts = made.cells.select(pl.coalesce(_said(profile, made, source) for source in there)).to_series()
    types = None
    if made.types is not None:
        frame = pl.concat(
            [made.cells, made.types.drop("row_number").rename(lambda name: f"type {name}")], how="horizontal"
        )
        stored = [
            pl.when(_said(profile, made, source).is_not_null()).then(pl.col(f"type {made.name(source)}"))
            for source in there
        ]
        types = frame.select(pl.coalesce(*stored, pl.lit(TEXT, dtype=pl.UInt8))).to_series()
    return _with(made, header, made.origins[made.headers.index(tidy(there[0]))], texts, types)


def _with_composed(profile: Profile, made: Grid, header: str, form: str, given: Mapping[str, str]) -> Grid:
    """Return the grid with a text put together of columns and of what the lines above say; null where a part is."""
    parts = parts_of(form)
    if any(tidy(part) not in made.headers and part not in given for part in parts):
        return made
    exprs = [_piece(profile, made, piece, given) for piece in re.split(r"(\{[^{}]+\})", form) if piece]
    origins = [made.origins[made.headers.index(tidy(part))] for part in parts if tidy(part) in made.headers]
    texts = made.cells.with_columns(pl.concat_str(exprs).str.strip_chars().alias("composed"))["composed"]
    return _with(made, header, next(iter(origins), 0), texts)


def _piece(profile: Profile, made: Grid, piece: str, given: Mapping[str, str]) -> pl.Expr:
    name = piece[1:-1].removesuffix("?")
    if not piece.startswith("{"):
        return pl.lit(piece)
    said = _said(profile, made, name) if tidy(name) in made.headers else pl.lit(given[name])
    return said.fill_null("") if piece.endswith("?}") else said


def carries(profile: Profile, take: Take, column: str) -> bool:
    """Return whether a take uses a part that is split from `column`, directly or through another made column."""
    parts = {name for split in profile.splits if split.column == column for name in split.names}
    through = {name for name, sources in profile.coalesce.items() if parts & set(sources)}
    through |= {name for name, form in profile.compose.items() if (parts | through) & set(parts_of(form))}
    used = {tidy(name) for names in take.columns.values() for name in names}
    return bool(used & set(map(tidy, parts | through)))
