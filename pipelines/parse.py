"""One cell's text → number, date, period, NIP or label, or the finding code that says why not.

Every parser takes text that is already tidied (no outer blanks) and returns (value, code); exactly one of them is set.
"""

import datetime as dt
import decimal
import math
import re
from collections.abc import Mapping, Sequence
from typing import Literal

Decimal = Literal[".", ",", "auto", "money"]

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari pebruari feb peb february", "maret mar march", "april apr", "mei may",
            "juni jun june", "juli jul july", "agustus agu agt ags aug august", "september sep sept",
            "oktober okt oct october",
            "november nopember nov nop", "desember des dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
ROMANS = {
    roman: number
    for number, roman in enumerate(("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"), start=1)
}

_CLEAN = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)
_PLAIN = re.compile(r"[+-]?\d+", re.ASCII)
_DOTS = re.compile(r"[+-]?[1-9]\d{0,2}(\.\d{3})+", re.ASCII)
_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(,\d{3})+", re.ASCII)
_COMMA_DECIMAL = re.compile(r"[+-]?(\d+|[1-9]\d{0,2}(\.\d{3})+),\d+", re.ASCII)
_DOT_DECIMAL = re.compile(r"[+-]?(\d+|[1-9]\d{0,2}(,\d{3})+)\.\d+", re.ASCII)
_SPACED = re.compile(r"[+-]?[1-9]\d{0,2}( \d{3})+([.,]\d+)?", re.ASCII)


def stored_number(text: str) -> tuple[float | None, str | None]:
    """Return the value of a workbook cell stored as a number; its text is always in program notation."""
    return _finite(text) if _CLEAN.fullmatch(text) else (None, "angka-tidak-sah")


def number(text: str, decimal: Decimal) -> tuple[float | None, str | None]:
    """Return a number written by a person; `decimal` is the convention of its column ("money": dots are thousands).

    Without a convention ("auto") a text such as "1.234" can be read in two ways and is refused as `angka-rancu`.
    """
    text = _bare(text, money=decimal == "money")
    if _PLAIN.fullmatch(text):
        return _finite(text)
    reads_comma, reads_dot = _readings(text)
    if not reads_comma and not reads_dot:
        return None, "angka-tidak-sah"
    chosen = "," if decimal == "money" and _DOTS.fullmatch(text) else decimal
    if chosen in ("auto", "money") and reads_comma and reads_dot:
        return None, "angka-rancu"
    if (chosen == "," and not reads_comma) or (chosen == "." and not reads_dot):
        return None, "angka-rancu"
    comma_decimal = chosen == "," or (chosen in ("auto", "money") and reads_comma)
    return _finite(text.replace(".", "").replace(",", ".") if comma_decimal else text.replace(",", ""))


def _bare(text: str, *, money: bool) -> str:
    """Return a number's text without currency, percent sign and the blanks that part its thousands."""
    if money:
        text = re.sub(r"^(Rp\.?|IDR)\s*", "", text, flags=re.IGNORECASE).removesuffix(",-")
    text = re.sub(r"\s*%$", "", text)
    return text.replace(" ", "") if _SPACED.fullmatch(text) else text


def _readings(text: str) -> tuple[bool, bool]:
    """Return whether a text can be read with a decimal comma, and whether with a decimal dot."""
    reads_comma = bool(_COMMA_DECIMAL.fullmatch(text) or _DOTS.fullmatch(text))
    return reads_comma, bool(_DOT_DECIMAL.fullmatch(text) or _COMMAS.fullmatch(text))


def _finite(text: str) -> tuple[float | None, str | None]:
    value = float(text)
    return (value, None) if math.isfinite(value) else (None, "angka-tidak-sah")


def convention(texts: Sequence[str], *, money: bool) -> Decimal:
    """Return the decimal convention a column's distinct texts agree on.

    Only texts that can be read in one way count as evidence; where they disagree, or there are none, "auto".
    """
    if money:
        return "money"
    readings = {_readings(_bare(text, money=False)) for text in texts}
    comma, dot = (True, False) in readings, (False, True) in readings
    if comma == dot:
        return "auto"
    return "," if comma else "."


FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Years outside are slips of the pen ("0026", "2206"), not dates an agency means."""


def whole_number(value: float) -> tuple[int | None, str | None]:
    """Return a number as an integer; `angka-tidak-sah` with a fraction, `nilai-di-luar-batas` beyond 32 bits."""
    if not value.is_integer():
        return None, "angka-tidak-sah"
    return (int(value), None) if abs(value) < 2**31 else (None, "nilai-di-luar-batas")


def year(value: float) -> tuple[int | None, str | None]:
    """Return a year of four digits."""
    whole, code = whole_number(value)
    if whole is not None and not FIRST_YEAR <= whole <= LAST_YEAR:
        return None, "nilai-di-luar-batas"
    return whole, code


def date(text: str) -> tuple[dt.date | None, str | None]:
    """Return a date from 2026-06-30, 30-06-2026, 30/06/2026, "30 Juni 2026", with or without a time; day first."""
    moment, code = moment_of(text)
    return (moment.date(), None) if moment else (None, code)


_ISO = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})", re.ASCII)
_LOCAL = re.compile(r"(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4})", re.ASCII)
_WORDS = re.compile(r"(?P<d>\d{1,2})[ -](?P<m>[A-Za-z]+)[ -](?P<y>\d{4})", re.ASCII)
_CLOCK = re.compile(
    r"(?P<H>\d{1,2})[:.](?P<M>\d{2})([:.](?P<S>\d{2})(\.\d+)?)?Z?( ?(?P<half>[AP]M))?", re.IGNORECASE | re.ASCII
)


def moment_of(text: str) -> tuple[dt.datetime | None, str | None]:
    """Return a date and time; midnight when no time is given."""
    day, _, clock = _split_words(text) if _WORDS.match(text) else re.sub(r"(?<=\d)T(?=\d)", " ", text).partition(" ")
    matched = _ISO.fullmatch(day) or _LOCAL.fullmatch(day) or _WORDS.fullmatch(day)
    time = _CLOCK.fullmatch(clock.strip()) if clock.strip() else None
    is_plausible = matched is not None and FIRST_YEAR <= int(matched["y"]) <= LAST_YEAR
    if matched is None or not is_plausible or (clock.strip() and not time):
        return None, "tanggal-tidak-sah"
    month = MONTHS.get(matched["m"].casefold()) if matched["m"].isalpha() else int(matched["m"])
    hour = int(time["H"]) if time else 0
    if time and time["half"]:
        hour = hour % 12 + (12 if time["half"].upper() == "PM" else 0)
    try:
        minute, second = (int(time["M"]), int(time["S"] or 0)) if time else (0, 0)
        return dt.datetime(int(matched["y"]), month or 0, int(matched["d"]), hour, minute, second), None
    except ValueError:
        return None, "tanggal-tidak-sah"


FIRST_SERIAL, LAST_SERIAL = 20_000, 73_050
"""Excel's days since 1900 from 1954 to 2099; smaller numbers are more likely something else."""


def serial_date(text: str, *, is_1904: bool) -> tuple[dt.date | None, str | None]:
    """Return the date a workbook stores as a number of days without saying that it is a date."""
    days = float(text) + 1462 * is_1904 if _CLEAN.fullmatch(text) else 0.0
    if not FIRST_SERIAL <= days <= LAST_SERIAL or not days.is_integer():
        return None, "tanggal-tidak-sah"
    return dt.date(1899, 12, 30) + dt.timedelta(days=int(days)), None


def percent_of(text: str) -> str:
    """Return a stored share as the percentage a workbook shows, moved by two places and not multiplied: 0.07 → 7."""
    return format(decimal.Decimal(text).scaleb(2).normalize(), "f") if _CLEAN.fullmatch(text) else text


def _split_words(text: str) -> tuple[str, str, str]:
    matched = _WORDS.match(text)
    end = matched.end() if matched else 0
    return text[:end], " ", text[end:]


