"""How a wart is planted: a cell changed or a row added, and the line of WARTS.md that says where."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from pipelines.sample.tables import Cell, Row, Table

CLASSES = {
    "duplikat": "duplicate",
    "footer": "excluded",
    "kosong": "excluded",
    "judul-ulang": "excluded",
    "sudah-dimuat": "refuse",
    "spasi-dirapikan": "repair",
    "apostrof-dibuang": "repair",
    "spasi-nip-dibuang": "repair",
    "predikat-beda-matriks": "warning",
    "capaian-beda-hitungan": "warning",
    "bobot-bukan-100": "warning",
    "nilai-jauh-dari-riwayat": "warning",
    "tanggal-layanan-mustahil": "warning",
}
"""What becomes of a row by code; every other code puts it in quarantine."""


@dataclass(frozen=True)
class Wart:
    """One planted fault; no row means the whole file, no column the whole row."""

    path: str
    table: Table | None
    row: Row | None
    number: int | None
    column: str
    code: str
    note: str


@dataclass(frozen=True)
class Garden:
    """The clean tables by path and sheet, what was planted in them, and the rows that already carry something."""

    tables: dict[tuple[str, str | None], Table]
    warts: list[Wart] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)

    def table(self, path: str, sheet: str | None = None) -> Table:
        return self.tables[path, sheet]

    def has(self, path: str, sheet: str | None = None) -> bool:
        return (path, sheet) in self.tables


def garden(tables: Iterable[Table]) -> Garden:
    """Return a garden without warts."""
    return Garden({(table.path, table.sheet): table for table in tables})


def pick(garden: Garden, table: Table, **wanted: Cell) -> Row:
    """Return the first untouched row past a third of the table whose columns hold what is wanted, and touch it."""
    places = {table.header.index(column): value for column, value in wanted.items()}
    third = len(table.rows) // 3
    for row in [*table.rows[third:], *table.rows[:third]]:
        if id(row) not in garden.touched and all(row[place] == value for place, value in places.items()):
            garden.touched.add(id(row))
            return row
    raise LookupError(f"{table.path}: no row with {wanted}")


def note_wart(garden: Garden, table: Table, row: Row, column: str, code: str, note: str) -> None:
    """Record a wart that sits in a row, to be numbered once every row is in place."""
    garden.touched.add(id(row))
    garden.warts.append(Wart(table.path, table, row, None, column, code, note))


def change(garden: Garden, table: Table, row: Row, column: str, value: Cell, code: str, note: str) -> None:
    """Put a faulty value in one cell and record it."""
    row[table.header.index(column)] = value
    note_wart(garden, table, row, column, code, note)


def add_after(garden: Garden, table: Table, row: Row, **changes: Cell) -> Row:
    """Add a copy of a row below it, with some cells changed, and return it."""
    copy = list(row)
    for column, value in changes.items():
        copy[table.header.index(column)] = value
    place = next(i for i, other in enumerate(table.rows) if other is row)
    table.rows.insert(place + 1, copy)
    garden.touched.update((id(row), id(copy)))
    return copy


def add(garden: Garden, table: Table, row: Row, column: str, code: str, note: str, place: int = 5) -> Row:
    """Add a faulty row of its own and record it."""
    table.rows.insert(min(place, len(table.rows)), row)
    note_wart(garden, table, row, column, code, note)
    return row


def note_refusal(garden: Garden, path: str, note: str) -> None:
    """Record a file that is refused as a whole."""
    garden.warts.append(Wart(path, None, None, None, "", "sudah-dimuat", note))


def note_footers(garden: Garden) -> None:
    """Record every footer row of every table."""
    for table in garden.tables.values():
        for number, cells in zip(table.footer_numbers(), table.footer, strict=True):
            words = str(cells[0]).split(" = ")[0]
            garden.warts.append(Wart(table.path, table, None, number, "", "footer", f"Baris kaki: {words}"))


TITLE = """# Kesalahan yang sengaja ditanam

Setiap baris menunjuk satu kesalahan di berkas contoh. `baris` adalah nomor baris seperti di Excel; pada CSV judul
kolom adalah baris 1. `kolom` kosong berarti seluruh baris; `baris` kosong berarti seluruh berkas. Pembuat contoh
menulis tabel ini dari apa yang benar-benar ditanamnya.

| berkas | lembar | baris | kolom | kode | kelas | keterangan |
|---|---|---|---|---|---|---|
"""


def listing(garden: Garden) -> str:
    """Return WARTS.md: one line per wart, in the order of files and rows."""
    lines = sorted(_line(wart) for wart in garden.warts)
    return TITLE + "".join(f"| {' | '.join(cells)} |\n" for _, cells in lines)


def _line(wart: Wart) -> tuple[tuple[str, str, int], tuple[str, ...]]:
    number = wart.table.row_number(wart.row) if wart.table and wart.row is not None else wart.number
    sheet = (wart.table.sheet if wart.table else None) or ""
    kind = CLASSES.get(wart.code, "quarantine")
    cells = (wart.path, sheet, str(number or ""), wart.column, wart.code, kind, wart.note)
    return (wart.path, sheet, number or 0), cells
