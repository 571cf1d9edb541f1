"""SKP of every employee: ratings, the predicate of the matrix, and the files appraisers hand in."""

from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.sample.tables import Dialect, Row, Table
from pipelines.sample.units import DISTRICTS, SLUGS
from pipelines.sample.world import LATE_UNITS, Employee, Post, Quarter, Unit, World

MATRIX = {
    (3, 3): "Sangat Baik", (3, 2): "Baik", (3, 1): "Kurang",
    (2, 3): "Baik", (2, 2): "Baik", (2, 1): "Kurang",
    (1, 3): "Butuh Perbaikan", (1, 2): "Butuh Perbaikan", (1, 1): "Sangat Kurang",
}  # fmt: skip
"""Predicate by rating of results and of behaviour, 3 the best (PermenPANRB 6/2022)."""

WORDS = {3: "Di Atas Ekspektasi", 2: "Sesuai Ekspektasi", 1: "Di Bawah Ekspektasi"}
SIASN_CODES = {3: "1", 2: "2", 1: "3"}
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

APPRAISERS = {
    "6171": (
        ("Subbagian Umum dan Kepegawaian Dinas Kesehatan", ("6171.1.02.8", "6171.1.02.9", "6171.1.02.10")),
        ("Sekretariat Dinas Kesehatan", ("6171.1.02",)),
        ("Sekretariat Dinas Pendidikan dan Kebudayaan", ("6171.1.01",)),
        ("Bagian Organisasi", ("6171.1.03", "6171.1.04", "6171.1.05", "6171.1.06")),
        ("Bagian Tata Usaha Pimpinan", ("6171",)),
    ),
    "3673": (
        ("Sekretariat Dinas Kesehatan", ("3673.1.02",)),
        ("Sekretariat Dinas Pendidikan dan Kebudayaan", ("3673.1.01",)),
        ("Bagian Organisasi", ("3673",)),
    ),
    "147105": (
        ("Sekretariat Kecamatan Senapelan", ("147105.1", "147105.2", "147105.3", "147105.4")),
        ("Kecamatan Senapelan", ("147105",)),
    ),
    "367305": (("Sekretariat Kecamatan Cipocok Jaya", ("367305",)),),
    "1501": (("Sekretariat Kecamatan Siulak", ("1501",)),),
}
"""Government → the appraising sub-units and whom they appraise; the first that fits takes a unit."""

TEMPLATE_HEADER = ["nip", "periode", "rating_hasil", "rating_perilaku", "predikat", "nip_penilai"]
RECAP_HEADER = [
    "No", "NIP", "Nama", "Jabatan", "Rating Hasil Kinerja", "Rating Perilaku Kerja", "Predikat Kinerja Periodik",
]  # fmt: skip


@dataclass(frozen=True)
class Appraisal:
    """One employee in one period; ratings run from 1 to 3, the best."""

    employee: Employee
    post: Post
    period: str
    result: int
    behaviour: int

    @property
    def predicate(self) -> str:
        return MATRIX[self.result, self.behaviour]


def appraise(world: World, quarter: Quarter, period: str) -> Iterator[Appraisal]:
    """Yield the appraisals of everybody in post at the end of a quarter; about three in a hundred are forgotten."""
    is_newest = quarter == world.quarters[-1]
    for employee in world.employees:
        post = employee.post_on(quarter.last_day)
        rng = world.stream("skp", employee.number, period)
        forgotten = rng.random() < 0.03
        if not post or forgotten or (is_newest and post.unit.startswith(LATE_UNITS)):
            continue
        unit = world.units[post.unit]
        if unit.is_lenient:
            ratings = (3, 3) if rng.random() < 0.94 else (2, 3)
        else:
            score = 0.8 * employee.ability + 0.5 * rng.gauss(0, 1) + 2 * unit.quality
            result = 3 if score > 1.0 else 1 if score < -2.1 else 2
            manner = 0.6 * employee.ability + 0.7 * rng.gauss(0, 1)
            ratings = (result, 3 if manner > 0.7 else 1 if manner < -2.6 else 2)
        yield Appraisal(employee, post, period, *ratings)


