"""Towns of any seed as rows of a store: values on the edges of every rule, gaps, zeros, moves and double rows."""

import csv
import datetime as dt
import io
from collections.abc import Sequence
from random import Random

import small_store
import towns_history
import towns_peers
import towns_people
from town_growth import grown
from town_services import served

UNITS = (
    ("1", "", "", ""), ("1.1", "1", "", ""), ("1.1.1", "1.1", "", ""), ("1.1.2", "1.1", "", ""), ("1.2", "1", "", ""),
    ("1.3", "1", "2025-04-01", ""), ("1.4", "1", "2023-01-01", "2025-05-15"), ("1.5", "1", "", ""),
    ("1.6", "1", "", ""),
    ("9", "", "", ""), ("9.1", "9", "", ""), ("7", "unknown", "", ""),
)  # fmt: skip
"""Code, parent, first and last day: two trees, a unit that came, one that closed, one whose parent nobody knows."""
YEARS = (2023, 2024, 2025, 2026)
PERIODS = {
    "year": [""], "semester": ["-S1", "-S2"], "quarter": [f"-TW{n}" for n in range(1, 5)],
    "month": [f"-{n:02d}" for n in range(1, 13)],
}  # fmt: skip
EDGES = (
    0,
    0.5,
    0.65,
    0.650049,
    0.75,
    0.75005,
    0.7999,
    0.79995,
    0.8,
    0.9,
    0.90005,
    0.99995,
    1,
    1.00004,
    1.00005,
    1.2,
    1.3,
    2.1,
)
RATINGS = ("above", "expected", "below")
PREDICATES = ("very_good", "good", "needs_improvement", "poor", "very_poor")
TITLES = (
    ("Kepala Dinas", "struktural", "jpt pratama"), ("Kepala Bidang Umum", "struktural", ""),
    ("Analis Ahli Muda", "", ""),
    ("Arsiparis Ahli Pertama", "fungsional", "ahli pertama"), ("Arsiparis Terampil", "fungsional", ""),
    ("Pengadministrasi", "pelaksana", ""), ("Penyuluh", "fungsional", ""),
    ("Dokter Ahli Utama", "fungsional", "ahli utama"),
)  # fmt: skip
COMPETENCIES = ("Integritas", "Kerja Sama", "Kerjasama", "Pelayanan Publik", "Orientasi pada Hasil", "Menyelam")
Row = dict[str, object]


