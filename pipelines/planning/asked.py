"""Wishes as they are typed, and what is wrong with them before anything is searched."""

import datetime as dt
import re
from collections.abc import Iterable

from pipelines.planning.ladders import can_open, climbs, usable
from pipelines.planning.problem import Course, Problem, fitting_sessions
from pipelines.planning.wording import Refused, Said

UNITS = {
    **{"": 1, "rb": 10**3, "ribu": 10**3, "jt": 10**6, "juta": 10**6},
    **{"m": 10**9, "miliar": 10**9, "milyar": 10**9, "t": 10**12, "triliun": 10**12},
}


def rupiah(text: str) -> int:
    """Return rupiah written as `500 juta`, `Rp 1,5 miliar` or `500.000.000`."""
    found = re.fullmatch(r"(?:rp\.?)?\s*(-?\d{1,3}(?:\.\d{3})+|-?\d+)(?:,(\d+))?\s*([a-z]*)", text.strip().casefold())
    if not found or found[3] not in UNITS:
        raise Refused(Said("budget_not_read", {"text": text}), is_usage=True)
    unit = UNITS[found[3]]
    whole, part = int(found[1].replace(".", "")), found[2] or ""
    if whole < 0:
        raise Refused(Said("budget_negative"), is_usage=True)
    return whole * unit + (int(part) * unit // 10 ** len(part) if part else 0)


def weights(text: str) -> tuple[int, ...]:
    """Return five weights from 0 to 100 written as `35,25,20,10,10`, not all of them nothing."""
    parts = [part.strip() for part in text.split(",")]
    found = tuple(int(part) for part in parts if re.fullmatch(r"\d{1,3}", part))
    if len(parts) != 5 or len(found) != 5 or not any(found) or max(found) > 100:
        raise Refused(Said("weights_not_read", {"text": text}), is_usage=True)
    return found


def course_ids(courses: Iterable[Course], typed: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of courses typed by code or by name, in the order of their codes."""
    by_word = {
        word.casefold(): course.course_id for course in courses for word in (course.course_name, course.course_id)
    }
    found = {word: by_word.get(word.strip().casefold()) for word in typed}
    if unknown := [word for word, course_id in found.items() if course_id is None]:
        raise Refused(Said("unknown_course", {"course": unknown, "count": len(set(by_word.values()))}), is_usage=True)
    return tuple(sorted({course_id for course_id in found.values() if course_id}))


def check(problem: Problem, today: dt.date) -> list[Said]:
    """Return what a planner should know of wishes that can be tried; raise Refused for those that cannot."""
    wishes = problem.wishes
    if both := sorted(set(wishes.include) & set(wishes.exclude)):
        raise Refused(Said("include_and_exclude", {"course": both}), is_usage=True)
    if wishes.end < today:
        raise Refused(Said("deadline_past", {"end": wishes.end, "today": today}))
    if wishes.end < wishes.start:
        raise Refused(Said("window_turned", {"start": wishes.start, "end": wishes.end}), is_usage=True)
    if not problem.courses:
        raise Refused(Said("no_courses"))
    if not any(person.needs for person in problem.people):
        raise Refused(Said("no_needs", {"people": len(problem.people)}))
    _check_includes(problem)
    _check_money(problem)
    small = [course.course_id for course in problem.courses if course.seat_count < wishes.smallest_class]
    if len(small) == len(problem.courses):
        raise Refused(_small_rooms(problem, small))
    return [_small_rooms(problem, small)] if small else []


def _small_rooms(problem: Problem, course_ids: list[str]) -> Said:
    most = max(course.seat_count for course in problem.courses)
    return Said("seats_below_class", {"course": course_ids, "class": problem.wishes.smallest_class, "seats": most})


def _check_includes(problem: Problem) -> None:
    """Refuse a course that must be held when it cannot be."""
    wishes = problem.wishes
    for course in problem.courses:
        if course.course_id not in wishes.include:
            continue
        blanks = {"course": course.course_id, "name": course.course_name, "class": wishes.smallest_class}
        if not course.competency_name:
            raise Refused(Said("course_without_competency", blanks))
        if not can_open(course, wishes):
            is_small = course.seat_count < wishes.smallest_class
            code = "include_too_small" if is_small else "include_no_time"
            blanks |= {
                "seats": course.seat_count,
                "days": course.day_count,
                "most": str(fitting_sessions(course, wishes)),
            }
            raise Refused(Said(code, blanks))
        open_courses = usable(problem.courses, wishes)
        able = sum(
            any(course.course_id in ladder.course_ids for ladder in climbs(person, open_courses, wishes))
            for person in problem.people
        )
        if able < wishes.smallest_class:
            raise Refused(Said("include_nobody", blanks | {"able": able}))


def _check_money(problem: Problem) -> None:
    """Refuse a budget of nothing when nothing is free."""
    wishes = problem.wishes
    least = min(
        course.session_cost_rupiah + wishes.session_cost_rupiah + course.cost_rupiah * max(wishes.smallest_class, 1)
        for course in problem.courses
    )
    if wishes.budget_rupiah < least:
        code = "budget_zero" if wishes.budget_rupiah == 0 else "budget_too_small"
        raise Refused(Said(code, {"least": least, "class": wishes.smallest_class, "budget": wishes.budget_rupiah}))
