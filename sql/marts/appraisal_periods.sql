-- One row per unit and period: how the employees of the unit and everything below it were appraised.
with counts as (

    select * from core.appraisal_counts

),

units as (

    select * from core.units

),

patterns as (

    select * from core.distribution_patterns

),

quadrants as (

    select * from core.result_quadrants

),

plan_coverage as (

    select * from core.plan_coverage

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
    coalesce(patterns.pattern_status, 'not_judged') as pattern_status, -- follows, deviates or not_judged: the pattern
    patterns.moves_to_fit_count, -- fewest people whose predicate would have to differ to fit it; information, no quota
    counts.employee_count - counts.rated_count as unrated_count, -- employees in post not yet appraised
    cast(counts.rated_count as double) / nullif(cast(counts.employee_count as double), 0) as rated_share, -- 0 to 1
    case when plan_coverage.planned_count > 0 then counts.planned_count end
        as planned_count, -- employees with a planned work result (RHK); null when no plans of this tree are loaded
    case
        when coalesce(plan_coverage.planned_count, 0) = 0 then 'no_plans_loaded'
        when not plan_coverage.is_mostly_planned then 'few_plans_loaded'
    end as plan_reason, -- no_plans_loaded, or few_plans_loaded for less than half of the tree; else null
    quadrants.very_good_share, -- share (0 to 1) of very good among those appraised
    quadrants.iku_score_pct, -- indicator score it is held against
    quadrants.iku_period, -- period of that score: the same, else the longer one that ends with it
    quadrants.high_share, -- share of very good above which predicates are called high
    quadrants.low_score_pct, -- indicator score below which results are called low
    quadrants.quadrant, -- high or usual predicates with high or low results, or not_judged
    quadrants.reason as quadrant_reason -- few_rated or no_iku_score when not judged; else null
from counts
inner join units on counts.unit_id = units.unit_id
left join patterns on counts.unit_id = patterns.unit_id and counts.period = patterns.period
left join quadrants on counts.unit_id = quadrants.unit_id and counts.period = quadrants.period
left join plan_coverage on units.root_id = plan_coverage.root_id and counts.period = plan_coverage.period
