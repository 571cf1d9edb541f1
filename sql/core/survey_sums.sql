-- One row per unit, service and month: answers counted and summed per element, never averaged.
-- A respondent's own score is kept in 2,520ths (divisible by 1 to 9 answers), so that its sums are exact.
with scored as (

    select * from core.survey_respondents

),

calendar as (

    select *
    from core.calendar
    where period_type = 'month'

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
inner join calendar on scored.month = calendar.period
group by scored.unit_id, scored.service_name, scored.month
