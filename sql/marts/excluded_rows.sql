-- One row per load, kind and reason for which rows are no data.
with excluded_rows as (

    select * from core.excluded_rows

)

select
    load_id, -- load the rows were in
    kind, -- kind of export
    reason, -- footer, total, kosong (blank), judul-ulang (repeated header) or penugasan-kedua (second post)
    row_count -- rows left out for this reason
from excluded_rows
