-- One row per setting and span of days in which it holds; open ends are filled.
with settings as (

    select * from reference.settings

)

select
    setting_id,
    value as setting_value,
    rule_id,
    valid_from,
    coalesce(valid_to, date '9999-12-31') as valid_to,
    confidence,
    note_id,
    note_en
from settings
