"""Dates of sessions: spread over the days, nobody in two rooms, steps in order, each where trying all puts it."""

import datetime as dt
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.planning import dates

Session = tuple[str, int, frozenset[str]]
DAYS = dates.working_days(dt.date(2026, 3, 2), dt.date(2026, 3, 20))
STEPS = {"B": ("A",), "C": ("A", "B")}

sessions = st.lists(
    st.tuples(st.sampled_from("ABCD"), st.integers(1, 4), st.frozensets(st.sampled_from("xyz"), max_size=3)), max_size=7
)


def tried(wanted: Sequence[Session], days: Sequence[dt.date]) -> list[tuple[dt.date, dt.date] | None]:
    """Return the places by trying every one: first the wished day and those after it, then the days before it."""
    found: list[range | None] = []
    for number, (course, length, people) in enumerate(wanted):
        clashes = [
            held
            for (other, _, others), held in zip(wanted, found, strict=False)
            if held is not None and (other == course or people & others)
        ]
        steps = [
            held
            for (other, _, others), held in zip(wanted, found, strict=False)
            if held is not None and other in STEPS.get(course, ()) and people & others
        ]
        earliest = max((held.stop for held in steps), default=0)
        wished = max(earliest, number * len(days) // len(wanted))
        ahead = sorted(range(earliest, len(days)), key=lambda day: (day < wished, abs(day - wished)))
        fitting = [
            range(day, day + length)
            for day in ahead
            if day + length <= len(days) and not any(set(held) & {*range(day, day + length)} for held in clashes)
        ]
        found.append(fitting[0] if fitting else None)
    return [None if held is None else (days[held[0]], days[held[-1]]) for held in found]


@settings(max_examples=400, deadline=None)
@given(sessions)
def test_each_session_lies_where_trying_every_place_puts_it(wanted: list[Session]) -> None:
    assert dates.placed(wanted, STEPS, DAYS) == tried(wanted, DAYS)


def test_sessions_are_spread_over_the_days() -> None:
    wanted = [(name, 1, frozenset(name)) for name in "pqr"]
    assert dates.placed(wanted, {}, DAYS) == [(DAYS[n], DAYS[n]) for n in (0, 5, 10)]


def test_the_last_day_is_used_and_what_does_not_fit_has_no_date() -> None:
    whole, more = ("A", len(DAYS), frozenset("x")), ("A", len(DAYS) + 1, frozenset("x"))
    assert dates.placed([whole], {}, DAYS) == [(DAYS[0], DAYS[-1])]
    assert dates.placed([more], {}, DAYS) == [None]
    assert dates.placed([whole, whole], {}, DAYS) == [(DAYS[0], DAYS[-1]), None]
    assert dates.placed([], {}, DAYS) == []
    assert dates.placed([whole], {}, []) == [None]


def test_working_days_leave_out_weekends_and_holidays_and_keep_both_ends() -> None:
    first, last = dt.date(2026, 8, 14), dt.date(2026, 8, 18)
    assert dates.working_days(first, last) == [first, dt.date(2026, 8, 17), last]
    assert dates.working_days(first, last, frozenset({dt.date(2026, 8, 17)})) == [first, last]
    assert dates.working_days(last, first) == []
