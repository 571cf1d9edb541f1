"""Clean tables of any kind, known faults planted at known cells, and a score of what was found of them."""

import csv
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import xlsxwriter

from pipelines.contracts import Contract, all_contracts
from pipelines.contracts.columns import Column

KINDS = ("unit", "pegawai", "iku", "capaian_iku", "skp", "skm")

Fault = tuple[int, str | None, str]
"""Row as Excel numbers it, column header (None: the row as a whole), finding code."""


@dataclass(frozen=True)
class Table:
    """Rows of text under a header, the faults planted in them, and cells stored as numbers (row, column)."""

    contract: Contract
    header: list[str]
    rows: list[list[str]]
    faults: set[Fault]
    numbers: set[tuple[int, int]]


@dataclass(frozen=True)
class Score:
    """What a detector found: shares of planted faults, and of clean cells that it accused."""

    planted: int
    recall: float
    place: float
    code: float
    false_alarms: float

    @property
    def holds(self) -> bool:
        return self.recall >= 0.995 and self.place == 1 and self.code >= 0.99 and self.false_alarms <= 0.001


def clean(kind: str, size: int, choose: random.Random) -> Table:
    """Return a table without a fault: keys differ from row to row, optional cells are empty now and then."""
    contract = all_contracts()[kind]
    rows = [[_cell(column, contract, n, choose) for column in contract.columns] for n in range(size)]
    return Table(contract, [column.name for column in contract.columns], rows, set(), set())


def _cell(column: Column, contract: Contract, n: int, choose: random.Random) -> str:
    is_needed = column.required or column.name in contract.key or column.name == "mulai" or column.value == "integer"
    if column.name in ("kode_induk", "batas_bawah", "batas_atas") or (not is_needed and choose.random() < 0.1):
        return ""
    if column.value == "nip":
        return (
            f"{1960 + n % 20}{1 + n % 12:02d}{1 + n % 28:02d}{2000 + n % 9}{1 + n % 12:02d}{1 + n % 2}{1 + n % 998:03d}"
        )
    if column.value == "label":
        return choose.choice([v for canonical, vs in column.labels.items() if canonical[0] not in "!r" for v in vs])
    made = {
        "code": f"K{n:04d}.{n % 10}", "text": f"Isi {column.name} {n}", "number": str(5 + n % 90),
        "integer": str(1 + n % 4), "year": str(2020 + n % 7), "date": _day(column, n),
        "datetime": f"{_day(column, n)} 08:15", "period": f"{2020 + n // 4}-TW{1 + n % 4}",
        "yesno": choose.choice(["ya", "tidak"]),
    }  # fmt: skip
    return made[column.value]


def _day(column: Column, n: int) -> str:
    year = 2030 if column.name == "selesai" else 2010 + n % 15
    return f"{year}-{1 + n % 12:02d}-{1 + n % 28:02d}"


Change = Callable[[Column, str], str]


def _of(*values: str) -> Callable[[Column], bool]:
    return lambda column: column.value in values


def _is_required(column: Column) -> bool:
    return column.required


def _has_bounds(column: Column) -> bool:
    return column.name == "bobot" or column.value == "integer"


