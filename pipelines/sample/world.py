"""The synthetic world: units, people, indicators and calendar that every file of the sample is written from."""

import datetime as dt
import random
from dataclasses import dataclass

LATE_UNITS = ("6171.1.09", "3673.1.03")
"""Units whose newest quarter has not been handed in yet."""


@dataclass(frozen=True)
class Unit:
    """One organisational unit; `subject` is the set of indicators it owns, `quality` shifts its results."""

    code: str
    name: str
    parent: str
    type: str
    region: str
    size: str
    subject: str
    quality: float
    is_lenient: bool
    start: dt.date
    end: dt.date | None

    @property
    def root(self) -> str:
        return self.code.split(".", maxsplit=1)[0]


@dataclass(frozen=True)
class Post:
    """One post of one employee, with the days on which it holds; `rank` is the tier a competency standard speaks of."""

    unit: str
    title: str
    kind: str
    rank: str
    start: dt.date
    end: dt.date | None = None


@dataclass(frozen=True)
class Employee:
    """One invented employee; `ability` is standard normal, `posts` run from the oldest to the newest."""

    number: int
    nip: str
    name: str
    status: str
    grade: str
    is_woman: bool
    ability: float
    posts: tuple[Post, ...]

    def post_on(self, day: dt.date) -> Post | None:
        return next((p for p in self.posts if p.start <= day and (p.end is None or p.end >= day)), None)

    @property
    def is_present(self) -> bool:
        return self.posts[-1].end is None


@dataclass(frozen=True)
class Quarter:
    """One quarter of the calendar."""

    year: int
    number: int

    @property
    def period(self) -> str:
        return f"{self.year}-TW{self.number}"

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> dt.date:
        following = dt.date(self.year + self.number // 4, self.number % 4 * 3 + 1, 1)
        return following - dt.timedelta(days=1)


@dataclass(frozen=True)
class World:
    """Everything the files are written from; `scale` is 1 at two thousand employees."""

    seed: int
    years: tuple[int, int]
    units: dict[str, Unit]
    employees: tuple[Employee, ...]
    scale: float

    @property
    def quarters(self) -> list[Quarter]:
        """Return the quarters with data: the story is told in August of the last year, after its second quarter."""
        first, last = self.years
        return [Quarter(y, q) for y in range(first, last + 1) for q in (1, 2, 3, 4) if y < last or q <= 2]

    def units_below(self, root: str) -> list[Unit]:
        return [unit for unit in self.units.values() if unit.root == root]

    def heads(self) -> dict[str, list[Employee]]:
        """Return the people who head or headed each unit."""
        found: dict[str, list[Employee]] = {}
        for employee in self.employees:
            for post in employee.posts:
                if post.kind == "Struktural":
                    found.setdefault(post.unit, []).append(employee)
        return found

    def stream(self, *names: object) -> random.Random:
        return stream(self.seed, *names)


def stream(seed: int, *names: object) -> random.Random:
    """Return the random numbers of one subject; another subject's draws never disturb them."""
    return random.Random("/".join(map(str, (seed, *names))))
