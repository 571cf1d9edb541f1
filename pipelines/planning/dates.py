"""When sessions are held: a proposal; nobody sits in two rooms and a first step ends before its second begins."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence


def working_days(start: dt.date, end: dt.date, holidays: frozenset[dt.date] = frozenset()) -> list[dt.date]:
    """Return Mondays to Fridays between two days, both included, without the holidays known."""
    days = (start + dt.timedelta(days=number) for number in range((end - start).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in holidays]


def placed(
    sessions: Sequence[tuple[str, int, frozenset[str]]],
    before: Mapping[str, Iterable[str]],
    days: Sequence[dt.date],
) -> list[tuple[dt.date, dt.date] | None]:
    """Return first and last day of each session (course, days, people), None for one that finds no room.

    `before` names for a course the courses that people of both must have finished. Sessions are spread over the `days`
    they may be held on; one course holds one session at a time.
    """
    busy: dict[str, set[int]] = {}
    finished: dict[tuple[str, str], int] = {}
    found: list[tuple[dt.date, dt.date] | None] = []
    for number, (course_id, length, people) in enumerate(sessions):
        earliest = max(
            (finished.get((person, step), -1) + 1 for step in before.get(course_id, ()) for person in people), default=0
        )
        wished = max(earliest, number * len(days) // max(len(sessions), 1))
        held = {course_id, *people}
        taken = set().union(*(busy.get(each, set()) for each in held))
        places = [*range(wished, len(days) - length + 1), *range(wished - 1, earliest - 1, -1)]
        at = next((day for day in places if _is_free(day, length, len(days), taken)), None)
        if at is None:
            found.append(None)
            continue
        for each in held:
            busy.setdefault(each, set()).update(range(at, at + length))
        for person in people:
            finished[person, course_id] = max(finished.get((person, course_id), 0), at + length - 1)
        found.append((days[at], days[at + length - 1]))
    return found


def _is_free(day: int, length: int, count: int, taken: set[int]) -> bool:
    return day + length <= count and taken.isdisjoint(range(day, day + length))
