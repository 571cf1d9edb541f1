"""Warts in the files about units, employees and their appraisals."""

import datetime as dt

from pipelines.sample.appraisals import RECAP_HEADER, TEMPLATE_HEADER
from pipelines.sample.employees import siasn_row
from pipelines.sample.planting import Garden, add, add_after, change, note_refusal, note_wart, pick
from pipelines.sample.tables import Cell, Row, Table
from pipelines.sample.units import SLUGS
from pipelines.sample.world import Employee, Post, World

CLASH = "Pegawai dan jabatan sama, golongan berbeda"


def plant_units(garden: Garden) -> None:
    """Plant warts in the organisation; added units have nobody and nothing below them."""
    city = garden.table("organisasi/unit_kota.xlsx", "Unit")
    row = pick(garden, city, kode_unit="6171.1.08.1")
    change(garden, city, row, "nama_unit", f"{row[1]}\u00a0", "spasi-dirapikan", "Spasi tak putus di akhir nama")
    copy = add_after(garden, city, pick(garden, city, kode_unit="3673.1.07.1"))
    note_wart(garden, city, copy, "", "duplikat", "Baris sama dua kali")
    start = dt.date(2023, 1, 2)
    lost: Row = ["6171.1.97", "Tim Percepatan Contoh", "6171.9", "tim", "61.71", start, None]
    add(garden, city, lost, "kode_induk", "induk-tidak-dikenal", "Induk 6171.9 tidak ada", 12)
    turned: Row = ["3673.1.96", "Tim Transisi Contoh", "3673", "tim", "36.73", start, dt.date(2022, 12, 31)]
    add(garden, city, turned, "", "selesai-sebelum-mulai", "Selesai sebelum mulai", 40)
    district = garden.table("organisasi/unit_kecamatan.csv")
    row = pick(garden, district, kode_unit="147105.8")
    change(garden, district, row, "nama_unit", "Kelurahan  Seroja", "spasi-dirapikan", "Spasi ganda di dalam nama")
    row = pick(garden, district, kode_unit="147105.9")
    change(garden, district, row, "kode_induk", "147105 ", "spasi-dirapikan", "Spasi di akhir kode induk")
    row = add(garden, district, ["1501.97", "Posko Contoh A", "1501", "posko", "15.01", start, None], "",
              "konflik-dalam-berkas", "Kode dan mulai sama, nama berbeda", 30)  # fmt: skip
    other = add_after(garden, district, row, nama_unit="Posko Contoh B")
    note_wart(garden, district, other, "", "konflik-dalam-berkas", "Kode dan mulai sama, nama berbeda")
    never: Row = ["367305.98", "Posko Contoh C", "367305", "posko", "36.73", "31-02-2026", None]
    add(garden, district, never, "mulai", "tanggal-tidak-sah", "Tanggal 31 Februari", 20)
    nameless: Row = ["147105.98", "", "147105", "posko", "14.71", start, None]
    add(garden, district, nameless, "nama_unit", "wajib-kosong", "Nama unit kosong", 9)


def _invented(number: int, nip: str, status: str, unit: str) -> tuple[Employee, Post]:
    post = Post(unit, "Penata Layanan Operasional", "Pelaksana", "pelaksana", dt.date(2022, 1, 1))
    return Employee(number, nip, f"Sintetis Begonia {number}", status, "III/a", False, 0.0, (post,)), post


def plant_employees(garden: Garden, world: World) -> None:
    """Plant warts in the employee files; people added here appear in no other file."""
    _plant_siasn_rows(garden, world)
    pns = garden.table("pegawai/Data Utama Kota Pontianak.xlsx", "PNS")
    row = pick(garden, pns)
    nip = str(row[1])
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    change(garden, pns, row, "NIP BARU", spaced, "spasi-nip-dibuang", "NIP ditulis dengan spasi")
    copy = add_after(garden, pns, pick(garden, pns))
    note_wart(garden, pns, copy, "", "duplikat", "Pegawai sama dua kali")
    history = garden.table("pegawai/pegawai_riwayat_jabatan.csv")
    row = pick(garden, history)
    change(garden, history, row, "nip", f"'{row[0]}", "apostrof-dibuang", "Apostrof di depan NIP")
    row = add_after(garden, history, pick(garden, history), nip="", nama="Sintetis Begonia 99009")
    note_wart(garden, history, row, "nip", "wajib-kosong", "NIP kosong")


