"""A column of text cells → typed values, what was repaired on the way, and what cannot be read.

What is plainly written is cast as a whole; everything else is looked at once per distinct text.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

import polars as pl

from pipelines import parse
from pipelines.contracts.columns import Column
from pipelines.profiles import Format
from pipelines.readers.sheet import NUMBER

TYPES: dict[str, pl.DataType | type[pl.DataType]] = {
    "text": pl.String,
    "code": pl.String,
    "nip": pl.String,
    "label": pl.String,
    "period": pl.String,
    "number": pl.Float64,
    "integer": pl.Int64,
    "year": pl.Int64,
    "date": pl.Date,
    "datetime": pl.Datetime("us"),
    "yesno": pl.Boolean,
}
"""The polars type each kind of value has after parsing."""

BLANK = r"[\s\u00a0\u200b\ufeff]"
UNTIDY = rf"^{BLANK}|^'|{BLANK}$|{BLANK}{{2}}|[\u00a0\u200b\ufeff\n\r\t]"
PROBLEMS = {"index": pl.Int64, "code": pl.String, "value": pl.String}
"""What was found in a column: position, finding code, the cell as it came."""

Outcome = tuple[Any, str | None]


def parsed(column: Column, texts: pl.Series, stored: pl.Series | None, form: Format) -> tuple[pl.Series, pl.DataFrame]:
    """Return a column's typed values and its problems (index, code, value); a cell that cannot be read is null."""
    clean, repairs = _tidied(column, texts)
    clean = _without_missing(clean, form)
    numeric = stored == NUMBER if stored is not None else None
    if numeric is not None and not numeric.any():
        numeric = None
    if column.value == "text" or (column.value == "code" and numeric is None):
        return clean.alias(column.name), repairs
    values, codes = _typed(column, clean, numeric, form)
    if codes is None:
        return values.alias(column.name), repairs
    wrong = _rows(codes.is_not_null(), codes, texts)
    return values.alias(column.name), pl.concat([repairs, wrong])


def _rows(where: pl.Series, codes: pl.Series | str, texts: pl.Series) -> pl.DataFrame:
    codes = pl.Series([codes], dtype=pl.String).new_from_index(0, len(texts)) if isinstance(codes, str) else codes
    table = pl.DataFrame({"code": codes, "value": texts}).with_row_index("index").filter(where)
    return table.select(pl.col("index").cast(pl.Int64), "code", "value")


