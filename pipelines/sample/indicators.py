"""Indicators: who promises what, from the catalogue in indikator.csv beside this module."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.sample.tables import Dialect, Row, Table, number_text
from pipelines.sample.units import DISTRICTS
from pipelines.sample.world import Unit, World, stream

POLARITY = {"max": "maximize", "min": "minimize", "stab": "stabilize", "range": "range"}
PREFIX = {"6171": "PTK", "3673": "SRG", "147105": "SNP", "367305": "CJY", "1501": "SLK"}
NO_DECIMALS = {
    "kasus", "orang", "ruang", "temuan", "titik", "keluarga", "kegiatan", "pelaku usaha", "izin", "proyek", "insiden",
    "kumpulan data", "unit", "pohon", "kejadian", "rambu", "keluhan", "kunjungan", "pengaduan",
}  # fmt: skip
SHARES = (0.23, 0.25, 0.25, 0.27)
"""How a yearly sum is promised over the quarters."""

HEADER = [
    "kode_iku", "nama_iku", "sasaran", "kode_unit", "tahun", "satuan", "polaritas", "konsolidasi", "bobot",
    "target_tahunan", "batas_bawah", "batas_atas", "definisi", "sumber_data", "penanggung_jawab", "kode_iku_induk",
    "publik", "tema_publik", "musiman",
]  # fmt: skip
ESAKIP_HEADER = [
    "level", "opd_kode", "opd_nama", "tahun_awal", "tahun_akhir", "kode", "sasaran", "uraian", "tahun_target",
    "target", "target_text", "pagu", "tipe_indikator", "formula", "sumber_data", "tipe_perhitungan", "satuan",
]  # fmt: skip


@dataclass(frozen=True)
class Indicator:
    """One indicator of one unit, over all years; `grade` is promised where it is a grade and no number."""

    code: str
    name: str
    goal: str
    unit: str
    measure: str
    polarity: str
    consolidation: str
    base: float | None
    step: float
    denominator: int
    bounds: tuple[float, float] | None
    theme: str
    weight: float
    grade: str
    season: tuple[float, ...]

    @property
    def decimals(self) -> int:
        return 0 if self.measure in NO_DECIMALS else 2

    def annual_target(self, year: int, first: int) -> float | None:
        if self.base is None:
            return None
        value = max(0.0, self.base + self.step * (year - first))
        value = min(value, 100.0) if self.measure == "%" else value
        return float(round(value, self.decimals))

    def quarter_targets(self, year: int, first: int) -> list[float | None]:
        """Return the four targets of a year; those of a sum add up to the year's."""
        annual = self.annual_target(year, first)
        if annual is None or self.consolidation != "sum":
            return [annual] * 4
        parts = [round(annual * share, self.decimals) for share in SHARES[:3]]
        return [*parts, round(annual - sum(parts), self.decimals)]


@cache
def catalogue() -> tuple[dict[str, str], ...]:
    """Return the lines of indikator.csv."""
    text = (Path(__file__).parent / "indikator.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter=";"))


def indicators(world: World) -> list[Indicator]:
    """Return the indicators of every unit that has a subject, in the order of the unit tree."""
    return [indicator for unit in world.units.values() if unit.subject for indicator in _of_unit(world, unit)]


def _of_unit(world: World, unit: Unit) -> list[Indicator]:
    rng = world.stream("iku", unit.code)
    lines = [(n, line) for n, line in enumerate(catalogue(), start=1) if line["bidang"] == unit.subject]
    first = lines[0][0]
    if unit.root == "3673":
        lines = [(n, line) for n, line in lines if line["polaritas"] in ("max", "min")]
    steps = [2] * len(lines)
    for _ in range(40 - sum(steps)):
        steps[rng.randrange(len(steps))] += 1
    return [
        _indicator(unit, line, n - first + 1, 2.5 * step, world) for (n, line), step in zip(lines, steps, strict=True)
    ]


def _indicator(unit: Unit, line: dict[str, str], number: int, weight: float, world: World) -> Indicator:
    rng = stream(world.seed, "iku", unit.code, number)
    consolidation = line["konsolidasi"]
    if unit.root == "3673" and consolidation == "average":
        consolidation = "last"
    is_grade = line["target"].isalpha()
    base = float(line["target"]) if line["target"] and not is_grade else None
    if base and line["satuan"] not in ("%", "indeks", "nilai", "rasio", "per 10.000"):
        base = base * (rng.uniform(0.6, 0.8) if unit.root == "3673" else 1.0)
    return Indicator(
        code=f"{PREFIX[unit.root]}-{unit.subject}-{number:02d}",
        name=line["nama"],
        goal=line["sasaran"],
        unit=unit.code,
        measure=line["satuan"],
        polarity=line["polaritas"],
        consolidation=consolidation,
        base=base,
        step=float(line["langkah"] or 0),
        denominator=int(line["penyebut"] or 0),
        bounds=(float(line["bawah"]), float(line["atas"])) if line["bawah"] else None,
        theme=line["tema"],
        weight=weight,
        grade=line["target"] if is_grade else "",
        season=() if unit.root == "3673" else tuple(float(part) / 100 for part in line["musim"].split()),
    )


def iku_tables(world: World, chosen: list[Indicator]) -> list[Table]:
    """Return the promises: a template workbook, a template CSV and an e-SAKIP import, one layout per owner."""
    years = range(world.years[0], world.years[1] + 1)
    city = [i for i in chosen if world.units[i.unit].root == "6171"]
    districts = [i for i in chosen if world.units[i.unit].root in DISTRICTS]
    other = [i for i in chosen if world.units[i.unit].root == "3673"]
    return [
        Table("iku/iku_kota_pontianak.xlsx", HEADER, [_row(world, i, y) for y in years for i in city], sheet="IKU"),
        Table(
            "iku/iku_kecamatan.csv",
            HEADER,
            [_row(world, i, y) for y in years for i in districts],
            dialect=Dialect(newline="\r\n"),
        ),
        Table(
            "iku/esakip_impor_kota_serang.xlsx",
            ESAKIP_HEADER,
            [_esakip_row(world, i, y) for y in years for i in other],
            sheet="Indikator",
        ),
    ]


def _row(world: World, i: Indicator, year: int) -> Row:
    low, high = i.bounds or (None, None)
    parent = world.units[i.unit].parent
    supports = {"PKM": "PTK-KES-10", "SAT": "PTK-DIK-04"}.get(world.units[i.unit].subject) if parent else None
    return [
        i.code, i.name, i.goal, i.unit, year, i.measure, POLARITY[i.polarity], i.consolidation, i.weight,
        i.grade or i.annual_target(year, world.years[0]), low, high, f"{i.name} menurut pedoman teknis tahun berjalan",
        f"Laporan {world.units[i.unit].name}", f"Sekretaris {world.units[i.unit].name}", supports,
        "ya" if i.theme else "tidak", i.theme, "ya" if i.season else "tidak",
    ]  # fmt: skip


def _esakip_row(world: World, i: Indicator, year: int) -> Row:
    target = i.annual_target(year, world.years[0])
    words = (
        f"{number_text(target, ',')} {'persen' if i.measure == '%' else i.measure}" if target is not None else i.grade
    )
    return [
        "indikator", i.unit, world.units[i.unit].name, world.years[0], world.years[1], i.code, i.goal, i.name, year,
        target, words, None, "positif" if i.polarity == "max" else "negatif",
        f"{i.name} menurut pedoman teknis tahun berjalan", f"Laporan {world.units[i.unit].name}",
        "kumulatif" if i.consolidation == "sum" else "non_kumulatif", i.measure,
    ]  # fmt: skip
