"""A recognised table → the text cells of one kind, each column with the place it came from."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from pipelines.contracts import all_contracts
from pipelines.findings import Refused
from pipelines.profiles import Profile, Table, Take, tidy
from pipelines.readers.sheet import EMPTY, TEXT, letter


@dataclass(frozen=True)
class Extract:
    """Rows of one kind as text.

    `cells`: `row_number`, `row_count` (physical rows it stands for) and every column of the contract as String.
    `types`: same columns as stored types, or None. `places`: our column → (letter, header).
    `set_aside`: row_number, class, reason of rows that are no data. `whole`: row_number and every cell as it stands.
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


SET_ASIDE = {"row_number": pl.Int64, "class": pl.String, "reason": pl.String}


def extracts(profile: Profile, file_name: str, tables: Sequence[Table]) -> Iterator[Extract]:
    """Yield every take of every table of a file; Refused when a needed column or preamble line is missing or double."""
    for table in tables:
        given = {**_from_name(profile, file_name), **_preamble(profile, table)}
        body = _body(table)
        aside = _not_data(profile, table, body)
        whole = _whole(profile, table, body)
        body = body.filter(~body["row_number"].is_in(aside["row_number"].implode())) if aside.height else body
        source = " · ".join([profile.name, *(given[name] for name in profile.source)])
        for index, take in enumerate(profile.takes):
            for part, constants in _parts(take, table, given):
                columns = _columns(take, table, part)
                fixed = {**given, **constants, **take.constants}
                _require(take, table, set(columns) | set(fixed), profile)
                cells, types = _cells(take, table, body, columns, fixed)
                yield Extract(
                    index,
                    take.kind,
                    table.sheet.name,
                    source,
                    cells,
                    types,
                    _places(table, columns),
                    aside,
                    _whole_groups(take, table, body, whole) if take.pivot else whole,
                    take.distinct,
                )


def _from_name(profile: Profile, file_name: str) -> dict[str, str]:
    found = {ours: re.search(pattern, file_name) for ours, pattern in profile.from_name.items()}
    return {ours: match[1] for ours, match in found.items() if match}


def _preamble(profile: Profile, table: Table) -> dict[str, str]:
    """Return what the lines above the header say: patterns are searched in all of them, cells joined with blanks."""
    above = table.sheet.cells.head(table.header_row - 1).iter_rows()
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
    body = sheet.cells.with_row_index("row_number", offset=1).with_columns(pl.col("row_number").cast(pl.Int64))
    widths = sheet.widths if sheet.widths is not None else pl.Series([sheet.cells.width]).new_from_index(0, body.height)
    return body.with_columns(widths.alias("width")).slice(table.header_row)


