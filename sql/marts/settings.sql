-- One row per setting and span of days in which it holds: the choices an agency may change, never law by themselves.
with settings as (

    select * from core.settings

)

select
    setting_id, -- identifier of the setting
    setting_value, -- its value, as text
    rule_id, -- rule of marts.rules it belongs to
    valid_from, -- first day it holds
    valid_to, -- last day it holds; 9999-12-31 while in force
    confidence, -- V regulation, V-code practice of several systems, 1src one source, U unverified: a setting, not law
    note_id, -- what it sets, in Indonesian
    note_en -- what it sets, in English
from settings
