"""The plan a careful planner makes by hand: open the session that gives most for its money, fill it, and again.

It is the yardstick the exact plan is measured against and the plan its search starts from.
"""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.planning.crowds import Crowd
from pipelines.planning.problem import Course, Problem, fitting_sessions
from pipelines.planning.program import ordered, right_worth

Counts = dict[tuple[int, int], int]


def reached(crowd: Crowd, counts: Mapping[int, int]) -> int:
    """Return the most people of a crowd that counts by take can bring to the yearly right."""
    reaching = sum(n for j, n in counts.items() if j >= len(crowd.ladders) or j in crowd.reaching)
    return min(reaching, crowd.size)


def value(own: Sequence[Crowd], counts: Counts, right: int) -> int:
    """Return what counts are worth in value points."""
    points = sum(n * sum(own[i].ladders[k].value for k in own[i].takes[j]) for (i, j), n in counts.items())
    by_crowd: dict[int, dict[int, int]] = {}
    for (i, j), n in counts.items():
        by_crowd.setdefault(i, {})[j] = n
    return points + right * sum(reached(own[i], taken) for i, taken in by_crowd.items())


@dataclass
class _Hall:
    """What is still free: money, seats of people, sessions of courses."""

    money: int
    counts: Counts
    sessions: dict[str, int]


def plan(problem: Problem, own: Sequence[Crowd], floors: Mapping[str, int], least_right: int) -> Counts | None:
    """Return the greedy plan as counts, None when it breaks a floor, the right or a course that must be included."""
    wishes = problem.wishes
    wanted = _wanted(own, right_worth(problem))
    hall = _Hall(wishes.budget_rupiah, {}, {})
    courses = {course.course_id: course for course in ordered(problem.courses)}
    for course_id in wishes.include:
        _open(problem, own, courses[course_id], wanted.get(course_id, []), hall)
    heap = [(float("-inf"), course_id) for course_id in courses if course_id in wanted]
    heapq.heapify(heap)
    while heap:
        _, course_id = heapq.heappop(heap)
        session = _session(problem, own, courses[course_id], wanted[course_id], hall)
        if session is None:
            continue
        price = -session[0] / max(session[1], 1)
        if heap and price > heap[0][0]:
            heapq.heappush(heap, (price, course_id))
            continue
        _open(problem, own, courses[course_id], wanted[course_id], hall)
        heapq.heappush(heap, (price, course_id))
    return hall.counts if _keeps(problem, own, hall, floors, least_right) else None


def _wanted(own: Sequence[Crowd], right: int) -> dict[str, list[tuple[int, int, int]]]:
    """Return for each course the (worth, crowd, take) of its one-course ladders, the most worth for the money first."""
    found: dict[str, list[tuple[int, int, int]]] = {}
    for i, crowd in enumerate(own):
        for j, ladder in enumerate(crowd.ladders):
            if len(ladder.course_ids) == 1:
                worth = ladder.value + (right if j in crowd.reaching else 0)
                found.setdefault(ladder.course_ids[0], []).append((worth, i, j))
    for candidates in found.values():
        candidates.sort(key=lambda each: (-each[0], each[1], each[2]))
    return found


def _free(problem: Problem, own: Sequence[Crowd], i: int, j: int, hall: _Hall) -> int:
    """Return how many people of a crowd may still take a ladder."""
    crowd = own[i]
    name = crowd.ladders[j].competency_name
    taken = {k: hall.counts.get((i, k), 0) for k in range(len(crowd.ladders))}
    same = sum(n for k, n in taken.items() if crowd.ladders[k].competency_name == name)
    return min(crowd.size - same, crowd.most * crowd.size - sum(taken.values()))


def _session(
    problem: Problem, own: Sequence[Crowd], course: Course, candidates: list[tuple[int, int, int]], hall: _Hall
) -> tuple[int, int, list[tuple[int, int, int]]] | None:
    """Return worth, cost and people of the next session of a course, None when it cannot be opened."""
    wishes = problem.wishes
    most = fitting_sessions(course, wishes)
    fixed = course.session_cost_rupiah + wishes.session_cost_rupiah
    if most is not None and hall.sessions.get(course.course_id, 0) >= most:
        return None
    seats = course.seat_count
    if course.cost_rupiah:
        seats = min(seats, (hall.money - fixed) // course.cost_rupiah)
    people: list[tuple[int, int, int]] = []
    worth = seated = 0
    for points, i, j in candidates:
        count = min(_free(problem, own, i, j, hall), seats - seated)
        if seated >= seats:
            break
        if count > 0:
            people.append((i, j, count))
            worth, seated = worth + points * count, seated + count
    if seated < max(wishes.smallest_class, 1) or fixed + seated * course.cost_rupiah > hall.money:
        return None
    return worth, fixed + seated * course.cost_rupiah, people


def _open(
    problem: Problem, own: Sequence[Crowd], course: Course, candidates: list[tuple[int, int, int]], hall: _Hall
) -> None:
    session = _session(problem, own, course, candidates, hall)
    if session is None:
        return
    hall.money -= session[1]
    hall.sessions[course.course_id] = hall.sessions.get(course.course_id, 0) + 1
    for i, j, count in session[2]:
        hall.counts[i, j] = hall.counts.get((i, j), 0) + count


def _keeps(problem: Problem, own: Sequence[Crowd], hall: _Hall, floors: Mapping[str, int], least_right: int) -> bool:
    served = dict.fromkeys(floors, 0)
    right = 0
    by_crowd: dict[int, dict[int, int]] = {}
    for (i, j), n in hall.counts.items():
        by_crowd.setdefault(i, {})[j] = n
    for i, taken in by_crowd.items():
        right += reached(own[i], taken)
        if own[i].unit_id in served and own[i].is_lifted:
            served[own[i].unit_id or ""] += min(sum(taken.values()), own[i].size)
    is_right = problem.wishes.right != "require" or right >= least_right
    has_all = all(hall.sessions.get(course_id) for course_id in problem.wishes.include)
    return is_right and has_all and all(served[unit_id] >= least for unit_id, least in floors.items())
