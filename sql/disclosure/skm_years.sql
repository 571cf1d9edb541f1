-- One row per unit, service (null = all) and year: exact respondents and IKM the release rule is applied to.
with skm_periods as (

    select
        *,
        cast(period as bigint) as year
    from marts.skm_periods
    where length(period) = 4

),

bands as (

    select *
    from reference.bands
    where rule_id = 'skm_band'

)

select
    skm_periods.year,
    skm_periods.unit_id,
    skm_periods.service_name as item,
    skm_periods.respondent_count as person_count,
    skm_periods.ikm as mean_value,
    skm_periods.ikm_grade as grade,
    cast(bands.lower_e2 as double) / 100 - 0.005 as grade_least,
    cast(bands.upper_e2 as double) / 100 + 0.005 as grade_most
from skm_periods
left join bands
    on
        skm_periods.ikm_grade = bands.band_id
        and make_date(skm_periods.year, 12, 31) between bands.valid_from
        and coalesce(bands.valid_to, date '9999-12-31')
