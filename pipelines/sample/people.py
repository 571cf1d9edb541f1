"""Employees: plainly invented names, NIPs valid in form, posts that begin, move and end."""

import datetime as dt
import random
from collections import Counter
from dataclasses import replace

from pipelines.sample.units import CLOSED, SUCCESSOR, subject_of
from pipelines.sample.world import Employee, Post, Unit, stream

FLOWERS = (
    "Anggrek", "Melur", "Seruni", "Kenanga", "Cempaka", "Dahlia", "Kamboja", "Teratai", "Seroja", "Flamboyan",
    "Bougenvil", "Alamanda", "Soka", "Lavender", "Begonia", "Krisan", "Gladiol", "Azalea", "Tulip", "Wijaya",
)  # fmt: skip
TITLES = {
    "KES": (
        ("Perawat", "ahli pertama"),
        ("Bidan", "terampil"),
        ("Dokter", "ahli muda"),
        ("Sanitarian", "ahli pertama"),
    ),
    "DIK": (("Guru", "ahli pertama"), ("Guru", "ahli muda"), ("Guru", "ahli madya"), ("Pamong Belajar", "ahli muda")),
    "": (
        ("Analis Kebijakan", "ahli muda"),
        ("Arsiparis", "terampil"),
        ("Perencana", "ahli pertama"),
        ("Pranata Komputer", "ahli pertama"),
        ("Penata Layanan Operasional", "pelaksana"),
        ("Pengadministrasi Perkantoran", "pelaksana"),
    ),
}
FAMILY = {"KES": "KES", "PKM": "KES", "DIK": "DIK", "SAT": "DIK"}
HEADS = {
    "kota": ("Sekretaris Daerah", "jpt pratama"),
    "dinas": ("Kepala {}", "jpt pratama"),
    "badan": ("Kepala {}", "jpt pratama"),
    "kecamatan": ("Camat {}", "administrator"),
    "kelurahan": ("Lurah {}", "pengawas"),
    "bidang": ("Kepala {}", "administrator"),
    "sekretariat": ("Kepala {}", "administrator"),
    "UPT": ("Kepala {}", "pengawas"),
    "seksi": ("Kepala {}", "pengawas"),
}
VACANT = ("6171.1.03.2", "6171.1.08.1", "3673.1.01.2", "147105.6", "1501.3")
"""Units without a head of their own: the head of the unit above stands in."""

MOVE_DAYS = ((-2, 7), (-1, 1), (-1, 7), (0, 4))
"""Days on which people move: years before the last one, month."""


def hire(units: dict[str, Unit], count: int, years: tuple[int, int], seed: int) -> tuple[Employee, ...]:
    """Return `count` employees spread over the units; a few moved, a few left."""
    serials: Counter[str] = Counter()
    people: list[Employee] = []
    for unit, place in _places(units, count):
        rng = stream(seed, "pegawai", unit.code, place)
        person = _employee(rng, units, unit, place, len(people) + 1, years, serials)
        people.append(_moved(rng, units, person, place, years))
    return tuple(people)


def _places(units: dict[str, Unit], count: int) -> list[tuple[Unit, int]]:
    fixed = {code: int(unit.size[1:]) for code, unit in units.items() if unit.size.startswith("=")}
    shares = {code: float(unit.size) for code, unit in units.items() if code not in fixed}
    left, weight = count - sum(fixed.values()), sum(shares.values())
    sizes, carried = {}, 0.0
    for code, unit in units.items():
        exact = left * shares[code] / weight + carried if code in shares else 0.0
        sizes[code] = fixed[unit.code] if code in fixed else round(exact)
        carried = exact - sizes[code] if code in shares else carried
    return [(units[code], place) for code, size in sizes.items() for place in range(size)]


