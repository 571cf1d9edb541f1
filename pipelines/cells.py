"""A column of text cells → typed values, what was repaired on the way, and what cannot be read.

What is plainly written is cast as a whole; everything else is looked at once per distinct text.
"""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines import parse
from pipelines.contracts.columns import Column
from pipelines.profiles import Format
from pipelines.readers.sheet import NUMBER_1904, NUMBERS, PERCENT

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

SAMPLE, REPEATS = 4096, 4
"""How many cells show whether a text comes again often enough, on average, to look for the distinct ones."""

Outcome = tuple[Any, str | None]


@dataclass(frozen=True)
class Manner:
    """How a column writes its numbers, which one cell cannot tell: the shapes that occur, and whether "%" does."""

    shapes: frozenset[str] = frozenset()
    percent: bool = False

    def __or__(self, other: "Manner") -> "Manner":
        return Manner(self.shapes | other.shapes, self.percent or other.percent)


def manner_of(column: Column, texts: pl.Series, form: Format) -> Manner:
    """Return the manner of one piece of a column of text."""
    clean, _ = _tidied(column, texts.drop_nulls().unique())
    return _manner(_without_missing(clean, form), None, None)


def parsed(
    column: Column, texts: pl.Series, stored: pl.Series | None, form: Format, manner: Manner | None = None
) -> tuple[pl.Series, pl.DataFrame]:
    """Return a column's typed values and its problems (index, code, value); a cell that cannot be read is null.

    Text that repeats itself is judged once per distinct cell. `manner` is that of the whole column where these texts
    are a piece of it.
    """
    sample = texts.head(SAMPLE)
    if stored is not None or sample.n_unique() * REPEATS > len(sample):
        return _parsed(column, texts, stored, form, manner)
    distinct = texts.drop_nulls().unique(maintain_order=True)
    at = texts.cast(pl.Enum(distinct)).to_physical().cast(pl.Int64)
    values, problems = _parsed(column, distinct, None, form, manner)
    return values.gather(at), _wherever(problems, at)


def _wherever(problems: pl.DataFrame, at: pl.Series) -> pl.DataFrame:
    """Return the problems of distinct cells at every row that holds one; `at` says which each row holds."""
    if problems.is_empty():
        return problems
    rows = pl.DataFrame({"distinct": at}).with_row_index("index").filter(at.is_in(problems["index"].implode()))
    found = rows.join(problems.rename({"index": "distinct"}), on="distinct", maintain_order="left_right")
    return found.select(pl.col("index").cast(pl.Int64), "code", "value")


def _parsed(
    column: Column, texts: pl.Series, stored: pl.Series | None, form: Format, manner: Manner | None
) -> tuple[pl.Series, pl.DataFrame]:
    clean, repairs = _tidied(column, texts)
    clean = _without_missing(clean, form)
    numeric = stored.is_in(NUMBERS) if stored is not None else None
    if stored is None or numeric is None or not numeric.any():
        stored = numeric = None
    elif (stored == PERCENT).any():
        clean, moved = _percentages(column, clean, stored, texts)
        repairs = pl.concat([repairs, moved])
    if column.value == "text" or (column.value == "code" and numeric is None):
        return clean.alias(column.name), repairs
    if column.value in ("date", "datetime") and stored is not None:
        clean, dated = _serial_dates(clean, stored, texts)
        repairs = pl.concat([repairs, dated])
    values, codes = _typed(column, clean, stored, form, manner)
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


def _percentages(
    column: Column, clean: pl.Series, stored: pl.Series, texts: pl.Series
) -> tuple[pl.Series, pl.DataFrame]:
    """Return numbers shown as percentages as they are shown, 85 for 0.85, and one repair that names the first.

    Text keeps the sign: "85%". Codes and NIPs stay as they are stored.
    """
    if column.value not in ("number", "integer", "text"):
        return clean, pl.DataFrame(schema=PROBLEMS)
    shown = clean.filter(stored == PERCENT).drop_nulls().unique()
    sign = "%" if column.value == "text" else ""
    moved = {text: parse.percent_of(text) + sign for text in shown}
    changed = pl.select(
        pl.when(pl.lit(stored == PERCENT)).then(pl.lit(clean).replace(moved)).otherwise(pl.lit(clean))
    ).to_series()
    return changed, _rows((stored == PERCENT) & clean.is_not_null(), "persen-dikali-100", texts).head(1)