def _plant_siasn_rows(garden: Garden, world: World) -> None:
    rusak, angka = "nip-rusak-excel", "NIP tersimpan sebagai angka"
    cases: tuple[tuple[str, str, str, str, str, Cell, str, str], ...] = (
        ("Kota Pontianak", "PNS", "198001012005031901", "6171.1.01.2", "NIP BARU", 198001012005031901, rusak, angka),
        ("Kota Pontianak", "PNS", "198101012006042902", "6171.1.03.1", "NIP BARU", 198101012006042902, rusak, angka),
        ("Kota Pontianak", "PNS", "199001012020131903", "6171.1.04", "NIP BARU", "199001012020131903",
         "nip-tidak-sah", "Bulan 13 pada NIP PNS"),
        ("Kota Pontianak", "PPPK", "199001012020131904", "6171.1.04", "", "", "", "Bentuk yang sama sah bagi PPPK"),
        ("Kota Serang", "PNS", "19820101200705190", "3673.1.03", "NIP BARU", "19820101200705190",
         "nip-tidak-sah", "NIP 17 angka"),
        ("Kota Pontianak", "PNS", "198301012008061906", "6171.1.04", "UNOR ID", "6171.1.98",
         "unit-tidak-dikenal", "Unit 6171.1.98 tidak ada"),
        ("Kota Serang", "PNS", "198401012009072907", "3673.1.05", "TMT JABATAN", "31-02-2024",
         "tanggal-tidak-sah", "Tanggal 31 Februari"),
        ("Kota Serang", "PPPK", "198501012022211908", "3673.1.06", "JENIS PEGAWAI NAMA", "Honorer",
         "label-tidak-dikenal", "Bukan status ASN"),
        ("Kota Serang", "PNS", "198601012010081909", "3673.1.07", "", "", "konflik-dalam-berkas", CLASH),
    )  # fmt: skip
    for number, (book, sheet, nip, unit, column, value, code, note) in enumerate(cases):
        table = garden.table(f"pegawai/Data Utama {book}.xlsx", sheet)
        row = siasn_row(world, *_invented(99000 + number, nip, sheet, unit))
        table.rows.insert(min(3 + 4 * number, len(table.rows)), row)
        garden.touched.add(id(row))
        if column:
            row[table.header.index(column)] = value
        if code:
            note_wart(garden, table, row, column, code, note)
        if code == "konflik-dalam-berkas":
            other = add_after(garden, table, row, **{"GOL AKHIR NAMA": "IV/a"})
            note_wart(garden, table, other, column, code, note)


def _recap(garden: Garden, root: str, period: str, number: int) -> Table:
    return garden.table(f"skp/{SLUGS[root]}/{period}/Rekap Penilaian ({number:02d}).xlsx", "Rekap Penilaian")


def plant_appraisals(garden: Garden, world: World) -> None:
    """Plant warts in the newest recaps and in an older template file."""
    newest, before = f"{world.years[1]}-TW2", f"{world.years[1]}-TW1"
    _plant_nips(garden, newest, before)
    _plant_labels(garden, newest)
    _plant_twice(garden, newest)
    source = _recap(garden, "3673", newest, 2).path
    note_refusal(garden, source.replace("(02)", "(09)"), f"Salinan dari {source}")
    path = f"skp/{SLUGS['3673']}/skp_{world.years[0]}-{world.years[1] - 1}.csv"
    if garden.has(path):
        _plant_older(garden, garden.table(path), world.years[1] - 1)


def resubmitted(garden: Garden) -> dict[str, str]:
    """Return the copies that are handed in again under another name: copy → original."""
    return {w.path: w.note.removeprefix("Salinan dari ") for w in garden.warts if w.code == "sudah-dimuat"}


def _plant_nips(garden: Garden, newest: str, before: str) -> None:
    health = _recap(garden, "6171", newest, 1)
    for _ in range(2):
        row = pick(garden, health)
        change(garden, health, row, "NIP", int(str(row[1])), "nip-rusak-excel", "NIP tersimpan sebagai angka")
    row = pick(garden, health)
    nip = str(row[1])
    spaced = f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
    change(garden, health, row, "NIP", spaced, "spasi-nip-dibuang", "NIP ditulis dengan spasi")
    early = _recap(garden, "6171", before, 2)
    row = pick(garden, early)
    change(garden, early, row, "NIP", str(row[1])[:-1], "nip-tidak-sah", "NIP 17 angka")
    other = _recap(garden, "3673", newest, 3)
    row = add_after(garden, other, pick(garden, other), NIP="199101012015041999", Nama="Sintetis Azalea 99099")
    note_wart(garden, other, row, "NIP", "pegawai-tidak-dikenal", "NIP tidak ada pada data pegawai")
    place = len(other.rows) // 2
    add(garden, other, list[Cell](RECAP_HEADER), "", "judul-ulang", "Judul kolom terulang di tengah", place)


