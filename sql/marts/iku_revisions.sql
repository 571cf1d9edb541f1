-- One row per changed target or actual: what a newer export of the same source replaced.
with iku_revisions as (

    select * from core.iku_revisions

)

select
    iku_id, -- code of the indicator
    unit_id, -- unit that owns it
    year, -- year of the figure
    period, -- period of the figure; the year itself for an annual target
    field, -- target, actual or annual_target
    old_value, -- value before; of a grade its rank
    new_value, -- value after; of a grade its rank
    old_label, -- grade before (WTP, AA …); null where it is a number
    new_label, -- grade after; null where it is a number
    old_load_id, -- load that brought the old value
    new_load_id, -- load that replaced it
    revised_at, -- moment it was replaced (UTC)
    is_late -- target: replaced from October of its year on; actual: replaced after its year had ended
from iku_revisions
