"""docs/temuan.md: every finding there is, with an example, made from the catalogue."""

import polars as pl

from pipelines import findings
from pipelines.paths import REFERENCE

CLASSES = (
    ("refuse", "Berkas ditolak", "tidak satu baris pun dimuat"),
    ("quarantine", "Baris dikarantina", "baris disimpan utuh dengan temuannya; baris lain dimuat"),
    ("repair", "Diperbaiki tanpa kehilangan", "dimuat; nilai lama tercatat"),
    ("warning", "Peringatan", "dimuat dan dipakai; terlihat pada halaman mutu data"),
)


def page() -> str:
    """Return the page as Markdown: per class a table of codes, meanings, examples and mending, in both languages."""
    examples = pl.read_csv(REFERENCE / "finding_examples.csv", infer_schema=False)
    catalogue = findings.catalogue().join(examples, on="code", how="left", maintain_order="left")
    lines = [
        "# Temuan",
        "",
        "Dibuat dari `data/reference/finding_words.csv` dan `finding_examples.csv`; jangan disunting.",
    ]
    for severity, title, meaning in CLASSES:
        own = catalogue.filter(pl.col("severity") == severity)
        lines += ["", f"## {title}", "", f"`{severity}`: {meaning}.", ""]
        lines += ["| kode | temuan | contoh | cara memperbaiki | in English |", "|---|---|---|---|---|"]
        lines += [_line(row) for row in own.iter_rows(named=True)]
    return "\n".join([*lines, ""])


def _line(row: dict[str, str]) -> str:
    english = f"{row['message_en']} {row['fix_en']}"
    cells = (f"`{row['code']}`", row["message_id"], row["example"] or "", row["fix_id"], english)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
