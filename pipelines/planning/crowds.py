"""People who are the same to the plan are one crowd: an integer of them climbs each ladder, names come afterwards.

No precision is lost. With at most two competencies a person, any counts that respect the rows of `program` can be
dealt out to the people of a crowd (`seating` does it): the rows form two laminar families, whose matrix is totally
unimodular, and such systems decompose into integer points (Baum and Trotter 1978). That is why `most_competencies`
stops at two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from pipelines.planning.ladders import Ladder, climbs, usable
from pipelines.planning.problem import Problem, Wishes


@dataclass(frozen=True)
class Crowd:
    """People with the same ladders.

    `unit_id` stands only where a floor asks for it; `reaching` are the ladders that alone bring the person to the
    yearly right, `pairs` two ladders of different competencies that do so only together. Whose ladders close no gap
    is not lifted and takes one course; `most` is the number of competencies each may take.
    """

    unit_id: str | None
    ladders: tuple[Ladder, ...]
    reaching: tuple[int, ...]
    pairs: tuple[tuple[int, int], ...]
    employee_ids: tuple[str, ...]
    is_lifted: bool
    most: int

    @property
    def size(self) -> int:
        return len(self.employee_ids)

    @property
    def takes(self) -> list[tuple[int, ...]]:
        """What a person of the crowd can be given: each ladder by itself, then each pair."""
        return [*((number,) for number in range(len(self.ladders))), *self.pairs]


def crowds(problem: Problem) -> list[Crowd]:
    """Return everyone who can climb at least one ladder, gathered into crowds, in an order that inputs alone decide."""
    wishes = problem.wishes
    courses = usable(problem.courses, wishes)
    gathered: dict[tuple[object, ...], list[str]] = {}
    known: dict[tuple[object, ...], tuple[Ladder, ...]] = {}
    for person in sorted(problem.people, key=lambda person: person.employee_id):
        short = person.short_jp_e2 if wishes.right != "off" else 0
        profile = (person.needs, short, person.taken)
        if profile not in known:
            known[profile] = climbs(person, courses, wishes)
        found = known[profile]
        if found:
            unit_id = person.unit_id if wishes.floor_pct else None
            gathered.setdefault((unit_id, found, _rights(found, short, wishes)), []).append(person.employee_id)
    return [_crowd(key, ids, wishes) for key, ids in gathered.items()]


def _crowd(key: tuple[Any, ...], employee_ids: Sequence[str], wishes: Wishes) -> Crowd:
    unit_id, found, (reaching, pairs) = key
    is_lifted = found[0].value > 0
    most = wishes.most_competencies if is_lifted else 1
    return Crowd(unit_id, found, reaching, pairs, tuple(employee_ids), is_lifted, most)


def _rights(found: Sequence[Ladder], short: int, wishes: Wishes) -> tuple[tuple[int, ...], tuple[tuple[int, int], ...]]:
    if short <= 0:
        return (), ()
    reaching = tuple(i for i, ladder in enumerate(found) if ladder.jp_e2 >= short)
    rest = [i for i in range(len(found)) if i not in reaching]
    pairs = tuple(
        (i, j)
        for i, j in combinations(rest, 2)
        if found[i].competency_name != found[j].competency_name and found[i].jp_e2 + found[j].jp_e2 >= short
    )
    return reaching, pairs if wishes.most_competencies > 1 else ()
