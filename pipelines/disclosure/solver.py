"""Ask how small and how large a sum can be, given everything shown: linear programs solved by HiGHS."""

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np
import numpy.typing as npt

Vector = npt.NDArray[np.float64]
Rows = Sequence[tuple[Sequence[int], Sequence[float], float, float]]
TOLERANCE = 1e-6
THREADS = 1
"""The same everywhere in a process: HiGHS keeps one pool and refuses to run with another number."""


class Unsolved(Exception):  # noqa: N818 - an outcome the caller reports, not a programming error
    """The solver gave no answer, so nothing can be said to be safe."""


class _Quiet(highspy.Highs):
    """HiGHS without its banner, which the constructor prints when it sets callbacks before any option."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name is HiGHS's
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


@dataclass(frozen=True)
class Answer:
    """One extreme: a point that agrees with everything shown, and what each row had to do with it."""

    point: Vector
    duals: Vector

    @property
    def is_whole(self) -> bool:
        return bool(np.abs(self.point - np.rint(self.point)).max(initial=0) < TOLERANCE)


class Program:
    """A linear program that keeps its last answer as the start of the next; rows can be lifted, columns fixed."""

    def __init__(self, low: Sequence[float], high: Sequence[float], rows: Rows) -> None:
        self._low, self._high = np.array(low, dtype=float), np.array(high, dtype=float)
        self._highs = _Quiet()  # type: ignore[no-untyped-call]
        self._highs.setOptionValue("threads", THREADS)
        self._highs.passModel(_model(self._low, self._high, rows))
        self._priced: npt.NDArray[np.int32] = np.array([], dtype=np.int32)

    def lift(self, row: int) -> None:
        """Forget what a row says."""
        self._highs.changeRowBounds(row, -highspy.kHighsInf, highspy.kHighsInf)

    def fix(self, columns: Sequence[int], values: Sequence[float]) -> None:
        """Hold columns at given values, as someone who knows them would."""
        where, held = np.array(columns, dtype=np.int32), np.array(values, dtype=float)
        self._highs.changeColsBounds(len(where), where, held, held)

    def free(self, columns: Sequence[int]) -> None:
        """Give columns their own bounds back."""
        where = np.array(columns, dtype=np.int32)
        self._highs.changeColsBounds(len(where), where, self._low[where], self._high[where])

    def extreme(self, columns: Sequence[int], weights: Sequence[float], *, largest: bool) -> Answer:
        """Return the point at which a weighted sum is largest or smallest; Unsolved when there is none."""
        self._price(columns, weights)
        sense = highspy.ObjSense.kMaximize if largest else highspy.ObjSense.kMinimize
        self._highs.changeObjectiveSense(sense)
        self._highs.run()
        status = self._highs.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise Unsolved(str(status))
        solution = self._highs.getSolution()
        return Answer(np.array(solution.col_value), np.array(solution.row_dual))

    def whole_numbers(self, columns: Sequence[int], *, wanted: bool) -> None:
        """Ask for whole numbers in these columns from now on, or no longer."""
        where = np.array(columns, dtype=np.int32)
        kind = highspy.HighsVarType.kInteger if wanted else highspy.HighsVarType.kContinuous
        self._highs.changeColsIntegrality(len(where), where, np.array([int(kind)] * len(where), dtype=np.uint8))

    def _price(self, columns: Sequence[int], weights: Sequence[float]) -> None:
        if self._priced.size:
            self._highs.changeColsCost(self._priced.size, self._priced, np.zeros(self._priced.size))
        self._priced = np.array(columns, dtype=np.int32)
        self._highs.changeColsCost(self._priced.size, self._priced, np.array(weights, dtype=float))


def _model(low: Vector, high: Vector, rows: Rows) -> highspy.HighsLp:
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = len(low), len(rows)
    model.col_cost_, model.col_lower_, model.col_upper_ = np.zeros(len(low)), low, high
    model.row_lower_ = np.array([row[2] for row in rows], dtype=float)
    model.row_upper_ = np.array([row[3] for row in rows], dtype=float)
    lengths = [len(row[0]) for row in rows]
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array([0, *np.cumsum(lengths)], dtype=np.int32)
    model.a_matrix_.index_ = np.array([column for row in rows for column in row[0]], dtype=np.int32)
    model.a_matrix_.value_ = np.array([value for row in rows for value in row[1]], dtype=float)
    return model
