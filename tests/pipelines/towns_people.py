"""More people of a generated town: heads, teams, streaks of predicates, awards and what people planned and reached."""

from collections.abc import Sequence
from random import Random

Row = dict[str, object]
QUARTERS = [f"{year}-TW{number}" for year in (2021, 2022, 2024, 2025, 2026) for number in range(1, 5)][:-2]
LADDER = (
    ("Kepala Dinas Kota", ""), ("Sekretaris Dinas", ""), ("Kepala Bidang A", ""), ("Kepala Seksi B", ""),
    ("Wali", "jpt madya"), ("Analis Ahli Utama", ""), ("Koordinator", "struktural"),
)  # fmt: skip
"""Titles and tiers; the last two are no structural tiers."""
NUMBERS = (
    "4 Dokumen", "3 Dokumen", "5 dokumen", "0 temuan", "2 temuan", "-5%", "80%", "84%", "90 persen", "72 persen",
    "80persen", "80 - 90%", "90 - 80%", "7 s/d 8 bulan", "9 Bulan", "10 Hari", "12 hari", "100", "100,004", "99,996",
    "0,5", "0.125", "1.250 berkas", "1 juta", "900.000", "0,9 juta", "5 ribu", "4.500 lembar", "Rp2,5 miliar",
    "Rp 1.000.000,-", "1", "≥ 90", "minimal 90", "Paling lambat 5 hari", "1 (satu) dokumen",
    "12 Dokumen Tahun 2025", "100% tepat waktu",
)  # fmt: skip
WORDS = (
    "Baik",
    "TW 1",
    "Laporan TW 1",
    "31 Desember",
    "1 Maret",
    "5 Agt 2025",
    "3 dari 4 dokumen",
    "1. Laporan bulanan",
    "3/4",
    "80 - 90 - 100",
)
DAYS = ("2025-03-31", "2025-04-01", "2025-12-31", "2026-01-01", "2026-03-31", "2026-04-01", "2026-06-30", "2026-07-01")
TEAMS, HEADED = [f"1.8.{n}" for n in range(6)], [f"1.7.{n}" for n in range(8)]


def more(seed: int, others: Sequence[str]) -> dict[str, list[Row]]:
    """Return rows by kind of export that a town of this seed has besides; `others` are the NIPs of its other people."""
    rng = Random(f"{seed}/people")
    units = [{"kode_unit": code, "nama_unit": f"Unit {code}", "kode_induk": "1"} for code in ("1.7", "1.8")]
    units += [{"kode_unit": code, "nama_unit": f"Unit {code}", "kode_induk": code[:3]} for code in (*HEADED, *TEAMS)]
    found: dict[str, list[Row]] = {"unit": units, "pegawai": [], "skp": [], "predikat_organisasi": []}
    for number, unit in enumerate(HEADED):
        _headed(rng, unit, [_nip(1, 10 * number + each) for each in range(4)], found)
    found |= {"iku": [], "capaian_iku": []}
    for number, unit in enumerate(TEAMS):
        _team(rng, unit, [_nip(2, 20 * number + each) for each in range(rng.choice((3, 19, 20)))], found)
    ours = [_nip(3, number) for number in range(24)]
    _streaks(rng, ours, found)
    _tree(rng, found["iku"], found["capaian_iku"])
    everyone = dict.fromkeys(str(row["nip"]) for row in found["pegawai"])
    found["penghargaan"] = awards(rng, [*ours, *others[:10]])
    found["rhk"] = work(rng, [*everyone, *others[::3]])
    return found


def _nip(block: int, number: int) -> str:
    return f"19{60 + number % 30}0202{2001 + number % 20}0{block}1{number:03d}"


def _post(nip: str, unit: str, title: str, **given: object) -> Row:
    row: Row = {
        "nip": nip,
        "nama": f"Sintetis {nip[-3:]}",
        "kode_unit": unit,
        "jabatan": title,
        "status_pegawai": "pns",
    }
    return {**row, "mulai": "2019-01-01", "nip_atasan": "", **given}


