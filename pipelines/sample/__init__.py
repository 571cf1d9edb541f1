"""A synthetic sample of any size: five governments, invented people, all twenty kinds, real-life warts included.

The same seed writes the same bytes. Files are written in the layouts in which owners hand them in; WARTS.md lists every
planted fault with its row, SINTETIS.sha256 lets a reader tell the sample from real data.
"""

import shutil
from pathlib import Path

from pipelines.sample.appraisals import appraisal_tables
from pipelines.sample.budgets import budget_tables
from pipelines.sample.competencies import competency_tables
from pipelines.sample.employees import employee_tables
from pipelines.sample.indicators import iku_tables, indicators
from pipelines.sample.people import hire
from pipelines.sample.planting import Garden, garden, listing, note_footers
from pipelines.sample.results import result_tables, results
from pipelines.sample.services import service_tables
from pipelines.sample.surveys import survey_tables
from pipelines.sample.tables import Table, sha256, write_all
from pipelines.sample.talent import talent_tables
from pipelines.sample.units import read_units, unit_tables
from pipelines.sample.warts_people import plant_appraisals, plant_employees, plant_units, resubmitted
from pipelines.sample.warts_results import plant_indicators, plant_others, plant_results, plant_surveys
from pipelines.sample.world import World

SMALLEST = 400
"""Fewer employees leave some appraisers without the rows that warts are planted in."""


def generate(folder: Path, *, employees: int = 2000, years: tuple[int, int] = (2023, 2026), seed: int = 2026) -> None:
    """Write the whole sample under `folder`; the last year ends after its second quarter.

    Raises ValueError below 400 employees or when the years are not in order.
    """
    if employees < SMALLEST or years[0] > years[1]:
        raise ValueError(f"at least {SMALLEST} employees, and years in order")
    units = read_units(years)
    world = World(seed, years, units, hire(units, employees, years, seed), employees / 2000)
    grown = garden(_tables(world))
    _plant(grown, world)
    paths = write_all(folder, grown.tables.values())
    for copy, original in resubmitted(grown).items():
        shutil.copyfile(folder / original, folder / copy)
        paths.append(copy)
    (folder / "WARTS.md").write_text(listing(grown), encoding="utf-8", newline="\n")
    hashes = "".join(f"{sha256(folder / path)}  {path}\n" for path in sorted(paths))
    (folder / "SINTETIS.sha256").write_text(hashes, encoding="utf-8", newline="\n")


def _tables(world: World) -> list[Table]:
    chosen = indicators(world)
    return [
        *unit_tables(world),
        *employee_tables(world),
        *iku_tables(world, chosen),
        *result_tables(world, results(world, chosen)),
        *appraisal_tables(world),
        *survey_tables(world),
        *service_tables(world),
        *competency_tables(world),
        *talent_tables(world, chosen),
        *budget_tables(world),
    ]


def _plant(grown: Garden, world: World) -> None:
    plant_units(grown)
    plant_employees(grown, world)
    plant_indicators(grown, world)
    plant_results(grown, world)
    plant_appraisals(grown, world)
    plant_surveys(grown, world)
    plant_others(grown)
    note_footers(grown)
