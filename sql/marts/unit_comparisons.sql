-- One row per compared measure, way of choosing peers, unit and period: the unit among its peers, never in rank order.
-- The unit stands for itself and everything below it; it is compared with siblings or peers, never with its own child.
with comparisons as (

    select * from core.comparisons

),

units as (

    select * from core.units

),

peers as (

    select * from core.unit_peers

),

calendar as (

    select * from core.calendar

)

select
    comparisons.measure_id, -- iku_met_share, iku_achievement_avg, rated_share, on_time_share or ikm
    comparisons.peer_basis, -- siblings (same parent) or type_size (same type, level and size class)
    comparisons.subject_id as unit_id, -- code of the unit
    units.unit_name, -- name of the unit
    units.unit_type, -- type of unit as the source writes it
    units.parent_id, -- unit directly above
    units.root_id, -- top of its tree
    comparisons.period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    calendar.period_type, -- year, semester, quarter or month
    calendar.period_order, -- increases with the end of the period
    comparisons.peer_group, -- code of the parent, or type, level and size class; null when the unit has no peers
    peers.size_class, -- small, medium or large; null when nobody is in post
    peers.size_name_id, -- size class, in Indonesian
    peers.size_name_en, -- size class, in English
    comparisons.peer_count, -- members of the group with enough cases
    comparisons.kind as value_kind, -- share (0 to 1) or mean (0 to 100 or percent)
    comparisons.measured as comparison_value, -- the value of the unit, as it is
    comparisons.value_sum as numerator, -- events of a share; for a mean the sum of its small units
    comparisons.case_count as denominator, -- cases n the value stands on: indicators, employees or respondents
    comparisons.min_case_count, -- fewest cases for a group
    comparisons.expected, -- value of all members of the group taken together
    comparisons.lower_95, -- lower limit of 95 percent, chance alone
    comparisons.upper_95, -- upper limit of 95 percent, chance alone
    comparisons.lower_998, -- lower limit of 99.8 percent, chance alone
    comparisons.upper_998, -- upper limit of 99.8 percent, chance alone
    comparisons.adjusted_lower_95, -- lower limit of 95 percent, widened by tau
    comparisons.adjusted_upper_95, -- upper limit of 95 percent, widened by tau
    comparisons.adjusted_lower_998, -- lower limit of 99.8 percent, widened by tau
    comparisons.adjusted_upper_998, -- upper limit of 99.8 percent, widened by tau
    comparisons.z, -- distance from the expected value in standard errors of chance
    comparisons.phi, -- mean square of the winsorised z of the group; about 1 when only chance is at work
    comparisons.tau, -- spread between members beyond chance, on the arcsine scale for a share
    comparisons.z_adjusted, -- distance in standard errors with tau
    comparisons.value_weight as shrinkage_weight, -- weight of the unit's own value in the shrunken one, 0 to 1
    comparisons.shrunken_value, -- value drawn towards the expected one as far as its few cases ask for
    comparisons.shrunken_lower, -- lower end of its 95 percent interval
    comparisons.shrunken_upper, -- upper end of its 95 percent interval
    comparisons.group_code, -- higher, indistinct, lower or too_little_data, by z_adjusted
    comparisons.limit_code, -- inside, outside_95 or outside_998 of the widened limits; null when not judged
    comparisons.reason, -- no_data, no_peer_group, few_cases, few_peers or no_spread when too_little_data; else null
    comparisons.rule_id -- rule of the comparison
from comparisons
inner join units on comparisons.subject_id = units.unit_id
inner join calendar on comparisons.period = calendar.period
inner join peers
    on
        comparisons.subject_id = peers.unit_id
        and comparisons.period = peers.period
        and comparisons.peer_basis = peers.peer_basis
