-- One row per unit and period: the predicate of the organisation.
with predicate_rows as (

    select * from raw.predikat_organisasi

)

select
    kode_unit as unit_id,
    periode as period,
    predikat as organisation_predicate,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from predicate_rows