def _appraisal(rng: Random, nip: str, period: str, predicate: str, raters: Sequence[str]) -> Row:
    ratings = {"rating_hasil": rng.choice(("above", "expected", "below")), "rating_perilaku": "expected"}
    row: Row = {"nip": nip, "periode": period, "predikat": predicate, **ratings, "nip_penilai": rng.choice(raters)}
    return {**row, "source": rng.choice(("Templat: skp", "Rekap · Tata Usaha")), "tanggal_penilaian": rng.choice(DAYS)}


def _headed(rng: Random, unit: str, people: Sequence[str], found: dict[str, list[Row]]) -> None:
    """Add posts of one ladder, with ties, acting ones and ends, and what the unit and its people were called."""
    for nip in people[: rng.randrange(1, 5)]:
        title, tier = rng.choice(LADDER)
        ending: Row = {"selesai": rng.choice(("", "", "", "2025-12-31", "2025-12-30"))}
        ending["penugasan"] = rng.choice(("", "", "", "definitif", "plt", "pj"))
        ending |= {"jenis_jabatan": rng.choice(("struktural", "")), "jenjang": tier}
        found["pegawai"].append(_post(nip, unit, title, **ending))
        if rng.random() < 0.2:
            again = rng.choice((title, rng.choice(LADDER)[0]))
            found["pegawai"].append(_post(nip, unit, again, mulai="2025-06-01", jenjang=tier))
        for period in ("2022", "2023", "2025", "2025-TW4", "2026-TW1"):
            if rng.random() < 0.7:
                found["skp"].append(_appraisal(rng, nip, period, "good", (nip, people[0], "")))
    for period in ("2022", "2023", "2025", "2025-TW4", "2026-TW1"):
        predicate = rng.choice(("excellent", "good", "needs_improvement", "very_poor"))
        found["predikat_organisasi"].append({"kode_unit": unit, "periode": period, "predikat": predicate})


def _team(rng: Random, unit: str, people: Sequence[str], found: dict[str, list[Row]]) -> None:
    """Add a unit on the edges of the rule for teams: score, weight judged, people rated, predicate."""
    title = "Pengadministrasi"
    found["pegawai"] += [_post(nip, unit, title, nip_atasan=rng.choice(("", nip, people[0]))) for nip in people]
    weights = rng.choice(((100,), (99.996, 0.004), (99.99, 0.01), (50, 50)))
    for number, weight in enumerate(weights):
        row: Row = {"kode_iku": f"T{number}", "nama_iku": f"Tim {number}", "kode_unit": unit, "satuan": "%"}
        row |= {"polaritas": "maximize", "konsolidasi": "average", "bobot": weight}
        found["iku"] += [{**row, "tahun": year} for year in (2025, 2026)]
    for period in ("2025-TW4", "2026-TW1", "2026-TW2"):
        actuals = [rng.choice((99.99, 99.9949, 99.995, 100, 100, 100, 130)), rng.choice(("", 100, 100))]
        for number, _ in enumerate(weights):
            result: Row = {"kode_iku": f"T{number}", "kode_unit": unit, "periode": period, "target": 100}
            found["capaian_iku"].append({**result, "realisasi": actuals[number]})
        usual = rng.choice(("very_good", "good", "needs_improvement"))
        for nip in people[: len(people) - rng.choice((0, 0, 0, 1, 2))]:
            predicate = rng.choice((usual, usual, usual, "very_good", "good", "needs_improvement", "poor", "very_poor"))
            found["skp"].append(_appraisal(rng, nip, period, predicate, (people[0], people[-1], "")))
        if predicate := rng.choice(("excellent", "good", "good", "needs_improvement", "poor", "")):
            found["predikat_organisasi"].append({"kode_unit": unit, "periode": period, "predikat": predicate})


