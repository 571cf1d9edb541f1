-- One row per course on offer.
with courses_rows as (

    select * from raw.katalog_pelatihan

)

select
    kode_pelatihan as course_id,
    nama as course_name,
    kompetensi as competency_name,
    cast(level_dari as bigint) as from_level,
    cast(level_ke as bigint) as to_level,
    cast(jp as double) as duration_jp,
    moda as mode,
    cast(biaya_per_peserta as double) as cost_rupiah,
    cast(kapasitas as bigint) as seat_count,
    cast(sesi_maks as bigint) as max_session_count,
    penyelenggara as organiser_name,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from courses_rows
