-- One row per band of chances: the chances given for years now over, and how often the target was really reached.
with outlook_tests as (

    select *
    from core.outlook_tests
    where is_reached is not null

),

bands as (

    select * from reference.bands

),

counted as (

    select
        chance_band,
        cast(count(*) as bigint) as forecast_count,
        cast(count(case when is_reached then 1 end) as bigint) as reached_count,
        cast(count(case when is_in_interval then 1 end) as bigint) as in_interval_count,
        cast(sum(reach_chance_e2) as double) / count(*) / 10000 as predicted_share,
        cast(count(case when is_reached then 1 end) as double) / count(*) as reached_share
    from outlook_tests
    group by chance_band

)

select
    counted.chance_band, -- very_unlikely unlikely even likely very_likely
    bands.band_order, -- position of the band, the likeliest first
    counted.forecast_count, -- chances given in this band, one for each indicator and period of a year now over
    counted.predicted_share, -- mean of these chances, 0 to 1
    counted.reached_count, -- of these, years that reached their target
    counted.reached_share, -- share that reached it, 0 to 1: close to predicted_share when the chances are honest
    counted.in_interval_count -- of these, years whose result lay within the interval given; 8 in 10 are expected
from counted
inner join bands on counted.chance_band = bands.band_id and bands.scheme = 'outlook_chance' and bands.valid_to is null
