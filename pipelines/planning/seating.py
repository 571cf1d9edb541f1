"""From counts to names: who of a crowd climbs which ladder, and who sits in which session of a course."""

from collections.abc import Mapping, Sequence

from pipelines.planning.crowds import Crowd
from pipelines.planning.ladders import Ladder

Counts = Mapping[tuple[int, int], int]


def seated(own: Sequence[Crowd], counts: Counts) -> dict[str, tuple[Ladder, ...]]:
    """Return the ladders of everyone who is given one, in the order of employee_id."""
    by_crowd: dict[int, dict[int, int]] = {}
    for (i, j), count in counts.items():
        by_crowd.setdefault(i, {})[j] = count
    given: dict[str, tuple[Ladder, ...]] = {}
    for i, taken in by_crowd.items():
        given |= dealt(own[i], taken)
    return dict(sorted(given.items()))


def dealt(crowd: Crowd, taken: Mapping[int, int]) -> dict[str, tuple[Ladder, ...]]:
    """Return who of a crowd gets what, so that as many as can be are brought to the right and are served.

    Pairs fill their people. Everyone else has a first and a second place: first places go to ladders that reach the
    right, then to the others; two ladders of one competency that meet in one person are parted by a swap, for which
    the program leaves room.
    """
    people = list(crowd.employee_ids)
    given: dict[str, tuple[Ladder, ...]] = {}
    for j in range(len(crowd.ladders), len(crowd.takes)):
        for _ in range(taken.get(j, 0)):
            given[people.pop(0)] = tuple(crowd.ladders[number] for number in crowd.takes[j])
    singles = sorted(range(len(crowd.ladders)), key=lambda j: (j not in crowd.reaching, j))
    places: list[Ladder | None] = [crowd.ladders[j] for j in singles for _ in range(taken.get(j, 0))]
    places += [None] * (2 * len(people) - len(places))
    first, second = places[: len(people)], places[len(people) :]
    for i in range(len(people)):
        name = _name(first[i])
        if name is not None and name == _name(second[i]):
            j = next(j for j in range(len(people)) if name not in (_name(first[j]), _name(second[j])))
            second[i], second[j] = second[j], second[i]
    for person, *ladders in zip(people, first, second, strict=True):
        held = tuple(ladder for ladder in ladders if ladder is not None)
        if held:
            given[person] = held
    return given


def _name(ladder: Ladder | None) -> str | None:
    return ladder.competency_name if ladder else None


def sessions(employee_ids: Sequence[str], session_count: int) -> list[list[str]]:
    """Return people cut into sessions of nearly equal size, neighbours together."""
    smallest, larger = divmod(len(employee_ids), session_count)
    cut, found = 0, []
    for number in range(session_count):
        size = smallest + (number < larger)
        found.append(list(employee_ids[cut : cut + size]))
        cut += size
    return found
