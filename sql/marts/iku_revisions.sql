-- One row per changed target or actual: what a newer export of the same source replaced.
with iku_revisions as (

    select * from core.iku_revisions

)

select
    iku_id, -- code of the indicator
    unit_id, -- unit that owns it
    period, -- period of the figure
    field, -- target or actual
    old_value, -- value before
    new_value, -- value after
    old_load_id, -- load that brought the old value
    new_load_id, -- load that replaced it
    revised_at -- moment it was replaced (UTC)
from iku_revisions
