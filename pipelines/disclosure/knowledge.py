"""What an outsider knows: own parts of units that add up to shown numbers, and how editions differ where few moved.

Two measures are kept apart: persons (whole numbers) and sums of a mean, for which every number of persons counts as
known. Parts that are zero for a unit as a whole are known to be zero: a unit without staff is no secret.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from pipelines.disclosure.counts import Key
from pipelines.disclosure.editions import Edition
from pipelines.disclosure.rule import whole

PERSONS, SUMS = "persons", "sums"
SPAN = {"skm_years": (25.0, 100.0)}
"""Least and greatest value of the mean of a table; otherwise from 0 to MOST."""

MOST = 2000.0


@dataclass(frozen=True)
class Row:
    """A shown number as the bounds it puts on the sum of its parts; `cost` is what hiding it would lose."""

    edition_id: str
    key: Key
    parts: tuple[int, ...]
    low: float
    high: float
    may_hide: bool
    cost: float


@dataclass(frozen=True)
class Target:
    """Something that must stay uncertain: the weighted sum of its parts must range over `need`, or fall below 0."""

    edition_id: str
    key: Key
    parts: tuple[int, ...]
    weights: tuple[float, ...]
    need: float
    must_fall_below_zero: bool = False


@dataclass
class Knowledge:
    """A linear system: parts with their bounds and true values, shown rows, links between editions, and targets."""

    measure: str
    low: list[float] = field(default_factory=list)
    high: list[float] = field(default_factory=list)
    truth: list[float] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    links: list[tuple[tuple[int, ...], tuple[float, ...], float]] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)
    index: dict[tuple[str, str, str, str | None], int] = field(default_factory=dict)

    def part(self, name: tuple[str, str, str, str | None], low: float, high: float, truth: float) -> None:
        self.index[name] = len(self.truth)
        self.low.append(min(low, truth))
        self.high.append(max(high, truth))
        self.truth.append(truth)

    def parts(self, edition: Edition, table: str, units: Iterable[str], items: Iterable[str | None]) -> tuple[int, ...]:
        """Return the parts of units and items that exist."""
        wanted = list(items)
        names = ((edition.edition_id, table, unit, item) for unit in units for item in wanted)
        return tuple(self.index[name] for name in names if name in self.index)


def persons(editions: Sequence[Edition], newest: str) -> Knowledge:
    """Return what all editions together tell of numbers of persons; rows of the newest may still be hidden."""
    known = Knowledge(PERSONS)
    for edition in editions:
        for table in edition.counts.tables:
            _person_parts(known, edition, table)
            _person_rows(known, edition, table, edition.edition_id == newest)
            _person_targets(known, edition, table)
    for earlier, later in _neighbours(editions):
        for table in set(earlier.counts.tables) & set(later.counts.tables):
            _link(known, earlier, later, table)
    for edition in editions:
        _link_tables(known, edition)
    return known


def sums(edition: Edition) -> Knowledge:
    """Return what the means of one edition tell of the sums behind them."""
    known = Knowledge(SUMS)
    for table in edition.counts.tables:
        items = _mean_items(edition, table)
        if items:
            _sum_parts(known, edition, table, items)
            _sum_rows(known, edition, table, items)
    return known


def _person_parts(known: Knowledge, edition: Edition, table: str) -> None:
    counts = edition.counts
    items = counts.items(table)
    for unit in counts.units:
        own = {item: counts.own(table, unit, item) for item in items}
        rest = counts.own(table, unit, None) - sum(own.values())
        if rest < 0:
            raise ValueError(f"{table}, {unit}: more persons in its items than in all")
        if sum(own.values()) + rest == 0:
            continue
        most = counts.count(table, counts.units[unit].root_id, None) + 100
        for item, count in own.items():
            if count or table != "skm_years":
                known.part((edition.edition_id, table, unit, item), 0, most, count)
        if rest:
            known.part((edition.edition_id, table, unit, None), 0, most, rest)


def _all(edition: Edition, table: str) -> list[str | None]:
    return [*edition.counts.items(table), None]


def _person_rows(known: Knowledge, edition: Edition, table: str, may_hide: bool) -> None:
    counts, rule = edition.counts, edition.rule
    for (name, unit, item), count in counts.exact.items():
        if name != table or (table, unit, item) not in edition.shown:
            continue
        parts = known.parts(edition, table, counts.below[unit], _all(edition, table) if item is None else [item])
        low, high = rule.behind(rule.rounded(count.person_count))
        cost = count.person_count * (20 if item is None else 1)
        known.rows.append(Row(edition.edition_id, (table, unit, item), parts, low, high, may_hide, cost))


def _person_targets(known: Knowledge, edition: Edition, table: str) -> None:
    """Add what nobody may find out: every count below the least, of units and of their own parts, zeros included."""
    counts, rule = edition.counts, edition.rule
    need = float(rule.suppression_interval)
    for unit in counts.units:
        below = counts.below[unit]
        scopes = [below] if len(below) == 1 else [below, [unit]]
        for scope in scopes:
            for item in _all(edition, table):
                parts = known.parts(edition, table, scope, _all(edition, table) if item is None else [item])
                truth = sum(known.truth[part] for part in parts)
                if parts and truth < rule.suppression_n_cell:
                    known.targets.append(
                        Target(edition.edition_id, (table, unit, item), parts, (1,) * len(parts), need)
                    )
        if dominant := uniform(edition, table, unit):
            known.targets.append(_not_uniform(known, edition, table, unit, dominant))


def uniform(edition: Edition, table: str, unit: str) -> str | None:
    """Return the item that nearly everybody in a small unit has; None when there is none or the unit is large."""
    if table == "skm_years":
        return None
    counts = edition.counts
    total = counts.count(table, unit, None)
    largest, item = max(((counts.count(table, unit, each), each) for each in counts.items(table)), default=(0, None))
    is_large_enough = total >= edition.rule.suppression_n_unit
    return item if is_large_enough and edition.rule.is_uniform(total, largest) else None


def _not_uniform(known: Knowledge, edition: Edition, table: str, unit: str, item: str) -> Target:
    """Return the target that nobody can prove so large a share: item − share × all must be able to fall below 0."""
    below, share = edition.counts.below[unit], edition.rule.suppression_share_pct / 100
    parts = known.parts(edition, table, below, _all(edition, table))
    dominant = set(known.parts(edition, table, below, [item]))
    weights = tuple((1.0 if part in dominant else 0.0) - share for part in parts)
    return Target(edition.edition_id, (table, unit, item), parts, weights, 0, must_fall_below_zero=True)


def _neighbours(editions: Sequence[Edition]) -> Iterator[tuple[Edition, Edition]]:
    """Yield editions someone would compare: an edition and its correction, and the last ones of two years in a row."""
    latest = {edition.year: edition for edition in sorted(editions, key=lambda each: each.number)}
    for edition in editions:
        for other in editions:
            if other.year == edition.year and other.number == edition.number + 1:
                yield edition, other
    for year, edition in latest.items():
        if year + 1 in latest:
            yield edition, latest[year + 1]


def _link(known: Knowledge, earlier: Edition, later: Edition, table: str) -> None:
    """Where few persons of a unit moved, take who they were as known: each item differs by a known number.

    In a unit of no more than those few that would be everybody; there, too, it may be known that nothing changed.
    """
    movers = later.rule.suppression_movers
    for unit in earlier.counts.units.keys() & later.counts.units.keys():
        before, after = earlier.counts.own(table, unit, None), later.counts.own(table, unit, None)
        granted = movers if min(before, after) > movers else 0
        items = [
            item
            for item in _all(later, table)
            if (earlier.edition_id, table, unit, item) in known.index
            and (later.edition_id, table, unit, item) in known.index
        ]
        pairs = [
            (
                known.index[later.edition_id, table, unit, item],
                known.index[earlier.edition_id, table, unit, item],
            )
            for item in items
        ]
        gained = [known.truth[new] - known.truth[old] for new, old in pairs]
        moved = max(sum(each for each in gained if each > 0), -sum(each for each in gained if each < 0))
        if moved <= granted:
            known.links += [((new, old), (1, -1), gain) for (new, old), gain in zip(pairs, gained, strict=True)]
        elif pairs and abs(after - before) <= granted and table != "skm_years":
            known.links.append(_same_heads([new for new, _ in pairs], [old for _, old in pairs], known))


def _same_heads(new: list[int], old: list[int], known: Knowledge) -> tuple[tuple[int, ...], tuple[float, ...], float]:
    difference = sum(known.truth[part] for part in new) - sum(known.truth[part] for part in old)
    return (*new, *old), (1,) * len(new) + (-1,) * len(old), difference


def _link_tables(known: Knowledge, edition: Edition) -> None:
    """Where two tables count (nearly) the same employees of a unit, take the few who are in one of them as known."""
    first, second = "appraisal_years", "training_years"
    for unit in edition.counts.units:
        heads = [known.parts(edition, table, [unit], _all(edition, table)) for table in (first, second)]
        counted = [sum(known.truth[part] for part in parts) for parts in heads]
        movers = edition.rule.suppression_movers
        granted = movers if min(counted) > movers else 0
        if all(heads) and abs(counted[0] - counted[1]) <= granted:
            known.links.append(_same_heads(list(heads[1]), list(heads[0]), known))


def _mean_items(edition: Edition, table: str) -> list[str | None]:
    """Return the items whose means add up to the mean of all; only `all` where items have none."""
    with_mean = {key[2] for key, count in edition.counts.exact.items() if key[0] == table and count.mean is not None}
    items = sorted(item for item in with_mean if item is not None)
    return [*items] if items else [None] if with_mean else []


def _total(edition: Edition, table: str, unit: str, item: str | None) -> float:
    count = edition.counts.exact.get((table, unit, item))
    return count.mean * count.person_count if count and count.mean is not None else 0.0


def _sum_parts(known: Knowledge, edition: Edition, table: str, items: list[str | None]) -> None:
    counts = edition.counts
    least, most = SPAN.get(table, (0.0, MOST))
    for unit in counts.units:
        for item in items:
            own = counts.own(table, unit, item)
            if own:
                children = counts.children.get(unit, [])
                truth = _total(edition, table, unit, item) - sum(
                    _total(edition, table, each, item) for each in children
                )
                known.part((edition.edition_id, table, unit, item), least * own, most * own, truth)


def _sum_rows(known: Knowledge, edition: Edition, table: str, items: list[str | None]) -> None:
    counts, rule = edition.counts, edition.rule
    for (name, unit, item), count in counts.exact.items():
        if name != table or count.mean is None:
            continue
        parts = known.parts(edition, table, counts.below[unit], items if item is None else [item])
        truth, persons_here = sum(known.truth[part] for part in parts), count.person_count
        if (table, unit, item) in edition.shown_means:
            low = max(whole(count.mean) - 0.5, count.least or 0.0) * persons_here
            high = min(whole(count.mean) + 0.5, count.most or MOST) * persons_here
            bounds = min(low, truth), max(high, truth)
            known.rows.append(Row(edition.edition_id, (table, unit, item), parts, *bounds, True, persons_here))
        elif persons_here < rule.suppression_n_cell and parts:
            need = float(rule.suppression_interval * persons_here)
            known.targets.append(Target(edition.edition_id, (table, unit, item), parts, (1,) * len(parts), need))
