-- id: Ada baris yang berlaku tanpa muatan yang tercatat, atau muatannya sudah ditarik.
-- en: Live rows belong to no recorded load, or to one that was withdrawn.
with loaded_periods as (

    select * from core.loaded_periods

),

loads as (

    select * from staging.loads

)

select
    loaded_periods.kind,
    loaded_periods.load_id,
    loaded_periods.period,
    loaded_periods.row_count
from loaded_periods
left join loads on loaded_periods.load_id = loads.load_id
where loads.load_id is null or loads.withdrawn_at is not null
