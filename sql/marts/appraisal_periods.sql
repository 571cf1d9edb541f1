-- One row per unit and period: how the employees of the unit and everything below it were appraised.
with counts as (

    select * from core.appraisal_counts

),

units as (

    select * from core.units

),

patterns as (

    select * from core.distribution_patterns

)

select
    counts.unit_id, -- code of the unit
    units.unit_name, -- name of the unit
    units.root_id, -- top of its tree
    counts.period, -- period of the appraisal
    counts.employee_count, -- employees appraised or in definitive post at the end of the period
    counts.rated_count, -- employees appraised
    counts.very_good_count, -- predicate very good
    counts.good_count, -- predicate good
    counts.needs_improvement_count, -- predicate needs improvement
    counts.poor_count, -- predicate poor
    counts.very_poor_count, -- predicate very poor
    counts.mismatch_count, -- predicates that differ from the matrix
    patterns.organisation_predicate, -- predicate of the unit itself; null when not given
    coalesce(patterns.pattern_status, 'not_judged') as pattern_status -- follows, deviates or not_judged: the pattern
from counts
inner join units on counts.unit_id = units.unit_id
left join patterns on counts.unit_id = patterns.unit_id and counts.period = patterns.period