def _serial_dates(clean: pl.Series, stored: pl.Series, texts: pl.Series) -> tuple[pl.Series, pl.DataFrame]:
    """Return bare numbers of days as ISO dates, and each as a repair; what is no such number stays."""
    pairs = pl.DataFrame({"text": clean, "stored": stored}).filter(stored.is_in(NUMBERS)).drop_nulls().unique()
    found = [parse.serial_date(text, is_1904=code == NUMBER_1904)[0] for text, code in pairs.iter_rows()]
    dates = pairs.with_columns(pl.Series("date", [day.isoformat() if day else None for day in found], dtype=pl.String))
    table = pl.DataFrame({"text": clean, "stored": stored})
    dated = table.join(dates, on=["text", "stored"], how="left", maintain_order="left")["date"]
    repairs = _rows(dated.is_not_null(), "tanggal-nomor-seri", texts)
    return pl.select(pl.coalesce(pl.lit(dated), pl.lit(clean))).to_series(), repairs


def _typed(
    column: Column, clean: pl.Series, stored: pl.Series | None, form: Format, manner: Manner | None
) -> tuple[pl.Series, pl.Series | None]:
    """Return (values, codes); codes is None where every cell could be cast without a doubt."""
    kind = TYPES[column.value]
    numeric = stored.is_in(NUMBERS) if stored is not None else None
    is_number = column.value in ("number", "integer")
    percents = (stored == PERCENT) if is_number and stored is not None else _nowhere(clean)
    if column.value == "number":
        manner = manner or _manner(clean, numeric, percents)
    decimal, percent = _decimal(column, manner, form), manner is not None and manner.percent
    fast = _cast(column, clean, decimal) if numeric is None and not percent else None
    if fast is not None and fast.null_count() == clean.null_count():
        return fast.cast(kind), None
    rest = clean if fast is None else _only(clean, fast.is_null())
    is_stored = numeric if numeric is not None else _nowhere(clean)
    pairs = pl.DataFrame({"text": rest, "stored": is_stored, "percent": percents})
    distinct = pairs.drop_nulls("text").unique(maintain_order=True)
    parser = _parser(column, decimal, percent=percent)
    outcome = [parser(f"{text}%" if shown else text, numeral) for text, numeral, shown in distinct.iter_rows()]
    table = distinct.with_columns(
        pl.Series("value", [value for value, _ in outcome], dtype=kind),
        pl.Series("code", [code for _, code in outcome], dtype=pl.String),
    )
    joined = pairs.join(table, on=["text", "stored", "percent"], how="left", maintain_order="left")
    values = joined["value"] if fast is None else pl.select(pl.coalesce(fast.cast(kind), joined["value"])).to_series()
    return values, joined["code"] if table["code"].null_count() < table.height else None


def _nowhere(values: pl.Series) -> pl.Series:
    return pl.Series([False]).new_from_index(0, len(values))


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


def _manner(clean: pl.Series, numeric: pl.Series | None, percents: pl.Series | None) -> Manner:
    written = clean if numeric is None else clean.filter(~numeric)
    percent = bool(clean.str.ends_with("%").any()) or (percents is not None and bool(percents.any()))
    return Manner(frozenset(_shapes(written)), percent)


def _decimal(column: Column, manner: Manner | None, form: Format) -> parse.Decimal:
    if manner is None:
        return "auto"
    named = form.decimals.get(column.name, form.decimal)
    return parse.convention(sorted(manner.shapes), money=column.money) if named == "auto" else named


def _shapes(texts: pl.Series) -> list[str]:
    """Return the distinct shapes of numbers, every digit a 5 but for a 0 in front: all that a convention sees."""
    shapes = pl.lit(texts).str.replace_all("[0-9]", "5")
    in_front = pl.lit(texts).str.contains(r"^[+-]?0")
    shaped = pl.select(pl.when(in_front).then(shapes.str.replace("5", "0")).otherwise(shapes)).to_series()
    return shaped.drop_nulls().unique().to_list()


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
        value, code = parse.stored_number(text.removesuffix("%")) if stored else parse.number(text, decimal)
        if value is None:
            return None, code
        if percent and not text.endswith("%") and 0 < abs(value) <= 1:
            return None, "angka-rancu"
        return whole(value) if whole else (value, None)

    return number
