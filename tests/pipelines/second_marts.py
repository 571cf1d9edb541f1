"""Every mart of numbers that is computed a second time: its key and the calculation it is held against."""

from collections.abc import Callable, Mapping

import polars as pl
from second_comparisons import MARTS_COMPARISONS
from second_growth import MARTS_GROWTH
from second_indicators import KEY, budget_periods, iku_periods, unit_periods
from second_learning import course_effects, job_match_units, job_matches, training_needs
from second_people import (
    UNIT,
    appraisal_changes,
    appraisal_periods,
    credit_conversions,
    legacy_appraisals,
    rater_periods,
    talent_boxes,
)
from second_rewards import MARTS_REWARDS
from second_rows import Rows, differences
from second_series import iku_outlook, iku_series
from second_service import MARTS_SERVICE
from second_surveys import citizen_internal, skm_periods
from second_targets import MARTS_TARGETS
from second_turns import MARTS_TURNS
from second_work import MARTS_WORK

MARTS: Mapping[str, tuple[list[str], Callable[[Rows], pl.DataFrame]]] = {
    "iku_periods": (KEY, iku_periods),
    "unit_periods": (UNIT, unit_periods),
    "iku_series": (KEY, iku_series),
    "iku_outlook": (KEY, iku_outlook),
    "budget_periods": (UNIT, budget_periods),
    "appraisal_periods": (UNIT, appraisal_periods),
    "appraisal_changes": (UNIT, appraisal_changes),
    "rater_periods": (["rater_id", "root_id", "period"], rater_periods),
    "credit_conversions": (["employee_id", "period", "tier"], credit_conversions),
    "legacy_appraisals": (["employee_id", "year"], legacy_appraisals),
    "talent_boxes": (["employee_id", "year"], talent_boxes),
    "skm_periods": (["unit_id", "service_name", "period"], skm_periods),
    "citizen_internal": (["unit_id", "period", "internal_measure"], citizen_internal),
    "job_matches": (["employee_id", "purpose"], job_matches),
    "job_match_units": (["unit_id", "purpose"], job_match_units),
    "training_needs": (["unit_id", "key"], training_needs),
    "course_effects": (["unit_id", "course_id", "key"], course_effects),
    **MARTS_SERVICE,
    **MARTS_GROWTH,
    **MARTS_COMPARISONS,
    **MARTS_TARGETS,
    **MARTS_REWARDS,
    **MARTS_WORK,
    **MARTS_TURNS,
}
"""`key` is the competency without spaces and hyphens, which names it however it is spelt."""


def told_apart(rows: Rows, mart: str, expected: pl.DataFrame) -> list[str]:
    """Return where the mart differs from the second calculation, in every column that both have."""
    key = MARTS[mart][0]
    given = set(rows.mart(f"select * from marts.{mart} limit 0").columns)
    values = sorted(set(expected.columns) & given - set(key))
    words = "lower(replace(replace(competency_name, ' ', ''), '-', '')) as key"
    keys = [words if name == "key" else name for name in key]
    found = rows.mart(f"select {', '.join([*keys, *values])} from marts.{mart}")
    return differences(found, expected, key)
