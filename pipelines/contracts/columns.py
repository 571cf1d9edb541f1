"""The column of a contract: what kind of value it holds and what its owner should put there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import pandera.polars as pa

Value = Literal["text", "code", "nip", "number", "integer", "year", "date", "datetime", "period", "label", "yesno"]


@dataclass(frozen=True)
class Column:
    """One header of a template: ours, Indonesian, the same in the store.

    `labels` maps each canonical value to the ways owners write it ("!code" marks labels refused under that finding
    code); `personal` values are masked in every listing
    that leaves the file's own owner. Cells of the column `of` that hold one of the labels are moved here.
    """

    name: str
    value: Value
    required: bool
    words_id: str
    words_en: str
    example: str
    labels: Mapping[str, Sequence[str]]
    personal: bool
    money: bool
    of: str = ""


def column(
    value: Value,
    words_id: str,
    words_en: str,
    *,
    example: str = "",
    required: bool = False,
    labels: Mapping[str, Sequence[str]] | None = None,
    personal: bool = False,
    money: bool = False,
    of: str = "",
    **checks: Any,
) -> Any:
    """Return the pandera field of one column; `checks` are pandera's own (ge, le, in_range, isin, …)."""
    metadata = {
        "value": value,
        "required": required,
        "words_id": words_id,
        "words_en": words_en,
        "example": example,
        "labels": dict(labels or {}),
        "personal": personal or value == "nip",
        "money": money,
        "of": of,
    }
    return pa.Field(nullable=not required, description=words_id, metadata=metadata, **checks)


RATINGS = {
    "above": ("di atas ekspektasi", "diatas ekspektasi", "di atas", "diatas", "1", "1.0"),
    "expected": ("sesuai ekspektasi", "sesuai", "2", "2.0"),
    "below": ("di bawah ekspektasi", "dibawah ekspektasi", "di bawah", "dibawah", "3", "3.0"),
}
"""Rating of results and behaviour; the numbers are SIASN's, where 1 is the best."""

PREDICATES = {
    "very_good": ("sangat baik",),
    "good": ("baik",),
    "needs_improvement": ("butuh perbaikan", "perlu perbaikan", "cukup", "cukup/butuh perbaikan"),
    "poor": ("kurang", "kurang/misconduct", "kurang / misconduct", "kurang / misonduct", "kurang/misonduct"),
    "very_poor": ("sangat kurang",),
}
"""The five predicates (PermenPANRB 6/2022); matched whole, never by a part of the word."""

PERSON_PREDICATES = {**PREDICATES, "!istimewa-perorangan": ("istimewa",)}
"""Predicate of one person; "Istimewa" belongs to organisations and is refused."""

ORGANISATION_PREDICATES = {"excellent": ("istimewa",), **{k: v for k, v in PREDICATES.items() if k != "very_good"}}
"""Predicate of an organisation (SE MenPANRB 3/2023)."""

POLARITIES = {
    "maximize": ("maximize", "maksimal", "maksimalkan", "positif", "naik"),
    "minimize": ("minimize", "minimal", "minimalkan", "negatif", "turun"),
    "stabilize": ("stabilize", "stabil", "stabilkan"),
    "range": ("range", "rentang"),
}

CONSOLIDATIONS = {
    "sum": ("sum", "jumlah", "kumulatif", "akumulasi"),
    "average": ("average", "rata-rata", "rerata"),
    "last": ("last", "take last known", "akhir", "akhir tahun", "non_kumulatif", "non kumulatif"),
}

ORDINALS = {
    "WTP": ("wajar tanpa pengecualian", "wtp-dpp", "wtp dpp"),
    "WDP": ("wajar dengan pengecualian",),
    "TW": ("tidak wajar",),
    "TMP": ("tidak memberikan pendapat", "tidak menyatakan pendapat", "disclaimer"),
    **dict.fromkeys(("AA", "A", "BB", "B", "CC", "C", "D"), ()),
}
"""Targets and results that are words: opinions of BPK, grades of SAKIP; ranks: data/reference/ordinal_scales.csv."""

EMPLOYMENT_STATUSES = {"pns": ("pns", "cpns"), "pppk": ("pppk",), "pppk_paruh_waktu": ("pppk paruh waktu",)}

ASSIGNMENTS = {"definitif": ("definitif",), "plt": ("plt", "plt."), "plh": ("plh", "plh."), "pj": ("pj", "pj.")}
