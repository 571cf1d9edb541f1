-- One row per unit, period and condition of the pattern that the organisation's predicate guides to.
-- Bounds are people: at least ceil(min × n) or the fewest named, at most floor(max × n), of the n rated.
with counts as (

    select * from core.appraisal_counts

),

predicates as (

    select * from core.organisation_predicates

),

calendar as (

    select * from core.calendar

),

patterns as (

    select * from reference.distribution_patterns

),

bounded as (

    select
        predicates.unit_id,
        predicates.period,
        predicates.organisation_predicate,
        calendar.end_date,
        coalesce(counts.rated_count, 0) as rated_count,
        patterns.condition_order,
        patterns.has_very_good,
        patterns.has_good,
        patterns.has_needs_improvement,
        patterns.has_poor,
        patterns.has_very_poor,
        patterns.min_pct,
        patterns.max_pct,
        patterns.rule_id,
        patterns.has_very_good * coalesce(counts.very_good_count, 0)
        + patterns.has_good * coalesce(counts.good_count, 0)
        + patterns.has_needs_improvement * coalesce(counts.needs_improvement_count, 0)
        + patterns.has_poor * coalesce(counts.poor_count, 0)
        + patterns.has_very_poor * coalesce(counts.very_poor_count, 0) as people_count,
        coalesce(
            patterns.min_people_count,
            cast(ceil(cast(patterns.min_pct * coalesce(counts.rated_count, 0) as double) / 100) as bigint)
        ) as least_count,
        cast(floor(cast(patterns.max_pct * coalesce(counts.rated_count, 0) as double) / 100) as bigint) as most_count
    from predicates
    inner join calendar on predicates.period = calendar.period
    inner join patterns
        on
            predicates.organisation_predicate = patterns.organisation_predicate
            and calendar.end_date >= patterns.valid_from
            and calendar.end_date <= coalesce(patterns.valid_to, date '9999-12-31')
    left join counts on predicates.unit_id = counts.unit_id and predicates.period = counts.period

)

select
    *,
    greatest(coalesce(least_count - people_count, 0), 0) as short_count,
    greatest(coalesce(people_count - most_count, 0), 0) as excess_count
from bounded
