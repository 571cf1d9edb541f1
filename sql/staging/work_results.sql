-- One row per employee, period, planned work result and aspect; targets and results as written.
with work_results_rows as (

    select * from raw.rhk

)

select
    nip,
    periode as period,
    rhk as result_name,
    kode_iku as iku_id,
    aspek as aspect,
    indikator as indicator_name,
    target as target_text,
    realisasi as actual_text,
    satuan as measure_unit,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from work_results_rows
