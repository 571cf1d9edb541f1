"""What a plan must keep besides the budget: the floor of each unit and the people to bring to the yearly right."""

from collections import Counter
from collections.abc import Sequence

from pipelines.planning.crowds import Crowd
from pipelines.planning.problem import Problem


def floors(problem: Problem, own: Sequence[Crowd]) -> dict[str, int]:
    """Return for each unit with a floor the people to serve at least.

    The share is of everyone in the unit with a gap; nobody is promised who cannot be reached by any course.
    """
    share = problem.wishes.floor_pct
    if not share:
        return {}
    needy = Counter(person.unit_id for person in problem.people if person.needs)
    reachable: Counter[str] = Counter()
    for crowd in own:
        if crowd.is_lifted and crowd.unit_id:
            reachable[crowd.unit_id] += crowd.size
    return {unit: min(-(-needy[unit] * share // 100), count) for unit, count in sorted(reachable.items())}


def least_in_right(problem: Problem) -> int:
    """Return how many of those who fall short of the yearly right the plan must bring to it."""
    short = sum(person.short_jp_e2 > 0 for person in problem.people)
    return -(-short * problem.wishes.right_pct // 100)
