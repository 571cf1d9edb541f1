"""The training plan is the best there is, keeps what it promises, and is the same every time."""

import datetime as dt
import threading
from dataclasses import replace

import pytest
import small_plans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.planning import seating
from pipelines.planning.crowds import Crowd
from pipelines.planning.ladders import Ladder
from pipelines.planning.plan import solve
from pipelines.planning.problem import Course, Need, Person, Problem
from pipelines.planning.search import Progress
from pipelines.sample import training


def test_the_plan_is_worth_what_trying_everything_finds() -> None:
    """200 random cases that have a plan, and every one met on the way that has none."""
    feasible = infeasible = 0
    for seed in range(1000):
        case = small_plans.problem(seed)
        best, plan = small_plans.best_value(case), solve(case, 30)
        if best is None:
            assert plan.status == "infeasible", seed
            infeasible += 1
        else:
            assert (plan.status, plan.value, plan.bound) == ("optimal", best, best), seed
            assert not small_plans.broken(case, plan), seed
            feasible += 1
        if feasible == 200:
            break
    assert feasible == 200
    assert infeasible > 20


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(10_000, 1_000_000))
def test_no_promise_is_broken(seed: int) -> None:
    """Budget, seats, smallest class, prerequisites, nobody twice, floors, right, includes, excludes, stated value."""
    case = small_plans.problem(seed)
    plan = solve(case, 30)
    if plan.status == "infeasible":
        assert small_plans.best_value(case) is None
        assert plan.sessions == ()
    else:
        assert small_plans.broken(case, plan) == []


@pytest.mark.parametrize(
    ("people_count", "floor_pct", "right"), [(400, 0, "off"), (2000, 0, "value"), (600, 10, "value")]
)
def test_large_plans_keep_their_promises_and_are_never_worse_than_a_careful_planner(
    people_count: int, floor_pct: int, right: str
) -> None:
    case = training.city(people_count, floor_pct=floor_pct, right=right)  # type: ignore[arg-type]
    plan = solve(case, 120)
    assert small_plans.broken(case, plan) == []
    assert plan.status == "optimal"
    assert plan.greedy_value is None or plan.value >= plan.greedy_value
    gain = 100 * (plan.value / plan.greedy_value - 1) if plan.greedy_value else 0
    print(f"{people_count} people: {plan.value} against {plan.greedy_value} by hand, gain {gain:.1f} %")


def test_a_search_cancelled_at_once_keeps_the_plan_made_by_hand_and_an_honest_bound() -> None:
    case = training.city(800)
    cancel = threading.Event()
    cancel.set()
    stopped, whole = solve(case, 60, cancel), solve(case, 120)
    assert stopped.status == "feasible"
    assert stopped.value == stopped.greedy_value
    assert small_plans.broken(case, stopped) == []
    assert stopped.value <= whole.value <= stopped.bound
    assert (stopped.gap_pct or 0) > 0


def test_cancelling_while_it_runs_keeps_the_best_so_far() -> None:
    case = training.city(1500, right="value", budget=2_000_000_000)
    cancel, told = threading.Event(), list[Progress]()

    def watch(progress: Progress) -> None:
        told.append(progress)
        if len(told) == 3:
            cancel.set()

    plan = solve(case, 120, cancel, watch)
    assert small_plans.broken(case, plan) == []
    assert plan.value >= (plan.greedy_value or 0)
    assert plan.value <= plan.bound
    assert [progress.seconds for progress in told] == sorted(progress.seconds for progress in told)
    bounds = [progress.bound for progress in told if progress.bound is not None]
    assert all(bound >= plan.value for bound in bounds)


def test_the_same_inputs_give_the_same_plan_in_whatever_order_they_come() -> None:
    case = training.city(500, right="value")
    turned = replace(case, people=case.people[::-1], courses=case.courses[::-1])
    assert solve(case, 60) == solve(turned, 60)
    other = replace(case, wishes=replace(case.wishes, budget_rupiah=case.wishes.budget_rupiah + 1))
    assert case.inputs_hash() == turned.inputs_hash() != other.inputs_hash()


def test_a_budget_of_nothing_buys_what_is_free() -> None:
    course = Course("A", "A", "Integritas", 100, 200, 1600, 0, 10, 1)
    paid = Course("B", "B", "Komunikasi", 100, 200, 1600, 1, 10, 1)
    needs = (Need("Integritas", 100, 200), Need("Komunikasi", 100, 200))
    plan = solve(Problem((Person("p", "u", needs),), (course, paid), small_plans.wishes(0, smallest_class=1)), 10)
    assert [session.course_id for session in plan.sessions] == ["A"]
    assert [(left.competency_name, left.reason) for left in plan.uncovered] == [("Komunikasi", "not_opened")]


