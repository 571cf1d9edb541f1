"""More of a generated town: two trees wide enough to compare their units, with cases, answers and results of each."""

import datetime as dt
from random import Random

import small_store

Row = dict[str, object]

STAFF = {
    "8.1": 24, "8.2": 25, "8.3": 5, "8.4": 7, "8.5": 4, "8.6": 0, "8.7": 31, "8.8": 9, "8.9": 6, "8.1.1": 3, "8.1.2": 8,
    "6.1": 99, "6.2": 100, "6.3": 12, "6.4": 24, "6.5": 27, "6.6": 40,
}  # fmt: skip
"""Definitive posts of every unit itself: on both sides of each size class, none at all, too few to compare."""
KINDS = ("dinas", "Dinas", " dinas ")
TIMES = ("", " 00:00", " 09:30", " 16:00", " 16:01")


def added(seed: int) -> dict[str, list[Row]]:
    """Return rows by kind, the same for the same seed."""
    codes = list(STAFF)
    units: list[Row] = [{"kode_unit": top, "nama_unit": top, "jenis_unit": "kota"} for top in ("8", "6")]
    for number, code in enumerate(codes):
        above = code.rsplit(".", 1)[0]
        kind = "" if code == "8.9" else "bidang" if above == "8.1" else KINDS[number % 3]
        units.append({"kode_unit": code, "nama_unit": code, "kode_induk": above, "jenis_unit": kind})
    iku, results = indicators(Random(f"{seed}/peers/iku"), codes)
    people = posts(codes)
    return {
        "unit": units, "iku": iku, "capaian_iku": results, "pegawai": people,
        "skp": appraisals(Random(f"{seed}/peers/skp"), people), "skm": answers(Random(f"{seed}/peers/skm"), codes),
        "layanan": cases(Random(f"{seed}/peers/layanan"), codes),
    }  # fmt: skip


def indicators(rng: Random, codes: list[str]) -> tuple[list[Row], list[Row]]:
    """Return indicators of units that are alike, differ or stand out; a quarter in which all go beyond the cap."""
    iku, results = [], []
    apart = rng.choice((0, 0.05, 0.3))
    for code in codes:
        level = 1 + rng.gauss(0, apart)
        for number in range(rng.choice((4, 5, 6, 9))):
            for year in (2025, 2026):
                promise = {"kode_iku": f"P{number}", "nama_iku": "P", "kode_unit": code, "tahun": year, "satuan": "x"}
                iku.append({**promise, "polaritas": "maximize", "konsolidasi": "last", "target_tahunan": 100})
                if (number, year) == (0, 2026):
                    iku.append({**iku[-1], "tahun": 2027})
                for quarter in (1, 2, 3, 4) if year == 2025 else (1, 2):
                    actual = round(100 * max(0, rng.gauss(level, 0.05)), 2)
                    if (year, quarter) == (2025, 4):
                        actual = 130
                    if (year, quarter) == (2025, 3):
                        actual = 99 + rng.randrange(2)
                    if code == "6.3" and quarter == 1:
                        actual = rng.choice((20, 300))
                    row = {"kode_iku": f"P{number}", "kode_unit": code, "periode": f"{year}-TW{quarter}"}
                    results.append({**row, "target": 100, "realisasi": actual})
    for row, filled in (edge(rng, polarity) for polarity in ("maximize", "minimize", "range")):
        iku += row
        results += filled
    return iku, results


def edge(rng: Random, polarity: str) -> tuple[list[Row], list[Row]]:
    """Return an indicator with a history whose last year ends exactly on its target or bound."""
    promises, results = [], []
    bounds = {"batas_bawah": 90, "batas_atas": 100} if polarity == "range" else {"target_tahunan": 100}
    for year in (2022, 2023, 2024, 2025):
        row: Row = {"kode_iku": f"E-{polarity}", "kode_unit": "8.4", "tahun": year, "nama_iku": "E", "satuan": "x"}
        promises.append({**row, "polaritas": polarity, "konsolidasi": "last", **bounds})
        for quarter in (1, 2, 3, 4):
            actual = 100 if (year, quarter) == (2025, 4) else round(rng.gauss(99, 3), 2)
            filled = {"kode_iku": f"E-{polarity}", "kode_unit": "8.4", "periode": f"{year}-TW{quarter}"}
            results.append({**filled, "target": "" if polarity == "range" else 100, "realisasi": actual})
    return promises, results


