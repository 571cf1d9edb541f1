-- One row per load, kind, sheet and field of ours: the column of the file it stood in.
with place_rows as (

    select * from raw.places

)

select
    load_id,
    kind,
    sheet_name,
    field,
    min(column_letter) as column_letter,
    min(header) as header
from place_rows
group by load_id, kind, sheet_name, field