def test_a_second_step_is_taken_after_the_first_and_its_dates_follow() -> None:
    first = Course("A", "Dasar", "Integritas", 100, 200, 1600, 100, 10, 1, day_count=2)
    second = Course("B", "Lanjutan", "Integritas", 200, 300, 2400, 100, 10, 1, day_count=3)
    person = Person("p", "u", (Need("Integritas", 100, 300),))
    plan = solve(Problem((person,), (first, second), small_plans.wishes(200, smallest_class=1)), 10)
    assert [session.course_id for session in plan.sessions] == ["A", "B"]
    a, b = plan.sessions
    assert a.end is not None
    assert b.start is not None
    assert a.end < b.start
    assert plan.value == 200 * 100
    poor = solve(Problem((person,), (second,), small_plans.wishes(200, smallest_class=1)), 10)
    assert [left.reason for left in poor.uncovered] == ["prerequisite"]


def test_no_session_is_held_on_a_holiday_that_is_known() -> None:
    course = Course("A", "Dasar", "Integritas", 100, 200, 1600, 0, 10, 1, day_count=2)
    person = Person("p", "u", (Need("Integritas", 100, 200),))
    window = {"start": dt.date(2026, 8, 14), "end": dt.date(2026, 8, 19)}
    wishes = replace(small_plans.wishes(0, smallest_class=1), year=2026, **window)
    held = {}
    for holidays in (frozenset(), frozenset({dt.date(2026, 8, 17)}), frozenset({dt.date(2026, 8, 14)})):
        plan = solve(Problem((person,), (course,), wishes, holidays=holidays), 10)
        assert plan.holiday_count == len(holidays)
        held[holidays] = plan.sessions[0].start, plan.sessions[0].end
    assert list(held.values()) == [
        (dt.date(2026, 8, 14), dt.date(2026, 8, 17)),
        (dt.date(2026, 8, 14), dt.date(2026, 8, 18)),
        (dt.date(2026, 8, 17), dt.date(2026, 8, 18)),
    ]


def test_counts_are_dealt_out_so_that_nobody_climbs_one_competency_twice() -> None:
    """Two people, three ladders in two competencies: dealt in order they would meet in one person."""
    ladders = (Ladder("K", ("A",), 1, 0, 0), Ladder("K", ("B",), 1, 0, 0), Ladder("L", ("C",), 1, 0, 0))
    crowd = Crowd(None, ladders, (), (), ("p", "q"), True, 2)
    given = seating.dealt(crowd, {0: 1, 1: 1, 2: 2})
    assert sorted(len(held) for held in given.values()) == [2, 2]
    assert all(len({ladder.competency_name for ladder in held}) == 2 for held in given.values())
    assert sorted(ladder.course_ids[0] for held in given.values() for ladder in held) == ["A", "B", "C", "C"]


REASONS = {
    "no_course": Course("X", "X", "Lain", 100, 200, 1600, 0, 10, 1),
    "no_higher_course": Course("X", "X", "Integritas", None, 100, 1600, 0, 10, 1),
    "prerequisite": Course("X", "X", "Integritas", 200, 300, 1600, 0, 10, 1),
    "excluded": Course("OUT", "X", "Integritas", 100, 200, 1600, 0, 10, 1),
    "cannot_open": Course("X", "X", "Integritas", 100, 200, 1600, 0, 1, 1),
    "taken": Course("DONE", "X", "Integritas", 100, 200, 1600, 0, 10, 1),
    "not_opened": Course("X", "X", "Integritas", 100, 200, 1600, 9, 10, 1),
    "no_seat": Course("X", "X", "Integritas", 100, 200, 1600, 0, 2, 1),
    "below_cut_line": Course("X", "X", "Integritas", 100, 200, 1600, 2, 4, 1),
}


@pytest.mark.parametrize("reason", REASONS)
def test_who_stays_uncovered_is_told_why(reason: str) -> None:
    need = (Need("Integritas", 100, 200),)
    people = [Person(f"p{number}", "u", need, taken=frozenset({"DONE"})) for number in range(3)]
    wish = small_plans.wishes(5, smallest_class=2, exclude=("OUT",))
    plan = solve(Problem(tuple(people), (REASONS[reason],), wish), 10)
    assert {left.reason for left in plan.uncovered} == {reason}
    assert len(plan.uncovered) == (1 if reason in ("no_seat", "below_cut_line") else 3)


def test_one_person_is_not_sent_everywhere() -> None:
    names = ("Integritas", "Komunikasi", "Pelayanan")
    courses = tuple(Course(name, name, name, 100, 200, 1600, 0, 5, 1) for name in names)
    person = Person("p", "u", tuple(Need(name, 100, 200) for name in names))
    plan = solve(Problem((person,), courses, small_plans.wishes(0, smallest_class=1)), 10)
    assert plan.seat_count == 2
    assert [left.reason for left in plan.uncovered] == ["enough_for_one_person"]
