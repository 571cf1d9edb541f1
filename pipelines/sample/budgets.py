"""Budgets and the predicates of organisations, one row per unit and quarter."""

from pipelines.sample.tables import Cell, Dialect, Row, Table
from pipelines.sample.units import SLUGS
from pipelines.sample.world import LATE_UNITS, Unit, World

SPENT = {1: 0.12, 2: 0.36, 3: 0.62, 4: 0.94}
"""Share of the yearly budget spent by the end of each quarter."""

PROGRAMMES = ("Penunjang urusan pemerintahan", "Pelayanan utama")
BUDGET_HEADER = ["kode_unit", "periode", "program", "pagu", "realisasi"]
PREDICATE_HEADER = ["kode_unit", "periode", "predikat"]


def budget_tables(world: World) -> list[Table]:
    """Return budgets (rupiah with dots in CSV, numbers in the workbook) and organisations' predicates."""
    owners = [u for u in world.units.values() if u.type in ("dinas", "badan", "kecamatan")]
    first = [u for u in owners if u.root != "3673"]
    second = [u for u in owners if u.root == "3673"]
    return [
        Table("anggaran/anggaran.csv", BUDGET_HEADER, _rupiah(_budgets(world, first)), dialect=Dialect(newline="\r\n")),
        Table(f"anggaran/anggaran_{SLUGS['3673'].replace('-', '_')}.xlsx", BUDGET_HEADER, _budgets(world, second),
              sheet="Anggaran"),
        Table("predikat_organisasi/predikat_organisasi.csv", PREDICATE_HEADER, _predicates(world, owners)),
    ]  # fmt: skip


def _budgets(world: World, owners: list[Unit]) -> list[Row]:
    rows: list[Row] = []
    for quarter in world.quarters[-10:]:
        for unit in owners:
            for number, programme in enumerate(PROGRAMMES):
                rng = world.stream("anggaran", unit.code, programme, quarter.year)
                ceiling = rng.randint(800, 9_000) * 1_000_000 * (number + 1)
                pace = SPENT[quarter.number] * (1 + unit.quality + rng.gauss(0, 0.04))
                rows.append([unit.code, quarter.period, programme, ceiling, round(min(0.99, pace) * ceiling)])
    return rows


def _rupiah(rows: list[Row]) -> list[Row]:
    return [[*row[:3], *(_dotted(cell) for cell in row[3:])] for row in rows]


def _dotted(cell: Cell) -> str:
    return f"{cell:,}".replace(",", ".") if isinstance(cell, int) else str(cell)


def _predicates(world: World, owners: list[Unit]) -> list[Row]:
    rows: list[Row] = []
    for quarter in world.quarters:
        for unit in owners:
            if quarter == world.quarters[-1] and unit.code in LATE_UNITS:
                continue
            score = unit.quality + world.stream("organisasi", unit.code, quarter.period).gauss(0, 0.04)
            words = "Istimewa" if score > 0.08 else "Butuh Perbaikan" if score < -0.1 else "Baik"
            rows.append([unit.code, quarter.period, words])
    return rows