CELL_FAULTS: dict[str, tuple[str, Callable[[Column], bool], Change]] = {
    "wajib kosong": ("wajib-kosong", _is_required, lambda c, t: ""),
    "tanda hubung": ("wajib-kosong", _is_required, lambda c, t: " - "),
    "nip eksponen": ("nip-rusak-excel", _of("nip"), lambda c, t: "1.99001E+17"),
    "nip membulat": ("nip-rusak-excel", _of("nip"), lambda c, t: t[:15] + "000"),
    "nip kurang satu angka": ("nip-tidak-sah", _of("nip"), lambda c, t: t[:-1]),
    "nip bulan 13": ("nip-tidak-sah", _of("nip"), lambda c, t: f"{t[:4]}13{t[6:]}"),
    "kata": ("angka-tidak-sah", _of("number", "integer", "year"), lambda c, t: "banyak"),
    "dua tanda desimal": ("angka-tidak-sah", _of("number"), lambda c, t: "9,5,1"),
    "titik atau koma": ("angka-rancu", _of("number"), lambda c, t: "1.234"),
    "pecahan": ("angka-tidak-sah", _of("integer"), lambda c, t: "2,5"),
    "31 Februari": ("tanggal-tidak-sah", _of("date", "datetime"), lambda c, t: "31-02-2026"),
    "tahun 206": ("tanggal-tidak-sah", _of("date"), lambda c, t: "206-01-01"),
    "triwulan 5": ("periode-tidak-sah", _of("period"), lambda c, t: "TW 5 2026"),
    "periode kata": ("periode-tidak-sah", _of("period"), lambda c, t: "kemarin"),
    "label asing": ("label-tidak-dikenal", _of("label"), lambda c, t: "lumayan sekali"),
    "ya atau tidak": ("label-tidak-dikenal", _of("yesno"), lambda c, t: "mungkin"),
    "istimewa": ("istimewa-perorangan", lambda c: "!istimewa-perorangan" in c.labels, lambda c, t: "Istimewa"),
    "di luar batas": ("nilai-di-luar-batas", _has_bounds, lambda c, t: "777"),
    "tahun 2206": ("nilai-di-luar-batas", _of("year"), lambda c, t: "2206"),
    "spasi": ("spasi-dirapikan", _of("text", "label", "code", "period"), lambda c, t: f" {t} "),
    "NBSP": ("spasi-dirapikan", _of("text", "date", "label"), lambda c, t: f"{t}\u00a0"),
    "dua spasi": ("spasi-dirapikan", _of("text"), lambda c, t: f"{t}  x"),
    "apostrof": ("apostrof-dibuang", _of("nip", "code"), lambda c, t: f"'{t}"),
    "nip berspasi": ("spasi-nip-dibuang", _of("nip"), lambda c, t: f"{t[:8]} {t[8:14]} {t[14]} {t[15:]}"),
}
"""Name → the code it must raise, the columns it fits, what becomes of the cell."""

STORED_FAULTS: dict[str, tuple[str, str, str]] = {
    "nip sebagai angka": ("nip-rusak-excel", "nip", "199001012020121001"),
    "kode sebagai angka": ("kode-rusak-excel", "code", "1.1"),
}
"""Workbooks only: name → code, kind of value, the number the cell holds."""


def corrupted(kind: str, size: int, share: float, choose: random.Random, *, as_workbook: bool) -> Table:
    """Return a clean table with a fault in `share` of its rows, one a row, each at a cell that is filled."""
    table = clean(kind, size, choose)
    for index in choose.sample(range(size), int(size * share)):
        kinds = [_plant_cell, _plant_cell, _plant_cell, _plant_rule, _plant_stored if as_workbook else _plant_width]
        choose.choice(kinds)(table, index, choose)
    _plant_conflict(table, choose)
    return table


def _plant_cell(table: Table, index: int, choose: random.Random) -> None:
    name = choose.choice(sorted(CELL_FAULTS))
    code, fits, change = CELL_FAULTS[name]
    columns = table.contract.columns
    places = [at for at, column in enumerate(columns) if fits(column) and table.rows[index][at]]
    if not places:
        return
    at = choose.choice(places)
    table.rows[index][at] = change(columns[at], table.rows[index][at])
    table.faults.add((index + 2, table.header[at], code))


def _plant_stored(table: Table, index: int, choose: random.Random) -> None:
    code, value, number = STORED_FAULTS[choose.choice(sorted(STORED_FAULTS))]
    places = [at for at, column in enumerate(table.contract.columns) if column.value == value]
    if places:
        at = choose.choice(places)
        table.rows[index][at] = number
        table.numbers.add((index, at))
        table.faults.add((index + 2, table.header[at], code))


def _plant_width(table: Table, index: int, choose: random.Random) -> None:
    row = table.rows[index]
    row.append("lebih") if choose.random() < 0.5 else row.pop()
    table.faults.add((index + 2, None, "jumlah-kolom-berbeda"))


