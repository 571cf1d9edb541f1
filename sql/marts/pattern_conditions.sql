-- One row per unit, period and condition: how many people the pattern of the organisation's predicate speaks of.
-- A guide, never a quota: the bounds say what the circular describes, not what anyone should be given.
with conditions as (

    select * from core.pattern_conditions

),

patterns as (

    select * from core.distribution_patterns

),

units as (

    select * from core.units

)

select
    conditions.unit_id, -- code of the unit
    units.unit_name, -- name of the unit
    units.root_id, -- top of its tree
    conditions.period, -- period of the appraisal
    conditions.organisation_predicate, -- predicate of the unit itself
    conditions.condition_order, -- order of the condition within the pattern
    conditions.has_very_good = 1 as is_about_very_good, -- true when people with very good count here
    conditions.has_good = 1 as is_about_good, -- true when people with good count here
    conditions.has_needs_improvement = 1 as is_about_needs_improvement, -- true when needs improvement counts here
    conditions.has_poor = 1 as is_about_poor, -- true when people with poor count here
    conditions.has_very_poor = 1 as is_about_very_poor, -- true when people with very poor count here
    conditions.rated_count, -- people rated, n
    conditions.people_count, -- people with these predicates
    conditions.min_pct, -- percent at least, as the circular says; null when none
    conditions.max_pct, -- percent at most, as the circular says; null when none
    conditions.least_count, -- people at least: ceil(min × n) or the fewest named; null when none
    conditions.most_count, -- people at most: floor(max × n); null when none
    conditions.short_count, -- people short of the least
    conditions.excess_count, -- people above the most
    patterns.pattern_status, -- follows, deviates or not_judged for the pattern as a whole
    conditions.rule_id -- rule of the pattern
from conditions
inner join units on conditions.unit_id = units.unit_id
inner join patterns on conditions.unit_id = patterns.unit_id and conditions.period = patterns.period
