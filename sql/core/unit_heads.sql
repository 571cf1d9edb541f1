-- One row per unit and period with an organisation predicate: the only holder of its highest structural tier then.
-- Where only an acting post reaches that tier, nobody below it stands in for the head: the unit has none then.
-- Periods before the mapping of predicates holds have none: there is nothing to hold a head against.
with predicates as (

    select * from core.organisation_predicates

),

calendar as (

    select * from core.calendar

),

posts as (

    select *
    from core.tiered_posts
    where job_group = 'structural' and tier_level is not null

),

ratings as (

    select * from reference.organisation_ratings

),

ranked as (

    select
        predicates.unit_id,
        predicates.period,
        predicates.organisation_predicate,
        calendar.end_date,
        posts.nip,
        posts.employee_id,
        posts.employee_name,
        posts.job_title,
        posts.assignment_order,
        rank() over (partition by predicates.unit_id, predicates.period order by posts.tier_level desc) as place
    from predicates
    inner join calendar on predicates.period = calendar.period
    inner join posts
        on
            predicates.unit_id = posts.unit_id
            and calendar.end_date between posts.start_date and posts.end_date

),

alone as (

    select
        unit_id,
        period
    from ranked
    where place = 1 and assignment_order = 1
    group by unit_id, period
    having count(distinct nip) = 1

)

select distinct
    ranked.unit_id,
    ranked.period,
    ranked.end_date,
    ranked.organisation_predicate,
    ranked.nip,
    ranked.employee_id,
    ranked.employee_name,
    ratings.result_rating as rating_by_organisation,
    ratings.rule_id,
    max(ranked.job_title) over (partition by ranked.unit_id, ranked.period) as job_title
from ranked
inner join alone on ranked.unit_id = alone.unit_id and ranked.period = alone.period
inner join ratings
    on
        ranked.organisation_predicate = ratings.organisation_predicate
        and ranked.end_date >= ratings.valid_from
        and ranked.end_date <= coalesce(ratings.valid_to, date '9999-12-31')
where ranked.place = 1 and ranked.assignment_order = 1
