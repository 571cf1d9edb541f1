-- One row per service case; complaints are the cases of a service with follow-up times of its own.
with service_cases_rows as (

    select * from raw.layanan

)

select
    kode_unit as unit_id,
    layanan as service_name,
    lower(layanan) like '%pengaduan%' as is_complaint,
    nomor as case_number,
    waktu_masuk as received_at,
    batas_waktu as due_at,
    waktu_selesai as finished_at,
    status as case_status,
    cast(waktu_tunggu_menit as double) as waiting_minutes,
    kanal as channel,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from service_cases_rows
