-- One row per IKU, unit and period with an actual: its series with control limits (XmR) and what breaks its rules.
-- Limits rest on all points of the series known to the build, the judged one included, as NHS Making data count does.
with iku_series as (

    select * from core.iku_series

)

select
    iku_id, -- code of the indicator
    unit_id, -- unit that owns it
    root_id, -- top of the tree of that unit
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    period_type, -- year, semester, quarter or month; a series never mixes them
    period_order, -- position in the series
    actual, -- result of the period
    mean, -- mean of the whole series; seasonal: last year's result plus the mean change; null for grades
    lower_limit, -- mean less 2.66 mean moving ranges; null below 6 points
    upper_limit, -- mean plus 2.66 mean moving ranges; null below 6 points
    point_count, -- points of the series that can be judged
    limit_status, -- none (fewer than 6 points, or grades), provisional (6 to 11) or full
    is_signal, -- true when the point lies outside the limits
    signal_rules, -- of beyond_limits, shift, trend and two_of_three those the point is part of, one blank between
    variation, -- common_cause, improving_ concern_ or neither_ high or low; null without limits
    assurance, -- hits, misses or hit_or_miss, by where the target lies; null without limits or direction
    is_seasonal, -- true when the series is judged by its change since the same period last year
    last_year_actual, -- result of the same period last year
    last_year_change, -- change since then
    last_year_change_pct -- that change in percent; null when last year was zero
from iku_series
