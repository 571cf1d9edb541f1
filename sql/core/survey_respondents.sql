-- One row per respondent in a unit of the tree: the own score in 2,520ths (divisible by 1 to 9 answers), else null.
with responses as (

    select * from staging.survey_responses

),

units as (

    select * from core.units

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

)

select
    answered.unit_id,
    answered.service_name,
    answered.survey_date,
    answered.month,
    answered.requirement_answer,
    answered.procedure_answer,
    answered.time_answer,
    answered.cost_answer,
    answered.product_answer,
    answered.competence_answer,
    answered.conduct_answer,
    answered.complaints_answer,
    answered.facilities_answer,
    case when answered.answer_count > 0 then answered.answer_sum * cast(2520 // answered.answer_count as bigint) end
        as score_2520
from answered
inner join units on answered.unit_id = units.unit_id