def _plant_rule(table: Table, index: int, choose: random.Random) -> None:
    """Break a rule between cells of one row, where the kind has one."""
    fitting = [rule for rule in _RULES if set(rule[0]) <= set(table.header)]
    if fitting:
        names, values, column, code = choose.choice(fitting)
        for name, text in zip(names, values, strict=True):
            table.rows[index][table.header.index(name)] = text
        table.faults.add((index + 2, column, code))


_ANSWERS = tuple(column.name for column in all_contracts()["skm"].columns if column.value == "integer")
_RULES = (
    (("mulai", "selesai"), ("2026-02-01", "2026-01-31"), "selesai", "selesai-sebelum-mulai"),
    (("polaritas", "batas_bawah", "batas_atas"), ("range", "9", "8"), "batas_bawah", "rentang-terbalik"),
    (("polaritas", "batas_bawah", "batas_atas"), ("range", "", "8"), "batas_bawah", "rentang-tidak-lengkap"),
    (("nilai", "skala_maks"), ("6", "5"), "nilai", "nilai-di-luar-batas"),
    (_ANSWERS, ("",) * len(_ANSWERS), None, "responden-tanpa-jawaban"),
)


def _plant_conflict(table: Table, choose: random.Random) -> None:
    """Repeat a clean row as it is, which is no fault, and another with one value changed: both then contradict."""
    touched = {row for row, _, _ in table.faults}
    free = [index for index in range(len(table.rows)) if index + 2 not in touched]
    same, other = choose.sample(free, 2)
    table.rows.append(list(table.rows[same]))
    changed = list(table.rows[other])
    at = next(
        i
        for i, c in enumerate(table.contract.columns)
        if c.name not in table.contract.key and c.value in ("text", "code")
    )
    changed[at] = "Isi yang lain"
    table.rows.append(changed)
    table.faults.update((row, None, "konflik-dalam-berkas") for row in (other + 2, len(table.rows) + 1))


DIALECTS = [
    {"delimiter": delimiter, "lineterminator": end, "quoting": quoting}
    for delimiter in ",;\t"
    for end in ("\n", "\r\n")
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_ALL)
]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")


def write_csv(table: Table, path: Path, choose: random.Random) -> Path:
    """Write a table in a dialect and encoding of the choice of `choose`."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, **choose.choice(DIALECTS))
    writer.writerows([table.header, *table.rows])
    path.write_bytes(text.getvalue().encode(choose.choice(ENCODINGS)))
    return path


def write_xlsx(table: Table, path: Path, choose: random.Random) -> Path:
    """Write a table as a workbook; columns of numbers are stored as numbers or as text, as chosen."""
    stored = {
        at for at, c in enumerate(table.contract.columns) if c.value in ("number", "integer") and choose.random() < 0.5
    }
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Data")
        for at, title in enumerate(table.header):
            sheet.write_string(0, at, title)
        for index, at, text in _filled(table):
            if (index, at) in table.numbers or (at in stored and text.isdigit()):
                sheet.write_number(index + 1, at, float(text))
            else:
                sheet.write_string(index + 1, at, text)
    return path


def _filled(table: Table) -> Iterator[tuple[int, int, str]]:
    for index, row in enumerate(table.rows):
        for at, text in enumerate(row):
            if text:
                yield index, at, text


def score(planted: set[Fault], found: set[Fault], cells: int) -> Score:
    """Return how well `found` answers `planted`, among so many cells."""
    rows = {row for row, _, _ in planted}
    places = {(row, column) for row, column, _ in planted}
    found_places = {(row, column) for row, column, _ in found}
    seen = {row for row, _ in found_places} & rows
    placed = places & found_places
    return Score(
        len(planted),
        len(seen) / len(rows),
        len([place for place in placed if place[0] in seen]) / max(1, len([p for p in places if p[0] in seen])),
        len(planted & found) / max(1, len([fault for fault in planted if fault[:2] in placed])),
        len(found_places - places) / (cells - len(places)),
    )
