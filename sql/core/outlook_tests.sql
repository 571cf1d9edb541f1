-- One row per chance given for a year that is over now: the chance, its band and whether the target was reached.
with outlook as (

    select *
    from core.iku_outlook
    where reach_chance is not null

),

years as (

    select *
    from core.iku_years
    where is_final

),

iku as (

    select * from core.iku

),

bands as (

    select *
    from core.judged_values
    where setting_id = 'outlook_scheme'

)

select
    outlook.iku_id,
    outlook.unit_id,
    outlook.period,
    outlook.reach_chance,
    outlook.reach_chance_e2,
    bands.band_id as chance_band,
    outlook.polarity,
    years.ytd_actual between outlook.expected_lower and outlook.expected_upper as is_in_interval,
    case outlook.polarity
        when 'maximize' then years.ytd_actual >= years.ytd_target
        when 'minimize' then years.ytd_actual <= years.ytd_target
        when 'range' then years.ytd_actual between iku.lower_bound and iku.upper_bound
    end as is_reached
from outlook
inner join years
    on
        outlook.iku_id = years.iku_id
        and outlook.unit_id = years.unit_id
        and outlook.year = years.year
        and outlook.period_type = years.period_type
inner join iku
    on
        outlook.iku_id = iku.iku_id
        and outlook.unit_id = iku.unit_id
        and outlook.year = iku.year
inner join bands on outlook.reach_chance_e2 = bands.value_e2 and outlook.end_date = bands.on_date
