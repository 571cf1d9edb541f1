-- One row per employee, competency and assessment.
with competency_assessments_rows as (

    select * from raw.asesmen_kompetensi

)

select
    nip,
    kompetensi as competency_name,
    cast(level as double) as assessed_level,
    tanggal as assessed_date,
    metode as method,
    tujuan_asesmen as purpose,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from competency_assessments_rows
