-- One row per IKU, unit and filled period of a kind shorter than the year: the chance that the year reaches its target.
with iku_outlook as (

    select * from core.iku_outlook

),

bands as (

    select *
    from core.judged_values
    where setting_id = 'outlook_scheme'

)

select
    iku_outlook.iku_id, -- code of the indicator
    iku_outlook.unit_id, -- unit that owns it
    iku_outlook.root_id, -- top of the tree of that unit
    iku_outlook.year, -- year whose target is meant
    iku_outlook.period, -- period from which the year is seen; nothing later is used
    iku_outlook.period_order, -- increases with the end of the period
    iku_outlook.consolidation, -- sum, average or last: how the year is made of its periods
    iku_outlook.filled_count, -- filled periods of the year up to this one
    iku_outlook.remaining_count, -- periods of the year still to come
    iku_outlook.history_point_count, -- filled periods of earlier years the forecast rests on
    iku_outlook.history_year_count, -- earlier years the forecast rests on
    iku_outlook.year_target, -- target of the year as the forecast compares with it; the middle of a range
    iku_outlook.expected_actual, -- most likely result of the year; null with a reason
    iku_outlook.expected_lower, -- lower end of the interval that holds the result 8 times in 10
    iku_outlook.expected_upper, -- upper end of that interval
    iku_outlook.reach_chance, -- chance that the year reaches its target, 0 to 1; null with a reason
    bands.band_id as chance_band, -- very_unlikely unlikely even likely very_likely; null with a reason
    iku_outlook.reason -- why there is no chance: year_over short_history no_target no_direction ordinal
from iku_outlook
left join bands on iku_outlook.reach_chance_e2 = bands.value_e2 and iku_outlook.end_date = bands.on_date
