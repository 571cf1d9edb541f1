-- One row per indicator, owning unit and year: its definition.
with iku as (

    select * from core.iku

)

select
    iku_id, -- code of the indicator, the same every year
    unit_id, -- unit that owns it
    year, -- year of the definition
    iku_name, -- name of the indicator
    goal_name, -- goal it serves
    measure_unit, -- unit of measure
    polarity, -- maximize, minimize, stabilize or range
    consolidation, -- sum, average or last: how periods add up within the year
    weight, -- weight as the source gives it; null when none
    weight_note, -- equal_weights when the unit gave no weight that year, partial_weights when only some; else null
    annual_target, -- target of the whole year
    annual_target_label, -- that target as a grade (WTP, AA …); null where it is a number
    is_ordinal, -- true when targets or results of the year are grades
    is_seasonal, -- true when results follow the season, as its owner says
    lower_bound, -- lower bound of a range target
    upper_bound, -- upper bound of a range target
    definition, -- operational definition and formula
    data_source, -- where the figures come from
    owner_name, -- post or division responsible
    parent_iku_id, -- indicator it supports
    is_public, -- true when the public may see it
    public_theme -- theme on the public page
from iku