def posts(codes: list[str]) -> list[Row]:
    """Return everyone's post; the last one of every larger unit moves to the next unit in the middle of 2026."""
    rows: list[Row] = []
    for place, code in enumerate(codes):
        for number in range(STAFF[code]):
            nip = f"19{50 + place}01012005011{number:03d}"
            row: Row = {"nip": nip, "nama": "Sintetis", "kode_unit": code, "jabatan": "Staf", "mulai": "2020-01-01"}
            if number == 23 and STAFF[code] in (25, 100):
                rows.append({**row, "selesai": "2026-04-30"})
                row |= {"mulai": "2026-05-01", "kode_unit": codes[place - 1]}
            rows.append(row)
    return rows


def appraisals(rng: Random, people: list[Row]) -> list[Row]:
    """Return appraisals: a usual share of everyone in each unit, all of them, or none."""
    rows = []
    for period in ("2025", "2026-TW1", "2026-TW2"):
        usual = 1.0 if period == "2025" else rng.choice((0.4, 0.8, 0.8))
        share = {**dict.fromkeys(STAFF, usual), "6.2": rng.choice((0, usual)), "8.7": rng.choice((usual, 1))}
        rated = {str(row["nip"]): str(row["kode_unit"]) for row in people}
        for nip, code in rated.items():
            if rng.random() < share[code]:
                predicate = rng.choice(("very_good", "good"))
                row = {"nip": nip, "periode": period, "predikat": predicate, "rating_hasil": "above"}
                rows.append({**row, "rating_perilaku": "above" if predicate == "very_good" else "expected"})
    return rows


def answers(rng: Random, codes: list[str]) -> list[Row]:
    """Return answers of citizens on both sides of the fewest, in some units better than in others."""
    rows = []
    for code in codes:
        level = (4,) if code == "8.2" else rng.choice(((2, 3, 4), (2, 3, 4), (1, 2, 3, 4)))
        for number in range(rng.choice((0, 29, 30, 31, 50, 50))):
            row: Row = {"kode_unit": code, "layanan": "KTP", "id_responden": f"{code}-{number}"}
            row["tanggal"] = dt.date(2026, rng.choice((4, 5)), rng.randrange(1, 28))
            row |= {name: rng.choice(level) if rng.random() < 0.95 else "" for name in small_store.ELEMENTS.split(",")}
            rows.append(row)
    return rows


def cases(rng: Random, codes: list[str]) -> list[Row]:
    """Return cases of every kind: on the deadline's day and minute, open, withdrawn, impossible, complaints."""
    rows = []
    for code in codes:
        late = 0.9 if code == "8.3" else rng.choice((0.1, 0.1, 0.2))
        for number in range(rng.choice((0, 20, 40, 60, 60, 80))):
            came = dt.date(2026, rng.choice((5, 5, 6)), rng.randrange(1, 28))
            due = came + dt.timedelta(days=rng.choice((0, 3, 3, 10)) if rng.random() < 0.97 else -1)
            ended = due + dt.timedelta(days=rng.choice((1, 5)) if rng.random() < late else rng.choice((-1, 0, 0)))
            status = rng.choice(("selesai",) * 8 + ("ditolak", "proses", "dicabut"))
            name = rng.choice(("KTP", "KTP", "KK", "Pengaduan jalan"))
            row: Row = {"kode_unit": code, "layanan": name, "nomor": f"{code}-{number}", "status": status}
            row["waktu_masuk"] = f"{came}{rng.choice(TIMES)}"
            row["batas_waktu"] = f"{due}{rng.choice(TIMES)}" if rng.random() < 0.95 else ""
            is_known = (status != "proses") is (rng.random() < 0.97)
            row["waktu_selesai"] = f"{ended}{rng.choice(TIMES)}" if is_known else ""
            rows.append(row)
    return rows
