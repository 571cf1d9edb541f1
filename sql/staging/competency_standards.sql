-- One row per job or tier and competency: the level required.
with competency_standards_rows as (

    select * from raw.standar_kompetensi

)

select
    jabatan as job_title,
    jenjang as job_tier,
    kompetensi as competency_name,
    jenis as competency_type,
    cast(level as bigint) as required_level,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from competency_standards_rows
