"""What a generated town said before: words that a newer export of the same source replaced, and who said so."""

from random import Random

import small_store

Row = dict[str, object]

MOMENTS = ("{0}-04-10 09:00:00", "{0}-09-30 23:59:59", "{0}-10-01 00:00:00", "{0}-12-31 23:59:59", "{1}-01-01 00:00:00")
"""Both sides of every moment from which a change is late, by year and the year after."""
LAST = "2026-07-01"
FIELDS = {"iku": (("target_tahunan",), "definisi"), "capaian_iku": (("target", "realisasi"), "kendala")}


def told(rng: Random, kinds: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """Return the rows of both kinds with their history, and the loads they came in."""
    loads: set[str] = set()
    found = {kind: [word for row in kinds[kind] for word in _words(rng, kind, row, loads)] for kind in FIELDS}
    names = [{"load_id": _load(each), "file_name": f"{_load(each)}.csv", "loaded_at": each} for each in sorted(loads)]
    return {**found, "loads": names}


def _load(moment: str) -> str:
    return "H" + "".join(each for each in moment if each.isdigit())


def _words(rng: Random, kind: str, row: Row, loads: set[str]) -> list[Row]:
    """Return one row with what it replaced; where two sources agree in the end, the first to say so counts."""
    year = int(str(row.get("tahun") or row["periode"])[:4])
    moments = [text.format(year, year + 1) for text in MOMENTS]
    moments = sorted(
        rng.sample([each for each in moments if each < LAST], k=rng.choice((2, 2, 3))) if year < 2026 else []
    )
    if not moments or rng.random() < 0.85:
        return [{**small_store.PLACE, **row}]
    loads.update(moments)
    ways = [row]
    while len(ways) < len(moments):
        ways.append(_changed(rng, kind, ways[-1]))
    words: list[Row] = []
    for place, (moment, word) in enumerate(zip(moments, reversed(ways), strict=True)):
        words.append({**small_store.PLACE, **word, "load_id": _load(moment), "loaded_at": moment, "source": "satu"})
        if place:
            words[-2] |= {"ended_at": moment, "ended_by": _load(moment), "ended_as": "superseded"}
    if len(moments) == 3 and rng.random() < 0.5:
        words[-1] |= {"ended_at": moments[-1], "ended_by": _load(moments[-1]), "ended_as": "duplicate"}
        between = f"{moments[0][:-1]}9"
        loads.add(between)
        words.append({**small_store.PLACE, **row, "load_id": _load(between), "loaded_at": between, "source": "dua"})
    return words


def _changed(rng: Random, kind: str, row: Row) -> Row:
    """Return a row as it may have stood before: another figure or grade, none, or other words alone."""
    fields, words = FIELDS[kind]
    field = rng.choice(fields)
    before = dict(row)
    grade = f"{field}_label"
    if rng.random() < 0.2:
        before[words] = "lain"
    elif row.get(grade):
        before[grade] = rng.choice(("WTP", "WDP", "BB"))
    else:
        value = row.get(field)
        before[field] = "" if rng.random() < 0.1 else round(float(str(value or 0)) * rng.choice((0.9, 1.1)) + 1, 4)
    return before
