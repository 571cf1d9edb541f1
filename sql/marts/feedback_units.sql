-- One row per unit, period, aspect (null = all seven) and source (null = weighted): the mean of its people's feedback.
with feedback_aspects as (

    select * from core.feedback_aspects

),

closure as (

    select * from core.unit_closure

),

units as (

    select * from core.units

),

settings as (

    select *
    from core.settings
    where setting_id = 'feedback_min_people'

),

summed as (

    select
        closure.ancestor_id as unit_id,
        feedback_aspects.period,
        feedback_aspects.aspect,
        feedback_aspects.rater_type,
        count(*) as person_count,
        count(feedback_aspects.score_e2) as scored_count,
        cast(sum(feedback_aspects.score_e2) as bigint) as score_sum,
        max(cast(settings.setting_value as bigint)) as min_people_count
    from feedback_aspects
    inner join closure on feedback_aspects.unit_id = closure.unit_id
    left join settings on feedback_aspects.end_date between settings.valid_from and settings.valid_to
    group by closure.ancestor_id, feedback_aspects.period, feedback_aspects.aspect, feedback_aspects.rater_type

)

select
    summed.unit_id, -- code of the unit, everything below it included
    units.unit_name, -- name of the unit
    units.root_id, -- top of its tree
    summed.period, -- period of the feedback
    summed.aspect, -- BerAKHLAK value; null for all seven taken together
    summed.rater_type, -- source; null for the weighted score
    summed.person_count, -- people with feedback
    summed.scored_count, -- of those, people with a score that may be shown
    case
        when summed.scored_count >= summed.min_people_count
            then cast(summed.score_sum as double) / nullif(cast(summed.scored_count as double), 0) / 100
    end as score_pct, -- mean of their scores, 0 to 100; null with a reason
    case when coalesce(summed.scored_count >= summed.min_people_count, false) then null else 'few_people' end
        as reason -- few_people when fewer than five have a score; else null
from summed
inner join units on summed.unit_id = units.unit_id
