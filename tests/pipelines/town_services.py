"""What citizens of a generated town met: service cases, changes of services, and answers around the changes."""

import datetime as dt
from random import Random

import small_store

Row = dict[str, object]
SERVICES = ("KTP", "KTP", "KK", "Pengaduan warga", "ktp")
NEW_DAY = dt.date(2026, 4, 1)
"""Day from which services of some units are quicker or slower than before."""
LOADED = {"L1": dt.date(2026, 7, 20), "L2": dt.date(2026, 5, 20)}
"""Day of loading: the second file came two months before the rest, and its cases are known only up to its own end."""


def served(seed: int, units: list[str]) -> dict[str, list[Row]]:
    """Return cases, changes and answers by kind, and the load of the earlier file."""
    cases = Random(f"{seed}/layanan")
    rows = [row for unit in units for row in _cases(cases, unit)] + _edges()
    load: Row = {"load_id": "L2", "loaded_at": _at(LOADED["L2"], 8 * 60)}
    load |= {"file_name": "dua.csv", "is_synthetic": "true"}
    return {
        "layanan": rows,
        "perubahan": _changes(Random(f"{seed}/perubahan"), units),
        "skm": _answers(Random(f"{seed}/skm"), units),
        "loads": [load],
    }


def _cases(rng: Random, unit: str) -> list[Row]:
    load = rng.choice(("L1", "L1", "L2"))
    last = LOADED[load] - dt.timedelta(days=2)
    pace = rng.choice(((6, 6), (12, 2), (2, 12), (2, 2)))
    due_share = rng.choice((0, 0.4, 0.9, 0.9, 0.9))
    rows = []
    for number in range(rng.choice((0, 2, 9, 90, 150, 250))):
        came = last - dt.timedelta(days=rng.choice((rng.randrange(230), rng.randrange(230), rng.randrange(9))))
        if rng.random() < 0.02:
            came = dt.date(rng.choice((2022, 2021)), 12, rng.randrange(20, 32))
        usual = pace[came >= NEW_DAY]
        row: Row = {"kode_unit": unit, "layanan": rng.choice(SERVICES), "nomor": f"{unit}-{number}", "load_id": load}
        row |= {"loaded_at": _at(LOADED[load], 8 * 60)} | _course(rng, came, last, usual, due_share)
        rows.append(row | (_wrong(rng, row["waktu_masuk"], LOADED[load]) if rng.random() < 0.08 else {}))
    return rows


def _edges() -> list[Row]:
    """Return just enough cases on either side of the changes, a little slower after, and one due beside one undue."""
    place: Row = {"kode_unit": "9.1", "load_id": "L1", "loaded_at": _at(LOADED["L1"], 8 * 60)}
    rows: list[Row] = []
    for number in range(40):
        came = dt.date(2026, 3, 2) if number < 20 else dt.date(2026, 4, 6)
        end = came + dt.timedelta(days=number % 4 + (number in (20, 24, 28)))
        rows.append({**place, "layanan": "Surat", "nomor": f"e{number}", "waktu_masuk": came, "waktu_selesai": end})
        rows[-1] |= {"status": "selesai", "batas_waktu": came + dt.timedelta(days=2), "waktu_tunggu_menit": number % 7}
    came, limit = dt.date(2026, 7, 16), dt.date(2026, 8, 3)
    rows.append({**place, "layanan": "Izin", "nomor": "e40", "waktu_masuk": came, "status": "proses"})
    rows.append({**rows[-1], "nomor": "e41", "batas_waktu": limit})
    return rows


