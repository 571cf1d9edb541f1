-- One row per change of a service: what was changed, and from which day.
with service_changes_rows as (

    select * from raw.perubahan

)

select
    kode_unit as unit_id,
    layanan as service_name,
    tanggal as change_date,
    nama as change_name,
    keterangan as change_note,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from service_changes_rows
