"""What a file says, as a person sees it before anything of it is taken in: the reading, the mapping, the counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from pipelines import aside, findings, repeats
from pipelines.contracts import Contract, all_contracts
from pipelines.extract import Extract
from pipelines.findings import Refused
from pipelines.profiles import tidy
from pipelines.understanding import Examined
from pipelines.validate import Judged

FIRST_ROWS = 5
Parts = Sequence[tuple[Extract, Judged]]


@dataclass(frozen=True)
class Column:
    """One column of a file that feeds one of ours."""

    letter: str
    header: str
    ours: str
    words_id: str
    words_en: str


@dataclass(frozen=True)
class Part:
    """One kind of row in a file; counts of physical rows, of which read = accepted + the three others.

    Rows that repeat or contradict what the store already has can only be told once they are taken in.
    """

    kind: str
    sheet_names: tuple[str, ...]
    columns: tuple[Column, ...]
    read_count: int
    accepted_count: int
    quarantined_count: int
    duplicate_count: int
    excluded_count: int
    first_rows: pl.DataFrame


@dataclass(frozen=True)
class Preview:
    """One file understood, or the reason why not (Indonesian, English).

    `left_over` are headers nothing is taken from; `dropped_count` columns are dropped at the door, unread.
    `findings` as findings.SCHEMA with message and fix in both languages.
    """

    name: str
    sha256: str
    profile: str | None = None
    dialect: Mapping[str, str] = field(default_factory=dict)
    header_rows: tuple[tuple[str | None, int], ...] = ()
    parts: tuple[Part, ...] = ()
    left_over: tuple[str, ...] = ()
    dropped_count: int = 0
    findings: pl.DataFrame = field(default_factory=findings.empty)
    reference_count: int = 0
    refusal: tuple[str, str] | None = None

    @property
    def accepted_count(self) -> int:
        """Rows that would be taken in."""
        return sum(part.accepted_count for part in self.parts)


def refused(name: str, sha256: str, refusal: Refused) -> Preview:
    """Return the preview of a file that cannot be taken in."""
    return Preview(name, sha256, refusal=(refusal.message("id"), refusal.message("en")))


def understood(examined: Examined, name: str) -> Preview:
    """Return what was understood of a file; personal values are masked."""
    kinds = list(dict.fromkeys(extract.kind for extract, _ in examined.parts))
    found, parts = [examined.findings], []
    for kind in kinds:
        own = [(extract, judged) for extract, judged in examined.parts if extract.kind == kind]
        read = sum(count for (_, each), count in examined.read_counts.items() if each == kind)
        part, conflicts = _part(all_contracts()[kind], own, read)
        parts.append(part)
        found.append(conflicts)
    used = {tidy(header) for extract, _ in examined.parts for _, header in extract.places.values()}
    titles = [title for layout in examined.layouts for title in layout.titles]
    left_over = [title for title in titles if title and tidy(title) not in used]
    return Preview(
        name,
        examined.sha256,
        examined.profile.name,
        examined.dialect,
        tuple((layout.sheet_name, layout.header_row) for layout in examined.layouts),
        tuple(parts),
        tuple(findings.printable(title) for title in dict.fromkeys(left_over)),
        max(layout.titles.count(None) for layout in examined.layouts),
        _worded(pl.concat(found)),
        examined.references.height,
    )


def _part(contract: Contract, parts: Parts, read: int) -> tuple[Part, pl.DataFrame]:
    """Return one kind of a file and the contradictions among its rows."""
    rows = pl.concat([aside.labelled(extract, judged.accepted) for extract, judged in parts])
    kept, repeated = repeats.among(contract, rows, is_distinct=parts[0][0].distinct)
    rest = pl.concat([*(aside.held(extract, judged) for extract, judged in parts), repeated])
    rest = rest.sort(pl.col("class") != "quarantined", maintain_order=True)
    rest = rest.unique(["take", "sheet_name", "row_number"], keep="first", maintain_order=True)
    counts = dict(rest.group_by("class").agg(pl.col("row_count").sum()).iter_rows())
    names = tuple(dict.fromkeys(e.sheet_name for e, _ in parts if e.sheet_name is not None))
    held, doubled, left = (int(counts.get(name, 0)) for name in ("quarantined", "duplicate", "excluded"))
    accepted = max(read - held - doubled - left, 0)
    first = _first_rows(contract, kept)
    part = Part(contract.kind, names, _columns(contract, parts), read, accepted, held, doubled, left, first)
    return part, aside.conflicts(repeated)


def _columns(contract: Contract, parts: Parts) -> tuple[Column, ...]:
    places = {(*place, name) for extract, _ in parts for name, place in extract.places.items()}
    known = {column.name: column for column in contract.columns}
    ordered = sorted(places, key=lambda place: (len(place[0]), place))
    return tuple(
        Column(letter, findings.printable(header), name, known[name].words_id, known[name].words_en)
        for letter, header, name in ordered
        if name in known
    )


def _first_rows(contract: Contract, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the first rows as they would be stored, without columns that are empty in all of them."""
    first = rows.head(FIRST_ROWS)
    shown = [column for column in contract.columns if first[column.name].null_count() < first.height]
    return first.select(
        "row_number",
        *(
            findings.shown(pl.col(column.name).cast(pl.String), personal=True).alias(column.name)
            if column.personal
            else pl.col(column.name)
            for column in shown
        ),
    )


def _worded(found: pl.DataFrame) -> pl.DataFrame:
    words = findings.catalogue().drop("severity")
    order = {"refuse": 0, "quarantine": 1, "warning": 2, "repair": 3}
    return found.join(words, on="code", how="left", maintain_order="left").sort(
        pl.col("severity").replace_strict(order, default=4, return_dtype=pl.Int8),
        "sheet_name",
        "row_number",
        maintain_order=True,
    )
