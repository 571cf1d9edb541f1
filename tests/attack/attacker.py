"""An outsider who has every public file ever served, knows the release rule, and wants the numbers that are hidden.

Written without the code it attacks: it opens the files, reads the rule from them, and asks HiGHS how small and how
large each hidden number can be. Truth is used only to count what was found out and to grant the knowledge of movers.
"""

import itertools
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import highspy
import numpy as np

Cell = tuple[str, int, str, str]
"""Table, year, unit, item; item `all` is everybody, and `own:` before an item is the unit without those below it."""

Truth = Mapping[tuple[str, int, str, str], int]
"""Exact persons of table, year, unit itself and item."""

PREDICATES = ("very_good", "good", "needs_improvement", "poor", "very_poor")
FREE = highspy.kHighsInf


@dataclass
class Served:
    """What one public file says: the tree, the rule and the numbers."""

    parent: dict[str, str | None]
    base: int
    least: int
    shown: dict[Cell, int]
    hidden: set[Cell]
    means: dict[Cell, int]
    percents: dict[Cell, int]
    grades: dict[Cell, str] = field(default_factory=dict)
    inside: dict[str, list[str]] = field(default_factory=dict)
    splits: dict[str, list[str]] = field(default_factory=dict)

    def below(self, unit: str) -> list[str]:
        if not self.inside:
            for each in self.parent:
                for above in self.path(each):
                    self.inside.setdefault(above, []).append(each)
        return self.inside[unit]

    def path(self, unit: str | None) -> list[str]:
        found = []
        while unit is not None:
            found.append(unit)
            unit = self.parent[unit]
        return found

    def items(self, table: str) -> list[str]:
        if table == "training_years":
            return ["met", "not_met"]
        if table not in self.splits:
            found = {c[3] for c in (*self.shown, *self.hidden) if c[0] == table and c[3] != "all"}
            self.splits[table] = sorted(found)
        return self.splits[table]


def read(path: Path) -> Served:
    """Read a public file as anyone could."""
    with duckdb.connect(str(path), read_only=True) as con:
        parent = dict(con.execute("select unit_id, parent_id from units").fetchall())
        rule = dict(con.execute("select setting_id, setting_value from settings where valid_to is null").fetchall())
        served = Served(parent, rule["suppression_rounding"], rule["suppression_n_cell"], {}, set(), {}, {})
        _take(
            served,
            "appraisal_years",
            con.execute(
                "select year, unit_id, predicate, person_count, null, person_pct, null from appraisal_years"
            ).fetchall(),
        )
        _take(
            served,
            "skm_years",
            con.execute(
                "select year, unit_id, coalesce(service_name, 'all'), respondent_count, ikm, null, ikm_grade "
                "from skm_years"
            ).fetchall(),
        )
        _take(
            served,
            "training_years",
            con.execute(
                "select year, unit_id, 'all', employee_count, hours_avg, null, null from training_years union all "
                "select year, unit_id, 'met', met_count, null, met_pct, null from training_years"
            ).fetchall(),
        )
    return served


def _take(served: Served, table: str, rows: Iterable[tuple]) -> None:
    for year, unit, item, count, mean, percent, grade in rows:
        cell = (table, year, unit, item)
        if count is None:
            served.hidden.add(cell)
        else:
            served.shown[cell] = count
        for found, value in ((served.means, mean), (served.percents, percent), (served.grades, grade)):
            if value is not None:
                found[cell] = value


