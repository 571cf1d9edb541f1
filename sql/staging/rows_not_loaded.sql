-- One row per row (or run of repeated rows) that was not taken in, with the reason.
with skipped_rows as (

    select * from raw.not_loaded

)

select
    load_id,
    take,
    kind,
    sheet_name,
    row_number,
    cast(row_count as bigint) as row_count,
    class as row_class,
    reason,
    cells
from skipped_rows
