"""Numbers, dates and periods in words, the Indonesian way (93,8 %; 1.234; TW II 2026) or the English."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from babel import Locale
from babel.dates import format_date, get_timezone
from babel.numbers import format_decimal

from dashboard.language import N_, _, current

NBSP = "\u00a0"
ROMAN = ("I", "II", "III", "IV")
_WESTERN_INDONESIA = "Asia/Jakarta"
NOTHING = {
    "no_data": N_("belum ada data"),
    "suppressed": N_("disembunyikan (n kecil)"),
    "not_applicable": N_("tidak berlaku"),
}


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


def number(value: float | None, decimals: int | None = None) -> str:
    """Return the number with the language's separators; without `decimals`, up to two and no trailing zeros.

    Halves are rounded up, as the rules round before they compare.
    """
    if value is None:
        return nothing()
    places = 2 if decimals is None else decimals
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    pattern = "#,##0.##" if decimals is None else "#,##0" + ("." + "0" * decimals if decimals else "")
    return _decimal(rounded, pattern, current())


def decimals_that_tell(*values: float) -> int:
    """Return the fewest decimals, one to four, with which no value but nought itself reads as nought."""
    return next((n for n in (1, 2, 3) if all(not value or round(value, n) for value in values)), 4)


def signed(value: float | None, decimals: int | None = None) -> str:
    """Return a difference with its sign: `+31`, `−2,5`; one that rounds to nought has none."""
    if value is None:
        return nothing()
    text = number(value, decimals)
    if not re.search("[1-9]", text):
        return text.removeprefix("-")
    return f"+{text}" if value > 0 else text.replace("-", "−")


@lru_cache(maxsize=4096)
def _decimal(value: Decimal, pattern: str, code: str) -> str:
    return format_decimal(value, format=pattern, locale=_locale(code))


@lru_cache(maxsize=1024)
def _date(value: date, pattern: str, code: str) -> str:
    return format_date(value, pattern, locale=_locale(code))


def percent(value: float | None, decimals: int = 1) -> str:
    """Return 93.8 as `93,8 %` in Indonesian and `93.8%` in English; the input is already times 100."""
    if value is None:
        return nothing()
    return number(value, decimals) + ("%" if current() == "en" else f"{NBSP}%")


def whole_percent(share: float | None) -> str:
    """Return a share (0 to 1) as a whole percent."""
    return percent(None if share is None else share * 100, 0)


def chance(value: float | None) -> str:
    """Return a chance (0 to 1) as a whole percent; one that would round to nothing or to certainty keeps its doubt."""
    if value is None:
        return nothing()
    if value < 0.01:
        return _("kurang dari {share}").format(share=percent(1, 0))
    if value > 0.99:
        return _("lebih dari {share}").format(share=percent(99, 0))
    return whole_percent(value)


def achievement(value: float | None, *, is_met: bool) -> str:
    """Return the percentage of the target reached; with two decimals where one would hide that it fell just short."""
    if value is None:
        return nothing()
    hides = not is_met and Decimal(str(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) >= 100 > value
    return percent(value, 2 if hides else 1)


def exact(value: float | None) -> str:
    """Return the number with all it has, up to four decimals, so that a reader can calculate with it."""
    if value is None:
        return nothing()
    return _decimal(Decimal(str(value)), "#,##0.####", current())


def quantity(value: float | None, unit: str | None) -> str:
    """Return a value with its unit of measure: `81,0 %`, `47 menit`, `74,2`."""
    if value is None:
        return nothing()
    if (unit or "").strip() in {"%", "persen", "Persen"}:
        return percent(value)
    return number(value)


def measured(value: float | None, unit: str | None) -> str:
    """Return the value followed by the name of its unit, for sentences and labels."""
    text = quantity(value, unit)
    plain = (unit or "").strip()
    return text if value is None or not plain or "%" in text else f"{text}{NBSP}{plain}"


def rupiah(value: float | None) -> str:
    """Return `Rp 1,2 miliar` or `Rp 450.000`: in full below a million, above it with the unit in words."""
    if value is None:
        return nothing()
    for size, word in ((1e12, _("triliun")), (1e9, _("miliar")), (1e6, _("juta"))):
        if abs(value) >= size:
            return f"Rp{NBSP}{number(value / size, 1)}{NBSP}{word}"
    return f"Rp{NBSP}{number(value, 0)}"


def share(part: int | None, whole: int | None) -> str:
    """Return `8 dari 12`."""
    if part is None or whole is None:
        return nothing()
    return _("{part} dari {whole}").format(part=number(part, 0), whole=number(whole, 0))


def nothing(kind: str = "no_data") -> str:
    """Return one of the three kinds of nothing in words; a number that is not there is never 0 and never blank."""
    return _(NOTHING[kind])


def nothings() -> set[str]:
    """Return every kind of nothing in words."""
    return {_(words) for words in NOTHING.values()}


def period(code: str | None) -> str:
    """Return `2026-TW2` as `TW II 2026` or `Q2 2026`; months by name; a code of another form as it is."""
    if code is None:
        return nothing()
    if found := re.fullmatch(r"(\d{4})-TW([1-4])", code):
        return _("TW {roman} {year}").format(roman=ROMAN[int(found[2]) - 1], year=found[1], number=found[2])
    if found := re.fullmatch(r"(\d{4})-S([12])", code):
        return _("Semester {roman} {year}").format(roman=ROMAN[int(found[2]) - 1], year=found[1], number=found[2])
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", code):
        return _date(date(int(found[1]), int(found[2]), 1), "MMMM y", current())
    return code


def short_period(code: str) -> str:
    """Return the period without its year: `TW II`, `Sem I`, `Jun`; a year stays a year."""
    if found := re.fullmatch(r"\d{4}-TW([1-4])", code):
        return _("TW {roman}").format(roman=ROMAN[int(found[1]) - 1], number=found[1])
    if found := re.fullmatch(r"\d{4}-S([12])", code):
        return _("Sem {roman}").format(roman=ROMAN[int(found[1]) - 1], number=found[1])
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", code):
        return _date(date(int(found[1]), int(found[2]), 1), "MMM", current())
    return code


def day(value: date | datetime | None) -> str:
    """Return `12 Agustus 2026`; a moment, kept in UTC, is told as the day it was in western Indonesia."""
    if value is None:
        return nothing()
    if isinstance(value, datetime):
        value = value.replace(tzinfo=get_timezone("UTC")).astimezone(get_timezone(_WESTERN_INDONESIA)).date()
    return _date(value, "d MMMM y", current())


def days(first: date, last: date) -> str:
    """Return `2–6 September 2026`, `28 Januari – 2 Februari 2026`: what two days share is said once."""
    if first == last:
        return day(first)
    if first.year != last.year:
        return f"{day(first)} – {day(last)}"
    if first.month != last.month:
        return f"{_date(first, 'd MMMM', current())} – {day(last)}"
    return f"{first.day}–{day(last)}"


def today() -> date:
    """Return what day it is in western Indonesia."""
    return datetime.now(get_timezone(_WESTERN_INDONESIA)).date()
