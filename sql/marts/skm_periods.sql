-- One row per unit, service and period: public satisfaction in the unit and everything below it.
-- The IKM is computed from raw answers and rounded only for its grade.
with survey_grades as (

    select * from core.survey_grades

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    service_name, -- name of the service; null for all services together
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    respondent_count, -- respondents
    ikm, -- IKM (25 to 100) with a weight of 1/9 per element, unrounded
    ikm_grade, -- grade A to D of the IKM rounded to two decimals
    ikm_weight_011, -- IKM as worksheets with a weight of 0.11 compute it
    ikm_grade_011, -- grade A to D of that twin
    margin, -- margin of error of the IKM at 95 percent; null below 2 respondents
    requirement_avg, -- mean of element requirements (1 to 4), over those who answered
    procedure_avg, -- mean of element procedure
    time_avg, -- mean of element time
    cost_avg, -- mean of element cost
    product_avg, -- mean of element product
    competence_avg, -- mean of element competence of staff
    conduct_avg, -- mean of element conduct of staff
    complaints_avg, -- mean of element handling of complaints
    facilities_avg, -- mean of element facilities
    population_count, -- users the sample speaks for; null when unknown
    population_source, -- cases: the cases of the same service and period; unknown
    sample_needed, -- respondents Krejcie and Morgan ask for; a setting where the users are unknown
    is_sample_met, -- false: the sample is not enough ("sampel belum memenuhi")
    sample_note -- elements_missing when an element has no answers, few_respondents below 30; else null
from survey_grades
