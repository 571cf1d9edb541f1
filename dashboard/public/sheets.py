"""One page of the static site as its template sees it: where it lies, and how to go from it to others."""

import hashlib
import re
from dataclasses import dataclass

from dashboard.public import open_data
from dashboard.public.blocks import Page, Promise, Section
from dashboard.public.content import Place
from dashboard.public.house import House
from dashboard.public.open_data import Listed

PREFIX = {"id": "", "en": "en/"}
CARDS = "kartu/"


def fragment(code: str) -> str:
    """Return a code as part of an address: itself when it is plain, else what is plain in it and a digest."""
    plain = re.sub(r"[^A-Za-z0-9.-]+", "-", code).strip("-.")
    return plain if plain == code else f"{plain}-{hashlib.sha256(code.encode()).hexdigest()[:8]}"


@dataclass(frozen=True)
class Sheet:
    """One page in one language; `tables` are the files of open data by table."""

    place: Place
    page: Page
    places: tuple[Place, ...]
    house: House
    language: str
    tables: dict[str, Listed]

    @property
    def name(self) -> str:
        return self.place.name

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def second(self) -> str:
        return self.page.second

    @property
    def sections(self) -> tuple[Section, ...]:
        return self.page.sections

    @property
    def has_charts(self) -> bool:
        return any(isinstance(block, Promise) for section in self.sections for block in section.blocks)

    @property
    def address(self) -> str:
        return self.house.address

    @property
    def path(self) -> str:
        return f"{PREFIX[self.language]}{self.place.name}.html"

    @property
    def up(self) -> str:
        """The way to the root of the site."""
        return "../" * self.path.count("/")

    @property
    def menu(self) -> list[Place]:
        return [place for place in self.places if place.is_in_menu]

    @property
    def other(self) -> str:
        return "id" if self.language == "en" else "en"

    @property
    def other_way(self) -> str:
        return f"{self.up}{PREFIX[self.other]}{self.place.name}.html"

    @property
    def versions(self) -> list[tuple[str, str]]:
        return [(code, f"{prefix}{self.place.name}.html") for code, prefix in PREFIX.items()]

    @property
    def preview(self) -> str:
        return f"preview-{self.language}.png"

    def way(self, target: str) -> str:
        """Return how to go to another page of the site, or to an address outside."""
        return f"{target}.html" if target in {place.name for place in self.places} else target

    def card(self, code: str) -> str:
        return f"{CARDS}{fragment(code)}.html"

    def card_path(self, code: str) -> str:
        return f"{PREFIX[self.language]}{self.card(code)}"

    @property
    def more(self) -> tuple[tuple[str, str], ...]:
        return open_data.more()

    def files(self, tables: tuple[str, ...]) -> list[Listed]:
        return [self.tables[name] for name in tables]


@dataclass(frozen=True)
class Card:
    """One indicator alone, to be shown inside another site."""

    sheet: Sheet
    promise: Promise

    @property
    def language(self) -> str:
        return self.sheet.language

    @property
    def path(self) -> str:
        return self.sheet.card_path(self.promise.code)

    @property
    def up(self) -> str:
        return "../" * self.path.count("/")

    @property
    def back(self) -> str:
        return f"../{self.sheet.place.name}.html#{fragment(self.promise.code)}"
