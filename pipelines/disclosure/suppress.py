"""Linked secondary suppression: attack with everything shown, hide what the attack rests on, until it finds nothing.

The true numbers are one answer the outsider cannot rule out; every point a program returns is another. What all the
answers found so far leave open needs no further program, so most targets are settled by a few random directions.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from pipelines.disclosure.counts import Key
from pipelines.disclosure.knowledge import PERSONS, Knowledge, Row, Target
from pipelines.disclosure.solver import TOLERANCE, Answer, Program, Unsolved, Vector

DIRECTIONS = 8
"""Pairs of random directions tried before targets are looked at one by one."""


@dataclass(frozen=True)
class Insider:
    """Someone who knows some parts: a unit knows its own people. `near` are the units looked at through its eyes."""

    parts: tuple[int, ...]
    near: frozenset[str]


@dataclass(frozen=True)
class Protection:
    """What had to be hidden, targets that stay open to attack, and the narrowest interval left to an outsider."""

    hidden: frozenset[tuple[str, Key]]
    broken: tuple[Target, ...]
    narrowest: float | None
    target_count: int


def protect(known: Knowledge, newest: str, insiders: Sequence[Insider] = ()) -> Protection:
    """Return what of the newest edition must be hidden so that no target can be narrowed down, by insiders neither."""
    hidden: set[tuple[str, Key]] = set()
    broken: list[Target] = []
    widths: list[float] = []
    count = 0
    for part in _components(known):
        if part.targets and any(row.edition_id == newest for row in part.rows):
            search = _Search(known, part)
            search.settle()
            widths += search.widths()
            for insider in insiders:
                search.settle_against(insider)
            hidden |= search.hidden
            broken += search.broken
            count += len(part.targets)
    return Protection(frozenset(hidden), tuple(broken), min(widths, default=None), count)


@dataclass(frozen=True)
class _Component:
    """Rows, links and targets that have something to do with one another, and their parts."""

    columns: list[int]
    rows: list[Row]
    links: list[tuple[tuple[int, ...], tuple[float, ...], float]]
    targets: list[Target]


def _components(known: Knowledge) -> Iterator[_Component]:
    leader = list(range(len(known.truth)))

    def find(part: int) -> int:
        while leader[part] != part:
            leader[part] = leader[leader[part]]
            part = leader[part]
        return part

    bundles = [row.parts for row in known.rows] + [link[0] for link in known.links]
    for bundle in [*bundles, *(target.parts for target in known.targets)]:
        for part in bundle[1:]:
            leader[find(part)] = find(bundle[0])
    groups: dict[int, _Component] = {}
    for part in range(len(leader)):
        groups.setdefault(find(part), _Component([], [], [], [])).columns.append(part)
    for row in known.rows:
        if row.parts:
            groups[find(row.parts[0])].rows.append(row)
    for link in known.links:
        groups[find(link[0][0])].links.append(link)
    for target in known.targets:
        groups[find(target.parts[0])].targets.append(target)
    yield from groups.values()


class _Search:
    """The attack on one component and what it has cost so far."""

    def __init__(self, known: Knowledge, component: _Component) -> None:
        self._is_whole = known.measure == PERSONS
        self._place = {column: place for place, column in enumerate(component.columns)}
        self._rows, self._targets = component.rows, component.targets
        self._truth = np.array([known.truth[column] for column in component.columns])
        rows = [(self._at(row.parts), (1.0,) * len(row.parts), row.low, row.high) for row in component.rows]
        links = [(self._at(parts), weights, value, value) for parts, weights, value in component.links]
        bounds = [known.low[c] for c in component.columns], [known.high[c] for c in component.columns]
        self._program = Program(*bounds, [*rows, *links])
        self._weighing = _Weighing([(self._at(target.parts), target.weights) for target in component.targets])
        self._least = self._most = self._weighing.of(self._truth)
        self._random = random.Random(len(component.columns))
        self.hidden: set[tuple[str, Key]] = set()
        self.broken: list[Target] = []

    def settle(self) -> None:
        """Hide until every target is protected against an outsider."""
        self._settle(range(len(self._targets)))

    def settle_against(self, insider: Insider) -> None:
        """Hide until targets near an insider are protected also against what that one knows."""
        held = [self._place[part] for part in insider.parts if part in self._place]
        inside = set(insider.parts)
        left = [
            number
            for number, target in enumerate(self._targets)
            if target.key[1] in insider.near and not inside.issuperset(target.parts)
        ]
        if not held or not left:
            return
        outside = self._least, self._most
        self._least = self._most = self._weighing.of(self._truth)
        self._program.fix(held, self._truth[held].tolist())
        self._settle(left)
        self._program.free(held)
        self._least, self._most = outside

    def widths(self) -> list[float]:
        """Return the proved width of every target that needs one, in units of its need."""
        return [
            float(self._most[n] - self._least[n]) / target.need for n, target in enumerate(self._targets) if target.need
        ]

    def _settle(self, numbers: Sequence[int]) -> None:
        self._look_around(numbers)
        for number in numbers:
            while not self._is_safe(number):
                answers = self._look_at(number)
                if self._is_safe(number):
                    break
                if not self._hide_one(answers):
                    self._give_up_on(number)
                    break

    def _is_safe(self, number: int) -> bool:
        target = self._targets[number]
        if target.must_fall_below_zero:
            return bool(self._least[number] < -TOLERANCE)
        return bool(self._most[number] - self._least[number] >= target.need - TOLERANCE)

    def _look_around(self, numbers: Sequence[int]) -> None:
        """Try random directions over the targets that are not yet safe."""
        for _ in range(DIRECTIONS):
            unsafe = [number for number in numbers if not self._is_safe(number)]
            if len(unsafe) < 3:
                return
            weights: dict[int, float] = {}
            for number in unsafe:
                sign = self._random.choice((-1.0, 1.0))
                for part in self._at(self._targets[number].parts):
                    weights[part] = weights.get(part, 0) + sign
            for largest in (True, False):
                self._learn(self._program.extreme([*weights], [*weights.values()], largest=largest))

    def _look_at(self, number: int) -> list[Answer]:
        """Return the largest and the smallest the target can be; the smallest is not asked for when that is enough."""
        target = self._targets[number]
        columns, answers = self._at(target.parts), []
        is_proof = True
        for largest in (not target.must_fall_below_zero, target.must_fall_below_zero):
            answers.append(self._program.extreme(columns, target.weights, largest=largest))
            is_proof = self._learn(answers[-1]) and is_proof
            if self._is_safe(number):
                return answers
        if not is_proof:
            everything = range(len(self._truth))
            self._program.whole_numbers(everything, wanted=True)
            for largest in (True, False):
                self._learn(self._program.extreme(columns, target.weights, largest=largest))
            self._program.whole_numbers(everything, wanted=False)
        return answers

    def _learn(self, answer: Answer) -> bool:
        """Take a point in as one that cannot be ruled out; False for fractions of persons, which prove nothing."""
        if self._is_whole and not answer.is_whole:
            return False
        values = self._weighing.of(answer.point)
        self._least, self._most = np.minimum(self._least, values), np.maximum(self._most, values)
        return True

    def _hide_one(self, answers: Sequence[Answer]) -> bool:
        """Hide the cheapest shown number that the extremes rest on; False when they rest on nothing of this edition."""
        bearing = {
            number
            for answer in answers
            for number, row in enumerate(self._rows)
            if abs(answer.duals[number]) > TOLERANCE and row.may_hide and (row.edition_id, row.key) not in self.hidden
        }
        if not bearing:
            return False
        cheapest = min(bearing, key=lambda number: (self._rows[number].cost, str(self._rows[number].key)))
        row = self._rows[cheapest]
        self._program.lift(cheapest)
        self.hidden.add((row.edition_id, row.key))
        return True

    def _give_up_on(self, number: int) -> None:
        """Nothing of this edition bears on the target: what is known of it was known before, or the rule is wrong."""
        self.broken.append(self._targets[number])

    def _at(self, parts: Sequence[int]) -> list[int]:
        return [self._place[part] for part in parts]


class _Weighing:
    """Weighted sums of many bundles of columns at once."""

    def __init__(self, bundles: Sequence[tuple[list[int], Sequence[float]]]) -> None:
        lengths = [len(columns) for columns, _ in bundles]
        self._starts: npt.NDArray[np.int64] = np.array([0, *np.cumsum(lengths)[:-1]], dtype=np.int64)
        self._columns = np.array([column for columns, _ in bundles for column in columns], dtype=np.int64)
        self._weights = np.array([weight for _, weights in bundles for weight in weights], dtype=float)

    def of(self, point: Vector) -> Vector:
        """Return the value of every bundle at a point."""
        return np.add.reduceat(point[self._columns] * self._weights, self._starts)


__all__ = ["Protection", "Unsolved", "protect"]
