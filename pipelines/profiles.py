"""Which header of an export is which column of ours: profiles read from TOML, templates made from contracts."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path
from string import Formatter
from typing import Any

from pipelines import paths
from pipelines.contracts import Contract, all_contracts
from pipelines.parse import Decimal

GUIDES = ("Penjelasan",)
"""Sheets of our own templates that explain the columns."""

MISSING = ("", "-", "n/a", "#n/a", "#div/0!", "#ref!", "#value!", "#name?")
Wanted = Mapping[str, tuple[str, ...] | str]
"""Header → the texts a cell may hold, or the pattern the whole cell must fit."""


@dataclass(frozen=True)
class Format:
    """How cells of a file are written: decimal convention, by column where it differs, and what stands for nothing."""

    decimal: Decimal = "auto"
    decimals: Mapping[str, Decimal] = field(default_factory=dict)
    missing: frozenset[str] = frozenset(MISSING)


@dataclass(frozen=True)
class Take:
    """One kind of row that a file feeds: where each of our columns comes from."""

    kind: str
    columns: Mapping[str, tuple[str, ...]]
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unpivot: Mapping[str, str] = field(default_factory=dict)
    pivot: Mapping[str, Any] = field(default_factory=dict)
    only: Wanted = field(default_factory=dict)
    distinct: bool = False

    @property
    def pivot_index(self) -> tuple[str, ...]:
        """The headers whose cells together say which rows become one."""
        index = self.pivot.get("index", ())
        return (index,) if isinstance(index, str) else tuple(index)

    @property
    def pivot_headers(self) -> frozenset[str]:
        """Every header a pivot reads, tidied; "" where one is not said."""
        needed = ("on",) if self.unpivot else ("on", "values")
        return frozenset(map(tidy, (*(self.pivot_index or ("",)), *(self.pivot.get(key) for key in needed))))


@dataclass(frozen=True)
class Split:
    """A column whose text holds several values: named groups of the first pattern that fits become columns.

    `fixed` are columns that get one value wherever the pattern fits; `only` limits the rows it is tried on.
    """

    column: str
    pattern: str
    fixed: Mapping[str, str] = field(default_factory=dict)
    only: Wanted = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return (*re.compile(self.pattern).groupindex, *self.fixed)


@dataclass(frozen=True)
class Profile:
    """One export layout. `headers` must all stand in one row; the header row is that row, or the rows in `header`.

    `depth` rows make a merged header whose place is looked for. `group` is the pattern of a row that stands above the
    rows it names; a blank cell of a `fill` column repeats the one above. `splits`, `coalesce` and `compose` make
    columns of columns; `legend` names headers that `unclear` calls not enough. `ignore` are sheets that hold no data.
    """

    name: str
    headers: tuple[str, ...]
    takes: tuple[Take, ...]
    file: str | None = None
    sheet: str = "*"
    header: tuple[int, ...] = ()
    depth: int = 1
    stop: str | None = None
    group: str | None = None
    fill: tuple[str, ...] = ()
    legend: str | None = None
    unclear: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    splits: tuple[Split, ...] = ()
    coalesce: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    compose: Mapping[str, str] = field(default_factory=dict)
    drop: frozenset[str] = frozenset()
    source: tuple[str, ...] = ()
    preamble: Mapping[str, str] = field(default_factory=dict)
    from_name: Mapping[str, str] = field(default_factory=dict)
    format: Format = Format()
    is_template: bool = False

    @property
    def used(self) -> frozenset[str]:
        """The headers this profile takes something from, tidied."""
        own = [name for take in self.takes for names in take.columns.values() for name in names]
        made = [name for names in self.coalesce.values() for name in names]
        parts = [name for form in self.compose.values() for name in parts_of(form)]
        return frozenset(map(tidy, (*own, *made, *parts, *(split.column for split in self.splits))))

    @property
    def reads_by_rows(self) -> bool:
        """Whether a row can be read without the rows around it: no footer, heading, legend, filling or pivot."""
        whole = self.stop or self.group or self.fill or self.legend
        return not whole and not any(take.pivot for take in self.takes)


def parts_of(form: str) -> list[str]:
    """Return the names in braces of a composed column: "{kode} / {lokasi?}" → kode and lokasi, which may be blank."""
    return re.findall(r"\{([^{}]+?)\??\}", form)


@lru_cache(maxsize=65_536)
def tidy(text: str | None) -> str:
    """Return a header as it is compared: white space collapsed, upper and lower case alike."""
    return re.sub(r"[\s\u00a0\u200b\ufeff]+", " ", text or "").strip().casefold()


@cache
def all_profiles() -> tuple[Profile, ...]:
    """Return the profiles of data/profiles/ and one template per contract."""
    files = sorted(paths.PROFILES.glob("*.toml"))
    return (*(load(file) for file in files), *(template(contract) for contract in all_contracts().values()))


def load(file: Path) -> Profile:
    """Return the profile of one TOML file; ValueError names the file and the key that is wrong."""
    try:
        return _profile(tomllib.loads(file.read_text(encoding="utf-8")))
    except (KeyError, TypeError, ValueError, re.error) as error:
        raise ValueError(f"{file.name}: {error}") from error


def _profile(raw: dict[str, Any]) -> Profile:
    table, form, recognise = raw.get("table", {}), raw.get("format", {}), raw["recognise"]
    header = table.get("header", "auto")
    profile = Profile(
        name=raw["name"],
        headers=tuple(recognise["headers"]),
        takes=tuple(_take(take) for take in raw["take"]),
        file=recognise.get("file"),
        sheet=table.get("sheet", "*"),
        header=tuple(header) if isinstance(header, list) else (),
        depth=header if isinstance(header, int) else 1,
        stop=table.get("stop"),
        group=table.get("group"),
        fill=tuple(table.get("fill", [])),
        legend=table.get("legend"),
        unclear=tuple(table.get("unclear", [])),
        ignore=tuple(table.get("ignore", [])),
        splits=tuple(_split(split) for split in raw.get("split", [])),
        coalesce={name: tuple(headers) for name, headers in raw.get("coalesce", {}).items()},
        compose=raw.get("compose", {}),
        drop=frozenset(tidy(name) for name in table.get("drop", [])),
        source=tuple(raw.get("source", [])),
        preamble=raw.get("preamble", {}),
        from_name=raw.get("from_name", {}),
        format=Format(
            form.get("decimal", "auto"),
            form.get("decimals", {}),
            frozenset(marker.casefold() for marker in form.get("missing", MISSING)),
        ),
    )
    for problem in _contradictions(profile):
        raise ValueError(problem)
    return profile


def _contradictions(profile: Profile) -> Iterator[str]:
    """Yield what cannot work in a profile, so that it is said when the profile is read, not in the midst of a file."""
    given = {**profile.preamble, **profile.from_name}
    if not profile.headers:
        yield "recognise.headers is empty; every file would fit"
    for name, pattern in given.items():
        if not re.compile(pattern).groups:
            yield f"the pattern of {name} has no group (…) to take"
    for name in profile.source:
        if name not in profile.preamble:
            yield f"source names {name}, which no pattern in [preamble] gives"
    made = {*profile.coalesce, *profile.compose, *re.compile(profile.group or "").groupindex}
    if profile.group and not re.compile(profile.group).groupindex:
        yield "table.group has no group (?P<name>…) to carry down"
    if profile.legend and not {"header", "label"} <= set(re.compile(profile.legend).groupindex):
        yield "table.legend needs the groups (?P<header>…) and (?P<label>…)"
    for split in profile.splits:
        if not split.names:
            yield f"split of {split.column} has no group (?P<name>…) and sets nothing"
    known = {tidy(header) for header in (*profile.headers, *made)} | {n for s in profile.splits for n in s.names}
    for take in profile.takes:
        if take.pivot and not take.pivot_headers <= known:
            yield "pivot needs index, on and values, all three among recognise.headers"
        if take.unpivot:
            yield from _unpivot_problems(take, set(given))


def _unpivot_problems(take: Take, given: set[str]) -> Iterator[str]:
    groups = set(re.compile(take.unpivot["headers"]).groupindex)
    if take.pivot and "values" in take.pivot:
        yield "pivot.values and unpivot exclude each other: the cells are those of the headers that become rows"
    if "what" not in groups and "value" not in take.unpivot and not take.pivot:
        yield "unpivot needs a group (?P<what>…) in headers, or value = the column the cells go to"
    forms = {ours: form for ours, form in take.unpivot.items() if ours not in ("headers", "value")}
    for ours, form in forms.items():
        unknown = {name for _, name, _, _ in Formatter().parse(form) if name} - groups - given
        if unknown:
            yield f"unpivot.{ours} names {', '.join(sorted(unknown))}, which neither headers nor the preamble give"


def _take(raw: dict[str, Any]) -> Take:
    contract = all_contracts()[raw["kind"]]
    known = {column.name for column in contract.columns}
    columns = {
        ours: (theirs,) if isinstance(theirs, str) else tuple(theirs) for ours, theirs in raw.get("columns", {}).items()
    }
    unknown = (set(columns) | set(raw.get("constants", {})) | set(raw.get("values", {}))) - known
    if unknown:
        raise ValueError(f"{raw['kind']} has no column {', '.join(sorted(unknown))}")
    values = {
        ours: {tidy(theirs): mine for theirs, mine in names.items()} for ours, names in raw.get("values", {}).items()
    }
    constants = {ours: str(value) for ours, value in raw.get("constants", {}).items()}
    return Take(
        raw["kind"],
        columns,
        constants,
        values,
        raw.get("unpivot", {}),
        raw.get("pivot", {}),
        _wanted(raw.get("only", {})),
        raw.get("distinct", False),
    )


def _wanted(raw: dict[str, Any]) -> Wanted:
    return {
        tidy(header): texts if isinstance(texts, str) else tuple(tidy(str(text)) for text in texts)
        for header, texts in raw.items()
    }


def _split(raw: dict[str, Any]) -> Split:
    return Split(raw["column"], raw["pattern"], raw.get("set", {}), _wanted(raw.get("only", {})))


def template(contract: Contract) -> Profile:
    """Return the profile of the kind's own template, whose headers are our column names."""
    columns = {column.name: (column.name,) for column in contract.columns}
    return Profile(
        f"Templat: {contract.kind}", contract.required, (Take(contract.kind, columns),), ignore=GUIDES, is_template=True
    )
