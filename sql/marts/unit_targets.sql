-- One row per unit and year: the signs of weak targets among the indicators of the unit and everything below it.
with unit_targets as (

    select * from core.unit_targets

)

select
    unit_id, -- code of the unit
    year, -- year of the targets
    iku_count, -- indicators of the unit and everything below it
    compared_count, -- indicators whose target can be compared with last year's result
    no_better_count, -- indicators whose target asks no more than last year's result
    always_met_count, -- indicators without one target missed for two years or more, though it could ask for more
    revised_late_count, -- indicators with a target replaced late
    never_tested_count, -- indicators of which not one period could ever be judged
    revision_count, -- times a target or an actual of the year was replaced
    late_revision_count, -- of these, late ones
    late_revision_share -- late ones among the replacements, 0 to 1; null when nothing was replaced
from unit_targets
