-- id: Ada pengaturan dengan dua nilai pada hari yang sama.
-- en: A setting has two values on the same day.
with settings as (

    select * from core.settings

)

select
    settings.setting_id,
    settings.setting_value,
    settings.valid_to,
    later.valid_from as next_valid_from
from settings
inner join settings as later
    on
        settings.setting_id = later.setting_id
        and settings.valid_from < later.valid_from
        and settings.valid_to >= later.valid_from
