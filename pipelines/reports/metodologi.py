"""docs/metodologi.md: every number the field uses and the dated rule behind it, made from the registry."""

import polars as pl

from pipelines.paths import REFERENCE

# Rules that are put to every year of data begin on this day in `data/reference/`; it is no day of a law.
FROM_THE_START = "2000-01-01"
CONFIDENCE = {"V": "teks peraturan", "V-code": "praktik resmi", "1src": "satu sumber", "U": "setelan, bukan ketentuan"}


def page() -> str:
    """Return the page as Markdown: the numbers mart by mart, then the rules, then the settings; Indonesian, English."""
    measures = _table("measures").sort("mart", "measure_id")
    lines = ["# Metodologi", "", "Dibuat dari `data/reference/`; jangan disunting.", "", "## Angka"]
    for (mart,), own in measures.group_by("mart", maintain_order=True):
        lines += ["", f"### marts.{mart}", "", "| angka | arti | cara menghitung | aturan | in English |"]
        lines += ["|---|---|---|---|---|"]
        lines += [_measure(row) for row in own.iter_rows(named=True)]
    lines += ["", "## Aturan", "", "| aturan | rumus | dasar | berlaku | kepastian | in English |"]
    lines += ["|---|---|---|---|---|---|"]
    lines += [_rule(row) for row in _table("rules").sort("rule_id", "valid_from").iter_rows(named=True)]
    lines += ["", "## Setelan", "", "| setelan | nilai | aturan | berlaku | kepastian | arti | in English |"]
    lines += ["|---|---|---|---|---|---|---|"]
    lines += [_setting(row) for row in _table("settings").sort("setting_id", "valid_from").iter_rows(named=True)]
    return "\n".join([*lines, ""])


def _table(name: str) -> pl.DataFrame:
    return pl.read_csv(REFERENCE / f"{name}.csv", infer_schema=False)


def _measure(row: dict[str, str]) -> str:
    name = f"**{row['name_id']}** `{row['measure_id']}` ({row['unit_id']})"
    english = f"**{row['name_en']}**: {row['meaning_en']} {row['formula_en']}"
    return (
        _cells(name, row["meaning_id"], row["formula_id"], row["rule_ids"], english).replace("{", "*").replace("}", "*")
    )


def _rule(row: dict[str, str]) -> str:
    formula = " ".join(filter(None, (row["formula_id"] + ".", row["note_id"])))
    english = " ".join(filter(None, (f"{row['name_en']}: {row['formula_en']}.", row["note_en"])))
    name = f"{row['name_id']} `{row['rule_id']}`"
    return _cells(name, formula, row["legal_basis"], _days(row), CONFIDENCE[row["confidence"]], english)


def _setting(row: dict[str, str]) -> str:
    name = f"`{row['setting_id']}`"
    sure = CONFIDENCE[row["confidence"]]
    return _cells(name, row["value"], f"`{row['rule_id']}`", _days(row), sure, row["note_id"], row["note_en"])


def _days(row: dict[str, str]) -> str:
    if row["valid_from"] == FROM_THE_START and not row["valid_to"]:
        return "semua tahun data"
    return f"{row['valid_from']} – {row['valid_to'] or ''}".strip()


def _cells(*texts: str | None) -> str:
    return "| " + " | ".join((text or "–").replace("|", "\\|") for text in texts) + " |"
