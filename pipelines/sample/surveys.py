"""Satisfaction surveys: worksheets with footer rows in the running year, template files before."""

import datetime as dt
import random
from dataclasses import dataclass

from pipelines.contracts.services import ELEMENTS
from pipelines.sample.employees import local_date
from pipelines.sample.tables import Cell, Dialect, Row, Table
from pipelines.sample.units import CITIES, DISTRICTS, SLUGS
from pipelines.sample.world import Quarter, World


@dataclass(frozen=True)
class Service:
    """One surveyed service: about how many answer in a quarter and how content they are, from 1 to 4."""

    unit: str
    name: str
    respondents: int
    level: float


SERVICES = (
    Service("6171.1.05", "Pelayanan KTP elektronik", 32, 3.45),
    Service("6171.1.02.8", "Pelayanan rawat jalan", 28, 3.35),
    Service("6171.1.02.10", "Pelayanan imunisasi", 14, 3.2),
    Service("6171.1.06", "Perizinan berusaha", 18, 3.5),
    Service("6171.1.06", "Perizinan bangunan gedung", 12, 3.1),
    Service("6171.1.09", "Uji kendaraan bermotor", 14, 3.15),
    Service("3673.1.05", "Pelayanan kartu keluarga", 30, 3.3),
    Service("3673.1.06", "Perizinan berusaha", 16, 3.4),
    Service("3673.1.02.9", "Pelayanan rawat jalan", 20, 3.25),
    Service("147105", "Surat keterangan", 18, 3.55),
    Service("147105.6", "Surat pengantar kelurahan", 7, 3.0),
    Service("367305", "Surat keterangan", 16, 3.2),
    Service("1501", "Surat keterangan", 10, 3.05),
    Service("1501.10", "Surat pengantar kelurahan", 4, 3.2),
)
SHEETED = ("6171.1.05", "6171.1.02.8", "3673.1.05")
"""Units that hand in worksheets; the last one prints facilities before complaints, as some offices do."""

SHIFTS = (0.05, 0.0, -0.25, 0.2, 0.0, 0.1, 0.12, -0.1, -0.05)
"""How each element differs from the service's level: time is what people like least, cost what they like most."""

LABELS = (
    "Persyaratan", "Sistem, Mekanisme, dan Prosedur", "Waktu Penyelesaian", "Biaya/Tarif",
    "Produk Spesifikasi Jenis Pelayanan", "Kompetensi Pelaksana", "Perilaku Pelaksana",
    "Penanganan Pengaduan, Saran dan Masukan", "Sarana dan Prasarana",
)  # fmt: skip
COMMENTS = ("Antrean diperjelas", "Ruang tunggu ditambah", "Petugas ramah", "Jam layanan diperpanjang", "")
HEADER = ["kode_unit", "layanan", "tanggal", "id_responden", *ELEMENTS, "saran"]


def survey_tables(world: World) -> list[Table]:
    """Return every survey as its unit hands it in."""
    last = world.years[1]
    plain: dict[str, list[Row]] = {root: [] for root in (*CITIES, "kecamatan")}
    sheets: list[Table] = []
    for service in SERVICES:
        for quarter in world.quarters:
            if service.unit in SHEETED and quarter.year == last:
                sheets.append(_worksheet(world, service, quarter))
                continue
            root = world.units[service.unit].root
            plain["kecamatan" if root in DISTRICTS else root] += _template_rows(world, service, quarter)
    forms = {"6171": Dialect(), "3673": Dialect(separator=","), "kecamatan": Dialect(encoding="cp1252", newline="\r\n")}
    files = [Table(_path(root), HEADER, rows, dialect=forms[root]) for root, rows in plain.items()]
    return [*files, *sheets]


def _path(root: str) -> str:
    return f"skm/skm_{SLUGS.get(root, root).replace('-', '_')}.csv"


def _respondents(world: World, service: Service, quarter: Quarter) -> tuple[random.Random, int]:
    rng = world.stream("skm", service.unit, service.name, quarter.period)
    spread = max(1, service.respondents // 5)
    return rng, max(3, round((service.respondents + rng.randint(-spread, spread)) * max(1.0, world.scale)))


def _answers(rng: random.Random, world: World, service: Service, quarter: Quarter) -> list[Cell]:
    level = service.level + 0.02 * (quarter.year - world.years[0]) + rng.gauss(0, 0.45)
    if (service.unit, quarter.year, quarter.number) == ("3673.1.05", world.years[1] - 1, 3):
        level -= 0.7
    answers: list[Cell] = [min(4, max(1, round(level + shift + rng.gauss(0, 0.3)))) for shift in SHIFTS]
    if rng.random() < 0.04:
        answers[rng.randrange(9)] = None
    return answers


def _template_rows(world: World, service: Service, quarter: Quarter) -> list[Row]:
    rng, count = _respondents(world, service, quarter)
    rows = []
    for number in range(1, count + 1):
        day = quarter.first_day + dt.timedelta(days=rng.randrange(85))
        comment = rng.choice(COMMENTS) if rng.random() < 0.3 else ""
        answers = _answers(rng, world, service, quarter)
        rows.append([service.unit, service.name, day, str(number), *answers, comment])
    return rows


def _worksheet(world: World, service: Service, quarter: Quarter) -> Table:
    rng, count = _respondents(world, service, quarter)
    rows: list[Row] = [[n, *_answers(rng, world, service, quarter)] for n in range(1, count + 1)]
    labels, swapped = list(LABELS), service.unit == SHEETED[-1]
    if swapped:
        labels[7], labels[8] = labels[8], labels[7]
        rows = [[*row[:8], row[9], row[8]] for row in rows]
    preamble: tuple[list[Cell], ...] = (
        ["PENGOLAHAN DATA SURVEI KEPUASAN MASYARAKAT PER RESPONDEN DAN PER UNSUR PELAYANAN"],
        [f"Kode Unit: {service.unit}"],
        [f"Jenis Pelayanan: {service.name}"],
        [f"Periode {local_date(quarter.first_day)} s/d {local_date(quarter.last_day)}"],
        [],
    )
    header = ["NO URUT RESPONDEN", *(f"U{n} {label}" for n, label in enumerate(labels, start=1))]
    path = f"skm/SKM {world.units[service.unit].name} {world.units[world.units[service.unit].root].name}.xlsx"
    return Table(path, header, rows, sheet=f"TW{quarter.number}", preamble=preamble, footer=_footer(rows, swapped))


def _footer(rows: list[Row], is_old_weight: bool) -> list[list[Cell]]:
    """Return the four sums an office prints under its answers; some still weigh by 0.11 instead of a ninth."""
    columns = [[row[place] for row in rows] for place in range(1, 10)]
    sums = [sum(value for value in column if isinstance(value, int)) for column in columns]
    counts = [sum(isinstance(value, int) for value in column) for column in columns]
    weight, words = (0.11, "0,11") if is_old_weight else (1 / 9, "1/9")
    means = [round(total / count, 3) for total, count in zip(sums, counts, strict=True)]
    weighted = [round(mean * weight, 3) for mean in means]
    return [
        ["Jumlah Nilai Per Unsur", *sums],
        ["NRR Per Unsur", *means],
        [f"NRR tertimbang per unsur = NRR per unsur x {words}", *weighted],
        ["Nilai SKM = jumlah NRR tertimbang x 25", round(sum(weighted) * 25, 2)],
    ]
