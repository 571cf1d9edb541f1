-- One row per compared measure, peer group, period and number of cases: the limits there, to draw the funnel through.
with limits as (

    select * from core.funnel_limits

)

select
    measure_id, -- as in unit_comparisons
    peer_basis, -- siblings or type_size
    peer_group, -- as in unit_comparisons
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    case_count as denominator, -- number of cases
    expected, -- value of all members of the group taken together
    lower_95, -- lower limit of 95 percent, chance alone
    upper_95, -- upper limit of 95 percent, chance alone
    lower_998, -- lower limit of 99.8 percent, chance alone
    upper_998, -- upper limit of 99.8 percent, chance alone
    adjusted_lower_95, -- lower limit of 95 percent, widened by tau; null when the group is too small for it
    adjusted_upper_95, -- upper limit of 95 percent, widened by tau
    adjusted_lower_998, -- lower limit of 99.8 percent, widened by tau
    adjusted_upper_998 -- upper limit of 99.8 percent, widened by tau
from limits
where peer_basis in ('siblings', 'type_size')
