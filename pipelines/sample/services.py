"""Service cases: when they came in, when they were due, when they were finished."""

import datetime as dt
import random

from pipelines.sample.surveys import SERVICES, Service
from pipelines.sample.tables import Row, Table
from pipelines.sample.units import CITIES, SLUGS
from pipelines.sample.world import World

HEADER = [
    "kode_unit", "layanan", "nomor", "waktu_masuk", "batas_waktu", "waktu_selesai", "status", "waktu_tunggu_menit",
    "kanal",
]  # fmt: skip
CHANNELS = ("loket", "daring", "kelurahan")
STANDARD_DAYS = (1, 3, 5, 7)
CHANGE_HEADER = ["kode_unit", "layanan", "tanggal", "nama", "keterangan"]
CHANGES = (
    ("6171.1.06", "Perizinan berusaha", (7, 1), "Berkas diperiksa daring", "Verifikasi tanpa tatap muka"),
    ("3673.1.05", "Pelayanan kartu keluarga", (4, 1), "Loket antrean baru", ""),
)
"""Changes of the year before the running one: the first makes cases faster, the second changes nothing."""
FASTER = 0.5


def service_tables(world: World) -> list[Table]:
    """Return the cases of the last two years, one workbook a city and one for the districts."""
    groups: dict[str, list[Row]] = {}
    for service in SERVICES:
        root = world.units[service.unit].root
        name = SLUGS[root].replace("-", "_") if root in CITIES else "kecamatan"
        groups.setdefault(name, []).extend(_cases(world, service))
    year = world.years[1] - 1
    changes: list[Row] = [[unit, name, dt.date(year, *day), what, note] for unit, name, day, what, note in CHANGES]
    cases = [Table(f"layanan/layanan_{n}.xlsx", HEADER, rows, sheet="Layanan") for n, rows in groups.items()]
    return [*cases, Table("layanan/perubahan_layanan.csv", CHANGE_HEADER, changes)]


def _cases(world: World, service: Service) -> list[Row]:
    rows: list[Row] = []
    standard = STANDARD_DAYS[len(service.name) % 4]
    for quarter in world.quarters[-6:]:
        rng = world.stream("layanan", service.unit, service.name, quarter.period)
        for _ in range(round(service.respondents * 1.3 * max(1.0, world.scale))):
            came = dt.datetime.combine(quarter.first_day, dt.time(8)) + dt.timedelta(
                days=rng.randrange(88), minutes=rng.randrange(420)
            )
            pace = FASTER if _is_faster(service, came.date(), world.years[1] - 1) else 1.0
            rows.append(_case(rng, service, f"{quarter.year}-{len(rows) + 1:06d}", came, standard, pace))
    return rows


def _is_faster(service: Service, day: dt.date, year: int) -> bool:
    unit, name, first, _, _ = CHANGES[0]
    return (service.unit, service.name) == (unit, name) and day >= dt.date(year, *first)


def _case(rng: random.Random, service: Service, number: str, came: dt.datetime, standard: int, pace: float) -> Row:
    took = dt.timedelta(hours=pace * rng.lognormvariate(0, 0.5) * standard * (24 - 4 * service.level))
    due = (came + dt.timedelta(days=standard)).replace(hour=16, minute=0)
    status = rng.choices(("selesai", "ditolak", "dicabut", "proses"), (90, 4, 2, 4))[0]
    finished = "" if status in ("proses", "dicabut") else _minute(came + took)
    wait = round(rng.lognormvariate(2.8, 0.5)) if rng.random() < 0.9 else None
    channel = rng.choice(CHANNELS)
    return [service.unit, service.name, number, _minute(came), _minute(due), finished, status, wait, channel]


def _minute(moment: dt.datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M")
