"""The five governments of the sample: their unit tree, read from unit.csv beside this module."""

import csv
import datetime as dt
from pathlib import Path

from pipelines.sample.tables import Dialect, Row, Table
from pipelines.sample.world import Unit, World

CITIES = ("6171", "3673")
DISTRICTS = ("147105", "367305", "1501")
SLUGS = {
    "6171": "kota-pontianak",
    "3673": "kota-serang",
    "147105": "kecamatan-senapelan",
    "367305": "kecamatan-cipocok-jaya",
    "1501": "kecamatan-siulak",
}
CLOSED, SUCCESSOR = "6171.1.01.4", "6171.1.01.2"
"""A division that was dissolved two years before the end of the story, and the one that took its people."""

HEADER = ["kode_unit", "nama_unit", "kode_induk", "jenis_unit", "kode_wilayah", "mulai", "selesai"]


def read_units(years: tuple[int, int]) -> dict[str, Unit]:
    """Return the units by code, parents before children."""
    text = (Path(__file__).parent / "unit.csv").read_text(encoding="utf-8")
    return {line["kode"]: _unit(line, years) for line in csv.DictReader(text.splitlines(), delimiter=";")}


def _unit(line: dict[str, str], years: tuple[int, int]) -> Unit:
    return Unit(
        code=line["kode"],
        name=line["nama"],
        parent=line["induk"],
        type=line["jenis"],
        region=line["wilayah"],
        size=line["ukuran"],
        subject=line["bidang"],
        quality=float(line["mutu"] or 0),
        is_lenient=bool(line["lunak"]),
        start=dt.date(2019, 1, 1),
        end=dt.date(years[1] - 2, 12, 31) if line["kode"] == CLOSED else None,
    )


def subject_of(units: dict[str, Unit], code: str) -> str:
    """Return the subject of the nearest unit, from this one upwards, that has one."""
    unit = units[code]
    return unit.subject or (subject_of(units, unit.parent) if unit.parent else "")


def unit_tables(world: World) -> list[Table]:
    """Return the organisation of the cities as a workbook with date cells, of the districts as a CSV with a BOM."""
    return [
        Table("organisasi/unit_kota.xlsx", HEADER, _rows(world, CITIES), sheet="Unit"),
        Table("organisasi/unit_kecamatan.csv", HEADER, _rows(world, DISTRICTS), dialect=Dialect(encoding="utf-8-sig")),
    ]


def _rows(world: World, roots: tuple[str, ...]) -> list[Row]:
    return [
        [unit.code, unit.name, unit.parent, unit.type, unit.region, unit.start, unit.end]
        for root in roots
        for unit in world.units_below(root)
    ]
