-- One row per unit, service and month: answers counted and summed per element, never averaged.
-- A respondent's own score is kept in 2,520ths (divisible by 1 to 9 answers), so that its sums are exact.
with responses as (

    select * from staging.survey_responses

),

units as (

    select * from core.units

),

calendar as (

    select *
    from core.calendar
    where period_type = 'month'

),

answered as (

    select
        *,
        strftime(survey_date, '%Y-%m') as month,
        coalesce(requirement_answer, 0)
        + coalesce(procedure_answer, 0)
        + coalesce(time_answer, 0)
        + coalesce(cost_answer, 0)
        + coalesce(product_answer, 0)
        + coalesce(competence_answer, 0)
        + coalesce(conduct_answer, 0)
        + coalesce(complaints_answer, 0)
        + coalesce(facilities_answer, 0) as answer_sum,
        case when requirement_answer is null then 0 else 1 end
        + case when procedure_answer is null then 0 else 1 end
        + case when time_answer is null then 0 else 1 end
        + case when cost_answer is null then 0 else 1 end
        + case when product_answer is null then 0 else 1 end
        + case when competence_answer is null then 0 else 1 end
        + case when conduct_answer is null then 0 else 1 end
        + case when complaints_answer is null then 0 else 1 end
        + case when facilities_answer is null then 0 else 1 end as answer_count
    from responses

),

scored as (

    select
        *,
        case when answer_count > 0 then answer_sum * cast(2520 // answer_count as bigint) end as score_2520
    from answered

)

select
    scored.unit_id,
    scored.service_name,
    scored.month as period,
    cast(count(*) as bigint) as respondent_count,
    cast(count(scored.score_2520) as bigint) as scored_count,
    cast(sum(scored.score_2520) as bigint) as score_sum,
    cast(sum(scored.score_2520 * scored.score_2520) as bigint) as score_square_sum,
    cast(sum(scored.requirement_answer) as bigint) as requirement_sum,
    cast(count(scored.requirement_answer) as bigint) as requirement_count,
    cast(sum(scored.procedure_answer) as bigint) as procedure_sum,
    cast(count(scored.procedure_answer) as bigint) as procedure_count,
    cast(sum(scored.time_answer) as bigint) as time_sum,
    cast(count(scored.time_answer) as bigint) as time_count,
    cast(sum(scored.cost_answer) as bigint) as cost_sum,
    cast(count(scored.cost_answer) as bigint) as cost_count,
    cast(sum(scored.product_answer) as bigint) as product_sum,
    cast(count(scored.product_answer) as bigint) as product_count,
    cast(sum(scored.competence_answer) as bigint) as competence_sum,
    cast(count(scored.competence_answer) as bigint) as competence_count,
    cast(sum(scored.conduct_answer) as bigint) as conduct_sum,
    cast(count(scored.conduct_answer) as bigint) as conduct_count,
    cast(sum(scored.complaints_answer) as bigint) as complaints_sum,
    cast(count(scored.complaints_answer) as bigint) as complaints_count,
    cast(sum(scored.facilities_answer) as bigint) as facilities_sum,
    cast(count(scored.facilities_answer) as bigint) as facilities_count
from scored
inner join units on scored.unit_id = units.unit_id
inner join calendar on scored.month = calendar.period
group by scored.unit_id, scored.service_name, scored.month
