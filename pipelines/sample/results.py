"""What was reached: quarterly results with unit effects, seasons, noise and a few special causes."""

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from pipelines.sample.indicators import Indicator
from pipelines.sample.tables import Cell, Dialect, Row, Table, number_text
from pipelines.sample.units import DISTRICTS, SLUGS
from pipelines.sample.world import LATE_UNITS, Quarter, World

SEASON = {1: -0.025, 2: 0.0, 3: 0.005, 4: 0.02}
SPECIAL = {
    ("6171.1.02", "Cakupan imunisasi dasar lengkap", 0, 1): -0.26,
    ("6171.1.02", "Cakupan imunisasi dasar lengkap", 0, 2): -0.34,
    ("3673.1.05", "Rata-rata waktu penerbitan kartu keluarga", -1, 3): -0.55,
    ("6171.1.08", "Persentase sampah tertangani", -1, 4): 0.30,
    ("367305", "Persentase layanan administrasi tepat waktu", 0, 2): -0.28,
}
"""Unit, indicator, years before the last one, quarter → how far outside its usual variation the result fell."""

GAPS = (("6171.1.04", -2, 3), ("1501", -1, 2), ("3673.1.07", -3, 4))
"""Unit, years before the last one and quarter that were never handed in."""

SOFT = ("%", "indeks", "nilai")
TROUBLES = (
    ("Permintaan melebihi kapasitas petugas", "Penambahan petugas dari unit lain selama satu triwulan"),
    ("Pengadaan barang terlambat", "Percepatan pengadaan melalui katalog elektronik"),
    ("Data dari lapangan belum lengkap", "Pendampingan pencatatan setiap dua pekan"),
    ("Cuaca ekstrem menghambat kegiatan", "Penjadwalan ulang kegiatan pada triwulan berikutnya"),
    ("Anggaran baru tersedia di akhir triwulan", "Penyesuaian rencana penarikan dana"),
    ("Aplikasi layanan sering terganggu", "Perbaikan server bersama dinas komunikasi dan informatika"),
)
VACCINE = ("Stok vaksin kosong sejak Januari", "Pengalihan stok antarpuskesmas dan pengiriman tambahan")

HEADER = [
    "kode_iku", "kode_unit", "periode", "target", "realisasi", "pembilang", "penyebut", "status_data", "kendala",
    "tindak_lanjut",
]  # fmt: skip
HEADER_PCT = [*HEADER, "capaian_pct"]


@dataclass(frozen=True)
class Result:
    """One indicator in one period: promised, reached, and the words that explain it."""

    indicator: Indicator
    period: str
    target: float | str | None
    actual: float | str | None
    numerator: int | None
    denominator: int | None
    is_final: bool
    trouble: tuple[str, str]


def results(world: World, chosen: list[Indicator]) -> list[Result]:
    """Return every result handed in, period by period; city goals come once a year."""
    found: list[Result] = []
    effects = {(i.unit, i.code): world.stream("hasil", i.unit, i.code).gauss(-0.01, 0.08) for i in chosen}
    for quarter in world.quarters:
        for i in chosen:
            if i.code.split("-")[1] == "KOTA":
                if quarter.number == 4:
                    found.append(_result(world, i, quarter, str(quarter.year), effects[i.unit, i.code]))
            elif not is_missing(world, i.unit, quarter):
                found.append(_result(world, i, quarter, quarter.period, effects[i.unit, i.code]))
    return found


def is_missing(world: World, unit: str, quarter: Quarter) -> bool:
    """Tell whether a unit handed in nothing for a quarter: never did, or is late."""
    if quarter == world.quarters[-1] and unit in LATE_UNITS:
        return True
    return (unit, quarter.year - world.years[1], quarter.number) in GAPS


def _result(world: World, i: Indicator, quarter: Quarter, period: str, effect: float) -> Result:
    rng = world.stream("hasil", i.unit, i.code, quarter.period)
    target = i.quarter_targets(quarter.year, world.years[0])[quarter.number - 1]
    back = quarter.year - world.years[1]
    special = SPECIAL.get((i.unit, i.name, back, quarter.number), 0.0)
    noise = rng.gauss(0, 0.035 if i.measure in SOFT else 0.06)
    season = i.season[quarter.number - 1] if i.season else SEASON[quarter.number]
    shift = world.units[i.unit].quality + effect + season + noise + special
    if i.grade:
        return _graded(i, period, shift, is_final=quarter != world.quarters[-1])
    actual = max(0.0, round(_actual(rng, i, target, shift), i.decimals))
    numerator, denominator = None, None
    if i.denominator:
        denominator = round(i.denominator * rng.uniform(0.95, 1.05))
        numerator = round(actual / 100 * denominator)
        actual = round(numerator * 100 / denominator, 2)
    is_newest = quarter == world.quarters[-1]
    poor = is_poor(i, target, actual) or special < 0
    trouble = rng.choice(TROUBLES) if poor else ("", "")
    if special < 0 and "imunisasi" in i.name:
        trouble = VACCINE
    return Result(i, period, target, actual, numerator, denominator, not is_newest, trouble)


