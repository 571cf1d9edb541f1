"""What the parser of workbooks leaves out: which numbers are shown as percentages, and whether days count from 1904."""

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

BUILT_IN_PERCENTS = frozenset({9, 10})
"""Excel's own formats 0% and 0.00%; every other percentage is spelt out in the workbook."""

QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
CELL = re.compile(r"([A-Z]{1,3})(\d{1,7})")
UNREADABLE = (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError, NotImplementedError, zlib.error)


@dataclass(frozen=True)
class Formats:
    """`percents`: sheet name → (row, column), both from 0, of cells shown as a percentage."""

    percents: Mapping[str, Sequence[tuple[int, int]]] = field(default_factory=dict)
    is_1904: bool = False


class _DeclaredError(ValueError):
    """The XML declares a document type, which no spreadsheet program writes."""


def formats(data: bytes) -> Formats:
    """Return the formats of an .xlsx or .xlsm; nothing for other workbooks, whose formats are not known."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            sheets, is_1904 = _book(package)
            styles = _percent_styles(package)
            found = {name: _cells(package, part, styles) for name, part in sheets.items()} if styles else {}
    except (*UNREADABLE, expat.ExpatError):
        return Formats()
    return Formats({name: cells for name, cells in found.items() if cells}, is_1904)


def _each(package: zipfile.ZipFile, part: str, seen: Callable[[str, dict[str, str]], None]) -> None:
    """Call `seen` with the local name and attributes of every element of a part, as it is read."""

    def refuse(*_: Any) -> None:
        raise _DeclaredError(part)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = lambda name, attributes: seen(name.rpartition(":")[2], attributes)
    with package.open(part) as file:
        parser.ParseFile(file)


def _book(package: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    """Return sheet name → part of the package, and whether days count from 1904."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}
    epochs: list[bool] = []

    def book(name: str, attributes: dict[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.rpartition(":")[2] == "id"), "")
            ids[attributes.get("name", "")] = link
        elif name == "workbookPr":
            epochs.append(attributes.get("date1904", "0") in ("1", "true"))

    def links(name: str, attributes: dict[str, str]) -> None:
        if name == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    _each(package, "xl/workbook.xml", book)
    _each(package, "xl/_rels/workbook.xml.rels", links)
    return {name: targets[link] for name, link in ids.items() if link in targets}, any(epochs)


def _percent_styles(package: zipfile.ZipFile) -> frozenset[str]:
    """Return the cell styles, by number, whose number format has a percent sign outside quotes."""
    spelt: dict[str, str] = {}
    used: list[str] = []
    inside: list[str] = []

    def seen(name: str, attributes: dict[str, str]) -> None:
        if name in ("cellXfs", "cellStyleXfs", "dxfs", "cellStyles"):
            inside.append(name)
        elif name == "numFmt":
            spelt[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "xf" and inside and inside[-1] == "cellXfs":
            used.append(attributes.get("numFmtId", "0"))

    _each(package, "xl/styles.xml", seen)
    percent = {number for number, code in spelt.items() if "%" in QUOTED.sub("", code)}
    percent |= {str(number) for number in BUILT_IN_PERCENTS} - set(spelt)
    return frozenset(str(index) for index, number in enumerate(used) if number in percent)


def _cells(package: zipfile.ZipFile, part: str, styles: frozenset[str]) -> list[tuple[int, int]]:
    """Return row and column, from 0, of the cells in these styles; a cell without an address follows the one before."""
    found: list[tuple[int, int]] = []
    at = [-1, -1]

    def seen(name: str, attributes: dict[str, str]) -> None:
        if name == "row":
            at[:] = [int(attributes["r"]) - 1 if "r" in attributes else at[0] + 1, -1]
        elif name == "c":
            address = CELL.fullmatch(attributes.get("r", ""))
            at[1] = _column(address[1]) if address else at[1] + 1
            if attributes.get("s") in styles:
                found.append((at[0], at[1]))

    _each(package, part, seen)
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
