-- One row per forecast of a year and bound that its target sets: the chance that the year ends on the right side of it.
-- Student's t is brought to the normal by Wallace (1959); its tail is Abramowitz–Stegun 26.2.17 (error below 1e-7).
with forecasts as (

    select * from core.iku_forecasts

),

bounds as (

    select
        iku_id,
        unit_id,
        period,
        freedom,
        year_spread,
        'lower' as bound,
        year_deviation - lower_deviation as distance
    from forecasts
    where lower_deviation is not null

    union all

    select
        iku_id,
        unit_id,
        period,
        freedom,
        year_spread,
        'upper' as bound,
        upper_deviation - year_deviation as distance
    from forecasts
    where upper_deviation is not null

),

scored as (

    select
        *,
        distance / nullif(year_spread, 0) as t_score
    from bounds

),

normal as (

    select
        *,
        sign(t_score) * (8 * freedom + 1) / (8 * freedom + 3)
        * sqrt(freedom * ln(1 + t_score * t_score / freedom)) as z_score
    from scored

),

stepped as (

    select
        *,
        1 / (1 + 0.2316419 * abs(z_score)) as step,
        0.3989422804014327 * exp(-z_score * z_score / 2) as density
    from normal

),

tails as (

    select
        *,
        density * step * (
            0.319381530 + step * (-0.356563782 + step * (1.781477937 + step * (-1.821255978 + step * 1.330274429)))
        ) as tail
    from stepped

)

select
    iku_id,
    unit_id,
    period,
    bound,
    z_score,
    case
        when z_score is null and distance >= 0 then cast(1 as double)
        when z_score is null then cast(0 as double)
        when z_score >= 0 then 1 - tail
        else tail
    end as chance
from tails
