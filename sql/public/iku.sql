-- One row per indicator the agency made public, owning unit and year: its definition.
with iku as (

    select *
    from marts.iku
    where is_public

),

units as (

    select * from marts.units

)

select
    iku.iku_id, -- code of the indicator, the same every year
    iku.iku_name, -- name of the indicator
    iku.public_theme, -- theme on the public page
    iku.goal_name, -- goal it serves
    iku.unit_id, -- unit that owns it
    units.unit_name, -- name of that unit
    units.root_id, -- top of the tree of that unit
    iku.year, -- year of the definition
    iku.measure_unit, -- unit of measure
    iku.polarity, -- maximize, minimize, stabilize or range
    iku.consolidation, -- sum, average or last: how periods add up within the year
    iku.annual_target, -- target of the whole year
    iku.annual_target_label, -- that target as a grade (WTP, AA …); null where it is a number
    iku.lower_bound, -- lower bound of a range target
    iku.upper_bound, -- upper bound of a range target
    iku.definition, -- operational definition and formula
    iku.data_source -- where the figures come from
from iku
inner join units on iku.unit_id = units.unit_id
