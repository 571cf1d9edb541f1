-- One row per unit, service (null = all of them) and period: the scores with their grades.
with scores as (

    select * from core.survey_scores

),

samples as (

    select * from core.survey_samples

),

judged as (

    select *
    from core.judged_values
    where setting_id = 'skm_band_scheme'

)

select
    scores.unit_id,
    scores.unit_name,
    scores.root_id,
    scores.service_name,
    scores.period,
    scores.respondent_count,
    scores.ikm,
    ninth.band_id as ikm_grade,
    scores.ikm_weight_011,
    twin.band_id as ikm_grade_011,
    scores.margin,
    scores.requirement_avg,
    scores.procedure_avg,
    scores.time_avg,
    scores.cost_avg,
    scores.product_avg,
    scores.competence_avg,
    scores.conduct_avg,
    scores.complaints_avg,
    scores.facilities_avg,
    scores.sample_note,
    samples.population_count,
    samples.population_source,
    samples.sample_needed,
    scores.respondent_count >= samples.sample_needed as is_sample_met
from scores
left join samples
    on
        scores.unit_id = samples.unit_id
        and coalesce(scores.service_name, '') = coalesce(samples.service_name, '')
        and scores.period = samples.period
left join judged as ninth on scores.ikm_e2 = ninth.value_e2 and scores.end_date = ninth.on_date
left join judged as twin on scores.ikm_011_e2 = twin.value_e2 and scores.end_date = twin.on_date
