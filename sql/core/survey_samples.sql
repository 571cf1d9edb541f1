-- One row per unit, service (null = all of them) and period surveyed: the users it speaks for and the sample it needs.
-- The users are the cases of the same service and period where those are known and not fewer than the respondents;
-- Krejcie and Morgan (1970), rounded to the nearest.
with scores as (

    select * from core.survey_scores

),

cases as (

    select
        unit_id,
        lower(trim(service_name)) as service_key,
        period,
        cast(sum(case_count) as bigint) as case_count
    from core.service_periods
    where service_name is not null
    group by unit_id, lower(trim(service_name)), period

),

by_service as (

    select
        scores.unit_id,
        scores.service_name,
        scores.period,
        case when cases.case_count >= scores.respondent_count then cases.case_count end as population_count
    from scores
    left join cases
        on
            scores.unit_id = cases.unit_id
            and lower(trim(scores.service_name)) = cases.service_key
            and scores.period = cases.period
    where scores.service_name is not null

),

populations as (

    select
        unit_id,
        service_name,
        period,
        population_count
    from by_service

    union all

    select
        unit_id,
        cast(null as varchar) as service_name,
        period,
        case
            when count(population_count) = count(*) then cast(sum(population_count) as bigint)
        end as population_count
    from by_service
    group by unit_id, period

),

ends as (

    select distinct
        period,
        end_date
    from scores

),

settings as (

    select
        ends.period,
        max(case when s.setting_id = 'krejcie_chi_square_e3' then cast(s.setting_value as double) / 1000 end) as chi,
        max(case when s.setting_id = 'krejcie_share_e2' then cast(s.setting_value as double) / 100 end) as share,
        max(case when s.setting_id = 'krejcie_error_e2' then cast(s.setting_value as double) / 100 end) as error,
        max(case when s.setting_id = 'skm_sample_unknown' then cast(s.setting_value as bigint) end) as unknown_needed
    from ends
    inner join core.settings as s on ends.end_date between s.valid_from and s.valid_to
    group by ends.period

)

select
    populations.unit_id,
    populations.service_name,
    populations.period,
    populations.population_count,
    case when populations.population_count is null then 'unknown' else 'cases' end as population_source,
    case
        when populations.population_count is null then settings.unknown_needed
        else
            cast(
                floor(
                    settings.chi * populations.population_count * settings.share * (1 - settings.share)
                    / nullif(
                        settings.error * settings.error * (populations.population_count - 1)
                        + settings.chi * settings.share * (1 - settings.share),
                        0
                    )
                    + 0.50000001
                )
                as bigint
            )
    end as sample_needed
from populations
inner join settings on populations.period = settings.period
