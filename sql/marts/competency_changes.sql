-- One row per unit and competency with people assessed twice, in the unit and everything below it.
-- A mean that moves is called a change only when its 95 percent interval leaves zero out.
with competency_changes as (

    select * from core.competency_changes

)

select
    unit_id, -- code of the unit
    unit_name, -- name of the unit
    root_id, -- top of its tree
    competency_name, -- name of the competency
    retested_count, -- people assessed at least twice
    risen_count, -- of those, people whose newest level is higher than the one before
    fallen_count, -- of those, people whose newest level is lower
    level_change_avg, -- mean of newest level minus the one before
    level_change_low, -- lower end of its 95 percent interval (Student); null below the setting effect_min_count
    level_change_high, -- upper end of that interval
    conclusion -- risen, fallen, cannot_tell or too_few
from competency_changes
