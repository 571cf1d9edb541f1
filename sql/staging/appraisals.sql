-- One row per employee and period: ratings and predicate as the sources give them.
with appraisal_rows as (

    select * from raw.skp

)

select
    nip,
    periode as period,
    rating_hasil as result_rating,
    rating_perilaku as behaviour_rating,
    predikat as predicate,
    nip_penilai as rater_nip,
    tanggal_penilaian as rated_date,
    kode_unit as unit_id,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from appraisal_rows
