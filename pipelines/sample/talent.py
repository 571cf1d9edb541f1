"""Files about persons beside the SKP of today: work results, feedback, talent, index, awards, SKP before 2022."""

import datetime as dt

from pipelines.sample.indicators import Indicator
from pipelines.sample.tables import Dialect, Row, Table
from pipelines.sample.units import subject_of
from pipelines.sample.world import Employee, World

BOXES = {
    ("rendah", 1): 1, ("rendah", 2): 2, ("menengah", 1): 3, ("rendah", 3): 4, ("menengah", 2): 5, ("tinggi", 1): 6,
    ("menengah", 3): 7, ("tinggi", 2): 8, ("tinggi", 3): 9,
}  # fmt: skip
PERFORMANCE = {1: "di bawah ekspektasi", 2: "sesuai ekspektasi", 3: "di atas ekspektasi"}
VALUES = (
    "Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif",
)  # fmt: skip
RATERS = (("atasan", "R1"), ("rekan", "R2"), ("rekan", "R3"), ("rekan", "R4"), ("diri", "R5"))
WORK = (
    ("Tersusunnya laporan kinerja triwulanan", "kuantitas", "Jumlah laporan", "4 Dokumen", "Dokumen"),
    ("Terlaksananya pelayanan sesuai standar", "waktu", "Ketepatan waktu layanan", "90 - 95%", "%"),
    ("Terkelolanya arsip unit kerja", "kualitas", "Kelengkapan arsip", "100%", "%"),
)

FEEDBACK_HEADER = ["nip", "periode", "sumber", "id_penilai", "aspek", "nilai", "skala_maks"]
WORK_HEADER = ["nip", "periode", "rhk", "kode_iku", "aspek", "indikator", "target", "realisasi", "satuan"]
TALENT_HEADER = ["nip", "tahun", "potensi", "kinerja", "kotak"]
INDEX_HEADER = ["nip", "tahun", "kualifikasi", "kompetensi", "kinerja", "disiplin", "total"]
OLD_HEADER = ["nip", "tahun", "nilai_skp", "nilai_perilaku", "nilai_akhir", "peraturan"]
AWARD_HEADER = ["nip", "kode_unit", "jenis", "nama", "tanggal", "dasar"]


def talent_tables(world: World, chosen: list[Indicator]) -> list[Table]:
    """Return the six kinds about persons; only those in post today appear."""
    staff = [e for e in world.employees if e.is_present and e.posts[0].start.year < world.years[1]]
    return [
        Table("umpan_balik/umpan_balik_360.csv", FEEDBACK_HEADER, _feedback(world, staff[::40])),
        Table("rhk/rhk_pegawai.csv", WORK_HEADER, _work(world, staff[::12], chosen), dialect=Dialect(newline="\r\n")),
        Table("talenta/kotak_talenta.csv", TALENT_HEADER, _boxes(world, staff)),
        Table("ip_asn/ip_asn.csv", INDEX_HEADER, _index(world, staff), dialect=Dialect(separator=",", decimal=".")),
        Table("skp_lama/skp_2019-2021.csv", OLD_HEADER, _old(world, staff[::60])),
        Table("penghargaan/penghargaan_pembinaan.csv", AWARD_HEADER, _awards(world, staff)),
    ]


def _feedback(world: World, staff: list[Employee]) -> list[Row]:
    rows: list[Row] = []
    for employee in staff:
        rng = world.stream("umpan", employee.number)
        for source, rater in RATERS:
            kind = 0.8 if source == "diri" else 0.0
            for value in VALUES:
                score = min(10, max(3, round(7.6 + 0.6 * employee.ability + kind + rng.gauss(0, 0.8))))
                rows.append([employee.nip, f"{world.years[1]}-S1", source, rater, value, score, 10])
    return rows


def _work(world: World, staff: list[Employee], chosen: list[Indicator]) -> list[Row]:
    owned: dict[str, str] = {}
    for indicator in chosen:
        subject = subject_of(world.units, indicator.unit)
        owned.setdefault(f"{world.units[indicator.unit].root}/{subject}", indicator.code)
    rows: list[Row] = []
    for employee in staff:
        unit = world.units[employee.posts[-1].unit]
        code = owned.get(f"{unit.root}/{subject_of(world.units, unit.code)}", "")
        for text, aspect, measure, target, satuan in WORK:
            done = {"Dokumen": "2 Dokumen"}.get(satuan, f"{90 + employee.number % 9}%")
            rows.append([employee.nip, str(world.years[1]), text, code, aspect, measure, target, done, satuan])
    return rows


def _boxes(world: World, staff: list[Employee]) -> list[Row]:
    rows: list[Row] = []
    for employee in staff[::2]:
        rng = world.stream("talenta", employee.number)
        seen = 0.7 * employee.ability + 0.7 * rng.gauss(0, 1)
        potential = "tinggi" if seen > 1 else "rendah" if seen < -1 else "menengah"
        result = 3 if employee.ability > 0.9 else 1 if employee.ability < -1.9 else 2
        box = BOXES[potential, result]
        rows.append([employee.nip, str(world.years[1] - 1), potential, PERFORMANCE[result], box])
    return rows


def _index(world: World, staff: list[Employee]) -> list[Row]:
    rows: list[Row] = []
    for employee in staff:
        rng = world.stream("ip", employee.number)
        schooling = rng.choice((10, 15, 15, 20))
        skill = round(min(40.0, max(5.0, 27 + 4 * employee.ability + rng.gauss(0, 4))) * 2) / 2
        work = 30 if employee.ability > 1.2 else 15 if employee.ability < -2 else 25
        rows.append([employee.nip, str(world.years[1] - 1), schooling, skill, work, 5, schooling + skill + work + 5])
    return rows


def _old(world: World, staff: list[Employee]) -> list[Row]:
    """Return three years on the old scales of those who were civil servants then; one in five without behaviour."""
    rows: list[Row] = []
    for employee in staff:
        rng = world.stream("skp-lama", employee.number)
        is_old = employee.status == "PNS" and int(employee.nip[8:12]) < 2019
        for year in (2019, 2020, 2021) if is_old else ():
            of_30 = year == 2021
            top, share = (120, 70) if of_30 else (100, 60)
            skp = round(min(top, max(45, 92 * of_30 + 82 * (not of_30) + 9 * employee.ability + rng.gauss(0, 4))))
            manner = round(min(top, max(55, skp - 2 + rng.gauss(0, 4))))
            final = (skp * share + manner * (100 - share)) / 100
            shown = "" if rng.random() < 0.2 else manner
            rows.append([employee.nip, year, skp, shown, final, "PP 30/2019" if of_30 else "PP 46/2011"])
    return rows


def _awards(world: World, staff: list[Employee]) -> list[Row]:
    last = world.years[1]
    rows: list[Row] = []
    for number, employee in enumerate(staff[7::60]):
        is_award = employee.ability > -0.5
        day = dt.date(last, 1 + number % 7, 1 + number % 27)
        name = "Pegawai Teladan Triwulan" if is_award else "Bimbingan kinerja"
        kind = "penghargaan" if is_award else "pembinaan"
        rows.append([employee.nip, "", kind, name, day, f"Keputusan contoh nomor {number + 1}"])
    for number, code in enumerate(("6171.1.05", "3673.1.06", "147105")):
        rows.append(
            ["", code, "penghargaan", "Unit Pelayanan Terbaik", dt.date(last, 5, 2 + number), "Penilaian contoh"]
        )
    return rows
