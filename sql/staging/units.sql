-- One row per unit and validity as the sources give it.
with unit_rows as (

    select * from raw.unit

)

select
    kode_unit as unit_id,
    nama_unit as unit_name,
    kode_induk as parent_id,
    jenis_unit as unit_type,
    kode_wilayah as region_code,
    mulai as start_date,
    selesai as end_date,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from unit_rows
