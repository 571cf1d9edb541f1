-- One row per IKU, unit and filled period of a kind shorter than the year: the chance that the year reaches its target.
with inputs as (

    select * from core.iku_forecast_inputs

),

forecasts as (

    select
        *,
        1.2815515655446008
        + (1.2815515655446008 + 2.1047875029456464) / (4 * freedom)
        + (5 * 3.4568491441650004 + 16 * 2.1047875029456464 + 3 * 1.2815515655446008) / (96 * freedom * freedom)
            as t_ninety
    from core.iku_forecasts

),

chances as (

    select
        iku_id,
        unit_id,
        period,
        greatest(cast(0 as double), sum(chance) - count(*) + 1) as reach_chance
    from core.iku_chances
    group by iku_id, unit_id, period

)

select
    inputs.iku_id,
    inputs.unit_id,
    inputs.root_id,
    inputs.year,
    inputs.period,
    inputs.period_type,
    inputs.period_order,
    inputs.end_date,
    inputs.polarity,
    inputs.consolidation,
    cast(inputs.filled_count as bigint) as filled_count,
    inputs.remaining_count,
    cast(inputs.history_point_count as bigint) as history_point_count,
    cast(inputs.history_year_count as bigint) as history_year_count,
    forecasts.credibility,
    forecasts.year_aim as year_target,
    forecasts.year_aim * (1 + forecasts.year_deviation) as expected_actual,
    forecasts.year_aim * (1 + forecasts.year_deviation - forecasts.t_ninety * forecasts.year_spread) as expected_lower,
    forecasts.year_aim * (1 + forecasts.year_deviation + forecasts.t_ninety * forecasts.year_spread) as expected_upper,
    chances.reach_chance,
    cast(floor(chances.reach_chance * 10000 + 0.50000001) as bigint) as reach_chance_e2,
    inputs.reason
from inputs
left join forecasts
    on
        inputs.iku_id = forecasts.iku_id
        and inputs.unit_id = forecasts.unit_id
        and inputs.period = forecasts.period
left join chances
    on
        inputs.iku_id = chances.iku_id
        and inputs.unit_id = chances.unit_id
        and inputs.period = chances.period