def _course(rng: Random, came: dt.date, last: dt.date, usual: int, due_share: float) -> Row:
    """Return how one case went: its times, often on the edge of the deadline, and what became of it."""
    start = _at(came, rng.choice((0, 8 * 60, 8 * 60 + 15, 14 * 60)))
    due = _at(came + dt.timedelta(days=rng.choice((0, 5, 7, 30))), rng.choice((0, 16 * 60)))
    due = max(due, start) if due.time() != dt.time() else due
    end = _at(came + dt.timedelta(days=int(rng.expovariate(1 / usual))), rng.choice((0, 9 * 60, 15 * 60 + 59)))
    end = max(end, start) if end.time() != dt.time() else end
    if rng.random() < 0.2:
        end = due + dt.timedelta(minutes=rng.choice((0, 1, 23 * 60 + 59, 24 * 60)))
    status = rng.choice(("selesai", "selesai", "selesai", "selesai", "ditolak", "dicabut", "proses"))
    if end.date() > last and status != "dicabut":
        status = "proses"
    row: Row = {"waktu_masuk": start, "batas_waktu": due if rng.random() < due_share else ""}
    row |= {"waktu_selesai": "" if status == "proses" or end.date() > last else end, "status": status}
    row["waktu_tunggu_menit"] = rng.choice(("", 0, 12.5, *(round(rng.expovariate(1 / (4 * usual))) for _ in range(3))))
    return row


def _wrong(rng: Random, start: dt.datetime, loaded: dt.date) -> Row:
    """Return times that cannot be true together, or that look so and can."""
    before, later = start - dt.timedelta(days=1), _at(loaded, rng.choice((10, 34, 58)) * 60)
    return rng.choice(
        (
            {"waktu_selesai": before},
            {"waktu_selesai": start - dt.timedelta(minutes=1), "status": "selesai"},
            {"batas_waktu": before},
            {"batas_waktu": start - dt.timedelta(minutes=1)},
            {"waktu_masuk": later, "waktu_selesai": "", "batas_waktu": "", "status": "proses"},
            {"waktu_selesai": later, "status": "selesai"},
            {"waktu_selesai": "", "status": rng.choice(("selesai", "ditolak", "dicabut"))},
            {"waktu_selesai": start, "status": "proses"},
        )
    )


def _at(day: dt.date, minute: int) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minute)


def _changes(rng: Random, units: list[str]) -> list[Row]:
    """Return changes of one service and of all on two sheets, some with nothing on either side, two on one day."""
    seldom = (dt.date(2025, 12, 20), dt.date(2026, 3, 1), dt.date(2026, 7, 20), dt.date(2024, 1, 1))
    days = (*(NEW_DAY,) * 4, *seldom)
    rows = []
    for number, unit in enumerate([*units, "8.8"], start=2):
        for sheet, name in (("Loket", "Loket baru"), ("Daring", "Daring")):
            row: Row = {
                "kode_unit": unit,
                "layanan": rng.choice(("", "", "KTP", "ktp", "KK", "Pengaduan warga", "Samsat")),
            }
            row |= {"tanggal": rng.choice(days), "nama": name, "sheet_name": sheet, "row_number": number}
            rows.append(row)
    return [*rows, {"kode_unit": "9.1", "layanan": "Surat", "tanggal": NEW_DAY, "nama": "Loket baru", "row_number": 99}]


def _answers(rng: Random, units: list[str]) -> list[Row]:
    """Return answers on either side of the day of the changes: others than before, the same, few of them."""
    rows = []
    for unit in units:
        before, after = rng.choice((((2, 3), (3, 4)), ((3, 4), (2, 3)), ((2, 3, 4), (2, 3, 4)), ((3,), (3,))))
        service, count = rng.choice(("KTP", "KK", "Pengaduan warga", "KIA")), rng.choice((0, 0, 40, 50, 70))
        for number in range(count):
            day = NEW_DAY + dt.timedelta(days=rng.choice((-181, -180, -1, 0, 1, 109, rng.randrange(-181, 110))))
            row: Row = {"kode_unit": unit, "layanan": service, "id_responden": f"{unit}-c{number}", "tanggal": day}
            level = before if day < NEW_DAY else after
            row |= {name: rng.choice(level) if rng.random() < 0.95 else "" for name in small_store.ELEMENTS.split(",")}
            rows.append(row)
    return rows
