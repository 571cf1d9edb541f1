-- One row per employee, post and validity as the sources give it; an empty assignment means definitive.
with employee_rows as (

    select * from raw.pegawai

)

select
    nip,
    nama as employee_name,
    kode_unit as unit_id,
    jabatan as job_title,
    jenis_jabatan as job_type,
    jenjang as job_tier,
    golongan as grade,
    status_pegawai as employment_status,
    coalesce(penugasan, 'definitif') as assignment,
    nip_atasan as superior_nip,
    mulai as start_date,
    selesai as end_date,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from employee_rows
