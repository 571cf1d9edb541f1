-- One row per employee and course taken.
with courses_taken_rows as (

    select * from raw.riwayat_pelatihan

)

select
    nip,
    nama_pelatihan as course_name,
    kode_pelatihan as course_id,
    mulai as start_date,
    selesai as end_date,
    cast(jp as double) as hours_jp,
    nomor_sertifikat as certificate_number,
    cast(nilai_awal as double) as score_before,
    cast(nilai_akhir as double) as score_after,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from courses_taken_rows