def _streaks(rng: Random, people: Sequence[str], found: dict[str, list[Row]]) -> None:
    """Add people whose predicate mostly stays, with periods left out, posts with gaps and several superiors."""
    for nip in people:
        superior = rng.choice(("", "", nip, people[0], people[1]))
        unit, title = rng.choice(("1.2", "1.1.1", "1.7.0", "9.1")), "Pengadministrasi"
        first = _post(nip, unit, title, nip_atasan=superior)
        draw = rng.random()
        if draw < 0.3:
            first["selesai"] = rng.choice(("2023-12-31", "2025-03-31"))
            later = rng.choice(("1.2", "1.1.2", "9.1"))
            found["pegawai"].append(_post(nip, later, title, mulai=rng.choice(("2026-03-01", "2025-07-01"))))
        elif draw < 0.8:
            later, acts = rng.choice((unit, "1.2", "1.1.2")), rng.choice(("", "", "plt"))
            row = _post(nip, later, "Arsiparis", mulai="2025-02-01", nip_atasan=rng.choice(("", *people[:4])))
            found["pegawai"].append({**row, "penugasan": acts})
        found["pegawai"].append(first)
        usual = rng.choice(("very_good", "very_good", "needs_improvement", "poor", "good"))
        for period in (*QUARTERS, "2021", "2022", "2023", "2025"):
            predicate = usual if rng.random() < 0.85 else rng.choice(("very_good", "good", "very_poor"))
            if rng.random() < 0.85:
                found["skp"].append(_appraisal(rng, nip, period, predicate, (nip, people[0], people[1], "", "")))


def _tree(rng: Random, iku: list[Row], results: list[Row]) -> None:
    """Add indicators with goals and with parents of every kind: above, beside, below, itself, elsewhere, nowhere.

    Some are filled by quarters and by months.
    """
    for unit in ("1", "1.1", "1.1.1", "1.2", "1.7", "1.7.0", "9", "9.1"):
        for code in ("A", "B", "C"):
            for year in (2025, 2026):
                if rng.random() < 0.25:
                    continue
                row: Row = {"kode_iku": code, "nama_iku": f"{code} {unit}", "kode_unit": unit, "tahun": year}
                row |= {"satuan": "x", "polaritas": "maximize", "konsolidasi": "last", "bobot": rng.choice(("", 0, 25))}
                row |= {"sasaran": rng.choice(("", "Sehat", "Cerdas")), "publik": rng.choice(("true", "false", ""))}
                iku.append({**row, "kode_iku_induk": rng.choice(("", "A", "B", "C", "T0", "I0", "tidak ada"))})
                result: Row = {"kode_iku": code, "kode_unit": unit, "target": 50}
                for part in rng.sample(("-TW1", "-TW2", "-01", "-02", "-03", "-S1", ""), rng.choice((0, 2, 3, 4))):
                    results.append({**result, "periode": f"{year}{part}", "realisasi": rng.randrange(30, 60)})


def awards(rng: Random, people: Sequence[str]) -> list[Row]:
    """Return awards and coaching of persons, of units and of a person named with the unit, on the edges of quarters."""
    rows: list[Row] = []
    for number in range(40):
        to = rng.choice(("nip", "nip", "kode_unit", "both"))
        row: Row = {"nip": rng.choice(people) if to != "kode_unit" else ""}
        row["kode_unit"] = rng.choice((*TEAMS, "1.2", "1")) if to != "nip" else ""
        row |= {
            "jenis": rng.choice(("penghargaan", "pembinaan")),
            "nama": f"Nomor {number}",
            "tanggal": rng.choice(DAYS),
        }
        rows.append(row)
    return rows


def work(rng: Random, people: Sequence[str]) -> list[Row]:
    """Return planned work results with texts that hold a number and texts that do not, under indicators and none."""
    rows: list[Row] = []
    for nip in people:
        for period in rng.sample(("2025", "2026", "2026-TW1", "2026-TW2", "2025-S2"), 2):
            for aspect in rng.sample(("kuantitas", "kualitas", "waktu", "biaya"), 2):
                is_reported = not (aspect == "biaya" and period == "2025-S2")
                texts = (NUMBERS * 2 + WORDS) if rng.random() < 0.8 else WORDS
                row: Row = {"nip": nip, "periode": period, "rhk": f"Kerja {aspect}", "aspek": aspect, "indikator": "n"}
                row["kode_iku"] = rng.choice(("A", "B", "C", "I0", "T0", "tidak ada", ""))
                row |= {"target": rng.choice(texts), "satuan": rng.choice(("", "", "%", "Persen", "Dokumen"))}
                done = rng.choice((row["target"], rng.choice(texts), rng.choice(texts), ""))
                rows.append({**row, "realisasi": done if is_reported else ""})
    return rows