class Bounds:
    """Everything some files say together as one program in whole numbers, and questions to it.

    `truth` gives what the outsider is granted: which units have nobody of their own, how heads of two tables differ,
    and who moved in every unit where at most `movers` did; below 0 none of the latter.
    """

    def __init__(self, files: list[Served], truths: list[Truth], movers: int = 3) -> None:
        self.files, self.truths = files, truths
        self.column: dict[tuple[int, str, int, str, str], int] = {}
        self.rows: list[tuple[list[int], list[float], float, float]] = []
        for number, (served, truth) in enumerate(zip(files, truths, strict=True)):
            for table, year in sorted({cell[:2] for cell in (*served.shown, *served.hidden)}):
                self._columns(number, served, truth, table, year)
        for number, served in enumerate(files):
            for cell, value in served.shown.items():
                if number and self._may_be_carried(number, cell):
                    continue
                low = max(value - served.base // 2, served.least)
                self.rows.append((self.parts(number, cell), [], low, value + (served.base - 1) // 2))
        self._grant_movers(movers)
        self._highs = self._program()

    def _columns(self, number: int, served: Served, truth: Truth, table: str, year: int) -> None:
        for unit in served.parent:
            own = {item: truth.get((table, year, unit, item), 0) for item in served.items(table)}
            for item, count in own.items():
                if sum(own.values()) and (count or table != "skm_years"):
                    self.column[number, table, year, unit, item] = len(self.column)

    def _may_be_carried(self, number: int, cell: Cell) -> bool:
        """Return whether a row stands as in the file before: the rule says it may then speak of the counts of that."""
        rows = [{c[3]: v for c, v in self.files[n].shown.items() if c[:3] == cell[:3]} for n in (number - 1, number)]
        return rows[0] == rows[1]

    def parts(self, number: int, cell: Cell) -> list[int]:
        """Return the columns a cell is the sum of."""
        table, year, unit, item = cell
        served = self.files[number]
        own, item = item.startswith("own:"), item.removeprefix("own:")
        units = [unit] if own else served.below(unit)
        items = served.items(table) if item == "all" else [item]
        names = ((number, table, year, each, one) for each in units for one in items)
        return [self.column[name] for name in names if name in self.column]

    def _grant_movers(self, movers: int) -> None:
        """Tell who moved wherever at most so many did, between any two files or years in a row."""
        groups: dict[tuple[str, str], dict[tuple[int, int], dict[str, int]]] = {}
        for number, table, year, unit, item in self.column:
            truth = self.truths[number].get((table, year, unit, item), 0)
            groups.setdefault((table, unit), {}).setdefault((number, year), {})[item] = truth
        for (table, unit), versions in groups.items():
            for (one, first), (other, second) in itertools.combinations(sorted(versions), 2):
                if abs(first - second) <= 1 and (first == second or table != "skm_years"):
                    a, b = versions[one, first], versions[other, second]
                    self._grant(table, unit, (one, first, a), (other, second, b), movers)
        for number, year, unit in sorted({(name[0], *name[2:4]) for name in self.column}):
            self._grant_heads(number, year, unit, movers)

    def _grant(self, table: str, unit: str, one: tuple, other: tuple, movers: int) -> None:
        (n, first, a), (m, second, b) = one, other
        movers = movers if min(sum(a.values()), sum(b.values())) > movers else min(movers, 0)
        common = [item for item in a if item in b]
        gains = [b[item] - a[item] for item in common]
        if max(sum(g for g in gains if g > 0), -sum(g for g in gains if g < 0)) <= movers:
            for item, gain in zip(common, gains, strict=True):
                pair = [self.column[m, table, second, unit, item], self.column[n, table, first, unit, item]]
                self.rows.append((pair, [1, -1], gain, gain))

    def _grant_heads(self, number: int, year: int, unit: str, movers: int) -> None:
        cells = [(table, year, unit, "own:all") for table in ("appraisal_years", "training_years")]
        parts = [self.parts(number, cell) for cell in cells]
        items = [[(c[0], year, unit, item) for item in self.files[number].items(c[0])] for c in cells]
        heads = [sum(self.truths[number].get(name, 0) for name in names) for names in items]
        movers = movers if min(heads) > movers else min(movers, 0)
        if all(parts) and abs(heads[0] - heads[1]) <= movers:
            signs = [-1.0] * len(parts[0]) + [1.0] * len(parts[1])
            self.rows.append((parts[0] + parts[1], signs, heads[1] - heads[0], heads[1] - heads[0]))

    def _program(self) -> highspy.Highs:
        highs = highspy.Highs()
        highs.silent()
        highs.setOptionValue("threads", 1)
        model, count = highspy.HighsLp(), len(self.column)
        model.num_col_, model.num_row_ = count, len(self.rows)
        model.col_cost_ = np.zeros(count)
        model.col_lower_, model.col_upper_ = np.zeros(count), np.full(count, 5000.0)
        model.row_lower_ = np.array([row[2] for row in self.rows], dtype=float)
        model.row_upper_ = np.array([row[3] for row in self.rows], dtype=float)
        model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        model.a_matrix_.start_ = np.array([0, *np.cumsum([len(row[0]) for row in self.rows])], dtype=np.int32)
        model.a_matrix_.index_ = np.array([c for row in self.rows for c in row[0]], dtype=np.int32)
        model.a_matrix_.value_ = np.array(
            [w for row in self.rows for w in (row[1] or [1.0] * len(row[0]))], dtype=float
        )
        highs.passModel(model)
        return highs

    def range(self, parts: list[int], weights: list[float] | None = None) -> tuple[float, float]:
        """Return the smallest and largest value of a sum, in whole numbers of persons."""
        weights = weights or [1.0] * len(parts)
        found = [
            self._extreme(parts, weights, sense) for sense in (highspy.ObjSense.kMinimize, highspy.ObjSense.kMaximize)
        ]
        return found[0], found[1]

    def _extreme(self, parts: list[int], weights: list[float], sense: highspy.ObjSense) -> float:
        columns = np.arange(len(self.column), dtype=np.int32)
        costs = np.zeros(len(columns))
        np.add.at(costs, parts, weights)
        self._highs.changeColsCost(len(columns), columns, costs)
        self._highs.changeObjectiveSense(sense)
        point = self._solve()
        if np.abs(point - np.rint(point)).max(initial=0) > 1e-6:
            kinds = np.full(len(columns), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._highs.changeColsIntegrality(len(columns), columns, kinds)
            point = self._solve()
            self._highs.changeColsIntegrality(len(columns), columns, kinds * 0)
        return float(np.rint(point[parts]) @ np.array(weights))

    def _solve(self) -> np.ndarray:
        self._highs.run()
        status = self._highs.getModelStatus()
        assert status == highspy.HighsModelStatus.kOptimal, status
        return np.array(self._highs.getSolution().col_value)

    def knowing(self, number: int, unit: str | None) -> None:
        """Become a unit that knows its own employees in one file's year tables and in all others; None to forget."""
        columns = np.arange(len(self.column), dtype=np.int32)
        low, high = np.zeros(len(columns)), np.full(len(columns), 5000.0)
        if unit is not None:
            inside = set(self.files[number].below(unit))
            for (n, table, year, each, item), column in self.column.items():
                if each in inside and table != "skm_years":
                    low[column] = high[column] = self.truths[n].get((table, year, each, item), 0)
        self._highs.changeColsBounds(len(columns), columns, low, high)


@dataclass
class Outcome:
    """What an attack found out: sensitive numbers, those known exactly, the narrowest interval."""

    attack: str
    cells: int
    sensitive: int
    exact: int
    narrowest: float
    promised: float = 5

    def line(self) -> str:
        figures = f"{self.cells:>6} {self.sensitive:>9} {self.exact:>6} {self.narrowest:>9.1f} {self.promised:>9.1f}"
        return f"{self.attack:<36}{figures}"


HEADER = f"{'attack':<36}{'cells':>6} {'sensitive':>9} {'exact':>6} {'narrowest':>9} {'promised':>9}"


def sensitive(bounds: Bounds, number: int) -> list[tuple[Cell, list[int], int]]:
    """Return the numbers nobody may find out: everything below the least count, in units and in their own parts."""
    served, truth = bounds.files[number], bounds.truths[number]
    names = {column: name for name, column in bounds.column.items()}
    found = []
    for table, year in sorted({cell[:2] for cell in (*served.shown, *served.hidden)}):
        for unit in served.parent:
            has_more = len(served.below(unit)) > 1
            for item in [*served.items(table), "all"]:
                for name in [item, f"own:{item}"] if has_more else [item]:
                    parts = bounds.parts(number, (table, year, unit, name))
                    count = sum(truth.get(names[part][1:], 0) for part in parts)
                    if parts and count < served.least:
                        found.append(((table, year, unit, name), parts, count))
    return found


def bounds_attack(name: str, bounds: Bounds, numbers: Iterable[int], promised: float = 5) -> Outcome:
    """Ask the range of every sensitive number."""
    cells, widths, wrong = 0, [], 0
    for number in numbers:
        cells += len(bounds.files[number].shown) + len(bounds.files[number].hidden)
        for _, parts, count in sensitive(bounds, number):
            low, high = bounds.range(parts)
            wrong += not low <= count <= high
            widths.append(high - low)
    assert not wrong, "the attack ruled out the truth: it knows something that is not so"
    return Outcome(name, cells, len(widths), sum(w == 0 for w in widths), min(widths, default=float("inf")), promised)


INSIDERS = 10
"""Units drawn to be insiders where there are more."""


def insider_attack(bounds: Bounds, number: int) -> Outcome:
    """Let units use what they know of their own people against their parent and the units beside them."""
    served = bounds.files[number]
    targets = sensitive(bounds, number)
    widths = []
    below = sorted(unit for unit, parent in served.parent.items() if parent is not None)
    for unit in random.Random(len(below)).sample(below, min(INSIDERS, len(below))):
        parent = served.parent[unit]
        bounds.knowing(number, unit)
        inside = {c for (_, t, _, u, _), c in bounds.column.items() if unit in served.path(u) and t != "skm_years"}
        for (table, _, other, _), parts, _ in targets:
            beside = other == parent or served.parent[other] == parent
            if table != "skm_years" and beside and not inside.issuperset(parts):
                low, high = bounds.range(parts)
                widths.append(high - low)
    bounds.knowing(number, None)
    return Outcome("insider", len(targets), len(widths), sum(w == 0 for w in widths), min(widths, default=float("inf")))


def nullspace_attack(bounds: Bounds, number: int) -> Outcome:
    """Take every shown number as exact and solve; a number is found out when the equations fix it and it is right."""
    served = bounds.files[number]
    cells = [cell for cell in served.shown if bounds.parts(number, cell)]
    matrix = np.zeros((len(cells), len(bounds.column)))
    for row, cell in enumerate(cells):
        matrix[row, bounds.parts(number, cell)] = 1
    values = np.array([served.shown[cell] for cell in cells], dtype=float)
    inverse = np.linalg.pinv(matrix) if cells else np.zeros((len(bounds.column), 0))
    solution, projector = inverse @ values, inverse @ matrix
    targets, exact = sensitive(bounds, number), 0
    for _, parts, count in targets:
        wanted = np.zeros(len(bounds.column))
        wanted[parts] = 1
        is_fixed = np.abs(wanted @ projector - wanted).max(initial=0) < 1e-6
        exact += bool(is_fixed and served.base == 1 and abs(wanted @ solution - count) < 1e-6)
    return Outcome("nullspace of exact numbers", len(cells), len(targets), exact, float("nan"))


def uniform_attack(bounds: Bounds, number: int, share: float = 0.9, small: int = 50) -> list[Cell]:
    """Return the small units for which it can be proved that nearly everybody has one item."""
    served, proved = bounds.files[number], []
    for table, year in sorted({cell[:2] for cell in (*served.shown, *served.hidden) if cell[0] != "skm_years"}):
        for unit in served.parent:
            everybody = bounds.parts(number, (table, year, unit, "all"))
            truth = sum(
                bounds.truths[number].get((table, year, each, item), 0)
                for each in served.below(unit)
                for item in served.items(table)
            )
            if not served.least <= truth < small:
                continue
            for item in served.items(table):
                some = set(bounds.parts(number, (table, year, unit, item)))
                weights = [(1.0 if part in some else 0.0) - share for part in everybody]
                if bounds.range(everybody, weights)[0] >= -1e-9:
                    proved.append((table, year, unit, item))
    return proved


def percent_attack(served: Served) -> list[Cell]:
    """Return percentages that tell more than the rounded numbers beside them, or rest on too few."""
    found = []
    for cell, percent in served.percents.items():
        total, count = served.shown.get((*cell[:3], "all")), served.shown.get(cell)
        if total is None or count is None or total < 50 or percent != min(int(100 * count / total + 0.5), 100):
            found.append(cell)
    return found


def mean_attack(
    served: Served, sums: Mapping[Cell, tuple[int, float]], span: tuple[float, float], table: str
) -> Outcome:
    """Bound the means of groups too small to show, every number of persons taken as known.

    `sums` are persons and sum of each unit itself and item, of which the outsider knows the persons only.
    """
    own = {cell: persons for cell, (persons, _) in sums.items() if cell[0] == table and persons}
    column = {cell: number for number, cell in enumerate(own)}
    highs, model = highspy.Highs(), highspy.HighsLp()
    highs.silent()
    highs.setOptionValue("threads", 1)
    rows = []
    for cell, mean in served.means.items():
        if cell[0] == table and (parts := _mean_parts(served, column, cell)):
            persons = sum(own[each] for each in parts)
            grade = GRADES.get(served.grades.get(cell, ""), (0.0, 5000.0))
            low, high = max(mean - 0.5, grade[0]), min(mean + 0.5, grade[1])
            rows.append(([column[each] for each in parts], low * persons - 1e-6, high * persons + 1e-6))
    model.num_col_, model.num_row_ = len(column), len(rows)
    model.col_cost_ = np.zeros(len(column))
    model.col_lower_ = np.array([span[0] * persons for persons in own.values()])
    model.col_upper_ = np.array([span[1] * persons for persons in own.values()])
    model.row_lower_, model.row_upper_ = np.array([r[1] for r in rows]), np.array([r[2] for r in rows])
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array([0, *np.cumsum([len(r[0]) for r in rows])], dtype=np.int32)
    model.a_matrix_.index_ = np.array([c for r in rows for c in r[0]], dtype=np.int32)
    model.a_matrix_.value_ = np.ones(sum(len(r[0]) for r in rows))
    highs.passModel(model)
    widths = []
    for cell in sorted({c for c in (*served.shown, *served.hidden) if c[0] == table}):
        parts = _mean_parts(served, column, cell)
        persons = sum(own[each] for each in parts)
        if 0 < persons < served.least:
            ends = [_mean_end(highs, [column[p] for p in parts], len(column), s) for s in ("min", "max")]
            widths.append((ends[1] - ends[0]) / persons)
    return Outcome(
        f"means of {table}", len(rows), len(widths), sum(w < 0.01 for w in widths), min(widths, default=float("inf"))
    )


GRADES = {"A": (88.305, 100.0), "B": (76.605, 88.305), "C": (64.995, 76.605), "D": (25.0, 64.995)}


def _mean_parts(served: Served, column: Mapping[Cell, int], cell: Cell) -> list[Cell]:
    table, year, unit, item = cell
    below = set(served.below(unit))
    return [c for c in column if c[0] == table and c[1] == year and c[2] in below and item in ("all", c[3])]


def _mean_end(highs: highspy.Highs, parts: list[int], count: int, end: str) -> float:
    costs = np.zeros(count)
    costs[parts] = 1
    highs.changeColsCost(count, np.arange(count, dtype=np.int32), costs)
    highs.changeObjectiveSense(highspy.ObjSense.kMinimize if end == "min" else highspy.ObjSense.kMaximize)
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    return float(np.array(highs.getSolution().col_value)[parts].sum())


def mover_attack(before: Served, after: Served, table: str, year: int, unit: str) -> set[str]:
    """Return what one person who joined a unit can have been, when everybody else is known to be the same.

    For exact numbers one item is left; the outsider compares what two files show of the unit and all above it.
    """
    possible = set()
    for item in before.items(table):
        fits = True
        for each in before.path(unit):
            for name, gain in [(other, int(other == item)) for other in before.items(table)] + [("all", 1)]:
                cell = (table, year, each, name)
                old, new = before.shown.get(cell), after.shown.get(cell)
                fits = fits and _can_follow(old, new, gain, before)
        if fits:
            possible.add(item)
    return possible


def _can_follow(old: int | None, new: int | None, gain: int, served: Served) -> bool:
    """Return whether a number shown as `old` can be shown as `new` after so many more."""
    if old is None or new is None:
        return True
    half = served.base // 2
    return any(old - half <= n <= old + half and new - half <= n + gain <= new + half for n in range(old + half + 1))
