-- One row per unit, service (null = all of them) and period: the sums of the unit and everything below it.
with sums as (

    select * from core.survey_sums

),

months as (

    select *
    from core.calendar
    where period_type = 'month'

),

calendar as (

    select * from core.calendar

),

closure as (

    select * from core.unit_closure

),

by_service as (

    select
        closure.ancestor_id as unit_id,
        sums.service_name,
        calendar.period,
        cast(sum(sums.respondent_count) as bigint) as respondent_count,
        cast(sum(sums.scored_count) as bigint) as scored_count,
        cast(sum(sums.score_sum) as bigint) as score_sum,
        cast(sum(sums.score_square_sum) as bigint) as score_square_sum,
        cast(sum(sums.requirement_sum) as bigint) as requirement_sum,
        cast(sum(sums.requirement_count) as bigint) as requirement_count,
        cast(sum(sums.procedure_sum) as bigint) as procedure_sum,
        cast(sum(sums.procedure_count) as bigint) as procedure_count,
        cast(sum(sums.time_sum) as bigint) as time_sum,
        cast(sum(sums.time_count) as bigint) as time_count,
        cast(sum(sums.cost_sum) as bigint) as cost_sum,
        cast(sum(sums.cost_count) as bigint) as cost_count,
        cast(sum(sums.product_sum) as bigint) as product_sum,
        cast(sum(sums.product_count) as bigint) as product_count,
        cast(sum(sums.competence_sum) as bigint) as competence_sum,
        cast(sum(sums.competence_count) as bigint) as competence_count,
        cast(sum(sums.conduct_sum) as bigint) as conduct_sum,
        cast(sum(sums.conduct_count) as bigint) as conduct_count,
        cast(sum(sums.complaints_sum) as bigint) as complaints_sum,
        cast(sum(sums.complaints_count) as bigint) as complaints_count,
        cast(sum(sums.facilities_sum) as bigint) as facilities_sum,
        cast(sum(sums.facilities_count) as bigint) as facilities_count
    from sums
    inner join months on sums.period = months.period
    inner join calendar
        on
            months.year = calendar.year
            and months.start_date >= calendar.start_date
            and months.end_date <= calendar.end_date
    inner join closure on sums.unit_id = closure.unit_id
    group by closure.ancestor_id, sums.service_name, calendar.period

)

select
    unit_id,
    service_name,
    period,
    respondent_count,
    scored_count,
    score_sum,
    score_square_sum,
    requirement_sum,
    requirement_count,
    procedure_sum,
    procedure_count,
    time_sum,
    time_count,
    cost_sum,
    cost_count,
    product_sum,
    product_count,
    competence_sum,
    competence_count,
    conduct_sum,
    conduct_count,
    complaints_sum,
    complaints_count,
    facilities_sum,
    facilities_count
from by_service

union all

select
    unit_id,
    null as service_name,
    period,
    cast(sum(respondent_count) as bigint) as respondent_count,
    cast(sum(scored_count) as bigint) as scored_count,
    cast(sum(score_sum) as bigint) as score_sum,
    cast(sum(score_square_sum) as bigint) as score_square_sum,
    cast(sum(requirement_sum) as bigint) as requirement_sum,
    cast(sum(requirement_count) as bigint) as requirement_count,
    cast(sum(procedure_sum) as bigint) as procedure_sum,
    cast(sum(procedure_count) as bigint) as procedure_count,
    cast(sum(time_sum) as bigint) as time_sum,
    cast(sum(time_count) as bigint) as time_count,
    cast(sum(cost_sum) as bigint) as cost_sum,
    cast(sum(cost_count) as bigint) as cost_count,
    cast(sum(product_sum) as bigint) as product_sum,
    cast(sum(product_count) as bigint) as product_count,
    cast(sum(competence_sum) as bigint) as competence_sum,
    cast(sum(competence_count) as bigint) as competence_count,
    cast(sum(conduct_sum) as bigint) as conduct_sum,
    cast(sum(conduct_count) as bigint) as conduct_count,
    cast(sum(complaints_sum) as bigint) as complaints_sum,
    cast(sum(complaints_count) as bigint) as complaints_count,
    cast(sum(facilities_sum) as bigint) as facilities_sum,
    cast(sum(facilities_count) as bigint) as facilities_count
from by_service
group by unit_id, period
