-- One row per employee and year up to 2021: the old SKP, never mixed with the predicates of PermenPANRB 6/2022.

with legacy_appraisals as (

    select * from core.legacy_appraisals

)

select
    employee_id, -- employee
    employee_name, -- name of the employee
    unit_id, -- unit of the post at the end of the year
    unit_name, -- name of that unit
    root_id, -- top of its tree
    year, -- year of the appraisal, 2021 at the latest
    regulation, -- pp_46_2011 or pp_30_2019: the regulation whose scale the numbers are on
    is_regulation_stated, -- true when the source names it; else it follows from the year
    skp_value, -- score of the SKP; null when the source has none
    behaviour_value, -- score of behaviour; null when the source has none
    stated_value, -- final score as the source writes it; null when it has none
    value_70_30, -- 70 percent SKP and 30 percent behaviour (PP 30/2019); null with a reason
    value_60_40, -- 60 percent SKP and 40 percent behaviour, with 360 feedback (PP 30/2019); null with a reason
    weights_reason, -- why those two are null: other_regulation, no_skp or no_behaviour
    weights_matched, -- which of the two the final score equals within a hundredth: 70_30, 60_40, neither; else null
    legacy_predicate, -- predicate the final score gives on its own scale; null with a reason
    band_confidence, -- how sure that band of the scale is: V, V-code, 1src or U
    reason, -- no_value, outside_scale, or needs_new_idea: very good asks for more than the number
    rule_id, -- rule of the scale; null without a predicate
    file_name, -- file it came from
    sheet_name, -- sheet of that file
    row_number -- row of that sheet
from legacy_appraisals
