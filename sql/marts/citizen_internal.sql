-- One row per unit with a survey of its own, period and internal measure: what citizens say against what the unit says.
-- A mismatch asks for a look, it accuses nobody: the two measure different things.
with citizen_internal as (

    select * from core.citizen_internal

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    period, -- 2026, 2026-S1, 2026-TW2 or 2026-06
    internal_measure, -- iku: score of the indicators; appraisal: percent of staff rated good or very good
    internal_period, -- period of the internal measure: the same, else the newest inside it
    respondent_count, -- respondents of the survey
    cast(ikm_e2 as double) / 100 as citizen_value, -- IKM (25 to 100), two decimals
    margin as citizen_margin, -- its margin of error at 95 percent
    cast(internal_e2 as double) / 100 as internal_value, -- the internal measure, two decimals
    unit_count, -- units of the period with both figures and enough respondents
    ikm_z as citizen_z, -- distance of the IKM from the mean of those units in standard deviations; null with a reason
    internal_z, -- the same for the internal measure
    difference_z, -- internal minus citizen
    verdict, -- internal_higher, citizen_higher (by the setting mismatch_z_e2 or more) or agree; null with a reason
    reason -- few_respondents, few_units or no_spread; null when there is a verdict
from citizen_internal
