-- One row per IKU, unit and year: what the target says of itself, judged by what was reached before and how it changed.
with iku_targets as (

    select * from core.iku_targets

)

select
    iku_id, -- code of the indicator
    iku_name, -- name of the indicator
    unit_id, -- unit that owns it
    unit_name, -- name of that unit
    root_id, -- top of the tree of that unit
    year, -- year of the target
    polarity, -- maximize, minimize, stabilize or range
    measure_unit, -- unit of measure
    year_target, -- target of the whole year; of a finished year without one, that of its periods
    year_target_label, -- that target as a grade (WTP, AA …); null where it is a number
    year_actual, -- result of the year as far as it is filled, consolidated
    is_final, -- true when the year is over and its last period is filled
    last_year_actual, -- final result of the year before; null when it is missing or not final
    last_year_actual_label, -- that result as a grade of the scale of the target
    is_best_possible, -- true when no more can be asked: the top grade, 100 percent, 0 of what should fall
    is_no_better_than_last_year, -- true when the target asks no more than last year's result; null when not comparable
    met_year_count, -- tested years in a row up to this one without a target missed; null when it is not tested
    is_always_met, -- true when that is two years or more and the target could ask for more
    last_missed_period, -- newest period up to this year whose target was missed; null when none ever was
    is_never_tested, -- true when not one period up to this year could be judged
    revision_count, -- times a target or an actual of the year was replaced
    late_revision_count, -- of these, late ones: marts.iku_revisions
    target_revision_count, -- times a target of the year was replaced
    is_revised_late -- true when a target of the year was replaced late
from iku_targets
