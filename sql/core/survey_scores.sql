-- One row per unit, service (null = all of them) and period: the IKM with 1/9 and with 0.11, rounded only at the end.
-- An element nobody answered is left out and the others share its weight.
with totals as (

    select * from core.survey_totals

),

calendar as (

    select * from core.calendar

),

units as (

    select * from core.units

),

weights as (

    select
        weight_id,
        cast(numerator as double) / cast(denominator as double) as weight,
        valid_from,
        coalesce(valid_to, date '9999-12-31') as valid_to
    from reference.skm_weights

),

settings as (

    select *
    from core.settings
    where setting_id = 'skm_min_respondents'

),

averages as (

    select
        totals.unit_id,
        units.unit_name,
        units.root_id,
        totals.service_name,
        totals.period,
        calendar.end_date,
        totals.respondent_count,
        totals.scored_count,
        cast(totals.score_sum as double) as score_sum,
        cast(totals.score_square_sum as double) as score_square_sum,
        cast(totals.requirement_sum as double) / nullif(totals.requirement_count, 0) as requirement_avg,
        cast(totals.procedure_sum as double) / nullif(totals.procedure_count, 0) as procedure_avg,
        cast(totals.time_sum as double) / nullif(totals.time_count, 0) as time_avg,
        cast(totals.cost_sum as double) / nullif(totals.cost_count, 0) as cost_avg,
        cast(totals.product_sum as double) / nullif(totals.product_count, 0) as product_avg,
        cast(totals.competence_sum as double) / nullif(totals.competence_count, 0) as competence_avg,
        cast(totals.conduct_sum as double) / nullif(totals.conduct_count, 0) as conduct_avg,
        cast(totals.complaints_sum as double) / nullif(totals.complaints_count, 0) as complaints_avg,
        cast(totals.facilities_sum as double) / nullif(totals.facilities_count, 0) as facilities_avg,
        case when totals.requirement_count > 0 then 1 else 0 end
        + case when totals.procedure_count > 0 then 1 else 0 end
        + case when totals.time_count > 0 then 1 else 0 end
        + case when totals.cost_count > 0 then 1 else 0 end
        + case when totals.product_count > 0 then 1 else 0 end
        + case when totals.competence_count > 0 then 1 else 0 end
        + case when totals.conduct_count > 0 then 1 else 0 end
        + case when totals.complaints_count > 0 then 1 else 0 end
        + case when totals.facilities_count > 0 then 1 else 0 end as element_count
    from totals
    inner join calendar on totals.period = calendar.period
    inner join units on totals.unit_id = units.unit_id

),

means as (

    select
        *,
        (
            coalesce(requirement_avg, 0)
            + coalesce(procedure_avg, 0)
            + coalesce(time_avg, 0)
            + coalesce(cost_avg, 0)
            + coalesce(product_avg, 0)
            + coalesce(competence_avg, 0)
            + coalesce(conduct_avg, 0)
            + coalesce(complaints_avg, 0)
            + coalesce(facilities_avg, 0)
        ) / nullif(element_count, 0) as element_mean,
        (score_square_sum - score_sum * score_sum / nullif(scored_count, 0))
        / nullif(scored_count - 1, 0) * 625 / 6350400 as variance
    from averages

),

weighted as (

    select
        means.*,
        means.element_mean * 9 * ninth.weight * 25 as ikm,
        means.element_mean * 9 * twin.weight * 25 as ikm_weight_011
    from means
    left join weights as ninth
        on ninth.weight_id = 'ninth' and means.end_date between ninth.valid_from and ninth.valid_to
    left join weights as twin
        on twin.weight_id = 'weight_011' and means.end_date between twin.valid_from and twin.valid_to

)

select
    weighted.*,
    cast(floor(weighted.ikm * 100 + 0.50000001) as bigint) as ikm_e2,
    cast(floor(weighted.ikm_weight_011 * 100 + 0.50000001) as bigint) as ikm_011_e2,
    1.96 * sqrt(
        case when weighted.variance < 0 then cast(0 as double) else weighted.variance end
        / nullif(weighted.scored_count, 0)
    ) as margin,
    case
        when weighted.element_count < 9 then 'elements_missing'
        when weighted.respondent_count < cast(settings.setting_value as bigint) then 'few_respondents'
    end as sample_note
from weighted
left join settings on weighted.end_date between settings.valid_from and settings.valid_to
