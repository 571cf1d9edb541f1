-- One row per employee and year: the imported index, never computed again.
with professionalism_indexes_rows as (

    select * from raw.ip_asn

)

select
    nip,
    cast(tahun as bigint) as year,
    cast(kualifikasi as double) as qualification_score,
    cast(kompetensi as double) as competency_score,
    cast(kinerja as double) as performance_score,
    cast(disiplin as double) as discipline_score,
    cast(total as double) as total_score,
    load_id,
    sheet_name,
    row_number,
    loaded_at
from professionalism_indexes_rows
