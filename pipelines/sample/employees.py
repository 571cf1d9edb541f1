"""The files about employees: SIASN "Data Utama" workbooks, earlier posts, acting posts."""

import datetime as dt

from pipelines.sample.people import VACANT
from pipelines.sample.tables import Cell, Dialect, Row, Table
from pipelines.sample.units import DISTRICTS
from pipelines.sample.world import Employee, Post, World

SIASN_HEADER = [
    "PNS ID", "NIP BARU", "NIP LAMA", "NAMA", "GELAR DEPAN", "GELAR BELAKANG", "TEMPAT LAHIR ID",
    "TEMPAT LAHIR NAMA", "TANGGAL LAHIR", "JENIS KELAMIN", "AGAMA ID", "AGAMA NAMA", "JENIS KAWIN ID",
    "JENIS KAWIN NAMA", "NIK", "NOMOR HP", "EMAIL", "EMAIL GOV", "ALAMAT", "NPWP NOMOR", "BPJS",
    "JENIS PEGAWAI ID", "JENIS PEGAWAI NAMA", "KEDUDUKAN HUKUM ID", "KEDUDUKAN HUKUM NAMA", "STATUS CPNS PNS",
    "KARTU ASN VIRTUAL", "NOMOR SK CPNS", "TANGGAL SK CPNS", "TMT CPNS", "NOMOR SK PNS", "TANGGAL SK PNS",
    "TMT PNS", "GOL AWAL ID", "GOL AWAL NAMA", "GOL AKHIR ID", "GOL AKHIR NAMA", "TMT GOLONGAN", "MK TAHUN",
    "MK BULAN", "JENIS JABATAN ID", "JENIS JABATAN NAMA", "JABATAN ID", "JABATAN NAMA", "TMT JABATAN",
    "TINGKAT PENDIDIKAN ID", "TINGKAT PENDIDIKAN NAMA", "PENDIDIKAN ID", "PENDIDIKAN NAMA", "TAHUN LULUS",
    "KPKN ID", "KPKN NAMA", "LOKASI KERJA ID", "LOKASI KERJA NAMA", "UNOR ID", "UNOR NAMA", "INSTANSI INDUK ID",
    "INSTANSI INDUK NAMA", "INSTANSI KERJA ID", "INSTANSI KERJA NAMA", "SATUAN KERJA INDUK ID",
    "SATUAN KERJA INDUK NAMA", "SATUAN KERJA KERJA ID", "SATUAN KERJA KERJA NAMA", "IS VALID NIK", "NAMA SEKOLAH",
    "FLAG IKD", "ESELON ID", "ESELON NAMA",
]  # fmt: skip
"""The 69 columns of SIASN "Data Utama", of which a careful owner leaves the private ones empty."""
SHEETS = {"PNS": "PNS", "PPPK": "PPPK", "PPPK Paruh Waktu": "PPPK Paruh Waktu"}
BOOKS = {"Kota Pontianak": ("6171",), "Kota Serang": ("3673",), "Kecamatan": DISTRICTS}
KINDS = {"Struktural": "1", "Fungsional": "2", "Pelaksana": "4"}

HEADER = [
    "nip", "nama", "kode_unit", "jabatan", "jenis_jabatan", "jenjang", "golongan", "status_pegawai", "penugasan",
    "mulai", "selesai",
]  # fmt: skip


def employee_tables(world: World) -> list[Table]:
    """Return who is in post now (SIASN), which posts have ended, and second posts held as acting."""
    tables = [_data_utama(world, book, roots, sheet) for book, roots in BOOKS.items() for sheet in SHEETS]
    ended = [_row(e, p, "definitif") for e in world.employees for p in e.posts if p.end]
    return [
        *tables,
        Table("pegawai/pegawai_riwayat_jabatan.csv", HEADER, ended, dialect=Dialect(newline="\r\n")),
        Table("pegawai/pegawai_penugasan_kedua.csv", HEADER, acting_rows(world), dialect=Dialect(separator=",")),
    ]


def _data_utama(world: World, book: str, roots: tuple[str, ...], sheet: str) -> Table:
    rows = [
        siasn_row(world, employee, employee.posts[-1])
        for employee in world.employees
        if employee.is_present and employee.status == sheet and world.units[employee.posts[-1].unit].root in roots
    ]
    return Table(f"pegawai/Data Utama {book}.xlsx", SIASN_HEADER, rows, sheet=sheet)


def siasn_row(world: World, employee: Employee, post: Post) -> Row:
    """Return the 69 cells of one employee; private fields are empty, as an owner should hand them in."""
    root = world.units[post.unit].root
    instance = f"Pemerintah {world.units[root].name}"
    known: dict[str, Cell] = {
        "PNS ID": f"SINTETIS-{employee.number:06d}",
        "NIP BARU": employee.nip,
        "NAMA": employee.name,
        "TANGGAL LAHIR": f"01-01-{employee.nip[:4]}",
        "JENIS KELAMIN": "F" if employee.is_woman else "M",
        "NIK": "-",
        "JENIS PEGAWAI NAMA": employee.status,
        "KEDUDUKAN HUKUM NAMA": "Aktif",
        "GOL AKHIR NAMA": employee.grade,
        "JENIS JABATAN ID": KINDS[post.kind],
        "JENIS JABATAN NAMA": post.kind,
        "JABATAN NAMA": post.title,
        "TMT JABATAN": local_date(post.start),
        "UNOR ID": post.unit,
        "UNOR NAMA": world.units[post.unit].name,
        "INSTANSI INDUK NAMA": instance,
        "INSTANSI KERJA NAMA": instance,
        "ESELON NAMA": {"jpt pratama": "II.b", "administrator": "III.a", "pengawas": "IV.a"}.get(post.rank, ""),
    }
    return [known.get(header, "") for header in SIASN_HEADER]


def local_date(day: dt.date) -> str:
    """Return a date as Indonesian systems print it: dd-mm-yyyy."""
    return day.strftime("%d-%m-%Y")


def _row(employee: Employee, post: Post, assignment: str) -> Row:
    return [
        employee.nip, employee.name, post.unit, post.title, post.kind.lower(), post.rank, employee.grade,
        employee.status, assignment, post.start, post.end,
    ]  # fmt: skip


def acting_rows(world: World) -> list[Row]:
    """Return a few second posts: where a unit has no head, the head of the unit above stands in."""
    heads = {e.posts[-1].unit: e for e in world.employees if e.is_present and e.posts[-1].kind == "Struktural"}
    rows = []
    for number, code in enumerate(VACANT):
        unit = world.units[code]
        employee, short = heads[unit.parent], ("plt", "plh")[number % 2]
        rank = "administrator" if unit.type == "bidang" else "pengawas"
        title = f"{short.title()}. Kepala {unit.name}"
        second = Post(code, title, "Struktural", rank, dt.date(world.years[1], 2, 1 + number))
        rows.append(_row(employee, second, short))
    return rows