_YEAR = r"(?P<year>(19|20)\d{2})"
_MONTH = r"([ivx]+|[a-z]{3,}|\d{1,2})(\.0)?"
_UNTIL = r"(s\.?\s?/?\s?d\.?|sampai(\s+dengan)?|[-–])"
_SPANS = {(1, 12): "", (1, 6): "-S1", (7, 12): "-S2", **{(3 * q - 2, 3 * q): f"-TW{q}" for q in range(1, 5)}}
"""First and last month of the spans that are a period."""
_PERIODS = tuple(
    re.compile(pattern, re.IGNORECASE | re.ASCII)
    for pattern in (
        rf"(periode\s+)?(tahunan\s+)?(tahun\s+)?{_YEAR}(\.0)?",
        rf"{_YEAR}[-/ ]?(tw|q|triwulan)\s*(?P<quarter>[ivx]+|\d+)",
        rf"{_YEAR}[-/ ]?(s|semester)\s*(?P<half>[ivx]+|\d+)",
        rf"{_YEAR}[-/](?P<month>\d{{1,2}})",
        rf"(periode\s+)?(tw|q|triwulan)[\s.]*(?P<quarter>[ivx]+|\d+)\s*[-/]?\s*(tahun\s+)?{_YEAR}",
        rf"(periode\s+)?(s|semester)[\s.]*(?P<half>[ivx]+|\d+)\s*[-/]?\s*(tahun\s+)?{_YEAR}",
        rf"(periode\s+)?(bulanan\s+|bulan\s+)(?P<month>[ivx]+|\d{{1,2}}|[a-z]+)\s*[-/]?\s*(tahun\s+)?{_YEAR}",
        rf"(periode\s+)?(?P<month>[a-z]{{3,}})\s*[-/]?\s*(tahun\s+)?{_YEAR}",
        rf"(periode\s+)?(bulan(an)?\s+)?(?P<first>{_MONTH})\s*{_UNTIL}\s*(?P<last>{_MONTH})\s*(tahun\s+)?{_YEAR}(\.0)?",
    )
)


def period(text: str) -> tuple[str | None, str | None]:
    """Return the canonical period of a text: 2026, 2026-S1, 2026-TW2 or 2026-06; "Januari s/d Maret 2026" is a quarter.

    Roman numerals run from I to XII and must be written as Romans wrote them: IIII and XIII are refused.
    """
    for pattern in _PERIODS:
        matched = pattern.fullmatch(text)
        if not matched:
            continue
        parts = matched.groupdict()
        if "first" in parts:
            return _span(parts)
        for name, count, form in (("quarter", 4, "-TW{}"), ("half", 2, "-S{}"), ("month", 12, "-{:02d}")):
            if parts.get(name):
                index = _ordinal(parts[name])
                return (
                    (parts["year"] + form.format(index), None)
                    if index in range(1, count + 1)
                    else (None, "periode-tidak-sah")
                )
        return parts["year"], None
    return None, "periode-tidak-sah"


def _span(parts: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the period from one month to another of a year: Januari s/d Maret is the first quarter."""
    first, last = (_ordinal(parts[name].removesuffix(".0")) for name in ("first", "last"))
    if first == last in range(1, 13):
        return f"{parts['year']}-{first:02d}", None
    suffix = _SPANS.get((first, last))
    return (None, "periode-tidak-sah") if suffix is None else (parts["year"] + suffix, None)


def _ordinal(text: str) -> int:
    return int(text) if text.isdigit() else ROMANS.get(text.upper(), MONTHS.get(text.casefold(), 0))


def nip(text: str) -> tuple[str | None, str | None]:
    """Return an 18-digit NIP whose birth date, year of appointment, sex and serial can be true (rules: PNS and PPPK).

    Digits 13–14 are a month for PNS and an agreement number for PPPK, so they are judged where the status is known.
    A number that went through Excel ends in 000 or carries an exponent: `nip-rusak-excel`, never repaired.
    """
    if re.fullmatch(r"\d([.,]\d+)?[eE]\+?\d+|\d{15}000", text, re.ASCII):
        return None, "nip-rusak-excel"
    matched = re.fullmatch(r"(\d{4})(\d{2})(\d{2})(\d{4})(\d{2})([12])(\d{3})", text, re.ASCII)
    if not matched:
        return None, "nip-tidak-sah"
    year, month, day, appointed = (int(part) for part in matched.groups()[:4])
    try:
        dt.date(year, month, day)
    except ValueError:
        return None, "nip-tidak-sah"
    plausible = year >= 1930 and 15 <= appointed - year <= 70 and matched[7] != "000"
    return (text, None) if plausible else (None, "nip-tidak-sah")


def label(text: str, labels: Mapping[str, Sequence[str]]) -> tuple[str | None, str | None]:
    """Return the canonical value whose label equals the text as a whole, upper and lower case alike.

    A canonical name "!code" means that the label is known and refused under that finding code.
    """
    wanted = re.sub(r"\s+", " ", text).casefold()
    for canonical, variants in labels.items():
        if wanted == canonical.casefold() or wanted in variants:
            return (None, canonical[1:]) if canonical.startswith("!") else (canonical, None)
    return None, "label-tidak-dikenal"


def yes_no(text: str) -> tuple[bool | None, str | None]:
    """Return True for ya, False for tidak."""
    answer = {"ya": True, "y": True, "true": True, "1": True, "tidak": False, "t": False, "false": False, "0": False}
    known = answer.get(text.casefold())
    return (known, None) if known is not None else (None, "label-tidak-dikenal")
