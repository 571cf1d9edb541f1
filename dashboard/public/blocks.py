"""What a public page is made of, in words and numbers already written: the app draws it, the static site writes it."""

from dataclasses import dataclass
from typing import TypeAlias

from dashboard.measures import Status


@dataclass(frozen=True)
class Words:
    """A paragraph; quiet ones stand beside the point."""

    text: str
    is_quiet: bool = False


@dataclass(frozen=True)
class Items:
    """Terms with what they mean."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Listing:
    """A table of few columns whose cells are words; the first column names the row."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Link:
    """A way to another public page or to an address outside."""

    text: str
    target: str
    note: str = ""


@dataclass(frozen=True)
class Links:
    """Ways to other public pages."""

    items: tuple[Link, ...]


@dataclass(frozen=True)
class Point:
    """One year of an indicator: what was promised, what came of it, and all of it in words."""

    label: str
    target: float | None
    actual: float | None
    target_text: str
    actual_text: str
    is_whole: bool
    is_met: bool
    words: str


@dataclass(frozen=True)
class Promise:
    """One indicator: the promise, the result and what it means, then its own years as a chart and as a table."""

    code: str
    name: str
    owner: str
    sentence: str
    status: Status
    notes: tuple[str, ...]
    points: tuple[Point, ...]
    description: str
    past: Listing
    facts: Items


@dataclass(frozen=True)
class Files:
    """The tables to take along."""

    tables: tuple[str, ...]


Block: TypeAlias = Words | Items | Listing | Links | Promise | Files


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading of its own."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Page:
    """One public page: what it found in a sentence, a second sentence, then its sections."""

    title: str
    second: str
    sections: tuple[Section, ...]
