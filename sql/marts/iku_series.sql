-- One row per IKU, unit and period with an actual: its series with control limits (XmR).
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
    mean, -- mean of the whole series
    lower_limit, -- mean less 2.66 mean moving ranges; null below 6 points
    upper_limit, -- mean plus 2.66 mean moving ranges; null below 6 points
    point_count, -- points of the series
    limit_status, -- none (fewer than 6 points), provisional (6 to 11) or full
    is_signal, -- true when the point lies outside the limits
    case when is_signal then 'beyond_limits' end as signal_rule -- beyond_limits when it is a signal; else null
from iku_series
