-- One row per kind, load and period of its live rows; read three times, so kept as a table.
with loaded_periods as (

    select * from staging.loaded_periods

)

select
    kind,
    load_id,
    period,
    last_loaded_at,
    row_count
from loaded_periods