def _graded(i: Indicator, period: str, shift: float, *, is_final: bool) -> Result:
    """Return the grade promised, or the one below it where the unit did not do well enough."""
    below, needed = {"WTP": ("WDP", 0.0), "BB": ("B", 0.09)}[i.grade]
    return Result(i, period, i.grade, i.grade if shift >= needed else below, None, None, is_final, ("", ""))


def _actual(rng: random.Random, i: Indicator, target: float | None, shift: float) -> float:
    if i.polarity == "range":
        low, high = i.bounds or (0.0, 0.0)
        return (low + high) / 2 * (1 + 1.6 * shift)
    if not target:
        return float(rng.random() < 0.25)
    if i.polarity == "max":
        value = target * (1 + shift * (0.6 if i.measure in SOFT else 1.2))
        return min(value, 100.0) if i.measure == "%" else value
    return target * (1 - 1.5 * shift) if i.polarity == "min" else target * (1 + shift)


def is_poor(i: Indicator, target: float | None, actual: float) -> bool:
    """Tell whether a result stays more than a tenth behind its target."""
    if not target or i.polarity == "range":
        return False
    ratio = {"max": actual / target, "min": 2 - actual / target}.get(i.polarity)
    return (min(actual / target, target / actual) if ratio is None and actual else ratio or 0.0) < 0.9


def achievement_pct(result: Result) -> float | None:
    """Return percent of target as a source would print it; None for ranges, zero targets and half-way roundings."""
    i, target, actual = result.indicator, result.target, result.actual
    if not isinstance(target, float) or not isinstance(actual, float) or not target or i.polarity in ("range", "stab"):
        return None
    t, r = Decimal(str(target)), Decimal(str(actual))
    exact = r / t * 100 if i.polarity == "max" else max(Decimal(0), (2 * t - r) / t * 100)
    shown = exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return None if abs(abs(exact - shown) - Decimal("0.005")) < Decimal("0.0002") else float(shown)


def result_row(result: Result) -> Row:
    status = "final" if result.is_final else "sementara"
    return [
        result.indicator.code, result.indicator.unit, result.period, result.target, result.actual, result.numerator,
        result.denominator, status, *result.trouble,
    ]  # fmt: skip


def result_tables(world: World, found: list[Result]) -> list[Table]:
    """Return the results of each government as it hands them in: yearly, quarterly, all at once."""
    by_root: dict[str, list[Result]] = {}
    for result in found:
        by_root.setdefault(world.units[result.indicator.unit].root, []).append(result)
    tables = [_city_csv(world, period, rows) for period, rows in _batches(world, by_root["6171"])]
    tables += [_city_workbook(period, rows) for period, rows in _batches(world, by_root["3673"])]
    dialects = (Dialect(encoding="cp1252", newline="\r\n"), Dialect(separator=",", decimal="."), Dialect())
    for root, dialect in zip(DISTRICTS, dialects, strict=True):
        rows = [result_row(result) for result in by_root[root]]
        name = SLUGS[root].removeprefix("kecamatan-").replace("-", "_")
        tables.append(Table(f"capaian/kecamatan/capaian_{name}.csv", HEADER, rows, dialect=dialect))
    _mix_decimals(tables[-3])
    return tables


def _batches(world: World, found: list[Result]) -> list[tuple[str, list[Result]]]:
    """Return the results by file: a year while it is over, a quarter in the running year."""
    last = str(world.years[1])
    batches: dict[str, list[Result]] = {}
    for result in found:
        batch = result.period.replace("-", "_") if result.period.startswith(last) else result.period[:4]
        batches.setdefault(batch, []).append(result)
    return list(batches.items())


def _city_csv(world: World, batch: str, found: list[Result]) -> Table:
    dialect = Dialect(encoding="utf-8-sig") if batch.startswith(str(world.years[1])) else Dialect()
    return Table(f"capaian/kota-pontianak/capaian_{batch}.csv", HEADER, [result_row(r) for r in found], dialect=dialect)


def _city_workbook(batch: str, found: list[Result]) -> Table:
    rows = [[*result_row(r), achievement_pct(r)] for r in found]
    return Table(f"capaian/kota-serang/capaian_{batch}.xlsx", HEADER_PCT, rows, sheet="Capaian")


def _mix_decimals(table: Table) -> None:
    """Write every fourth fraction with a dot and at most two digits, as files typed by several hands have it."""
    place = table.header.index("realisasi")
    for number, row in enumerate(table.rows):
        value: Cell = row[place]
        if number % 4 == 0 and isinstance(value, float) and value != int(value):
            row[place] = number_text(value)
    note = table.header.index("kendala")
    for row in table.rows:
        row[note] = str(row[note] or "").replace("Cuaca ekstrem", "Cuaca ekstrem – hujan lebat –")
