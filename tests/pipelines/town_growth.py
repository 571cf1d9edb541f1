"""How people of a generated town were seen and what they learnt: 360 feedback, and newcomers at the edges of rules."""

import datetime as dt
from collections.abc import Sequence
from random import Random

ASPECTS = ("berorientasi pelayanan", "akuntabel", "kompeten", "harmonis", "loyal", "adaptif", "kolaboratif")
EDGES = (9, 8.9995, 8.99, 7.6, 7.595, 7.59, 6.1, 6.0949, 6.09, 0, 10)
JOBS = (
    ("Kepala Seksi", "struktural", "pengawas"), ("Camat", "struktural", "administrator"),
    ("Analis Ahli Muda", "fungsional", ""),
    ("Arsiparis Ahli Pertama", "fungsional", "ahli pertama"), ("Pengadministrasi", "pelaksana", "pelaksana"),
)  # fmt: skip
STANDARD = ("jabatan", "jenjang", "kompetensi", "jenis", "level")
STANDARDS = (
    ("", "pelaksana", "Bahasa Isyarat", "teknis", 2), ("Kepala Seksi", "", "Berkuda", "teknis", 3),
    ("", "ahli pertama", "Kerjasama", "manajerial", 1), ("", "ahli pertama", "Kerja-sama", "manajerial", 5),
)  # fmt: skip
"""A competency of one tier, one of one job that others were assessed in too, and one spelt in two ways."""
STATUSES = ("pns", "pns", "pppk", "pppk_paruh_waktu", "")
Row = dict[str, object]


def grown(seed: int, people: Sequence[str]) -> dict[str, list[Row]]:
    """Return feedback on everyone, and newcomers with posts, courses and assessments, by kind."""
    newcomers = [f"1995010120150110{number:02d}" for number in range(40)]
    rng = Random(f"{seed}/newcomers")
    return {
        "umpan_balik": _feedback(Random(f"{seed}/umpan_balik"), [*people, newcomers[0], "199912312025012999"]),
        "pegawai": [row for nip in newcomers for row in _post(rng, nip)],
        "riwayat_pelatihan": [row for nip in newcomers for row in _courses(rng, nip)],
        "asesmen_kompetensi": [row for nip in newcomers for row in _assessments(rng, nip)],
        "standar_kompetensi": [dict(zip(STANDARD, values, strict=True)) for values in STANDARDS],
    }


def _feedback(rng: Random, people: Sequence[str]) -> list[Row]:
    """Return ratings of some people: enough raters, too few, sources and aspects that are missing, even scores."""
    rows = []
    for nip in people:
        for period in ("2025", "2026-S1"):
            if rng.random() < 0.4:
                continue
            counts = {"atasan": 1, "rekan": rng.choice((3, 3, 3, 4, 7)), "bawahan": rng.choice((0, 2, 3, 3, 3, 5))}
            counts |= {"diri": rng.choice((0, 1)), "masyarakat": rng.choice((0, 2, 3))}
            if rng.random() < 0.2:
                counts[rng.choice(("atasan", "rekan", "bawahan"))] = rng.choice((0, 0, 1, 2))
            even, scale = rng.choice((None, *EDGES)), rng.choice((10, 10, 5, 100, 3))
            skipped = rng.choice(ASPECTS) if rng.random() < 0.15 else None
            for aspect in ASPECTS:
                part = {"diri": 1} if aspect == skipped and rng.random() < 0.5 else {} if aspect == skipped else counts
                rows += [
                    {"nip": nip, "periode": period, "aspek": aspect} | rating
                    for rating in _ratings(rng, part, even if scale == 10 else None, scale)
                ]
    return rows


def _ratings(rng: Random, counts: dict[str, int], even: float | None, scale: int) -> list[Row]:
    rows: list[Row] = []
    for source, count in counts.items():
        if rng.random() < 0.02:
            continue
        for number in range(count):
            ident = "" if number == 0 and rng.random() < 0.2 else f"R{number}"
            row: Row = {"sumber": source, "id_penilai": ident, "skala_maks": scale}
            rows.append({**row, "nilai": rng.randrange(scale // 2, scale + 1) if even is None else even})
    return rows


def _post(rng: Random, nip: str) -> list[Row]:
    """Return a post held for long, left, or followed by another under another status, before and after the build."""
    title, kind, tier = rng.choice(JOBS)
    row: Row = {"nip": nip, "nama": f"Sintetis {nip[-2:]}", "jabatan": title, "jenis_jabatan": kind, "jenjang": tier}
    row |= {"kode_unit": rng.choice(("9", "9.1", "9.1", "1.2")), "status_pegawai": rng.choice(STATUSES)}
    row |= {"mulai": "2015-01-01", "selesai": ""}
    draw = rng.random()
    if draw < 0.1:
        row["selesai"] = rng.choice(("2025-06-30", "2026-09-30"))
    elif draw < 0.5:
        last, day, end = rng.choice((("2024-06-30", "2024-07-01", "2025-06-30"), ("2026-09-30", "2026-10-01", "")))
        later = {**row, "mulai": day, "selesai": end, "kode_unit": rng.choice(("9", "1.1")), "status_pegawai": "pppk"}
        return [{**row, "selesai": last}, later]
    return [row]


def _courses(rng: Random, nip: str) -> list[Row]:
    """Return courses of years before and after the rights began, on one row of two sheets, and told twice."""
    rows: list[Row] = []
    for year in (2016, 2018, 2021, 2023, 2025, 2026):
        if rng.random() < 0.5:
            continue
        jp = rng.choice((20, 19.99, 24, 23.99, 12.345, 400))
        row: Row = {"nip": nip, "nama_pelatihan": f"Kursus {year}", "kode_pelatihan": "", "jp": jp}
        first = {**row, "selesai": dt.date(year, rng.choice((1, 6)), 1), "nomor_sertifikat": f"C{year}"}
        again = {**first, "nama_pelatihan": "Sama", "selesai": dt.date(min(year + 1, 2026), 1, 2)}
        rows += rng.choice(([first], [first], [first, again], []))
        if rng.random() < 0.3:
            row |= {"jp": 500, "selesai": dt.date(year, 2, 2), "row_number": int(nip[-2:]) * 10000 + year}
            rows += [{**row, "nama_pelatihan": name, "sheet_name": name} for name in ("X", "Y")]
    return rows


def _assessments(rng: Random, nip: str) -> list[Row]:
    """Return levels that fell, and evidence that is as old as it may be or a day older."""
    rows: list[Row] = []
    for name in ("Integritas", "Kerjasama", "Menyelam", "Berkuda"):
        row: Row = {"nip": nip, "kompetensi": name, "tujuan_asesmen": "pemetaan"}
        last = rng.choice((dt.date(2023, 7, 20), dt.date(2023, 7, 21), dt.date(2026, 7, 20), dt.date(2026, 7, 21)))
        rows.append({**row, "level": 3, "tanggal": "2021-03-01"})
        rows.append({**row, "level": 2 if name == "Integritas" else rng.choice((2.5, 3, 3.5)), "tanggal": last})
    return rows if rng.random() < 0.8 else rows[:1]
