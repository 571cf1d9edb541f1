-- One row per link of the tree of performance: goal to indicator, indicator to the one it supports or to a work result.
-- Rows of work results are about one person each: show them only where people may be shown.
with cascade_links as (

    select * from core.cascade_links

)

select
    link_type, -- goal_iku, iku_iku (child supports parent) or iku_work_result (a person's planned work result)
    year, -- year of the link
    parent_id, -- goal or code of the indicator above; null for a work result that names none
    parent_name, -- its name; null when the code is not found in the same tree and year
    parent_unit_id, -- unit that owns the indicator above; null for goals and where it is not found
    child_id, -- code of the indicator, or an identifier made of employee, period, work result and aspect
    child_name, -- name of the indicator or the work result
    unit_id, -- unit of the child
    unit_name, -- name of that unit
    root_id, -- top of its tree
    employee_id, -- person of a work result; null for indicators
    employee_name, -- name of that person
    period, -- period of the work result; null for indicators
    aspect, -- kuantitas, kualitas, waktu or biaya of a work result; null for indicators
    indicator_name, -- individual indicator of a work result
    target_text, -- target of a work result as written
    actual_text, -- result of a work result as written
    weight, -- weight of the indicator; null for work results
    achievement_pct, -- indicator: year to date; work result: against its own target; uncapped
    status, -- exceeded, met, near, below or not_judged
    reason, -- why a work result has no percentage: no_data, no_number (text not understood), no_target and the like
    is_resolved, -- false when the parent is not named or not found: a broken link
    is_public, -- true when the public may see the child; always false for work results
    is_parent_public -- true when the public may see the parent
from cascade_links