def _plant_labels(garden: Garden, newest: str) -> None:
    school = _recap(garden, "6171", newest, 3)
    predicate, result = RECAP_HEADER[6], RECAP_HEADER[4]
    above, expected = "Di Atas Ekspektasi", "Sesuai Ekspektasi"
    both = {result: above, RECAP_HEADER[5]: above}
    usual = {result: expected, RECAP_HEADER[5]: expected}
    row = pick(garden, school, **both)
    change(garden, school, row, predicate, "Istimewa", "istimewa-perorangan", "Istimewa hanya untuk organisasi")
    row = pick(garden, school, **usual)
    change(garden, school, row, predicate, "", "wajib-kosong", "Predikat kosong")
    group = _recap(garden, "6171", newest, 4)
    row = pick(garden, group, **usual)
    change(garden, group, row, predicate, "Memuaskan", "label-tidak-dikenal", "Predikat di luar daftar")
    row = pick(garden, group, **both)
    words = "Predikat resmi berbeda dari matriks; tetap dipakai"
    change(garden, group, row, predicate, "Baik", "predikat-beda-matriks", words)
    other = _recap(garden, "3673", newest, 1)
    row = pick(garden, other, **usual)
    change(garden, other, row, predicate, "Sangat Baik", "predikat-beda-matriks", words)
    row = pick(garden, other, **usual)
    change(garden, other, row, result, "Luar Biasa", "label-tidak-dikenal", "Rating di luar daftar")


def _plant_twice(garden: Garden, newest: str) -> None:
    usual = {RECAP_HEADER[6]: "Baik", RECAP_HEADER[4]: "Sesuai Ekspektasi", RECAP_HEADER[5]: "Sesuai Ekspektasi"}
    best: dict[str, Cell] = {RECAP_HEADER[6]: "Sangat Baik"}
    best |= dict.fromkeys(RECAP_HEADER[4:6], "Di Atas Ekspektasi")
    office = _recap(garden, "6171", newest, 2)
    copy = add_after(garden, office, pick(garden, office), No=len(office.rows) + 1)
    note_wart(garden, office, copy, "", "duplikat", "Pegawai sama dua kali dengan nilai sama")
    words = "Pegawai dan periode sama, predikat berbeda dalam satu berkas"
    row = pick(garden, office, **usual)
    note_wart(garden, office, row, "", "konflik-dalam-berkas", words)
    copy = add_after(garden, office, row, No=len(office.rows) + 1, **best)
    note_wart(garden, office, copy, "", "konflik-dalam-berkas", words)
    first, second = _recap(garden, "6171", newest, 3), _recap(garden, "6171", newest, 4)
    words = "Dinilai berbeda oleh dua unit penilai"
    row = pick(garden, first, **usual)
    note_wart(garden, first, row, "", "konflik-antar-sumber", words)
    other = [*row[:4], *(best[key] for key in RECAP_HEADER[4:])]
    add(garden, second, other, "", "konflik-antar-sumber", words, 8)
    third = _recap(garden, "6171", newest, 5)
    row = pick(garden, second, **usual)
    add(garden, third, list(row), "", "duplikat", "Sudah dimuat dari berkas unit penilai lain dengan nilai sama", 6)


def _plant_older(garden: Garden, table: Table, year: int) -> None:
    row = pick(garden, table, periode=f"{year}-TW2")
    change(garden, table, row, "nip", f"'{row[0]}", "apostrof-dibuang", "Apostrof di depan NIP")
    row = pick(garden, table, periode=f"{year}-TW3")
    change(garden, table, row, "periode", f"TW V {year}", "periode-tidak-sah", "Tidak ada triwulan V")
    row = pick(garden, table, periode=f"{year}-TW4", predikat="Baik")
    place = TEMPLATE_HEADER[4]
    change(garden, table, row, place, "Baik ", "spasi-dirapikan", "Spasi di akhir predikat")
