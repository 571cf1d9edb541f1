-- One row per award or coaching given to a person or a unit.
with awards_rows as (

    select * from raw.penghargaan

)

select
    nip,
    kode_unit as unit_id,
    jenis as award_type,
    nama as award_name,
    tanggal as award_date,
    dasar as ground,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from awards_rows