def _not_data(profile: Profile, table: Table, body: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that are no data, with the reason: blank, footer, header again, wrong number of cells."""
    marked = _first_cells(table, body)
    reason = (
        pl.when(pl.col("first") == "")
        .then(pl.lit("kosong"))
        .when(pl.col("row_number") >= _stop_row(profile, marked))
        .then(pl.lit("footer"))
        .when(pl.col("row_number").is_in(_repeated_headers(table, body, marked)))
        .then(pl.lit("judul-ulang"))
        .when(_has_other_width(table))
        .then(pl.lit("jumlah-kolom-berbeda"))
    )
    held = pl.when(pl.col("reason") == "jumlah-kolom-berbeda").then(pl.lit("quarantined")).otherwise(pl.lit("excluded"))
    found = body.with_columns(marked["first"]).select("row_number", reason.alias("reason")).drop_nulls()
    return found.select("row_number", held.alias("class"), "reason")


def _first_cells(table: Table, body: pl.DataFrame) -> pl.DataFrame:
    """Return `row_number` and `first`: the first cell of each row that is not blank, "" where all are."""
    names = table.sheet.cells.columns
    marked = body.select("row_number", pl.col(names[0]).str.strip_chars().fill_null("").alias("first"))
    holes = body.filter(marked["first"] == "")
    if holes.is_empty():
        return marked
    stripped = (pl.col(name).str.strip_chars() for name in names)
    others = pl.coalesce(*(pl.when(cell != "").then(cell) for cell in stripped), pl.lit(""))
    return marked.update(holes.select("row_number", others.alias("first")), on="row_number")


def _repeated_headers(table: Table, body: pl.DataFrame, marked: pl.DataFrame) -> list[int]:
    title = next((header for header in table.headers if header), "")
    alike = body.filter(marked["first"].str.to_lowercase().str.starts_with(title.partition(" ")[0]))
    cells = alike.select("row_number", *table.sheet.cells.columns).iter_rows()
    return [number for number, *row in cells if tuple(map(tidy, row)) == table.headers]


def _has_other_width(table: Table) -> pl.Expr:
    """Delimited rows must have a cell for every header, and nothing in cells beyond; a workbook has no such notion."""
    if table.sheet.types is not None:
        return pl.lit(value=False)
    beyond = [pl.col(name).fill_null("").str.strip_chars() != "" for name in table.sheet.cells.columns[_width(table) :]]
    return pl.any_horizontal(pl.col("width") < _width(table), *beyond)


def _width(table: Table) -> int:
    """Return the number of columns up to the last header."""
    return max((index for index, header in enumerate(table.headers) if header), default=-1) + 1


def _stop_row(profile: Profile, marked: pl.DataFrame) -> int:
    """Return the first row that begins like a footer; everything from there on is one."""
    stops = marked.filter(pl.col("first").str.contains(profile.stop)) if profile.stop else marked.clear()
    row: int = stops["row_number"].min() if stops.height else 1 << 40  # type: ignore[assignment]
    return row


def _whole(profile: Profile, table: Table, body: pl.DataFrame) -> pl.DataFrame:
    """Return every row as it stands, a column per header, without the headers that are dropped at the door.

    Where something is dropped, a row with another number of cells is left out: it may hold a dropped value anywhere.
    """
    titles: dict[str, str] = {}
    for name, header in zip(table.sheet.cells.columns, table.headers, strict=True):
        if header not in profile.drop and (header or not profile.drop):
            titles[name] = header if header and header not in titles.values() else f"{header} {name}".strip()
    kept = body.filter(~_has_other_width(table)) if profile.drop else body
    return kept.select("row_number", *(pl.col(name).alias(title) for name, title in titles.items()))


def _whole_groups(take: Take, table: Table, body: pl.DataFrame, whole: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of each group that becomes one, joined at its first row; rows that are no data as they stand."""
    group = body.select("row_number", body[_pivot_names(take, table)["index"]].str.strip_chars().alias("group"))
    data = whole.join(group, on="row_number", maintain_order="left")
    titles = [title for title in whole.columns if title != "row_number"]
    joined = data.group_by("group", maintain_order=True).agg(pl.col("row_number").min(), pl.col(titles).str.join(" / "))
    return pl.concat([joined.select(whole.columns), whole.join(group, on="row_number", how="anti")])


def _parts(take: Take, table: Table, given: Mapping[str, str]) -> Iterator[tuple[dict[str, int], dict[str, str]]]:
    """Yield, per group of columns that become rows of their own: our column → position, and its constants."""
    if not take.unpivot:
        yield {}, {}
        return
    forms = {ours: form for ours, form in take.unpivot.items() if ours not in ("headers", "value")}
    groups: dict[tuple[tuple[str, str], ...], dict[str, int]] = {}
    for index, header in enumerate(table.headers):
        match = re.fullmatch(take.unpivot["headers"].strip("^$"), header, re.IGNORECASE)
        if match:
            parts = match.groupdict()
            what = parts.pop("what", None) or take.unpivot["value"]
            groups.setdefault(tuple(sorted(parts.items())), {})[what.casefold()] = index
    if not groups:
        pattern = take.unpivot["headers"]
        raise Refused("kolom-wajib-hilang", f"Tidak ada judul seperti {pattern}.", f"No header like {pattern}.")
    for key, positions in groups.items():
        yield positions, {ours: form.format(**{**given, **dict(key)}) for ours, form in forms.items()}


def _pivot_names(take: Take, table: Table) -> dict[str, str]:
    names = table.sheet.cells.columns
    return {key: names[table.headers.index(tidy(take.pivot[key]))] for key in ("index", "on", "values")}


def _columns(take: Take, table: Table, part: Mapping[str, int]) -> dict[str, int]:
    """Return our column → position of the one header it comes from; answers of a pivot come from its value column."""
    if take.pivot:
        at = {key: table.headers.index(tidy(take.pivot[key])) for key in ("index", "values")}
        index = (take.pivot["index"],)
        return {ours: at["index" if theirs == index else "values"] for ours, theirs in take.columns.items()}
    columns = dict(part)
    for ours, theirs in take.columns.items():
        wanted = {tidy(name) for name in theirs}
        found = [index for index, header in enumerate(table.headers) if header in wanted]
        if len(found) > 1:
            names = ", ".join(f'{letter(index)} "{table.headers[index]}"' for index in found)
            raise Refused("kolom-ganda", f"{ours}: {names}.")
        columns |= {ours: found[0]} if found else {}
    return columns


def _require(take: Take, table: Table, present: set[str], profile: Profile) -> None:
    missing = [name for name in all_contracts()[take.kind].required if name not in present]
    if missing:
        wanted = "; ".join(f"{name} ({' / '.join(take.columns.get(name, (name,)))})" for name in missing)
        unknown = ", ".join(header for header in table.headers if header and header not in profile.used) or "–"
        raise Refused(
            "kolom-wajib-hilang",
            f"Tidak ada {wanted}; judul lain: {unknown}.",
            f"Missing {wanted}; other headers: {unknown}.",
        )


def _cells(
    take: Take, table: Table, body: pl.DataFrame, columns: Mapping[str, int], fixed: Mapping[str, str]
) -> tuple[pl.DataFrame, pl.DataFrame | None]:
    contract = all_contracts()[take.kind]
    if take.pivot:
        return _pivoted(take, table, body, fixed), None
    names = table.sheet.cells.columns
    texts = [_value(take, contract_column.name, names, columns, fixed) for contract_column in contract.columns]
    cells = body.select("row_number", pl.lit(1, dtype=pl.Int64).alias("row_count"), *texts)
    if table.sheet.types is None:
        return cells, None
    stored = [
        pl.col(names[columns[column.name]]).alias(column.name)
        if column.name in columns
        else pl.lit(TEXT if column.name in fixed else EMPTY, dtype=pl.UInt8).alias(column.name)
        for column in contract.columns
    ]
    types = table.sheet.types.with_row_index("row_number", offset=1).with_columns(pl.col("row_number").cast(pl.Int64))
    return cells, types.join(body.select("row_number"), on="row_number", how="semi", maintain_order="left").select(
        stored
    )


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


def _pivoted(take: Take, table: Table, body: pl.DataFrame, fixed: Mapping[str, str]) -> pl.DataFrame:
    """Return long rows made wide: one row per `index`, each value of `on` a column, standing at its first physical row.

    Two different answers to one question stay visible as "3 / 4", which no parser takes for a number.
    """
    place = _pivot_names(take, table)
    index, on, values = (pl.col(place[key]).str.strip_chars() for key in ("index", "on", "values"))
    wide = []
    for column in all_contracts()[take.kind].columns:
        if column.name in take.columns:
            (theirs,) = take.columns[column.name]
            answers = values.filter(on == theirs).unique(maintain_order=True).str.join(" / ")
            text = index.first() if theirs == take.pivot["index"] else answers.replace("", None)
            wide.append(text.alias(column.name))
        else:
            wide.append(pl.lit(fixed.get(column.name), dtype=pl.String).alias(column.name))
    head = [pl.col("row_number").min().alias("row_number"), pl.len().cast(pl.Int64).alias("row_count")]
    grouped = body.group_by(index, maintain_order=True).agg(*head, *wide)
    return grouped.select("row_number", "row_count", *(column.name for column in all_contracts()[take.kind].columns))


def _places(table: Table, columns: Mapping[str, int]) -> dict[str, tuple[str, str]]:
    return {ours: (letter(index), " ".join(table.titles[index].split())) for ours, index in columns.items()}
