"""HiGHS on a program: one thread, a fixed seed, told while it runs, and the best so far when it is stopped."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from math import gcd
from typing import Literal

import highspy
import numpy as np

from pipelines.planning.program import Program

Status = Literal["optimal", "feasible", "infeasible", "unknown"]
OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 0.5,
}


@dataclass(frozen=True)
class Answer:
    """What a search found: people per column (None when nothing feasible is known), value and bound in value points."""

    status: Status
    columns: np.ndarray | None = None
    value: int | None = None
    bound: float | None = None


@dataclass(frozen=True)
class Prices:
    """A solved relaxation: its value, what one unit more of each row is worth, what one more of each column adds."""

    value: float
    rows: np.ndarray
    columns: np.ndarray


@dataclass(frozen=True)
class Clock:
    """When to stop: a moment of time.monotonic(), or an event that someone sets."""

    until: float
    cancel: threading.Event

    def left(self) -> float:
        return 0.0 if self.cancel.is_set() else max(self.until - time.monotonic(), 0.0)


class _Quiet(highspy.Highs):
    """HiGHS without its banner, which the wrapper's constructor prints when it sets its callback before any option."""

    def enableCallbacks(self) -> None:  # noqa: N802 - the name is HiGHS's
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def version() -> str:
    """Return the version of HiGHS."""
    return f"{highspy.HIGHS_VERSION_MAJOR}.{highspy.HIGHS_VERSION_MINOR}.{highspy.HIGHS_VERSION_PATCH}"


def relax(program: Program, clock: Clock) -> Prices | Status:
    """Return the prices of the program without whole numbers, or why there are none."""
    highs = _loaded(program, clock, 1)
    highs.run()
    status = highs.getModelStatus()
    if status == highspy.HighsModelStatus.kOptimal:
        solution = highs.getSolution()
        value = -highs.getInfo().objective_function_value
        return Prices(value, -np.array(solution.row_dual), -np.array(solution.col_dual))
    return "infeasible" if status == highspy.HighsModelStatus.kInfeasible else "unknown"


def tightened(program: Program, prices: Prices, band: float) -> Program:
    """Return the program less every plan worth at most the relaxation's value less `band`.

    A column whose price says that it costs more than the band to leave its bound stays there; so does a row.
    """
    lower, upper = program.lower.copy(), program.upper.copy()
    upper[prices.columns < -band] = lower[prices.columns < -band]
    lower[prices.columns > band] = upper[prices.columns > band]
    low, high = np.array(program.rows.lower), np.array(program.rows.upper)
    is_full, is_least = prices.rows > band, prices.rows < -band
    low[is_full], high[is_least] = high[is_full], low[is_least]
    rows = replace(program.rows, lower=low.tolist(), upper=high.tolist())
    return replace(program, lower=lower, upper=upper, rows=rows)


def solve(
    program: Program,
    clock: Clock,
    told: Callable[[int | None, float | None], None] = lambda value, bound: None,
) -> Answer:
    """Return the best whole plan found before the clock stops.

    No known plan is handed to HiGHS to start from: 1.16 then may report the value of the best plan with the columns of
    the one it was given. For the same reason columns that are not worth what HiGHS says do not count as proven.
    """
    unit = gcd(*program.worth.astype(np.int64).tolist()) or 1
    highs = _loaded(program, clock, unit)
    highs.changeColsIntegrality(
        len(program.worth), np.arange(len(program.worth), dtype=np.int32),
        np.full(len(program.worth), highspy.HighsVarType.kInteger, dtype=object),
    )  # fmt: skip

    def heard(event: highspy.highs.HighsCallbackEvent) -> None:
        value, bound = (_points(x, unit) for x in (event.data_out.mip_primal_bound, event.data_out.mip_dual_bound))
        told(value, bound)

    highs.cbMipInterrupt += heard
    highs.run()
    status, info = highs.getModelStatus(), highs.getInfo()
    if status == highspy.HighsModelStatus.kInfeasible:
        return Answer("infeasible")
    bound = _points(info.mip_dual_bound, unit)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return Answer("unknown", bound=bound)
    columns = np.rint(np.array(highs.getSolution().col_value)).astype(np.int64)
    value = int(columns @ program.worth.astype(np.int64))
    is_optimal = status == highspy.HighsModelStatus.kOptimal and value == _points(info.objective_function_value, unit)
    return Answer("optimal" if is_optimal else "feasible", columns, value, value if is_optimal else bound)


def _points(cost: float, unit: int) -> int | None:
    """Return a bound of the solver in value points, cut to whole units; None while it is infinite."""
    return int(np.floor(-cost + 1e-6)) * unit if abs(cost) < 1e15 else None


def _loaded(program: Program, clock: Clock, unit: int) -> highspy.Highs:
    """Return the program in a solver that minimises what it is worth, negated, in whole units."""
    rows = program.rows
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = len(program.worth), len(rows.lower)
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = -program.worth / unit, program.lower, program.upper
    lp.row_lower_, lp.row_upper_ = np.array(rows.lower), np.array(rows.upper)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.array([*rows.begins, len(rows.columns)], dtype=np.int32)
    lp.a_matrix_.index_ = np.array(rows.columns, dtype=np.int32)
    lp.a_matrix_.value_ = np.array(rows.factors)
    highs = _Quiet()  # type: ignore[no-untyped-call]
    for name, value in {**OPTIONS, "time_limit": clock.left()}.items():
        highs.setOptionValue(name, value)
    highs.passModel(lp)

    def stop(event: highspy.highs.HighsCallbackEvent) -> None:
        if clock.left() == 0:
            event.interrupt()

    for callback in (highs.cbSimplexInterrupt, highs.cbIpmInterrupt, highs.cbMipInterrupt):
        callback.subscribe(stop)
    return highs