def _employee(
    rng: random.Random,
    units: dict[str, Unit],
    unit: Unit,
    place: int,
    number: int,
    years: tuple[int, int],
    serials: Counter[str],
) -> Employee:
    is_head = place == 0 and unit.code not in VACANT
    status = "PNS" if is_head else rng.choices(("PNS", "PPPK", "PPPK Paruh Waktu"), (68, 25, 7))[0]
    is_woman = rng.random() < 0.52
    birth, start, stem = _career(rng, status, is_head, years)
    stem += "2" if is_woman else "1"
    serials[stem] += 1
    title, kind, rank = _title(rng, units, unit, status, is_head=is_head)
    return Employee(
        number=number,
        nip=f"{stem}{serials[stem]:03d}",
        name=f"Sintetis {rng.choice(FLOWERS)} {number:04d}",
        status=status,
        grade=rng.choice(("III/d", "IV/a", "IV/b")) if is_head else _grade(rng, status, years[1] - birth),
        is_woman=is_woman,
        ability=rng.gauss(0, 1),
        posts=(Post(unit.code, title, kind, rank, start),),
    )


def _career(rng: random.Random, status: str, is_head: bool, years: tuple[int, int]) -> tuple[int, dt.date, str]:
    """Return year of birth (always 1 January), first day in the post and the NIP up to the digit for the sex."""
    first, last = years
    before = dt.date(rng.randint(2020, 2022), rng.choice((1, 7)), 1)
    before = min(before, dt.date(first - 1, 7, 1))
    if status == "PNS":
        is_new = not is_head and first < last and rng.random() < 0.08
        appointed = rng.randint(first, last - 1) if is_new else rng.randint(1995, first - 2)
        month = rng.randint(1, 12)
        birth = max(appointed - rng.randint(22, 34), last - 58)
        return birth, dt.date(appointed, month, 1) if is_new else before, f"{birth}0101{appointed}{month:02d}"
    birth = rng.randint(last - 55, last - 24)
    if status == "PPPK":
        appointed = rng.choice((first - 2, first - 1, first - 1, last - 2 if last - 2 >= first else first - 1))
        start = before if appointed < first else dt.date(appointed, 6, 1)
        return birth, start, f"{birth}0101{appointed}21"
    return birth, dt.date(last - 1, 10, 1), f"{birth}0101{last - 1}21"


def _title(
    rng: random.Random, units: dict[str, Unit], unit: Unit, status: str, *, is_head: bool
) -> tuple[str, str, str]:
    if is_head:
        form, rank = HEADS[unit.type]
        name = unit.name.removeprefix("Kecamatan ").removeprefix("Kelurahan ")
        return form.format(name), "Struktural", rank
    if status == "PPPK Paruh Waktu":
        return "Operator Layanan Operasional", "Pelaksana", "pelaksana"
    job, rank = rng.choice(TITLES[FAMILY.get(subject_of(units, unit.code), "")])
    if rank == "pelaksana":
        return job, "Pelaksana", rank
    return f"{job} {rank.title()}", "Fungsional", rank


def _grade(rng: random.Random, status: str, age: int) -> str:
    if status != "PNS":
        return rng.choice(("V", "VII", "IX"))
    return rng.choice(("II/c", "III/a", "III/b") if age < 35 else ("III/b", "III/c", "III/d", "IV/a"))


def _moved(
    rng: random.Random, units: dict[str, Unit], person: Employee, place: int, years: tuple[int, int]
) -> Employee:
    post, chance = person.posts[0], rng.random()
    if post.unit == CLOSED:
        closing = units[CLOSED].end
        new_start = dt.date(years[1] - 1, 1, 1)
        if not closing or post.start > closing:
            return replace(person, posts=(replace(post, unit=SUCCESSOR),))
        later = replace(post, unit=SUCCESSOR, start=new_start)
        later = replace(later, title="Pamong Budaya Ahli Muda", kind="Fungsional", rank="ahli muda")
        return replace(person, posts=(replace(post, end=closing), later))
    back, month = rng.choice(MOVE_DAYS)
    day = dt.date(years[1] + back, month, 1)
    if place == 0 or chance > 0.05 or post.start >= day:
        return person
    ended = replace(post, end=day - dt.timedelta(days=1))
    if chance > 0.03:
        return replace(person, posts=(ended,))
    targets = [u.code for u in units.values() if u.root == units[post.unit].root and not u.size.startswith("=")]
    targets = [code for code in targets if code not in (CLOSED, post.unit)]
    return replace(person, posts=(ended, replace(post, unit=rng.choice(targets), start=day)))