def _tidied(column: Column, texts: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """Return texts without needless blanks and apostrophes, and what was repaired; a blank cell is no repair."""
    repairs = pl.DataFrame(schema=PROBLEMS)
    is_untidy = texts.str.contains(UNTIDY).fill_null(value=False)
    clean = texts
    if is_untidy.any():
        clean = pl.select(_tidy(column, pl.lit(texts))).to_series()
        changed = is_untidy & (clean != texts) & (clean != "")
        quoted = texts.str.strip_chars().str.starts_with("'") & (column.value in ("nip", "code"))
        repairs = pl.concat(
            [
                _rows(changed & quoted, "apostrof-dibuang", texts),
                _rows(changed & ~quoted, "spasi-dirapikan", texts),
            ]
        ).sort("index")
    if column.value == "nip":
        is_spaced = clean.str.contains(r"[0-9]\s+[0-9]").fill_null(value=False)
        if is_spaced.any():
            repairs = pl.concat([repairs, _rows(is_spaced, "spasi-nip-dibuang", texts)])
            clean = clean.str.replace_all(r"\s", "")
    return clean, repairs


def _tidy(column: Column, text: pl.Expr) -> pl.Expr:
    if column.value == "text":
        return text.str.replace_all("[\u00a0\u200b\ufeff\t]", " ").str.strip_chars().str.replace_all("  +", " ")
    text = text.str.replace_all(f"{BLANK}+", " ").str.strip_chars()
    return text.str.strip_prefix("'").str.strip_chars() if column.value in ("nip", "code") else text


def _without_missing(clean: pl.Series, form: Format) -> pl.Series:
    markers = "|".join(map(re.escape, form.missing))
    return _only(clean, ~clean.str.contains(f"(?i)^(?:{markers})$"))


def _only(values: pl.Series, where: pl.Series) -> pl.Series:
    """Return values where a condition holds, null elsewhere."""
    return pl.select(pl.when(pl.lit(where)).then(pl.lit(values))).to_series()


def _typed(
    column: Column, clean: pl.Series, numeric: pl.Series | None, form: Format
) -> tuple[pl.Series, pl.Series | None]:
    """Return (values, codes); codes is None where every cell could be cast without a doubt."""
    kind = TYPES[column.value]
    decimal = _decimal(column, clean, numeric, form) if column.value == "number" else "auto"
    percent = column.value == "number" and bool(clean.str.ends_with("%").any())
    fast = _cast(column, clean, decimal) if numeric is None and not percent else None
    if fast is not None and fast.null_count() == clean.null_count():
        return fast.cast(kind), None
    rest = clean if fast is None else _only(clean, fast.is_null())
    stored = numeric if numeric is not None else pl.Series([False]).new_from_index(0, len(clean))
    pairs = pl.DataFrame({"text": rest, "stored": stored})
    distinct = pairs.drop_nulls("text").unique(maintain_order=True)
    parser = _parser(column, decimal, percent=percent)
    outcome = [parser(text, is_stored) for text, is_stored in distinct.iter_rows()]
    table = distinct.with_columns(
        pl.Series("value", [value for value, _ in outcome], dtype=kind),
        pl.Series("code", [code for _, code in outcome], dtype=pl.String),
    )
    joined = pairs.join(table, on=["text", "stored"], how="left", maintain_order="left")
    values = joined["value"] if fast is None else pl.select(pl.coalesce(fast.cast(kind), joined["value"])).to_series()
    return values, joined["code"] if table["code"].null_count() < table.height else None


def _cast(column: Column, clean: pl.Series, decimal: parse.Decimal) -> pl.Series | None:
    """Return what can be cast without a doubt, null elsewhere; None where every distinct text must be looked at."""
    if column.value == "integer":
        return _only(clean, clean.str.contains(r"^-?[0-9]{1,9}$")).cast(pl.Int64)
    if column.value == "number":
        plain = r"^-?[0-9]{1,15}(\.[0-9]+)?$" if decimal == "." else r"^-?[0-9]{1,15}$"
        return _only(clean, clean.str.contains(plain)).cast(pl.Float64)
    if column.value == "date":
        days = clean.str.to_date("%Y-%m-%d", strict=False, exact=True)
        first, last = dt.date(parse.FIRST_YEAR, 1, 1), dt.date(parse.LAST_YEAR, 12, 31)
        return _only(days, days.is_between(first, last))
    return None


def _decimal(column: Column, clean: pl.Series, numeric: pl.Series | None, form: Format) -> parse.Decimal:
    named = form.decimals.get(column.name, form.decimal)
    if named != "auto":
        return named
    written = clean if numeric is None else clean.filter(~numeric)
    return parse.convention(written.drop_nulls().unique().to_list(), money=column.money)


def _parser(column: Column, decimal: parse.Decimal, *, percent: bool) -> Callable[[str, bool], Outcome]:
    """Return the function of (text, was it stored as a number) that parses a distinct cell of this column."""
    if column.value in ("number", "integer", "year"):
        return _number_parser(column, decimal, percent=percent)
    if column.value == "nip":
        return lambda text, stored: (None, "nip-rusak-excel") if stored else parse.nip(text)
    if column.value == "code":
        return lambda text, stored: (None, "kode-rusak-excel") if stored and not text.isdigit() else (text, None)
    if column.value == "label":
        return lambda text, _: parse.label(text, column.labels)
    simple = {"date": parse.date, "datetime": parse.moment_of, "period": parse.period, "yesno": parse.yes_no}
    plain: Callable[[str], Outcome] = simple[column.value]
    return lambda text, _: plain(text)


def _number_parser(column: Column, decimal: parse.Decimal, *, percent: bool) -> Callable[[str, bool], Outcome]:
    """In a column where some cells say "95%", a bare 0.95 may be Excel's 95% or less than one: `angka-rancu`."""
    whole = {"integer": parse.whole_number, "year": parse.year}.get(column.value)

    def number(text: str, stored: bool) -> Outcome:
        value, code = parse.stored_number(text) if stored else parse.number(text, decimal)
        if value is None:
            return None, code
        if percent and not text.endswith("%") and 0 < abs(value) <= 1:
            return None, "angka-rancu"
        return whole(value) if whole else (value, None)

    return number
