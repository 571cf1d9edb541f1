-- One row per unit and period: budget and spending of the unit and everything below it, against what was reached.
with budget_periods as (

    select * from core.budget_periods

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    period_type, -- year, semester, quarter or month
    period_order, -- increases with the end of the period, shorter before longer
    budget_rupiah, -- budget (pagu) as the export of this period states it
    spent_rupiah, -- spent, as the same row states it; most exports give the year up to the period
    unspent_rupiah, -- budget less spending
    absorbed_pct, -- percent of the budget spent; null when the budget is zero
    programme_count, -- programmes added up; 0 where only whole units are given
    budget_unit_count, -- units below (itself included) that gave a budget for the period
    ytd_iku_score_pct, -- score of the indicators of the same units, year up to this period
    efficiency_gap_pct, -- score less absorbed percent, at the end of the year; null with a reason
    efficiency_band, -- efficient (above 5), fair (-5 to 5) or inefficient
    reason -- why efficiency is not judged: no_budget, no_score or year_running
from budget_periods