def text(rows: Sequence[Row]) -> str:
    """Return rows as CSV text, with every column that any of them has."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def town(seed: int) -> dict[str, str]:
    """Return the rows of a town by kind of export, the same for the same seed."""
    rng = Random(seed)
    units = [
        {"kode_unit": code, "nama_unit": f"Unit {code}", "kode_induk": up, "mulai": a, "selesai": b}
        for code, up, a, b in UNITS
    ]
    iku, results = indicators(rng)
    people = [f"{1970 + n % 30}0101{2005 + n % 15}01{1 + n % 2}{n:03d}" for n in range(1, 71)]
    kinds = {
        "unit": units, "iku": iku, "capaian_iku": results, "anggaran": budgets(rng), "pegawai": posts(rng, people),
        "skp": appraisals(rng, people), "rhk": plans(rng, people), "predikat_organisasi": organisations(rng),
        "skm": answers(rng), "talenta": boxes(rng, people), **learning(rng, people),
        "skp_lama": old_appraisals(rng, people),
    }  # fmt: skip
    everywhere = served(seed, [code for code, *_ in UNITS])
    for more in (everywhere, grown(seed, people), towns_peers.added(seed), towns_people.more(seed, people)):
        for kind, rows in more.items():
            kinds[kind] = [*kinds.get(kind, []), *rows]
    kinds |= towns_history.told(Random(f"{seed}/history"), kinds)
    return {kind: text(rows) for kind, rows in kinds.items() if rows}


def indicators(rng: Random) -> tuple[list[Row], list[Row]]:
    """Return promises and results: every polarity and way of adding up, with and without weights and bounds."""
    iku, results = [], []
    for unit, *_ in UNITS:
        weights = rng.choice(("none", "some", "all"))
        for number in range(rng.randrange(2, 5)):
            shape = {
                "polaritas": rng.choice(("maximize", "maximize", "minimize", "stabilize", "range")),
                "konsolidasi": rng.choice(("sum", "average", "last")),
                "musiman": rng.choice(("", "", "true")),
            }
            kind = rng.choice(("quarter", "quarter", "quarter", "month", "semester", "year"))
            has_bounds = shape["polaritas"] == "range" or rng.random() < 0.15
            is_graded = not has_bounds and rng.random() < 0.15
            base, noise = rng.choice((100, 40, 0.3, 12345.67)), rng.choice((0.02, 0.2))
            for year in YEARS:
                low, high = (base * 0.9, base * 1.1) if has_bounds and rng.random() < 0.95 else ("", "")
                row: Row = {
                    "kode_iku": f"I{number}", "nama_iku": f"IKU {number}", "kode_unit": unit, "tahun": year,
                    "satuan": "x",
                    "batas_bawah": low, "batas_atas": high, **shape, "bobot": "", "target_tahunan": "",
                }  # fmt: skip
                if weights == "all" or (weights == "some" and rng.random() < 0.6):
                    row["bobot"] = rng.choice((10, 12.5, 33.333, 0))
                if is_graded:
                    row["target_tahunan_label"] = rng.choice(("WTP", "BB"))
                elif rng.random() < 0.8:
                    row["target_tahunan"] = base * (4 if shape["konsolidasi"] == "sum" and kind == "quarter" else 1)
                iku.append(row)
                results += _results(rng, row, kind, base, noise, is_graded)
    return iku, results


def _results(rng: Random, promise: Row, kind: str, base: float, noise: float, is_graded: bool) -> list[Row]:
    rows, year = [], promise["tahun"]
    suffixes = PERIODS[kind] if year != 2026 else PERIODS[kind][: (len(PERIODS[kind]) + 1) // 2]
    has_targets, trend = rng.random() < 0.75, rng.choice((0, 0, 0.1))
    for suffix in suffixes:
        has_closed = promise["kode_unit"] == "1.4" and f"{year}{suffix}" > "2025-TW1"
        if rng.random() < 0.05 or has_closed:
            continue
        row: Row = {"kode_iku": promise["kode_iku"], "kode_unit": promise["kode_unit"], "periode": f"{year}{suffix}"}
        row |= {"target": "", "realisasi": "", "status_data": rng.choice(("sementara", "final"))}
        if is_graded:
            row |= {
                "target_label": rng.choice(("WTP", "A", "B")),
                "realisasi_label": rng.choice(("WTP", "WDP", "BB", "")),
            }
        else:
            target = rng.choice((0, -5)) if rng.random() < 0.05 else base
            row["target"] = target if has_targets and rng.random() < 0.95 else ""
            part = rng.choice(EDGES) if rng.random() < 0.25 else rng.gauss(1, noise) + trend * len(rows)
            row["realisasi"] = "" if rng.random() < 0.07 else round(base * part, 6)
            if target <= 0:
                row["realisasi"] = rng.choice((target, target - 1, target + 1))
        rows.append(row)
    if kind == "quarter" and rng.random() < 0.1:
        rows.append({**rows[0], "periode": f"{year}"} if rows else {})
    return [row for row in rows if row]


def budgets(rng: Random) -> list[Row]:
    rows = []
    for unit, *_ in UNITS:
        for suffix in ("2024", "2025", "2025-TW4", "2026-TW1"):
            programmes = rng.choice(([""], ["A", "B"], ["", "A"], []))
            for name in programmes:
                money = rng.choice((0, 1_000_000, 1_234_567.89))
                spent = round(money * rng.choice((0, 0.5, 0.95, 0.94994, 0.95006, 1.05)), 2)
                rows.append({"kode_unit": unit, "periode": suffix, "program": name, "pagu": money, "realisasi": spent})
    return rows


def posts(rng: Random, people: Sequence[str]) -> list[Row]:
    """Return posts: most people keep one, some move or climb within a year, some act elsewhere or have left."""
    rows = []
    for nip in people:
        unit = rng.choice(UNITS)[0]
        title, kind, tier = rng.choice(TITLES)
        row: Row = {
            "nip": nip,
            "nama": f"Sintetis {nip[-3:]}",
            "kode_unit": unit,
            "jabatan": title,
            "jenis_jabatan": kind,
        }
        row |= {"jenjang": tier, "status_pegawai": rng.choice(("pns", "pppk")), "mulai": "2020-01-01", "selesai": ""}
        draw = rng.random()
        if draw < 0.25:
            day = dt.date(2025, rng.randrange(2, 12), rng.choice((1, 15)))
            rows.append({**row, "selesai": day - dt.timedelta(days=1)})
            title, kind, tier = rng.choice(TITLES)
            row |= {
                "mulai": day,
                "jabatan": title,
                "jenis_jabatan": kind,
                "jenjang": tier,
                "kode_unit": rng.choice(UNITS)[0],
            }
        elif draw < 0.35:
            rows.append({**row, "kode_unit": rng.choice(UNITS)[0], "penugasan": rng.choice(("plt", "plh", "pj"))})
        elif draw < 0.4:
            row["selesai"] = "2026-02-28"
        elif draw < 0.45:
            row["mulai"] = ""
        rows.append(row)
    return rows


def appraisals(rng: Random, people: Sequence[str]) -> list[Row]:
    """Return appraisals of years, quarters and months, a few against the matrix, by persons, offices and nobody."""
    rows = []
    usual = rng.choice(((0.1, 0.8), (0.5, 0.4)))
    for period in (
        "2024",
        "2025",
        *(f"2025{s}" for s in PERIODS["quarter"]),
        "2026-TW1",
        "2026-TW2",
        "2026-05",
        "2026-06",
    ):
        for nip in people:
            if rng.random() < 0.15:
                continue
            draw = rng.random()
            predicate = (
                PREDICATES[0] if draw < usual[0] else PREDICATES[1] if draw < sum(usual) else rng.choice(PREDICATES)
            )
            row: Row = {"nip": nip, "periode": period, "predikat": predicate}
            row |= {"rating_hasil": rng.choice(RATINGS), "rating_perilaku": rng.choice(RATINGS)}
            row["nip_penilai"] = rng.choice(people[:5]) if rng.random() < 0.7 else ""
            row["source"] = rng.choice(("Templat: skp", "Rekap · Sekretariat", "Rekap · Bidang"))
            row["kode_unit"] = rng.choice(UNITS)[0] if rng.random() < 0.1 else ""
            rows.append(row)
    few = {"periode": "2026-04", "predikat": "good", "rating_hasil": "expected", "rating_perilaku": "expected"}
    return rows + [{"nip": nip, "kode_unit": "1.1", **few} for nip in people[:3]]


def plans(rng: Random, people: Sequence[str]) -> list[Row]:
    share = rng.choice((0.3, 0.8))
    return [
        {"nip": nip, "periode": rng.choice(("2025", "2026-S1", "2026-TW2")), "rhk": "Kerja", "aspek": "kuantitas"}
        | {"indikator": "n", "target": "2 dokumen", "realisasi": "2"}
        for nip in people
        if rng.random() < share
    ]


def organisations(rng: Random) -> list[Row]:
    names = ("excellent", "good", "needs_improvement", "poor", "very_poor")
    return [
        {"kode_unit": unit, "periode": period, "predikat": rng.choice(names)}
        for unit, *_ in UNITS
        for period in ("2024", "2025", "2025-TW1", "2026-TW1", "2026-TW2")
        if rng.random() < 0.8
    ]


def answers(rng: Random) -> list[Row]:
    """Return answers of citizens: enough and too few of them, unanswered elements, all of one mind in one place."""
    rows = []
    for unit, *_ in UNITS:
        level = rng.choice(((3, 4), (2, 3, 3, 4), (1, 2, 3, 4), (3,)))
        for number in range(rng.choice((0, 1, 20, 45, 60))):
            row: Row = {"kode_unit": unit, "layanan": rng.choice(("KTP", "KK")), "id_responden": f"{unit}-{number}"}
            row["tanggal"] = dt.date(rng.choice((2025, 2026, 2026)), rng.randrange(1, 7), rng.randrange(1, 28))
            row |= {name: rng.choice(level) if rng.random() < 0.97 else "" for name in small_store.ELEMENTS.split(",")}
            rows.append(row)
    return rows


def boxes(rng: Random, people: Sequence[str]) -> list[Row]:
    return [
        {
            "nip": nip,
            "tahun": year,
            "potensi": rng.choice(("rendah", "menengah", "tinggi")),
            "kinerja": rng.choice(RATINGS),
        }
        | {"kotak": rng.choice(("", *range(1, 10)))}
        for nip in people
        for year in (2024, 2025)
        if rng.random() < 0.5
    ]


def old_appraisals(rng: Random, people: Sequence[str]) -> list[Row]:
    """Return SKP of 2019 to 2021; final scores are often one of the two ways to weigh, or next to it."""
    rows = []
    for nip in people:
        for year in (2019, 2020, 2021):
            skp, behaviour = rng.choice(("", rng.randrange(4000, 12100))), rng.choice(("", rng.randrange(5000, 12000)))
            value = rng.choice(("", rng.randrange(4000, 12100)))
            if skp and behaviour and rng.random() < 0.6:
                part = rng.choice((70, 60))
                value = (skp * part + behaviour * (100 - part)) // 100 + rng.choice((-2, -1, 0, 0, 1, 2))
            scores = ("" if score == "" else score / 100 for score in (skp, behaviour, value))
            row = dict(zip(("nilai_skp", "nilai_perilaku", "nilai_akhir"), scores, strict=True))
            rows.append(
                {"nip": nip, "tahun": year, **row, "peraturan": rng.choice(("", "", "pp_46_2011", "pp_30_2019"))}
            )
    return rows


def learning(rng: Random, people: Sequence[str]) -> dict[str, list[Row]]:
    """Return standards, two rounds of assessments, a catalogue and courses taken in between."""
    tiers = ("jpt pratama", "ahli pertama", "ahli muda", "pelaksana")
    standards = [
        {"jabatan": "", "jenjang": tier, "kompetensi": name, "jenis": "manajerial", "level": rng.randrange(1, 5)}
        for tier in tiers
        for name in COMPETENCIES[:2]
    ]
    standards.append(
        {"jabatan": "Penyuluh", "jenjang": "", "kompetensi": "Integritas", "jenis": "manajerial", "level": 4}
    )
    assessments: list[Row] = []
    taken: list[Row] = []
    for nip in people:
        for name in COMPETENCIES:
            if rng.random() < 0.3:
                continue
            first = {
                "nip": nip,
                "kompetensi": name,
                "level": rng.choice((1, 2, 2, 3)),
                "tanggal": f"{rng.choice((2022, 2024))}-03-01",
            }
            first["tujuan_asesmen"] = rng.choice(("pemetaan", "pemetaan", "seleksi", ""))
            assessments.append(first)
            if rng.random() < 0.8:
                level = min(5, first["level"] + rng.choice((0, 0, 0.5, 1)))
                day = rng.choice(("2026-02-01", "2026-08-01"))
                assessments.append({**first, "level": level, "tanggal": day})
        for _ in range(rng.randrange(3)):
            row: Row = {
                "nip": nip,
                "nama_pelatihan": " Kursus A ",
                "kode_pelatihan": rng.choice(("P1", "P2", "P3", "")),
            }
            row |= {
                "selesai": rng.choice(("2025-05-05", "2025-12-31", "2026-01-10")),
                "jp": rng.choice((8, 19.5, 20, 24)),
            }
            row["nomor_sertifikat"] = rng.choice(("", f"S{rng.randrange(3)}"))
            if rng.random() < 0.6:
                row |= {"nilai_awal": rng.choice((40, 55.5, 70)), "nilai_akhir": rng.choice((60, 70, ""))}
            taken.append(row)
    course = {"level_dari": 1, "level_ke": 3, "jp": 20, "biaya_per_peserta": 1, "kapasitas": 30}
    catalogue = [
        {"kode_pelatihan": code, "nama": code, "kompetensi": name, **course}
        for code, name in (("P1", "Integritas"), ("P2", "Kerjasama"))
    ]
    kinds = {"standar_kompetensi": standards, "asesmen_kompetensi": assessments, "katalog_pelatihan": catalogue}
    return {**kinds, "riwayat_pelatihan": taken}
