-- One row per finding made while files were read.
with finding_rows as (

    select * from raw.findings

)

select
    finding_id,
    load_id,
    kind,
    code,
    severity,
    sheet_name,
    row_number,
    column_letter,
    column_name,
    value,
    expected_id,
    expected_en,
    cast(row_count as bigint) as row_count
from finding_rows
