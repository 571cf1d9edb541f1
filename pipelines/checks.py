"""Run sql/checks: each file selects what must not exist, and any offender keeps a build from being published."""

from dataclasses import dataclass
from functools import cache

import duckdb

from pipelines.paths import SQL

SHOWN_OFFENDERS = 5


@dataclass(frozen=True)
class Check:
    """One sentence that should be true, and the select that finds what contradicts it."""

    name: str
    message_id: str
    message_en: str
    sql: str


@dataclass(frozen=True)
class Offence:
    """A check that failed: how many rows contradict it, and the first of them as text."""

    check: Check
    offender_count: int
    offenders: tuple[str, ...]

    def sentence(self, language: str = "id") -> str:
        """Return the check, what is wrong and the first offenders in one line."""
        message = self.check.message_id if language == "id" else self.check.message_en
        return f"{self.check.name} ({self.offender_count}): {message} {'; '.join(self.offenders)}"


class Failed(Exception):  # noqa: N818 - an outcome the caller reports, not a programming error
    """The build contradicts its checks and is not published."""

    def __init__(self, offences: tuple[Offence, ...]) -> None:
        self.offences = offences
        super().__init__("\n".join(offence.sentence("en") for offence in offences))


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check of sql/checks in the order of their names."""
    return tuple(
        Check(path.stem, *_messages(text := path.read_text(encoding="utf-8")), text)
        for path in sorted((SQL / "checks").glob("*.sql"))
    )


def run(con: duckdb.DuckDBPyConnection) -> None:
    """Pass silently when nothing contradicts any check, else raise Failed with all offences."""
    offences = tuple(offence for check in all_checks() if (offence := _offence(con, check)))
    if offences:
        raise Failed(offences)


def _offence(con: duckdb.DuckDBPyConnection, check: Check) -> Offence | None:
    cursor = con.execute(check.sql)
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    if not rows:
        return None
    shown = sorted(", ".join(f"{n}={v}" for n, v in zip(names, row, strict=True)) for row in rows)[:SHOWN_OFFENDERS]
    return Offence(check, len(rows), tuple(shown))


def _messages(sql: str) -> tuple[str, str]:
    lines = sql.splitlines()
    return lines[0].removeprefix("-- id: "), lines[1].removeprefix("-- en: ")
