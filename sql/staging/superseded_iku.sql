-- One row per indicator, unit and year that a newer export of its source replaced.
with iku_rows as (

    select * from raw.superseded_iku

)

select
    kode_iku as iku_id,
    kode_unit as unit_id,
    cast(tahun as bigint) as year,
    cast(target_tahunan as double) as annual_target,
    target_tahunan_label as annual_target_label,
    source,
    load_id,
    sheet_name,
    row_number,
    loaded_at,
    ended_at,
    ended_by
from iku_rows
