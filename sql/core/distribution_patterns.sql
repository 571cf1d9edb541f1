-- One row per unit and period with an organisation predicate: whether the staff predicates follow its pattern.
-- Counts are compared, not shares: at least ceil(min × n), at most floor(max × n); very few rated are not compared.
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

settings as (

    select *
    from core.settings
    where setting_id = 'pattern_min_rated'

),

conditions as (

    select
        predicates.unit_id,
        predicates.period,
        predicates.organisation_predicate,
        counts.rated_count,
        cast(settings.setting_value as bigint) as min_rated_count,
        patterns.min_pct,
        patterns.max_pct,
        patterns.min_people_count,
        patterns.has_very_good * counts.very_good_count
        + patterns.has_good * counts.good_count
        + patterns.has_needs_improvement * counts.needs_improvement_count
        + patterns.has_poor * counts.poor_count
        + patterns.has_very_poor * counts.very_poor_count as people_count
    from predicates
    inner join calendar on predicates.period = calendar.period
    left join counts on predicates.unit_id = counts.unit_id and predicates.period = counts.period
    left join patterns
        on
            predicates.organisation_predicate = patterns.organisation_predicate
            and calendar.end_date >= patterns.valid_from
            and calendar.end_date <= coalesce(patterns.valid_to, date '9999-12-31')
    left join settings on calendar.end_date between settings.valid_from and settings.valid_to

)

select
    unit_id,
    period,
    organisation_predicate,
    case
        when coalesce(max(rated_count), 0) < max(min_rated_count) or max(min_rated_count) is null then 'not_judged'
        when count(case
            when
                people_count * 100 < min_pct * rated_count
                or people_count * 100 > max_pct * rated_count
                or people_count < min_people_count
                then 1
        end) > 0 then 'deviates'
        else 'follows'
    end as pattern_status
from conditions
group by unit_id, period, organisation_predicate