def appraisal_tables(world: World) -> list[Table]:
    """Return older appraisals as template files, the running year as e-Kinerja recaps."""
    older: dict[str, list[Row]] = {root: [] for root in SLUGS}
    heads = world.heads()
    recaps: list[Table] = []
    for quarter in world.quarters:
        if quarter.year == world.years[1]:
            found = list(appraise(world, quarter, quarter.period))
            recaps += _recaps(world, found, quarter.period, f"Periode Triwulan {ROMAN[quarter.number - 1]} Tahun")
            continue
        yearly = [str(quarter.year)] if quarter.number == 4 else []
        for period in [quarter.period, *yearly]:
            for appraisal in appraise(world, quarter, period):
                older[world.units[appraisal.post.unit].root].append(
                    [*_template_row(world, appraisal), _head_above(world, heads, appraisal, quarter)]
                )
    return [*(_template(world, root, rows) for root, rows in older.items() if rows), *recaps, *_monthly(world)]


def _template_row(world: World, appraisal: Appraisal) -> Row:
    root = world.units[appraisal.post.unit].root
    words = WORDS if root in DISTRICTS else SIASN_CODES
    period = appraisal.period
    if root == "1501" and "-TW" in period:
        period = f"Triwulan {ROMAN[int(period[-1]) - 1]} {period[:4]}"
    return [
        appraisal.employee.nip, period, words[appraisal.result], words[appraisal.behaviour], appraisal.predicate,
    ]  # fmt: skip


def _head_above(world: World, heads: dict[str, list[Employee]], appraisal: Appraisal, quarter: Quarter) -> str:
    """Return the NIP of the head of the unit that day, of the nearest unit above for the head; empty at the top."""
    unit: Unit | None = world.units[appraisal.post.unit]
    while unit:
        for head in heads.get(unit.code, []):
            post = head.post_on(quarter.last_day)
            if head is not appraisal.employee and post and post.unit == unit.code:
                return head.nip
        unit = world.units.get(unit.parent)
    return ""


def _template(world: World, root: str, rows: list[Row]) -> Table:
    first, last = world.years
    path = f"skp/{SLUGS[root]}/skp_{first}-{last - 1}.csv"
    form = Dialect(separator=",") if root == "367305" else Dialect()
    return Table(path, TEMPLATE_HEADER, rows, dialect=form)


def appraiser_of(unit: str) -> int:
    """Return the place of the appraising sub-unit of a unit within its government."""
    groups = APPRAISERS[unit.split(".", maxsplit=1)[0]]
    fits = (n for n, (_, codes) in enumerate(groups) if any(unit == c or unit.startswith(f"{c}.") for c in codes))
    return next(fits)


def _recaps(
    world: World, found: list[Appraisal], folder: str, words: str, roots: tuple[str, ...] = tuple(APPRAISERS)
) -> list[Table]:
    tables = []
    for root in roots:
        rows: list[list[Row]] = [[] for _ in APPRAISERS[root]]
        for appraisal in found:
            if world.units[appraisal.post.unit].root == root:
                _append(rows[appraiser_of(appraisal.post.unit)], appraisal)
        for number, (name, _) in enumerate(APPRAISERS[root]):
            path = f"skp/{SLUGS[root]}/{folder}/Rekap Penilaian ({number + 1:02d}).xlsx"
            title = f"{root} - Pemerintah {world.units[root].name}"
            preamble = [[title], [name], [f"{words} {world.years[1]}"], []]
            tables.append(Table(path, RECAP_HEADER, rows[number], sheet="Rekap Penilaian", preamble=preamble))
    return tables


def _append(rows: list[Row], appraisal: Appraisal) -> None:
    rows.append(
        [
            len(rows) + 1, appraisal.employee.nip, appraisal.employee.name, appraisal.post.title,
            WORDS[appraisal.result], WORDS[appraisal.behaviour], appraisal.predicate,
        ]
    )  # fmt: skip


def _monthly(world: World) -> list[Table]:
    """Return the one government that appraises by month as well: May of the last year."""
    may = f"{world.years[1]}-05"
    found = [a for a in appraise(world, world.quarters[-1], may) if a.post.unit in ("147105", "147105.1", "147105.2")]
    tables = _recaps(world, found, may, "Periode Bulanan V Tahun", ("147105",))
    return [table for table in tables if table.rows]
