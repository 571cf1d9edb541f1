"""Competencies and training: what posts ask for, what assessments found, what courses changed."""

import datetime as dt

from pipelines.sample.tables import Dialect, Row, Table
from pipelines.sample.world import Employee, World

MANAGERIAL = (
    "Integritas", "Kerjasama", "Komunikasi", "Orientasi pada Hasil", "Pelayanan Publik",
    "Pengembangan Diri dan Orang Lain", "Mengelola Perubahan", "Pengambilan Keputusan",
)  # fmt: skip
CULTURAL = "Perekat Bangsa"
TECHNICAL = {
    "Perawat Ahli Pertama": ("Asuhan Keperawatan", 2),
    "Guru Ahli Muda": ("Perancangan Pembelajaran", 3),
    "Pranata Komputer Ahli Pertama": ("Pengelolaan Sistem Informasi", 2),
    "Analis Kebijakan Ahli Muda": ("Analisis Kebijakan", 3),
    "Arsiparis Terampil": ("Pengelolaan Arsip", 1),
    "Perencana Ahli Pertama": ("Perencanaan Pembangunan", 2),
}
TIERS = {
    "jpt pratama": 4, "administrator": 3, "pengawas": 2, "pelaksana": 1, "ahli madya": 4, "ahli muda": 3,
    "ahli pertama": 2, "terampil": 1,
}  # fmt: skip
COURSES = ((1, "Dasar", 16, 600_000), (2, "Lanjutan", 24, 1_500_000))
"""Level a course starts from, its name, its hours (JP), its cost a head in rupiah."""

STANDARD_HEADER = ["jabatan", "jenjang", "kompetensi", "jenis", "level"]
ASSESSMENT_HEADER = ["nip", "kompetensi", "level", "tanggal", "metode", "tujuan_asesmen"]
CATALOGUE_HEADER = [
    "kode_pelatihan", "nama", "kompetensi", "level_dari", "level_ke", "jp", "moda", "biaya_per_peserta", "kapasitas",
    "sesi_maks", "penyelenggara",
]  # fmt: skip
HISTORY_HEADER = [
    "nip", "nama_pelatihan", "kode_pelatihan", "mulai", "selesai", "jp", "nomor_sertifikat", "nilai_awal",
    "nilai_akhir",
]  # fmt: skip


def competency_tables(world: World) -> list[Table]:
    """Return standards, assessments before and after, the catalogue and the courses taken."""
    assessments: list[Row] = []
    history: list[Row] = []
    for employee in world.employees:
        if employee.is_present and employee.number % 4 == 0:
            _develop(world, employee, assessments, history)
    return [
        Table("kompetensi/standar_kompetensi.csv", STANDARD_HEADER, _standards()),
        Table("kompetensi/asesmen_kompetensi.xlsx", ASSESSMENT_HEADER, assessments, sheet="Asesmen"),
        Table("pelatihan/katalog_pelatihan.csv", CATALOGUE_HEADER, _catalogue()),
        Table("pelatihan/riwayat_pelatihan.csv", HISTORY_HEADER, history, dialect=Dialect(separator=",", decimal=".")),
    ]


def _standards() -> list[Row]:
    rows: list[Row] = []
    for tier, level in TIERS.items():
        rows += [["", tier, name, "manajerial", level] for name in MANAGERIAL]
        rows.append(["", tier, CULTURAL, "sosial kultural", level])
    rows += [[job, "", name, "teknis", level] for job, (name, level) in TECHNICAL.items()]
    return rows


def _catalogue() -> list[Row]:
    rows: list[Row] = []
    for name in [*MANAGERIAL, *(name for name, _ in TECHNICAL.values())]:
        for start, words, hours, cost in COURSES:
            code = f"PL-{len(rows) + 1:03d}"
            price = f"{cost:,}".replace(",", ".")
            mode = "daring" if start == 1 else "klasikal"
            rows.append([code, f"{name} {words}", name, start, start + 1, hours, mode, price, 30, 4, "BKPSDM Contoh"])
    return rows


def _develop(world: World, employee: Employee, assessments: list[Row], history: list[Row]) -> None:
    """Assess one employee, train the two largest gaps, assess again: training closes most of a gap."""
    rng = world.stream("kompetensi", employee.number)
    last, wanted = world.years[1], TIERS[employee.posts[-1].rank]
    names = [*MANAGERIAL[: 5 if employee.number % 8 else 8], CULTURAL]
    before = {name: min(5, max(0, wanted + round(rng.gauss(-0.3 + 0.3 * employee.ability, 0.7)))) for name in names}
    assessments += _assessed(employee, before, dt.date(last - 2, 9, 2 + employee.number % 25))
    gaps = sorted((name for name in MANAGERIAL if before.get(name, wanted) < wanted), key=lambda n: before[n])
    trained = gaps[:2] if rng.random() < 0.6 else []
    for name in trained:
        history.append(_course(world, employee, name, before[name], len(history) + 1))
    if employee.number % 8 == 0:
        after = {
            name: min(5, level + (rng.random() < 0.8) if name in trained else level) for name, level in before.items()
        }
        assessments += _assessed(employee, after, dt.date(last, 3, 2 + employee.number % 25))


def _assessed(employee: Employee, levels: dict[str, int], day: dt.date) -> list[Row]:
    return [
        [employee.nip, name, level, day.isoformat(), "assessment center", "pemetaan"] for name, level in levels.items()
    ]


def _course(world: World, employee: Employee, name: str, level: int, number: int) -> Row:
    rng = world.stream("pelatihan", employee.number, name)
    start, words, hours, _ = COURSES[0 if level <= 1 else 1]
    code = f"PL-{MANAGERIAL.index(name) * 2 + start:03d}"
    day = dt.date(world.years[1] - 1, rng.randint(2, 11), rng.randint(1, 24))
    first = rng.randint(45, 65)
    return [
        employee.nip, f"{name} {words}", code, day, day + dt.timedelta(days=hours // 8 - 1), hours,
        f"SERT-{day.year}-{number:05d}", first, first + rng.randint(8, 28),
    ]  # fmt: skip
