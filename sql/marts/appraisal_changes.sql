-- One row per unit and period with an earlier one of its kind: how the predicates changed, by people or by standard.
-- standard: how the same people were rated then and now; composition: the rest, because others were rated.
with changes as (

    select * from core.appraisal_changes

),

units as (

    select * from core.units

)

select
    changes.unit_id, -- code of the unit, everything below it included
    units.unit_name, -- name of the unit
    units.root_id, -- top of its tree
    changes.period, -- period of the appraisal
    changes.previous_period, -- newest earlier period of the same kind with appraisals of this unit
    changes.rated_count, -- people rated now
    changes.previous_rated_count, -- people rated then
    changes.both_count, -- people rated both times
    changes.joined_count, -- people rated only now
    changes.left_count, -- people rated only then
    changes.raised_count, -- of those rated both times, people with a better predicate now
    changes.lowered_count, -- of those rated both times, people with a worse one
    changes.top_share, -- share (0 to 1) of very good now
    changes.previous_top_share, -- share of very good then
    changes.top_change, -- difference of the two
    changes.top_standard, -- part of it from the same people; null with a reason
    changes.top_composition, -- part of it because other people were rated; null with a reason
    changes.low_share, -- share (0 to 1) of needs improvement and below now
    changes.previous_low_share, -- share of needs improvement and below then
    changes.low_change, -- difference of the two
    changes.low_standard, -- part of it from the same people; null with a reason
    changes.low_composition, -- part of it because other people were rated; null with a reason
    changes.reason -- few_rated_twice when too few were rated both times to split the change; else null
from changes
inner join units on changes.unit_id = units.unit_id
