-- One row per setting of the release rule and span of days in which it holds.
with settings as (

    select *
    from reference.settings
    where rule_id = 'suppression'

)

select
    setting_id, -- identifier of the setting
    cast(value as bigint) as setting_value, -- the number
    valid_from, -- first day it holds
    valid_to, -- last day it holds; null while in force
    confidence, -- U: a setting of this release, not law
    note_id, -- what it does, in Indonesian
    note_en -- what it does, in English
from settings
